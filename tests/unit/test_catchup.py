from __future__ import annotations

from pathlib import Path

import pytest

from index.article import Article
from index.catchup import Catchup
from index.events import Event, Progress
from index.library import Library
from index.store import FileState, Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path, create=True)
    files = [FileState(f"/{number}.txt", 1, 1, bytes([number]), 1) for number in range(60)]
    made.put((file, [Article(f"title {number}", f"common word{number}")]) for number, file in enumerate(files))
    return made


@pytest.fixture(autouse=True)
def _small_backlog(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.catchup.BACKLOG", 20)
    monkeypatch.setattr("index.catchup.BATCH", 10)


def test_an_index_that_lacks_everything_is_built_by_several_processes(tmp_path: Path, store: Store) -> None:
    store.forget(["/7.txt"])
    events: list[Event] = []
    Catchup(tmp_path, store, events.append, jobs=2).replay()
    assert not store.index_is_behind()
    assert Progress("index", 59, 59) in events
    library = Library.open(tmp_path, create=False)
    assert library.search("common").total == 59
    assert [hit.title for hit in library.search("word8").hits] == ["title 8"]
    assert Catchup(tmp_path, store, events.append).is_level()


def test_what_comes_to_an_index_that_holds_something_is_put_in_batch_by_batch(tmp_path: Path, store: Store) -> None:
    Catchup(tmp_path, store, lambda event: None).replay(stop=iter([False, True, True]).__next__)
    assert Library.open(tmp_path, create=False).search("common").total == 10
    Catchup(tmp_path, store, lambda event: None, jobs=2).replay()
    assert Library.open(tmp_path, create=False).search("common").total == 60


def test_a_building_that_is_stopped_leaves_nothing_and_is_done_the_next_time(tmp_path: Path, store: Store) -> None:
    answers = iter([False, False, True, True, True, True])
    Catchup(tmp_path, store, lambda event: None, jobs=2).replay(stop=lambda: next(answers, True))
    assert store.backlog() == 60
    assert Library.open(tmp_path, create=False).search("common").total == 0
    Catchup(tmp_path, store, lambda event: None, jobs=2).replay()
    assert Library.open(tmp_path, create=False).search("common").total == 60
