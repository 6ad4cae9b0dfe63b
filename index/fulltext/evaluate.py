"""Evaluates a tree of Whoosh queries over a snapshot, whole arrays at a time."""

from __future__ import annotations

from functools import reduce

import numpy as np
from whoosh import query as wq

from index.fulltext.documents import Documents, Places, Table
from index.fulltext.leaves import Between, Leaf
from index.fulltext.postings import Floats
from index.fulltext.segments import Flags
from index.fulltext.snapshot import Snapshot


class Evaluation:
    """One query over one snapshot: first which documents match, then the scores of those that are wanted."""

    def __init__(self, query: wq.Query, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._query = query
        self._left_to_whoosh: dict[int, _ByWhoosh] = {}
        found = self._documents(query)
        self.documents = found if snapshot.live is None else found.chosen(snapshot.live)
        """Those that match, without deleted ones."""

    def scores(self, numbers: Places) -> Floats:
        """The score of each of ``numbers``, ascending or all; of those that do not match it says nothing."""
        return self._scores(self._query, numbers, True)

    @property
    def flat(self) -> bool:
        """Whether all that match are known to score the same."""
        query = self._query
        return query.flat if isinstance(query, Leaf) else type(query) in (wq.Every, wq.Not)

    def _documents(self, query: wq.Query) -> Documents:
        if isinstance(query, Leaf):
            return query.documents(self.snapshot)
        evaluate = EVALUATORS.get(type(query))
        return getattr(self, evaluate)(query) if evaluate else self._by_whoosh(query).documents(self.snapshot)

    def _holding(self, query: wq.Query, numbers: Places) -> Flags:
        """Which of ``numbers`` match ``query``."""
        if isinstance(query, Leaf):
            return query.holding(self.snapshot, numbers)
        if type(query) is wq.Not:
            return ~self._holding(query.query, numbers)
        if type(query) is wq.And:
            return reduce(np.logical_and, (self._holding(one, numbers) for one in query.subqueries))
        if type(query) is wq.Or:
            return reduce(np.logical_or, (self._holding(one, numbers) for one in query.subqueries))
        return self._documents(query).holding(numbers)

    def _scores(self, query: wq.Query, numbers: Places, certain: bool) -> Floats:
        """The scores of ``numbers``, zero where they do not match; if ``certain`` that is of no account."""
        if isinstance(query, Leaf):
            return query.scores(self.snapshot, numbers)
        if type(query) is wq.Or:
            return reduce(np.add, (self._scores(one, numbers, False) for one in query.subqueries))
        if type(query) is wq.And:
            scores: Floats = reduce(np.add, (self._scores(one, numbers, certain) for one in query.subqueries))
            return scores if certain else scores * self._holding(query, numbers)
        if type(query) in EVALUATORS:  # says nothing of relevance
            return np.zeros(self.snapshot.size if isinstance(numbers, slice) else len(numbers), np.float32)
        return self._by_whoosh(query).scores(self.snapshot, numbers)

    def _every(self, _: wq.Every) -> Documents:
        return Documents.where(np.ones(self.snapshot.size, bool))

    def _and(self, query: wq.And) -> Documents:
        """Intersection of what is wanted, less what is not; what only tells of single documents comes last."""
        telling = [one for one in query.subqueries if isinstance(one, Between | wq.Not)]
        finding = [one for one in query.subqueries if not isinstance(one, Between | wq.Not)] or [wq.Every()]
        found = Documents.intersection(self.snapshot.size, [self._documents(one) for one in finding])
        if not telling:
            return found
        numbers = found.numbers
        for one in telling:
            numbers = numbers[self._holding(one, numbers)]
        return Documents.ascending(self.snapshot.size, numbers)

    def _or(self, query: wq.Or) -> Documents:
        return Documents.union(self.snapshot.size, [self._documents(one) for one in query.subqueries])

    def _not(self, query: wq.Not) -> Documents:
        return Documents.where(~self._documents(query.query).flags)

    def _by_whoosh(self, query: wq.Query) -> _ByWhoosh:
        return self._left_to_whoosh.setdefault(id(query), _ByWhoosh(query))


EVALUATORS: dict[type, str] = {wq.Every: "_every", wq.And: "_and", wq.Or: "_or", wq.Not: "_not"}
"""The kinds of query, beside leaves, that are evaluated here; all others are left to Whoosh."""


class _ByWhoosh(Leaf):
    """A kind of query that is not known here: one document after another, by Whoosh's own matchers."""

    flat = False

    def __init__(self, query: wq.Query) -> None:
        super().__init__()
        self._query = query
        self._table: Table | None = None

    def scores(self, snapshot: Snapshot, numbers: Places) -> Floats:
        """See :meth:`Leaf.scores`."""
        self.documents(snapshot)
        assert self._table is not None  # noqa: S101  (what finds the documents makes it)
        return self._table.at(numbers)

    def _find(self, snapshot: Snapshot) -> Documents:
        numbers, scores = [], []
        with snapshot.searcher() as searcher:
            for leaf, base in searcher.leaf_searchers():
                matcher = self._query.matcher(leaf, searcher.context())
                while matcher.is_active():
                    numbers.append(base + matcher.id())
                    scores.append(matcher.score())
                    matcher.next()
        found = np.array(numbers, dtype=np.int64)
        self._table = Table(snapshot.size, [(found, np.array(scores, dtype=np.float32))])
        return Documents.ascending(snapshot.size, found)
