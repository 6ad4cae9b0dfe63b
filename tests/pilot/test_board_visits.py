from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from index.article import Analysis, Article
from tests.pilot import board_library, small_library
from tests.pilot.conftest import settled
from tests.pilot.driving import painted
from tests.pilot.small_library import entity, position
from tests.pilot.test_board import go
from tui.app import Sayso
from tui.board.holders_page import HoldersPage
from tui.board.statements_page import StatementsPage
from tui.screens.reader import ReaderScreen

Visit = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture
def visit(tmp_path: Path) -> Visit:
    """Opens the reader on a library of its own, at its fourth result, and then does what keys say."""
    library = board_library.make(tmp_path / "library")

    @asynccontextmanager
    async def open_reader(*keys: str, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
        app = Sayso(library, background=None)
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await go(pilot, "j", "j", "j", "enter", *keys)
            yield pilot

    return open_reader


def reader_of(pilot: Pilot[None]) -> ReaderScreen:
    app: Any = pilot.app
    reader: ReaderScreen = app.reader
    return reader


def title(reader: ReaderScreen) -> str:
    assert reader.article.article is not None
    return reader.article.article.title


async def test_a_statement_of_the_board_is_read_in_the_readers_own_article_with_all_of_its_keys(visit: Visit) -> None:
    async with visit("w", "enter", "enter") as pilot:
        reader = reader_of(pilot)
        assert pilot.app.screen is reader
        assert reader.visited is not None
        visited = reader.visited.article_id
        assert reader.article.article is not None
        assert reader.article.article.id == visited
        assert reader.positions.position is not None
        assert reader.positions.position.statement.text == reader.visited.text
        await go(pilot, "T", *"harbour", "enter")
        assert reader.librarian.library.kept.flags([visited])[visited].tags == ("harbour",)
        await go(pilot, "f", *"port", "enter")
        assert reader.article.found
        await go(pilot, "escape", "x", "escape")
        assert pilot.app.screen is reader
        assert reader.visited.article_id == visited


async def test_escape_leads_back_to_the_very_row_and_the_reader_below_is_as_it_was(visit: Visit) -> None:
    async with visit("right_square_bracket") as pilot:
        reader = reader_of(pilot)
        before = title(reader), reader.results.selected, reader.positions.selected, reader.here
        page: Any = await go(pilot, "w", "enter", "j", "j")
        row = page.rows.selected, page.rows.scroll_y
        await go(pilot, "enter")
        assert title(reader) != before[0]
        assert await go(pilot, "escape") is page
        assert (page.rows.selected, page.rows.scroll_y) == row
        assert isinstance(await go(pilot, "escape"), HoldersPage)
        assert await go(pilot, "escape") is reader
        assert (title(reader), reader.results.selected, reader.positions.selected, reader.here) == before


async def test_a_result_chosen_while_visiting_stays_and_escape_still_leads_to_the_board(visit: Visit) -> None:
    async with visit("w", "enter", "enter") as pilot:
        reader = reader_of(pilot)
        reader.results.select(0, opened=True)
        await settled(pilot)
        chosen = title(reader)
        assert reader.visited is None
        await go(pilot, "escape")
        assert pilot.app.screen is reader
        assert isinstance(await go(pilot, "escape"), StatementsPage)
        await go(pilot, "escape", "escape")
        assert (pilot.app.screen, title(reader)) == (reader, chosen)


async def test_a_board_opened_from_a_visited_article_leads_back_through_all_of_it(visit: Visit) -> None:
    async with visit("w", "enter", "enter") as pilot:
        reader = reader_of(pilot)
        first = title(reader)
        await go(pilot, "w", "G", "enter", "enter")
        assert (pilot.app.screen, title(reader) != first) == (reader, True)
        await go(pilot, "escape", "escape", "escape")
        assert (pilot.app.screen, title(reader)) == (reader, first)
        assert isinstance(await go(pilot, "escape"), StatementsPage)
        await go(pilot, "q")
        assert pilot.app.screen is reader
        assert reader.visited is None


async def test_the_reader_is_left_off_at_its_own_article_whatever_the_board_led_to(visit: Visit) -> None:
    async with visit() as pilot:
        reader = reader_of(pilot)
        before = reader.session()
        await go(pilot, "w", "enter", "enter")
        after = reader.session()
        assert (after.article, after.query, after.position) == (before.article, before.query, None)


async def test_the_status_line_says_how_to_go_on_and_back(visit: Visit) -> None:
    async with visit("w", "enter", "enter", size=(80, 24)) as pilot:
        assert "statement 1 of" in reader_of(pilot).status.said
        assert "back to the board" in painted(pilot)


async def test_the_office_of_a_holder_is_opened_at_the_words_that_give_it(tmp_path: Path) -> None:
    text = (
        "The bridge was talked of at length.\n\n" * 40
        + "Croatian President Ada Obi said that the bridge would be built."
    )
    said = position(text, "Ada Obi", "said", "the bridge would be built", "supports", "the bridge")
    article = Article("A bridge", text, published=datetime(2025, 3, 1))  # noqa: DTZ001 - as articles have it
    library = small_library.make(tmp_path, [(article, Analysis((entity(text, "Ada Obi", "PERSON"),), (said,)))])
    app = Sayso(library, background=None)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await go(pilot, "w", "enter")
        assert "president of Croatia" in painted(pilot)
        await go(pilot, "i")
        reader = reader_of(pilot)
        assert pilot.app.screen is reader
        (lit,) = reader.article.found or ()
        assert text[lit.start : lit.end] == "Croatian President Ada Obi"
        assert "Croatian President Ada Obi" in painted(pilot)
        assert reader.status.said.startswith("president of Croatia 1 of 1")
        await go(pilot, "escape")
        assert isinstance(pilot.app.screen, StatementsPage)
        assert not reader.article.found


async def test_who_has_no_office_is_said_to_have_none(visit: Visit) -> None:
    async with visit("w", "enter", "i") as pilot:
        page: Any = pilot.app.screen
        assert "no article gives" in page.status.said
