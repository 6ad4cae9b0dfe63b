"""A list of any number of rows, one of them selected, some marked; what a row looks like is for the subclass to say."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.board.paged import Paged
from tui.text.wrap import clipped
from tui.widgets.line_view import gap
from tui.widgets.rows import RowsView

Row = TypeVar("Row")
Pieces = list[tuple[str, str]]
"""A line as (text, component); the component ``""`` is plain text."""
_COMPONENTS = ("name", "words", "mark", "moved", "trend", "mixed", "say")
"""What the rows of the board have beside what all rows have."""
_SHARED = frozenset(("quiet", "hit", "supports", "opposes", "conditional", "neutral"))


class BoardRows(RowsView, Generic[Row]):
    """Rows of a :class:`Paged`. Posts :class:`Opened`, :class:`Moved` and :class:`Wanted`."""

    COMPONENT_CLASSES: ClassVar = {f"board--{name}" for name in _COMPONENTS}
    DEFAULT_CSS = """
    BoardRows {
        & > .board--name { text-style: bold; }
        & > .board--words { color: $foreground; }
        & > .board--mark { color: $accent; text-style: bold; }
        & > .board--moved { color: $accent; }
        & > .board--trend { color: $primary; }
        & > .board--mixed { color: $accent; }
        & > .board--say { color: $sayso-quiet; }
    }
    """

    class Opened(Message):
        """The selected row is to be opened."""

    class Chosen(Message):
        """Another row is selected."""

    class Wanted(Message):
        """Rows are on the screen that are not at hand."""

        def __init__(self, offset: int) -> None:
            self.offset = offset
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.paged: Paged[Row] = Paged()
        self.selected = 0
        self.marked: dict[str, Row] = {}
        self.more = False
        """Whether there are further rows than have been shown."""
        self._say: tuple[str, ...] = ()
        self._tops = [0]

    def key(self, row: Row) -> str:
        """What a row is known by from one answer to the next."""
        raise NotImplementedError

    def draw(self, row: Row, wide: int) -> list[Pieces]:
        """The lines of a row in ``wide`` cells; texts must be visible ones."""
        raise NotImplementedError

    def height(self, row: Row, wide: int) -> int:
        """How many lines a row takes, where they differ."""
        raise NotImplementedError

    def heading_lines(self, row: Row) -> int:  # noqa: ARG002 - rows have none but where a subclass says so
        """How many of a row's first lines are a heading above it, which is not selected with it."""
        return 0

    @property
    def row_height(self) -> int:
        """Lines of each row; 0 where they differ and all rows are at hand."""
        return 1

    @property
    def selected_row(self) -> Row | None:
        """The selected row."""
        return self.paged.row(self.selected)

    def show(self, paged: Paged[Row], *, keep: bool = False) -> None:
        """Show other rows; ``keep``: of the same question, so the selected row and its place stay."""
        before, above = self.selected_row, self.top_of(self.selected) - round(self.scroll_y)
        number = self.selected
        self.paged, self._say = paged, ()
        if keep and before is not None:
            wanted = self.key(before)
            found = paged.find(lambda row: self.key(row) == wanted)
            number = number if found is None else found
        self.selected = min(number, max(0, paged.total - 1)) if keep else 0
        self.lay_out()
        self.jump(self.top_of(self.selected) - above if keep else 0)

    def add(self, offset: int, rows: Sequence[Row]) -> None:
        """Take in a further page."""
        self.paged.add(offset, rows)
        self.forget()
        self.refresh()

    def say(self, *lines: str) -> None:
        """Show these lines in place of rows."""
        self.paged, self.selected, self._say = Paged(), 0, lines
        self.lay_out()

    def lay_out(self) -> None:
        """Count lines anew."""
        self.forget()
        self._tops = [0]
        if not self.row_height:
            rows = (self.paged.row(number) for number in range(self.paged.total))
            wide = self.columns - 2
            self._tops = list(accumulate((self.height(row, wide) if row else 1 for row in rows), initial=0))
        self.count_lines(self.top_of(self.paged.total))

    def top_of(self, number: int) -> int:
        """The first line of a row."""
        return number * self.row_height if self.row_height else self._tops[min(number, len(self._tops) - 1)]

    def at_line(self, line: int) -> int:
        """The number of the row that a line belongs to."""
        return line // self.row_height if self.row_height else bisect_right(self._tops, line) - 1

    def select(self, number: int) -> bool:
        """Select a row; false where there is none such."""
        if not self.paged.total:
            return False
        chosen = min(max(number, 0), self.paged.total - 1)
        self.forget(self.selected, chosen)
        moved, self.selected = chosen != self.selected, chosen
        self.show_lines(self.top_of(chosen), self.top_of(chosen + 1) - 1)
        self.refresh()
        if moved:
            self.post_message(self.Chosen())
        return chosen == number

    def mark(self) -> None:
        """Mark the selected row, or take its mark away, and go on to the next."""
        if (row := self.selected_row) is not None:
            key = self.key(row)
            if self.marked.pop(key, None) is None:
                self.marked[key] = row
            self.select(self.selected + 1)
            self.redraw()

    def redraw(self) -> None:
        """Draw all anew; no row has changed its height."""
        self.forget()
        self.refresh()

    def move(self, rows: int) -> bool:
        """Select the row so many further on; false at either end."""
        return self.select(self.selected + rows)

    def move_pages(self, pages: float) -> bool:
        """Select the row so many pages further on."""
        line = self.top_of(self.selected) + round(pages * max(1, self.rows))
        step = self.at_line(max(0, line)) - self.selected
        return self.move(step or (1 if pages > 0 else -1))

    def line(self, number: int) -> Strip | None:
        """A line of a row, or of what is said in place of rows."""
        if self._say:
            return self._said(number)
        row = self.at_line(number)
        if row >= self.paged.total:
            return None
        strips = self.strips_of(row)
        part = number - self.top_of(row)
        return strips[part] if part < len(strips) else None

    def piece(self, text: str, name: str, base: Style) -> Segment:
        """A piece of a line, in its style."""
        return Segment(text, base + self.over(f"{'row' if name in _SHARED else 'board'}--{name}") if name else base)

    def on_resize(self) -> None:
        """Rows change with the view; the selected one stays on the screen."""
        self.lay_out()
        self.show_lines(self.top_of(self.selected), self.top_of(self.selected + 1) - 1)

    def on_click(self, event: events.Click) -> None:
        """Select the row under the mouse; open it where it was selected already."""
        offset = event.get_content_offset(self)
        line = offset.y + round(self.scroll_y) if offset is not None else self.virtual_size.height
        if 0 <= line < self.virtual_size.height and (number := self.at_line(line)) < self.paged.total:
            if number == self.selected:
                self.post_message(self.Opened())
            self.select(number)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for rows that came on the screen and are not at hand."""
        super().watch_scroll_y(old_value, new_value)
        self.want_rows()

    def want_rows(self) -> None:
        """Ask for the rows on the screen that are not at hand, and a page ahead."""
        if self.row_height:
            first = round(self.scroll_y) // self.row_height
            offset = self.paged.missing(first, first + 2 * self.rows // self.row_height)
            if offset is not None:
                self.post_message(self.Wanted(offset))
        elif self.more and round(self.scroll_y) + 2 * self.rows >= self.virtual_size.height:
            self.post_message(self.Wanted(self.paged.total))

    def _said(self, number: int) -> Strip | None:
        wide = max(1, self.columns - 3)
        lines = [line for text in self._say for line in clipped(text, wide, 9) or [""]]
        if not 0 < number <= len(lines):
            return None
        return Strip([gap(2, self.base), self.piece(lines[number - 1], "say", self.base)])

    def draw_row(self, number: int) -> list[Strip]:
        """The lines of a row, each with the bar and the mark before it."""
        row = self.paged.row(number)
        lines = self.draw(row, max(1, self.columns - 2)) if row is not None else [[("…", "quiet")]]
        heading = self.heading_lines(row) if row is not None else 0
        marked = row is not None and self.key(row) in self.marked
        strips = []
        for place, pieces in enumerate(lines):
            base, bar = self.base_and_bar(selected=number == self.selected and place >= heading)
            mark = self.piece("◆" if marked and place == heading else " ", "mark", base)
            strip = Strip([bar, mark, *(self.piece(text, name, base) for text, name in pieces)])
            strips.append(strip.adjust_cell_length(self.columns, base))
        return strips
