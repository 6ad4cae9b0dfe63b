"""The way from the reader to the board; the board's modules are loaded when somebody goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.actions import ReaderActions

if TYPE_CHECKING:
    from tui.board.desk import Desk


class BoardDoor(ReaderActions):
    """Opens the board of the query that the reader shows; its threads are kept until the reader is left."""

    desk: Desk | None = None

    def action_board(self) -> None:
        """Show who stands where in the current results."""
        from tui.board.desk import Desk
        from tui.board.holders_page import HoldersPage
        from tui.screens.reader import ReaderScreen

        assert isinstance(self, ReaderScreen)  # noqa: S101 - this is a part of it
        if self.desk is None:
            self.desk = Desk(self.librarian)
        self.app.push_screen(HoldersPage(self, self.desk, self.search_bar.query_text))

    def on_unmount(self) -> None:
        """Ask nothing more."""
        if self.desk is not None:
            self.desk.close()
