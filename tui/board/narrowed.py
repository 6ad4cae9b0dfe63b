"""Pages of the board that can be narrowed: by a query, a filter line, a key for each stance; in one of the orders."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from index.article import Stance
from index.board.model import ORDERS
from tui.board.desk import Desk
from tui.board.narrowing import FILTER_HINT, Narrowing, read_filter
from tui.board.page import BoardPage
from tui.board.typed_row import TypedRow
from tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from index.library import Library
    from tui.screens.reader import ReaderScreen

LOOKED_AT = 1000
"""How many topics and outlets a filter may name, those of most statements."""


class NarrowedPage(BoardPage):
    """A page about what a :class:`Narrowing` leaves; a change of it asks anew."""

    def __init__(self, reader: ReaderScreen, desk: Desk, body: LineView, narrowing: Narrowing) -> None:
        super().__init__(reader, desk, body)
        self.narrowing = narrowing
        self._query = TypedRow("query", 'words, "phrases", stance:opposes …  empty: the whole library')
        self._filter = TypedRow("filter", FILTER_HINT)
        self._holder = TypedRow("holder", "a name, or how it begins")

    def above(self) -> tuple[Widget, ...]:
        """The lines that are typed stand below the head."""
        return (self._query, self._filter, self._holder)

    def narrow(self, narrowing: Narrowing) -> None:
        """Narrow otherwise, and ask anew."""
        self.narrowing = narrowing
        self.ask()

    def action_search(self) -> None:
        """Type another query."""
        self._query.open(self.narrowing.question.query, replace=True)

    def action_filter(self) -> None:
        """Type a filter."""
        text = self.narrowing.as_text()
        self._filter.open(f"{text} " if text else "")

    def action_find(self) -> None:
        """Find holders by name."""
        self._holder.open(self.narrowing.question.holder)

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """A name is found as it is typed."""
        if event.input is self._holder.line:
            self.narrow(replace(self.narrowing, question=replace(self.narrowing.question, holder=event.value.strip())))

    def action_unfilter(self) -> None:
        """Take every filter away."""
        self.narrow(self.narrowing.unfiltered())

    def action_only_supports(self) -> None:
        """Only what supports."""
        self._only("supports")

    def action_only_opposes(self) -> None:
        """Only what opposes."""
        self._only("opposes")

    def action_only_conditional(self) -> None:
        """Only what depends on something."""
        self._only("conditional")

    def action_only_neutral(self) -> None:
        """Only what takes no side."""
        self._only("neutral")

    def action_scope(self) -> None:
        """From the query to the whole library, and back."""
        asked = self.narrowing.question
        query = "" if asked.query.strip() else self.reader.search_bar.query_text
        if not query.strip() and not asked.query.strip():
            self.status.say(f"this is the whole library; {self.keys.shown('search')} types a query")
            return
        self.narrow(replace(self.narrowing, question=replace(asked, query=query), saved=""))

    def action_sort(self) -> None:
        """Take the next order."""
        asked = self.narrowing.question
        order = ORDERS[(ORDERS.index(asked.sort) + 1) % len(ORDERS)]
        self.narrow(replace(self.narrowing, question=replace(asked, sort=order)))
        self.status.say(f"order: {order}")

    def action_matrix(self) -> None:
        """Show the holders by topics."""
        from tui.board.matrix_page import MatrixPage

        self.app.push_screen(MatrixPage(self.reader, self.desk, self.narrowing))

    def action_changes(self) -> None:
        """Show who has moved."""
        from tui.board.movements_page import MovementsPage

        self.app.push_screen(MovementsPage(self.reader, self.desk, self.narrowing))

    def action_open(self) -> None:
        """In a line that is typed, done with typing; elsewhere open the row."""
        if self.focused is self._query.line:
            query = self._query.line.value.strip()
            self._close_lines()
            self.narrow(replace(self.narrowing, question=replace(self.narrowing.question, query=query), saved=""))
        elif self.focused is self._filter.line:
            self._take_filter(self._filter.line.value)
        elif self.focused is self._holder.line:
            self._close_lines()
        else:
            self.open_row()

    def action_back(self) -> None:
        """Out of a line that is typed, else to the page before; a name that was being looked for is let go."""
        if not isinstance(self.focused, Input):
            super().action_back()
            return
        if self.focused is self._holder.line and self.narrowing.question.holder:
            self.narrow(replace(self.narrowing, question=replace(self.narrowing.question, holder="")))
        self._close_lines()

    def open_row(self) -> None:
        """Open what the cursor is on."""
        raise NotImplementedError

    @on(Input.Blurred)
    def left(self) -> None:
        """A line that is typed goes when something else is clicked."""
        self._close_lines()

    def _only(self, stance: Stance) -> None:
        asked = self.narrowing.question
        wanted = None if asked.stance == stance else stance
        self.narrow(replace(self.narrowing, question=replace(asked, stance=wanted)))

    def _close_lines(self) -> None:
        for row in (self._query, self._filter, self._holder):
            row.close()
        if isinstance(self.focused, Input):
            self.set_focus(self.body)

    def _take_filter(self, text: str) -> None:
        now = self.narrowing

        def job(library: Library) -> Narrowing:
            boards, whole = library.board, now.unfiltered().question
            sources = [source for source, _ in boards.sources(whole, LOOKED_AT)]
            return read_filter(text, now, boards.topics(whole, LOOKED_AT), sources)

        def then(narrowing: Narrowing) -> None:
            self._close_lines()
            self.narrow(narrowing)

        self.desk.ask(self, "detail", job, then)
