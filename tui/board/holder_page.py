"""A holder: every position in the order of time; from here to the next holder, to what else can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from index.board.model import HolderRow, OfficeWords, Question
from tui.board.mending import Mending
from tui.board.narrowing import Narrowing
from tui.board.statements_page import Batch, StatementsPage, of
from tui.board.taking import Taking
from tui.board.words import KIND_NAMES
from tui.keymap import Footer
from tui.text.cells import visible

if TYPE_CHECKING:
    from index.board.dossier import What
    from tui.board.desk import Desk
    from tui.board.holders import HoldersView
    from tui.screens.reader import ReaderScreen


class HolderPage(StatementsPage, Mending, Taking):
    """The statements of one holder; ``rows`` are those of the board, for going on to the next."""

    TAKES: ClassVar[What] = "statements"
    FOOTER: ClassVar[Footer] = (
        (2, "open"), (5, "down", "up"), (6, "changes"), (8, "compare"), (9, "office"), (7, "sort"), (4, "back"),
        (1, "help"), (3, "quit"),
    )  # fmt: skip

    def __init__(
        self, reader: ReaderScreen, desk: Desk, narrowing: Narrowing, holders: HoldersView, row: HolderRow
    ) -> None:
        self.holders, self.narrowing = holders, narrowing
        self.holder = row
        super().__init__(reader, desk, "", of(narrowing.question, row.id))
        self._introduce(row)

    def question(self) -> Question:
        """What this holder said within the question of the board."""
        return replace(self.narrowing.question, holder=self.holder.name)

    def marked_holders(self) -> list[HolderRow]:
        """The holders that are marked on the board, unless this one is another."""
        return [row for row in self.holders.marked.values() if row.id != self.holder.id][:1]

    def holder_at_hand(self) -> HolderRow:
        """The holder whose page this is."""
        return self.holder

    def action_changes(self) -> None:
        """Show how the holder has moved."""
        from tui.board.movements_page import MovementsPage

        self.app.push_screen(MovementsPage(self.reader, self.desk, self.narrowing, self.holder))

    def action_office(self) -> None:
        """Open the words that give the holder an office."""
        holder = self.holder

        def then(words: Sequence[OfficeWords]) -> None:
            if words:
                self.reader.visit(words, 0)
            else:
                self.status.say(f"no article gives {visible(holder.name)} an office of a state")

        self.desk.ask(self, "detail", lambda library: library.board.offices(holder.id), then)

    def action_next_article(self) -> None:
        """On to the next holder of the board."""
        self._step(1, "that was the last holder")

    def action_previous_article(self) -> None:
        """Back to the holder before."""
        self._step(-1, "this is the first holder")

    def _show(self, batch: Batch, *, keep: bool) -> None:
        if batch.statements:  # it may have been renamed
            self.heading = f"{visible(batch.statements[0].holder)} · {KIND_NAMES[self.holder.kind]}"
        super()._show(batch, keep=keep)

    def _step(self, by: int, at_end: str) -> None:
        if not self.holders.move(by):
            self.status.say(at_end)
        elif (row := self.holders.selected_row) is not None:
            self._introduce(row)
            self.ask()

    def _introduce(self, row: HolderRow) -> None:
        self.holder, self.find = row, of(self.narrowing.question, row.id)
        self.heading = f"{row.name} · {KIND_NAMES[row.kind]}"
        known_as = (("also", visible(" · ".join(row.aliases))),) if row.aliases else ()
        offices = (("", visible("; ".join(map(str, row.offices)))),) if row.offices else ()
        self.labels = (*offices, *known_as, *self.narrowing.labels()[:-1])
