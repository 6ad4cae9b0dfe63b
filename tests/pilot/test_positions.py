from __future__ import annotations

import pytest

from tests.pilot.conftest import Reader, settled
from tests.pilot.driving import painted, press, screen


async def test_brackets_go_through_positions_in_the_order_of_the_text_and_light_their_words(reader: Reader) -> None:
    async with reader() as pilot:
        starts = []
        for _ in range(7):
            s = await press(pilot, "right_square_bracket")
            position = s.positions.position
            assert position is not None
            assert s.article.position is position
            starts.append(position.statement.spans[0].start)
            lit = [(start, end) for layer in s.article._evidence_layers() for start, end, _ in layer.within(0, 10**6)]
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
