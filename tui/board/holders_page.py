"""The board itself: a row a holder, of a query or the whole library; every other page is reached from it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on

from index.board.model import Board, HolderRow, Question, Statement
from tui.board.holders import HoldersView
from tui.board.mending import Mending
from tui.board.narrowing import Narrowing
from tui.board.paged import PAGE, Paged
from tui.board.picking import Picking
from tui.board.taking import Taking
from tui.keymap import Footer
from tui.wording import counted

if TYPE_CHECKING:
    from tui.board.desk import Desk
    from tui.screens.reader import ReaderScreen

ASKED_FIRST = 200
"""How many articles without an analysis are asked for before all others."""


class HoldersPage(Picking, Mending, Taking):
    """The first page of the board."""

    FOOTER: ClassVar[Footer] = (
        (2, "open"), (5, "matrix"), (6, "changes"), (8, "mark"), (7, "compare"), (9, "filter"), (10, "sort"),
        (11, "search"), (12, "export"), (4, "back"), (1, "help"), (3, "quit"),
    )  # fmt: skip

    def __init__(self, reader: ReaderScreen, desk: Desk, query: str) -> None:
        self.rows = HoldersView(id="holders")
        super().__init__(reader, desk, self.rows, Narrowing(Question(query)))
        self.board: Board | None = None

    @property
    def statement(self) -> Statement | None:
        """The latest statement of the selected holder."""
        return self.rows.selected_row.latest if self.rows.selected_row else None

    def ask(self, *, again: bool = False) -> None:
        """Ask for the first page, or for the one on the screen where the same is asked again."""
        asked = self.narrowing.question
        offset = self.rows.selected // PAGE * PAGE if again else 0
        self._label()
        if not again:
            self.head.tell("Who stands where", "asking …")
        answered = partial(self._answered, offset, again)
        self.desk.ask(self, "board", lambda library: library.board.ask(asked, PAGE, offset), answered)

    def open_row(self) -> None:
        """Open the holder."""
        from tui.board.holder_page import HolderPage

        if (row := self.rows.selected_row) is not None:
            self.app.push_screen(HolderPage(self.reader, self.desk, self.narrowing, self.rows, row))

    @on(HoldersView.Opened)
    def opened(self) -> None:
        """A row was clicked that was selected."""
        self.open_row()

    @on(HoldersView.Wanted)
    def wanted(self, message: HoldersView.Wanted) -> None:
        """Fetch rows that came on the screen."""
        asked, paged, offset = self.narrowing.question, self.rows.paged, message.offset

        def then(board: Board) -> None:
            if self.rows.paged is paged:
                self.rows.add(offset, board.rows)

        self.desk.ask(self, "more", lambda library: library.board.ask(asked, PAGE, offset), then)

    def refused(self, reason: str) -> None:
        """Say what is wrong, in place of rows where there are none."""
        super().refused(reason)
        self.head.tell("Who stands where", "")
        if not self.rows.paged.total:
            self.rows.say(reason)

    def question(self) -> Question:
        """The question that the page answers."""
        return self.narrowing.question

    def marked_holders(self) -> list[HolderRow]:
        """The holders that are marked."""
        return list(self.rows.marked.values())

    def holder_at_hand(self) -> HolderRow | None:
        """The selected holder."""
        return self.rows.selected_row

    def unmark(self) -> None:
        """Take all marks away."""
        self.rows.marked.clear()

    def action_mark(self) -> None:
        """Mark the holder."""
        self.rows.mark()
        self._label()

    def _answered(self, offset: int, again: bool, board: Board) -> None:
        if board.total and offset >= board.total:  # there are fewer than before
            self.ask()
            return
        self.board = board
        paged: Paged[HolderRow] = Paged(board.total, self.rows.paged if again else None)
        paged.add(offset, board.rows)
        self.rows.show(paged, keep=again)
        self.rows.border_title = f" Holders · {board.total:,} "
        if not board.total:
            self.rows.say(*self._nothing(board))
        self.rows.want_rows()
        self.head.tell("Who stands where", _rests_on(board))
        self._label()
        if board.analysed < board.articles:
            self._ask_first()

    def _nothing(self, board: Board) -> list[str]:
        if board.articles and not board.analysed:
            return [
                "Not analysed yet.",
                "",
                "Its articles are analysed before all others now; holders appear as they come.",
            ]
        if not board.articles:
            return ["No article fits this query.", "", f"{self.keys.shown('search')} types another one."]
        mending = f"{self.keys.shown('unfilter')} takes every filter away." if self.narrowing.is_filtered else ""
        return [f"Nobody takes a position in {counted(board.articles, 'article')} like this.", "", mending]

    def _label(self) -> None:
        """Say how the board is narrowed, what is marked, and how far the analysis is."""
        labels = self.narrowing.labels()
        if self.rows.marked:
            labels = (("marked", str(len(self.rows.marked))), *labels)
        self.head.narrow(labels, _not_shown(self.board) if self.board else "")

    def _ask_first(self) -> None:
        asked, first = self.narrowing.question, self.desk.analyse_first
        self.desk.ask(self, "missing", lambda library: library.board.missing(asked, ASKED_FIRST), first)


def _rests_on(board: Board) -> str:
    """What the rows stand on."""
    words = [counted(board.total, "holder"), counted(board.statements, "statement"), counted(board.articles, "article")]
    return " · ".join(words)


def _not_shown(board: Board) -> str:
    """What the rows leave out: what is not analysed yet, what nobody named holds, and copies."""
    if board.analysed < board.articles:
        return f"{board.analysed:,} of {board.articles:,} articles analysed"
    words = [f"{board.unnamed:,} said by nobody named"] if board.unnamed and not board.question.holder else []
    words += [f"copies left out: {board.copies:,}"] if board.copies else []
    return " · ".join(words)
