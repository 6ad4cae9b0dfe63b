"""The board's rows: a holder each, with signs and numbers, days, a trend over time, and the latest statement."""

from __future__ import annotations

from index.board.model import HolderRow
from tui.board.rows import BoardRows, Pieces
from tui.board.words import KIND_WORDS, MOVED, brief, days, pieces_width, signs, spark, sure
from tui.text.cells import clip, width

_ONE_LINE = 150
_NAME, _NAME_WIDE = 22, 32
_KIND, _SURE, _DAYS, _TREND = 7, 5, 17, 13


class HoldersView(BoardRows[HolderRow]):
    """Holders; one line each where there is room for it all, else the latest statement in a second line."""

    @property
    def row_height(self) -> int:
        """One line or two."""
        return 1 if self.columns >= _ONE_LINE else 2

    def key(self, row: HolderRow) -> str:
        """The holder's id."""
        return row.id

    def draw(self, row: HolderRow, wide: int) -> list[Pieces]:
        """The line or lines of a holder."""
        one_line = self.row_height == 1
        kind = KIND_WORDS[row.kind]
        name = _NAME_WIDE if one_line or wide >= 100 else min(_NAME, max(8, wide - 55 - _SURE))
        with_kind = wide >= name + _KIND + 20 + _SURE + _DAYS + _TREND + 2
        first: Pieces = [
            *_named(row, name),
            (f"{MOVED} " if row.moved else "  ", "moved"),
            *(_column(kind, _KIND, "quiet") if with_kind else []),
            *signs(row.tally),
            *_column(sure(row.tally), _SURE, "quiet"),
            *_column(days(row.first, row.last), _DAYS, "quiet"),
        ]
        if pieces_width(first) + _TREND <= wide:
            first += _column(spark(row.trend), _TREND, "trend")
        if one_line:
            return [first + brief(row.latest, wide - pieces_width(first))]
        indent = "  " if with_kind else f"  {kind} · "
        return [first, [(indent, "quiet"), *brief(row.latest, wide - width(indent))]]


def _named(row: HolderRow, cells: int) -> Pieces:
    """The name, and the state for which a head or minister stands in, as far as there is room for it."""
    states = " · ".join(row.states)
    if not states or width(row.name) + width(states) + 4 > cells:
        return _column(row.name, cells, "name")
    return [(f"{row.name} ", "name"), *_column(f"({states})", cells - width(row.name) - 1, "quiet")]


def _column(text: str, cells: int, name: str) -> Pieces:
    """A text in a column of its own, with a blank after it at least."""
    shown = clip(text, cells - 1)
    return [(shown, name), (" " * (cells - width(shown)), "")]
