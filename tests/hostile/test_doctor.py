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
