from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from index.answer import Page, SaysoError
from index.events import FileFailed, Finished, Progress, Summary
from index.library import Library
from tests.pilot import small_library
from tests.pilot.conftest import Reader, settled
from tests.pilot.small_library import HARBOUR
from tui.app import Sayso
from tui.keymap import ACTIONS
from tui.messages import Happened, Moved
from tui.screens.reader import ReaderScreen
from tui.screens.sheet import Sheet


def screen(pilot: Pilot[None]) -> ReaderScreen:
    return pilot.app.reader  # type: ignore[attr-defined,no-any-return]


async def press(pilot: Pilot[None], *keys: str) -> ReaderScreen:
    await pilot.press(*keys)
    await settled(pilot)
    return screen(pilot)


def painted(pilot: Pilot[None]) -> str:
    """What the screen shows, as text."""
    app = pilot.app
    return "\n".join("".join(segment.text for segment in line) for line in app.screen._compositor.render_strips())


async def type_query(pilot: Pilot[None], query: str) -> ReaderScreen:
    await pilot.press("slash")
    for character in query:
        await pilot.press({" ": "space", ":": "colon"}.get(character, character))
    await settled(pilot)
    return screen(pilot)


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


async def test_enter_reads_and_escape_comes_back(reader: Reader) -> None:
    async with reader() as pilot:
        s = await press(pilot, "enter")
        assert s.focused is s.article
        s = await press(pilot, "escape")
        assert s.focused is s.results


async def test_tab_goes_round_search_results_article_positions(reader: Reader) -> None:
    async with reader() as pilot:
        s = screen(pilot)
        order = [s.article, s.positions, s.search_bar.input, s.results]
        for widget in order:
            await press(pilot, "tab")
            assert s.focused is widget
        for widget in (s.search_bar.input, s.positions, s.article, s.results):
            await press(pilot, "shift+tab")
            assert s.focused is widget


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


async def test_entities_can_be_left_uncoloured(reader: Reader) -> None:
    async with reader() as pilot:
        assert "■ person" in painted(pilot)
        s = await press(pilot, "e")
        assert not s.article.entities_lit
        assert "■ person" not in painted(pilot)
        s = await press(pilot, "e")
        assert s.article.entities_lit


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


async def test_the_order_changes_with_s(reader: Reader) -> None:
    async with reader(query="harbour") as pilot:
        assert "relevance" in painted(pilot).splitlines()[0]
        await press(pilot, "s")
        assert "newest" in painted(pilot).splitlines()[0]
        s = await press(pilot, "s")
        assert "oldest" in painted(pilot).splitlines()[0]
        dates = [s.results.listing.hit(row).published for row in range(10)]
        assert dates == sorted(dates)


async def test_space_reads_on_into_the_next_article(reader: Reader) -> None:
    async with reader(size=(80, 12)) as pilot:
        await press(pilot, "enter")
        s = screen(pilot)
        first = s.article.article
        for _ in range(12):
            await press(pilot, "space")
            if s.article.article is not first:
                break
        assert s.results.selected == 1
        assert s.article.scroll_y == 0


async def test_capital_j_and_k_step_through_articles_from_the_article(reader: Reader) -> None:
    async with reader() as pilot:
        s = await press(pilot, "enter", "J")
        assert (s.results.selected, s.focused) == (1, s.article)
        s = await press(pilot, "K", "K")
        assert s.results.selected == 0
        assert s.status.said == "this is the first result"


async def test_help_shows_every_action_and_closes(reader: Reader) -> None:
    async with reader(size=(100, 110)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        shown = painted(pilot)
        assert isinstance(pilot.app.screen, Sheet)
        for action in ACTIONS:
            assert action.help in shown
        assert "holder:meloni" in shown
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is screen(pilot)


async def test_the_palette_offers_every_action(reader: Reader) -> None:
    async with reader() as pilot:
        offered = {command.title for command in pilot.app.get_system_commands(pilot.app.screen)}
        assert offered >= {action.name for action in ACTIONS if action.id != "palette"}
        await pilot.press("ctrl+p")
        await pilot.pause(0.2)
        await pilot.press(*"entities", "enter")
        await pilot.pause(0.3)
        assert not screen(pilot).article.entities_lit


@pytest.mark.parametrize("action", [action.id for action in ACTIONS if action.id != "quit"])
async def test_every_action_of_the_table_exists_and_runs(reader: Reader, action: str) -> None:
    async with reader(query="tolvanen") as pilot:
        assert await pilot.app.run_action(action, screen(pilot))
        await settled(pilot)
        assert pilot.app.is_running


async def test_q_quits(small: Path) -> None:
    app = Sayso(small, background=None)
    async with app.run_test() as pilot:
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 0


async def test_a_click_selects_a_row_and_a_second_one_opens_it(reader: Reader) -> None:
    async with reader() as pilot:
        s = screen(pilot)
        await pilot.click("#results", offset=(5, 1 + s.results.row_height))
        await settled(pilot)
        assert s.results.selected == 1
        await pilot.click("#results", offset=(5, 1 + s.results.row_height))
        await settled(pilot)
        assert s.focused is s.article


async def test_a_click_on_a_position_lights_its_words(reader: Reader) -> None:
    async with reader() as pilot:
        s = screen(pilot)
        await pilot.click("#positions", offset=(5, 2))
        await settled(pilot)
        assert s.positions.selected == 0
        assert s.article.position is s.positions.positions[0]


async def test_the_wheel_scrolls_the_results_and_fetches_what_comes(reader: Reader) -> None:
    async with reader() as pilot:
        s = screen(pilot)
        s.results.jump(110 * s.results.row_height)
        await settled(pilot)
        assert "Harbour note" in painted(pilot)
        assert s.results.listing.hit(110) is not None
        assert s.results.selected == 0


async def test_text_selected_with_the_mouse_is_that_of_the_article(reader: Reader) -> None:
    async with reader() as pilot:
        s = screen(pilot)
        header = len(s.article._header)
        left = (s.article.columns - s.article.measure) // 2
        await pilot.mouse_down("#article", offset=(left, 1 + header))
        await pilot.hover("#article", offset=(left + 6, 1 + header + 1))
        await pilot.mouse_up("#article", offset=(left + 6, 1 + header + 1))
        await pilot.pause()
        start, _ = s.article._lines.line(0)
        second, _ = s.article._lines.line(1)
        assert s.get_selected_text() == HARBOUR[start : second + 7]
        await press(pilot, "y")
        assert pilot.app.clipboard == HARBOUR[start : second + 7]


async def test_copying_a_position_gives_its_words_holder_outlet_and_date(reader: Reader) -> None:
    async with reader() as pilot:
        await press(pilot, "right_square_bracket", "y")
        assert pilot.app.clipboard == (
            "“the plan for a second crane hall” — Mara Tolvanen, Elsine Courier · 12 Apr 2025"
        )


@pytest.mark.parametrize("sizes", [((140, 40), (80, 24)), ((80, 24), (40, 15)), ((40, 15), (200, 60))])
async def test_resizing_keeps_the_place_in_the_text(
    tmp_path: Path, reader: Reader, sizes: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    text = "\n\n".join(f"Paragraph {number} " + "tells of the harbour and its lamps. " * 9 for number in range(60))
    folder = small_library.make(tmp_path / "long", [(small_library.Article("Long", text), None)])
    async with reader(folder, size=sizes[0]) as pilot:
        s = await press(pilot, "enter")
        s.article.jump(60)
        await pilot.pause()
        before = s.article.offset_at_top()
        assert before > 1000
        await pilot.resize_terminal(*sizes[1])
        await settled(pilot)
        start, end = s.article._lines.line(s.article._lines.line_at(before))
        assert s.article.offset_at_top() == start <= before <= end
        assert s.focused is s.article
        await pilot.resize_terminal(*sizes[0])
        await settled(pilot)
        assert s.article.offset_at_top() == before


@pytest.mark.parametrize(("width", "panes"), [(160, 3), (120, 3), (119, 2), (90, 2), (89, 1), (40, 1)])
async def test_panes_stand_side_by_side_as_far_as_there_is_room(reader: Reader, width: int, panes: int) -> None:
    async with reader(size=(width, 24)) as pilot:
        s = screen(pilot)
        columns = ("#results-column", "#article-column", "#positions-column")
        assert sum(s.query_one(column).display for column in columns) == panes
        for pane in (s.results, s.article, s.positions):
            s.go(pane.id)
            await pilot.pause()
            assert s.focused is pane
            assert pane.region.width > 20


async def test_what_is_not_analysed_yet_says_so_and_comes_when_it_is(tmp_path: Path, reader: Reader) -> None:
    folder = small_library.make(tmp_path / "grows")
    async with reader(folder, query="lamplighter") as pilot:
        s = screen(pilot)
        assert "Not analysed" in painted(pilot)
        small_library.analyse(folder, s.article.article)
        s.librarian.look()
        await pilot.pause(0.7)
        await settled(pilot)
        assert "Positions · 1" in painted(pilot)


async def test_new_articles_appear_and_the_selection_stays_on_its_article(tmp_path: Path, reader: Reader) -> None:
    folder = small_library.make(tmp_path / "grows")
    async with reader(folder) as pilot:
        s = await press(pilot, "j")
        chosen = s.results.hit
        small_library.add(folder, "Newest of all", "It comes first.")
        s.librarian.look()
        await pilot.pause(0.7)
        await settled(pilot)
        assert s.results.listing.hit(0).title == "Newest of all"
        assert s.results.hit.id == chosen.id
        assert s.results.selected == 2
        assert s.article.article.id == chosen.id


async def test_an_empty_library_says_what_to_do(tmp_path: Path, reader: Reader) -> None:
    async with reader(tmp_path / "empty") as pilot:
        assert "No articles yet." in painted(pilot)


async def test_a_library_that_does_not_open_gives_one_clear_line(small: Path) -> None:
    def refuse(folder: Path) -> Library:
        raise SaysoError("the library \x1b[31mis not readable [/x]")

    app = Sayso(small, opener=refuse, background=None)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        shown = painted(pilot)
        assert "Cannot open the library." in shown
        assert "is not readable [/x]" in shown
        assert "\x1b" not in shown
        await pilot.press("slash", "x", "escape", "j", "enter", "right_square_bracket")
        await settled(pilot)


async def test_an_unexpected_failure_is_said_and_not_swallowed(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Library, query: str, **more: object) -> Page:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(Library, "search", fail)
    app = Sayso(small, background=None)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        assert "unexpected ZeroDivisionError: by nothing" in app.reader.messages
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert "by nothing" in painted(pilot)


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
        assert s.status.said == "4 places"
        assert s.article.hits != marks
        assert s.article._hit_here == 0
        await press(pilot, "enter", "n", "n")
        assert s.focused is s.article
        assert s.article._hit_here == 2
        await press(pilot, "escape")
        assert s.article.hits == marks
        assert not s.find_bar.has_class("-open")


async def test_zoom_gives_the_pane_the_screen_and_takes_it_back(reader: Reader) -> None:
    async with reader() as pilot:
        s = await press(pilot, "enter", "z")
        assert s.article.region.width == 140
        s = await press(pilot, "z")
        assert s.article.region.width < 100


async def test_an_article_without_an_address_is_not_opened_in_the_browser(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(Sayso, "open_url", lambda self, url, **more: opened.append(url))
    async with reader() as pilot:
        s = await press(pilot, "o")
        assert s.status.said == "this article has no web address"
        for url in ("file:///etc/passwd", "javascript:alert(1)"):
            s.article.article = replace(s.article.article, url=url)
            await press(pilot, "o")
        assert opened == []
        s.article.article = replace(s.article.article, url="https://example.org/a")
        await press(pilot, "o")
        assert opened == ["https://example.org/a"]


async def test_settings_set_the_reader_up_and_a_chosen_theme_is_kept(small: Path, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('measure = 40\nentities = false\ncolour = "red"\n[keys]\nquit = "Q"\n', encoding="utf-8")
    app = Sayso(small, background=None, settings_file=file)
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(pilot)
        assert app.reader.article.measure == 40
        assert not app.reader.article.entities_lit
        assert len(app.reader.messages) == 1
        assert "line 3: there is no setting 'colour'" in app.reader.messages[0]
        await pilot.press("q")
        await pilot.pause()
        assert app.is_running
        app.theme = "sayso-light"
        await app.workers.wait_for_complete()
        assert 'theme = "sayso-light"' in file.read_text(encoding="utf-8")
        await pilot.press("Q")
        await pilot.pause()
    assert app.return_code == 0


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


async def test_the_progress_of_background_work_is_shown_and_goes_away(reader: Reader) -> None:
    async with reader() as pilot:
        s = screen(pilot)
        for event in (Progress("index", 412, 840), Progress("analyse", 37, 840), Progress("read", 3, None)):
            s.post_message(Happened(event))
        await pilot.pause(0.1)
        assert s.status.progress == "reading 3 · indexing 412 of 840 · analysing 37 of 840"
        s.post_message(Happened(Progress("index", 840, 840)))
        s.post_message(Happened(FileFailed("a\x1b[31m.txt", "is a [red]mess[/x]")))
        await pilot.pause(0.1)
        assert "indexing" not in s.status.progress
        assert "is a [red]mess[/x]" in painted(pilot)
        s.post_message(Happened(Finished(Summary(added=2, failed=1))))
        await pilot.pause(0.1)
        assert s.status.progress == ""
        assert s.status.said == "2 added, 1 failed  (! lists why)"
        await press(pilot, "!")
        await pilot.pause()
        assert "is a [red]mess[/x]" in painted(pilot)


async def test_an_index_that_is_being_put_right_is_said_and_searched_as_soon_as_it_is(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Library.search
    damaged = [True]

    def search(self: Library, query: str, **more: Any) -> Page:
        if damaged[0]:
            raise SaysoError("the index is damaged")
        return whole(self, query, **more)

    monkeypatch.setattr(Library, "search", search)
    app = Sayso(small, background=None)
    async with app.run_test(size=(140, 30)) as pilot:
        await settled(pilot)
        assert "the index is damaged" in painted(pilot)
        assert "sayso doctor says more" in painted(pilot)
        damaged[0] = False
        app.reader.post_message(Moved())
        await pilot.pause(0.7)
        await settled(pilot)
        assert "Dockers turn down crane hall" in painted(pilot)


async def test_ctrl_c_says_how_to_quit_and_does_not(reader: Reader) -> None:
    async with reader() as pilot:
        s = await press(pilot, "ctrl+c")
        assert s.status.said == "q quits"
        assert pilot.app.is_running


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


@pytest.mark.parametrize("shape", ["ten megabytes of paragraphs", "a line of a megabyte"])
async def test_a_huge_article_opens_without_being_wrapped_whole(reader: Reader, shape: str) -> None:
    sentence = "The minister said that the harbour would be dredged — twice. "
    text = sentence * 18_000 if shape == "a line of a megabyte" else f"{sentence * 4}\n\n" * 40_000
    async with reader() as pilot:
        s = await press(pilot, "enter")
        s.article.show(small_library.Article("Huge", text, id=99), None, ())
        assert len(s.article._lines) < 1000
        assert not s.article._lines.complete
        assert s.article.virtual_size.height > 10_000
        await press(pilot, "space", "space")
        s.article.reveal(len(text) // 2, len(text) // 2 + 5)
        assert abs(s.article.offset_at_top() - len(text) // 2) < 5000
        s.article.go_to_end()
        await pilot.pause()
        assert "dredged — twice." in painted(pilot)
        assert round(s.article.scroll_y) == s.article.max_scroll_y
