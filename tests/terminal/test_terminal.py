"""The whole program in a real pseudo-terminal, read back as a terminal would show it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pyte
import pytest

from tests.pilot import small_library
from tests.pilot.small_library import ARTICLES, HOSTILE, Article

REVERSES_TEXT = "\u202e".encode()
C1_CSI = "\x9b".encode()


class Terminal:
    """The program, what it wrote, and what a terminal of ``columns`` by ``rows`` shows of it."""

    def __init__(self, *arguments: str, columns: int, rows: int, **environment: str) -> None:
        self.written = b""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")}
        self.program = pexpect.spawn(
            sys.executable, ["-m", "tui", *arguments], dimensions=(rows, columns), timeout=30,
            env={**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment},
        )  # fmt: skip

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    def read(self, seconds: float = 0.2) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                data = self.program.read_nonblocking(65536, timeout=0.05)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                return
            self.written += data
            self._stream.feed(data)

    def wait_for(self, happened: Callable[[str], bool], what: str) -> None:
        for _ in range(300):
            self.read(0.1)
            if happened(self.text):
                return
        pytest.fail(f"waited in vain for {what}:\n{self.text}")

    def type(self, keys: str) -> None:
        self.program.send(keys)

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        self.screen.reset()
        self.program.setwinsize(rows, columns)

    def end(self) -> int | None:
        """Wait until the program has ended; its exit status."""
        for _ in range(300):
            self.read(0.1)
            if not self.program.isalive():
                break
        self.read(0.1)
        self.program.close(force=True)
        status: int | None = self.program.exitstatus
        return status


@pytest.fixture
def library(tmp_path: Path) -> Path:
    analysed = [pair for pair in ARTICLES if pair[1] is not None]
    long = "\n\n".join(f"Paragraph {number} of the long one tells of lamps and cranes." for number in range(200))
    return small_library.make(tmp_path / "library", [*analysed, (Article("A long one", long), _nothing())], fillers=40)


def _nothing() -> small_library.Analysis:
    return small_library.Analysis()


@pytest.fixture
def terminal(library: Path) -> Iterator[Callable[..., Terminal]]:
    started: list[Terminal] = []

    def start(columns: int, rows: int, *arguments: str, **environment: str) -> Terminal:
        terminal = Terminal("--library", str(library), *arguments, columns=columns, rows=rows, **environment)
        started.append(terminal)
        return terminal

    yield start
    for terminal in started:
        terminal.program.close(force=True)


def processes_on(library: Path) -> list[str]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if str(library) in command:
                found.append(command)
    return found


def test_searching_reading_resizing_and_leaving(terminal: Callable[..., Terminal], library: Path) -> None:
    it = terminal(160, 48)
    it.wait_for(lambda shown: "Positions · 7" in shown, "the first article")
    it.type("/hall")
    it.wait_for(lambda shown: "1 of 44" in shown, "the hits")
    it.type("\r]")
    it.wait_for(lambda shown: "“rejected” · indirect · 80% sure" in shown, "the first position")
    it.type("n")
    it.read()
    it.resize(80, 24)
    it.wait_for(lambda shown: "─ Results" in shown and "Positions" not in shown, "one pane")
    it.type("\r")
    it.wait_for(lambda shown: "─ Article" in shown and "The Harbour Board insists" in shown, "the article")
    it.resize(130, 30)
    it.wait_for(lambda shown: "Positions · 7" in shown, "three panes again")
    it.type("\x1b")
    it.read(0.3)
    it.type("q")
    assert it.end() == 0
    assert b"Traceback" not in it.written
    assert it.written.count(b"\x1b[?1049h") == it.written.count(b"\x1b[?1049l") == 1
    assert it.written.rindex(b"\x1b[?25h") > it.written.rindex(b"\x1b[?25l")
    for mode in (b"1000", b"1003", b"1006", b"2004"):
        assert it.written.rfind(b"\x1b[?" + mode + b"l") > it.written.rfind(b"\x1b[?" + mode + b"h")
    assert processes_on(library) == []


def test_no_control_byte_of_a_hostile_article_reaches_the_terminal(terminal: Callable[..., Terminal]) -> None:
    it = terminal(120, 30, "--query", "plain")
    it.wait_for(lambda shown: "[/x] Markup & [b]titles[/b]" in shown and "[bold]word[/bold]" in shown, "the article")
    it.type("\r")
    it.read(0.5)
    it.type("fplain\r")
    it.read(0.5)
    it.type("\x1b")
    it.read(0.4)
    it.type("q")
    assert it.end() == 0
    assert "[@click=app.quit]here[/]" in HOSTILE
    for poison in (b"\x1b]52", b"UFdORUQ=\x07", b"\x1b[31m see", REVERSES_TEXT, C1_CSI):
        assert poison not in it.written


def test_two_readers_on_one_library_both_work(terminal: Callable[..., Terminal]) -> None:
    one, two = terminal(120, 30), terminal(120, 30)
    for it in (one, two):
        it.wait_for(lambda shown: "Positions · 7" in shown, "the first article")
    for it in (one, two):
        it.type("q")
        assert it.end() == 0


@pytest.mark.parametrize("end", ["\x03", "hangup"])
def test_leaving_in_other_ways_leaves_nothing_behind(
    terminal: Callable[..., Terminal], library: Path, end: str
) -> None:
    it = terminal(100, 30)
    it.wait_for(lambda shown: "44 articles" in shown, "the results")
    if end == "hangup":
        it.program.close(force=False)
    else:
        it.type("q")
        it.end()
    for _ in range(100):
        if not processes_on(library):
            return
        time.sleep(0.1)
    pytest.fail(f"left behind: {processes_on(library)}")
