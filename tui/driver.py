"""The driver of the terminal: as Textual's, but its thread sleeps until something is typed.

Textual's looks ten times a second whether it shall end, which is most of what an idle reader costs.
"""

from __future__ import annotations

import os
import selectors
import threading
from codecs import getincrementaldecoder
from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

if TYPE_CHECKING:
    from textual.app import App

_TICK_SECONDS = 0.1
_TICKS = 10
"""How often to look again after something was read: an Escape by itself is known by what does not follow."""
_AT_ONCE = 4096


class Bell(threading.Event):
    """An event that can be waited for together with files: while it is set, ``file`` can be read."""

    def __init__(self) -> None:
        super().__init__()
        self.file, self._other = os.pipe()

    def set(self) -> None:
        """Wake whoever waits."""
        super().set()
        os.write(self._other, b"!")

    def clear(self) -> None:
        """Let them wait again."""
        if self.is_set():
            super().clear()
            os.read(self.file, _AT_ONCE)


class QuietDriver(LinuxDriver):
    """Textual's driver, but it costs nothing while nothing is typed."""

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.exit_event = self.bell = Bell()

    def run_input_thread(self) -> None:
        """Read what is typed, and post it as messages, until the input is to end."""
        parser, decode = XTermParser(self._debug), getincrementaldecoder("utf-8")().decode
        ticks = 0
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self.bell.file, selectors.EVENT_READ)
            while not self.bell.is_set():
                ready = selector.select(_TICK_SECONDS if ticks else None)
                ticks = max(0, ticks - 1)
                if any(key.fd == self.fileno for key, _ in ready):
                    data, ticks = os.read(self.fileno, _AT_ONCE), _TICKS
                    if not data:
                        break
                    if typed := decode(data):
                        self._process(parser.feed(typed))
                self._process(parser.tick())

    def _process(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)
