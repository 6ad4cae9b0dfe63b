"""The last session's screen, painted before Textual is there, and the session behind it."""

from __future__ import annotations

import re
import signal
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.driving import Terminal

ENTER, LEAVE, MOUSE = b"\x1b[?1049h", b"\x1b[?1049l", b"\x1b[?1000h"
TOOK = re.compile(r" +\d+ of [^ ]+ · \d+ ms")


def shown(it: Terminal) -> list[str]:
    """What the screen shows, without how long a search took, and whether rows count as read by now."""
    return [TOOK.sub(" …", line).replace("●", "○").rstrip() for line in it.screen.display]


def leave(it: Terminal) -> None:
    it.type("q")
    assert it.end() == 0
    assert b"Traceback" not in it.written


def started_and_left(terminal: Callable[..., Terminal], *keys: str, size: tuple[int, int] = (120, 30)) -> list[str]:
    """Use the reader once; what its screen showed in the end."""
    it = terminal(*size)
    it.wait_for(lambda text: "44 articles" in text and "The Harbour Board insists" in text, "the first article")
    it.read(0.5)
    for each in keys:
        it.type(each)
        it.read(0.5)
    last = shown(it)
    leave(it)
    return last


def test_the_screen_that_was_left_is_painted_before_anything_else_and_taken_over_unchanged(
    terminal: Callable[..., Terminal],
) -> None:
    last = started_and_left(terminal)
    it = terminal(120, 30)
    it.wait_for(lambda _: shown(it) == last, "the frame")
    assert MOUSE not in it.written  # Textual's first words; it is not there yet
    for _ in range(100):
        it.read(0.1)
        assert shown(it) == last  # no blank screen on the way
        if MOUSE in it.written:
            break
    it.read(0.5)
    assert shown(it) == last
    leave(it)
    assert it.written.count(ENTER) == it.written.count(LEAVE) == 1


def test_the_keyboard_is_as_it_was_found_afterwards(terminal: Callable[..., Terminal]) -> None:
    started_and_left(terminal)
    it = terminal(120, 30)
    before = termios.tcgetattr(it.program.child_fd)
    it.wait_for(lambda _: MOUSE in it.written, "Textual")
    assert not termios.tcgetattr(it.program.child_fd)[3] & termios.ECHO
    it.type("q")
    assert it.end(close=False) == 0
    assert termios.tcgetattr(it.program.child_fd)[:4] == before[:4]
    it.close()


@pytest.mark.parametrize(
    ("keys", "happened"),
    [("/hall", "1 of 44"), ("jz", "Assembly backs Karso dam"), ("j/karso\r", "1 of 44"), ("?", "Esc closes")],
)
def test_keys_typed_while_there_is_only_the_frame_are_acted_on(
    terminal: Callable[..., Terminal], keys: str, happened: str
) -> None:
    started_and_left(terminal)
    it = terminal(120, 30)
    it.wait_for(lambda _: ENTER in it.written, "the frame")
    it.type(keys)
    it.wait_for(lambda text: happened in text, happened)


def test_the_next_run_goes_on_where_the_last_one_was_left(terminal: Callable[..., Terminal]) -> None:
    keys = ("/harbour\r", "j", "j", "\r", ">", ">", "t", " ")
    last = started_and_left(terminal, *keys, size=(130, 34))
    it = terminal(130, 34)
    it.wait_for(lambda _: MOUSE in it.written, "Textual")
    it.read(1.0)
    assert shown(it)[:-1] == last[:-1]  # what was said in the last line is not said again
    it.type("/")
    it.wait_for(lambda text: "harbour" in text.splitlines()[0], "the query")


def test_a_screen_of_another_size_is_not_painted_but_the_session_goes_on(terminal: Callable[..., Terminal]) -> None:
    started_and_left(terminal, "/hall\r")
    it = terminal(100, 30)
    it.wait_for(lambda text: "1 of 44" in text, "the query of the last session")
    assert it.written.index(MOUSE) < it.written.index(b"of 44")


def test_a_damaged_frame_and_a_damaged_session_are_passed_over(
    terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    started_and_left(terminal, "/hall\r")
    files = sorted((tmp_path / "state" / "sayso").iterdir())
    assert [each.name.split("-")[0] for each in files] == ["frame", "session"]
    for each in files:
        assert each.stat().st_mode & 0o777 == 0o600
        content = each.read_bytes()
        each.write_bytes(content.replace(b"Dockers", b"\x1b]2;x\x07").replace(b"hall", b'h"all'))
    it = terminal(120, 30)
    it.wait_for(lambda text: "44 articles" in text, "the reader")
    assert b"\x1b]2;x" not in it.written
    assert it.written.index(MOUSE) < it.written.index(b"articles")


def test_a_reader_that_is_killed_has_kept_its_screen(terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    it = terminal(120, 30)
    it.wait_for(lambda text: "44 articles" in text, "the results")
    it.type("/hall\r")
    for _ in range(100):
        it.read(0.1)
        frames = list((tmp_path / "state").glob("sayso/frame-*"))
        if frames and b"of 44" in frames[0].read_bytes():
            break
    it.program.kill(9)
    it.end()
    again = terminal(120, 30)
    again.wait_for(lambda text: "1 of 44" in text, "the frame")
    assert MOUSE not in again.written


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize(("moment", "seconds"), [(ENTER, 0), (MOUSE, 0), (MOUSE, 1.5)])
def test_a_reader_that_is_ended_leaves_the_terminal_whatever_it_has_come_to(
    terminal: Callable[..., Terminal], number: signal.Signals, moment: bytes, seconds: float
) -> None:
    started_and_left(terminal)
    it = terminal(120, 30)
    it.wait_for(lambda _: moment in it.written, "the moment")
    it.read(seconds)
    it.program.kill(number)
    it.end()
    assert it.written.count(ENTER) == it.written.count(LEAVE) == 1
    assert it.written.rindex(b"\x1b[?25h") > it.written.rindex(b"\x1b[?25l")  # the cursor is there again
    assert b"Traceback" not in it.written
    assert (it.program.signalstatus, it.program.exitstatus) in ((number, None), (None, 128 + number))


def test_what_was_painted_piece_by_piece_is_what_a_whole_screen_shows(terminal: Callable[..., Terminal]) -> None:
    it = terminal(130, 34)
    it.wait_for(lambda text: "44 articles" in text and "The Harbour Board insists" in text, "the first article")
    for keys in ("/note", "\r", "j", "j", "\r", "J", "K"):
        it.type(keys)
        it.read(0.8)
    pieces = shown(it)
    it.resize(131, 34)
    it.read(1.0)
    it.resize(130, 34)
    it.read(1.5)
    assert shown(it) == pieces
