from __future__ import annotations

from tests.pilot.conftest import Reader, settled
from tests.pilot.driving import act, painted, press, screen, type_query


async def test_a_known_holder_completes_what_is_typed_and_tab_takes_it(reader: Reader) -> None:
    async with reader() as pilot:
        s = await type_query(pilot, "hall holder:tol")
        assert "Mara Tolvanen" in painted(pilot).splitlines()[1]
        s = await press(pilot, "tab")
        assert s.search_bar.query_text == 'hall holder:"Mara Tolvanen" '
        assert s.search_bar.input.cursor_at_end
        assert s.focused is s.search_bar.input
        assert not s.search_bar.choices.is_open
        assert s.results.listing.total == 1
        s = await act(pilot, "next_pane")
        assert s.focused is s.results


async def test_the_right_arrow_takes_the_name_of_a_field_and_its_values_follow(reader: Reader) -> None:
    async with reader() as pilot:
        s = await type_query(pilot, "sta")
        assert "supports, opposes …" in painted(pilot)
        s = await press(pilot, "right")
        assert s.search_bar.query_text == "stance:"
        assert [choice.value for choice in s.search_bar.choices.found.choices][:2] == ["supports", "opposes"]
        s = await press(pilot, "down", "enter")
        assert s.search_bar.query_text == "stance:opposes "
        assert s.results.listing.total == 2


async def test_arrows_go_through_the_choices_and_escape_leaves_the_query_as_it_is(reader: Reader) -> None:
    async with reader() as pilot:
        s = await type_query(pilot, "source:")
        count = len(s.search_bar.choices.found.choices)
        assert count == 4
        await act(pilot, "up")
        assert s.search_bar.choices.selected == count - 1
        await act(pilot, "down")
        assert s.search_bar.choices.selected == 0
        await act(pilot, "back")
        assert not s.search_bar.choices.is_open
        assert s.focused is s.search_bar.input
        assert s.search_bar.query_text == "source:"
        await act(pilot, "back")
        assert s.focused is s.results


async def test_a_click_takes_a_choice(reader: Reader) -> None:
    async with reader(size=(80, 24)) as pilot:
        s = await type_query(pilot, "entity:ad")
        await pilot.click("#choices", offset=(3, 0))
        await settled(pilot)
        assert s.search_bar.query_text == 'entity:"Jon Adeyemi-Køhl" '
        assert s.focused is s.search_bar.input


async def test_going_elsewhere_and_searching_close_the_choices(reader: Reader) -> None:
    async with reader() as pilot:
        s = await type_query(pilot, "holder:")
        assert s.search_bar.choices.is_open
        s.set_focus(s.results)
        await settled(pilot)
        assert not s.search_bar.choices.is_open


async def test_fields_operators_phrases_and_unknown_fields_have_colours_of_their_own(reader: Reader) -> None:
    async with reader(query='stance:opposes OR "the hall" colour:red') as pilot:
        line = screen(pilot).search_bar.input
        value = line._value
        styles = {text: value.get_style_at_offset(pilot.app.console, line.value.index(text)).color
                  for text in ("stance:", "OR", '"the', "colour:", "opposes")}  # fmt: skip
        assert len({str(colour) for colour in styles.values()}) == 5
        assert styles["opposes"] is None
