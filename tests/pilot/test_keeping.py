from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from index.library import Library
from tests.pilot import small_library
from tests.pilot.conftest import Reader, settled
from tests.pilot.driving import painted, press, screen, type_query
from tui.librarian import PAGE
from tui.screens.dialog import LineDialog
from tui.screens.list_dialog import ListDialog
from tui.screens.note_dialog import NoteDialog


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_library.make(tmp_path / "library", fillers=20)


async def type_text(pilot: Pilot[None], text: str) -> None:
    names = {" ": "space", ":": "colon", "-": "minus", "/": "slash", "\n": "enter", "'": "apostrophe"}
    await pilot.press(*(names.get(character, character) for character in text))
    await settled(pilot)


def kept(folder: Path, article_id: int) -> tuple[bool, bool, tuple[str, ...], bool]:
    library = Library.open(folder)
    flags = library.kept.flags([article_id])[article_id]
    library.close()
    return flags.read, flags.starred, flags.tags, flags.noted


async def test_an_article_that_is_opened_counts_as_read_and_r_makes_it_unread_again(
    reader: Reader, folder: Path
) -> None:
    async with reader(folder) as pilot:
        s = await press(pilot, "enter")
        assert s.results.hit.read
        await press(pilot, "r")
        assert "unread: is:unread finds it" in painted(pilot)
        assert not s.results.hit.read
        await press(pilot, "r")
        assert s.results.hit.read


async def test_an_article_that_one_pages_on_to_counts_as_read_after_a_moment(
    reader: Reader, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.keeping._MOMENT_SECONDS", 0.05)
    async with reader(folder) as pilot:
        s = await press(pilot, "enter", "J")
        await pilot.pause(0.2)
        await settled(pilot)
        assert s.results.selected == 1
        assert s.results.hit.read


async def test_an_article_that_one_goes_to_by_tab_counts_as_read_after_a_moment(
    reader: Reader, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.keeping._MOMENT_SECONDS", 0.05)
    async with reader(folder) as pilot:
        s = await press(pilot, "tab")
        await pilot.pause(0.2)
        await settled(pilot)
        assert s.results.hit.read


async def test_an_article_that_is_only_looked_at_from_the_results_stays_unread(
    reader: Reader, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.keeping._MOMENT_SECONDS", 0.05)
    async with reader(folder) as pilot:
        s = await press(pilot, "j")
        await pilot.pause(0.2)
        assert not s.results.hit.read


async def test_reading_in_a_list_of_unread_articles_takes_nothing_away_until_one_goes_back_to_it(
    reader: Reader, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.keeping._MOMENT_SECONDS", 60.0)
    async with reader(folder, query="is:unread") as pilot:
        s = screen(pilot)
        total, first, second = s.results.listing.total, s.results.hit.id, s.results.listing.hit(1).id
        await press(pilot, "enter")
        small_library.add(folder, "More", "Some more news of the harbour.")
        s.librarian.look()
        await pilot.pause(0.8)
        await settled(pilot)
        assert (s.results.listing.total, s.article.article.id) == (total, first)
        await press(pilot, "J")
        assert s.article.article.id == second
        await press(pilot, "escape")
        assert s.results.listing.total == total + 1 - 1, "one came, one was opened"


async def test_tags_are_typed_shown_found_and_taken_back(reader: Reader, folder: Path) -> None:
    async with reader(folder) as pilot:
        s = await press(pilot, "T")
        assert isinstance(pilot.app.screen, LineDialog)
        await type_text(pilot, "harbour #Later")
        await press(pilot, "enter")
        assert s.results.hit.tags == ("harbour", "later")
        assert "#harbour #later" in painted(pilot)
        assert "tags: harbour later · tag:harbour finds it" in painted(pilot)
        await type_query(pilot, "tag:later")
        assert s.results.listing.total == 1
        await press(pilot, "enter", "u")
        assert "taken back: tagged “harbour”, “later” · U makes it again" in painted(pilot)
        await pilot.press("U")
        await settled(pilot)
        assert "made again: tagged “harbour”, “later” · u takes it back" in painted(pilot)
        assert kept(folder, s.article.article.id)[2] == ("harbour", "later")


async def test_known_tags_are_offered_and_tab_completes_them(reader: Reader, folder: Path) -> None:
    library = Library.open(folder)
    library.kept.set_tags(1, ["kosovo", "later"])
    library.kept.set_tags(2, ["kosovo"])
    library.close()
    async with reader(folder, query="lamplighter") as pilot:
        await press(pilot, "T")
        assert "kosovo (2)  later (1)" in painted(pilot)
        await type_text(pilot, "ko")
        assert "later (1)" not in painted(pilot)
        await press(pilot, "tab")
        assert pilot.app.screen.query_one(Input).value == "kosovo "
        await type_text(pilot, "la")
        await press(pilot, "tab", "enter")
        assert screen(pilot).results.hit.tags == ("kosovo", "later")


async def test_what_is_no_tag_is_refused_in_place_and_escape_changes_nothing(reader: Reader, folder: Path) -> None:
    async with reader(folder) as pilot:
        await press(pilot, "T")
        await type_text(pilot, "a:b")
        await press(pilot, "enter")
        assert "a tag is one word of letters, digits and - _ . / between them" in painted(pilot)
        s = await press(pilot, "escape")
        assert pilot.app.screen is s
        assert s.results.hit.tags == ()


async def test_a_note_on_the_article_is_shown_above_it_and_found(reader: Reader, folder: Path) -> None:
    async with reader(folder, query="crane") as pilot:
        s = await press(pilot, "a")
        assert isinstance(pilot.app.screen, NoteDialog)
        assert "on the article" in painted(pilot)
        await type_text(pilot, "ask Ana\nabout it")
        await press(pilot, "escape")
        assert "✎ ask Ana" in painted(pilot)
        assert "about it" in painted(pilot)
        assert s.results.hit.noted
        s.search_bar.fill("")
        await type_query(pilot, "is:noted")
        assert s.results.listing.total == 1
        await press(pilot, "enter", "a")
        assert pilot.app.screen.text.text == "ask Ana\nabout it"
        await pilot.press("ctrl+a")
        pilot.app.screen.text.clear()
        await press(pilot, "escape")
        assert "note deleted" in painted(pilot)
        await press(pilot, "u")
        assert "✎ ask Ana" in painted(pilot)


async def test_a_note_on_the_lit_position_stands_with_it(reader: Reader, folder: Path) -> None:
    async with reader(folder, query="crane") as pilot:
        s = await press(pilot, "enter", "right_square_bracket", "a")
        assert "on “the plan for a second crane hall” — Mara Tolvanen" in painted(pilot)
        await type_text(pilot, "why so")
        await press(pilot, "ctrl+s")
        assert "✎ why so" in painted(pilot)
        assert s.positions._notes == {0: "why so"}
        await press(pilot, "escape", "a")  # nothing is lit: the article's own note comes first, then the others
        assert "on the article" in painted(pilot)
        await press(pilot, "ctrl+n")
        assert pilot.app.screen.text.text == "why so"
        await press(pilot, "escape")
        assert kept(folder, s.article.article.id)[3]


async def test_a_note_whose_position_is_gone_is_shown_above_the_article(reader: Reader, folder: Path) -> None:
    library = Library.open(folder)
    hit = library.search("crane").hits[0]
    gone = small_library.position(small_library.HARBOUR, None, "", "jobs would follow", "neutral")
    library.notes.write(hit.id, "which jobs?", gone)
    library.close()
    async with reader(folder, query="crane") as pilot:
        assert "✎ (on “jobs would follow”) which jobs?" in painted(pilot)
        await press(pilot, "a", "ctrl+n")
        assert "no position says this any more" in painted(pilot)
        await press(pilot, "escape")


async def test_a_paste_brings_nothing_into_a_note_that_a_terminal_obeys(reader: Reader, folder: Path) -> None:
    from textual import events

    async with reader(folder) as pilot:
        await press(pilot, "a")
        pilot.app.post_message(events.Paste("a\x1b]52;c;x\x07b\nc\x9b2Jd"))
        await settled(pilot)
        first, second = pilot.app.screen.text.text.split("\n")
        assert all(each.isprintable() for each in first + second)
        assert (first[-1], second[0]) == ("b", "c")


async def test_leaving_the_program_from_a_note_keeps_it(reader: Reader, folder: Path) -> None:
    async with reader(folder) as pilot:
        article_id = screen(pilot).article.article.id
        await press(pilot, "a")
        await type_text(pilot, "unfinished")
        await pilot.press("ctrl+q")
        await pilot.pause(0.2)
    assert kept(folder, article_id)[3]


async def test_a_star_and_everything_read_are_each_one_step(reader: Reader, folder: Path) -> None:
    async with reader(folder, query="harbour") as pilot:
        s = await press(pilot, "m", "R")
        total = s.results.listing.total
        assert f"{total} articles marked read · u takes it back" in painted(pilot)
        at_hand = [hit for row in range(total) if (hit := s.results.listing.hit(row))]
        assert len(at_hand) >= min(total, PAGE)
        assert all(hit.read for hit in at_hand)
        await press(pilot, "u")
        assert f"taken back: marked {total} articles read" in painted(pilot)
        assert not s.results.listing.hit(1).read
        assert s.results.hit.starred
        await press(pilot, "u")
        assert not s.results.hit.starred
        await press(pilot, "u")
        assert "nothing to take back" in painted(pilot)


async def test_a_search_is_saved_listed_with_its_unread_articles_and_run(reader: Reader, folder: Path) -> None:
    async with reader(folder) as pilot:
        s = await type_query(pilot, "crane")
        await press(pilot, "enter", "s", "S")
        pilot.app.screen.query_one(Input).value = ""
        await type_text(pilot, "the hall")
        await press(pilot, "enter")
        assert "saved as “the hall”" in painted(pilot)
        await type_query(pilot, " karso")
        await press(pilot, "escape", "apostrophe")
        assert isinstance(pilot.app.screen, ListDialog)
        assert "1 of 1 unread" in painted(pilot)
        assert "the hall" in painted(pilot)
        await press(pilot, "enter")
        assert (s.search_bar.query_text, s.sort, s.results.listing.total) == ("crane", "newest", 1)


async def test_saved_searches_are_renamed_deleted_and_brought_back_in_their_list(reader: Reader, folder: Path) -> None:
    library = Library.open(folder)
    for name in ("one", "two"):
        library.searches.save(name, "crane", "newest")
    library.close()
    async with reader(folder) as pilot:
        await press(pilot, "apostrophe", "r")
        assert isinstance(pilot.app.screen, LineDialog)
        pilot.app.screen.query_one(Input).value = "two"
        await press(pilot, "enter")
        assert "there is a saved search “two” already" in painted(pilot)
        await press(pilot, "d")
        assert "deleted · u takes it back" in painted(pilot)
        assert "one" not in [row.key for row in pilot.app.screen._rows]
        await press(pilot, "u")
        assert [row.key for row in pilot.app.screen._rows] == ["one", "two"]
        await press(pilot, "U")
        assert [row.key for row in pilot.app.screen._rows] == ["two"]


async def test_an_empty_list_of_saved_searches_says_how_to_save_one(reader: Reader, folder: Path) -> None:
    async with reader(folder) as pilot:
        await press(pilot, "apostrophe", "enter", "d", "r")
        assert "None yet. S saves the search on the screen." in painted(pilot)


async def test_history_is_walked_in_the_search_bar_and_back_to_what_was_typed(reader: Reader, folder: Path) -> None:
    async with reader(folder) as pilot:
        for query in ("crane", "karso"):
            s = await type_query(pilot, query)
            await press(pilot, "enter")
            s.search_bar.fill("")
        await type_query(pilot, "lamp")
        seen = []
        for key in ("up", "up", "up", "down", "down"):
            await press(pilot, key)
            seen.append(s.search_bar.query_text)
        assert seen == ["karso", "crane", "crane", "karso", "lamp"]
        await press(pilot, "up", "enter")
        assert (s.search_bar.query_text, s.results.listing.total) == ("karso", 1)


async def test_history_outlives_the_program_and_its_list_runs_a_query(reader: Reader, folder: Path) -> None:
    async with reader(folder) as pilot:
        await type_query(pilot, "crane")
        await press(pilot, "enter")
    async with reader(folder) as pilot:
        s = await press(pilot, "H")
        assert [row.key for row in pilot.app.screen._rows] == ["crane"]
        await press(pilot, "enter")
        assert (s.search_bar.query_text, s.results.listing.total) == ("crane", 1)
        await press(pilot, "H", "d")
        assert pilot.app.screen._rows == []


async def test_a_library_that_may_only_be_read_says_so_once_and_goes_on(
    reader: Reader, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.database.Database.writable", property(lambda self: False))
    async with reader(folder) as pilot:
        s = await press(pilot, "enter")
        assert s.messages == []
        await press(pilot, "m")
        assert s.messages == [f"nothing can be kept: {folder} may only be read"]
        await press(pilot, "J")
        assert s.results.selected == 1
