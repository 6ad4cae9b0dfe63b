"""Statements are documents of their own: found by their words, by who holds them, and level with the store."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from index import analysis
from index.article import Analysis, Article, Holder, Passage, Position, Stance
from index.catchup import Catchup
from index.checkup import check, repair
from index.fulltext import DamagedIndex, FullText
from index.library import Library
from index.lock import writing
from index.store import FileState, Store

TEXT = "Ana Ruiz rejected the harbour levy. She backed a smaller fee. Per Lind wants the levy doubled."


def position(holder: str | None, words: str, stance: Stance, target: str | None = None) -> Position:
    def passage(part: str) -> Passage:
        start = TEXT.index(part)
        return Passage.of(TEXT, [(start, start + len(part))])

    return Position(
        holder=Holder(holder, ()) if holder else None,
        cue=None,
        statement=passage(words),
        quotation="indirect",
        stance=stance,
        target=passage(target) if target else None,
        confidence=0.7,
    )


FOUND = Analysis(
    (),
    (
        position("Ana Ruiz", "the harbour levy", "opposes", "harbour levy"),
        position("Ana Ruiz", "a smaller fee", "supports"),
        position("Per Lind", "the levy doubled", "supports"),
    ),
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path, create=True)
    for number in range(2):
        one = Article(f"Article {number}", TEXT, source="The Wire", published=datetime(2025, 3, 1 + number))  # noqa: DTZ001
        store.put([(FileState(f"/{number}", 1, 1, b"1" * 16, 1), [one])])
    store.put_analyses(analysis.VERSION, [(1, TEXT, FOUND, None), (2, TEXT, FOUND, None)])
    level(store)
    return store


def level(store: Store) -> None:
    folder = store.database.path.parent
    with writing(folder):
        Catchup(folder, store, lambda event: None).replay()


def found(store: Store, query: str) -> list[tuple[int, int]]:
    library = Library.open(store.database.path.parent, create=False)
    page = library.statements(query, sort="oldest")
    assert page.total == len(page.statements)
    return sorted((one.held.article.id or 0, one.number) for one in page.statements)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("levy", [0, 2]),
        ("levy -harbour", [2]),
        ("ruiz", [0, 1]),
        ("ruiz levies", [0]),
        ('"smaller fee"', [1]),
        ("holder:ruiz stance:supports", [1]),
        ("levy stance:supports", [2]),
        ("about:levy", [0]),
        ("rejected", []),  # a word of the article, not of a statement
        ("source:wire doubl*", [2]),
    ],
)
def test_a_statement_is_found_by_its_words_its_holder_and_its_stance(
    store: Store, query: str, numbers: list[int]
) -> None:
    assert found(store, query) == [(article, number) for article in (1, 2) for number in numbers]


def test_filters_of_articles_hold_for_their_statements(store: Store) -> None:
    assert found(store, "levy date:2025-03-02") == [(2, 0), (2, 2)]
    library = Library.open(store.database.path.parent)
    library.kept.set_read([1], read=True)
    assert found(store, "levy is:unread") == [(2, 0), (2, 2)]


def test_hits_are_spans_of_the_statement(store: Store) -> None:
    page = Library.open(store.database.path.parent).statements("harbour")
    assert [one.held.position.statement.text[hit.start : hit.end] for one in page.statements for hit in one.hits] == [
        "harbour",
        "harbour",
    ]


def test_the_index_follows_the_store(store: Store) -> None:
    fewer = replace(FOUND, positions=FOUND.positions[1:2])
    store.put_analyses(analysis.VERSION, [(1, TEXT, fewer, None)])
    store.forget(["/1"])
    level(store)
    assert found(store, "") == [(1, 0)]
    assert found(store, "fee") == [(1, 0)]


def test_an_article_that_has_no_statements_yet_costs_their_index_no_commit(store: Store) -> None:
    statements = FullText(store.database.path.parent / "statements")
    before = statements.generation()
    store.put([(FileState("/3", 1, 1, b"3", 1), [Article("New", TEXT)])])
    level(store)
    assert statements.generation() == before
    store.put_analyses(analysis.VERSION, [(3, TEXT, FOUND, None)])
    level(store)
    assert statements.generation() != before
    assert (3, 0) in found(store, "levy")


def test_an_index_that_is_gone_or_damaged_is_built_anew(store: Store) -> None:
    folder = store.database.path.parent / "statements"
    expected = found(store, "levy")
    (folder / "current").write_text("nonsense")
    with pytest.raises(DamagedIndex):
        found(store, "levy")
    level(store)
    assert found(store, "levy") == expected
    shutil.rmtree(folder)
    level(store)
    assert found(store, "levy") == expected


def test_a_damaged_byte_is_found_by_a_check_up_and_mended(store: Store) -> None:
    folder = store.database.path.parent
    assert all(finding.ok for finding in check(folder) if finding.subject == "full text")
    segment = next((folder / "statements").glob("*/*.seg"))
    content = bytearray(segment.read_bytes())
    content[10] ^= 1
    segment.write_bytes(content)
    assert [finding.ok for finding in check(folder) if finding.subject == "full text"] == [False]
    repair(folder, lambda event: None)
    assert all(finding.ok for finding in check(folder) if finding.subject == "full text")
    assert found(store, "fee") == [(1, 1), (2, 1)]
