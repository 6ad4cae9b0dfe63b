from __future__ import annotations

import pytest

from tests.pilot.conftest import Reader, settled
from tests.pilot.driving import act, painted, press


async def test_the_drawer_counts_the_whole_result_and_enter_filters_by_a_value(reader: Reader) -> None:
    async with reader() as pilot:
        s = await press(pilot, "F")
        shown = painted(pilot)
        assert "Facets" in shown
        assert "Outlet" in shown
        assert ("source", "Elsine Diary") in s.facets.filters
        assert s.facets._counts["source", "Elsine Diary"] == 120
        assert s.facets._counts["date", "2025-04"] == 2
        assert "Apr 2025" in shown
        s.facets.selected = s.facets.filters.index(("source", "Elsine Courier"))
        await act(pilot, "open")
        assert s.search_bar.query_text == 'source:"Elsine Courier"'
        assert s.results.listing.total == 1
        assert s.facets.filter == ("source", "Elsine Courier")
        assert "✓ Elsine Courier" in painted(pilot)
        assert s.article.article.title == "Dockers turn down crane hall"
        await act(pilot, "open")
        assert s.search_bar.query_text == ""
        assert s.results.listing.total == 124


async def test_filters_of_holder_and_stance_speak_of_one_position(reader: Reader) -> None:
    async with reader(query="hall OR dam") as pilot:
        s = await act(pilot, "facets")
        for chosen in (("holder", "Mara Tolvanen"), ("stance", "opposes")):
            s.facets.selected = s.facets.filters.index(chosen)
            await act(pilot, "open")
        assert s.search_bar.query_text == '(hall OR dam) holder:"Mara Tolvanen" stance:opposes'
        assert s.results.listing.total == 1
        assert "✓ ✘ opposes" in painted(pilot)


async def test_a_click_switches_a_filter_and_escape_closes_the_drawer(reader: Reader) -> None:
    async with reader() as pilot:
        s = await act(pilot, "facets")
        line = s.facets._lines.index(("source", "Valley Post"))
        await pilot.click("#facets", offset=(6, 1 + line))
        await settled(pilot)
        assert s.search_bar.query_text == 'source:"Valley Post"'
        s = await press(pilot, "escape")
        assert not s.facets.display
        assert s.focused is s.results
        assert s.results.hit.title == "Assembly backs Karso dam"


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_on_a_small_screen_the_drawer_is_a_page(reader: Reader, size: tuple[int, int]) -> None:
    async with reader(size=size) as pilot:
        s = await act(pilot, "facets")
        assert s.facets.region.width == size[0]
        assert s.focused is s.facets
        await act(pilot, "bottom")
        assert s.facets.filter == s.facets.filters[-1]
        assert s.facets.filter[1] in painted(pilot)
        await act(pilot, "page_up")
        await act(pilot, "top")
        assert s.facets.filter == s.facets.filters[0]


async def test_a_new_search_shows_its_results_and_the_drawer_follows_while_it_is_open(reader: Reader) -> None:
    async with reader() as pilot:
        s = await act(pilot, "facets")
        s.search_bar.input.value = "karso dam"
        await settled(pilot)
        assert set(s.facets._counts.values()) == {1}
        s.set_focus(s.search_bar.input)
        await act(pilot, "open")
        assert s.focused is s.results
        assert not s.facets.display


async def test_a_drawer_over_an_empty_result_says_so(reader: Reader) -> None:
    async with reader(query="zyzzyva") as pilot:
        s = await act(pilot, "facets")
        await act(pilot, "open")
        assert s.search_bar.query_text == "zyzzyva"
        assert "Nothing to count here." in painted(pilot)
