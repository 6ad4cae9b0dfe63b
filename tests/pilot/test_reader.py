from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.pilot import small_library
from tests.pilot.conftest import Reader, settled
from tests.pilot.driving import painted, press, screen
from tests.pilot.small_library import HARBOUR
from tui import clipboard, outside
from tui.app import Sayso
from tui.keymap import ACTIONS
from tui.screens.sheet import Sheet


async def test_enter_reads_and_escape_comes_back(reader: Reader) -> None:
    async with reader() as pilot:
        s = await press(pilot, "enter")
        assert s.focused is s.article
        s = await press(pilot, "escape")
        assert s.focused is s.results


async def test_tab_goes_round_search_results_article_positions(reader: Reader) -> None:
    async with reader() as pilot:
        s = screen(pilot)
        order = [s.article, s.positions, s.search_bar.input, s.results]
        for widget in order:
            await press(pilot, "tab")
            assert s.focused is widget
        for widget in (s.search_bar.input, s.positions, s.article, s.results):
            await press(pilot, "shift+tab")
            assert s.focused is widget


async def test_entities_can_be_left_uncoloured(reader: Reader) -> None:
    async with reader() as pilot:
        assert "■ person" in painted(pilot)
        s = await press(pilot, "e")
        assert not s.article.entities_lit
        assert "■ person" not in painted(pilot)
        s = await press(pilot, "e")
        assert s.article.entities_lit


async def test_space_reads_on_into_the_next_article(reader: Reader) -> None:
    async with reader(size=(80, 12)) as pilot:
        await press(pilot, "enter")
        s = screen(pilot)
        first = s.article.article
        for _ in range(12):
            await press(pilot, "space")
            if s.article.article is not first:
                break
        assert s.results.selected == 1
        assert s.article.scroll_y == 0


async def test_capital_j_and_k_step_through_articles_from_the_article(reader: Reader) -> None:
    async with reader() as pilot:
        s = await press(pilot, "enter", "J")
        assert (s.results.selected, s.focused) == (1, s.article)
        s = await press(pilot, "K", "K")
        assert s.results.selected == 0
        assert s.status.said == "this is the first result"


async def test_help_shows_every_action_and_closes(reader: Reader) -> None:
    async with reader(size=(100, 110)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        shown = painted(pilot)
        assert isinstance(pilot.app.screen, Sheet)
        for action in ACTIONS:
            assert action.help in shown
        assert "holder:meloni" in shown
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is screen(pilot)


async def test_the_palette_offers_every_action(reader: Reader) -> None:
    async with reader() as pilot:
        offered = {command.title for command in pilot.app.get_system_commands(pilot.app.screen)}
        assert offered >= {action.name for action in ACTIONS if action.id != "palette"}
        await pilot.press("ctrl+p")
        await pilot.pause(0.2)
        await pilot.press(*"entities", "enter")
        await pilot.pause(0.3)
        assert not screen(pilot).article.entities_lit


@pytest.mark.parametrize("action", [action.id for action in ACTIONS if action.id != "quit"])
async def test_every_action_of_the_table_exists_and_runs(reader: Reader, action: str) -> None:
    async with reader(query="tolvanen") as pilot:
        assert await pilot.app.run_action(action, screen(pilot))
        await settled(pilot)
        assert pilot.app.is_running


async def test_q_quits(small: Path) -> None:
    app = Sayso(small, background=None)
    async with app.run_test() as pilot:
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 0


async def test_a_click_selects_a_row_and_a_second_one_opens_it(reader: Reader) -> None:
    async with reader() as pilot:
        s = screen(pilot)
        await pilot.click("#results", offset=(5, 1 + s.results.row_height))
        await settled(pilot)
        assert s.results.selected == 1
        await pilot.click("#results", offset=(5, 1 + s.results.row_height))
        await settled(pilot)
        assert s.focused is s.article


async def test_the_wheel_scrolls_the_results_and_fetches_what_comes(reader: Reader) -> None:
    async with reader() as pilot:
        s = screen(pilot)
        s.results.jump(110 * s.results.row_height)
        await settled(pilot)
        assert "Harbour note" in painted(pilot)
        assert s.results.listing.hit(110) is not None
        assert s.results.selected == 0


async def test_text_selected_with_the_mouse_is_that_of_the_article(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader() as pilot:
        s = screen(pilot)
        header = len(s.article._header)
        left = (s.article.columns - s.article.measure) // 2
        await pilot.mouse_down("#article", offset=(left, 1 + header))
        await pilot.hover("#article", offset=(left + 6, 1 + header + 1))
        await pilot.mouse_up("#article", offset=(left + 6, 1 + header + 1))
        await pilot.pause()
        start, _ = s.article._lines.line(0)
        second, _ = s.article._lines.line(1)
        assert s.get_selected_text() == HARBOUR[start : second + 7]
        monkeypatch.setattr(clipboard, "copy_natively", lambda text: None)
        await press(pilot, "y")
        await pilot.app.workers.wait_for_complete()
        assert pilot.app.clipboard == HARBOUR[start : second + 7]


@pytest.mark.parametrize("sizes", [((140, 40), (80, 24)), ((80, 24), (40, 15)), ((40, 15), (200, 60))])
async def test_resizing_keeps_the_place_in_the_text(
    tmp_path: Path, reader: Reader, sizes: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    text = "\n\n".join(f"Paragraph {number} " + "tells of the harbour and its lamps. " * 9 for number in range(60))
    folder = small_library.make(tmp_path / "long", [(small_library.Article("Long", text), None)])
    async with reader(folder, size=sizes[0]) as pilot:
        s = await press(pilot, "enter")
        s.article.jump(60)
        await pilot.pause()
        before = s.article.offset_at_top()
        assert before > 1000
        await pilot.resize_terminal(*sizes[1])
        await settled(pilot)
        start, end = s.article._lines.line(s.article._lines.line_at(before))
        assert s.article.offset_at_top() == start <= before <= end
        assert s.focused is s.article
        await pilot.resize_terminal(*sizes[0])
        await settled(pilot)
        assert s.article.offset_at_top() == before


@pytest.mark.parametrize(("width", "panes"), [(160, 3), (120, 3), (119, 2), (90, 2), (89, 1), (40, 1)])
async def test_panes_stand_side_by_side_as_far_as_there_is_room(reader: Reader, width: int, panes: int) -> None:
    async with reader(size=(width, 24)) as pilot:
        s = screen(pilot)
        columns = ("#results-column", "#article-column", "#positions-column")
        assert sum(s.query_one(column).display for column in columns) == panes
        for pane in (s.results, s.article, s.positions):
            s.go(pane.id)
            await pilot.pause()
            assert s.focused is pane
            assert pane.region.width > 20


async def test_zoom_gives_the_pane_the_screen_and_takes_it_back(reader: Reader) -> None:
    async with reader() as pilot:
        s = await press(pilot, "enter", "z")
        assert s.article.region.width == 140
        s = await press(pilot, "z")
        assert s.article.region.width < 100


async def test_an_article_without_an_address_is_not_opened_in_the_browser(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(outside, "takes_the_terminal", lambda: False)
    monkeypatch.setattr(outside, "browse", opened.append)
    async with reader() as pilot:
        s = await press(pilot, "o")
        assert s.status.said == "this article has no web address"
        for url in ("file:///etc/passwd", "javascript:alert(1)"):
            s.article.article = replace(s.article.article, url=url)
            await press(pilot, "o")
        assert opened == []
        s.article.article = replace(s.article.article, url="https://example.org/a")
        await press(pilot, "o")
        await pilot.app.workers.wait_for_complete()
        assert opened == ["https://example.org/a"]


async def test_ctrl_c_says_how_to_quit_and_does_not(reader: Reader) -> None:
    async with reader() as pilot:
        s = await press(pilot, "ctrl+c")
        assert s.status.said == "q quits"
        assert pilot.app.is_running


@pytest.mark.parametrize("shape", ["ten megabytes of paragraphs", "a line of a megabyte"])
async def test_a_huge_article_opens_without_being_wrapped_whole(reader: Reader, shape: str) -> None:
    sentence = "The minister said that the harbour would be dredged — twice. "
    text = sentence * 18_000 if shape == "a line of a megabyte" else f"{sentence * 4}\n\n" * 40_000
    async with reader() as pilot:
        s = await press(pilot, "enter")
        s.article.show(small_library.Article("Huge", text, id=99), None, ())
        assert len(s.article._lines) < 1000
        assert not s.article._lines.complete
        assert s.article.virtual_size.height > 10_000
        await press(pilot, "space", "space")
        s.article.reveal(len(text) // 2, len(text) // 2 + 5)
        assert abs(s.article.offset_at_top() - len(text) // 2) < 5000
        s.article.go_to_end()
        await pilot.pause()
        assert "dredged — twice." in painted(pilot)
        assert round(s.article.scroll_y) == s.article.max_scroll_y
