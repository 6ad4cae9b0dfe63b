"""Narrows a result down: the drawer of facets, whose every value is a filter of the query."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events, on

from tui.layout import Pane
from tui.messages import Answered, Asked, Counted, Refused
from tui.screens.actions import ReaderActions
from tui.widgets.facets import HEADINGS, FacetsView
from tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from index.library import Library


class Narrowing(ReaderActions):
    """The drawer takes the place of the results' rows while it is open."""

    def _widget(self, pane: Pane) -> LineView:
        return self.facets if pane == "results" and self.facets.display else super()._widget(pane)

    def action_facets(self) -> None:
        """Open the drawer of facets, or close it."""
        self._open_drawer(is_open=not self.facets.display)

    def action_open(self) -> None:
        """In the drawer, switch a filter; elsewhere as ever."""
        if self.focused is self.facets:
            self.facets.toggle()
            return
        if self.focused is self.search_bar.input and self.facets.display:
            self._open_drawer(is_open=False)
            self.set_focus(self.search_bar.input)
        super().action_open()

    def action_back(self) -> None:
        """From the drawer to the results; elsewhere as ever."""
        if self.focused is self.facets:
            self._open_drawer(is_open=False)
        else:
            super().action_back()

    @on(events.DescendantFocus)
    def drawer_focused(self, event: events.DescendantFocus) -> None:
        """The drawer stands for the results."""
        if event.widget is self.facets:
            self._arrange("results")

    @on(FacetsView.Toggled)
    def filter_toggled(self, message: FacetsView.Toggled) -> None:
        """Put the filter into the query, for everybody to see, or take it out."""
        from index.query_text import toggled  # with the query language, which the first screen does not wait for

        self.search_bar.fill(toggled(self.search_bar.query_text, *message.chosen))
        self.ask(self.search_bar.query_text)

    @on(Answered)
    def count_facets(self, message: Answered) -> None:
        """Another answer has other counts."""
        if self.facets.display and not message.page.offset:
            self._count(message.asked)

    @on(Counted)
    def counted(self, message: Counted) -> None:
        """Show the counts, unless another question was asked meanwhile."""
        if self.facets.display and message.asked.query == self.results.listing.asked.query:
            self.facets.show(message.facets, message.on)

    def _open_drawer(self, *, is_open: bool) -> None:
        self.facets.display, self.results.display = is_open, not is_open
        if is_open:
            self.facets.say("Counting …")
            self._count(self.results.listing.asked)
        self.go("results")

    def _count(self, asked: Asked) -> None:
        self.librarian.aside("facets", partial(_counts, asked))


def _counts(asked: Asked, library: Library) -> Counted | Refused:
    """The counts of a whole result, and which of the values its query filters by already."""
    from index.answer import QueryError
    from index.query_text import find_filter

    try:
        facets = library.search(asked.query, limit=0, typing=asked.typing, facets=True).facets
    except QueryError as error:
        return Refused(asked, str(error), error.column)
    on = frozenset(
        (field, value)
        for facet, (_, field) in HEADINGS.items()
        for value, _ in facets.get(facet, ())
        if find_filter(asked.query, field, value)
    )
    return Counted(asked, facets, on)
