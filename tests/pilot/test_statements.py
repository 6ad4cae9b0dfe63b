"""Statements searched as documents of their own: what is found, lit, ordered, opened, and how one comes back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pilot.board_library import RANTA, TOLVANEN
from tests.pilot.driving import painted
from tests.pilot.test_board import go
from tests.pilot.test_board_visits import Visit, reader_of, visit  # noqa: F401 - a fixture
from tui.board.found_page import FoundPage


def rows(page: Any) -> list[Any]:
    return [page.rows.paged.row(number) for number in range(page.rows.paged.total)]


async def test_the_statements_of_the_query_come_with_their_holders(visit: Visit) -> None:  # noqa: F811
    async with visit("slash", *"holder", "colon", *"tolvanen", "enter", "W") as pilot:
        page: Any = pilot.app.screen
        assert isinstance(page, FoundPage)
        assert {row.holder for row in rows(page)} == {TOLVANEN}
        assert "holder:tolvanen" in painted(pilot)


async def test_statements_are_found_as_the_query_is_typed_and_their_hits_are_lit(visit: Visit) -> None:  # noqa: F811
    async with visit("W", "slash", *"roa") as pilot:
        page: Any = pilot.app.screen
        assert sorted(row.text for row in rows(page)) == [
            "she could back the crane hall if the road was paid for",
            "the crane hall a road to nowhere",
        ]
        lit = [text for text, name in page.rows.draw(rows(page)[0], 100)[1] if name == "hit"]
        assert lit == ["road"]
        await go(pilot, "enter")
        assert "Nobody is found saying this." in painted(pilot)  # there is no such word


async def test_what_cannot_be_searched_for_is_said_and_loses_nothing(visit: Visit) -> None:  # noqa: F811
    async with visit("W") as pilot:
        page: Any = pilot.app.screen
        before = rows(page)
        await go(pilot, "slash", *"date", "colon", *"nonsense", "enter")
        assert rows(page) == before
        assert "date" in page.status.said


async def test_orders_change_and_are_said(visit: Visit) -> None:  # noqa: F811
    async with visit("W") as pilot:
        page: Any = pilot.app.screen
        assert page.order_said() == "newest first"  # without a query
        days = [row.published for row in rows(page)]
        assert days == sorted(days, reverse=True)
        await go(pilot, "s", "s")
        assert page.order_said() == "oldest first"
        assert [row.published for row in rows(page)] == sorted(days)
        assert "oldest first" in painted(pilot)


async def test_a_statement_opens_at_its_words_and_escape_leads_back_to_it(visit: Visit) -> None:  # noqa: F811
    async with visit("W", "slash", *"ranta", "enter", "j", "enter", size=(80, 24)) as pilot:
        reader = reader_of(pilot)
        assert reader.visited.holder == RANTA
        assert reader.article.position.statement.text == reader.visited.text
        assert "back to the statements" in painted(pilot)
        page: Any = await go(pilot, "escape")
        assert isinstance(page, FoundPage)
        assert page.rows.selected == 1
        assert await go(pilot, "escape") is reader


async def test_going_on_fetches_further_statements_and_the_count_is_of_all(
    visit: Visit,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(FoundPage, "BATCH", 3)
    async with visit("W", "enter", size=(120, 12)) as pilot:
        reader, page = reader_of(pilot), pilot.app.screen_stack[-2]
        assert isinstance(page, FoundPage)
        everything = page.total
        assert everything > 9
        seen = [reader.visited]
        for number in range(2, everything + 1):
            await go(pilot, "J")
            assert f"statement {number} of {everything}" in reader.status.said
            seen.append(reader.visited)
        assert len({(each.article_id, each.spans) for each in seen if each}) == everything
        await go(pilot, "J")
        assert reader.status.said == "that was the last statement"


async def test_a_statement_goes_on_to_the_next_one(visit: Visit) -> None:  # noqa: F811
    async with visit("W", "slash", *"ranta", "enter", "enter", "J") as pilot:
        assert reader_of(pilot).visited.text == rows(pilot.app.screen_stack[-2])[1].text
