"""Whatever happens to files, folders and clock while a library is filled or read: one clear line, nothing else lost.

``SAYSO_TEST_FILES`` says how many files the large folder has (3,000).
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from index import checkup, readers
from index.answer import SaysoError
from index.events import Event, FileFailed
from index.ingest import Ingest
from index.library import Library
from index.lock import LibraryBusyError, writing
from tests.hostile.machine import sayso, write_news

FILES = int(os.environ.get("SAYSO_TEST_FILES", "3000"))


def fill(library: Path, *paths: Path, on_event: Callable[[Event], None] = lambda event: None) -> None:
    with writing(library):
        ingest = Ingest(library, on_event)
        ingest.run(paths, analyse=False)
        ingest.close()


def found(library: Path, query: str) -> int:
    opened = Library.open(library, create=False)
    total = opened.search(query).articles
    opened.close()
    return total


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return write_news(tmp_path / "news", 40, words=60)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


def test_a_second_writer_says_who_is_at_work_and_takes_nothing_away(library: Path, news: Path) -> None:
    fill(library, news)
    more = write_news(news.parent / "more", 3, seed=2)
    with writing(library):
        second = sayso(library, "index", more, "--no-analysis")
        assert (second.status, len(second.complaints)) == (1, 1)
        assert "another sayso is writing the library" in second.err
        with pytest.raises(LibraryBusyError):
            checkup.repair(library, lambda event: None)
        assert sayso(library, "search", "headline", "--limit", "1").status == 0
    assert sayso(library, "index", more, "--no-analysis").status == 0
    assert found(library, "headline") == 43


def test_many_writers_at_once_add_everything_between_them(library: Path, news: Path) -> None:
    folders = [write_news(news.parent / f"many{number}", 30, seed=number) for number in range(3)]
    command = [sys.executable, "-m", "index.background", str(library)]
    children = []
    for folder in folders:
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert child.stdin is not None
        child.stdin.write(json.dumps({"paths": [str(folder)], "analyse": False}) + "\n")
        child.stdin.flush()
        children.append(child)
    for child in children:
        assert child.stdout is not None
        events = [json.loads(line) for line in child.stdout]  # until it ends by itself
        assert events[-1]["event"] == "Finished"
        assert child.wait() == 0
        for stream in (child.stdin, child.stdout):
            assert stream is not None
            stream.close()
    assert found(library, "") == 90


def test_an_index_deleted_under_a_running_reader_is_noticed_and_rebuilt_under_it(library: Path, news: Path) -> None:
    fill(library, news)
    reader = Library.open(library)
    assert reader.search("headline").total == 40
    shutil.rmtree(library / "fulltext")
    with pytest.raises(SaysoError, match="full-text index") as caught:
        reader.search("headline")
    assert "\n" not in str(caught.value)
    article = reader.article(1)  # what does not need the index goes on
    assert "number0" in article.text
    reader.level(lambda event: None)
    assert reader.search("headline").total == 40
    reader.close()


def test_a_library_deleted_under_a_running_reader_is_one_clear_line(library: Path, news: Path) -> None:
    fill(library, news)
    reader = Library.open(library)
    shutil.rmtree(library)
    with pytest.raises(SaysoError) as caught:
        reader.search("headline")
    assert "\n" not in str(caught.value)
    reader.close()
    gone = sayso(library, "search", "headline")
    assert (gone.status, len(gone.complaints)) == (1, 1)
    assert "there is no library at" in gone.err


def test_a_clock_that_goes_backwards_changes_nothing(
    library: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library, news)
    year = 365 * 24 * 3600
    now = time.time()
    for path in library.rglob("*"):  # the library was written in the future …
        os.utime(path, (now + 40 * year, now + 40 * year))
    older = news / "00000.txt"
    older.write_text("Headline\n\nAll said otherwise.\n", encoding="utf-8")
    os.utime(older, (now - 40 * year, now - 40 * year))  # … and this file is put back from long ago
    times = iter(range(int(now), 0, -1000))
    monkeypatch.setattr(time, "time", lambda: float(next(times)))
    monkeypatch.setattr(time, "time_ns", lambda: next(times) * 10**9)
    fill(library, news, write_news(news.parent / "more", 10, seed=3))
    monkeypatch.undo()
    assert found(library, "headline") == 50
    assert found(library, "otherwise") == 1
    assert found(library, "number0") == 1  # the one in the other folder
    assert all(finding.ok for finding in checkup.check(library))


def test_an_article_of_fifty_megabytes_is_refused_in_one_line_and_the_others_are_in(library: Path, news: Path) -> None:
    huge = news / "huge.txt"
    huge.write_bytes(b"Headline\n\n" + b"All said harbour. " * 3_000_000)
    in_folder = sayso(library, "index", news, "--no-analysis")
    assert (in_folder.status, in_folder.complaints) == (
        0, [f"passed over {huge}: is too large: 51.5 MiB, at most 32 MiB are read"],
    )  # fmt: skip
    named = sayso(library, "index", huge, "--no-analysis")
    assert (named.status, named.complaints) == (
        1, [f"sayso: {huge}: is too large: 51.5 MiB, at most 32 MiB are read"],
    )  # fmt: skip
    assert found(library, "") == 40


def after_the_walk(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Do something once the folders have been walked, before any file is read."""
    walk = readers.walk

    def walked(paths: Iterable[Path]) -> Iterator[readers.Found | readers.Skipped]:
        found = list(walk(paths))
        act()
        return iter(found)

    monkeypatch.setattr(readers, "walk", walked)


@pytest.mark.parametrize("moment", ["between", "while"])
def test_a_file_that_vanishes_is_one_line_and_the_others_are_in(
    library: Path, news: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    victim = news / "00007.txt"
    load = readers.load

    def vanishing(path: Path) -> bytes:
        if path == victim:
            victim.unlink()
        return load(path)

    if moment == "while":
        monkeypatch.setattr(readers, "load", vanishing)
    else:
        after_the_walk(monkeypatch, victim.unlink)
    told: list[Event] = []
    fill(library, news, on_event=told.append)
    assert [event for event in told if isinstance(event, FileFailed)] == [
        FileFailed(str(victim), "cannot be read: no such file or directory")
    ]
    assert found(library, "headline") == 39


def test_a_folder_that_vanishes_while_it_is_read_is_no_end(
    library: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = write_news(news.parent / "other", 5, seed=5)
    after_the_walk(monkeypatch, lambda: shutil.rmtree(news))
    told: list[Event] = []
    fill(library, news, other, on_event=told.append)
    assert len([event for event in told if isinstance(event, FileFailed)]) == 40
    assert found(library, "headline") == 5


@pytest.mark.timeout(180 + FILES // 20)
def test_a_large_folder_is_taken_in_whole_with_little_memory(library: Path, tmp_path: Path) -> None:
    big = write_news(tmp_path / "big", FILES, words=80)
    done = sayso(library, "index", big, "--no-analysis", timeout=90 + FILES // 40)
    assert (done.status, done.complaints) == (0, [])
    assert f"{FILES:,} added" in done.out
    assert found(library, "headline") == FILES
    assert sayso(library, "index", big, "--no-analysis", timeout=90 + FILES // 40).out.startswith(
        f"files: {FILES:,} unchanged"
    )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    assert peak < 500, f"{peak:.0f} MB"
