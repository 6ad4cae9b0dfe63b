"""What leaves for the terminal, byte by byte: of hostile articles no control character, without colour no colour."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.library import Library
from tests.terminal.driving import Terminal
from tui.text.unsafe import RANGES

SEQUENCE = re.compile(rb"\x1b\[[0-9;:?<>=$]*[a-zA-Z]|\x1b\]22;[a-z-]*\x07|\x1b[<>=78]|\x1b\([B0]")
COLOURS = re.compile(rb"\x1b\[([0-9;]*)m")
POISON = (
    b"\x1b[97;105m", b"\x1b[?1047h", b"\x1b[6n", b"\x1b[2J", b"\x1b]0;owned\x07", b"\x1b]52;c;b3duZWQ=\x07",
    b"\x1bPq#0\x1b\\",
    b"\x1b]8;;file:///etc/passwd\x1b\\", b"\x1bc", b"\x07", b"\x08\x08", b"\x0e", b"\x05", "\x9b31m".encode(),
    "\x85".encode(), "\u202e".encode(), "\u2066".encode(), "\u2069".encode(), "\u200f".encode(), "\u061c".encode(),
    "\u2028".encode(), "\U000e0041".encode(), "\ufff9".encode(),
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of files that were written to do harm, read as anybody's files are."""
    folder = tmp_path_factory.mktemp("hostile")
    files = folder / "files"
    files.mkdir()
    for number, poison in enumerate(POISON):
        words = b"A minister " + poison + b" said on Tuesday that the harbour " + poison + b"hostileword would close."
        (files / f"{number:02}.txt").write_bytes(
            b"Head" + poison + b"line %d\n\nBy A" % number + poison + b"B\n\n" + words
        )
    (files / "a-line.txt").write_bytes(b"One line of a megabyte\n\nhostileword " + b"word and " * 120_000)
    (files / "a-word.txt").write_bytes(b"One word of a megabyte\n\nhostileword " + b"w" * 1_000_000)
    marks = "hostileword " + ("e" + "\u0301" * 200 + "\u200b\u200d\ufeff\u00ad\ufe0f ") * 2_000
    (files / "marks.txt").write_text(f"Marks without end\n\n{marks}", encoding="utf-8")
    (files / "markup.txt").write_text("[bold]Markup[/] [@click=app.quit]here[/] [/x]\n\nhostileword [link=x]y[/link]")
    library = folder / "library"
    command = [sys.executable, "-m", "tui", "index", "--no-analysis", "--library", str(library), str(files)]
    subprocess.run(command, check=False, capture_output=True, timeout=170)  # some it passes over, and says so
    return library


def unsafe(written: bytes) -> Iterator[str]:
    """The characters that no sequence of Textual's or ours accounts for and that a terminal would obey."""
    text = SEQUENCE.sub(b"", written).decode("utf-8", "surrogateescape")
    for character in sorted(set(text) - {"\r", "\n"}):
        if any(first <= ord(character) <= last for first, last in RANGES):
            yield f"U+{ord(character):04X}"


@pytest.mark.parametrize("look", ["screen", "plain"])
def test_nothing_that_a_hostile_file_holds_is_obeyed(
    hostile: Path, terminal: Callable[..., Terminal], look: str
) -> None:
    it = terminal(100, 30, "--library", str(hostile), *(["--plain"] if look == "plain" else []))
    count = Library.open(hostile).counts().indexed
    assert count > len(POISON)
    if look == "plain":
        it.wait_for(lambda text: "help, quit." in text, "the session")
        for number in range(1, count + 1):
            it.type(f"{number}\n")
            it.read(0.05)
    else:
        it.wait_for(lambda text: f"{count} articles" in text, "the results")
        it.type("\r")
        for _ in range(count):
            it.type("J")
            it.read(0.2)
        it.type("fhostileword\r")
        it.read(0.5)
        it.type("GG \x1b")
        it.read(0.5)
    it.type("quit\n" if look == "plain" else "q")
    assert it.end() == 0
    assert list(unsafe(it.written)) == []
    for poison in POISON:
        if len(poison) > 2:
            assert poison not in it.written, poison
    assert b"hostileword" in it.written
    assert len(it.written) < 3_000_000  # a line of a megabyte is not written out to show a screen of it


def test_without_colour_nothing_is_coloured(terminal: Callable[..., Terminal]) -> None:
    it = terminal(130, 36, NO_COLOR="1")
    it.wait_for(lambda text: "Positions · 7" in text, "the first article")
    for keys, seen in (("/hall\r", "1 of 44"), ("]", "1 of 44"), ("?", "Esc closes"), ("q", "1 of 44"), ("z", "")):
        it.type(keys)
        it.wait_for(lambda text, seen=seen: seen in text, seen)
        it.read(0.3)
    it.type("q")
    assert it.end() == 0
    used = {int(part or 0) for found in COLOURS.finditer(it.written) for part in found[1].split(b";")}
    assert used <= {0, 1, 2, 3, 4, 7, 9, 39, 49}  # 39 and 49: as the terminal has it
    assert used & {1, 4, 7}
