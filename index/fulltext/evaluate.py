"""Evaluates a tree of Whoosh queries over a snapshot, whole arrays at a time, and picks the best, newest or oldest."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh import query as wq

from index.answer import Sort
from index.fulltext.leaves import Leaf, Matches, flat, union
from index.fulltext.postings import Floats, Ints
from index.fulltext.schema import NO_DATE
from index.fulltext.snapshot import Segment, Snapshot


class Result(NamedTuple):
    """Ids, scores and times of publication of all articles that match, in no order."""

    ids: Ints
    scores: Floats
    published: Ints

    def only(self, which: NDArray[np.bool_]) -> Result:
        """Those at the places where ``which`` says so."""
        return Result(self.ids[which], self.scores[which], self.published[which])

    def best(self, sort: Sort, limit: int, offset: int) -> Ints:
        """Places, best first, of the hits ``offset`` … ``offset + limit``. Equals: the newer first, then the lower id.

        Articles without a date come last, whichever way dates run.
        """
        undated = np.where(self.published == NO_DATE, np.iinfo(np.int64).max, self.published)
        newest = ~self.published  # not -: the lowest number has no negative
        order: dict[Sort, tuple[Ints | Floats, ...]] = {
            "relevance": (self.ids, newest, -self.scores),
            "newest": (self.ids, newest),
            "oldest": (self.ids, undated),
        }
        keys, wanted = order[sort], offset + limit
        if len(self.ids) <= 4 * wanted + 100:
            return np.lexsort(keys)[offset:wanted]
        places = _candidates(keys[-1], wanted)
        return places[np.lexsort(tuple(key[places] for key in keys))][offset:wanted]


def _candidates(key: Ints | Floats, wanted: int) -> Ints:
    """Places of the ``wanted`` lowest keys and of all that equal the last of them."""
    limit = np.partition(key, wanted - 1)[wanted - 1] if wanted else key.min()
    return np.flatnonzero(key <= limit)


def evaluate(query: wq.Query, snapshot: Snapshot) -> Result:
    """All articles that match ``query``."""
    ids, scores, published = [], [], []
    for segment in snapshot.segments:
        documents, score = matches(query, segment, snapshot)
        if segment.live is not None:
            alive = segment.live[documents]
            documents, score = documents[alive], score[alive]
        ids.append(segment.column("id")[documents])
        scores.append(score)
        published.append(segment.column("published")[documents])
    if not ids:
        return Result(np.empty(0, np.int64), np.empty(0, np.float32), np.empty(0, np.int64))
    return Result(np.concatenate(ids), np.concatenate(scores), np.concatenate(published))


def matches(query: wq.Query, segment: Segment, snapshot: Snapshot) -> Matches:
    """The documents of ``segment`` that match ``query``. Kinds of query that are not known here are left to Whoosh."""
    if isinstance(query, Leaf):
        return query.matches(segment, snapshot)
    return EVALUATORS.get(type(query), _by_whoosh)(query, segment, snapshot)


def _by_whoosh(query: wq.Query, segment: Segment, _: Snapshot) -> Matches:
    """One document after another, by Whoosh's own matchers."""
    assert segment.searcher is not None  # noqa: S101  (a snapshot's segments have one)
    matcher = query.matcher(segment.searcher, segment.searcher.context())
    documents, scores = [], []
    while matcher.is_active():
        documents.append(matcher.id())
        scores.append(matcher.score())
        matcher.next()
    return np.array(documents, dtype=np.int64), np.array(scores, dtype=np.float32)


def _every(_: wq.Query, segment: Segment, __: Snapshot) -> Matches:
    return flat(np.arange(segment.size))


def _and(query: wq.And, segment: Segment, snapshot: Snapshot) -> Matches:
    """Intersection of what is wanted, less what is not; a conjunction of negations alone starts from everything."""
    wanted = [matches(one, segment, snapshot) for one in query.subqueries if not isinstance(one, wq.Not)]
    unwanted = [matches(one.query, segment, snapshot) for one in query.subqueries if isinstance(one, wq.Not)]
    wanted = wanted or [flat(np.arange(segment.size))]
    count = np.zeros(segment.size, np.int32)
    scores = np.zeros(segment.size, np.float32)
    for documents, score in wanted:
        count[documents] += 1
        scores[documents] += score
    for documents, _ in unwanted:
        count[documents] = 0
    documents = np.flatnonzero(count == len(wanted))
    return documents, scores[documents]


def _or(query: wq.Or, segment: Segment, snapshot: Snapshot) -> Matches:
    return union([matches(one, segment, snapshot) for one in query.subqueries], segment)


def _not(query: wq.Not, segment: Segment, snapshot: Snapshot) -> Matches:
    rest = np.ones(segment.size, bool)
    rest[matches(query.query, segment, snapshot)[0]] = False
    return flat(np.flatnonzero(rest))


EVALUATORS: dict[type, Callable[[wq.Query, Segment, Snapshot], Matches]] = {
    wq.Every: _every,
    wq.And: _and,
    wq.Or: _or,
    wq.Not: _not,
}
"""The kinds of query, beside leaves, that are evaluated here."""
