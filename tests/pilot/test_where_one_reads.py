from __future__ import annotations

from pathlib import Path

from rich.style import Style
from textual import events
from textual.widgets import Static

from index.answer import Hit, Snippet
from index.article import Span
from tests.pilot import small_library
from tests.pilot.conftest import Reader, settled
from tests.pilot.driving import act, painted, press, screen, type_query
from tui.text.cells import width
from tui.widgets.hit_lines import hit_lines


def lines(shown: str) -> list[str]:
    return shown.splitlines()


async def test_where_the_panel_has_no_room_the_lit_position_stands_below_the_article(reader: Reader) -> None:
    async with reader(size=(80, 24)) as pilot:
        await act(pilot, "open", "next_position")
        below = lines(painted(pilot))[-2]
        assert "✘ Mara Tolvanen · opposes · a second crane hall" in below
        assert "1 of 7 · " in below
        await act(pilot, "next_position")
        assert "2 of 7 · " in lines(painted(pilot))[-2]
        await act(pilot, "back")
        assert "■ person" in lines(painted(pilot))[-2]


async def test_where_the_panel_is_shown_the_line_below_keeps_the_colours_and_counts(reader: Reader) -> None:
    async with reader() as pilot:
        await act(pilot, "next_position")
        below = lines(painted(pilot))[-2]
        assert "■ person" in below
        assert "1 of 7 · all" in below
        await act(pilot, "panel")
        assert "✘ Mara Tolvanen · opposes" in lines(painted(pilot))[-2]


async def test_the_border_names_the_article_once_its_headline_is_out_of_sight(reader: Reader) -> None:
    async with reader(size=(80, 12)) as pilot:
        await act(pilot, "open")
        assert "─ Article ─" in painted(pilot)
        await act(pilot, "page_down")
        assert "─ Dockers turn down crane hall ─" in painted(pilot)
        await act(pilot, "top")
        assert "─ Article ─" in painted(pilot)


async def test_it_says_which_hit_and_which_result_one_is_at(reader: Reader) -> None:
    async with reader(query="tolvanen OR hall") as pilot:
        s = await act(pilot, "next_hit", "next_hit")
        of = len(s.article.hits)
        assert of > 2
        assert s.status.said == f"hit 2 of {of}"
        s.search_bar.fill("harbour")
        s.ask("harbour")
        await settled(pilot)
        await act(pilot, "next_article")
        assert s.status.said == f"result 2 of {s.results.listing.total}"


async def test_the_hit_one_went_to_is_kept_while_the_article_is_fetched_anew(reader: Reader) -> None:
    async with reader(query="hall") as pilot:
        s = await act(pilot, "next_hit", "next_hit")
        assert s.article.hit_number == 2
        s.refresh_answer()
        await settled(pilot)
        assert s.article.hit_number == 2
        s.article.show(s.article.article, s.article.analysis, (Span(0, 6),))
        assert s.article.hit_number == 0


async def test_from_elsewhere_hits_positions_and_entities_go_on_from_what_is_on_the_screen(reader: Reader) -> None:
    async with reader(size=(80, 12), query="hall") as pilot:
        s = await act(pilot, "open", *["next_position"] * 5)
        assert s.positions.selected == 4
        await act(pilot, "top", "next_position")
        assert s.positions.selected == 0
        await act(pilot, "next_hit", "next_hit", "next_hit")
        assert s.article.hit_number == 3
        await act(pilot, "top", "next_hit")
        assert s.article.hit_number == 1
        await act(pilot, "bottom", "next_entity")
        assert s.article.entity.name != "Elsine"
        await act(pilot, "top", "next_entity")
        assert s.article.entity.name == "Elsine"


async def test_in_the_panel_one_begins_where_one_reads(reader: Reader) -> None:
    async with reader(size=(80, 12)) as pilot:
        s = await act(pilot, "open", "page_down")
        top = s.article.offset_at_top()
        assert top > s.positions.positions[1].statement.spans[0].start
        await act(pilot, "next_pane", "down")
        chosen = s.positions.position
        assert chosen is not None
        starts = sorted(each.statement.spans[0].start for each in s.positions.positions)
        assert chosen.statement.spans[0].start == next(start for start in starts if start >= top)


async def test_a_position_that_does_not_fit_the_filter_is_not_shown_and_not_selected(reader: Reader) -> None:
    async with reader() as pilot:
        s = await act(pilot, "next_position")
        assert s.positions.selected == 0
        s = await press(pilot, "backslash", *"edith")
        assert s.positions.shown == [4]
        assert s.positions.selected is None
        assert s.article.position is None
        assert "Positions · edith · 1 of 7" in painted(pilot)


async def test_the_heading_of_a_group_stays_on_top_while_its_positions_are_scrolled_past(reader: Reader) -> None:
    async with reader(size=(40, 10)) as pilot:
        s = await act(pilot, "panel", "down", "down", "down")
        assert s.positions.selected == 5
        assert round(s.positions.scroll_y) > 0
        assert "Mara Tolvanen" in lines(painted(pilot))[2]


async def test_a_query_that_is_refused_when_entered_can_be_typed_on(reader: Reader) -> None:
    async with reader(query="hall") as pilot:
        s = screen(pilot)
        marks = s.article.marks
        s = await type_query(pilot, "")
        s.search_bar.take("hall holder:", 12)
        await settled(pilot)
        await act(pilot, "open")
        assert s.focused is s.search_bar.input
        assert "hall holder:" not in s._past
        assert "results as before" in lines(painted(pilot))[0]
        await act(pilot, "back")
        assert s.focused is s.results
        s.refresh_answer()
        await settled(pilot)
        assert s.focused is s.results
        await act(pilot, "next_article", "previous_article")
        assert s.article.marks == marks


async def test_the_cursor_stands_behind_a_query_that_was_put_in(reader: Reader) -> None:
    async with reader(query="hall") as pilot:
        s = screen(pilot)
        s.search_bar.fill("hall date:2025-04")
        s = await type_query(pilot, "")
        await pilot.press("ctrl+u")
        await settled(pilot)
        assert s.search_bar.query_text == ""


async def test_the_name_that_is_offered_for_a_search_is_typed_over(tmp_path: Path, reader: Reader) -> None:
    async with reader(small_library.make(tmp_path / "library"), query="hall") as pilot:
        await act(pilot, "save_search")
        await pilot.press(*"Cranes", "enter")
        await settled(pilot)
        assert "saved as “Cranes”" in screen(pilot).status.said


async def test_what_has_no_room_in_the_status_line_can_be_read_in_the_list(reader: Reader) -> None:
    async with reader(size=(60, 20)) as pilot:
        s = screen(pilot)
        long = "something that happened " * 5
        s.status.say(long)
        await settled(pilot)
        assert "(! has all of it)" in lines(painted(pilot))[-1]
        await act(pilot, "messages")
        assert "Messages · 1" in painted(pilot)
        assert painted(pilot).count("happened") > 4


async def test_no_line_of_the_help_is_broken_at_80_columns(reader: Reader) -> None:
    async with reader(size=(80, 60)) as pilot:
        await press(pilot, "question_mark")
        assert "To begin with" in painted(pilot)
        for part in pilot.app.screen.query(Static):
            assert all(width(line) <= part.size.width for line in str(part.render()).split("\n"))


async def test_in_little_room_the_texts_of_the_help_keep_to_their_column(reader: Reader) -> None:
    async with reader(size=(40, 40)) as pilot:
        await press(pilot, "question_mark")
        shown = lines(painted(pilot))
        row = next(number for number, line in enumerate(shown) if "go through the" in line)
        column = shown[row].index("go through the")
        assert shown[row + 1][3:column].strip() == ""
        assert shown[row + 1][column:].startswith("results")


def test_a_snippet_that_is_cut_off_says_so_even_in_a_full_line() -> None:
    text = "They shook hands at twenty to three in the morning because it rained and rained"
    hit = Hit(1, "T", None, None, 0.0, Snippet(text), None)
    for wide in range(12, 60):
        *_, last = hit_lines(hit, wide, 3, Style(), lambda _: Style())
        shown = "".join(segment.text for segment in last)
        assert shown.endswith("…"), (wide, shown)
        assert len(shown) <= wide


async def test_no_key_does_something_unseen_without_a_word(reader: Reader) -> None:
    async with reader(size=(80, 24)) as pilot:
        s = await act(pilot, "open", "open")
        assert s.status.said == "⏎ searches for an entity: i goes to one"
        for action, said in (
            ("grouping", "positions by stance"),
            ("entities", "entities not coloured"),
            ("zoom", "one pane has all of the screen"),
            ("wider", "one pane has all of the screen"),
        ):
            await act(pilot, action)
            assert s.status.said == said
    async with reader(query="zyzzyva") as pilot:
        for action in ("find", "star", "tags", "toggle_read", "pager", "editor", "export"):
            s = await act(pilot, action)
            assert s.status.said == "no article is open", action
            s.status.said = ""


async def test_keys_that_edit_the_line_are_done_before_what_is_typed_after_them(reader: Reader) -> None:
    async with reader(query="dam") as pilot:
        for key in ("slash", *"word", "ctrl+u", *"haxx", "backspace", "backspace", *"ll"):
            pilot.app.post_message(events.Key(key, "/" if key == "slash" else key if len(key) == 1 else None))
        await settled(pilot)
        assert screen(pilot).search_bar.query_text == "hall"


async def test_a_line_to_type_below_the_article_wraps_nothing_anew(reader: Reader) -> None:
    async with reader(size=(80, 24)) as pilot:
        s = await act(pilot, "open")
        wide = s.article.size.width
        await act(pilot, "find")
        assert s.find_bar.region.height == 1
        assert s.article.size.width == wide
        assert s.find_bar.content_region.x == s.find_bar.region.x + 1


async def test_while_a_line_is_typed_the_footer_has_the_keys_that_count_there(reader: Reader) -> None:
    async with reader(size=(80, 24)) as pilot:
        await press(pilot, "slash")
        below = lines(painted(pilot))[-1]
        assert "⏎ done" in below
        assert "Esc leave this line" in below
        assert "quit" not in below
        await press(pilot, "escape")
        assert "q quit" in lines(painted(pilot))[-1]


async def test_what_was_said_of_a_place_goes_when_something_else_is_found(reader: Reader) -> None:
    async with reader() as pilot:
        s = await act(pilot, "bottom", "next_article")
        assert s.status.said == "that was the last result"
        s.search_bar.fill("karso")
        s.ask("karso")
        await settled(pilot)
        assert s.status.said == ""
        s.report("a file was passed over")
        s.ask("hall")
        await settled(pilot)
        assert s.status.said == "a file was passed over"
