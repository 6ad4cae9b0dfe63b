from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from index.answer import Page, SaysoError
from index.events import FileFailed, Finished, Progress, Summary
from index.library import Library
from tests.pilot import small_library
from tests.pilot.conftest import Reader, settled
from tests.pilot.driving import painted, press, screen, type_query
from tui.app import Sayso
from tui.messages import Happened, Moved


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


async def test_the_progress_of_background_work_is_shown_and_goes_away(reader: Reader) -> None:
    async with reader() as pilot:
        s = screen(pilot)
        for event in (Progress("index", 412, 840), Progress("analyse", 37, 840), Progress("read", 3, None)):
            s.post_message(Happened(event))
        await pilot.pause(0.1)
        assert s.status.progress == "reading 3, indexing 412 of 840, analysing 37 of 840"
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


async def test_a_starred_article_is_found_by_its_star_until_that_is_taken_away(
    tmp_path: Path, reader: Reader, small: Path
) -> None:
    own = Path(shutil.copytree(small, tmp_path / "own"))  # the others share theirs
    async with reader(own) as pilot:
        await press(pilot, "m")
        assert "starred: is:starred finds it" in painted(pilot)
        starred = await type_query(pilot, "is:starred")
        assert starred.results.listing.total == 1
        await press(pilot, "escape", "m")
        assert "the star is taken away" in painted(pilot)
