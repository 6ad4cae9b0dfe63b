"""The page of who has moved: all changes and contradictions of the result set, newest first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on

from index.board.model import HolderRow, Movement, Question, Statement
from tui.board.movements import MovementsView
from tui.board.narrowing import Narrowing
from tui.board.paged import Paged
from tui.board.picking import Picking
from tui.board.taking import Taking
from tui.keymap import Footer
from tui.wording import counted

if TYPE_CHECKING:
    from index.board.dossier import What
    from tui.board.desk import Desk
    from tui.screens.reader import ReaderScreen

FIRST = 100
"""Movements that are asked for at first, newest first; coming near the last asks for twice as many."""


class MovementsPage(Picking, Taking):
    """Who took another stance, and when."""

    TAKES: ClassVar[What] = "changes"
    FOOTER: ClassVar[Footer] = (
        (2, "open"), (5, "left", "right"), (6, "down", "up"), (7, "filter"), (4, "back"), (1, "help"), (3, "quit"),
    )  # fmt: skip

    def __init__(self, reader: ReaderScreen, desk: Desk, narrowing: Narrowing, holder: HolderRow | None = None) -> None:
        self.rows = MovementsView(id="movements")
        super().__init__(reader, desk, self.rows, narrowing)
        self._holder_id = holder.id if holder else None
        self._most = FIRST
        self._heading = f"How {holder.name} has moved" if holder else "Who has moved"

    @property
    def statement(self) -> Statement | None:
        """The statement that the cursor is on."""
        return self.rows.statement

    def ask(self, *, again: bool = False) -> None:
        """Ask for the movements."""
        asked, holder = self.narrowing.question, self._holder_id
        if not again:
            self._most = FIRST
            self.head.tell(self._heading, "asking …")
        self.head.narrow((*self.narrowing.labels()[:-1], ("", "newest first")))
        answered, most = partial(self._answered, again), self._most
        self.desk.ask(self, "board", lambda library: library.board.movements(asked, holder, limit=most), answered)

    def open_row(self) -> None:
        """Open the article of the statement under the cursor; from there the other one is next."""
        if (row := self.rows.selected_row) is not None:
            self.open_article((row.before, row.after), int(self.rows.after))

    @on(MovementsView.Wanted)
    def wanted(self) -> None:
        """One comes near the last: ask for further ones."""
        if self.rows.paged.total == self._most:
            self._most *= 2
            self.ask(again=True)

    def question(self) -> Question:
        """The question that the page answers."""
        return self.narrowing.question

    def action_sort(self) -> None:
        """They have one order."""
        self.status.say("movement is shown newest first")

    def action_changes(self) -> None:
        """Back from who has moved, by the key that led here."""
        self.action_back()

    def action_left(self) -> None:
        """To the earlier statement."""
        self.rows.turn(after=False)

    def action_right(self) -> None:
        """To the later statement."""
        self.rows.turn(after=True)

    @on(MovementsView.Opened)
    def opened(self) -> None:
        """A row was clicked that was selected."""
        self.open_row()

    def _answered(self, again: bool, found: tuple[Movement, ...]) -> None:
        self.rows.more = len(found) == self._most
        self.rows.show(Paged.whole(found), keep=again)
        if not found:
            self.rows.say("Nobody has moved here.", "", "Neutral or unsure statements never count as movement.")
        changes = sum(each.kind == "change" for each in found)
        told = f"{counted(changes, 'change')} · {counted(len(found) - changes, 'contradiction')}"
        more = " at least" if self.rows.more else ""
        self.head.tell(self._heading, f"{told}{more}")
        self.rows.border_title = f" Movement · {len(found):,}{'+' if self.rows.more else ''} "
