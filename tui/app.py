"""The reader as a program: puts screen, library and themes together, and nothing else."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from rich.console import RenderableType
from textual import events, on
from textual.app import App, SystemCommand
from textual.screen import Screen
from textual.widgets import Input

from tui import first_frame, themes
from tui.curtain import Curtain, driver_behind
from tui.driver import QuietDriver
from tui.keymap import KEYS_OUT_OF_INPUT
from tui.librarian import BackgroundWork, OpenLibrary, background_work, open_library
from tui.memory import Memory, drawn
from tui.messages import Trouble
from tui.screens.dialog import Dialog
from tui.screens.keyed import KeyedScreen
from tui.screens.reader import ReaderScreen
from tui.session import Session
from tui.settings import Settings, load, remember_theme

_KEEP_SECONDS = 5.0
_CURTAIN_SECONDS = 0.05
_TURN_SECONDS = 0.001
"""How long a thread may keep another waiting; what is painted or answered shall not wait five times as long."""
_GRACE_SECONDS = 5.0
"""How long what is still at work may take when a signal ends the program."""
ToKeep = tuple[Session, tuple[list[str], int] | None]
"""A session, and the screen where there is something on it."""


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
        memory: Memory | None = None,
        curtain: Curtain | None = None,
    ) -> None:
        plain = "NO_COLOR" in os.environ
        super().__init__(
            driver_class=driver_behind(curtain) if curtain else QuietDriver, ansi_color=True if plain else None
        )
        for theme in themes.THEMES:
            self.register_theme(theme)
        self._settings_file = settings_file
        settings, self._problems = load(settings_file, self.available_themes) if settings_file else (Settings(), [])
        self._memory, self._curtain = memory, curtain
        left = self._left_off(query)
        settings = left.over(settings) if left else settings
        self.reader = ReaderScreen(library_folder, paths, left.query if left else query, opener, background, settings)
        if left:
            self.reader.resume(left)
        self._kept = left
        self.theme = "ansi-dark" if plain else settings.theme or themes.DARK.name
        self._plain = plain
        self._at_exit: ToKeep | None = None

    def on_load(self) -> None:
        """Leave the terminal and keep what is to be kept also when the program is ended or the terminal closed."""
        if not self._memory:
            return
        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:
                asyncio.get_running_loop().add_signal_handler(number, self._end, number)

    def _end(self, number: int) -> None:
        """Leave, as a signal wants it, not waiting long for a thread that reads a closed terminal."""
        last = threading.Timer(_GRACE_SECONDS, os._exit, (128 + number,))
        last.daemon = True
        last.start()
        self.exit(None, 128 + number)

    def on_ready(self) -> None:
        """Say what is wrong with the settings, and from now on keep the theme that is chosen."""
        for problem in self._problems:
            self.reader.report(problem)
        self.watch(self, "theme", self._keep_theme, init=False)
        self.run_worker(self._lift_curtain())
        if self._memory:
            self.set_interval(_KEEP_SECONDS, self._keep_now_and_then)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave; what is on the screen now will be there again."""
        self._at_exit = self._to_keep()
        super().exit(result, return_code, message)

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
            if screen is self.reader:
                await self.reader.wait_until_ready_for(event.key, event.character)
            focused = self.focused
            if isinstance(focused, Input) and not event.is_printable:
                typed = asyncio.Event()
                focused.call_later(typed.set)
                await typed.wait()  # what was typed before is in the line now
                if event.key not in KEYS_OUT_OF_INPUT and await self._edit(focused, event.key):
                    return
            if await screen.take_key(event.key, event.character):
                return
        elif (
            isinstance(event, events.Key)
            and not event.is_forwarded
            and isinstance(screen, Dialog)
            and await screen.take_key(event.key, event.character)
        ):
            return
        await super().on_event(event)

    async def _edit(self, line: Input, key: str) -> bool:
        """Do at once what ``key`` does to the line that is typed: of ``word``, Ctrl+U, ``other`` the last is left."""
        bound = self.screen.active_bindings.get(key)
        if bound is None or bound.node is not line:
            return False
        await self.run_action(bound.binding.action, line)
        return True

    def action_help_quit(self) -> None:
        """Ctrl+C does not quit by accident; say what does."""
        screen = self.screen if isinstance(self.screen, KeyedScreen) else self.reader
        screen.status.say(f"{self.reader.keys.shown('quit')} quits")

    async def action_quit(self) -> None:
        """Leave from wherever one is; a note that is being written is kept."""
        if isinstance(self.screen, Dialog):
            self.screen.leave()
        self.exit()

    async def on_unmount(self) -> None:
        """Leave no process behind."""
        if self._at_exit:
            await asyncio.to_thread(self._keep, *self._at_exit)
        await asyncio.to_thread(self.reader.librarian.close)

    def _left_off(self, query: str) -> Session | None:
        """Where the last session was left; of that the panes alone where ``query`` asks for something else."""
        left = self._memory.session() if self._memory else None
        return left.anew(query) if left and query else left

    async def _lift_curtain(self) -> None:
        """Show what was drawn so far as soon as it is as much as the first frame shows."""
        await self.reader.settled.wait()
        if self._curtain:
            await asyncio.sleep(_CURTAIN_SECONDS)  # until the last of it has found its place on the screen
            self._curtain.lift()
            self.screen.refresh()

    @on(Input.Changed)
    def _show_what_is_typed(self) -> None:
        """Show the search bar in front of the curtain: who types wants to see it."""
        if self._curtain and self._curtain.is_down:
            self.call_after_refresh(self._peek_at_search_bar)

    def _peek_at_search_bar(self) -> None:
        rows, _ = drawn(self.reader)
        region = self.reader.search_bar.region
        for number in range(region.y, region.bottom):
            if self._curtain:
                self._curtain.peek(number, rows[number])

    def _to_keep(self) -> ToKeep | None:
        """What is to be remembered; nothing before there is something to remember."""
        if not self.reader.settled.is_set():
            return None
        return self.reader.session(), drawn(self.reader) if self.reader.results.listing.total else None

    def _keep_now_and_then(self) -> None:
        """Remember the session if it is another than was kept last: a reader that is killed keeps nothing at exit."""
        if self.reader.settled.is_set() and self.reader.session() != self._kept and (now := self._to_keep()):
            self._kept = now[0]
            self.run_worker(partial(self._keep, *now), thread=True)

    def _keep(self, session: Session, screen: tuple[list[str], int] | None) -> None:
        try:
            if self._memory:
                self._memory.keep(session, screen)
        except OSError as error:
            self.reader.post_message(Trouble(f"where you left off cannot be kept: {error}"))

    def _keep_theme(self, theme: str) -> None:
        if self._settings_file is not None and not self._plain:
            self.run_worker(partial(self._write_theme, self._settings_file, theme), thread=True)

    def _write_theme(self, path: Path, theme: str) -> None:
        try:
            remember_theme(path, theme)
        except OSError as error:
            self.reader.post_message(Trouble(f"{path}: the theme cannot be kept: {error.strerror}"))


def run(folder: Path, paths: Sequence[Path], query: str, settings_file: Path, memory: Memory) -> int:
    """Run the reader until it is left; the exit status."""
    sys.setswitchinterval(_TURN_SECONDS)
    curtain = Curtain(first_frame.painted) if first_frame.painted else None
    app = Sayso(folder, paths, query, settings_file=settings_file, memory=memory, curtain=curtain)
    app.run()
    return app.return_code or 0
