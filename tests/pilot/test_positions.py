from __future__ import annotations

import pytest

from index.article import Analysis
from tests.pilot.conftest import Reader, settled
from tests.pilot.driving import act, painted, press, screen
from tests.pilot.small_library import HARBOUR


async def test_brackets_go_through_positions_in_the_order_of_the_text_and_light_their_words(reader: Reader) -> None:
    async with reader() as pilot:
        starts = []
        for _ in range(7):
            s = await press(pilot, "right_square_bracket")
            position = s.positions.position
            assert position is not None
            assert s.article.position is position
            starts.append(position.statement.spans[0].start)
            lit = [(start, end) for layer in s.article._lit() for start, end, _ in layer.within(0, 10**6)]
            assert set(position.statement.spans) <= set(lit)
        assert starts == sorted(starts)
        s = await press(pilot, "right_square_bracket")
        assert s.status.said == "no further position"
        s = await press(pilot, "left_square_bracket")
        assert s.positions.position.statement.spans[0].start == starts[-2]


async def test_the_words_of_a_position_are_brought_onto_the_screen(reader: Reader) -> None:
    async with reader(size=(80, 12)) as pilot:
        for _ in range(7):
            s = await press(pilot, "right_square_bracket")
        start = s.positions.position.statement.spans[0].start
        place = s.article._lines.place(start).line + len(s.article._header)
        top = round(s.article.scroll_y)
        assert top <= place < top + s.article.rows
        assert s.focused is s.article


async def test_where_the_lit_words_have_been_scrolled_away_to_is_told(reader: Reader) -> None:
    async with reader(size=(80, 12)) as pilot:
        s = await press(pilot, "enter", "right_square_bracket")
        named = next(line for line in painted(pilot).splitlines() if s.positions.position.holder.name in line[-80:])
        assert not {"↑", "↓"} & set(named)
        await press(pilot, "G")
        assert " ↑ " in painted(pilot)
        await press(pilot, *["right_square_bracket"] * 6, "g")
        assert " ↓ " in painted(pilot)


async def test_the_positions_panel_hides_and_comes_back(reader: Reader) -> None:
    async with reader() as pilot:
        assert "Positions · 7" in painted(pilot)
        await press(pilot, "p")
        assert "Positions · 7" not in painted(pilot)
        await press(pilot, "p")
        assert "Positions · 7" in painted(pilot)


@pytest.mark.parametrize("width", [80, 100])
async def test_where_there_is_less_room_p_shows_the_positions_too(reader: Reader, width: int) -> None:
    async with reader(size=(width, 24)) as pilot:
        assert "Positions · 7" not in painted(pilot)
        s = await press(pilot, "p")
        assert "Positions · 7" in painted(pilot)
        s = await press(pilot, "p")
        assert "Positions · 7" not in painted(pilot)
        assert s.focused is not None


async def test_positions_group_by_stance_and_back(reader: Reader) -> None:
    async with reader() as pilot:
        await press(pilot, "t")
        assert "✘ opposes · 3" in painted(pilot)
        await press(pilot, "t")
        assert "Mara Tolvanen" in painted(pilot)


async def test_moving_in_the_positions_lights_each_and_enter_goes_to_the_words(reader: Reader) -> None:
    async with reader() as pilot:
        s = await press(pilot, "tab", "tab", "j", "j")
        assert s.positions.selected == 1
        assert s.article.position is s.positions.positions[1]
        s = await press(pilot, "enter")
        assert s.focused is s.article
        s = await press(pilot, "escape")
        assert s.article.position is None


async def test_a_click_on_a_position_lights_its_words(reader: Reader) -> None:
    async with reader() as pilot:
        s = screen(pilot)
        await pilot.click("#positions", offset=(5, 2))
        await settled(pilot)
        assert s.positions.selected == 0
        assert s.article.position is s.positions.positions[0]


async def test_a_key_selects_the_positions_that_the_sentence_at_hand_holds(reader: Reader) -> None:
    async with reader() as pilot:
        s = screen(pilot)
        s.article.reveal(HARBOUR.index("load a single"), HARBOUR.index("load a single") + 4)
        await act(pilot, "here")
        assert s.positions.selected == 1
        s.article.reveal(0, 5)
        await act(pilot, "here")
        assert s.positions.selected == 0
        both = HARBOUR.index("The Harbour Board")
        s.article.reveal(both, both + 4)
        await act(pilot, "here")
        assert s.positions.selected == 2
        await act(pilot, "here")
        assert s.status.said == ""


async def test_where_nobody_pointed_at_a_sentence_the_next_position_on_the_screen_is_taken(reader: Reader) -> None:
    async with reader(size=(80, 12)) as pilot:
        s = await act(pilot, "open", "here")
        assert s.positions.selected == 0
        s.positions.select(None)
        s.article.reveal(0, 5)
        s.article.find("Saturday")
        s.article.go_to_hit(1)
        await act(pilot, "here")
        assert s.positions.selected == 0


async def test_a_sentence_with_several_positions_is_gone_through_and_one_without_says_so(reader: Reader) -> None:
    async with reader() as pilot:
        s = screen(pilot)
        later = HARBOUR.index("Tolvanen said later")
        s.article.reveal(later, later + 8)
        numbers = []
        for _ in range(3):
            await act(pilot, "here")
            numbers.append(s.positions.selected)
        assert numbers == [6, 6, 6]
        s.article.show(s.article.article, Analysis((), ()), ())
        s.positions.show(())
        await act(pilot, "here")
        assert s.status.said == "no position here"


async def test_a_click_into_the_words_of_a_position_lights_it_and_one_on_a_name_goes_to_the_entity(
    reader: Reader,
) -> None:
    async with reader() as pilot:
        s = screen(pilot)

        async def click(words: str) -> None:
            place = s.article._lines.place(HARBOUR.index(words) + 1)
            left = (s.article.columns - s.article.measure) // 2
            await pilot.click("#article", offset=(left + place.cell, 1 + len(s.article._header) + place.line))
            await settled(pilot)

        await click("load a single")
        assert s.positions.selected == 1
        await click("Saarinen kept")
        assert s.article.entity.name == "Édith Saarinen"
        assert "⏎ searches" in s.status.said
        assert s.positions.selected == 1


async def test_positions_are_filtered_by_holder_or_stance_and_the_pane_says_so(reader: Reader) -> None:
    async with reader() as pilot:
        s = await press(pilot, "backslash", *"tol opp")
        assert s.focused is s.filter_bar
        assert s.positions.shown == [0, 1, 5]
        assert "Positions · tol opp · 3 of 7" in painted(pilot)
        await act(pilot, "open")
        assert s.focused is s.positions
        await act(pilot, "bottom")
        assert s.positions.selected == 5
        await act(pilot, "top")
        await act(pilot, "next_position", "next_position", "next_position")
        assert s.status.said == "no further position"
        assert s.positions.selected == 5
        await act(pilot, "back")
        assert len(s.positions.shown) == 7
        assert "Positions · 7" in painted(pilot)
        assert not s.filter_bar.has_class("-open")


async def test_a_filter_that_nothing_fits_says_so_and_folds_accents(reader: Reader) -> None:
    async with reader(size=(80, 24)) as pilot:
        s = await act(pilot, "filter_positions")
        s.filter_bar.value = "zyzzyva"
        await settled(pilot)
        assert "None of 7 positions fits." in painted(pilot)
        s.filter_bar.value = "edith"
        await settled(pilot)
        assert s.positions.shown == [4]


async def test_where_no_article_is_found_nothing_is_said_of_a_filter(reader: Reader) -> None:
    async with reader() as pilot:
        await press(pilot, "slash", *"zyzzyva", "enter")
        assert "Nothing among" in painted(pilot)
        assert "positions fits" not in painted(pilot)


async def test_less_certain_positions_are_hidden_counted_and_shown_by_key_or_click(reader: Reader) -> None:
    async with reader() as pilot:
        s = await act(pilot, "unsure")
        assert "least_confidence" in s.status.said
        s.positions.least = 0.85
        s.positions.show_unsure(shown=False)
        await settled(pilot)
        assert s.positions.shown == [1]
        assert "Positions · 1 of 7" in painted(pilot)
        line = next(number for number, (owner, _) in enumerate(s.positions._lines) if owner == -1)
        assert "6 less certain hidden · ~" in painted(pilot)
        await pilot.click("#positions", offset=(4, 1 + line))
        await settled(pilot)
        assert len(s.positions.shown) == 7
        await act(pilot, "unsure")
        assert s.positions.shown == [1]


async def test_every_mention_of_an_entity_is_listed_with_its_sentence_and_enter_goes_there(reader: Reader) -> None:
    async with reader() as pilot:
        s = await act(pilot, "next_entity", "next_entity", "mentions")
        await pilot.pause()
        shown = painted(pilot)
        assert "Mara Tolvanen · person · 4×" in shown
        assert "Tolvanen called the offer" in shown
        await pilot.press("G", "enter")
        await settled(pilot)
        assert s.focused is s.article
        assert s.article.entity.name == "Mara Tolvanen"
        assert s.article.here == HARBOUR.index("Tolvanen said later")


async def test_without_an_entity_there_are_no_mentions(reader: Reader) -> None:
    async with reader(query="lamplighter") as pilot:
        s = await act(pilot, "mentions")
        assert s.status.said == "there is no entity here"
