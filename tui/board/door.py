"""The way from the reader to the board and to the statements; their modules are loaded when somebody goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.actions import ReaderActions

if TYPE_CHECKING:
    from tui.board.desk import Desk
    from tui.screens.reader import ReaderScreen


class BoardDoor(ReaderActions):
    """Opens the board of the query that the reader shows; its threads are kept until the reader is left."""

    desk: Desk | None = None

    def action_board(self) -> None:
        """Show who stands where in the current results."""
        from tui.board.holders_page import HoldersPage

        reader, desk = self._at_desk()
        self.app.push_screen(HoldersPage(reader, desk, self.search_bar.query_text))

    def action_statements(self) -> None:
        """Show what is said that the current query finds."""
        from tui.board.found_page import FoundPage

        reader, desk = self._at_desk()
        self.app.push_screen(FoundPage(reader, desk, self.search_bar.query_text))

    def on_unmount(self) -> None:
        """Ask nothing more."""
        if self.desk is not None:
            self.desk.close()

    def _at_desk(self) -> tuple[ReaderScreen, Desk]:
        from tui.board.desk import Desk
        from tui.screens.reader import ReaderScreen

        assert isinstance(self, ReaderScreen)  # noqa: S101 - this is a part of it
        if self.desk is None:
            self.desk = Desk(self.librarian)
        return self, self.desk
