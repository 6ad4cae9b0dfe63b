"""Facets over arrays against counting article by article, while articles and analyses come, change and go."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index import facets, tallies
from index.article import STANCES, Analysis, Article, Entity, Holder, Passage, Position, Span
from index.facets import FacetCounts
from index.store import FileState, Store
from index.tallies import Chosen, Lists

NAMES = [f"Name {number}" for number in range(9)]
SOURCES = [None, "The Wire", "Post", "Courier"]
TEXT = "words"

CHANGE = st.tuples(
    st.integers(0, 11),  # the file
    st.sampled_from(SOURCES),
    st.none() | st.integers(0, 200),  # the day
    st.none() | st.lists(st.sampled_from(NAMES), max_size=4, unique=True),  # entities; None: not analysed
    st.lists(st.tuples(st.sampled_from([None, *NAMES]), st.sampled_from(STANCES)), max_size=4),
    st.booleans(),  # deleted
)


def analysed(names: list[str], held: list[tuple[str | None, str]]) -> Analysis:
    words = Passage.of(TEXT, [(0, 5)])
    positions = [
        Position(Holder(name, ()) if name else None, None, words, "direct", stance, None, 0.5)  # type: ignore[arg-type]
        for name, stance in held
    ]
    return Analysis(tuple(Entity(name, "ORG", (Span(0, 5),)) for name in names), tuple(positions))


def apply(store: Store, change: tuple) -> None:  # type: ignore[type-arg]
    file, source, day, names, held, deleted = change
    path = f"/{file}"
    if deleted:
        store.forget([path])
        return
    published = None if day is None else datetime(2025, 1, 1) + timedelta(days=day)  # noqa: DTZ001
    store.put([(FileState(path, 1, 1, b"1" * 16, 1), [Article("", TEXT, source=source, published=published)])])
    if names is not None:
        row = store.database.connection.execute("SELECT id FROM article WHERE path = ?", (path,)).fetchone()
        store.put_analyses(1, [(row[0], TEXT, analysed(names, held), None)])


def counted_one_by_one(store: Store, ids: list[int]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("source", "month", "entity", "holder", "stance")}
    for number, article in store.articles(ids).items():
        found = store.analysis(number) or Analysis()
        counts["source"].update([article.source] if article.source else [])
        counts["month"].update([f"{article.published:%Y-%m}"] if article.published else [])
        counts["entity"].update({entity.name for entity in found.entities})
        counts["holder"].update({position.holder.name for position in found.positions if position.holder})
        counts["stance"].update({position.stance for position in found.positions})
    return counts


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.lists(CHANGE, max_size=6), min_size=1, max_size=4),
    st.sets(st.integers(1, 12)),
    st.integers(0, 30),
    st.integers(2, 9),
)
def test_facets_are_what_counting_one_by_one_finds(
    batches: list[list[tuple]], some: set[int], by_list: int, top: int
) -> None:  # type: ignore[type-arg]
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.object(tallies, "_BY_LIST", by_list),
        patch.object(tallies, "_WORDS", 1_000),
        patch.object(tallies, "_TOP", top),
        patch.object(facets, "_MANY", 2),
    ):
        store = Store(Path(folder), create=True)
        counts = FacetCounts(Path(folder), store)
        for batch in batches:
            for change in batch:
                apply(store, change)
            everything = [row[0] for row in store.database.connection.execute("SELECT id FROM article")]
            here = [number for number in everything if number in some]
            anew = FacetCounts(Path(folder), store)
            for ids, expected in ((None, everything), (np.array(here, dtype=np.int64), here)):
                for one in (counts, anew):
                    found = {facet: Counter(dict(values)) for facet, values in one.count(ids).items()}
                    assert found == counted_one_by_one(store, expected)
        store.close()


def test_of_many_names_the_most_frequent_are_given_equals_in_order(tmp_path: Path) -> None:
    store = Store(tmp_path, create=True)
    names = [f"Name {number:02}" for number in range(40)]
    for number, name in enumerate(names):
        apply(store, (number, None, None, [name, "Everybody"], [], False))
    given_first = FacetCounts(tmp_path, store).count(None)["entity"]
    assert given_first == (("Everybody", 40), *((name, 1) for name in names[: facets.VALUES - 1]))


OWN = st.lists(st.integers(0, 12), max_size=6, unique=True)


def lists_of(own: dict[int, list[int]], size: int) -> Lists:
    articles = np.array(sorted(own), dtype=np.int64)
    values = [name for article in sorted(own) for name in own[article]]
    return Lists.of(
        size, articles, np.array([len(own[one]) for one in sorted(own)], np.int32), np.array(values, np.int32)
    )


@settings(deadline=None)
@given(
    st.dictionaries(st.integers(0, 70), OWN, max_size=40),
    st.lists(st.dictionaries(st.integers(0, 90), OWN, max_size=5), max_size=3),
    st.sets(st.integers(0, 90)),
    st.integers(1, 4),
)
def test_counting_by_bits_finds_what_counting_lists_finds(
    own: dict[int, list[int]], changes: list[dict[int, list[int]]], some: set[int], wanted: int
) -> None:
    with (
        patch.object(tallies, "_BY_LIST", -1),
        patch.object(tallies, "_WORDS", 1_000),
        patch.object(tallies, "_TOP", 6),
        patch.object(tallies, "_STEP", 2),
    ):
        lists = lists_of(own, 71)
        lists.most_frequent(Chosen(np.arange(71), 71), wanted)  # makes the bits, which later changes are written into
        for change in changes:
            lists = lists.changed(91, np.array(sorted(change), dtype=np.int64), lists_of(change, 91))
            own = own | change
        counts = Counter(name for article in some for name in own.get(article, []))
        least = min((count for _, count in counts.most_common(wanted)), default=0)
        found = lists.most_frequent(Chosen(np.array(sorted(some), dtype=np.int64), len(lists.counts)), wanted)
        assert dict(found) == {name: count for name, count in counts.items() if count >= least}
        assert [count for _, count in found] == sorted((count for _, count in found), reverse=True)
