"""Completes what is typed into the search bar: Tab or the right arrow takes a choice, the arrows go through them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from tui.messages import Completed, Opened
from tui.screens.actions import ReaderActions
from tui.widgets.choices import ChoiceList

if TYPE_CHECKING:
    from index.library import Library


class Completing(ReaderActions):
    """While choices hang below the search bar, the keys that move are theirs."""

    @on(Opened)
    def language_there(self) -> None:
        """The query language has been imported with the library: colour the query."""
        self.search_bar.input.colour()

    @on(Input.Changed, "QueryInput")
    def complete(self, event: Input.Changed) -> None:
        """Ask what the word at the cursor may become."""
        self.librarian.aside("complete", partial(_complete, event.value, self.search_bar.input.cursor_position))

    @on(Completed)
    def completed(self, message: Completed) -> None:
        """Offer it, where it is still being typed."""
        self.search_bar.offer(message.choices)

    @on(ChoiceList.Taken)
    def choice_taken(self, message: ChoiceList.Taken) -> None:
        """Put it into the query."""
        self.search_bar.take(message.query, message.cursor)

    def action_next_pane(self) -> None:
        """Take the choice; elsewhere as ever."""
        if self._choosing:
            self.search_bar.choices.take()
        else:
            super().action_next_pane()

    def action_down(self) -> None:
        """To the next choice; elsewhere as ever."""
        if not (self._choosing and self.search_bar.choices.move(1)):
            super().action_down()

    def action_up(self) -> None:
        """To the choice before; elsewhere as ever."""
        if not (self._choosing and self.search_bar.choices.move(-1)):
            super().action_up()

    def action_open(self) -> None:
        """Take the choice that was gone to; elsewhere as ever."""
        if self._choosing and self.search_bar.choices.chosen:
            self.search_bar.choices.take()
        else:
            super().action_open()

    def action_back(self) -> None:
        """Leave the query as it is typed; elsewhere as ever."""
        if self._choosing:
            self.search_bar.choices.close()
        else:
            super().action_back()

    @property
    def _choosing(self) -> bool:
        return self.search_bar.choices.is_open and self.focused is self.search_bar.input


def _complete(query: str, cursor: int, library: Library) -> Completed:
    return Completed(library.completer.complete(query, cursor))
