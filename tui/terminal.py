"""What the terminal can do, as far as a program can ask: for `sayso doctor` and for refusing kindly."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator

from index.answer import Finding

MIN_COLUMNS, MIN_ROWS = 40, 15


def unusable() -> str | None:
    """Why the reader cannot run here, or ``None`` where it can."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return "the reader needs a terminal; `sayso --plain`, `sayso search` and `sayso positions` work without one"
    if os.environ.get("TERM", "dumb") in ("dumb", "unknown"):
        kind = os.environ.get("TERM") or "not set"
        return f"this terminal (TERM={kind}) cannot show the reader; `sayso --plain` tells the same line by line"
    return None


def check() -> Iterator[Finding]:
    """Look at terminal kind, size and encoding."""
    reason = unusable()
    size = shutil.get_terminal_size()
    kind = os.environ.get("TERM", "none")
    if not sys.stdout.isatty():
        yield Finding("terminal", True, "standard output is no terminal, so there is none to check")
    elif reason:
        yield Finding("terminal", False, reason, "set TERM, or use another terminal")
    elif size.columns < MIN_COLUMNS or size.lines < MIN_ROWS:
        small = f"{size.columns}x{size.lines} is smaller than the {MIN_COLUMNS}x{MIN_ROWS} that the reader needs"
        yield Finding("terminal", False, small, "make the window larger")
    else:
        yield Finding("terminal", True, f"{kind}, {size.columns}x{size.lines}")
    encoding = (sys.stdout.encoding or "none").lower().replace("_", "-")
    good = encoding == "utf-8"
    yield Finding("encoding", good, encoding, None if good else "use a UTF-8 locale, for example LANG=C.UTF-8")
