"""What the Pilot tests share: a library of a few articles, and the reader on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.pilot import small_library
from tui.app import Sayso

Reader = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of four articles by hand and 120 to scroll past. Nothing writes it."""
    return small_library.make(tmp_path_factory.mktemp("small"), fillers=120)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until the library has answered all that was asked and the screen shows it."""
    screen = pilot.app.reader  # type: ignore[attr-defined]
    await screen.settled.wait()
    for _ in range(2000):
        await pilot.pause(0.01)
        if screen.librarian.idle and (screen.desk is None or screen.desk.idle):
            await pilot.pause()
            await pilot.pause()
            if screen.librarian.idle and (screen.desk is None or screen.desk.idle):
                return
    raise AssertionError("the library did not answer")


@pytest.fixture
def reader(small: Path) -> Reader:
    """Opens the reader, by default on the small library at 140 by 40, and waits for the first article."""

    @asynccontextmanager
    async def open_reader(
        folder: Path = small, *, size: tuple[int, int] = (140, 40), query: str = ""
    ) -> AsyncIterator[Pilot[None]]:
        app = Sayso(folder, query=query, background=None)
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            yield pilot

    return open_reader
