"""Holders by topics: a row a holder, a column a topic, in each cell the signs with their numbers; a cursor on one."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from index.board.model import Cell, HolderRow, Matrix, Topic
from tui.board.words import cell_pieces, pieces_width
from tui.text.cells import clip, width
from tui.text.wrap import clipped
from tui.widgets.line_view import LineView, gap

HEADER_LINES = 4
_SIZES = ((150, 32, 18), (110, 28, 14), (0, 22, 9))
"""From which width on, how wide the column of names and those of topics are."""


class MatrixView(LineView):
    """A :class:`Matrix` under its topics, a cursor on a cell or a topic. Posts :class:`Moved` and :class:`Opened`."""

    COMPONENT_CLASSES: ClassVar = {
        "matrix--name", "matrix--quiet", "matrix--topic", "matrix--here", "matrix--row", "matrix--mark",
        "matrix--moved", "matrix--supports", "matrix--opposes", "matrix--conditional", "matrix--neutral",
        "matrix--mixed", "matrix--say",
    }  # fmt: skip
    DEFAULT_CSS = """
    MatrixView {
        & > .matrix--name { text-style: bold; }
        & > .matrix--quiet { color: $sayso-hairline; }
        & > .matrix--topic { color: $sayso-quiet; }
        & > .matrix--here { background: $sayso-lit-strong-ground; text-style: bold; }
        & > .matrix--row { background: $sayso-selected-ground; }
        & > .matrix--mark { color: $accent; text-style: bold; }
        & > .matrix--moved { color: $accent; }
        & > .matrix--supports { color: $sayso-supports; }
        & > .matrix--opposes { color: $sayso-opposes; }
        & > .matrix--conditional { color: $sayso-conditional; }
        & > .matrix--neutral { color: $sayso-neutral; }
        & > .matrix--mixed { color: $accent; }
        & > .matrix--say { color: $sayso-quiet; }
        &:nocolor > .matrix--here { text-style: reverse; }
    }
    """

    class Moved(Message):
        """The cursor is on another cell or topic."""

    class Opened(Message):
        """The cell or topic under the cursor is to be opened."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.matrix = Matrix((), (), ())
        self.row_number, self.column_number = 0, 0
        self.on_topics = False
        self.marked_holders: dict[str, HolderRow] = {}
        self.marked_topics: dict[str, Topic] = {}
        self._first = 0
        self._say: tuple[str, ...] = ()
        self.border_title = " Holders by topics "

    @property
    def holder(self) -> HolderRow | None:
        """The holder of the cursor's row; ``None`` on a topic."""
        rows = self.matrix.rows
        return rows[self.row_number] if rows and not self.on_topics else None

    @property
    def topic(self) -> Topic | None:
        """The topic of the cursor's column."""
        return self.matrix.topics[self.column_number] if self.matrix.topics else None

    @property
    def cell(self) -> Cell | None:
        """The cell under the cursor; ``None`` on a topic."""
        if self.on_topics or not self.matrix.rows or not self.matrix.topics:
            return None
        return self.matrix.cells[self.row_number][self.column_number]

    @property
    def sizes(self) -> tuple[int, int]:
        """Cells of the column of names, and of one of topics."""
        return next((name, topic) for least, name, topic in _SIZES if self.columns >= least)

    @property
    def columns_shown(self) -> int:
        """How many topics fit."""
        name, topic = self.sizes
        return max(1, (self.columns - name) // topic)

    def show(self, matrix: Matrix, *, keep: bool = False) -> None:
        """Show another matrix; ``keep``: of the same question, so the cursor stays with its holder and topic."""
        holder, topic, top = self.holder, self.topic, self.scroll_y
        self.matrix, self._say = matrix, ()
        ids = [row.id for row in matrix.rows]
        topics = [each.id for each in matrix.topics]
        self.row_number = ids.index(holder.id) if keep and holder and holder.id in ids else 0
        self.column_number = topics.index(topic.id) if keep and topic and topic.id in topics else 0
        self.on_topics = self.on_topics and keep
        self.count_lines(len(matrix.rows) + HEADER_LINES)
        self._show_cursor()
        self.jump(top if keep else 0)
        self.post_message(self.Moved())

    def say(self, *lines: str) -> None:
        """Show these lines in place of a matrix."""
        self.matrix, self._say = Matrix((), (), ()), lines
        self.row_number = self.column_number = 0
        self.count_lines(0)

    def move(self, rows: int) -> bool:
        """Go so many rows down; from the first row up to the topics."""
        if not self.matrix.rows:
            return False
        wanted = rows - 1 if self.on_topics else self.row_number + rows
        self.on_topics = wanted < 0 and (rows == -1 or self.on_topics)
        self.row_number = min(max(wanted, 0), len(self.matrix.rows) - 1)
        self._show_cursor()
        self.post_message(self.Moved())
        return 0 <= wanted < len(self.matrix.rows)

    def move_pages(self, pages: float) -> bool:
        """Go so many pages down."""
        return self.move(round(pages * max(1, self.rows - HEADER_LINES - 1)) or 1)

    def move_across(self, columns: int) -> None:
        """Go so many topics to the right."""
        if self.matrix.topics:
            self.column_number = min(max(self.column_number + columns, 0), len(self.matrix.topics) - 1)
            self._show_cursor()
            self.post_message(self.Moved())

    def go_to_topics(self) -> None:
        """To the topics, or back to the cells."""
        self.on_topics = not self.on_topics and bool(self.matrix.topics)
        self.refresh()
        self.post_message(self.Moved())

    def mark(self) -> None:
        """Mark the holder of the row, or the topic where the cursor is on one; or take the mark away."""
        if self.on_topics and (topic := self.topic):
            if self.marked_topics.pop(topic.id, None) is None:
                self.marked_topics[topic.id] = topic
            self.move_across(1)
        elif holder := self.holder:
            if self.marked_holders.pop(holder.id, None) is None:
                self.marked_holders[holder.id] = holder
            self.move(1)

    def on_resize(self) -> None:
        """More or fewer topics fit."""
        self._show_cursor()

    def on_click(self, event: events.Click) -> None:
        """Go to the cell or topic under the mouse; open it where the cursor is there already."""
        offset = event.get_content_offset(self)
        if offset is None or not self.matrix.topics:
            return
        name, topic = self.sizes
        before = (self.on_topics, self.row_number, self.column_number)
        column = self._first + (offset.x - name) // topic if offset.x >= name else self.column_number
        row = offset.y + round(self.scroll_y) - HEADER_LINES
        self.on_topics = offset.y < HEADER_LINES
        if not self.on_topics:
            self.row_number = min(max(row, 0), len(self.matrix.rows) - 1)
        self.column_number = min(max(column, 0), len(self.matrix.topics) - 1)
        self._show_cursor()
        self.post_message(self.Moved())
        if before == (self.on_topics, self.row_number, self.column_number):
            self.post_message(self.Opened())

    def render_line(self, y: int) -> Strip:
        """The topics stay on top while the holders scroll below them."""
        if y < HEADER_LINES and not self._say:
            return self._topics_line(y).adjust_cell_length(self.size.width, self.base)
        return super().render_line(y)

    def line(self, number: int) -> Strip | None:
        """The line of a holder."""
        if self._say:
            return self._said(number)
        row = number - HEADER_LINES
        if not 0 <= row < len(self.matrix.rows):
            return None
        holder = self.matrix.rows[row]
        base, here = self.base, row == self.row_number and not self.on_topics
        if here:
            base += self.over("matrix--row")
        name, wide = self.sizes
        mark = "◆" if holder.id in self.marked_holders else " "
        shown = clip(holder.name, name - 4)
        segments = [
            self._piece("▌" if here else " ", "mark", base),
            self._piece(mark, "mark", base),
            self._piece(shown, "name", base),
            gap(name - 2 - width(shown), base),
        ]
        for column in range(self._first, min(self._first + self.columns_shown, len(self.matrix.topics))):
            at = base + self.over("matrix--here") if here and column == self.column_number else base
            pieces = cell_pieces(self.matrix.cells[row][column], wide - 1)
            segments += [self._piece(text, kind, at) for text, kind in pieces]
            segments += [gap(wide - 1 - pieces_width(pieces), at), gap(1, base)]
        return Strip(segments).adjust_cell_length(self.columns, base)

    def _topics_line(self, y: int) -> Strip:
        name, wide = self.sizes
        base = self.base
        segments = [gap(name, base)]
        last = min(self._first + self.columns_shown, len(self.matrix.topics))
        for column in range(self._first, last):
            topic = self.matrix.topics[column]
            head = ("◆" if topic.id in self.marked_topics else "") + ("*" if topic.pinned else "") + topic.name
            lines = clipped(head, wide - 1, HEADER_LINES - 1)
            text = lines[y] if y < len(lines) else "─" * (wide - 1) if y == HEADER_LINES - 1 else ""
            here = column == self.column_number
            style = base + self.over("matrix--topic")
            if here:
                style += self.over("matrix--here" if self.on_topics else "matrix--name")
            segments += [Segment(text.ljust(wide - 1 - width(text) + len(text)), style), gap(1, base)]
        more = len(self.matrix.topics) - last
        if y == 0 and (more or self._first):
            segments.append(self._piece(f"{'◀' if self._first else ''}{'▶' if more else ''}", "moved", base))
        return Strip(segments)

    def _piece(self, text: str, name: str, base: Style) -> Segment:
        return Segment(text, base + self.over(f"matrix--{name}") if name else base)

    def _said(self, number: int) -> Strip | None:
        lines = [line for text in self._say for line in clipped(text, max(1, self.columns - 3), 9) or [""]]
        if not 0 < number <= len(lines):
            return None
        return Strip([gap(2, self.base), self._piece(lines[number - 1], "say", self.base)])

    def _show_cursor(self) -> None:
        """Scroll so that the cursor's row and column are on the screen."""
        self._first = min(self._first, self.column_number)
        self._first = max(self._first, self.column_number - self.columns_shown + 1)
        top, line = round(self.scroll_y), self.row_number
        if line < top:
            self.jump(line)
        elif line + HEADER_LINES >= top + self.rows:
            self.jump(line + HEADER_LINES - self.rows + 1)
        self.refresh()
