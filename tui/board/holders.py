"""The board's rows: a holder each, with signs and numbers, days, a trend over time, and the latest statement."""

from __future__ import annotations

from index.board.model import HolderRow
from tui.board.rows import BoardRows, Pieces
from tui.board.words import KIND_WORDS, MOVED, brief, days, pieces_width, signs, spark
from tui.text.cells import clip, width

_ONE_LINE = 150
_NAME, _NAME_WIDE = 22, 30
_KIND, _DAYS, _TREND = 7, 17, 13


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
        name = _NAME_WIDE if one_line or wide >= 100 else min(_NAME, max(8, wide - 55))
        with_kind = wide >= name + _KIND + 20 + _DAYS + _TREND + 2
        first: Pieces = [
            *_column(row.name, name, "name"),
            (f"{MOVED} " if row.moved else "  ", "moved"),
            *(_column(kind, _KIND, "quiet") if with_kind else []),
            *signs(row.tally),
            *_column(days(row.first, row.last), _DAYS, "quiet"),
        ]
        if pieces_width(first) + _TREND <= wide:
            first += _column(spark(row.trend), _TREND, "trend")
        if one_line:
            return [first + brief(row.latest, wide - pieces_width(first))]
        indent = "  " if with_kind else f"  {kind} · "
        return [first, [(indent, "quiet"), *brief(row.latest, wide - width(indent))]]


def _column(text: str, cells: int, name: str) -> Pieces:
    """A text in a column of its own, with a blank after it at least."""
    shown = clip(text, cells - 1)
    return [(shown, name), (" " * (cells - width(shown)), "")]
