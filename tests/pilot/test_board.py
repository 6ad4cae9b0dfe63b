from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.pilot import board_library
from tests.pilot.board_library import ADEYEMI, HALL, TOLVANEN
from tests.pilot.conftest import settled
from tests.pilot.driving import painted
from tui import clipboard
from tui.app import Sayso
from tui.board.holder_page import HolderPage
from tui.board.holders_page import HoldersPage
from tui.board.page import BoardPage
from tui.board.statements_page import StatementsPage
from tui.keymap import BOARD_ACTIONS, Keymap
from tui.screens.sheet import Sheet

Board = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return board_library.make(tmp_path_factory.mktemp("board"), crowd=130)


@pytest.fixture
def board(library: Path) -> Board:
    @asynccontextmanager
    async def open_board(*keys: str, size: tuple[int, int] = (120, 40), query: str = "") -> AsyncIterator[Pilot[None]]:
        app = Sayso(library, query=query, background=None)
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await go(pilot, "w", *keys)
            yield pilot

    return open_board


async def go(pilot: Pilot[None], *keys: str) -> Any:
    """Press keys one after the other, each after the answer to the one before; the screen that is open then."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)
    return pilot.app.screen


async def test_the_board_has_a_row_for_each_holder_with_signs_days_and_the_latest_statement(board: Board) -> None:
    async with board() as pilot:
        page = pilot.app.screen
        assert isinstance(page, HoldersPage)
        shown = painted(pilot)
        row = next(line for line in shown.splitlines() if TOLVANEN in line)
        assert "✔2" in row
        assert "✘3" in row
        assert "3 Mar–16 Apr 25" in row
        assert "⇄" in row
        assert "the crane hall had her support" in shown
        assert "135 holders" in shown


async def test_enter_leads_to_statements_and_on_to_the_lit_words_and_escape_all_the_way_back(board: Board) -> None:
    async with board() as pilot:
        page: Any = await go(pilot, "j", "j", "k", "k", "enter")
        assert isinstance(page, HolderPage)
        days = [page.rows.paged.row(number).published for number in range(5)]
        assert days == sorted(days)
        reader: Any = await go(pilot, "j", "j", "enter")
        assert reader is pilot.app.reader  # type: ignore[attr-defined]
        statement, article = page.statement, reader.article.article
        assert article.id == statement.article_id
        assert "".join(article.text[start:end] for start, end in statement.spans) == statement.text
        assert reader.article.position.statement.spans == statement.spans
        back: Any = await go(pilot, "escape")
        assert back is page
        assert back.rows.selected == 2
        holders: Any = await go(pilot, "escape")
        assert (holders.rows.selected, holders.rows.selected_row.name) == (0, TOLVANEN)
        await go(pilot, "escape")
        assert pilot.app.screen is pilot.app.reader  # type: ignore[attr-defined]


async def test_escape_comes_back_to_the_very_row_and_place_far_down(board: Board) -> None:
    async with board(size=(80, 24)) as pilot:
        page: Any = await go(pilot, "G", "k", "k", "k")
        before = (page.rows.selected, page.rows.selected_row.id, page.rows.scroll_y)
        assert before[0] == 131
        await go(pilot, "enter", "enter", "escape", "escape")
        assert pilot.app.screen is page
        assert (page.rows.selected, page.rows.selected_row.id, page.rows.scroll_y) == before


async def test_rows_far_down_are_fetched_when_they_come_on_the_screen(board: Board) -> None:
    async with board(size=(80, 24)) as pilot:
        page: Any = pilot.app.screen
        assert page.rows.paged.row(130) is None
        page.rows.jump(130 * page.rows.row_height)
        await settled(pilot)
        assert page.rows.paged.row(130) is not None
        assert "…\n" not in painted(pilot)


async def test_capital_j_goes_through_statements_and_the_list_follows(board: Board) -> None:
    async with board() as pilot:
        reader: Any = await go(pilot, "enter", "enter", "J", "J")
        assert "statement 3 of 5" in reader.status.said
        assert reader.article.position.statement.spans == reader.visited.spans
        await go(pilot, "K", "K", "K")
        assert reader.status.said == "this is the first statement"
        page: Any = await go(pilot, "J", "escape")
        assert page.rows.selected == 1


async def test_capital_j_goes_on_to_the_next_holder(board: Board) -> None:
    async with board() as pilot:
        page: Any = await go(pilot, "enter", "J")
        assert page.holder.name != TOLVANEN
        assert page.holder.name in painted(pilot)
        assert page.rows.selected_row.holder == page.holder.name
        page = await go(pilot, "K", "K")
        assert page.status.said == "this is the first holder"


async def test_s_turns_the_order_of_holders_and_of_statements(board: Board) -> None:
    async with board() as pilot:
        page: Any = await go(pilot, "s")
        assert page.narrowing.question.sort == "recency"
        await go(pilot, "s")
        names = [page.rows.paged.row(number).id for number in range(20)]
        assert names == sorted(names)
        await go(pilot, "s", "enter")
        statements: Any = await go(pilot, "s")
        days = [statements.rows.paged.row(number).published for number in range(5)]
        assert days == sorted(days, reverse=True)


async def test_the_board_is_of_the_query_and_w_widens_it_to_the_library(board: Board) -> None:
    async with board(query="dam") as pilot:
        shown = painted(pilot)
        assert "query dam" in shown
        assert "3 articles" in shown
        assert "Aino" not in shown
        page: Any = await go(pilot, "w")
        assert "whole library" in painted(pilot)
        assert page.rows.paged.total == 135
        page = await go(pilot, "w")
        assert page.narrowing.question.query == "dam"


async def test_copying_gives_words_holder_outlet_date_and_address(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "copy_natively", lambda text: None)
    async with board("enter", "y") as pilot:
        await pilot.app.workers.wait_for_complete()
        assert pilot.app.clipboard == (
            f"“the dockers would never accept the crane hall” — {TOLVANEN} (said; reported), "
            "Elsine Courier · 3 Mar 2025 · https://example.org/a"
        )


async def test_q_leaves_the_board_from_however_deep(board: Board) -> None:
    async with board("enter", "enter", "q") as pilot:
        assert pilot.app.screen is pilot.app.reader  # type: ignore[attr-defined]
        assert pilot.app.is_running


async def test_keys_typed_ahead_go_where_they_belong(board: Board) -> None:
    async with board() as pilot:
        await pilot.press("enter", "j", "enter", "J", "escape")
        await settled(pilot)
        page: Any = pilot.app.screen
        assert isinstance(page, HolderPage)


async def test_a_query_that_cannot_be_read_is_refused_and_the_rows_stay(board: Board) -> None:
    async with board() as pilot:
        page: Any = await go(pilot, "slash", *"is", "colon", *"odd", "enter")
        assert "is: is one of" in page.status.said
        await go(pilot, "slash", *(["backspace"] * 6), *"hall", "enter")
        assert "query hall" in painted(pilot)
        assert TOLVANEN in painted(pilot)


async def test_help_shows_every_action_of_the_board(board: Board) -> None:
    async with board(size=(100, 120)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Sheet)
        shown = painted(pilot)
        for action in BOARD_ACTIONS:
            assert action.help in shown
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HoldersPage)


async def test_the_palette_offers_the_actions_of_the_board(board: Board) -> None:
    async with board() as pilot:
        offered = {command.title for command in pilot.app.get_system_commands(pilot.app.screen)}
        assert offered >= {action.name for action in BOARD_ACTIONS if action.id != "palette"}


PAGES: dict[str, tuple[str, ...]] = {
    "holders": (), "holder": ("enter",), "matrix": ("t",), "changes": ("c",),
    "comparison": ("space", "space", "C"), "cell": ("t", "enter"),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
async def test_every_key_of_the_table_does_something_or_says_that_it_does_not_on_every_page(
    board: Board, name: str
) -> None:
    async with board(*PAGES[name], size=(100, 30)) as pilot:
        page = pilot.app.screen
        assert isinstance(page, BoardPage)
        for action in BOARD_ACTIONS:
            if action.id in ("quit", "palette", "back", name):  # the key that leads to a page leaves it, too
                continue
            page.status.said = ""
            await page.take_key(action.keys[0], None)
            await settled(pilot)
            assert pilot.app.is_running
            known = hasattr(page, f"action_{action.id}")
            assert known or "not on this page" in page.status.said
            while pilot.app.screen is not page:
                await pilot.app.pop_screen()
            if page.focused is not page.body:
                await go(pilot, "escape")
            if action.id.startswith("only_"):
                await go(pilot, "0")


@pytest.mark.parametrize("page", BoardPage.__subclasses__(), ids=lambda page: page.__name__)
def test_the_footer_of_every_page_names_actions_that_the_page_has(page: type[BoardPage]) -> None:
    def check(each: type[BoardPage]) -> None:
        keymap = Keymap(BOARD_ACTIONS, each.FOOTER)
        assert len(keymap.footer(300)) == len(each.FOOTER)
        for below in each.__subclasses__():
            check(below)

    check(page)


async def test_a_click_selects_a_row_and_a_second_one_opens_it(board: Board) -> None:
    async with board() as pilot:
        page: Any = pilot.app.screen
        await pilot.click("#holders", offset=(10, 1 + 2 * page.rows.row_height))
        await settled(pilot)
        assert page.rows.selected == 2
        await pilot.click("#holders", offset=(10, 1 + 2 * page.rows.row_height))
        await settled(pilot)
        assert isinstance(pilot.app.screen, StatementsPage)


async def test_the_board_reads_at_eighty_columns_and_uses_two_hundred(board: Board) -> None:
    async with board(size=(80, 24)) as pilot:
        lines = painted(pilot).splitlines()
        assert all(len(line) <= 80 for line in lines)
        assert any(ADEYEMI in line and "✔1" in line for line in lines)
    async with board(size=(200, 30)) as pilot:
        row = next(line for line in painted(pilot).splitlines() if TOLVANEN in line)
        assert "✘3" in row
        assert "the crane hall had her support" in row
        assert "Valley Post" in row
        assert HALL in row
