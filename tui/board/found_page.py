"""A page on which one searches what is said: statements found by a query, as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from index.answer import Sort
from tui.board.desk import Desk
from tui.board.found import FoundView, found
from tui.board.statements_page import ORDER_WORDS, Batch, Find, StatementsPage
from tui.board.typed_row import TypedRow
from tui.keymap import Footer
from tui.text.cells import visible

if TYPE_CHECKING:
    from index.library import Library
    from tui.screens.reader import ReaderScreen

_HINT = 'words, "phrases", holder:name stance:opposes about:thing …  empty: every statement'


def saying(query: str, *, typing: bool = False) -> Find:
    """Finds the statements that fit a query; ``typing``: its last word may be unfinished."""

    def find(library: Library, offset: int, limit: int, order: Sort) -> Batch:
        page = library.statements(query, sort=order, limit=limit, offset=offset, typing=typing)
        return Batch(page.total, None, tuple(map(found, page.statements)))

    return find


class FoundPage(StatementsPage):
    """The statements whose own words, holder or target a query finds; Enter opens the article at one."""

    ORDERS: ClassVar[tuple[Sort, ...]] = ("relevance", "newest", "oldest")
    BATCH: ClassVar = 40
    PLACE: ClassVar = "the statements"
    FOOTER: ClassVar[Footer] = (
        (2, "open"), (5, "down", "up"), (6, "search"), (7, "sort"), (4, "back"), (1, "help"), (3, "quit"),
    )  # fmt: skip

    def __init__(self, reader: ReaderScreen, desk: Desk, query: str) -> None:
        super().__init__(reader, desk, "", saying(query), rows=FoundView(with_holder=True))
        self._query = query
        self._line = TypedRow("statements", _HINT)

    def above(self) -> tuple[Widget, ...]:
        """The line that is typed stands below the head."""
        return (self._line,)

    def ask(self, *, again: bool = False) -> None:
        """Ask for the first statements that the query finds."""
        self.find = saying(self._query, typing=self._line.is_open)
        query = visible(self._query.strip())
        self.heading = f"Statements · {query}" if query else "All statements"
        super().ask(again=again)

    def await_answer(self) -> None:
        """Say so, unless answers follow the keys."""
        if not self._line.is_open:
            super().await_answer()

    def order_said(self) -> str:
        """Without a query nothing is more to the point than anything else."""
        return super().order_said() if self._query.strip() or self.order != "relevance" else ORDER_WORDS["newest"]

    def action_search(self) -> None:
        """Type the query."""
        self._line.open(self._query, replace=True)

    def action_open(self) -> None:
        """In the line that is typed, done with typing; elsewhere open the article at the words."""
        if self._line.is_open:
            self._done()
        else:
            super().action_open()

    def action_back(self) -> None:
        """Out of the line that is typed, else back to the reader."""
        if self._line.is_open:
            self._done()
        else:
            super().action_back()

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Find as it is typed."""
        if self._line.is_open and event.value != self._query:
            self._query = event.value
            self.ask()

    def refused(self, reason: str) -> None:
        """Say what cannot be asked; in place of the statements where there are none."""
        super().refused(reason)
        if not self.rows.paged.total:
            self.rows.say(reason)

    def _answered(self, batch: Batch, *, again: bool) -> None:
        self._show(batch, keep=again)
        if not batch.statements:
            self.rows.say("Nobody is found saying this.", "Fewer words find more; ? shows the keys.")

    def _done(self) -> None:
        """Close the line."""
        self._line.close()
        self.set_focus(self.rows)
        self.ask()  # the last word is a whole one now
