"""Copies of one article are found as articles come, change and go, and a result shows one for all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import analysis, copyfinder
from index.article import Analysis, Article
from index.copies import Copies, Groups
from index.copyfinder import CopyFinder
from index.events import Event, Progress
from index.ingest import Ingest
from index.library import Library
from index.lock import writing
from index.store import FileState, Store
from tests.unit.test_likeness import OTHER, PARAGRAPHS, STORY, edited


@given(
    st.dictionaries(st.integers(5, 30), st.integers(1, 4), min_size=1),
    st.lists(st.integers(1, 40), unique=True),
)
def test_a_result_shows_one_of_each_group_the_original_where_it_is_there(pairs: dict[int, int], ids: list[int]) -> None:
    original = np.zeros(max(pairs) + 2, np.int32)
    for copy, of in pairs.items():
        original[copy] = original[of] = of
    hidden = Groups(original, {}).hidden(np.array(ids, np.int64))
    shown = [number for place, number in enumerate(ids) if place not in hidden]
    group = {number: pairs.get(number, number) for number in ids}
    assert sorted(group[number] for number in shown) == sorted(set(group.values()))
    for number in shown:
        assert number == group[number] or group[number] not in ids
        assert number == group[number] or number == min(one for one in ids if group[one] == group[number])


class Shelf:
    """A library to which articles are added by name, each a file of its own."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder, create=True)
        self.events: list[Event] = []
        self.finder = CopyFinder(self.store.database, self.events.append)

    def put(self, name: str, text: str) -> None:
        self.store.put([(FileState(name, 1, 1, text.encode()[:8], 1), [Article(name, text)])])
        self.finder.catch_up()

    def drop(self, name: str) -> None:
        self.store.forget([name])
        self.finder.catch_up()

    def groups(self) -> dict[str, str]:
        """Copy -> original."""
        rows = self.store.database.connection.execute(
            "SELECT a.path, b.path FROM copy_of JOIN article a ON a.id = article JOIN article b ON b.id = original"
        )
        return dict(rows.fetchall())

    def originals_with_bands(self) -> set[str]:
        rows = self.store.database.connection.execute(
            "SELECT path FROM article WHERE id IN (SELECT article FROM band) AND id IN (SELECT article FROM sketch)"
        )
        return {row[0] for row in rows}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


CUT = "\n\n".join(PARAGRAPHS[:-1])
EDITED = edited(STORY.replace('"', ""), 30)


def test_copies_point_at_the_article_that_was_there_first(shelf: Shelf) -> None:
    for name, text in (("a", STORY), ("b", OTHER), ("c", CUT), ("d", STORY.upper()), ("e", "Fog until noon.")):
        shelf.put(name, text)
    assert shelf.groups() == {"c": "a", "d": "a"}
    assert shelf.originals_with_bands() == {"a", "b"}
    assert shelf.finder.is_level()


def test_the_same_articles_at_once_give_the_same_groups(shelf: Shelf, tmp_path: Path) -> None:
    texts = {"a": STORY, "b": OTHER, "c": CUT, "d": EDITED, "e": OTHER + "\n\nNorthern Wire"}
    for name, text in texts.items():
        shelf.put(name, text)
    at_once = Shelf(tmp_path / "other")
    at_once.store.put((FileState(name, 1, 1, b"", 1), [Article(name, text)]) for name, text in texts.items())
    at_once.finder.catch_up()
    assert at_once.groups() == shelf.groups() == {"c": "a", "d": "a", "e": "b"}


def test_when_the_original_goes_the_first_copy_takes_its_place(shelf: Shelf) -> None:
    for name in "abc":
        shelf.put(name, STORY)
    shelf.drop("a")
    assert shelf.groups() == {"c": "b"}
    assert shelf.originals_with_bands() == {"b"}


def test_when_a_copy_goes_the_others_stay(shelf: Shelf) -> None:
    for name in "abc":
        shelf.put(name, STORY)
    shelf.drop("b")
    assert shelf.groups() == {"c": "a"}


def test_a_text_that_changes_leaves_its_group_and_finds_another(shelf: Shelf) -> None:
    for name, text in (("a", STORY), ("b", STORY), ("c", STORY), ("d", OTHER)):
        shelf.put(name, text)
    shelf.put("a", OTHER)
    assert shelf.groups() == {"c": "b", "a": "d"}
    shelf.put("c", OTHER.upper())
    assert shelf.groups() == {"a": "d", "c": "d"}
    assert shelf.originals_with_bands() == {"b", "d"}


def test_adding_one_article_looks_at_no_other_but_those_that_may_be_copied(shelf: Shelf) -> None:
    for number in range(60):
        shelf.put(f"n{number}", " ".join(f"word{number}x{place}" for place in range(120)))
    shelf.put("a", STORY)
    looked_at: list[int] = []
    shelf.finder._likeness_of = lambda article_id: looked_at.append(article_id)  # type: ignore[assignment,func-returns-value]
    shelf.finder._likeness = shelf.finder._likeness_of  # type: ignore[assignment]
    shelf.finder._likeness.cache_clear = lambda: None  # type: ignore[attr-defined]
    shelf.put("b", CUT)
    assert looked_at == [61]


def test_a_library_from_before_copies_were_known_and_one_of_another_method_are_gone_through(shelf: Shelf) -> None:
    for name in "ab":
        shelf.put(name, STORY)
    with shelf.store.database.transaction() as connection:
        connection.execute("UPDATE meta SET value = 1 WHERE key = 'likeness'")
        connection.execute("DELETE FROM copy_of")
        connection.execute("DELETE FROM ungrouped")
        connection.execute("UPDATE band SET hash = hash + 1")
    CopyFinder(shelf.store.database, shelf.events.append).catch_up()
    assert shelf.groups() == {"b": "a"}


def test_it_stops_when_asked_and_goes_on_later(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copyfinder, "BATCH", 2)
    shelf.store.put((FileState(name, 1, 1, b"", 1), [Article(name, STORY)]) for name in "abcdef")
    shelf.finder.catch_up(lambda: len(shelf.groups()) >= 3)
    assert shelf.groups() == {"b": "a", "c": "a", "d": "a"}
    assert shelf.events[-1] == Progress("compare", 4, 6)
    shelf.finder.catch_up()
    assert len(shelf.groups()) == 5


def test_groups_are_read_again_only_when_they_have_changed(shelf: Shelf) -> None:
    copies = Copies(shelf.store.database)
    shelf.put("a", STORY)
    assert copies.groups() is None
    shelf.put("b", STORY)
    known = copies.groups()
    assert known is not None
    assert (known.copies(1), known.copies(2), known.copies(999)) == (1, 1, 0)
    shelf.put("c", OTHER)
    assert copies.groups() is known
    shelf.drop("b")
    assert copies.groups() is None


def test_the_group_of_an_article_is_the_same_from_each_of_its_members(shelf: Shelf) -> None:
    for name, text in (("a", STORY), ("b", STORY), ("c", OTHER), ("d", STORY)):
        shelf.put(name, text)
    copies = Copies(shelf.store.database)
    assert copies.group_of(1) == copies.group_of(2) == copies.group_of(4) == {1, 2, 4}
    assert copies.group_of(3) == {3}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    news = tmp_path / "news"
    news.mkdir()
    for name, source, text in (
        ("1", "Wire", STORY), ("2", "Post", CUT), ("3", "Courier", OTHER), ("4", "Post", STORY.upper()),
    ):  # fmt: skip
        head = f"---\ntitle: Levy {name}\nsource: {source}\ndate: 2025-04-0{name}\n---\n\n"
        (news / f"{name}.md").write_text(head + text, encoding="utf-8")
    with writing(tmp_path / "library"):
        ingest = Ingest(tmp_path / "library", lambda event: None)
        ingest.run([news], analyse=False)
        ingest.close()
    return Library.open(tmp_path / "library")


def listed(library: Library, query: str, **options: int) -> list[tuple[str, int]]:
    return [(hit.title, hit.copies) for hit in library.search(query, sort="oldest", **options).hits]  # type: ignore[arg-type]


def test_a_result_shows_one_for_all_and_counts_every_article(library: Library) -> None:
    page = library.search("elsine", facets=True)
    assert listed(library, "elsine") == [("Levy 1", 2), ("Levy 3", 0)]
    assert (page.total, page.copies, page.articles) == (2, 2, 4)
    assert dict(page.facets["source"]) == {"Post": 2, "Wire": 1, "Courier": 1}
    assert listed(library, "") == [("Levy 1", 2), ("Levy 3", 0)]


def test_where_the_original_does_not_match_its_first_copy_is_shown(library: Library) -> None:
    assert listed(library, "elsine source:post") == [("Levy 2", 2)]


def test_the_copies_of_an_article_can_be_listed(library: Library) -> None:
    first = library.search("elsine", sort="oldest").hits[0].id
    assert [title for title, _ in listed(library, f"copies:{first}")] == ["Levy 1", "Levy 2", "Levy 4"]
    assert library.search(f"copies:{first}").copies == 0
    assert [title for title, _ in listed(library, f"copies:{first} -source:wire")] == ["Levy 2", "Levy 4"]


def test_pages_of_a_result_with_copies_follow_on_each_other(library: Library) -> None:
    assert listed(library, "elsine", limit=1, offset=1) == [("Levy 3", 0)]
    assert listed(library, "elsine", limit=1, offset=2) == []


def test_statements_of_copies_are_kept_for_each_and_told_apart_in_sql(library: Library) -> None:
    store = Store(library.folder)
    everything = store.pending(10).articles or tuple(store.articles([1, 2, 3, 4]).values())
    store.put_analyses(analysis.VERSION, ((each.id or 0, each.text, Analysis(), None) for each in everything))
    sources = store.database.connection.execute(
        "SELECT count(*) FROM analysis WHERE id NOT IN (SELECT article FROM copy_of)"
    ).fetchone()
    assert sources[0] == 2
    store.close()
