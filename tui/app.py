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

from tui import locations, themes
from tui.keymap import KEYS_OUT_OF_INPUT
from tui.librarian import BackgroundWork, OpenLibrary, background_work, open_library
from tui.messages import Trouble
from tui.screens.keyed import KeyedScreen
from tui.screens.reader import ReaderScreen
from tui.settings import FILE_NAME, Settings, load, remember_theme


class Sayso(App[None]):
    """The reader on the library in ``library_folder``; ``paths`` are taken in by a process in the background.

    ``opener`` and ``background`` stand in for library and background work in tests; ``None``: no background work.
    Without ``settings_file`` everything is as it is by default, and nothing is remembered.
    """

    TITLE = "sayso"
    ENABLE_COMMAND_PALETTE: ClassVar = True

    def __init__(
        self,
        library_folder: Path,
        paths: Sequence[Path] = (),
        query: str = "",
        *,
        opener: OpenLibrary = open_library,
        background: BackgroundWork | None = background_work,
        settings_file: Path | None = None,
    ) -> None:
        plain = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if plain else None)
        for theme in themes.THEMES:
            self.register_theme(theme)
        self._settings_file = settings_file
        settings, self._problems = load(settings_file, self.available_themes) if settings_file else (Settings(), [])
        self.reader = ReaderScreen(library_folder, paths, query, opener, background, settings)
        self.theme = "ansi-dark" if plain else settings.theme or themes.DARK.name
        self._plain = plain

    def on_ready(self) -> None:
        """Say what is wrong with the settings, and from now on keep the theme that is chosen."""
        for problem in self._problems:
            self.reader.report(problem)
        self.watch(self, "theme", self._keep_theme, init=False)

    def get_default_screen(self) -> Screen[None]:
        """The reader."""
        return self.reader

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours and ours."""
        return {**super().get_css_variables(), **themes.colours(self.current_theme)}

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action of the screen, and the choice of a theme."""
        keyed = screen if isinstance(screen, KeyedScreen) else self.reader
        for action in keyed.keys.actions:
            if action.id != "palette":
                yield SystemCommand(action.name, action.help, partial(keyed.run_action, action.id))
        yield SystemCommand("Theme", "Choose other colours", self.action_change_theme)

    async def on_event(self, event: events.Event) -> None:
        """Let the screen act on a key before the next one is looked at, so that keys typed ahead go where they belong.

        Textual hands each key to the widget that has the focus when it arrives, and acts on it some turns of the event
        loop later: of ``/word`` typed in one go, ``word`` would miss the search bar.
        """
        screen = self.screen if self.screen_stack else None
        if isinstance(event, events.Key) and not event.is_forwarded and isinstance(screen, KeyedScreen):
            focused = self.focused
            if isinstance(focused, Input) and event.key in KEYS_OUT_OF_INPUT:
                typed = asyncio.Event()
                focused.call_later(typed.set)
                await typed.wait()  # what was typed before is in the line now
            if await screen.take_key(event.key, event.character):
                return
        await super().on_event(event)

    def action_help_quit(self) -> None:
        """Ctrl+C does not quit by accident; say what does."""
        screen = self.screen if isinstance(self.screen, KeyedScreen) else self.reader
        screen.status.say(f"{self.reader.keys.shown('quit')} quits")

    async def on_unmount(self) -> None:
        """Leave no process behind."""
        await asyncio.to_thread(self.reader.librarian.close)

    def _keep_theme(self, theme: str) -> None:
        if self._settings_file is not None and not self._plain:
            self.run_worker(partial(self._write_theme, self._settings_file, theme), thread=True)

    def _write_theme(self, path: Path, theme: str) -> None:
        try:
            remember_theme(path, theme)
        except OSError as error:
            self.reader.post_message(Trouble(f"{path}: the theme cannot be kept: {error.strerror}"))


def run(folder: Path, paths: Sequence[Path] = (), query: str = "") -> int:
    """Run the reader until it is left; the exit status."""
    app = Sayso(folder, paths, query, settings_file=locations.config() / FILE_NAME)
    app.run()
    return app.return_code or 0
