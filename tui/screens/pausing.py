"""Pausing the work in the background, and letting it go on."""

from __future__ import annotations

from tui.librarian import Librarian
from tui.screens.panes import PanedScreen


class Pausing(PanedScreen):
    """For a screen whose library is filled in the background while one reads."""

    librarian: Librarian
    _paused = False
    filling: bool
    """Whether the work in the background goes on; for the screen to say."""

    def action_pause(self) -> None:
        """Let the work in the background rest, or go on. The status line says so once it does."""
        if not self.filling:
            self.status.say("nothing is going on in the background")
            return
        self._paused = not self._paused
        self.librarian.pause(self._paused)
        self.status.say(f"the background work rests; {self.keys.shown('pause')} lets it go on" if self._paused else "")
        self.status.rest(paused=self._paused)
