"""What a text looks like in cells of a terminal: its visible form, its graphemes, its fit into a width."""

from __future__ import annotations

import re

from rich.cells import cell_len, split_graphemes

from tui.text.unsafe import RANGES

_UNSAFE = re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in RANGES) + "]")
_BLANKS = frozenset("\t\n\x0b\x0c\r\x85\u2028\u2029")
_AS_SIGN, _AS_EMOJI = "\ufe0e", "\ufe0f"
_UNSURE = re.compile(
    "[\u261d\u26f9\u270a-\u270d\U0001f300-\U0001f3fa\U0001f400-\U0001faff][\U0001f3fb-\U0001f3ff]|.\ufe0f(?!\u200d)"
)
"""What takes more cells in one terminal than in another: an emoji with a colour of skin, a sign made an emoji."""
_SIMPLE = "\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0391-\u03a9\u03b1-\u03c9\u0400-\u0482\u2010-\u2027\u2030-\u203b\u20ac"
_NOT_SIMPLE = re.compile(f"[^{_SIMPLE}]")


def safe(text: str) -> str:
    """``text`` with what a terminal would obey or choke on replaced, code point for code point.

    The last line of defence behind ``index.sanitize``: whatever widgets are given, no control or reordering character
    leaves for the terminal. White space becomes a blank, anything else U+FFFD; offsets stay what they were.
    """
    return _UNSAFE.sub(lambda found: " " if found[0] in _BLANKS else "\ufffd", text)


def visible(text: str) -> str:
    """What is painted of ``text``: its safe form, in cells that terminals agree about, code point for code point.

    A sign like ❤ takes one cell and as an emoji two, a hand with a colour of skin two or four, by the terminal; where
    it takes others than were counted, all that follows in its line stands in the wrong place. So the first is painted
    as a sign, the second without its colour.
    """
    shown = safe(text)
    return shown if shown.isascii() else _UNSURE.sub(_agreed, shown)


def _agreed(found: re.Match[str]) -> str:
    return found[0][0] + (_AS_SIGN if cell_len(found[0][0]) == 1 else _AS_EMOJI)


def next_not_simple(text: str, start: int, end: int) -> int:
    """Where ``text[start:end]`` first has a character that is not one cell and a grapheme by itself; or ``end``."""
    found = _NOT_SIMPLE.search(text, start, end)
    return found.start() if found else end


def is_simple(text: str) -> bool:
    """Whether each code point of ``text`` takes one cell, so that offsets and cells are the same."""
    return _NOT_SIMPLE.search(text) is None


def graphemes(text: str) -> list[tuple[int, int, int]]:
    """The graphemes of ``text`` as (start, end, cells), without a gap, as Rich measures them."""
    return split_graphemes(visible(text))[0]


def cell_of(text: str, offset: int) -> int:
    """The cell in which the grapheme with code point ``offset`` of the one-line ``text`` begins."""
    if is_simple(text):
        return min(offset, len(text))
    cell = 0
    for start, end, cells in graphemes(text):
        if start <= offset < end:
            return cell
        cell += cells
    return cell


def offset_of(text: str, cell: int) -> int:
    """The offset in the one-line ``text`` of the grapheme that covers ``cell``; its length beyond the last."""
    if is_simple(text):
        return min(max(cell, 0), len(text))
    at = 0
    for start, _, cells in graphemes(text):
        if cell < at + cells:
            return start
        at += cells
    return len(text)


def width(text: str) -> int:
    """How many cells the one-line ``text`` takes."""
    return cell_len(visible(text))


def clip(text: str, cells: int) -> str:
    """The visible form of ``text`` in at most ``cells`` cells; ends in an ellipsis where something was cut off."""
    shown = visible(text)
    if cell_len(shown) <= cells:
        return shown
    if cells <= 0:
        return ""
    return shown[: offset_of(shown, cells - 1)].rstrip() + "…"
