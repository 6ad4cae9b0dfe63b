"""The last session's screen, painted in the first milliseconds, before Textual is imported.

This module and what it imports are all that runs before the first word is on the screen, so they import next to
nothing. A frame is one file: fields that say what it is a picture of, each ended by NUL, then the picture: text,
colours, moves of the cursor, and nothing else. It is painted only where all of that still holds.
"""

from __future__ import annotations

import os
import stat
import sys
import termios
from zlib import crc32

from tui.about import VERSION
from tui.text.unsafe import is_safe

_KIND = f"sayso frame 1 of {VERSION}"
_MOST_BYTES = 4 << 20
_FIELDS = 7
# What of the environment decides where library and settings are, and how a screen looks.
_SURROUNDINGS = (
    "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "TERM", "COLORTERM", "NO_COLOR",
    "TEXTUAL_COLOR_SYSTEM", "LC_ALL", "LC_CTYPE", "LANG",
)  # fmt: skip
ENTER, LEAVE = "\x1b[?1049h", "\x1b[?1049l"
"""What takes a terminal to its alternate screen, and back."""


class Painted:
    """The terminal with a frame on it: keys are kept for whoever reads them, and not echoed."""

    def __init__(self) -> None:
        self._found = termios.tcgetattr(0)
        self._taken_over = False

    def begin(self, shown: bytes) -> None:
        """Paint ``shown`` on the alternate screen; from now on a key waits until the reader looks for it."""
        mode = termios.tcgetattr(0)
        mode[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        mode[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)  # Ctrl+C still ends the program
        mode[6][termios.VMIN] = 1
        termios.tcsetattr(0, termios.TCSANOW, mode)
        data = f"{ENTER}\x1b[?25l\x1b[?7l".encode() + shown
        while data:
            data = data[os.write(2, data) :]

    def leave_when_killed(self) -> None:
        """Leave the terminal as it was found when it is closed or the program is ended; not if killed with -9."""
        import _signal as signal  # type: ignore[import-not-found] # of which `signal` is made; that takes long to import

        def leave(number: int, _: object) -> None:
            self.end()
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)

        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) == signal.SIG_DFL:  # else somebody wants it to go on, as nohup does
                signal.signal(number, leave)

    def hand_over(self) -> None:
        """Whoever calls this now cares for the screen; the keyboard's mode is that which was found."""
        self._taken_over = True
        termios.tcsetattr(0, termios.TCSANOW, self._found)

    def end(self) -> None:
        """Leave the terminal as it was found, if nobody took it over."""
        if self._taken_over:
            return
        try:
            self.hand_over()
            os.write(2, f"\x1b[?7h\x1b[?25h{LEAVE}".encode())
        except (OSError, termios.error):
            return  # the terminal has been closed: there is nothing to leave


painted: Painted | None = None
"""The terminal with a frame on it, from its painting until the reader takes it over; at most once in a process."""


def paint(arguments: list[str]) -> None:
    """Paint the frame of the last session if ``arguments`` ask for the reader and nothing else, and it still holds."""
    global painted
    library = _library_asked_for(arguments)
    if library is None or "COLUMNS" in os.environ or "LINES" in os.environ:
        return
    if not all(os.isatty(each) for each in (0, 1, 2)) or os.environ.get("TERM", "dumb") in ("dumb", "unknown"):
        return
    try:
        shown = picture(_read(frame_file(library)), _size())
        if shown is not None:
            painted = Painted()
            painted.leave_when_killed()
            painted.begin(shown)
    except (OSError, termios.error):
        return  # whatever it is, the reader starts without a first frame and says what is wrong, if anything is


def leave() -> None:
    """Leave the terminal as it was found, if there is a frame on it."""
    if painted is not None:
        painted.end()


def state_folder() -> str:
    """Where the platform keeps what a program remembers between runs; as platformdirs has it, without its import."""
    home = os.path.expanduser("~")  # noqa: PTH111 - pathlib takes longer to import than all of this
    if sys.platform == "darwin":
        return f"{home}/Library/Application Support/sayso"
    chosen = os.environ.get("XDG_STATE_HOME", "").strip()
    return f"{chosen or home + '/.local/state'}/sayso"


def frame_file(library: str) -> str:
    """The file of the frame for ``library``: an absolute path, or nothing for the one that is opened by default."""
    return f"{state_folder()}/frame-{crc32(os.fsencode(library)):08x}"


def pack(rows: list[str], columns: int, folder: str, settings_file: str) -> bytes:
    """The file of a frame of ``rows``, each with its colours, that shows the library in ``folder``."""
    body = "".join(f"\x1b[{number};1H{row}\x1b[0m" for number, row in enumerate(rows, 1)).encode("utf-8", "replace")
    size = f"{columns}x{len(rows)}"
    fields = (_KIND, size, _surroundings(), folder, settings_file, _stamp(settings_file), f"{crc32(body):08x}")
    return b"".join(os.fsencode(field) + b"\0" for field in fields) + body


def picture(data: bytes, size: str) -> bytes | None:
    """The picture in a frame's file, if it is whole and what it shows is what the reader would show now."""
    *fields, body = data.split(b"\0", _FIELDS)
    if len(fields) != _FIELDS or fields[6] != f"{crc32(body):08x}".encode():
        return None
    kind, its_size, surroundings, folder, settings_file, stamp = (os.fsdecode(field) for field in fields[:6])
    if (kind, its_size, surroundings, stamp) != (_KIND, size, _surroundings(), _stamp(settings_file)):
        return None
    return body if _is_safe(body) and os.path.exists(f"{folder}/articles.db") else None  # noqa: PTH110 - as above


def _library_asked_for(arguments: list[str]) -> str | None:
    """The library that bare ``sayso`` opens, or ``sayso --library DIR``; ``None`` where something else is wanted."""
    if not arguments:
        chosen = os.path.expanduser(os.environ.get("SAYSO_LIBRARY", ""))  # noqa: PTH111 - as above
    elif arguments[0] == "--library" and len(arguments) == 2:
        chosen = arguments[1]
    elif arguments[0].startswith("--library=") and len(arguments) == 1:
        chosen = arguments[0].removeprefix("--library=")
    else:
        return None
    return os.path.abspath(chosen) if chosen else ""  # noqa: PTH100 - as above


def _read(path: str) -> bytes:
    """A frame's file, if it is ours alone; else nothing. Raises ``OSError``."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        about = os.fstat(handle)
        ours = stat.S_ISREG(about.st_mode) and about.st_uid == os.geteuid() and not about.st_mode & 0o077
        return os.read(handle, _MOST_BYTES) if ours and about.st_size < _MOST_BYTES else b""
    finally:
        os.close(handle)


def _is_safe(body: bytes) -> bool:
    """Whether ``body`` has nothing in it that a terminal obeys but colours and moves of the cursor."""
    first, *pieces = body.split(b"\x1b[")
    texts = [first]
    for piece in pieces:
        rest = piece.lstrip(b"0123456789;")
        if rest[:1] not in (b"m", b"H"):
            return False
        texts.append(rest[1:])
    try:
        return is_safe(b"".join(texts).decode())
    except UnicodeDecodeError:
        return False


def _size() -> str:
    columns, rows = os.get_terminal_size(1)
    return f"{columns}x{rows}"


def _surroundings() -> str:
    return "\x1f".join(os.environ.get(name, "\x1e") for name in _SURROUNDINGS)


def _stamp(path: str) -> str:
    """When a file was changed last; nothing where there is none."""
    try:
        return str(os.stat(path).st_mtime_ns)  # noqa: PTH116 - as above
    except OSError:
        return ""
