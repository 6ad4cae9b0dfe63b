"""A page of statements: a holder's, those behind a cell of the matrix, of one side of a comparison, of a query."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on

from index.answer import Sort
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

ORDER_WORDS: dict[Sort, str] = {"relevance": "by relevance", "newest": "newest first", "oldest": "oldest first"}


class Batch(NamedTuple):
    """Some of ``total`` statements, which stand in ``articles`` if somebody has counted these."""

    total: int
    articles: int | None
    statements: tuple[Statement, ...]


Find = Callable[["Library", int, int, Sort], Batch]
"""Gives statements: how many to skip and to give at most, and in which order."""


def of(asked: Question, holder_id: str | None, topic_id: str | None = None) -> Find:
    """Finds what a holder, or everyone, said within a question, on a topic where one is given."""

    def find(library: Library, offset: int, limit: int, order: Sort) -> Batch:
        boards, where = library.board, (asked, holder_id, topic_id)
        found = boards.statements(*where, limit=limit, offset=offset, newest_first=order == "newest")
        return Batch(*boards.how_many(*where), found)

    return find


class StatementsPage(BoardPage):
    """Statements in one of the ``ORDERS``, of which Enter opens the article; ``BATCH`` are asked for at once."""

    ORDERS: ClassVar[tuple[Sort, ...]] = ("oldest", "newest")
    BATCH: ClassVar = 200
    FOOTER: ClassVar[Footer] = (
        (2, "open"), (5, "down", "up"), (7, "sort"), (4, "back"), (1, "help"), (3, "quit"),
    )  # fmt: skip

    def __init__(
        self, reader: ReaderScreen, desk: Desk, title: str, find: Find,
        labels: tuple[tuple[str, str], ...] = (), *, with_holder: bool = False, rows: StatementsView | None = None,
    ) -> None:  # fmt: skip
        self.rows = rows or StatementsView(with_holder=with_holder)
        super().__init__(reader, desk, self.rows)
        self.heading, self.find, self.labels = title, find, labels
        self.order = self.ORDERS[0]
        self.total = 0

    @property
    def statement(self) -> Statement | None:
        """The selected statement."""
        return self.rows.selected_row

    def ask(self, *, again: bool = False) -> None:
        """Ask for the first statements; ``again``: for as many as there are."""
        if not again:
            self.await_answer()
        find, limit = self.find, max(self.BATCH, self.rows.paged.total if again else 0)
        answered, order = partial(self._answered, again=again), self.order
        self.desk.ask(self, "detail", lambda library: find(library, 0, limit, order), answered)

    def await_answer(self) -> None:
        """Say that the statements are on their way."""
        self.head.tell(self.heading, "asking …")

    def order_said(self) -> str:
        """The order in which they stand, in words."""
        return ORDER_WORDS[self.order]

    def action_open(self) -> None:
        """Open the article at the words."""
        if statements := self.listed():
            self.open_article(statements, self.rows.selected)

    def action_sort(self) -> None:
        """Take the next order."""
        self.order = self.ORDERS[(self.ORDERS.index(self.order) + 1) % len(self.ORDERS)]
        self.status.say(self.order_said())
        self.ask()

    @on(StatementsView.Opened)
    def opened(self) -> None:
        """A row was clicked that was selected."""
        self.action_open()

    @on(StatementsView.Wanted)
    def wanted(self, message: StatementsView.Wanted) -> None:
        """One comes near the last: ask for further ones."""
        paged, find, order = self.rows.paged, self.find, self.order

        def then(batch: Batch) -> None:
            if self.rows.paged is paged:
                self._show(batch._replace(statements=(*self.listed(), *batch.statements)), keep=True)

        self.desk.ask(self, "more", lambda library: find(library, message.offset, self.BATCH, order), then)

    def go_to(self, article_id: int, spans: tuple[Span, ...]) -> None:
        """Select the statement of these words: one has gone on to it among the articles."""
        number = self.rows.paged.find(lambda row: (row.article_id, row.spans) == (article_id, spans))
        if number is not None:
            self.rows.select(number)

    def listed(self) -> tuple[Statement, ...]:
        """The statements that have come so far, of the ``total`` that there are."""
        paged = self.rows.paged
        return tuple(row for number in range(paged.total) if (row := paged.row(number)) is not None)

    def _answered(self, batch: Batch, *, again: bool) -> None:
        self._show(batch, keep=again)
        if not batch.statements:
            self.rows.say("Nothing is left of this: the articles or their analysis have changed.")

    def _show(self, batch: Batch, *, keep: bool) -> None:
        self.total = batch.total
        self.rows.more = len(batch.statements) < batch.total
        self.rows.show(Paged.whole(batch.statements), keep=keep)
        self.rows.border_title = f" Statements · {batch.total:,} "
        articles = "" if batch.articles is None else f" · {counted(batch.articles, 'article')}"
        self.head.tell(self.heading, f"{counted(batch.total, 'statement')}{articles}")
        self.head.narrow((*self.labels, ("", self.order_said())))
