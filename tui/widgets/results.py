"""The results pane: a row for each article that was found, however many there are."""

from __future__ import annotations

from typing import Any

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from index.answer import Hit
from tui.listing import Listing
from tui.messages import Asked
from tui.text.wrap import clipped
from tui.widgets.hit_lines import hit_lines
from tui.widgets.line_view import gap
from tui.widgets.rows import RowsView

_ROOMY_HEIGHT = 36
_NORMAL_HEIGHT = 14


class ResultsView(RowsView):
    """Rows of a :class:`Listing`; the selected one is marked. Posts :class:`Selected` and :class:`Wanted`."""

    class Selected(Message):
        """Another article is selected; ``opened``: it is to be read, not just looked at."""

        def __init__(self, hit: Hit, *, opened: bool = False) -> None:
            self.hit, self.opened = hit, opened
            super().__init__()

    class Wanted(Message):
        """Rows are on the screen that are not at hand."""

        def __init__(self, offset: int) -> None:
            self.offset = offset
            super().__init__()

    class OfferTaken(Message):
        """The query that was offered is to be asked."""

        def __init__(self, query: str) -> None:
            self.query = query
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.listing = Listing(Asked(0, "", "relevance"))
        self.selected = 0
        self.offer = ""
        self.border_title = " Results "
        self._say: tuple[str, ...] = ()

    @property
    def hit(self) -> Hit | None:
        """The selected hit."""
        return self.listing.hit(self.selected)

    @property
    def row_height(self) -> int:
        """Lines of a row, the blank one at its end among them."""
        return 6 if self.rows >= _ROOMY_HEIGHT else 5 if self.rows >= _NORMAL_HEIGHT else 3

    def show(self, listing: Listing, *, keep: bool) -> None:
        """Show another answer. ``keep``: it is the same question asked again, so selection and place stay."""
        before, above = self.hit, self.selected * self.row_height - round(self.scroll_y)
        self.listing = listing
        row = listing.row_of(before.id) if keep and before else None
        self.selected = row if row is not None else min(self.selected, max(0, listing.total - 1)) if keep else 0
        self.forget()
        self._say, self.offer = (), ""
        self.count_lines(listing.total * self.row_height)
        self.jump(self.selected * self.row_height - above if keep else 0)

    def amend(self, article_id: int, **changes: Any) -> None:
        """Show a hit with ``changes`` to its fields, such as ``read=True``, without asking the library again."""
        row = self.listing.amend(article_id, **changes)
        if row is not None:
            self._redraw(row)

    def add(self) -> None:
        """Draw again what has come to be at hand."""
        self.forget()
        self.count_lines(self.listing.total * self.row_height)

    def beside(self) -> list[int]:
        """The articles in the rows beside the selected one, as far as they are at hand."""
        return [hit.id for row in (self.selected + 1, self.selected - 1) if row >= 0 and (hit := self.listing.hit(row))]

    def take_offer(self) -> None:
        """Ask for the query that is offered, if any is."""
        if self.offer:
            self.post_message(self.OfferTaken(self.offer))

    def say(self, *lines: str, asked: Asked | None = None, offer: str = "") -> None:
        """Show these lines in place of rows, as the answer to ``asked``, and below them a query on ``offer``."""
        self.offer = offer
        self.listing = Listing(asked or self.listing.asked)
        self.selected = 0
        self._say = lines
        self.forget()
        self.count_lines(0)

    def select(self, row: int, *, opened: bool = False) -> bool:
        """Select a row; false where there is none such."""
        if not self.listing.total:
            return False
        chosen = min(max(row, 0), self.listing.total - 1)
        moved = chosen != self.selected
        before, self.selected = self.selected, chosen
        height = self.row_height
        self.show_lines(chosen * height, chosen * height + height - 2)
        for each in {before, chosen}:
            self._redraw(each)
        if (moved or opened) and (hit := self.hit):
            self.screen.post_message(self.Selected(hit, opened=opened))  # not by way of all that the pane stands in
        return chosen == row

    def move(self, rows: int) -> bool:
        """Select the row so many further on; false at either end."""
        return self.select(self.selected + rows)

    def move_pages(self, pages: float) -> bool:
        """Select the row so many pages further on."""
        return self.move(round(pages * max(1, self.rows // self.row_height)) or (1 if pages > 0 else -1))

    def line(self, number: int) -> Strip | None:
        """A line of a row, or of what is said in place of rows."""
        if self._say:
            return self._said(number)
        row, part = divmod(number, self.row_height)
        if row >= self.listing.total:
            return None
        strips = self.strips_of(row)
        return strips[part] if part < len(strips) else None

    def on_resize(self) -> None:
        """Rows change with the pane; the selected one stays on the screen."""
        self.forget()
        self.count_lines(self.listing.total * self.row_height)
        height = self.row_height
        self.show_lines(self.selected * height, self.selected * height + height - 2)

    def on_click(self, event: events.Click) -> None:
        """Select the row under the mouse, open it where it was selected already, or take what is offered."""
        self.take_offer()
        offset = event.get_content_offset(self)
        if offset is not None and self.listing.total:
            row = (offset.y + round(self.scroll_y)) // self.row_height
            if row < self.listing.total:
                self.select(row, opened=row == self.selected)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for rows that came on the screen and are not at hand."""
        super().watch_scroll_y(old_value, new_value)
        self.want_rows()

    def want_rows(self) -> None:
        """Ask for the rows on the screen that are not at hand, and a page ahead unless the query is still typed."""
        height = self.row_height
        first = round(self.scroll_y) // height
        screens = 1 if self.listing.asked.typing else 2
        offset = self.listing.missing(first, first + screens * self.rows // height)
        if offset is not None:
            self.post_message(self.Wanted(offset))

    def _redraw(self, row: int) -> None:
        """Draw one row anew."""
        self.forget(row)
        self.redraw_lines(row * self.row_height, self.row_height)

    def _said(self, number: int) -> Strip | None:
        wide = max(1, self.columns - 2)
        lines = [line for text in self._say for line in clipped(text, wide, 9) or [""]]
        offered = clipped(self.offer, wide, 9)
        if not 0 < number <= len(lines) + len(offered):
            return None
        style = self.row("quiet" if number <= len(lines) else "on")
        return Strip([gap(2, self.base), Segment([*lines, *offered][number - 1], self.base + style)])

    def draw_row(self, row: int) -> list[Strip]:
        """The lines of a hit."""
        base, bar = self.base_and_bar(selected=row == self.selected)
        hit, wide = self.listing.hit(row), self.columns
        if hit is None:
            return [Strip([bar, gap(2, base), Segment("…", base + self.row("quiet"))]).adjust_cell_length(wide, base)]
        lines = hit_lines(hit, max(1, wide - 4), self.row_height - 1, base, self.row)
        unread = [gap(1, base) if hit.read else Segment("●", base + self.row("on")), gap(1, base)]
        marks = [unread, *([gap(2, base)] for _ in lines[1:])]
        return [
            Strip([bar, *mark, *line]).adjust_cell_length(wide, base) for mark, line in zip(marks, lines, strict=True)
        ]
