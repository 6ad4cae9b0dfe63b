"""Whoosh queries that answer with arrays: words with their other forms, words side by side, sets of ids, dates.

Each knows which documents of a snapshot match it, and their scores; :mod:`index.fulltext.evaluate` joins them. A leaf
is made for one search: what it has read once it keeps.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import pairwise
from math import log
from typing import NamedTuple

import numpy as np
from whoosh.query import Query as WhooshQuery

from index.fulltext.documents import Documents, Places, Table, contained
from index.fulltext.matching import Meant
from index.fulltext.postings import Floats, Ints
from index.fulltext.segments import Flags
from index.fulltext.snapshot import K1, Snapshot
from index.fulltext.stretches import Postings
from index.fulltext.vocabulary import Choice

_OTHER_FORM = 0.6
"""What an occurrence of another form of the word counts, against one as typed."""


class Leaf(WhooshQuery):  # type: ignore[misc]
    """A query that is evaluated whole. ``flat``: all that match score the same."""

    flat = True

    def __init__(self, boost: float = 1.0) -> None:
        self.boost = boost
        self._matching: Documents | None = None

    def documents(self, snapshot: Snapshot) -> Documents:
        """Those that match."""
        if self._matching is None:
            self._matching = self._find(snapshot)
        return self._matching

    def holding(self, snapshot: Snapshot, numbers: Places) -> Flags:
        """Which of ``numbers`` match."""
        return self.documents(snapshot).holding(numbers)

    def scores(self, snapshot: Snapshot, numbers: Places) -> Floats:
        """The score of each of ``numbers``; zero where it does not match. Here every match scores the same."""
        return self.holding(snapshot, numbers).astype(np.float32) * np.float32(self.boost)

    def _find(self, snapshot: Snapshot) -> Documents:
        raise NotImplementedError

    def normalize(self) -> Leaf:
        """Nothing to simplify."""
        return self

    def is_leaf(self) -> bool:
        """It holds no other query."""
        return True


class _Occurrences(NamedTuple):
    """Where the forms of a word stand: postings and the documents of each, how often any stands in each document, and
    its rarity; where words that begin so are asked for, the postings of these and the documents that hold any.
    """

    forms: Postings
    owners: Ints
    counts: Table
    rarity: float
    begun: Postings | None
    beginning: Documents | None


class Words(Leaf):
    """One word in one field: as typed, in its other forms, and with ``prefix`` whatever begins so.

    Scored as BM25F scores one term that occurs wherever a form does; another form counts less than the one typed.
    """

    flat = False

    def __init__(self, field: str, meant: Meant, boost: float = 1.0) -> None:
        super().__init__(boost)
        self.field, self.meant = field, meant
        self._read: _Occurrences | None = None

    def _find(self, snapshot: Snapshot) -> Documents:
        found = self._occurrences(snapshot)
        forms = found.counts.documents(found.owners)
        return forms if found.beginning is None else Documents.union(snapshot.size, [forms, found.beginning])

    def scores(self, snapshot: Snapshot, numbers: Places) -> Floats:
        """See :meth:`Leaf.scores`."""
        found = self._occurrences(snapshot)
        often = found.counts.at(numbers)
        score = often * np.float32(found.rarity * (K1 + 1) * self.boost)
        score /= often + snapshot.damping(self.field)[numbers]
        if found.beginning is not None:
            score += found.beginning.holding(numbers) * np.float32(self.boost)
        return score

    def keys(self, snapshot: Snapshot, among: Documents) -> list[Ints]:
        """Where in ``among`` it stands, its forms and what begins so apart; see :meth:`Postings.keys`."""
        found = self._occurrences(snapshot)
        keys = [found.forms.keys(found.owners, among)]
        if found.begun:
            keys.append(found.begun.keys(found.begun.documents(), among))
        return keys

    def _occurrences(self, snapshot: Snapshot) -> _Occurrences:
        if self._read is None:
            self._read = self._look(snapshot)
        return self._read

    def _look(self, snapshot: Snapshot) -> _Occurrences:
        words, forms, begun = snapshot.forms(self.field, self.meant.text, begun=self.meant.prefix)
        owners, frequencies = forms.documents(), forms.frequencies()
        parts = []
        for word, (start, end) in zip(words, pairwise(forms.ends), strict=True):
            if word != self.meant.text:
                frequencies[start:end] *= _OTHER_FORM
            parts.append((owners[start:end], frequencies[start:end]))
        counts = Table(snapshot.size, parts)
        rarity = log(snapshot.size / (counts.count() + 1)) + 1 if snapshot.size else 1.0
        if not self.meant.prefix:
            return _Occurrences(forms, owners, counts, rarity, None, None)
        return _Occurrences(forms, owners, counts, rarity, begun, begun.holding(snapshot.size))


class Adjacent(Leaf):
    """Several words of one field side by side in order; with ``slop`` in any order, so many others among them.

    Scored as the sum of its words' scores, as Whoosh scores a phrase.
    """

    flat = False

    def __init__(self, field: str, meant: Iterable[Meant], slop: int | None, boost: float = 1.0) -> None:
        super().__init__(boost)
        self.words = [Words(field, one, boost) for one in meant]
        self.slop = slop

    def _find(self, snapshot: Snapshot) -> Documents:
        together = Documents.intersection(snapshot.size, [word.documents(snapshot) for word in self.words])
        if not together.most:
            return together
        found = self._in_order(snapshot, together) if self.slop is None else self._close_by(snapshot, together)
        return Documents.ascending(snapshot.size, found)

    def scores(self, snapshot: Snapshot, numbers: Places) -> Floats:
        """See :meth:`Leaf.scores`."""
        matching = self.documents(snapshot).numbers
        scores = np.zeros(len(matching), np.float32)
        for word in self.words:
            scores += word.scores(snapshot, matching)
        return Table(snapshot.size, [(matching, scores)]).at(numbers)

    def _in_order(self, snapshot: Snapshot, among: Documents) -> Ints:
        """Those of ``among`` in which the words follow one another."""
        starts: Ints | None = None
        for distance, word in sorted(enumerate(self.words), key=lambda one: one[1].documents(snapshot).most):
            forms = [keys - distance for keys in word.keys(snapshot, among)]
            if starts is None:
                starts = np.concatenate(forms)
            else:
                follows = np.zeros(len(starts), bool)
                for keys in forms:
                    follows |= contained(starts, keys)
                starts = starts[follows]
            among = Documents(snapshot.size, starts >> 32)
        return among.numbers

    def _close_by(self, snapshot: Snapshot, among: Documents) -> Ints:
        """Those of ``among`` in which a stretch of as many words as sought and ``slop`` more holds all of them."""
        reach = len(self.words) + (self.slop or 0)
        places = [np.unique(np.concatenate(word.keys(snapshot, among))) for word in self.words]
        starts = np.unique(np.concatenate(places))
        close = np.ones(len(starts), bool)
        for number, keys in enumerate(places):
            again = sum(1 for other in places[:number] if np.array_equal(other, keys))  # a word asked for twice
            follower = np.searchsorted(keys, starts) + again
            inside = follower < len(keys)
            close &= inside
            close[inside] &= keys[follower[inside]] < starts[inside] + reach
        return np.unique(starts[close] >> 32)


class Prefix(Leaf):
    """All terms of a field that begin with ``prefix``. Every match scores the same."""

    def __init__(self, field: str, prefix: str) -> None:
        super().__init__()
        self.field, self.prefix = field, prefix

    def _find(self, snapshot: Snapshot) -> Documents:
        return snapshot.beginning(self.field, self.prefix).holding(snapshot.size)


class Expansion(Leaf):
    """Those terms of a field that begin with ``literal`` and are chosen. Every match scores the same."""

    def __init__(self, field: str, literal: str, choice: Choice) -> None:
        super().__init__()
        self.field, self.literal, self.choice = field, literal, choice

    def _find(self, snapshot: Snapshot) -> Documents:
        return snapshot.holding_any(self.field, self.literal, self.choice)


class Ids(Leaf):
    """The articles with these ids; says nothing of relevance."""

    def __init__(self, ids: Collection[int]) -> None:
        super().__init__(0.0)
        self.ids = np.fromiter(ids, np.int64, len(ids))

    def _find(self, snapshot: Snapshot) -> Documents:
        return Documents.where(np.isin(snapshot.column("id"), self.ids))


class Between(Leaf):
    """Numbers of a column in ``[start, end)``; says nothing of relevance."""

    def __init__(self, column: str, start: int, end: int) -> None:
        super().__init__(0.0)
        self.column, self.start, self.end = column, start, end

    def holding(self, snapshot: Snapshot, numbers: Places) -> Flags:
        """See :meth:`Leaf.holding`."""
        return self._inside(snapshot.column(self.column)[numbers])

    def _find(self, snapshot: Snapshot) -> Documents:
        return Documents.where(self._inside(snapshot.column(self.column)))

    def _inside(self, values: Ints) -> Flags:
        inside: Flags = (values >= self.start) & (values < self.end)
        return inside
