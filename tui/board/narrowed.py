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
from tui.widgets.line_view import LineView
from tui.widgets.typed_line import TypedLine

if TYPE_CHECKING:
    from index.library import Library
    from tui.screens.reader import ReaderScreen


class NarrowedPage(BoardPage):
    """A page about what a :class:`Narrowing` leaves; a change of it asks anew."""

    DEFAULT_CSS = """
    NarrowedPage {
        & > TypedLine { display: none; height: 1; padding: 0 1; }
        & > TypedLine.-open { display: block; }
    }
    """

    def __init__(self, reader: ReaderScreen, desk: Desk, body: LineView, narrowing: Narrowing) -> None:
        super().__init__(reader, desk, body)
        self.narrowing = narrowing
        self._query_line = TypedLine('the query: words, "phrases", holder:name …  Enter takes it, Esc leaves it')
        self._filter_line = TypedLine(f"{FILTER_HINT}  Enter takes it")

    def above(self) -> tuple[Widget, ...]:
        """The lines that are typed stand below the head."""
        return (self._query_line, self._filter_line)

    def narrow(self, narrowing: Narrowing) -> None:
        """Narrow otherwise, and ask anew."""
        self.narrowing = narrowing
        self.ask()

    def action_search(self) -> None:
        """Type another query."""
        self._type(self._query_line, self.narrowing.question.query)

    def action_filter(self) -> None:
        """Type a filter."""
        text = self.narrowing.as_text()
        self._type(self._filter_line, f"{text} " if text else "")

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

    def action_open(self) -> None:
        """In a line that is typed, done with typing; elsewhere open the row."""
        if self.focused is self._query_line:
            query = self._query_line.value.strip()
            self._close_lines()
            self.narrow(replace(self.narrowing, question=replace(self.narrowing.question, query=query), saved=""))
        elif self.focused is self._filter_line:
            self._take_filter(self._filter_line.value)
        else:
            self.open_row()

    def action_back(self) -> None:
        """Out of a line that is typed, else to the page before."""
        if isinstance(self.focused, Input):
            self._close_lines()
        else:
            super().action_back()

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

    def _type(self, line: TypedLine, text: str) -> None:
        line.value = text
        line.cursor_position = len(text)
        line.add_class("-open")
        self.set_focus(line)

    def _close_lines(self) -> None:
        for line in (self._query_line, self._filter_line):
            line.remove_class("-open")
        if isinstance(self.focused, Input):
            self.set_focus(self.body)

    def _take_filter(self, text: str) -> None:
        now = self.narrowing

        def job(library: Library) -> Narrowing:
            whole = now.unfiltered().question
            facets = library.search(whole.query, limit=1, facets=True).facets
            sources = [source for source, _ in facets.get("source", ())]
            return read_filter(text, now, library.board.topics(whole, 1000), sources)

        def then(narrowing: Narrowing) -> None:
            self._close_lines()
            self.narrow(narrowing)

        self.desk.ask(self, "detail", job, then)
