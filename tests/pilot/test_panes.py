"""Panes made wider and narrower by key and mouse, and a session gone on with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot.conftest import Reader, settled
from tests.pilot.driving import press, screen
from tui.app import Sayso
from tui.memory import Memory
from tui.session import Session


def widths(s: object) -> tuple[int, int, int]:
    return tuple(s.query_one(f"#{pane}").region.width for pane in ("results", "article", "positions"))  # type: ignore[attr-defined,return-value]


async def test_keys_make_the_pane_with_the_focus_wider_and_narrower(reader: Reader) -> None:
    async with reader(size=(150, 30)) as pilot:
        s = screen(pilot)
        results, article, positions = widths(s)
        await press(pilot, ">", ">")
        assert widths(s) == (results + 8, article - 8, positions)
        await press(pilot, "<")
        assert widths(s) == (results + 4, article - 4, positions)
        await press(pilot, "tab", ">")
        assert widths(s) == (results + 2, article, positions - 2)
        await press(pilot, "=")
        assert widths(s) == (results, article, positions)
        await press(pilot, *"<" * 40)
        assert widths(s)[1] >= 34


async def test_an_edge_is_dragged_with_the_mouse(reader: Reader) -> None:
    async with reader(size=(150, 30)) as pilot:
        s = screen(pilot)
        before = widths(s)
        edge = s.query_one("#results-edge").region
        await pilot.mouse_down(offset=(edge.x, 10))
        await pilot.hover(offset=(edge.x + 9, 12))
        await pilot.mouse_up(offset=(edge.x + 9, 12))
        await settled(pilot)
        assert widths(s) == (before[0] + 9, before[1] - 9, before[2])
        await pilot.hover(offset=(edge.x + 20, 12))
        await settled(pilot)
        assert widths(s)[0] == before[0] + 9  # let go is let go
        edge = s.query_one("#positions-edge").region
        await pilot.mouse_down(offset=(edge.x, 10))
        await pilot.hover(offset=(edge.x - 5, 10))
        await pilot.mouse_up(offset=(edge.x - 5, 10))
        await settled(pilot)
        assert widths(s) == (before[0] + 9, before[1] - 14, before[2] + 5)


async def test_a_single_pane_has_no_other_width(reader: Reader) -> None:
    async with reader(size=(80, 24)) as pilot:
        s = await press(pilot, ">")
        assert s.status.said == "one pane has all of the screen"
        assert s.results.region.width == 80


async def test_the_mouse_on_the_scroll_bar_scrolls(reader: Reader) -> None:
    async with reader(size=(150, 30)) as pilot:
        s = screen(pilot)
        bar = s.results.vertical_scrollbar.region
        await pilot.mouse_down(offset=(bar.x, bar.y))
        await pilot.hover(offset=(bar.x, bar.y + 10))
        await pilot.mouse_up(offset=(bar.x, bar.y + 10))
        await pilot.pause(0.5)
        assert s.results.scroll_y > 50


@pytest.mark.parametrize("size", [(140, 40), (80, 24)], ids="{0[0]}x{0[1]}".format)
async def test_a_session_is_gone_on_with(small: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    def memory() -> Memory:
        return Memory(tmp_path / "state", small, "", tmp_path / "settings.toml")

    app = Sayso(small, query="", background=None, memory=memory())
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        s = await press(pilot, *"j" * 70, "enter", "e", "t")
        s.article.jump(6)
        await settled(pilot)
        left = s.session()
        assert (left.row, left.here, left.entities, left.grouping) == (70, "article", False, "stance")
        await pilot.press("q")
    again = Sayso(small, query="", background=None, memory=memory())
    async with again.run_test(size=size) as pilot:
        await settled(pilot)
        assert again.reader.session() == left
        assert again.reader.focused is again.reader.article
        await pilot.press("q")
    other = Sayso(small, query="karso", background=None, memory=memory())
    async with other.run_test(size=size) as pilot:
        await settled(pilot)
        now = other.reader.session()
        assert (now.query, now.row, now.here, now.entities) == ("karso", 0, "results", False)


async def test_a_session_whose_article_is_gone_begins_at_the_top(small: Path, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "state", small, "", tmp_path / "settings.toml")
    memory.keep(Session(row=3, article=99_999, top=500, position=2, here="article"), None)
    app = Sayso(small, query="", background=None, memory=memory)
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(pilot)
        assert (app.reader.results.selected, app.reader.article.at_top) == (0, True)
        await press(pilot, "J")
        assert app.reader.results.selected == 1
