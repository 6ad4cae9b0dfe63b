"""The positions pane: who holds what, grouped by holder or by stance, each with its sign, target and very words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from index.article import Position
from tui.signs import NOTED, SIGNS
from tui.text.cells import clip, width
from tui.text.wrap import clipped
from tui.widgets.rows import RowsView
from tui.wording import holder_name, tally

Grouping = Literal["holder", "stance"]
_MUCH_OF_IT = 0.7
_TARGET_LINES, _WORDS_LINES, _ALL_LINES = 2, 2, 12
_Line = tuple[int | None, list[tuple[str, str]]]
"""A line: the position it belongs to, if any, and its pieces as (text, component)."""


class PositionsView(RowsView):
    """The positions of an article, numbered as in its analysis. Posts :class:`Selected`."""

    grouping: var[Grouping] = var[Grouping]("holder")
    """What positions are grouped by."""

    class Selected(Message):
        """Another position is selected, or none; ``opened``: its words are to be read."""

        def __init__(self, position: Position | None, *, opened: bool = False) -> None:
            self.position, self.opened = position, opened
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.positions: tuple[Position, ...] = ()
        self.selected: int | None = None
        self._order: list[int] = []
        self._lines: list[_Line] = []
        self._entries: dict[tuple[int, bool], list[_Line]] = {}
        self._entries_for: tuple[object, ...] = ()
        self._notes: dict[int, str] = {}
        self._say = ""
        self.say("")

    @property
    def position(self) -> Position | None:
        """The selected position."""
        return None if self.selected is None else self.positions[self.selected]

    def show(self, positions: Sequence[Position], *, keep: bool = False) -> None:
        """Show other positions; ``keep``: those of the same article, so what was selected stays so."""
        before = self.position if keep else None
        self.positions = tuple(positions)
        self._notes = self._notes if keep else {}
        self.selected = self.positions.index(before) if before in self.positions else None
        self._say = "" if positions else "Nobody takes a position here."
        self.border_title = f" Positions · {len(positions)} "
        self._lay_out()
        if not keep:
            self.jump(0)

    def annotate(self, notes: dict[int, str]) -> None:
        """Show a person's notes below the positions with these numbers."""
        if notes != self._notes:
            self._notes = notes
            self._entries.clear()
            self._lay_out()

    def say(self, line: str) -> None:
        """Show a line in place of positions."""
        self.positions, self.selected, self._say = (), None, line
        self.border_title = " Positions "
        self._lay_out()

    def select(self, number: int | None, *, opened: bool = False) -> None:
        """Select a position by its number in the analysis."""
        if number is not None and not 0 <= number < len(self.positions):
            return
        self.selected = number
        self._lay_out()
        self._show_selected()
        self.post_message(self.Selected(self.position, opened=opened))

    def step(self, by: int, *, from_offset: int) -> bool:
        """Select the next position in the order of the text, from ``from_offset`` on where none is selected."""
        if not self.positions:
            return False
        order = sorted(range(len(self.positions)), key=lambda number: self.positions[number].statement.spans[0])
        if self.selected is not None:
            place = order.index(self.selected) + by
        else:
            starts = [self.positions[number].statement.spans[0].start for number in order]
            below = sum(start < from_offset for start in starts)
            place = below if by > 0 else below - 1
        if not 0 <= place < len(order):
            return False
        self.select(order[place])
        return True

    def move(self, rows: int) -> bool:
        """Select the position so many further down the pane."""
        if not self._order:
            return False
        place = self._order.index(self.selected) + rows if self.selected is not None else 0
        self.select(self._order[min(max(place, 0), len(self._order) - 1)])
        return 0 <= place < len(self._order)

    def move_pages(self, pages: float) -> bool:
        """Select the position about so many pages further down."""
        return self.move(round(pages * max(1, self.rows // 5)) or (1 if pages > 0 else -1))

    def line(self, number: int) -> Strip | None:
        """A line of the pane."""
        if not 0 <= number < len(self._lines):
            return None
        owner, pieces = self._lines[number]
        base, bar = self.base_and_bar(selected=owner is not None and owner == self.selected)
        segments = [Segment(text, base + self.row(name) if name else base) for text, name in pieces]
        return Strip([bar, *segments]).adjust_cell_length(self.columns, base)

    def watch_grouping(self) -> None:
        """Group anew; the selection stays."""
        self._lay_out()
        self._show_selected()

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self._lay_out()
        self._show_selected()

    def on_click(self, event: events.Click) -> None:
        """Select the position under the mouse."""
        offset = event.get_content_offset(self)
        number = offset.y + round(self.scroll_y) if offset is not None else -1
        if 0 <= number < len(self._lines) and (owner := self._lines[number][0]) is not None:
            self.select(owner, opened=owner == self.selected)

    def _show_selected(self) -> None:
        lines = [
            number for number, (owner, _) in enumerate(self._lines) if owner is not None and owner == self.selected
        ]
        if lines:
            self.show_lines(max(0, lines[0] - 1), lines[-1])

    def _lay_out(self) -> None:
        """Lay the groups out as lines."""
        self._lines, self._order = [], []
        wide = max(1, self.columns - 2)
        if self._say:
            self._lines = [(None, []), *((None, [(" " + text, "quiet")]) for text in clipped(self._say, wide, 9))]
        for name, numbers in self._groups().items():
            self._lines += [(None, [])] if self._lines else []
            self._lines.append((None, self._heading(name, numbers, wide)))
            for number in numbers:
                self._order.append(number)
                self._lines += self._entry_lines(number, wide - 1)
        self.count_lines(len(self._lines))

    def _entry_lines(self, number: int, wide: int) -> list[_Line]:
        """The lines of a position; kept, as a long article has thousands and moving by one changes two of them."""
        kept_for = (self.positions, self.grouping, wide)
        if self._entries_for != kept_for:
            self._entries_for = kept_for
            self._entries.clear()
        key = number, number == self.selected
        if key not in self._entries:
            self._entries[key] = [(number, pieces) for pieces in self._entry(number, wide)]
        return self._entries[key]

    def _groups(self) -> dict[str, list[int]]:
        groups: dict[str, list[int]] = {}
        for number, position in enumerate(self.positions):
            name = holder_name(position) if self.grouping == "holder" else position.stance
            groups.setdefault(name, []).append(number)
        return groups

    def _heading(self, name: str, numbers: Sequence[int], wide: int) -> list[tuple[str, str]]:
        if self.grouping == "stance":
            stance = self.positions[numbers[0]].stance
            return [(f"{SIGNS[stance]} {name}", stance), (f" · {len(numbers)}", "quiet")]
        counts = tally(Counter(self.positions[number].stance for number in numbers))
        marks = sum(len(text) + 1 for _, text in counts)
        shown = clip(name, max(4, wide - marks))
        pieces = [(shown, "strong"), (" " * max(0, wide - width(shown) - marks), "")]
        for stance, text in counts:
            pieces += [(" ", ""), (text, stance)]
        return pieces

    def _entry(self, number: int, wide: int) -> list[list[tuple[str, str]]]:
        """The lines of a position: stance and target, its words, and for the selected one how it was put."""
        position = self.positions[number]
        chosen = number == self.selected
        by_holder = self.grouping == "holder"
        head = position.stance if by_holder else holder_name(position)
        words = position.statement.text
        target = position.target.text if position.target else ""
        if len(target) > _MUCH_OF_IT * len(words):
            target = ""  # it would be the same words twice
        first, *others = clipped(f"{head} {target}", wide - 3, _ALL_LINES if chosen else _TARGET_LINES)
        lines: list[list[tuple[str, str]]] = [
            [
                (f" {SIGNS[position.stance]} ", position.stance),
                (first[: len(head)], position.stance if by_holder else "strong"),
                (first[len(head) :], ""),
            ],
            *([("   ", ""), (text, "")] for text in others),
            *(
                [("   ", ""), (text, "quiet")]
                for text in clipped(words, wide - 3, _ALL_LINES if chosen else _WORDS_LINES)
            ),
        ]
        if chosen:
            cue = f"“{position.cue.text}” · " if position.cue else ""
            how = f"{cue}{position.quotation} · {position.confidence:.0%} sure"
            lines += [[("   ", ""), (text, "quiet")] for text in clipped(how, wide - 3, 3)]
        note = f"{NOTED} {self._notes[number]}" if number in self._notes else ""
        lines += [[("   ", ""), (text, "on")] for text in clipped(note, wide - 3, _ALL_LINES if chosen else 1)]
        return lines
