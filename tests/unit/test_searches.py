from __future__ import annotations

from pathlib import Path

import pytest

from index import searches as searches_module
from index.answer import SaysoError
from index.library import Library
from tests.pilot import small_library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(small_library.make(tmp_path))


def test_a_saved_search_comes_back_with_its_order_and_counts(library: Library) -> None:
    library.searches.save("the harbour", " harbour ", "newest")
    library.kept.seen(library.search("lamplighter").hits[0].id)
    (saved,) = library.searches.saved()
    assert (saved.name, saved.query, saved.sort, saved.total, saved.unread) == (
        "the harbour",
        "harbour",
        "newest",
        2,
        1,
    )


def test_counts_follow_what_is_read(library: Library) -> None:
    library.searches.save("all", "", "newest")
    hits = library.search("").hits
    for left in (3, 2, 1, 0):
        library.kept.seen(hits[left].id)
        assert library.searches.saved()[0].unread == left


def test_saving_under_a_name_that_is_taken_replaces_the_search_and_undo_brings_it_back(library: Library) -> None:
    library.searches.save("mine", "dam", "newest")
    library.searches.save("mine", "hall", "oldest")
    assert [(each.query, each.sort) for each in library.searches.saved()] == [("hall", "oldest")]
    assert library.undo() == "saved the search “mine”"
    assert [(each.query, each.sort) for each in library.searches.saved()] == [("dam", "newest")]


def test_renaming_and_deleting_can_be_taken_back(library: Library) -> None:
    library.searches.save("one", "dam", "newest")
    library.searches.rename("one", "two")
    library.searches.delete("two")
    assert library.searches.saved() == ()
    assert library.undo() == "deleted the search “two”"
    assert library.undo() == "renamed the search “one” to “two”"
    assert [each.name for each in library.searches.saved()] == ["one"]


def test_a_name_that_another_search_has_is_refused(library: Library) -> None:
    for name in ("one", "two"):
        library.searches.save(name, "dam", "newest")
    with pytest.raises(SaysoError, match="there is a saved search “two” already"):
        library.searches.rename("one", "two")
    assert [each.name for each in library.searches.saved()] == ["one", "two"]


@pytest.mark.parametrize("name", ["", " \x1b[2J ", "x" * 61])
def test_a_name_must_be_one(library: Library, name: str) -> None:
    with pytest.raises(SaysoError, match="saved search"):
        library.searches.save(name, "dam", "newest")


def test_a_saved_search_that_cannot_be_read_any_more_has_no_counts(library: Library) -> None:
    library.searches.save("broken", "stance:maybe", "newest")
    assert (library.searches.saved()[0].total, library.searches.saved()[0].unread) == (None, None)


def test_history_has_each_query_once_the_last_one_first(library: Library) -> None:
    for query in ("dam", "hall", " dam ", "", "crane"):
        library.searches.remember(query)
    assert library.searches.history() == ["crane", "dam", "hall"]
    assert library.undo() is None


def test_history_is_bounded(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searches_module, "HISTORY", 3)
    for query in "abcde":
        library.searches.remember(query)
    assert library.searches.history() == ["e", "d", "c"]


def test_what_is_forgotten_comes_back_with_undo(library: Library) -> None:
    for query in ("dam", "hall"):
        library.searches.remember(query)
    library.searches.forget("dam")
    assert library.searches.history() == ["hall"]
    assert library.undo() == "forgot the query “dam”"
    assert library.searches.history() == ["hall", "dam"]
