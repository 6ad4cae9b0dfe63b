"""Pictures of the screen. After a change that is meant, `pytest tests/snapshots --snapshot-update`; look at them."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from index.answer import Page
from index.library import Library
from tests.pilot import small_library
from tests.pilot.conftest import settled
from tui.app import Sayso

Compare = Callable[..., bool]


class Untimed(Library):
    """A library that takes the same time for everything, so that pictures are the same."""

    def search(self, query: str, **more: Any) -> Page:
        return replace(super().search(query, **more), took_ms=8.0)


@pytest.fixture(scope="module")
def unread(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_library.make(tmp_path_factory.mktemp("snapshots"), fillers=30)


@pytest.fixture
def library(unread: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy for each picture: what is opened in one counts as read; what is looked at does not, however long."""
    monkeypatch.setattr("tui.screens.keeping._MOMENT_SECONDS", 3600.0)
    return shutil.copytree(unread, tmp_path / "library")


def keys(*pressed: str, theme: str = "") -> Callable[[Pilot[None]], Awaitable[None]]:
    async def run(pilot: Pilot[None]) -> None:
        if theme:
            pilot.app.theme = theme
        await settled(pilot)
        for key in pressed:
            await pilot.press(key)
            await settled(pilot)

    return run


def reader(library: Path, query: str = "") -> Sayso:
    return Sayso(library, query=query, opener=Untimed.open, background=None)


@pytest.mark.parametrize("size", [(160, 48), (100, 30), (80, 24), (40, 15)], ids="{0[0]}x{0[1]}".format)
def test_the_first_screen(library: Path, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(reader(library), terminal_size=size, run_before=keys())


def test_hits_and_the_words_of_a_position(library: Path, snap_compare: Compare) -> None:
    app = reader(library, "tolvanen OR hall")
    assert snap_compare(app, terminal_size=(140, 32), run_before=keys("n", "]", "]"))


@pytest.mark.parametrize("look", ["dark", "light", "no-colour"])
@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 40), (200, 60)], ids="{0[0]}x{0[1]}".format)
def test_reading_hits_and_the_words_of_a_position(
    library: Path, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], look: str
) -> None:
    if look == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    before = keys("tab", "n", "]", theme="sayso-light" if look == "light" else "")
    assert snap_compare(reader(library, "hall"), terminal_size=size, run_before=before)


def test_reading_on_a_small_screen(library: Path, snap_compare: Compare) -> None:
    assert snap_compare(reader(library), terminal_size=(80, 24), run_before=keys("enter", "]"))


def test_positions_on_a_small_screen(library: Path, snap_compare: Compare) -> None:
    assert snap_compare(reader(library), terminal_size=(40, 15), run_before=keys("p", "j", "j"))


def test_scripts_of_the_world(library: Path, snap_compare: Compare) -> None:
    assert snap_compare(reader(library, "karso"), terminal_size=(100, 24), run_before=keys("tab"))


def test_a_hostile_article(library: Path, snap_compare: Compare) -> None:
    assert snap_compare(reader(library, "plain"), terminal_size=(120, 24), run_before=keys("enter"))


def test_help(library: Path, snap_compare: Compare) -> None:
    assert snap_compare(reader(library), terminal_size=(100, 60), run_before=keys("question_mark"))


def test_a_query_that_cannot_be_read(library: Path, snap_compare: Compare) -> None:
    pressed = ["slash", *"stance:angry", "enter"]
    assert snap_compare(reader(library), terminal_size=(100, 24), run_before=keys(*pressed))


def test_nothing_found(library: Path, snap_compare: Compare) -> None:
    assert snap_compare(reader(library, "harbor zyzzyva"), terminal_size=(100, 24), run_before=keys())
