from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from textual import events

from index.answer import Page
from index.library import Library
from tests.pilot import small_library
from tests.pilot.conftest import Reader, settled
from tests.pilot.driving import act, painted, press, screen, type_query
from tui.librarian import PAGE, Librarian
from tui.messages import Answered, Asked


async def test_the_first_article_is_open_with_its_positions_when_the_reader_starts(reader: Reader) -> None:
    async with reader() as pilot:
        shown = painted(pilot)
        assert screen(pilot).focused is screen(pilot).results
        assert "124 articles · newest first" in shown
        assert shown.count("Dockers turn down crane hall") == 2
        assert "Elsine Courier · 12 Apr 2025 · by Ana Ruiz · 1 min" in shown
        assert "Positions · 7" in shown
        assert "✘ opposes a second crane hall" in shown
        assert "■ person  ■ organisation  ■ place" in shown


async def test_typing_searches_and_shows_how_much_was_found(reader: Reader) -> None:
    async with reader() as pilot:
        await type_query(pilot, "karso da")
        shown = painted(pilot)
        assert "1 of 124 · " in shown
        assert screen(pilot).article.article.title == "Assembly backs Karso dam"
        assert screen(pilot).article.hits


async def test_enter_in_the_search_bar_goes_to_the_results(reader: Reader) -> None:
    async with reader() as pilot:
        await type_query(pilot, "harbour")
        s = await press(pilot, "enter")
        assert s.focused is s.results
        assert s.results.listing.total == 122
        assert not s.results.listing.asked.typing


async def test_a_query_given_at_the_start_is_searched_first(reader: Reader) -> None:
    async with reader(query="stance:conditional") as pilot:
        assert screen(pilot).results.listing.total == 1
        assert screen(pilot).search_bar.query_text == "stance:conditional"


async def test_a_query_that_cannot_be_read_says_why_and_leaves_the_results(reader: Reader) -> None:
    async with reader() as pilot:
        await type_query(pilot, "stance:angry")
        s = await press(pilot, "enter")
        assert "stance: is one of supports, opposes, conditional, neutral" in painted(pilot).splitlines()[1]
        assert s.results.listing.total
        assert s.search_bar.input.syntax.column is not None


async def test_nothing_found_says_so(reader: Reader) -> None:
    async with reader() as pilot:
        await type_query(pilot, "zyzzyva")
        s = await press(pilot, "enter")
        assert "Nothing among 124 articles for" in painted(pilot)
        assert s.article.article is None
        assert not s.positions.positions
        await press(pilot, "j", "k", "n", "right_square_bracket", "enter", "space", "G", "g", "y", "J", "K")


async def test_an_answer_that_was_overtaken_is_not_shown(reader: Reader) -> None:
    async with reader() as pilot:
        s = screen(pilot)
        s.ask("karso")
        late = s.results.listing.asked
        s.ask("lamplighter")
        await settled(pilot)
        assert s.results.listing.asked.query == "lamplighter"
        assert s.results.listing.asked.generation > late.generation
        assert s.article.article.title == "Notes of a lamplighter"


async def test_while_one_types_on_results_follow_but_never_go_back(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader() as pilot:
        s = screen(pilot)
        asked: list[Asked] = []
        monkeypatch.setattr(s.librarian, "search", lambda one, offset=0: asked.append(one))
        await type_query(pilot, "lam")

        async def answer(one: Asked) -> str:
            found = s.librarian.library.search(one.query, typing=True)
            s.post_message(Answered(one, found, s.librarian.library.counts()))
            await settled(pilot)
            return s.results.listing.asked.query

        first, second, third = asked
        assert [await answer(one) for one in (second, first, third, second)] == ["la", "la", "lam", "lam"]


async def test_moving_through_results_shows_each_article(reader: Reader) -> None:
    async with reader() as pilot:
        s = await press(pilot, "j")
        assert s.article.article.title == "Assembly backs Karso dam"
        s = await press(pilot, "k")
        assert s.article.article.title == "Dockers turn down crane hall"
        s = await press(pilot, "G")
        assert s.results.selected == 123
        assert s.results.hit is not None
        assert s.article.article.id == s.results.hit.id
        s = await press(pilot, "g")
        assert s.results.selected == 0


async def test_pages_that_were_not_fetched_come_when_they_are_scrolled_to(reader: Reader) -> None:
    async with reader() as pilot:
        s = screen(pilot)
        assert s.results.listing.hit(110) is None
        s.results.select(110)
        await settled(pilot)
        assert s.results.listing.hit(110) is not None


async def test_hits_are_gone_through_and_on_into_the_next_result(reader: Reader) -> None:
    async with reader(query="tolvanen OR ranta") as pilot:
        s = screen(pilot)
        first = s.article.article.title
        count = len(s.article.hits)
        assert count > 1
        for number in range(count):
            await press(pilot, "n")
            assert s.article._hit_here == number
        await press(pilot, "n")
        assert s.article.article.title != first
        assert s.article._hit_here == 0
        await press(pilot, "N")
        assert s.article.article.title == first
        assert s.article._hit_here == count - 1


async def test_hits_without_a_search_say_what_to_do(reader: Reader) -> None:
    async with reader() as pilot:
        s = await press(pilot, "n")
        assert "type / first" in s.status.said


async def test_the_order_changes_with_s(reader: Reader) -> None:
    async with reader(query="harbour") as pilot:
        assert "relevance" in painted(pilot).splitlines()[0]
        await press(pilot, "s")
        assert "newest" in painted(pilot).splitlines()[0]
        s = await press(pilot, "s")
        assert "oldest" in painted(pilot).splitlines()[0]
        dates = [s.results.listing.hit(row).published for row in range(10)]
        assert dates == sorted(dates)


async def test_the_order_is_told_truly_where_nothing_is_searched_for(reader: Reader) -> None:
    async with reader() as pilot:
        assert "newest first" in painted(pilot).splitlines()[0]
        while (await press(pilot, "s")).sort != "oldest":
            pass
        assert "oldest first" in painted(pilot).splitlines()[0]


async def test_what_is_typed_next_takes_the_place_of_what_was_found_in_the_article(reader: Reader) -> None:
    async with reader() as pilot:
        s = await press(pilot, "f", *"hall", "enter", "f", *"port")
        assert s.find_bar.value == "port"


async def test_entities_are_gone_through_and_enter_searches_for_one(reader: Reader) -> None:
    async with reader() as pilot:
        s = await press(pilot, "i")
        assert s.focused is s.article
        assert s.article.entity.name == "Elsine"
        s = await press(pilot, "i")
        assert s.article.entity.name == "Mara Tolvanen"
        assert "Mara Tolvanen · person · 4× · ⏎ searches" in painted(pilot)
        s = await press(pilot, "I")
        assert s.article.entity.name == "Elsine"
        s = await press(pilot, "I", "I")
        assert s.status.said == "no further entity"
        s = await press(pilot, "i", "enter")
        assert s.search_bar.query_text == 'entity:"Mara Tolvanen"'
        assert s.focused is s.results
        assert s.results.listing.total == 1


async def test_escape_leaves_the_entity_before_it_leaves_the_article(reader: Reader) -> None:
    async with reader() as pilot:
        s = await press(pilot, "i", "escape")
        assert s.article.entity is None
        assert s.focused is s.article
        s = await press(pilot, "escape")
        assert s.focused is s.results


async def test_words_are_found_in_the_article_and_escape_gives_the_hits_back(reader: Reader) -> None:
    async with reader(query="tolvanen") as pilot:
        s = screen(pilot)
        marks = s.article.hits
        await press(pilot, "f", *"HALL")
        assert s.status.said == "place 1 of 4"
        assert s.article.hits != marks
        assert s.article._hit_here == 0
        await press(pilot, "enter", "n", "n")
        assert s.focused is s.article
        assert s.article._hit_here == 2
        await press(pilot, "escape")
        assert s.article.hits == marks
        assert not s.find_bar.has_class("-open")


async def test_keys_typed_in_one_go_reach_the_search_bar(reader: Reader) -> None:
    async with reader() as pilot:
        app = pilot.app
        for character in "/karso":
            app.post_message(events.Key("slash" if character == "/" else character, character))
        app.post_message(events.Key("enter", "\r"))
        app.post_message(events.Key("right_square_bracket", "]"))
        await pilot.pause(0.2)
        await settled(pilot)
        s = screen(pilot)
        assert s.search_bar.query_text == "karso"
        assert s.results.listing.total == 1
        assert s.focused is s.results


async def test_keys_after_enter_act_on_what_was_asked_for_however_long_it_takes(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = Library.search

    def slow(library: Library, query: str, **how: Any) -> Page:
        time.sleep(0.3)
        return search(library, query, **how)

    async with reader() as pilot:
        s = screen(pilot)
        before = s.article.article
        assert before is not None
        monkeypatch.setattr(Library, "search", slow)
        opened: list[str | None] = []
        s.article.watch(s, "focused", lambda now: opened.append(s.article.article.title) if now is s.article else None)
        for key in ("slash", *"karso", "enter", "enter"):
            pilot.app.post_message(events.Key(key, {"slash": "/", "enter": "\r"}.get(key, key)))
        await pilot.pause(1.0)
        await settled(pilot)
        assert s.focused is s.article
        assert opened == ["Assembly backs Karso dam"] != [before.title]


async def test_pasted_and_given_control_characters_do_not_get_into_the_search_bar(reader: Reader) -> None:
    async with reader(query="karso\x1b]2;x\x07") as pilot:
        s = screen(pilot)
        assert "\x1b" not in s.search_bar.query_text
        await press(pilot, "/")
        pilot.app.post_message(events.Paste("dam\x1b[31m\u202e"))
        await settled(pilot)
        assert not set("\x1b\x07\u202e") & set(s.search_bar.query_text)
        assert "dam" in s.search_bar.query_text
        assert "\x1b" not in painted(pilot)


async def test_what_was_not_read_has_a_dot_until_it_is_opened(tmp_path: Path, reader: Reader) -> None:
    async with reader(small_library.make(tmp_path / "own")) as pilot:
        assert painted(pilot).count("●") == 4
        await act(pilot, "open")
        assert painted(pilot).count("●") == 3
        assert "● Dockers" not in painted(pilot)


async def test_a_first_query_that_cannot_be_read_says_so_where_the_results_would_be(reader: Reader) -> None:
    async with reader(query="stance:angry") as pilot:
        assert "This cannot be searched for:" in painted(pilot)


async def test_while_a_query_is_typed_no_more_is_asked_for_than_the_screen_shows(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[int] = []
    more = Librarian.more

    def watched(librarian: Librarian, asked: Asked, offset: int) -> None:
        pages.append(offset)
        more(librarian, asked, offset)

    monkeypatch.setattr(Librarian, "more", watched)
    async with reader() as pilot:
        pages.clear()
        await type_query(pilot, "harbour")
        assert screen(pilot).results.listing.total > 3 * PAGE
        assert pages == []
        await press(pilot, "enter")
        assert pages == [PAGE]


async def test_going_to_the_search_bar_makes_the_library_ready_once(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries: list[str] = []
    search = Library.search

    def watched(library: Library, query: str, **how: Any) -> Page:
        queries.append(query)
        return search(library, query, **how)

    async with reader() as pilot:
        monkeypatch.setattr(Library, "search", watched)
        await press(pilot, "slash")
        assert len(queries) == 1
        await press(pilot, "escape", "slash")
        assert len(queries) == 1
        assert screen(pilot).results.listing.asked.query == ""


async def test_a_new_query_takes_the_place_of_the_one_before_which_an_arrow_keeps(reader: Reader) -> None:
    async with reader() as pilot:
        s = await press(pilot, "slash", *"karso", "enter", "slash", *"crane")
        assert s.search_bar.query_text == "crane"
        await press(pilot, "enter", "slash", "right", "space", *"hall")
        assert s.search_bar.query_text == "crane hall"


async def test_a_query_that_was_refused_is_typed_on(reader: Reader) -> None:
    async with reader() as pilot:
        s = await press(pilot, "slash", *"(karso", "enter")
        await press(pilot, "right_parenthesis")
        assert s.search_bar.query_text == "(karso)"
