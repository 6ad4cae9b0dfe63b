"""Wraps a text into lines of a width in cells, as far as somebody looks: a text of many megabytes opens at once."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import NamedTuple

from tui.text.cells import cell_of, clip, graphemes, is_simple, next_not_simple, offset_of, visible

_AHEAD = 65536
"""How far ahead the search for a character that is not simple looks at once."""
LONGEST = 1024
"""No line has more code points than this, however few cells they take (stacked combining marks)."""
_NO_LINE_STARTS = frozenset("、。，．！？：；）」』】〕〉》ー々”’…")
_NO_LINE_ENDS = frozenset("（「『【〔〈《“‘")
_BREAK_AFTER = frozenset("-–—/")


class Place(NamedTuple):
    """A cell of a wrapped text: which line, which cell of it."""

    line: int
    cell: int


class Wrapped:
    """The lines of ``text`` at ``width`` cells, wrapped on demand.

    A line is ``[start, end)`` in code points. Each character stands in exactly one line, except the line feeds and the
    blanks at which a line was broken. Lines are broken at blanks, between wide characters, after hyphens, else anywhere
    between graphemes; no line is wider than ``width`` but a single grapheme that is wider itself.
    """

    def __init__(self, text: str, width: int) -> None:
        self.text = text
        self.width = max(1, width)
        self._starts = array("Q")
        self._ends = array("Q")
        self._next = 0
        self._paragraph_end = -1
        self._simple_until = 0
        self._window = width + 16

    @property
    def complete(self) -> bool:
        """Whether the whole text has been wrapped."""
        return self._next > len(self.text)

    def __len__(self) -> int:
        """How many lines have been wrapped so far."""
        return len(self._starts)

    @property
    def expected(self) -> int:
        """How many lines there will be: exact when complete, before that an estimate."""
        if self.complete or not self._starts:
            return len(self)
        return len(self) + int((len(self.text) - self._next) * len(self) / max(1, self._next)) + 1

    def line(self, number: int) -> tuple[int, int]:
        """Start and end of a line that has been wrapped; raises ``IndexError`` for any other."""
        return self._starts[number], self._ends[number]

    def grow(self, lines: int) -> None:
        """Wrap up to ``lines`` further lines."""
        starts, ends = self._starts, self._ends
        for _ in range(lines):
            start = self._next
            if start > len(self.text):
                return
            if start > self._paragraph_end:
                found = self.text.find("\n", start)
                self._paragraph_end = len(self.text) if found < 0 else found
            end, following = self._cut(start, self._paragraph_end)
            starts.append(start)
            ends.append(end)
            self._next = following if following < self._paragraph_end else self._paragraph_end + 1

    def reach_line(self, number: int) -> None:
        """Wrap until line ``number`` exists or the text ends."""
        self.grow(number + 1 - len(self))

    def reach(self, offset: int) -> None:
        """Wrap until the line that holds ``offset`` exists."""
        while not self.complete and self._next <= offset:
            self.grow(1024)

    def line_at(self, offset: int) -> int:
        """The line that holds ``offset``; for a blank or line feed between lines the one before it."""
        self.reach(offset)
        return max(0, bisect_right(self._starts, offset) - 1)

    def place(self, offset: int) -> Place:
        """Where ``offset`` is shown; a folded blank stands behind its line's last character."""
        number = self.line_at(offset)
        start, end = self.line(number)
        return Place(number, cell_of(self.text[start:end], offset - start))

    def offset(self, place: Place) -> int:
        """The offset of the character shown at ``place``; the line's end beyond its last cell."""
        self.reach_line(place.line)
        start, end = self.line(min(place.line, len(self) - 1))
        return start + offset_of(self.text[start:end], place.cell)

    def _cut(self, start: int, end: int) -> tuple[int, int]:
        """Where the line from ``start`` ends and where the next begins, in a paragraph that ends at ``end``."""
        limit = start + self.width
        if limit > end:
            limit = end
        if limit >= self._simple_until < len(self.text):
            self._simple_until = next_not_simple(self.text, start, min(start + _AHEAD, len(self.text)))
            if limit >= self._simple_until < len(self.text):
                return self._cut_graphemes(start, end)
        if limit == end:
            return end, end
        blank = self.text.rfind(" ", start, limit + 1)
        return self._fold(start, blank, end) if blank >= 0 else self._cut_word(start, limit)

    def _cut_word(self, start: int, limit: int) -> tuple[int, int]:
        """As :meth:`_cut`, for simple text without a blank."""
        for at in range(limit - 1, start, -1):
            if self.text[at] in _BREAK_AFTER:
                return at + 1, at + 1
        return limit, limit

    def _cut_graphemes(self, start: int, end: int) -> tuple[int, int]:
        """As :meth:`_cut_simple`, for text in which code points and cells are not the same."""
        size = self._window
        while True:
            piece = visible(self.text[start : min(start + size, end)])
            last = start + len(piece) == end or size == LONGEST
            units = graphemes(piece)
            stop, fits = self._break(piece, units if last else units[:-1])
            if not fits or last:
                break
            size = min(2 * size, LONGEST)
        self._window = min(stop + 16, LONGEST)
        if not fits and piece[stop] == " ":
            return self._fold(start, start + stop, end)
        return start + stop, start + stop

    def _break(self, piece: str, units: list[tuple[int, int, int]]) -> tuple[int, bool]:
        """Where in ``piece`` a line of the width ends, and whether all of it fits."""
        cells = best = 0
        for number, (begin, _, wide) in enumerate(units):
            if number and self._may_break(piece, units[number - 1], begin, wide):
                best = begin
            cells += wide
            if cells > self.width and number:
                return best or begin, False
        return (units[-1][1] if units else 0), True

    @staticmethod
    def _may_break(piece: str, before: tuple[int, int, int], begin: int, wide: int) -> bool:
        last, this = piece[before[0]], piece[begin]
        if this == " ":
            return True
        if last == " ":
            return False
        if last in _BREAK_AFTER:
            return True
        return (wide > 1 or before[2] > 1) and this not in _NO_LINE_STARTS and last not in _NO_LINE_ENDS

    def _fold(self, start: int, blank: int, end: int) -> tuple[int, int]:
        """Take the run of blanks around ``blank`` out: the line ends before it, the next begins after it."""
        text = self.text
        stop, following = blank, blank + 1
        while stop > start and text[stop - 1] == " ":
            stop -= 1
        while following < end and text[following] == " ":
            following += 1
        return stop, following


def clipped(text: str, width: int, most: int) -> list[str]:
    """The visible form of ``text`` in at most ``most`` lines of ``width`` cells; the last one is clipped where need be.

    Line feeds count as blanks.
    """
    shown = visible(text)
    if not shown or most < 1:
        return []
    if is_simple(shown) and (lines := _clipped_simple(shown, width, most)):
        return lines
    wrapped = Wrapped(shown, width)
    wrapped.grow(most)
    lines = [shown[slice(*wrapped.line(number))] for number in range(len(wrapped))]
    if not wrapped.complete:
        lines[-1] = clip(shown[wrapped.line(len(wrapped) - 1)[0] :], width)
    return lines


def broken(text: str, width: int) -> str:
    """``text`` with its lines broken at ``width`` cells."""
    wrapped = Wrapped(text, width)
    wrapped.reach(len(text))
    return "\n".join(text[slice(*wrapped.line(number))] for number in range(len(wrapped)))


def _clipped_simple(text: str, width: int, most: int) -> list[str]:
    """As :func:`clipped`, for simple text whose lines all break at blanks; nothing for any other."""
    lines: list[str] = []
    start, end = 0, len(text.rstrip(" "))
    while end - start > width:
        if len(lines) == most - 1:
            return [*lines, text[start : start + width - 1].rstrip() + "…"]
        blank = text.rfind(" ", start, start + width + 1)
        line = text[start:blank].rstrip(" ")
        if blank < 0 or not line:
            return []
        lines.append(line)
        start = blank + 1
        while text.startswith(" ", start):
            start += 1
    last = text[start:]
    return [*lines, last if len(last) <= width else last.rstrip(" ")]
