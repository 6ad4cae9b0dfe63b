"""Statements in the order of time: day, stance, target, outlet, copies, confidence, and the very words."""

from __future__ import annotations

from index.board.model import Statement
from tui.board.rows import BoardRows, Pieces
from tui.board.words import about, lines_of, pieces_width, source_of, when, words
from tui.signs import SIGNS
from tui.text.cells import clip, width
from tui.text.wrap import clipped

_WORDS_LINES = 4
_INDENT = "  "


class StatementsView(BoardRows[Statement]):
    """Statements, each as high as its words need, up to some lines."""

    def __init__(self, *, with_holder: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.with_holder = with_holder

    @property
    def row_height(self) -> int:
        """They differ."""
        return 0

    def key(self, row: Statement) -> str:
        """Article and number of the position; a library that is analysed anew may number them otherwise."""
        return f"{row.article_id}/{row.spans}"

    def height(self, row: Statement, wide: int) -> int:
        """A line for the circumstances, as many as the words need by their length, and a blank one."""
        return 2 + lines_of(row, wide - len(_INDENT) - 1, _WORDS_LINES)

    def draw(self, row: Statement, wide: int) -> list[Pieces]:
        """The lines of a statement."""
        lines = clipped(words(row), wide - len(_INDENT) - 1, self.height(row, wide) - 2)
        return [self._circumstances(row, wide), *([(_INDENT, ""), (line, "words")] for line in lines)]

    def _circumstances(self, row: Statement, wide: int) -> Pieces:
        """Day, sign, target, and at the right outlet, copies and confidence."""
        right = clip(source_of(row), max(14, wide * 2 // 5))
        pieces: Pieces = [
            (f"{when(row):12}", "quiet"),
            (f"{SIGNS[row.stance]} {row.stance} ", row.stance),
        ]
        if self.with_holder:
            pieces.append((clip(row.holder, wide // 4), "name"))
        parted = " · " if self.with_holder and about(row) else ""
        room = wide - pieces_width(pieces) - width(right) - width(parted) - 2
        shown = parted + clip(about(row), room) if room > 8 else ""
        spare = wide - pieces_width(pieces) - width(shown) - width(right) - 1
        return [*pieces, (shown, "name"), (" " * max(1, spare), ""), (right, "quiet")]
