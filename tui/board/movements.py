"""Who has moved: a change or a contradiction a row, both statements side by side, or one below the other."""

from __future__ import annotations

from itertools import zip_longest

from index.board.model import Movement, Statement
from tui.board.rows import BoardRows, Pieces
from tui.board.words import MOVED, distance, lines_of, pieces_width, source_of, when, words
from tui.signs import SIGNS
from tui.text.cells import clip, width
from tui.text.wrap import clipped

SIDE_BY_SIDE = 100
_WORDS_LINES = 3
_LEAST = 6
CONTRADICTS = "≠"


class MovementsView(BoardRows[Movement]):
    """Movements; ``after`` says which of the two statements of the selected one Enter opens."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.after = True

    @property
    def row_height(self) -> int:
        """They differ."""
        return 0

    def height(self, row: Movement, wide: int) -> int:
        """A heading, both statements beside or below each other, a blank line."""
        beside = wide + 2 >= SIDE_BY_SIDE
        each = (wide - 4) // 2 if beside else wide
        before, after = (1 + lines_of(side, each - 5, _WORDS_LINES) for side in (row.before, row.after))
        return 2 + (max(before, after) if beside else before + after)

    @property
    def statement(self) -> Statement | None:
        """The statement of the selected movement that the cursor is on."""
        return (
            None if self.selected_row is None else self.selected_row.after if self.after else self.selected_row.before
        )

    def turn(self, *, after: bool) -> None:
        """Go to the later or the earlier statement."""
        self.after = after
        self.redraw()

    def key(self, row: Movement) -> str:
        """Both statements."""
        return f"{row.before.article_id}/{row.before.spans}/{row.after.article_id}/{row.after.spans}"

    def draw(self, row: Movement, wide: int) -> list[Pieces]:
        """A heading, both statements, a blank line."""
        heading = self._heading(row, wide)
        chosen = row is self.selected_row
        if wide + 2 < SIDE_BY_SIDE:
            before = _side(row.before, wide, chosen=chosen and not self.after)
            return [heading, *before, *_side(row.after, wide, chosen=chosen and self.after)]
        half = (wide - 4) // 2
        left = _side(row.before, half, chosen=chosen and not self.after)
        right = _side(row.after, half, chosen=chosen and self.after)
        lines: list[Pieces] = []
        nothing: Pieces = []
        for number, (one, other) in enumerate(zip_longest(left, right, fillvalue=nothing)):
            middle = " → " if number == 0 else "   "
            lines.append([*one, (" " * (half - pieces_width(one)), ""), (middle, "moved"), *other])
        return [heading, *lines]

    def _heading(self, row: Movement, wide: int) -> Pieces:
        sign = MOVED if row.kind == "change" else CONTRADICTS
        what = f"{row.kind} {distance(row)}"
        name = clip(row.holder, wide // 3)
        topic = clip(row.topic, max(8, wide - width(name) - width(what) - 9))
        pieces: Pieces = [(f"{sign} ", "moved"), (name, "name"), (" · ", "quiet"), (topic, "words")]
        return [*pieces, (" " * max(1, wide - pieces_width(pieces) - width(what) - 1), ""), (what, "moved")]


def _side(statement: Statement, wide: int, *, chosen: bool) -> list[Pieces]:
    """A statement in ``wide`` cells: its circumstances, and its words."""
    head: Pieces = [
        ("▸ " if chosen else "  ", "mark"),
        (f"{SIGNS[statement.stance]} {statement.stance}", statement.stance),
        (f"  {when(statement)}", "name"),
    ]
    room = wide - pieces_width(head) - 3
    tail = clip(source_of(statement), room) if room > _LEAST else ""
    lines = clipped(words(statement), wide - 5, lines_of(statement, wide - 5, _WORDS_LINES))
    return [[*head, ("  ", ""), (tail, "quiet")], *([("    ", ""), (line, "words")] for line in lines)]
