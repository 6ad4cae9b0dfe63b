"""The check-up names every kind of damage, the repair heals it, and nothing that a person gave is lost by either."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.ingest import Ingest
from index.library import Library
from index.lock import writing
from index.store import Store
from tests.hostile.machine import Run, write_news
from tui.cli import main

ARTICLES = 60
SEED = int(os.environ.get("SAYSO_TEST_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)


class Here:
    """Runs the program in this process, which is faster than in one of its own."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, library: Path, *words: str) -> Run:
        status = main([*words, "--library", str(library)])
        captured = self._capsys.readouterr()
        return Run(status, captured.out, captured.err)


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(capsys)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a star, a tag and a note; its articles' files stay where they are."""
    folder = tmp_path_factory.mktemp("sound")
    write_news(folder / "news", ARTICLES, words=120)
    with writing(folder / "library"):
        ingest = Ingest(folder / "library", lambda event: None)
        ingest.run([folder / "news"], analyse=False)
        ingest.close()
    library = Library.open(folder / "library")
    library.kept.set_starred(7, starred=True)
    library.kept.set_tags(8, ["later"])
    library.close()
    return folder / "library"


@pytest.fixture
def library(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "library"))


def segment(library: Path) -> Path:
    return max(library.glob("fulltext/*/*.seg"), key=lambda path: path.stat().st_size)


def table_of_contents(library: Path) -> Path:
    return next(library.glob("fulltext/*/*.toc"))


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def flip_a_bit(path: Path) -> None:
    chance = random.Random(SEED)
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def of_another_version(library: Path) -> None:
    note = library / "fulltext" / "current"
    note.write_text(json.dumps(json.loads(note.read_text()) | {"version": 999}))


def one_article_short(library: Path) -> None:
    store = Store(library)
    with store.database.transaction() as connection:
        connection.execute("UPDATE meta SET value = value - 1 WHERE key = 'indexed_seq'")
    store.close()


def of_another_library(library: Path) -> None:
    other = library.parent / "other"
    write_news(other / "news", 3)
    with writing(other / "library"):
        ingest = Ingest(other / "library", lambda event: None)
        ingest.run([other / "news"], analyse=False)
        ingest.close()
    shutil.rmtree(library / "fulltext")
    shutil.copytree(other / "library" / "fulltext", library / "fulltext")


def a_file_in_its_place(library: Path) -> None:
    shutil.rmtree(library / "fulltext")
    (library / "fulltext").write_text("this is no folder")


INDEX_DAMAGES: dict[str, Callable[[Path], object]] = {
    "folder deleted": lambda library: shutil.rmtree(library / "fulltext"),
    "segment deleted": lambda library: segment(library).unlink(),
    "segment truncated": lambda library: cut(segment(library)),
    "segment empty": lambda library: os.truncate(segment(library), 0),
    "segment with a bit flipped": lambda library: flip_a_bit(segment(library)),
    "table of contents deleted": lambda library: table_of_contents(library).unlink(),
    "table of contents truncated": lambda library: cut(table_of_contents(library)),
    "note of what is current deleted": lambda library: (library / "fulltext" / "current").unlink(),
    "note of what is current overwritten": lambda library: (library / "fulltext" / "current").write_bytes(b"\xff" * 99),
    "owner's name deleted": lambda library: (library / "fulltext" / "library-id").unlink(),
    "owner's name not text": lambda library: (library / "fulltext" / "library-id").write_bytes(b"\xff\xfe"),
    "of another version": of_another_version,
    "of another library": of_another_library,
    "behind the articles": one_article_short,
    "a file in its place": a_file_in_its_place,
}


def line(run: Run, subject: str) -> str:
    return next(each for each in run.out.splitlines() if each[3:].startswith(subject))


def check_whole(library: Path) -> None:
    opened = Library.open(library, create=False)
    assert opened.search("headline").articles == opened.search("").articles == ARTICLES
    assert opened.search("number11").total == 1
    assert [hit.id for hit in opened.search("is:starred").hits] == [7]
    assert [hit.id for hit in opened.search("tag:later").hits] == [8]
    opened.close()


@pytest.mark.parametrize("damage", INDEX_DAMAGES)
def test_a_damaged_index_is_named_and_mended(library: Path, damage: str, here: Here) -> None:
    print(f"seed {SEED}")
    INDEX_DAMAGES[damage](library)
    looked = here(library, "doctor")
    assert (looked.status, looked.complaints) == (1, [])
    assert line(looked, "full text").startswith("!!")
    assert "sayso doctor --repair" in looked.out
    mended = here(library, "doctor", "--repair")
    assert mended.status == 0, mended
    assert len(mended.complaints) <= 1, "one line says that the index is being rebuilt"
    assert here(library, "doctor").status == 0
    check_whole(library)


@pytest.mark.parametrize("damage", INDEX_DAMAGES)
def test_the_next_start_mends_a_damaged_index_without_being_asked(library: Path, damage: str, here: Here) -> None:
    print(f"seed {SEED}")
    INDEX_DAMAGES[damage](library)
    searched = here(library, "search", "headline", "--json", "--limit", "1")
    if damage == "segment with a bit flipped" and searched.status == 0:
        return  # the bit is in a page that this search does not read
    assert searched.status == 0, searched
    assert json.loads(searched.out.splitlines()[-1])["articles"] == ARTICLES
    assert len(searched.complaints) <= 1


def overwrite(path: Path, start: int, length: int) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\xa5" * length)


def settled(library: Path) -> Path:
    """The database with everything in it that was in its log."""
    store = Store(library)
    store.database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return library / "articles.db"


def a_page_of_articles(library: Path) -> None:
    """Overwrite the page that holds the middle of the texts."""
    path = settled(library)
    content = path.read_bytes()
    overwrite(path, content.index(b"number30.") // 4096 * 4096, 4096)


def a_tenth_of_its_pages(library: Path) -> None:
    path = settled(library)
    pages = path.stat().st_size // 4096
    for page in random.Random(SEED).sample(range(2, pages), pages // 10):
        overwrite(path, page * 4096, 4096)


DATABASE_DAMAGES: dict[str, Callable[[Path], object]] = {
    "a page of articles overwritten": a_page_of_articles,
    "a tenth of its pages overwritten": a_tenth_of_its_pages,
    "cut in half": lambda library: cut(settled(library)),
}


@pytest.mark.parametrize("damage", DATABASE_DAMAGES)
def test_a_damaged_database_is_read_as_far_as_it_goes_and_the_files_are_read_again(
    library: Path, sound: Path, damage: str, here: Here
) -> None:
    print(f"seed {SEED}")
    DATABASE_DAMAGES[damage](library)
    looked = here(library, "doctor")
    assert (looked.status, looked.complaints) == (1, [])
    assert line(looked, "articles").startswith("!!")
    mended = here(library, "doctor", "--repair")
    assert mended.status == 0, mended
    assert "articles.db was damaged" in mended.err
    assert (library / "articles.db.damaged-1").stat().st_size > 4096
    indexed = here(library, "index", str(sound.parent / "news"), "--no-analysis")
    assert (indexed.status, indexed.complaints) == (0, [])
    assert here(library, "doctor").status == 0
    opened = Library.open(library, create=False)
    assert opened.search("headline").articles == opened.search("").articles == ARTICLES
    for number in range(ARTICLES):
        assert opened.search(f"number{number}").total == 1
    opened.close()


def test_of_a_database_that_was_cut_short_what_is_left_is_read_and_the_files_that_it_names(
    library: Path, here: Here
) -> None:
    path = settled(library)
    os.truncate(path, path.stat().st_size * 9 // 10)
    assert here(library, "doctor", "--repair").status == 0
    assert here(library, "doctor").status == 0
    opened = Library.open(library, create=False)
    assert opened.search("headline").articles == opened.search("").articles == ARTICLES
    opened.close()


def test_what_a_person_gave_survives_the_loss_of_the_articles_pages(library: Path, sound: Path, here: Here) -> None:
    path = settled(library)
    content = path.read_bytes()
    for word in (b"number6.", b"number7.", b"number8."):  # among them the starred and the tagged one
        overwrite(path, content.index(word) // 4096 * 4096, 4096)
    assert here(library, "doctor", "--repair").status == 0
    check_whole(library)


def test_an_article_that_is_lost_with_its_file_is_let_go_and_the_rest_stays(
    library: Path, sound: Path, here: Here, tmp_path: Path
) -> None:
    news = write_news(tmp_path / "news", 40, words=700)  # each on pages of its own
    own = tmp_path / "own"
    assert here(own, "index", str(news), "--no-analysis").status == 0
    path = settled(own)
    overwrite(path, path.read_bytes().index(b"number20.") // 4096 * 4096, 4096)
    shutil.rmtree(news)
    assert here(own, "doctor", "--repair").status == 0
    opened = Library.open(own, create=False)
    kept = opened.search("headline").articles
    assert 35 <= kept < 40
    assert opened.search("").articles == kept
    opened.close()
    assert here(own, "doctor").status == 0


def test_a_database_of_which_nothing_can_be_read_is_set_aside_and_said_so(
    library: Path, sound: Path, here: Here
) -> None:
    settled(library).write_bytes(b"this is no database" * 9999)
    assert "articles.db" in line(here(library, "doctor"), "articles")
    mended = here(library, "doctor", "--repair")
    assert "0 articles could be read; kept as articles.db.damaged-1" in mended.err
    assert here(library, "index", str(sound.parent / "news"), "--no-analysis").status == 0
    opened = Library.open(library, create=False)
    assert opened.search("headline").articles == ARTICLES
    opened.close()


def test_a_database_of_another_program_or_a_newer_version_is_left_alone(library: Path, here: Here) -> None:
    store = Store(library)
    store.database.connection.execute("PRAGMA user_version = 999")
    store.close()
    before = (library / "articles.db").read_bytes()
    refused = here(library, "doctor", "--repair")
    assert (refused.status, len(refused.complaints)) == (1, 1)
    assert "newer sayso" in refused.err
    assert (library / "articles.db").read_bytes() == before
