"""The base of the dialogs that are a list to choose from: how it looks, and the keys that move in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import OptionList

from tui.screens.dialog import Dialog, Result


class OptionDialog(Dialog[Result]):
    """A list; for the subclass to fill it, and to say what its result is when a line of it is chosen."""

    KEYS: ClassVar[Mapping[str, str]] = {
        "escape": "close", "q": "close", "enter": "step('select')",
        "j": "step('cursor_down')", "down": "step('cursor_down')", "k": "step('cursor_up')", "up": "step('cursor_up')",
        "g": "step('first')", "G": "step('last')", "space": "step('page_down')", "b": "step('page_up')",
    }  # fmt: skip
    DEFAULT_CSS = """
    OptionDialog {
        & OptionList, & OptionList:focus {
            height: auto; max-height: 20; border: none; padding: 0; background: $panel; scrollbar-size-vertical: 1;
            & > .option-list--option-highlighted { background: $sayso-selected-ground; color: $foreground; }
            & > .option-list--option-hover { background: $panel; }
        }
        &:nocolor OptionList > .option-list--option-highlighted { text-style: reverse; }
    }
    """

    def __init__(self, title: str, keys: str) -> None:
        super().__init__(title, keys)
        self._list = OptionList(markup=False, compact=True)

    def compose(self) -> ComposeResult:
        """The list."""
        with self.box():
            yield self._list

    def on_mount(self) -> None:
        """Choose at once."""
        self.set_focus(self._list)

    def action_step(self, how: str) -> None:
        """Move in the list."""
        getattr(self._list, f"action_{how}")()
