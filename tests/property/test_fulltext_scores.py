"""Search by arrays against stock Whoosh: its own writer, codec, matchers and BM25F over the same articles."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as wq
from whoosh.filedb.filestore import FileStorage
from whoosh.matching import ListMatcher, Matcher
from whoosh.searching import SearchContext, Searcher

from index.article import Article
from index.fulltext import FullText, parse
from index.fulltext.schema import document, schema
from index.fulltext.writer import BulkWriter

WORDS = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel"]  # no two share a stem
START = datetime.fromisoformat("2025-01-01")

TEXT = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
ARTICLE = st.tuples(TEXT, TEXT, st.integers(0, 400))
CORPUS = st.lists(ARTICLE, min_size=1, max_size=40)
SPLITS = st.lists(st.integers(0, 40), max_size=3).map(sorted)
GONE = st.sets(st.integers(0, 39), max_size=8)

Corpus = list[tuple[str, str, int]]
Pair = tuple[str, wq.Query]
"""A query in the query language, and the same as stock Whoosh's objects."""


def both(make: Callable[[str], wq.Query]) -> wq.Query:
    title = make("title")
    title.boost = 2.0
    return wq.Or([title, make("body")])


class Unscored(wq.ConstantScoreQuery):
    """Whoosh gives what a negation lets pass a score of one; here it says nothing of relevance."""

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        found = list(self.child.matcher(searcher, context).all_ids())
        return ListMatcher(found, weights=[0.0] * len(found))


def constant(query: wq.Query) -> wq.Query:
    return wq.ConstantScoreQuery(query, 1.0)


WORD = st.sampled_from(WORDS)
LEAF: st.SearchStrategy[Pair] = st.one_of(
    WORD.map(lambda word: (word, both(lambda field: wq.Term(field, word)))),
    WORD.map(lambda word: (f"title:{word}", wq.Term("title", word))),
    st.tuples(WORD, WORD).map(lambda pair: (f'body:"{pair[0]} {pair[1]}"', wq.Phrase("body", list(pair)))),
    st.tuples(WORD, WORD, WORD).map(lambda three: (f'body:"{" ".join(three)}"', wq.Phrase("body", list(three)))),
    # Whoosh scores an expansion as a term where it is one, else by frequency: here it is constant
    WORD.map(lambda word: (f"body:{word[:2]}*", constant(wq.Prefix("body", word[:2])))),
    WORD.map(lambda word: (f"body:{word[0]}*{word[-1]}", constant(wq.Wildcard("body", f"{word[0]}*{word[-1]}")))),
    WORD.map(lambda word: (f"body:{word[:-1]}x~", constant(wq.FuzzyTerm("body", f"{word[:-1]}x", prefixlength=1)))),
)


def joined(operator: str, kind: type[wq.Query]) -> Callable[[list[Pair]], Pair]:
    return lambda pairs: (
        "(" + operator.join(text for text, _ in pairs) + ")",
        kind([stock for _, stock in pairs]),
    )


def without(pair: tuple[Pair, Pair]) -> Pair:
    (wanted, stock_wanted), (unwanted, stock_unwanted) = pair
    return f"({wanted} -{unwanted})", wq.And([stock_wanted, Unscored(wq.Not(stock_unwanted))])


QUERY: st.SearchStrategy[Pair] = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(joined(" AND ", wq.And)),
        st.lists(inner, min_size=2, max_size=3).map(joined(" OR ", wq.Or)),
        st.tuples(inner, inner).map(without),
    ),
    max_leaves=5,
)


@contextmanager
def engines(corpus: Corpus, splits: list[int], gone: set[int]) -> Iterator[tuple[FullText, Searcher]]:
    """The same articles in both, in the same segments, the same ones deleted."""
    articles = [
        Article(title, body, published=START + timedelta(days=day), id=number)
        for number, (title, body, day) in enumerate(corpus)
    ]
    gone = {number for number in gone if number < len(articles)}
    cuts = [0, *(cut for cut in splits if cut < len(articles)), len(articles)]
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as stock_folder,
        patch.object(BulkWriter, "_tidy", lambda _, segments: segments),
    ):
        fulltext = FullText.create(Path(folder))
        stock = FileStorage(stock_folder).create_index(schema())
        for start, end in pairwise(cuts):
            if start < end:
                fulltext.update(articles[start:end])
                writer = stock.writer(compound=False)
                for article in articles[start:end]:
                    writer.add_document(**document(article))
                writer.commit(merge=False)
        fulltext.update([], deleted=sorted(gone))
        writer = stock.writer(compound=False)
        for number in gone:
            writer.delete_document(number)
        writer.commit(merge=False)
        with stock.searcher() as searcher:
            yield fulltext, searcher
        fulltext.close()


@settings(deadline=None, max_examples=60)
@given(CORPUS, SPLITS, GONE, QUERY)
def test_hits_scores_order_and_total_are_those_of_stock_whoosh(
    corpus: Corpus, splits: list[int], gone: set[int], query: Pair
) -> None:
    with engines(corpus, splits, gone) as (fulltext, searcher):
        answer = fulltext.search(parse(query[0]), lambda _: (), limit=100)
        results = searcher.search(query[1], limit=None)
        expected = {number: score for score, number in results.top_n}
        assert answer.total == len(expected)
        assert dict(answer.rows) == pytest.approx(expected, rel=1e-4)
        scores = [expected[number] for number, _ in answer.rows]
        assert scores == pytest.approx(sorted(scores, reverse=True), rel=1e-4)


@settings(deadline=None, max_examples=30)
@given(CORPUS, SPLITS, GONE, LEAF, st.integers(0, 400), st.integers(1, 200))
def test_a_stretch_of_time_leaves_the_same_articles_as_comparing_dates(
    corpus: Corpus, splits: list[int], gone: set[int], query: Pair, first: int, length: int
) -> None:
    with engines(corpus, splits, gone) as (fulltext, searcher):
        start, end = (START + timedelta(days=day) for day in (first, first + length - 1))
        answer = fulltext.search(parse(f"{query[0]} date:{start:%Y-%m-%d}..{end:%Y-%m-%d}"), lambda _: (), limit=100)
        inside = {number for number, (_, _, day) in enumerate(corpus) if first <= day < first + length}
        found = {number for _, number in searcher.search(query[1], limit=None).top_n}
        assert set(answer.ids()) == inside & found
