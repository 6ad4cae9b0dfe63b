"""Two beside each other, line by line: what both have in common first, then what only one of them has."""

from __future__ import annotations

from dataclasses import dataclass

from index.board.model import Comparison, Line, Side, Statement
from tui.board.rows import BoardRows, Pieces
from tui.board.words import lines_of, pieces_width, signs_inline, words
from tui.signs import SIGNS
from tui.text.cells import clip, width
from tui.text.wrap import clipped
from tui.wording import origin

SIDE_BY_SIDE = 100
_SHOWN = 3
"""Statements of a side that are shown, the newest; opening the side shows all."""
_WORDS_LINES = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a comparison; ``section`` is the heading above it, where one begins with it."""

    line: Line
    left: str
    right: str
    section: str = ""


def entries(comparison: Comparison) -> list[Entry]:
    """The lines of a comparison, section by section."""
    left, right = comparison.left, comparison.right
    sections = (
        ("Both", comparison.common),
        (f"Only {left}", comparison.only_left),
        (f"Only {right}", comparison.only_right),
    )
    return [
        Entry(line, left, right, f"{title} · {count:,}" if number == 0 else "")
        for (title, lines), count in zip(sections, comparison.counts, strict=True)
        for number, line in enumerate(lines)
    ]


class ComparisonView(BoardRows[Entry]):
    """Entries; ``on_right`` says which side of the selected one the cursor is on."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.on_right = False

    @property
    def row_height(self) -> int:
        """They differ."""
        return 0

    @property
    def side(self) -> Side | None:
        """The side that the cursor is on; the one that there is where the other one has nothing."""
        if self.selected_row is None:
            return None
        line = self.selected_row.line
        wanted, other = (line.right, line.left) if self.on_right else (line.left, line.right)
        return wanted if wanted.statements else other

    def turn(self, *, right: bool) -> None:
        """Go to a side."""
        self.on_right = right
        self.redraw()

    def key(self, row: Entry) -> str:
        """The topic or holder of the line."""
        return row.line.id

    def height(self, row: Entry, wide: int) -> int:
        """A heading, the sides beside or below each other, a blank line, and above it the section's."""
        beside = wide + 2 >= SIDE_BY_SIDE
        each = (wide - 2) // 2 if beside else wide
        left, right = _side_height(row.line.left, each), _side_height(row.line.right, each)
        return 2 + (max(left, right) if beside else left + right) + self.heading_lines(row)

    def heading_lines(self, row: Entry) -> int:
        """The heading of a section, and a blank line."""
        return 2 if row.section else 0

    def draw(self, row: Entry, wide: int) -> list[Pieces]:
        """The lines of an entry."""
        line, chosen = row.line, row is self.selected_row
        agreed = {True: "= agree", False: "≠ differ", None: ""}[line.agree]
        name = clip(line.name, wide - width(agreed) - 2)
        heading: Pieces = [(name, "name"), (" " * (wide - width(name) - width(agreed) - 1), ""), (agreed, "moved")]
        section: list[Pieces] = [[(f"── {clip(row.section, wide - 4)}", "quiet")], []] if row.section else []
        here = chosen and self.side is line.right
        if wide + 2 < SIDE_BY_SIDE:
            left = _side(line.left, row.left, wide, chosen=chosen and not here)
            return [*section, heading, *left, *_side(line.right, row.right, wide, chosen=here)]
        half = (wide - 2) // 2
        left = _side(line.left, row.left, half, chosen=chosen and not here)
        right = _side(line.right, row.right, half, chosen=here)
        lines: list[Pieces] = []
        for number in range(max(len(left), len(right))):
            one = left[number] if number < len(left) else []
            other = right[number] if number < len(right) else []
            lines.append([*one, (" " * (half + 2 - pieces_width(one)), ""), *other])
        return [*section, heading, *lines]


def _side_height(side: Side, wide: int) -> int:
    shown = side.statements[-_SHOWN:]
    if not shown:
        return 0
    return 1 + sum(lines_of(each, wide - 5, _WORDS_LINES) + 1 for each in shown) + (side.tally.total > len(shown))


def _side(side: Side, name: str, wide: int, *, chosen: bool) -> list[Pieces]:
    """A side in ``wide`` cells: whose it is, its signs, and its newest statements."""
    if not side.statements:
        return []
    bar = "▸ " if chosen else "  "
    lines: list[Pieces] = [[(bar, "mark"), (clip(name, wide - 24), "name"), ("  ", ""), *signs_inline(side.tally)]]
    for statement in side.statements[-_SHOWN:]:
        lines += _statement(statement, wide)
    if (more := side.tally.total - _SHOWN) > 0:
        lines.append([(f"    … {more:,} more", "quiet")])
    return lines


def _statement(statement: Statement, wide: int) -> list[Pieces]:
    """A statement: sign and words, and below them outlet and day."""
    first, *others = clipped(words(statement), wide - 5, lines_of(statement, wide - 5, _WORDS_LINES)) or [""]
    where = clip(origin(statement.source, statement.published), wide - 5)
    return [
        [(f"  {SIGNS[statement.stance]} ", statement.stance), (first, "words")],
        *([("    ", ""), (line, "words")] for line in others),
        [("    ", ""), (where, "quiet")],
    ]
