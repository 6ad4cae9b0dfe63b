"""A screen on which keys do what the table of actions says, at once and in the order in which they are typed."""

from __future__ import annotations

from textual.screen import Screen
from textual.widgets import Input

from tui.keymap import KEYS_OUT_OF_INPUT, Keymap
from tui.widgets.status import StatusLine


class KeyedScreen(Screen[None]):
    """Base of the reader's screen and of the board's; for each action of ``keys`` there is a method here or there."""

    keys: Keymap
    status: StatusLine

    async def take_key(self, key: str, character: str | None) -> bool:
        """Do at once what ``key`` is bound to here; false where it is not, or belongs to the line that is typed."""
        if isinstance(self.focused, Input) and key not in KEYS_OUT_OF_INPUT:
            return False
        action = self.keys.action_of(key, character)
        return action is not None and await self.app.run_action(action, self)
