"""A library on a disk that is full, or that may only be read: one clear line, nothing lost, and it goes on later."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.answer import SaysoError
from index.library import Library
from tests.hostile.machine import Disk, mounted, sayso, write_news

ARTICLES = 1500


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_news(tmp_path_factory.mktemp("news"), ARTICLES)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with mounted(tmp_path / "disk", "4m") as made:
        yield made


def total(library: Path, query: str) -> int:
    found = sayso(library, "search", query, "--json", "--limit", "1")
    assert found.status == 0, found
    assert len(found.complaints) <= 1, "one line says what could not be written"
    return int(json.loads(found.out.splitlines()[-1])["articles"])


def test_on_a_full_disk_indexing_ends_with_one_clear_line_and_what_was_added_stays(disk: Disk, news: Path) -> None:
    library = disk.folder / "library"
    cut_short = sayso(library, "index", news, "--no-analysis")
    assert cut_short.status == 1
    assert len(cut_short.complaints) == 1, cut_short.err
    assert "full" in cut_short.err or "No space left" in cut_short.err
    disk.fill()
    kept = total(library, "headline")
    assert 0 < kept < ARTICLES
    again = sayso(library, "index", news, "--no-analysis")
    assert (again.status, len(again.complaints)) == (1, 1), again.err
    assert total(library, "headline") >= kept

    disk.remount("size=64m")
    enough = sayso(library, "index", news, "--no-analysis")
    assert (enough.status, enough.complaints) == (0, [])
    assert total(library, "headline") == total(library, "") == ARTICLES
    assert sayso(library, "doctor").status == 0


def test_the_reader_says_on_a_full_disk_what_it_cannot_keep_and_goes_on_reading(disk: Disk, news: Path) -> None:
    library = disk.folder / "library"
    disk.remount("size=24m")
    assert sayso(library, "index", news, "--no-analysis").status == 0
    opened = Library.open(library)
    disk.fill()
    hit = opened.search("number7").hits[0]

    def star_many_times() -> None:
        for time in range(4000):  # what is written first may still fit into pages that are there
            opened.kept.set_starred(hit.id, starred=time % 2 == 0)

    with pytest.raises(SaysoError, match="full") as caught:
        star_many_times()
    assert "\n" not in str(caught.value)
    assert opened.search("headline").total == ARTICLES
    assert opened.article(hit.id).text
    opened.close()


def test_a_library_that_may_only_be_read_is_read_and_says_so_when_written(disk: Disk, news: Path) -> None:
    library = disk.folder / "library"
    disk.remount("size=64m")
    assert sayso(library, "index", news, "--no-analysis").status == 0
    disk.remount("ro")
    assert total(library, "headline") == ARTICLES
    refused = sayso(library, "index", news, "--no-analysis")
    assert (refused.status, len(refused.complaints)) == (1, 1), refused.err
    assert "cannot be written: Read-only file system" in refused.err
    doctor = sayso(library, "doctor")
    assert "can be read but not written" in doctor.out
    opened = Library.open(library)
    with pytest.raises(SaysoError, match="may only be read"):
        opened.kept.set_starred(opened.search("number7").hits[0].id, starred=True)
    opened.close()
    disk.remount("rw")
    assert sayso(library, "doctor").status == 0
