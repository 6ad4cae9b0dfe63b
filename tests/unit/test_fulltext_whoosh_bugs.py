"""Whoosh's known faults: each test shows the fault where that is cheap, and that the index does not have it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from whoosh import fields, index, qparser
from whoosh import query as wq

from index.article import Article
from index.fulltext import DamagedIndex, FullText, parse
from index.fulltext.plan import plan
from index.fulltext.tree import Query
from index.fulltext.writer import BulkWriter


def found(fulltext: FullText, query: str) -> list[int]:
    return sorted(fulltext.search(parse(query), lambda _: (), limit=1000).ids())


def filled(folder: Path, *texts: str) -> FullText:
    fulltext = FullText.create(folder)
    fulltext.update([Article("", text, id=number) for number, text in enumerate(texts)])
    return fulltext


def test_a_failed_add_leaks_nothing_into_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fulltext = filled(tmp_path, "before")
    add = BulkWriter.add_document

    def break_off(self: BulkWriter, **values: object) -> None:
        if values["id"] == 7:  # what Whoosh does with a value that it finds wrong after having taken others in
            add(self, body=values["body"], published="rubbish")
        add(self, **values)

    with monkeypatch.context() as patched:
        patched.setattr(BulkWriter, "add_document", break_off)
        with pytest.raises(Exception, match=r"."):
            fulltext.update([Article("", "fine", id=6), Article("", "zebra", id=7)])
    fulltext.update([Article("", "harmless", id=8)])
    assert found(fulltext, "zebra OR fine") == []
    assert found(fulltext, "") == [0, 8]


def kinds(query: wq.Query) -> set[type]:
    return {type(query)}.union(*(kinds(one) for one in query.children()))


@pytest.mark.parametrize("query", ["a -b", "a NOT b", "(a OR b) AND NOT (c d)", "-a", "a -(b -c)", 'x -"a b" -title:y'])
def test_negation_is_never_whooshs_and_not(query: str) -> None:
    assert not kinds(plan(parse(query).root, lambda _: ())) & {wq.AndNot, wq.AndMaybe, wq.Require}


def test_what_is_excluded_stays_out(tmp_path: Path) -> None:
    texts = [
        " ".join(word for bit, word in enumerate(("a", "b", "c", "d")) if number >> bit & 1) for number in range(16)
    ]
    fulltext = filled(tmp_path, *(text or "empty" for text in texts))
    expected = [number for number, text in enumerate(texts) if "a" in text and not ("b" in text or "c" in text)]
    assert found(fulltext, "a -b -c") == expected
    assert found(fulltext, "a -(b OR c)") == expected
    assert found(fulltext, "a AND NOT (b OR c)") == expected


def test_prefixes_are_not_stemmed(tmp_path: Path) -> None:
    schema = fields.Schema(body=fields.TEXT(analyzer=fields.analysis.StemmingAnalyzer()))
    assert qparser.QueryParser("body", schema).parse("elections*") != wq.Prefix("body", "elections")
    fulltext = filled(tmp_path, "electrons", "election", "elections", "elect")
    assert found(fulltext, "elections*") == [2]
    assert found(fulltext, "electi*") == [1, 2]


def test_adding_an_id_again_makes_no_second_article(tmp_path: Path) -> None:
    fulltext = filled(tmp_path, "one", "two")
    fulltext.update([Article("", "one", id=0)])
    assert fulltext.doc_count() == 2
    assert found(fulltext, "one") == [0]


def test_threads_that_share_an_index_find_what_one_alone_finds(tmp_path: Path) -> None:
    """Whoosh's searcher miscounts when threads share it; here threads share what has no state of its own."""
    texts = [f"common {'odd' if number % 2 else 'even'} word{number % 7}" for number in range(300)]
    fulltext = filled(tmp_path, *texts)
    queries = ["common", "odd", "word3", '"odd word3"', "comm*", "even -word1", "wrd5~2"]
    expected = {query: found(FullText(tmp_path), query) for query in queries}
    wrong: list[str] = []

    def look() -> None:
        ready.wait()
        for _ in range(20):
            wrong.extend(query for query in queries if found(fulltext, query) != expected[query])

    ready = threading.Barrier(4)
    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_an_index_of_foreign_origin_is_not_unpickled(tmp_path: Path) -> None:
    index.create_in(tmp_path, fields.Schema(body=fields.TEXT))
    with pytest.raises(DamagedIndex, match="there is no full-text index"):
        FullText(tmp_path).doc_count()


def test_an_index_of_another_user_is_not_unpickled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, "one")
    monkeypatch.setattr("os.geteuid", lambda: 12345)
    with pytest.raises(DamagedIndex, match="belongs to another user"):
        FullText(tmp_path).search(Query("", parse("").root), lambda _: ())
