"""The positions pane: who holds what, grouped by holder or by stance, each with its sign, target and very words."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from index.article import Position
from tui.text.cells import visible
from tui.text.wrap import clipped
from tui.widgets.position_lines import Grouping, Pieces, entry, heading
from tui.widgets.rows import RowsView
from tui.wording import holder_name

_Line = tuple[int | None, Pieces]
"""A line and the position it belongs to, if any."""
_UNSURE = -1
"""What the line belongs to that tells of hidden positions."""


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
        self._headings: list[int] = []
        self._text_order: list[int] | None = None
        self._entries: dict[tuple[int, bool], list[_Line]] = {}
        self._entries_for: tuple[object, ...] = ()
        self._notes: dict[int, str] = {}
        self.wanted = ""
        self.least = 0.0
        self.unsure_shown = False
        self.unsure_key = ""
        self.shown: list[int] = []  # by number; the selected one however uncertain
        self.unsure = 0  # how many more would fit
        self._about: list[str] | None = None
        self._say = ""
        self.say("")

    @property
    def position(self) -> Position | None:
        """The selected position."""
        return None if self.selected is None else self.positions[self.selected]

    @property
    def is_shown(self) -> bool:
        """Whether the pane is among those on the screen."""
        return isinstance(self.parent, Widget) and self.parent.display

    @property
    def count(self) -> list[str]:
        """Which of the positions that are shown the selected one is, in the order of the text."""
        if self.selected is None:
            return []
        order = self._in_text()
        return [f"{order.index(self.selected) + 1} of {len(order)}"] if self.selected in order else []

    def show(self, positions: Sequence[Position], *, keep: bool = False) -> None:
        """Show other positions; ``keep``: those of the same article, so what was selected stays so."""
        before = self.position if keep else None
        self.positions, self._about = tuple(positions), None
        self._notes = self._notes if keep else {}
        self.selected = self.positions.index(before) if before in self.positions else None
        self._say = "" if positions else "Nobody takes a position here."
        self._lay_out()
        if not keep:
            self.jump(0)

    def narrow(self, words: str) -> None:
        """Show only positions whose holder's name or stance begins so; all of several words must fit."""
        self.wanted = words
        self._lay_out()
        if self.selected not in (None, *self.shown):
            self.select(None)
        self._show_selected()

    def show_unsure(self, *, shown: bool) -> None:
        """Show positions of less confidence than ``least``, or hide them."""
        self.unsure_shown = shown
        self._lay_out()
        self._show_selected()

    def annotate(self, notes: dict[int, str]) -> None:
        """Show a person's notes below the positions with these numbers."""
        if notes != self._notes:
            self._notes = notes
            self._entries.clear()
            self._lay_out()

    def say(self, line: str) -> None:
        """Show a line in place of positions."""
        self.positions, self.selected, self._say, self._about = (), None, line, None
        self._lay_out()

    def select(self, number: int | None, *, opened: bool = False) -> None:
        """Select a position by its number in the analysis."""
        if number is not None and not 0 <= number < len(self.positions):
            return
        self.selected = number
        self._lay_out()
        self._show_selected()
        self.post_message(self.Selected(self.position, opened=opened))

    def step(self, by: int, *, from_offset: int, anew: bool = False) -> bool:
        """Select the next position in the order of the text; where none is, or ``anew``, from ``from_offset`` on."""
        order = self._in_text()
        if not order:
            return False
        if self.selected in order and not anew:
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
        place = self._order.index(self.selected) + rows if self.selected is not None else max(rows, 1) - 1
        self.select(self._order[min(max(place, 0), len(self._order) - 1)])
        return 0 <= place < len(self._order)

    def move_pages(self, pages: float) -> bool:
        """Select the position about so many pages further down."""
        return self.move(round(pages * max(1, self.rows // 5)) or (1 if pages > 0 else -1))

    def _in_text(self) -> list[int]:
        """What is shown, in the order of the text; kept, as the line below the article asks for it at each step."""
        if self._text_order is None:
            self._text_order = sorted(self.shown, key=lambda number: self.positions[number].statement.spans[0])
        return self._text_order

    def line(self, number: int) -> Strip | None:
        """A line of the pane."""
        if not 0 <= number < len(self._lines):
            return None
        owner, pieces = self._lines[number]
        base, bar = self.base_and_bar(selected=owner is not None and owner == self.selected)
        segments = [Segment(text, base + self.row(name) if name else base) for text, name in pieces]
        return Strip([bar, *segments]).adjust_cell_length(self.columns, base)

    def render_line(self, y: int) -> Strip:
        """The strip at row ``y``; while a group is scrolled past, its heading stays on top."""
        top = round(self.scroll_y)
        if y or not 0 <= top < len(self._lines) or self._lines[top][0] in (None, _UNSURE):
            return super().render_line(y)
        heading = self._headings[bisect(self._headings, top) - 1]
        return super().render_line(heading - top)

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
        owner = self._lines[number][0] if 0 <= number < len(self._lines) else None
        if owner == _UNSURE:
            self.show_unsure(shown=not self.unsure_shown)
        elif owner is not None:
            self.select(owner, opened=owner == self.selected)

    def _show_selected(self) -> None:
        lines = [
            number for number, (owner, _) in enumerate(self._lines) if owner is not None and owner == self.selected
        ]
        if lines:
            self.show_lines(max(0, lines[0] - 1), lines[-1])

    def _lay_out(self) -> None:
        """Lay the groups out as lines."""
        self._lines, self._order, self._headings, self._text_order = [], [], [], None
        wide = max(1, self.columns - 2)
        fitting = self._fitting()
        self.shown = [number for number in fitting if number == self.selected or not self._is_hidden(number)]
        self.unsure = len(fitting) - len(self.shown)
        self.border_title = Content(self._title())
        said = self._say
        if self.positions and not fitting:
            said = said or f"None of {len(self.positions)} positions fits."
        if said:
            self._lines = [(None, []), *((None, [(" " + text, "quiet")]) for text in clipped(said, wide, 9))]
        for name, numbers in self._groups().items():
            self._lines += [(None, [])] if self._lines else []
            members = [self.positions[number] for number in numbers]
            self._headings.append(len(self._lines))
            self._lines.append((None, heading(name, members, self.grouping, wide)))
            for number in numbers:
                self._order.append(number)
                self._lines += self._entry_lines(number, wide - 1)
        self._lines += [(_UNSURE, [(f" {line}", "quiet")]) for line in clipped(self._of_unsure(), wide - 1, 2)]
        self.count_lines(len(self._lines))

    def _entry_lines(self, number: int, wide: int) -> list[_Line]:
        """The lines of a position; kept, as a long article has thousands and moving by one changes two of them."""
        kept_for = (self.positions, self.grouping, wide)
        if self._entries_for != kept_for:
            self._entries.clear()
        self._entries_for = kept_for  # read anew, equal positions are others, and to compare them again takes long
        key = number, number == self.selected
        if key not in self._entries:
            position, note = self.positions[number], self._notes.get(number, "")
            lines = entry(position, note, self.grouping, wide, chosen=number == self.selected)
            self._entries[key] = [(number, pieces) for pieces in lines]
        return self._entries[key]

    def _groups(self) -> dict[str, list[int]]:
        groups: dict[str, list[int]] = {}
        for number in self.shown:
            position = self.positions[number]
            name = holder_name(position) if self.grouping == "holder" else position.stance
            groups.setdefault(name, []).append(number)
        return groups

    def _is_hidden(self, number: int) -> bool:
        return self.positions[number].confidence < self.least and not self.unsure_shown

    def _fitting(self) -> list[int]:
        """Numbers of the positions that fit what is wanted."""
        if not self.wanted.strip():
            return list(range(len(self.positions)))
        from index.fulltext.words import fold  # with the query language, for which the first screen does not wait

        if self._about is None:
            self._about = [f" {fold(holder_name(each))} {each.stance}".replace("-", " ") for each in self.positions]
        words = [f" {fold(word)}" for word in self.wanted.split()]
        return [number for number, about in enumerate(self._about) if all(word in about for word in words)]

    def _title(self) -> str:
        """What the pane shows of how many."""
        if not self.positions:
            return " Positions "
        count = len(self.positions)
        shown = len(self.shown)
        wanted = f"{visible(self.wanted.strip())} · " if self.wanted.strip() else ""
        return f" Positions · {wanted}{f'{shown} of ' if shown < count else ''}{count} "

    def _of_unsure(self) -> str:
        if self.unsure:
            return f"{self.unsure} less certain hidden · {self.unsure_key} shows them"
        least = sum(position.confidence < self.least for position in self.positions)
        return f"{self.unsure_key} hides {least} less certain" if least and self.unsure_shown else ""
