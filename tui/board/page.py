"""What all pages of the board share: head, body and status line, going about in rows, help, undo, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input

from index.board.model import Statement
from tui.board.desk import Desk
from tui.board.head import Head
from tui.board.words import awaited, citation
from tui.keymap import BOARD_ACTIONS, Footer
from tui.outside import is_web_address
from tui.screens.aside import Aside
from tui.screens.messages import messages_sheet
from tui.text.cells import visible
from tui.widgets.line_view import LineView
from tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen

_LOOK_SECONDS = 1.0


class BoardPage(Aside):
    """A page of the board over ``reader``; ``body`` is what its keys move in."""

    FOOTER: ClassVar[Footer] = ((4, "open"), (3, "back"), (1, "help"), (2, "quit"))
    PLACE: ClassVar = "the board"
    """What one comes back to from an article."""
    DEFAULT_CSS = "BoardPage { background: $background; }"

    def __init__(self, reader: ReaderScreen, desk: Desk, body: LineView) -> None:
        super().__init__()
        self.reader, self.desk, self.body = reader, desk, body
        self.keys = reader.settings.keymap(BOARD_ACTIONS, self.FOOTER)
        self.head = Head()
        self.status = StatusLine(self.keys)

    def compose(self) -> ComposeResult:
        """Head, body, status line, and what a page has beside them."""
        yield self.head
        yield from self.above()
        yield self.body
        yield from self.below()
        yield self.status

    def above(self) -> Sequence[Widget]:
        """What stands between head and body."""
        return ()

    def below(self) -> Sequence[Widget]:
        """What stands between body and status line."""
        return ()

    def on_mount(self) -> None:
        """Ask for what the page shows, now and whenever the library changes."""
        self.body.focus()
        self.ask()
        self._look()
        self.set_interval(_LOOK_SECONDS, self._look)

    def ask(self, *, again: bool = False) -> None:
        """Ask for what the page shows; ``again``: the library has changed, so what is selected stays."""
        raise NotImplementedError

    @property
    def statement(self) -> Statement | None:
        """The statement that the cursor is on, if it is on one."""
        return None

    def refused(self, reason: str) -> None:
        """Say that something could not be done."""
        self.status.say(visible(reason))

    def report(self, message: str) -> None:
        """Say what went wrong on the side, and keep it for the list of messages."""
        self.reader.messages.append(message)
        self.refused(message)

    async def take_key(self, key: str, character: str | None) -> bool:
        """As ever; a key of the board that means nothing on this page says so."""
        if isinstance(self.focused, Input):
            return await super().take_key(key, character)
        action = self.keys.action_of(key, character)
        if action is not None and not hasattr(self, f"action_{action}"):
            self.status.say(f"{self.keys.name(action)}: not on this page")
            return True
        return await super().take_key(key, character)

    def action_down(self) -> None:
        """A row down."""
        self.body.move(1)

    def action_up(self) -> None:
        """A row up."""
        self.body.move(-1)

    def action_page_down(self) -> None:
        """A page down."""
        self.body.move_pages(1.0)

    def action_page_up(self) -> None:
        """A page up."""
        self.body.move_pages(-1.0)

    def action_half_down(self) -> None:
        """Half a page down."""
        self.body.move_pages(0.5)

    def action_half_up(self) -> None:
        """Half a page up."""
        self.body.move_pages(-0.5)

    def action_top(self) -> None:
        """To the first row."""
        self.body.move(-(1 << 40))

    def action_bottom(self) -> None:
        """To the last row."""
        self.body.move(1 << 40)

    def action_back(self) -> None:
        """To the page before, which is as it was left."""
        self.app.pop_screen()

    async def action_quit(self) -> None:
        """Back to the reader, from however deep."""
        while isinstance(self.app.screen, BoardPage):
            await self.app.pop_screen()

    def action_copy(self) -> None:
        """Copy the statement that the cursor is on, with its source."""
        if (statement := self.statement) is None:
            self.status.say("nothing to copy here: go to a statement")
        else:
            self.aside(self.copy_text("statement", citation(statement)))

    def action_browse(self) -> None:
        """Open the statement's article in the browser."""
        url = self.statement.url if self.statement else None
        if url is not None and is_web_address(url):
            self.aside(self.browse_to(url))
        else:
            self.status.say("this article has no web address")

    def action_messages(self) -> None:
        """Show what was reported."""
        self.app.push_screen(messages_sheet(self.reader.messages))

    def action_help(self) -> None:
        """Show the board's keys and signs."""
        from tui.board.help import board_help

        self.app.push_screen(board_help(self.keys))

    def action_palette(self) -> None:
        """Show every action by name."""
        self.app.action_command_palette()

    def action_undo(self) -> None:
        """Take the last change back, whatever it was."""
        self.desk.change(self, lambda library: library.undo(), lambda label: self._changed("taken back", label))

    def action_redo(self) -> None:
        """Make the change again that was taken back."""
        self.desk.change(self, lambda library: library.redo(), lambda label: self._changed("done again", label))

    def open_article(self, statements: Sequence[Statement], number: int) -> None:
        """Show a statement in its article, in the reader; from there one can go on to the others."""
        self.reader.visit(statements, number, self.PLACE)

    def _changed(self, what: str, label: str | None) -> None:
        self.status.say(f"{what}: {visible(label)}" if label else f"nothing to be {what}")
        self.ask(again=True)

    def _look(self) -> None:
        if self.is_current:
            self.desk.look(self, lambda: self.ask(again=True), lambda coming: self.head.await_(awaited(coming)))
