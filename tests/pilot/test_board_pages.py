from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.pilot import board_library
from tests.pilot.board_library import ADEYEMI, BOARD, RANTA, SAARINEN, TOLVANEN
from tests.pilot.conftest import settled
from tests.pilot.driving import painted
from tests.pilot.test_board import go
from tui.app import Sayso
from tui.board.comparison_page import ComparisonPage
from tui.board.matrix_page import MatrixPage
from tui.board.movements_page import MovementsPage
from tui.board.statements_page import StatementsPage

Board = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture
def board(tmp_path: Path) -> Board:
    """Opens the board on a library of its own, which a test may change."""
    library = board_library.make(tmp_path / "library")

    @asynccontextmanager
    async def open_board(*keys: str, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
        app = Sayso(library, background=None)
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await go(pilot, "w", *keys)
            yield pilot

    return open_board


def names(page: Any) -> list[str]:
    return [row.name for number in range(page.rows.paged.total) if (row := page.rows.paged.row(number))]


async def to(pilot: Pilot[None], name: str) -> Any:
    """Go to the row of a holder."""
    page: Any = pilot.app.screen
    page.rows.select(names(page).index(name))
    return page


# -- matrix ----------------------------------------------------------------


async def test_the_matrix_shows_signs_and_says_what_a_cell_rests_on(board: Board) -> None:
    async with board("t") as pilot:
        page: Any = pilot.app.screen
        assert isinstance(page, MatrixPage)
        assert (page.matrix.holder.name, page.matrix.topic.name) == (TOLVANEN, "crane hall")
        shown = painted(pilot)
        assert "✔2 ✘2⇄" in shown
        assert "4 statements, least sure 90%" in shown
        assert "has moved" in shown
        assert "the crane hall had her support" in shown


async def test_a_cell_opens_its_statements_and_they_the_article(board: Board) -> None:
    async with board("t", "enter") as pilot:
        page: Any = pilot.app.screen
        assert isinstance(page, StatementsPage)
        statements = [page.rows.paged.row(number) for number in range(page.rows.paged.total)]
        assert len(statements) == 4
        assert {each.topic for each in statements} == {"crane hall"}
        assert {each.holder for each in statements} == {TOLVANEN}
        assert await go(pilot, "enter") is pilot.app.reader  # type: ignore[attr-defined]
        matrix: Any = await go(pilot, "escape", "escape")
        assert isinstance(matrix, MatrixPage)


async def test_the_cursor_of_the_matrix_goes_about_and_stays_within(board: Board) -> None:
    async with board("t", "h", "j", "l", size=(80, 24)) as pilot:
        page: Any = pilot.app.screen
        assert (page.matrix.row_number, page.matrix.column_number) == (1, 1)
        await go(pilot, "G", *["l"] * 9)
        assert page.matrix.row_number == len(page.matrix.matrix.rows) - 1
        assert page.matrix.column_number == len(page.matrix.matrix.topics) - 1
        await go(pilot, "g")
        assert page.matrix.row_number == 0
        assert not page.matrix.on_topics
        await go(pilot, "k")
        assert page.matrix.on_topics
        await go(pilot, "j")
        assert (page.matrix.on_topics, page.matrix.row_number) == (False, 0)


async def test_a_topic_opens_what_everybody_said_of_it(board: Board) -> None:
    async with board("t", "tab", "enter") as pilot:
        page: Any = pilot.app.screen
        holders = {page.rows.paged.row(number).holder for number in range(page.rows.paged.total)}
        assert {TOLVANEN, BOARD} <= holders
        assert TOLVANEN in painted(pilot)


async def test_an_empty_cell_says_that_nothing_was_said(board: Board) -> None:
    async with board("t") as pilot:
        page: Any = pilot.app.screen
        row, column = next(
            (row, column)
            for row, cells in enumerate(page.matrix.matrix.cells)
            for column, cell in enumerate(cells)
            if cell.sign is None
        )
        await go(pilot, *["j"] * row, *["l"] * column, "enter")
        assert pilot.app.screen is page
        assert page.status.said == "nothing was said here"


# -- movement ----------------------------------------------------------------


@pytest.mark.parametrize("width", [80, 120])
async def test_changes_show_both_statements_and_tell_a_contradiction_from_a_change(board: Board, width: int) -> None:
    async with board("c", size=(width, 40)) as pilot:
        page: Any = pilot.app.screen
        assert isinstance(page, MovementsPage)
        found = [page.rows.paged.row(number) for number in range(page.rows.paged.total)]
        assert [(each.kind, each.holder) for each in found] == [("change", TOLVANEN), ("contradiction", RANTA)]
        shown = painted(pilot)
        assert "change after 35 days" in shown
        assert "contradiction within 2 days" in shown
        assert "the crane hall a road to nowhere" in shown
        assert "the dockers now supported the crane hall" in shown


async def test_each_statement_of_a_movement_opens_at_its_words(board: Board) -> None:
    async with board("c", "enter") as pilot:
        reader: Any = pilot.app.screen
        assert reader.visited.text == "the dockers now supported the crane hall"
        await go(pilot, "escape", "h", "enter")
        assert reader.visited.text == "the crane hall a road to nowhere"
        await go(pilot, "J")
        assert reader.visited.text == "the dockers now supported the crane hall"


# -- comparison ----------------------------------------------------------------


async def test_two_marked_holders_are_compared_by_topic(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.board.compare.SHOWN", 1)  # a side opens with all its statements, whatever it shows
    async with board() as pilot:
        await to(pilot, TOLVANEN)
        await go(pilot, "space")
        await to(pilot, BOARD)
        await go(pilot, "space", "C")
        page: Any = pilot.app.screen
        assert isinstance(page, ComparisonPage)
        shown = painted(pilot)
        assert "Both · 1" in shown
        assert "crane hall" in shown
        assert f"Only {TOLVANEN} · 1" in shown
        statements: Any = await go(pilot, "enter")
        assert {statements.rows.paged.row(number).holder for number in range(4)} == {TOLVANEN}
        statements = await go(pilot, "escape", "l", "enter")
        assert {statements.rows.paged.row(number).holder for number in range(2)} == {BOARD}


async def test_two_outlets_are_compared_on_a_holder(board: Board) -> None:
    async with board("enter", "C", "enter") as pilot:
        page: Any = pilot.app.screen
        assert isinstance(page, ComparisonPage)
        shown = painted(pilot)
        assert "Elsine Courier" in shown
        assert "Valley Post" in shown
        entry = page.rows.selected_row
        for side, outlet in ((entry.line.left, entry.left), (entry.line.right, entry.right)):
            assert {each.source for each in side.statements} == {outlet}
        statements: Any = await go(pilot, "enter")
        assert statements.rows.paged.total == entry.line.left.tally.total > 1
        assert {statements.rows.paged.row(number).source for number in range(2)} == {entry.left}


async def test_two_periods_are_compared_by_holder(board: Board) -> None:
    async with board("C", "j", "enter") as pilot:
        await go(pilot, "enter")
        page: Any = pilot.app.screen
        assert isinstance(page, ComparisonPage)
        assert TOLVANEN in painted(pilot)
        assert "2025-03-03" in page.rows.border_title
        assert "2025-04-16" in page.rows.border_title


async def test_periods_that_mean_nothing_are_refused_with_an_example(board: Board) -> None:
    async with board("C", "j", "enter") as pilot:
        await pilot.press("ctrl+a", "ctrl+k", *"soon", "enter")
        await pilot.pause()
        assert "2025-03-01..2025-03-15" in painted(pilot)
        await pilot.press("escape")


# -- narrowing ----------------------------------------------------------------


async def test_digits_leave_one_stance_and_give_all_back(board: Board) -> None:
    async with board("3") as pilot:
        page: Any = pilot.app.screen
        assert names(page) == [SAARINEN]
        assert "~ conditional" in painted(pilot)
        await go(pilot, "3")
        assert len(names(page)) == 5
        await go(pilot, "2", "0")
        assert len(names(page)) == 5


async def test_a_filter_line_narrows_by_all_there_is_and_is_shown(board: Board) -> None:
    line = "stance:opp kind:person topic:crane source:valley since:2025-03-05 until:2025-03"
    async with board() as pilot:
        page: Any = await type_line(pilot, "backslash", line)
        assert names(page) == [TOLVANEN]
        shown = painted(pilot)
        for label in ("✘ opposes", "person", "topic crane hall", "outlet Valley Post", "since 2025-03-05"):
            assert label in shown
        assert "until 2025-03-31" in shown
        await go(pilot, "backslash")
        assert 'source:"Valley Post"' in painted(pilot)
        await go(pilot, "escape", "0")
        assert len(names(page)) == 5


async def type_line(pilot: Pilot[None], key: str, line: str) -> Any:
    await go(pilot, key)
    await pilot.press(*({" ": "space", ":": "colon", "-": "minus"}.get(each, each) for each in line))
    return await go(pilot, "enter")


async def test_a_filter_that_cannot_be_read_says_why_and_stays_to_be_mended(board: Board) -> None:
    async with board() as pilot:
        page: Any = await type_line(pilot, "backslash", "stance:angry")
        assert page.status.said == "stance: is one of supports, opposes, conditional, neutral"
        assert "stance:angry" in painted(pilot)
        assert len(names(page)) == 5


async def test_a_name_is_found_as_it_is_typed_and_escape_lets_it_go(board: Board) -> None:
    async with board("f", *"tolv") as pilot:
        page: Any = pilot.app.screen
        assert names(page) == [TOLVANEN]
        await go(pilot, "escape")
        assert len(names(page)) == 5
        await go(pilot, "f", *"adey", "enter")
        assert names(page) == [ADEYEMI]
        assert page.focused is page.rows


async def test_filters_are_picked_from_a_list_with_counts(board: Board) -> None:
    async with board("F") as pilot:
        shown = painted(pilot)
        for word in ("supports", "organisation", "crane hall", "Valley Post"):
            assert word in shown
        page: Any = await go(pilot, "j", "enter")
        assert page.narrowing.question.stance == "opposes"
        page = await go(pilot, "F", "j", "enter")
        assert page.narrowing.question.stance is None


async def test_nothing_left_says_how_to_get_it_back(board: Board) -> None:
    async with board() as pilot:
        page: Any = await type_line(pilot, "backslash", "kind:state")
        assert names(page) == []
        assert "0 takes every filter away" in painted(pilot)


# -- putting right ----------------------------------------------------------------


async def test_a_holder_is_renamed_and_undo_takes_it_back(board: Board) -> None:
    async with board("r") as pilot:
        await pilot.press("ctrl+a", "ctrl+k", *"Tolvanen")
        page: Any = await go(pilot, "enter")
        assert "Tolvanen" in names(page)
        assert TOLVANEN not in names(page)
        assert "takes it back" in page.status.said
        await go(pilot, "u")
        assert TOLVANEN in names(page)
        await go(pilot, "U")
        assert "Tolvanen" in names(page)


async def test_marked_holders_are_merged_under_the_name_that_is_picked_and_undone(board: Board) -> None:
    async with board() as pilot:
        page: Any = pilot.app.screen
        total = page.rows.selected_row.tally.total
        await go(pilot, "space")
        await to(pilot, ADEYEMI)
        await go(pilot, "space", "plus", "enter")
        assert names(page).count(TOLVANEN) == 1
        assert ADEYEMI not in names(page)
        await to(pilot, TOLVANEN)
        assert page.rows.selected_row.tally.total == total + 2
        assert page.rows.marked == {}
        await go(pilot, "u")
        assert ADEYEMI in names(page)


async def test_what_was_merged_can_be_split_again(board: Board) -> None:
    async with board() as pilot:
        page: Any = pilot.app.screen
        await go(pilot, "space")
        await to(pilot, ADEYEMI)
        await go(pilot, "space", "plus", "enter")
        await to(pilot, TOLVANEN)
        await go(pilot, "minus")
        assert ADEYEMI in painted(pilot)
        await go(pilot, "j", "enter")
        assert ADEYEMI in names(page)


async def test_a_topic_is_renamed_and_pinned_in_the_matrix(board: Board) -> None:
    async with board("t", "tab", "l") as pilot:
        page: Any = pilot.app.screen
        topic = page.matrix.topic
        await go(pilot, "r")
        await pilot.press("ctrl+a", "ctrl+k", *"Karso")
        await go(pilot, "enter")
        assert page.matrix.topic.name == "Karso"
        await go(pilot, "asterisk")
        assert page.matrix.matrix.topics[0].name == "Karso"
        assert page.matrix.matrix.topics[0].pinned
        await go(pilot, "u", "u")
        assert {each.name for each in page.matrix.matrix.topics} >= {topic.name}
        assert not any(each.pinned for each in page.matrix.matrix.topics)


async def test_marked_topics_are_merged(board: Board) -> None:
    async with board("t", "tab") as pilot:
        page: Any = pilot.app.screen
        before = len(page.matrix.matrix.topics)
        kept = page.matrix.topic
        await go(pilot, "space", "space", "plus", "enter")
        assert len(page.matrix.matrix.topics) == before - 1
        assert kept.name in {each.name for each in page.matrix.matrix.topics}
        await go(pilot, "u")
        assert len(page.matrix.matrix.topics) == before


async def test_merging_without_two_marks_says_so(board: Board) -> None:
    async with board("plus") as pilot:
        page: Any = pilot.app.screen
        assert page.status.said == "mark two holders or more with Space first"


# -- taking away -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".html", ".md", ".csv", ".json"])
async def test_the_board_is_written_to_a_file_in_the_form_of_its_suffix(
    board: Board, tmp_path: Path, suffix: str
) -> None:
    target = tmp_path / f"board{suffix}"
    async with board("x") as pilot:
        await pilot.press("ctrl+a", "ctrl+k")
        pilot.app.screen.line.value = str(target)  # type: ignore[attr-defined]
        page: Any = await written(pilot, target)
        assert page.status.said.startswith(f"written: {target}")
    text = target.read_text(encoding="utf-8")
    assert TOLVANEN in text
    assert "the crane hall had her support" in text


async def written(pilot: Pilot[None], target: Path) -> Any:
    await pilot.press("enter")
    for _ in range(200):
        await settled(pilot)
        if target.exists():
            break
        await pilot.pause(0.02)
    return await go(pilot)


async def test_a_page_offers_to_write_what_it_shows(board: Board, tmp_path: Path) -> None:
    async with board("c", "x") as pilot:
        target = tmp_path / "moved.csv"
        pilot.app.screen.line.value = str(target)  # type: ignore[attr-defined]
        await written(pilot, target)
    text = target.read_text(encoding="utf-8")
    assert "contradiction" in text
    assert RANTA in text


async def test_the_key_that_leads_to_the_matrix_or_to_movement_leads_back_and_each_from_the_other(board: Board) -> None:
    async with board() as pilot:
        page = pilot.app.screen
        assert isinstance(await go(pilot, "t"), MatrixPage)
        assert isinstance(await go(pilot, "c"), MovementsPage)
        assert isinstance(await go(pilot, "c"), MatrixPage)
        assert await go(pilot, "t") is page


async def test_a_holders_page_shows_how_that_holder_has_moved(board: Board) -> None:
    async with board() as pilot:
        await to(pilot, RANTA)
        page: Any = await go(pilot, "enter", "c")
        assert [page.rows.paged.row(number).holder for number in range(page.rows.paged.total)] == [RANTA]
        assert f"How {RANTA} has moved" in painted(pilot)
