from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from textual.pilot import Pilot

from index.events import Event, Finished, Paused, Progress, Summary
from tests.pilot.conftest import Reader, settled
from tests.pilot.driving import painted, press
from tui.app import Sayso


class Work:
    """Background work that does nothing but what the test says; it keeps what it was asked."""

    def __init__(self, folder: Path, paths: Sequence[Path], on_event: Callable[[Event], None]) -> None:
        self.tell = on_event
        self.asked: list[bool] = []

    def start(self) -> None:
        self.tell(Progress("analyse", 312, 1204, 8.1, 110))

    def pause(self, paused: bool) -> None:
        self.asked.append(paused)
        self.tell(Paused(paused))

    def ask_first(self, ids: Sequence[int]) -> None:
        pass

    def stop(self) -> None:
        pass


async def at_work(pilot: Pilot[None]) -> None:
    await settled(pilot)
    await pilot.pause()
    await settled(pilot)


async def test_the_status_line_says_how_far_how_fast_and_how_long(small: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(small, tmp_path / "library")
    app = Sayso(folder, background=Work)  # type: ignore[arg-type]
    async with app.run_test(size=(160, 40)) as pilot:
        await at_work(pilot)
        assert "analysing 312 of 1,204 · 8/s · 2 min left" in painted(pilot)


async def test_p_lets_the_background_rest_and_go_on(small: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(small, tmp_path / "library")
    works: list[Work] = []

    def make(folder: Path, paths: Sequence[Path], on_event: Callable[[Event], None]) -> Work:
        works.append(Work(folder, paths, on_event))
        return works[-1]

    app = Sayso(folder, background=make)  # type: ignore[arg-type]
    async with app.run_test(size=(160, 40)) as pilot:
        await at_work(pilot)
        screen = await press(pilot, "P")
        await at_work(pilot)
        assert works[0].asked == [True]
        assert "the background work rests; P lets it go on" in painted(pilot)
        assert screen.status.progress == "paused · analysing 312 of 1,204"
        await press(pilot, "P")
        await at_work(pilot)
        assert works[0].asked == [True, False]
        assert "analysing 312 of 1,204 · 8/s" in painted(pilot)
        works[0].tell(Finished(Summary()))
        await at_work(pilot)
        await press(pilot, "P")
        assert works[0].asked == [True, False]
        assert "nothing is going on in the background" in painted(pilot)


async def test_without_background_work_there_is_nothing_to_pause(reader: Reader) -> None:
    async with reader() as pilot:
        await press(pilot, "P")
        assert "nothing is going on in the background" in painted(pilot)
