"""Which queries are evaluated by arrays, and which are left to Whoosh's own matchers."""

from __future__ import annotations

import pytest
from whoosh import query as wq

from index.article import Article
from index.fulltext import FullText, parse, stretches
from index.fulltext.evaluate import EVALUATORS
from index.fulltext.leaves import Leaf
from index.fulltext.plan import plan
from index.fulltext.ranking import Result

ARTICLES = [
    Article("one", "alpha beta gamma", id=1),
    Article("two", "alpha gamma beta beta", id=2),
    Article("three", "delta", id=3),
]


@pytest.fixture(scope="module")
def fulltext(tmp_path_factory: pytest.TempPathFactory) -> FullText:
    made = FullText.create(tmp_path_factory.mktemp("index"))
    made.update(ARTICLES[:1])
    made.update(ARTICLES[1:])
    return made


def kinds(query: wq.Query) -> set[type]:
    below = query.children() if not isinstance(query, Leaf) else ()
    return {type(query)}.union(*(kinds(one) for one in below))


LANGUAGE = [
    "",
    "word",
    "cease-fire",
    '"a phrase"',
    '"near words"~5',
    "pre*",
    "w?ld",
    "fuzzy~",
    "title:x by:y source:z",
    "date:2025",
    "holder:a stance:opposes",
    "a OR -b",
    "(a b) OR (c -d)",
]


@pytest.mark.parametrize("query", LANGUAGE)
def test_everything_in_the_query_language_is_evaluated_by_arrays(query: str) -> None:
    for kind in kinds(plan(parse(query).root, lambda _: ())):
        assert issubclass(kind, Leaf) or kind in EVALUATORS


LEFT_TO_WHOOSH = [
    (wq.Term("body", "beta"), {1, 2}),
    (wq.Phrase("body", ["alpha", "beta"]), {1}),
    (wq.Prefix("body", "al"), {1, 2}),
    (wq.FuzzyTerm("body", "alpa", prefixlength=1), {1, 2}),
    (wq.Wildcard("title", "t*"), {2, 3}),
    (wq.DisjunctionMax([wq.Term("body", "delta"), wq.Term("title", "one")]), {1, 3}),
    (wq.ConstantScoreQuery(wq.Term("body", "beta")), {1, 2}),
]


@pytest.mark.parametrize(("query", "expected"), LEFT_TO_WHOOSH, ids=lambda value: type(value).__name__)
def test_stock_queries_fall_back_to_whooshs_matchers(fulltext: FullText, query: wq.Query, expected: set[int]) -> None:
    result = Result(query, fulltext._snapshot())
    assert set(result.ids.tolist()) == expected
    with fulltext._snapshot().searcher() as searcher:
        stock = searcher.search(query, limit=None)
        assert sorted(result.scores.tolist()) == pytest.approx(sorted(score for score, _ in stock.top_n))


def test_a_beginning_is_looked_for_no_further_than_until_every_document_has_it(
    fulltext: FullText, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(query: str) -> set[int]:
        tree = parse(query, typing=True)
        return {row[0] for row in fulltext.search(tree, lambda _: (), sort="relevance", limit=9, offset=0).rows}

    queries = ("a", "b", "g", "d", "al")
    whole = [found(query) for query in queries]
    assert whole == [{1, 2}, {1, 2}, {1, 2}, {3}, {1, 2}]
    monkeypatch.setattr(stretches, "_AT_ONCE", 1)
    assert [found(query) for query in queries] == whole
