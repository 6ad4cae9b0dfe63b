from __future__ import annotations

from tests.pilot.conftest import Reader, settled
from tests.pilot.driving import act, painted, screen, type_query


async def test_an_empty_result_says_why_and_enter_takes_the_nearest_query(reader: Reader) -> None:
    async with reader(query='harbour source:"Valley Post" stance:conditional') as pilot:
        shown = painted(pilot)
        assert "No article has all of it:" in shown
        assert "harbour · 122" in shown
        assert "stance:conditional · 1" in shown
        s = screen(pilot)
        offered = s.results.offer
        assert offered == "harbour stance:conditional"
        s = await act(pilot, "open")
        assert s.search_bar.query_text == offered
        assert s.results.listing.total == 1
        assert s.results.offer == ""


async def test_a_word_that_no_article_has_is_named_and_a_click_leaves_it_out(reader: Reader) -> None:
    async with reader(query="hall zyzzyva", size=(80, 24)) as pilot:
        lines = painted(pilot).splitlines()
        assert any("No article has zyzzyva" in line for line in lines)
        offered = next(number for number, line in enumerate(lines) if line.strip() == "hall")
        await pilot.click("#results", offset=(3, offered - 1))
        await settled(pilot)
        assert screen(pilot).search_bar.query_text == "hall"
        assert screen(pilot).results.listing.total == 1


async def test_a_word_that_is_misspelt_is_put_right(reader: Reader) -> None:
    async with reader(query="dockerz") as pilot:
        assert "⏎ finds 1 article with other" in painted(pilot)
        offered = screen(pilot).results.offer
        s = await act(pilot, "open")
        assert s.search_bar.query_text == offered
        assert s.results.listing.total == 1


async def test_while_a_query_is_being_typed_nothing_is_offered(reader: Reader) -> None:
    async with reader() as pilot:
        s = await type_query(pilot, "hall qqq")
        assert "Nothing among 124 articles" in painted(pilot)
        assert s.results.offer == ""
        await act(pilot, "open")
        assert s.results.offer == "hall"


async def test_keys_that_need_a_result_or_an_article_say_that_there_is_none(reader: Reader) -> None:
    async with reader(query="zyzzyva") as pilot:
        s = await act(pilot, "read_all")
        assert s.status.said == "nothing was found that could be marked"
        await act(pilot, "next_entity")
        assert s.status.said == "no article is open"
