"""Searches that are kept: saved under a name, or remembered as they were made; by key, and in the search bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual import events, on
from textual.message import Message
from textual.widgets import Input

from index.answer import SaysoError, Sort
from tui.librarian import Librarian
from tui.messages import Answered, Done, Opened
from tui.screens.actions import ReaderActions
from tui.screens.dialog import LineDialog
from tui.screens.list_dialog import ListDialog, Row, Wish

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.library import Library
    from index.searches import SavedSearch

_NAME_LENGTH = 60


class Saved(Message):
    """The saved searches, counted; ``said`` is what was just done, if anything."""

    def __init__(self, searches: tuple[SavedSearch, ...], said: str = "") -> None:
        self.searches, self.said = searches, said
        super().__init__()


class Remembered(Message):
    """The queries that were made, the last one first; ``said`` is what was just done, if anything."""

    def __init__(self, queries: list[str], said: str = "") -> None:
        self.queries, self.said = queries, said
        super().__init__()


class Recalling(ReaderActions):
    """Saved searches and history."""

    librarian: Librarian
    _searches: Mapping[str, tuple[str, Sort]] = MappingProxyType({})
    """What the saved searches that are shown stand for."""
    _saved_list: ListDialog | None = None
    _history_list: ListDialog | None = None
    _past: Sequence[str] = ()
    """The history, the last query first."""
    _has_past = False
    """Whether it has come: before, and where the library does not open, there is nothing to remember it in."""
    _place: int | None = None
    """Where in the history the search bar is; ``None`` while it is not."""
    _typed: str = ""
    """What stood in the search bar before."""

    # -- saved --------------------------------------------------------------------------------------------------------

    async def action_save_search(self) -> None:
        """Save the query and its order under a name."""
        query, sort = self.search_bar.query_text.strip(), self.sort

        def save(library: Library, name: str) -> Done:
            library.searches.save(name, query, sort)
            return Done(f"saved as “{name}” · {self.keys.shown('saved_searches')} lists saved searches")

        def keep(name: str | None) -> None:
            if name and name.strip():
                self.librarian.change(lambda library: save(library, name.strip()))

        dialog = LineDialog(
            "Save this search as",
            query[:_NAME_LENGTH] or "All articles",
            f"It finds: {query or 'all'}",
            typed_over=True,
        )
        await self.app.push_screen(dialog, keep)

    async def action_saved_searches(self) -> None:
        """List the saved searches, with how many unread articles each finds."""

        def grant(wish: Wish, library: Library) -> Saved:
            said = _granted(wish, library, library.searches.delete)
            return Saved(library.searches.saved(), said)

        self._saved_list = ListDialog(
            "Saved searches",
            f"None yet. {self.keys.shown('save_search')} saves the search on the screen.",
            lambda wish: self.librarian.change(partial(grant, wish)),
            renames=True,
        )
        self.librarian.aside("saved", lambda library: Saved(library.searches.saved()))
        await self.app.push_screen(self._saved_list, self._run_saved)

    @on(Saved)
    def saved_came(self, message: Saved) -> None:
        """Show them in the list that is open."""
        self._searches = {each.name: (each.query, each.sort) for each in message.searches}
        if self._saved_list is not None:
            self._saved_list.show([_row(each) for each in message.searches], message.said)

    def _run_saved(self, name: str | None) -> None:
        if name is not None and name in self._searches:
            query, self.sort = self._searches[name]
            self._run(query)

    # -- history ------------------------------------------------------------------------------------------------------

    @on(Opened)
    def ask_history(self) -> None:
        """Have the history at hand for the search bar."""
        self.librarian.aside("history", lambda library: Remembered(library.searches.history()))

    async def action_history(self) -> None:
        """List the queries that were made."""

        def grant(wish: Wish, library: Library) -> Remembered:
            said = _granted(wish, library, library.searches.forget)
            return Remembered(library.searches.history(), said)

        self._history_list = ListDialog(
            "Searches made before",
            "None yet.",
            lambda wish: self.librarian.change(partial(grant, wish)),
            renames=False,
        )
        self.librarian.aside("history", lambda library: Remembered(library.searches.history()))
        await self.app.push_screen(self._history_list, self._run_past)

    @on(Remembered)
    def history_came(self, message: Remembered) -> None:
        """Keep it at hand, and show it in the list that is open."""
        self._past, self._has_past = message.queries, True
        if self._history_list is not None:
            self._history_list.show([Row(query, query) for query in message.queries], message.said)

    @on(Answered)
    def remember_answered(self, message: Answered) -> None:
        """Remember a query that was asked as a whole."""
        if not message.asked.typing and not message.page.offset and self._place is None:
            self._remember(message.asked.query)

    @on(events.DescendantBlur)
    def remember_left(self, event: events.DescendantBlur) -> None:
        """Remember a query that was typed, or gone back to, when the search bar is left."""
        if event.widget is self.search_bar.input:
            self._place = None
            if self._entered != self.search_bar.query_text:  # else its answer shows whether it can be read at all
                self._remember(self.search_bar.query_text)

    @on(Input.Changed, "QueryInput")
    def _typed_anew(self) -> None:
        self._place = None

    def action_up(self) -> None:
        """In the search bar, the query before; elsewhere as ever."""
        if self.focused is not self.search_bar.input or not self._walk(1):
            super().action_up()

    def action_down(self) -> None:
        """In the search bar, the query after, back to what was typed; elsewhere as ever."""
        if self.focused is not self.search_bar.input or not self._walk(-1):
            super().action_down()

    def _walk(self, by: int) -> bool:
        """Put the query so many steps back in the search bar; false where that is beyond its beginning or end."""
        if self._place is None:
            self._typed = self.search_bar.query_text
        place = (-1 if self._place is None else self._place) + by
        while by > 0 and place < len(self._past) and self._past[place] == self._typed.strip():
            place += 1
        if place < -1 or (self._place is None and by < 0):
            return False
        if place < len(self._past):
            self._place = place if place >= 0 else None
            self.search_bar.fill(self._past[place] if place >= 0 else self._typed)
            self.ask(self.search_bar.query_text)
        return True

    def _remember(self, query: str) -> None:
        query = query.strip()
        if query and self._has_past and self._past[:1] != [query]:
            self._past = [query, *(each for each in self._past if each != query)]
            self.librarian.change(lambda library: library.searches.remember(query))

    def _run_past(self, query: str | None) -> None:
        if query:
            self._run(query)

    def _run(self, query: str) -> None:
        self._place = None
        self.search_bar.fill(query)
        self.ask(query)
        self.go("results")


def _granted(wish: Wish, library: Library, delete: Callable[[str], None]) -> str:
    """Do what is wished for; returns what was done, or why not."""
    try:
        match wish.what:
            case "delete":
                delete(wish.key)
                return "deleted · u takes it back"
            case "rename":
                library.searches.rename(wish.key, wish.name)
                return "renamed · u takes it back"
            case "undo":
                label = library.undo()
                return f"taken back: {label}" if label else "nothing to take back"
            case "redo":
                label = library.redo()
                return f"made again: {label}" if label else "nothing to make again"
    except SaysoError as error:
        return str(error)


def _row(search: SavedSearch) -> Row:
    unread = "cannot be read" if search.unread is None else f"{search.unread:,} of {search.total:,} unread"
    return Row(search.name, search.name, unread, search.query if search.query != search.name else "")
