"""What any screen does out of the program without standing still: copy a text, open an address, leave the terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager

from textual.app import SuspendNotSupported

from index.answer import SaysoError
from tui import clipboard, outside
from tui.screens.keyed import KeyedScreen


class Aside(KeyedScreen):
    """Does things on the side; what goes wrong is told to :meth:`report`."""

    def report(self, message: str) -> None:
        """Say what went wrong; for the subclass to do."""
        raise NotImplementedError

    def aside(self, work: Awaitable[None]) -> None:
        """Do something on the side; what goes wrong is said."""

        async def job() -> None:
            try:
                await work
            except SaysoError as error:
                self.report(str(error))

        self.run_worker(job(), group="outward")

    async def copy_text(self, what: str, text: str) -> None:
        """Copy ``text``, and say of ``what`` it is where it went."""
        said = await asyncio.to_thread(clipboard.copy_natively, text)
        if said is None:
            self.app.copy_to_clipboard(text)
            said = clipboard.SENT
        self.status.say(f"{what} {said}")

    async def browse_to(self, url: str) -> None:
        """Open a web address in the browser. Raises :class:`SaysoError`."""
        if await asyncio.to_thread(outside.takes_the_terminal):
            with self.terminal_left():
                outside.browse(url, here=True)
        else:
            await asyncio.to_thread(outside.browse, url)
            self.status.say("sent to the browser")

    @contextmanager
    def terminal_left(self) -> Iterator[None]:
        """Leave the terminal to another program; the screen stands still meanwhile. Raises :class:`SaysoError`."""
        try:
            with self.app.suspend():
                yield
        except SuspendNotSupported as error:
            raise SaysoError("this terminal cannot be left to another program") from error
