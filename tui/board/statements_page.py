"""A page of statements: a holder's, those behind a cell of the matrix, those of one side of a comparison."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on

from index.article import Span
from index.board.model import Question, Statement
from tui.board.page import BoardPage
from tui.board.paged import Paged
from tui.board.statements import StatementsView
from tui.keymap import Footer
from tui.wording import counted

if TYPE_CHECKING:
    from index.library import Library
    from tui.board.desk import Desk
    from tui.screens.reader import ReaderScreen

PAGE = 200
"""Statements that are asked for at once; further ones when one comes near the last."""


class Batch(NamedTuple):
    """Some of ``total`` statements, which stand in ``articles``."""

    total: int
    articles: int
    statements: tuple[Statement, ...]


Find = Callable[["Library", int, int, bool], Batch]
"""Gives statements: how many to skip and to give at most, and whether the newest come first."""


def of(asked: Question, holder_id: str | None, topic_id: str | None = None) -> Find:
    """Finds what a holder, or everyone, said within a question, on a topic where one is given."""

    def find(library: Library, offset: int, limit: int, newest_first: bool) -> Batch:
        boards, where = library.board, (asked, holder_id, topic_id)
        found = boards.statements(*where, limit=limit, offset=offset, newest_first=newest_first)
        return Batch(*boards.how_many(*where), found)

    return find


class StatementsPage(BoardPage):
    """Statements in order of time, of which Enter opens the article."""

    FOOTER: ClassVar[Footer] = (
        (2, "open"), (5, "down", "up"), (7, "sort"), (4, "back"), (1, "help"), (3, "quit"),
    )  # fmt: skip

    def __init__(
        self, reader: ReaderScreen, desk: Desk, title: str, find: Find,
        labels: tuple[tuple[str, str], ...] = (), *, with_holder: bool = False,
    ) -> None:  # fmt: skip
        self.rows = StatementsView(with_holder=with_holder, id="statements")
        super().__init__(reader, desk, self.rows)
        self.heading, self.find, self.labels = title, find, labels
        self.newest_first = False

    @property
    def statement(self) -> Statement | None:
        """The selected statement."""
        return self.rows.selected_row

    def ask(self, *, again: bool = False) -> None:
        """Ask for the first statements; ``again``: for as many as there are."""
        if not again:
            self.head.tell(self.heading, "asking …")
        find, limit = self.find, max(PAGE, self.rows.paged.total if again else 0)
        answered, order = partial(self._answered, again=again), self.newest_first
        self.desk.ask(self, "detail", lambda library: find(library, 0, limit, order), answered)

    def action_open(self) -> None:
        """Open the article at the words."""
        if statements := self._at_hand():
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

    @on(StatementsView.Wanted)
    def wanted(self, message: StatementsView.Wanted) -> None:
        """One comes near the last: ask for further ones."""
        paged, find, order = self.rows.paged, self.find, self.newest_first

        def then(batch: Batch) -> None:
            if self.rows.paged is paged:
                self._show(batch._replace(statements=(*self._at_hand(), *batch.statements)), keep=True)

        self.desk.ask(self, "more", lambda library: find(library, message.offset, PAGE, order), then)

    def go_to(self, article_id: int, spans: tuple[Span, ...]) -> None:
        """Select the statement of these words: one has gone on to it among the articles."""
        number = self.rows.paged.find(lambda row: (row.article_id, row.spans) == (article_id, spans))
        if number is not None:
            self.rows.select(number)

    def _at_hand(self) -> list[Statement]:
        paged = self.rows.paged
        return [row for number in range(paged.total) if (row := paged.row(number)) is not None]

    def _answered(self, batch: Batch, *, again: bool) -> None:
        self._show(batch, keep=again)
        if not batch.statements:
            self.rows.say("Nothing is left of this: the articles or their analysis have changed.")

    def _show(self, batch: Batch, *, keep: bool) -> None:
        self.rows.more = len(batch.statements) < batch.total
        self.rows.show(Paged.whole(batch.statements), keep=keep)
        self.rows.border_title = f" Statements · {batch.total:,} "
        self.head.tell(self.heading, f"{counted(batch.total, 'statement')} · {counted(batch.articles, 'article')}")
        order = "newest first" if self.newest_first else "oldest first"
        self.head.narrow((*self.labels, ("", order)))
