"""The reader as a program: puts screen, library and themes together, and nothing else."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.screen import Screen
from textual.widgets import Input

from tui import themes
from tui.keymap import ACTIONS, KEYS_OUT_OF_INPUT
from tui.librarian import BackgroundWork, OpenLibrary, background_work, open_library
from tui.screens.reader import ReaderScreen


class Sayso(App[None]):
    """The reader on the library in ``library_folder``; ``paths`` are taken in by a process in the background.

    ``opener`` and ``background`` stand in for library and background work in tests; ``None``: no background work.
    """

    TITLE = "sayso"
    ENABLE_COMMAND_PALETTE: ClassVar = True
    CSS = "Screen { background: $background; }"

    def __init__(
        self,
        library_folder: Path,
        paths: Sequence[Path] = (),
        query: str = "",
        *,
        opener: OpenLibrary = open_library,
        background: BackgroundWork | None = background_work,
    ) -> None:
        plain = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if plain else None)
        self.reader = ReaderScreen(library_folder, paths, query, opener, background)
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.theme = "ansi-dark" if plain else themes.DARK.name

    def get_default_screen(self) -> Screen[None]:
        """The reader."""
        return self.reader

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours and ours."""
        return {**super().get_css_variables(), **themes.colours(self.current_theme)}

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002 - always the reader's
        """Every action of the table, and the choice of a theme."""
        for action in ACTIONS:
            if action.id != "palette":
                yield SystemCommand(action.name, action.help, partial(self.reader.run_action, action.id))
        yield SystemCommand("Theme", "Choose other colours", self.action_change_theme)

    async def on_event(self, event: events.Event) -> None:
        """Let the reader act on a key before the next one is looked at, so that keys typed ahead go where they belong.

        Textual hands each key to the widget that has the focus when it arrives, and acts on it some turns of the event
        loop later: of ``/word`` typed in one go, ``word`` would miss the search bar.
        """
        if isinstance(event, events.Key) and not event.is_forwarded and self.screen is self.reader:
            focused = self.focused
            if isinstance(focused, Input) and event.key in KEYS_OUT_OF_INPUT:
                typed = asyncio.Event()
                focused.call_later(typed.set)
                await typed.wait()  # what was typed before is in the line now
            if await self.reader.take_key(event.key):
                return
        await super().on_event(event)

    async def on_unmount(self) -> None:
        """Leave no process behind."""
        await asyncio.to_thread(self.reader.librarian.close)


def run(folder: Path, paths: Sequence[Path] = (), query: str = "") -> int:
    """Run the reader until it is left; the exit status."""
    app = Sayso(folder, paths, query)
    app.run()
    return app.return_code or 0
