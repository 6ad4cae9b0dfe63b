from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from index import claims
from index.answer import SaysoError
from index.article import Analysis, Article, Entity, Holder, Passage, Position, Span
from index.facets import FacetCounts
from index.store import FILE_NAME, FileState, Opening, Store

TEXT = "Ana Ruiz rejected the harbour levy. She backed a smaller fee."


def state(path: str, content: bytes = b"1") -> FileState:
    return FileState(path, len(content), 1, content.ljust(16), 1)


def article(title: str = "Levy", text: str = TEXT, **metadata: object) -> Article:
    return Article(title, text, **metadata)  # type: ignore[arg-type]


def analysis() -> Analysis:
    def position(stance: str, statement: tuple[int, int], target: tuple[int, int], holder: str | None) -> Position:
        return Position(
            holder=Holder(holder, (Span(0, 8),)) if holder else None,
            cue=Passage.of(TEXT, [(9, 17)]),
            statement=Passage.of(TEXT, [statement]),
            quotation="indirect",
            stance=stance,  # type: ignore[arg-type]
            target=Passage.of(TEXT, [target]),
            confidence=0.5,
        )

    return Analysis(
        (Entity("Ana Ruiz", "PERSON", (Span(0, 8), Span(36, 39))),),
        (
            position("opposes", (18, 34), (22, 34), "Ana Ruiz"),
            position("supports", (47, 60), (47, 60), "Ana Ruiz"),
            position("supports", (47, 60), (47, 60), None),
        ),
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, create=True)


def test_an_article_comes_back_as_it_was_put(store: Store) -> None:
    put = article(
        byline="J. Poe", source="The Wire", published=datetime(2025, 3, 4, tzinfo=UTC), url="https://example.org"
    )
    store.put([(state("/a.txt"), [put])])
    assert store.article(1) == Article(
        put.title, put.text, put.byline, put.source, put.published, put.url, None, path="/a.txt", id=1
    )


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("Šibenik votes today", 99, "Šibenik votes today"),
        ("Šibenik votes today", 20, "Šibenik votes today"),  # as long as it is in bytes
        ("Šibenik votes today", 19, "Šibenik votes"),
        ("Šibenik votes today", 1, ""),
        ("选举今天举行", 10, "选举今"),
    ],
)
def test_an_opening_has_the_words_of_a_text_that_are_whole_in_its_first_bytes(
    store: Store, text: str, most: int, expected: str
) -> None:
    put = article(text=text, source="The Wire")
    store.put([(state("/a.txt"), [put])])
    found = store.openings([1, 2], most)
    assert found == {1: Opening(replace(put, text=expected, path="/a.txt", id=1), cut=expected != text)}


def test_a_changed_article_keeps_its_id_and_loses_its_analysis_only_where_the_text_changed(store: Store) -> None:
    store.put([(state("/a.txt"), [article()])])
    store.put_analyses(1, [(1, TEXT, analysis(), None)])
    store.put([(state("/a.txt", b"2"), [article(title="New title")])])
    assert store.analysis(1) == analysis()
    store.put([(state("/a.txt", b"3"), [article(text="Other words.")])])
    assert store.analysis(1) is None
    assert store.article(1).text == "Other words."
    assert claims.with_position(store.database, holder=[" ruiz "]) == set()


def test_articles_that_a_file_no_longer_holds_are_deleted(store: Store) -> None:
    store.put([(state("/a.txt"), [article("One"), article("Two")])])
    store.put([(state("/a.txt", b"2"), [article("One")])])
    assert store.counts(1).articles == 1
    assert store.pending(10).deleted == (2,)


def test_pending_changes_come_in_order_until_they_are_recorded_as_indexed(store: Store) -> None:
    store.put([(state(f"/{n}.txt"), [article(f"Title {n}")]) for n in range(5)])
    first = store.pending(3)
    assert [each.title for each in first.articles] == ["Title 0", "Title 1", "Title 2"]
    assert store.pending(3) == first, "nothing is taken off before it is recorded"
    store.indexed(first.upto)
    assert store.counts(1).indexed == 3
    second = store.pending(3)
    assert [each.title for each in second.articles] == ["Title 3", "Title 4"]
    store.indexed(second.upto)
    assert not store.index_is_behind()


def test_an_unchanged_article_is_not_pending_again(store: Store) -> None:
    store.put([(state("/a.txt"), [article()])])
    store.indexed(store.pending(9).upto)
    store.put([(state("/a.txt", b"same words, other bytes"), [article()])])
    assert not store.index_is_behind()


def test_an_analysis_comes_back_as_it_was_put(store: Store) -> None:
    store.put([(state("/a.txt"), [article()])])
    assert store.analysis(1) is None
    store.put_analyses(7, [(1, TEXT, analysis(), None)])
    assert store.analysis(1) == analysis()
    assert store.counts(7).analysed == 1
    assert store.counts(8).analysed == 0, "an analysis of an older version counts as none"


def test_an_analysis_of_words_that_are_no_longer_there_is_dropped(store: Store) -> None:
    store.put([(state("/a.txt"), [article()])])
    store.put_analyses(1, [(1, "the words as they were before", analysis(), None)])
    assert store.analysis(1) is None


def test_the_newest_unanalysed_articles_come_first_and_failures_do_not_come_again(store: Store) -> None:
    days = [datetime(2025, 1, day, tzinfo=UTC) for day in (2, 9, 5)]
    store.put([(state(f"/{day:%d}"), [article(published=day)]) for day in days])
    assert store.unanalysed(1, 10) == [2, 3, 1]
    assert store.unanalysed(1, 10, leave_out=[3]) == [2, 1]
    store.put_analyses(1, [(2, TEXT, None, "the worker ended")])
    assert store.unanalysed(1, 10) == [3, 1]
    assert store.failures() == [("/09", "the worker ended")]
    assert store.unanalysed_of(1, [1, 2, 3]) == [1, 3]


def test_a_moved_file_keeps_its_articles_ids_and_analyses(store: Store) -> None:
    store.put([(state("/old.txt"), [article()])])
    store.put_analyses(1, [(1, TEXT, analysis(), None)])
    store.move("/old.txt", state("/new.txt"))
    assert store.file("/old.txt") is None
    assert store.article(1).path == "/new.txt"
    assert store.analysis(1) == analysis()


def test_forgotten_files_take_their_articles_and_claims_with_them(store: Store) -> None:
    store.put([(state("/a/1.txt"), [article()]), (state("/b/2.txt"), [article()])])
    store.put_analyses(1, [(1, TEXT, analysis(), None), (2, TEXT, analysis(), None)])
    assert list(store.files_under([Path("/a")])) == ["/a/1.txt"]
    assert store.forget(["/a/1.txt"]) == []
    assert (store.counts(1).articles, store.file("/a/1.txt"), store.pending(10).deleted) == (1, None, (1,))
    assert claims.with_entity(store.database, claims.name_pattern("Ruiz")) == {2}


@pytest.mark.parametrize("table", ["star (article)", "tag (article, tag)", "note (article, text, at)"])
def test_what_a_person_wrote_on_keeps_an_article_whose_file_is_gone(store: Store, table: str) -> None:
    store.put([(state("/gone.txt"), [article("One"), article("Two")])])
    with store.database.transaction() as connection:
        values = ", ".join(["2", "'x'", "'x'"][: table.count(",") + 1])
        connection.execute(f"INSERT INTO {table} VALUES ({values})")
        connection.execute("INSERT INTO read VALUES (1, 'now'), (2, 'now')")
    assert store.forget(["/gone.txt"]) == ["/gone.txt"]
    assert (store.article(2).title, store.counts(1).articles) == ("Two", 1)
    assert claims.with_state(store.database, "read") == {2}
    with store.database.transaction() as connection:
        connection.execute(f"DELETE FROM {table.split()[0]}")
    assert list(store.files_under([Path("/gone.txt")])) == ["/gone.txt"]
    assert store.forget(["/gone.txt"]) == []
    assert store.counts(1).articles == 0


def test_one_position_must_have_holder_stance_and_target_together(store: Store) -> None:
    store.put([(state("/a.txt"), [article()])])
    store.put_analyses(1, [(1, TEXT, analysis(), None)])
    ruiz, levy, fee = map(claims.name_pattern, ("RUÍZ", "harbour levy", "smaller fee"))
    assert claims.with_position(store.database, holder=[ruiz], stance=["opposes"], about=[levy]) == {1}
    assert claims.with_position(store.database, holder=[ruiz], stance=["opposes"], about=[fee]) == set()


def test_names_match_by_whole_words_and_while_typing_by_their_beginning(store: Store) -> None:
    store.put([(state("/a.txt"), [article()])])
    store.put_analyses(1, [(1, TEXT, analysis(), None)])
    assert claims.with_entity(store.database, claims.name_pattern("rui")) == set()
    assert claims.with_entity(store.database, claims.name_pattern("rui", prefix=True)) == {1}


def test_facets_and_stances_count_articles_and_positions(store: Store) -> None:
    march = datetime(2025, 3, 4, tzinfo=UTC)
    store.put([(state(f"/{n}"), [article(source="The Wire", published=march)]) for n in range(3)])
    store.put_analyses(1, [(1, TEXT, analysis(), None), (2, TEXT, Analysis(), None)])
    counts = FacetCounts(store.database.path.parent, store)
    facets = counts.count(None)
    assert facets["source"] == (("The Wire", 3),)
    assert facets["month"] == (("2025-03", 3),)
    assert dict(facets["stance"]) == {"supports": 1, "opposes": 1}
    assert facets["holder"] == (("Ana Ruiz", 1),)
    assert counts.count(np.array([2, 3]))["entity"] == ()
    found = claims.claimed(store.database, [1, 2, 3])
    assert {number: one.stances for number, one in found.items()} == {1: {"opposes": 1, "supports": 2}, 2: {}}


def test_a_result_names_first_the_holders_that_take_a_side_most_often(store: Store) -> None:
    def held(holder: str, stance: str) -> Position:
        statement = Passage.of(TEXT, [(18, 34)])
        return Position(Holder(holder, (Span(0, 8),)), None, statement, "indirect", stance, None, 0.5)  # type: ignore[arg-type]

    told = [("Poe", "neutral")] * 5 + [("Ruiz", "opposes")] * 2 + [("Ruiz", "supports"), ("Lin", "supports")]
    store.put([(state("/a"), [article()])])
    store.put_analyses(1, [(1, TEXT, Analysis((), tuple(held(*each) for each in told)), None)])
    marks = [(mark.holder, mark.stance) for mark in claims.claimed(store.database, [1])[1].holders]
    assert marks == [("Ruiz", "opposes"), ("Lin", "supports"), ("Poe", "neutral")]


def test_a_missing_library_a_foreign_file_and_a_newer_one_each_get_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(SaysoError, match="there is no library at"):
        Store(tmp_path)
    (tmp_path / FILE_NAME).write_bytes(b"this is no database at all, but long enough to be looked at" * 50)
    with pytest.raises(SaysoError, match=f"{FILE_NAME}: file is not a database"):
        Store(tmp_path)
    newer = tmp_path / "newer"
    newer.mkdir()
    Store(newer, create=True).database.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(SaysoError, match="newer sayso"):
        Store(newer)


def test_a_failed_transaction_leaves_nothing_behind(store: Store) -> None:
    broken = article(text=None)  # type: ignore[arg-type]
    with pytest.raises(SaysoError):
        store.put([(state("/good.txt"), [article()]), (state("/bad.txt"), [broken])])
    assert store.counts(1).articles == 0
    assert store.file("/good.txt") is None


def test_a_library_may_be_closed_while_another_thread_asks_it(tmp_path: Path) -> None:
    store = Store(tmp_path, create=True)
    asking, stop, failed = threading.Event(), threading.Event(), []

    def ask() -> None:
        try:
            while not stop.is_set():
                store.version()
                asking.set()
        except Exception as error:
            failed.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    asking.wait(10)
    for _ in range(50):
        store.close()
    stop.set()
    thread.join(10)
    assert not failed
    assert store.version() == 0
