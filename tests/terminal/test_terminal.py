"""The whole program in a real pseudo-terminal, read back as a terminal would show it."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from tests.pilot.small_library import HOSTILE
from tests.terminal.driving import Terminal

REVERSES_TEXT = "\u202e".encode()
C1_CSI = "\x9b".encode()


def processes_on(library: Path) -> list[str]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
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
        with contextlib.suppress(pexpect.ExceptionPexpect):  # raised when that takes more than a tenth of a second
            it.program.close(force=False)
    else:
        it.type("q")
        it.end()
    for _ in range(100):
        if not processes_on(library):
            return
        time.sleep(0.1)
    pytest.fail(f"left behind: {processes_on(library)}")
