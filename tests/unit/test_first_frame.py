from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zlib import crc32

import pytest
from platformdirs import PlatformDirs

from tui import first_frame, locations

ROWS = ["\x1b[1;38;2;1;2;3mTitle 漢字 👩‍👩‍👧\x1b[0m", "plain text"]
# What a cold start can afford: parts of the standard library in C or tiny, and nothing that reads the disk for long.
CHEAP = {
    "tui", "tui.entry", "tui.first_frame", "tui.about", "tui.text", "tui.text.unsafe", "zlib", "termios", "__future__",
}  # fmt: skip


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("NO_COLOR", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    (tmp_path / "articles.db").touch()
    (tmp_path / "settings.toml").touch()
    return tmp_path


@pytest.fixture
def frame(library: Path) -> bytes:
    return first_frame.pack(ROWS, 40, str(library), str(library / "settings.toml"))


def resealed(frame: bytes, old: bytes, new: bytes) -> bytes:
    """``frame`` with ``old`` replaced in the picture and a checksum that fits."""
    *fields, body = frame.split(b"\0", 7)
    body = body.replace(old, new)
    return b"\0".join([*fields[:6], f"{crc32(body):08x}".encode(), body])


def test_a_frame_is_painted_as_it_was_drawn(frame: bytes) -> None:
    shown = first_frame.picture(frame, "40x2")
    assert shown is not None
    assert shown.decode() == f"\x1b[1;1H{ROWS[0]}\x1b[0m\x1b[2;1H{ROWS[1]}\x1b[0m"


def test_a_frame_of_another_size_is_not_painted(frame: bytes) -> None:
    for size in ("40x3", "41x2", ""):
        assert first_frame.picture(frame, size) is None


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "linux"), ("COLORTERM", "24bit")])
def test_a_frame_in_other_colours_is_not_painted(
    frame: bytes, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert first_frame.picture(frame, "40x2") is None


def test_a_frame_is_not_painted_after_the_settings_changed_or_the_library_went(frame: bytes, library: Path) -> None:
    (library / "settings.toml").unlink()
    assert first_frame.picture(frame, "40x2") is None
    again = first_frame.pack(ROWS, 40, str(library), str(library / "settings.toml"))
    assert first_frame.picture(again, "40x2") is not None
    (library / "articles.db").unlink()
    assert first_frame.picture(again, "40x2") is None


def test_a_damaged_frame_is_not_painted(frame: bytes) -> None:
    for end in range(len(frame)):
        assert first_frame.picture(frame[:end], "40x2") is None
    for place in range(len(frame)):
        damaged = frame[:place] + bytes([frame[place] ^ 1]) + frame[place + 1 :]
        assert first_frame.picture(damaged, "40x2") is None, place


@pytest.mark.parametrize(
    "poison",
    [b"\x1b]52;c;aGE=\x07", b"\x1b[2J", b"\x1b[?1049l", b"\x1bc", b"\x1b[6n", b"\r", b"\n", b"\x07", b"\x7f", b"\xff",
     "\x9b31m".encode(), "\u202e".encode(), "\u2028".encode(), "\U000e0041".encode(), b"\x1b["],
)  # fmt: skip
def test_a_frame_in_which_a_terminal_would_obey_something_is_not_painted(frame: bytes, poison: bytes) -> None:
    assert first_frame.picture(resealed(frame, b"plain", b"other"), "40x2") is not None
    assert first_frame.picture(resealed(frame, b"plain", poison), "40x2") is None


def test_the_state_folder_is_the_one_of_the_platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert locations.state() == PlatformDirs("sayso", appauthor=False).user_state_path
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert locations.state() == PlatformDirs("sayso", appauthor=False).user_state_path


def test_next_to_nothing_is_imported_before_the_first_frame() -> None:
    code = "import sys; before = set(sys.modules); import tui.entry; print(*(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert set(loaded) - CHEAP == set()


def test_the_libraries_that_are_the_same_to_the_command_line_have_the_same_frame(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SAYSO_LIBRARY", raising=False)
    usual = locations.library()
    assert locations.asked_for(usual) == ""
    monkeypatch.chdir(tmp_path)
    assert locations.asked_for(Path("news")) == str(tmp_path / "news")
    monkeypatch.setenv("SAYSO_LIBRARY", str(usual))
    assert locations.asked_for(usual) == str(usual)
