"""A page of statements: a holder's, those behind a cell of the matrix, those of one side of a comparison."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on

from index.board.model import Statement
from tui.board.page import BoardPage
from tui.board.paged import Paged
from tui.board.statements import StatementsView
from tui.board.words import counted
from tui.keymap import Footer

if TYPE_CHECKING:
    from index.library import Library
    from tui.board.desk import Desk
    from tui.screens.reader import ReaderScreen


class StatementsPage(BoardPage):
    """Statements in order of time, of which Enter opens the article."""

    FOOTER: ClassVar[Footer] = (
        (2, "open"), (5, "down", "up"), (7, "sort"), (4, "back"), (1, "help"), (3, "quit"),
    )  # fmt: skip

    def __init__(
        self, reader: ReaderScreen, desk: Desk, title: str, find: Callable[[Library], Sequence[Statement]],
        labels: tuple[tuple[str, str], ...] = (), *, with_holder: bool = False,
    ) -> None:  # fmt: skip
        self.rows = StatementsView(with_holder=with_holder, id="statements")
        super().__init__(reader, desk, self.rows)
        self.heading, self._find, self.labels = title, find, labels
        self.newest_first = False

    @property
    def statement(self) -> Statement | None:
        """The selected statement."""
        return self.rows.row

    def ask(self, *, again: bool = False) -> None:
        """Ask for the statements."""
        if not again:
            self.head.tell(self.heading, "asking …")
        self.desk.ask(self, "detail", self._find, lambda found: self._answered(found, again))

    def action_open(self) -> None:
        """Open the article at the words."""
        paged = self.rows.paged
        statements = [row for number in range(paged.total) if (row := paged.row(number)) is not None]
        if statements:
            self.open_article(statements, self.rows.selected)

    def action_sort(self) -> None:
        """Oldest or newest first."""
        self.newest_first = not self.newest_first
        self.status.say("newest first" if self.newest_first else "oldest first")
        self.ask()

    @on(StatementsView.Opened)
    def opened(self) -> None:
        """A row was clicked that was selected."""
        self.action_open()

    def go_to(self, statement: Statement) -> None:
        """Select a statement: one has gone on to it among the articles."""
        wanted = self.rows.key(statement)
        number = self.rows.paged.find(lambda row: self.rows.key(row) == wanted)
        if number is not None:
            self.rows.select(number)

    def _answered(self, found: Sequence[Statement], again: bool) -> None:
        self.rows.show(Paged.whole(found[::-1] if self.newest_first else found), keep=again)
        if not found:
            self.rows.say("Nothing is left of this: the articles or their analysis have changed.")
        self.rows.border_title = f" Statements · {len(found):,} "
        articles = len({each.article_id for each in found})
        self.head.tell(self.heading, f"{counted(len(found), 'statement')} · {counted(articles, 'article')}")
        order = "newest first" if self.newest_first else "oldest first"
        self.head.narrow((*self.labels, ("", order)))
