"""Whoosh queries that answer with arrays: words with their other forms, words side by side, sets of ids, dates.

Each knows the documents of one segment that match it, and their scores; :mod:`index.fulltext.evaluate` joins them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from math import log

import numpy as np
from whoosh.query import Query as WhooshQuery

from index.fulltext.matching import Choice, Meant
from index.fulltext.postings import Floats, Ints
from index.fulltext.snapshot import Postings, Segment, Snapshot, contained
from index.fulltext.words import stem, stem_prefix

K1, B = 1.2, 0.75
"""The constants of BM25F (Robertson and Zaragoza, 2009), as Whoosh sets them."""

_OTHER_FORM = np.float32(0.6)
"""What an occurrence of another form of the word counts, against one as typed."""

Matches = tuple[Ints, Floats]
"""Document numbers of a segment, ascending, and the score of each."""


class Leaf(WhooshQuery):  # type: ignore[misc]
    """A query that is evaluated whole, segment by segment."""

    def __init__(self) -> None:
        self.boost = 1.0

    def matches(self, segment: Segment, snapshot: Snapshot) -> Matches:
        """The documents of ``segment`` that match."""
        raise NotImplementedError

    def normalize(self) -> Leaf:
        """Nothing to simplify."""
        return self

    def is_leaf(self) -> bool:
        """It holds no other query."""
        return True


class Words(Leaf):
    """One word in one field: as typed, in its other forms, and with ``prefix`` whatever begins so.

    Scored as BM25F scores one term that occurs wherever a form does; another form counts less than the one typed.
    """

    def __init__(self, field: str, meant: Meant, boost: float = 1.0) -> None:
        super().__init__()
        self.field, self.meant, self.boost = field, meant, boost
        self._known: tuple[Snapshot, float] | None = None

    def matches(self, segment: Segment, snapshot: Snapshot) -> Matches:
        """See :meth:`Leaf.matches`."""
        found = self._scored(segment, snapshot)
        if not self.meant.prefix:
            return found
        begun = self._begun(segment)
        return union([found, flat(segment.holding(self.field, begun), self.boost)], segment)

    def postings(self, segment: Segment) -> Postings:
        """Of all its forms together, the prefixed ones too."""
        if not self.meant.prefix:
            return self._forms(segment)
        return _merged([self._forms(segment), segment.postings_of_all(self.field, self._begun(segment))], segment)

    def _begun(self, segment: Segment) -> range:
        return range(*segment.file.fields[self.field].places(self.meant.text.encode()))

    def _scored(self, segment: Segment, snapshot: Snapshot, among: Ints | None = None) -> Matches:
        own = self._forms(segment)
        if among is not None:
            chosen = contained(own.documents, among)
            own = own._replace(documents=own.documents[chosen], frequencies=own.frequencies[chosen])
        if not len(own.documents):
            return own.documents, own.frequencies
        idf = self._rarity(snapshot)
        lengths = segment.lengths(self.field, own.documents)
        damping = K1 * ((1 - B) + B * lengths / np.float32(snapshot.average_length(self.field)))
        score = np.float32(idf * (K1 + 1) * self.boost) * own.frequencies / (own.frequencies + damping)
        return own.documents, score.astype(np.float32)

    def _rarity(self, snapshot: Snapshot) -> float:
        """The inverse document frequency of all forms together, as Whoosh defines it."""
        if self._known is None or self._known[0] is not snapshot:
            holding = sum(len(self._forms(one).documents) for one in snapshot.segments)
            self._known = snapshot, log(snapshot.size / (holding + 1)) + 1
        return self._known[1]

    def scores(self, segment: Segment, snapshot: Snapshot, documents: Ints) -> Floats:
        """The scores of ``documents``, ascending, each of which holds the word."""
        numbers, score = self._scored(segment, snapshot, documents)
        found = np.zeros(len(documents), np.float32)
        found[np.searchsorted(documents, numbers)] = score
        if self.meant.prefix:
            found[contained(documents, segment.holding(self.field, self._begun(segment)))] += np.float32(self.boost)
        return found

    def _forms(self, segment: Segment) -> Postings:
        return segment.remember((self.field, self.meant.text, "forms"), lambda: self._read_forms(segment))

    def _read_forms(self, segment: Segment) -> Postings:
        typed, stemmed = self.meant.text, stem(self.meant.text)
        if typed.isascii() and typed.isalpha():
            first, near = segment.beginning(self.field, stem_prefix(typed))
            places = [(first + number, term) for number, term in enumerate(near) if stem(term) == stemmed]
        else:
            place = segment.place(self.field, typed)
            places = [] if place is None else [(place, typed)]
        lists = []
        for place, term in places:
            found = segment.postings(self.field, place)
            weight = np.float32(1) if term == typed else _OTHER_FORM
            lists.append(found._replace(frequencies=found.frequencies * weight))
        return _merged(lists, segment)


class Adjacent(Leaf):
    """Several words of one field side by side in order; with ``slop`` in any order, so many others among them.

    Scored as the sum of its words' scores, as Whoosh scores a phrase.
    """

    def __init__(self, field: str, meant: Iterable[Meant], slop: int | None, boost: float = 1.0) -> None:
        super().__init__()
        self.words = [Words(field, one, boost) for one in meant]
        self.slop, self.boost = slop, boost

    def matches(self, segment: Segment, snapshot: Snapshot) -> Matches:
        """See :meth:`Leaf.matches`."""
        own = [word.postings(segment) for word in self.words]
        documents = _common([one.documents for one in own])
        if len(documents):
            documents = _in_order(own, documents) if self.slop is None else _close_by(own, documents, self.slop)
        scores = np.zeros(len(documents), np.float32)
        for word in self.words:
            scores += word.scores(segment, snapshot, documents)
        return documents, scores


class Prefix(Leaf):
    """All terms of a field that begin with ``prefix``. Every match scores the same."""

    def __init__(self, field: str, prefix: str) -> None:
        super().__init__()
        self.field, self.prefix = field, prefix

    def matches(self, segment: Segment, snapshot: Snapshot) -> Matches:  # noqa: ARG002
        """See :meth:`Leaf.matches`."""
        places = range(*segment.file.fields[self.field].places(self.prefix.encode()))
        return flat(segment.holding(self.field, places), self.boost)


class Expansion(Leaf):
    """Those terms of a field that begin with ``literal`` and are chosen. Every match scores the same."""

    def __init__(self, field: str, literal: str, choice: Choice) -> None:
        super().__init__()
        self.field, self.literal, self.choice = field, literal, choice

    def matches(self, segment: Segment, snapshot: Snapshot) -> Matches:  # noqa: ARG002
        """See :meth:`Leaf.matches`."""
        first, terms = segment.beginning(self.field, self.literal)
        chosen = np.array(self.choice(terms), dtype=np.int64) + first
        return flat(segment.holding_any(self.field, chosen), self.boost)


class Ids(Leaf):
    """The articles with these ids; says nothing of relevance."""

    def __init__(self, ids: Collection[int]) -> None:
        super().__init__()
        self.ids = np.fromiter(ids, np.int64, len(ids))

    def matches(self, segment: Segment, snapshot: Snapshot) -> Matches:  # noqa: ARG002
        """See :meth:`Leaf.matches`."""
        return flat(np.flatnonzero(np.isin(segment.column("id"), self.ids)))


class Between(Leaf):
    """Numbers of a column in ``[start, end)``; says nothing of relevance."""

    def __init__(self, column: str, start: int, end: int) -> None:
        super().__init__()
        self.column, self.start, self.end = column, start, end

    def matches(self, segment: Segment, snapshot: Snapshot) -> Matches:  # noqa: ARG002
        """See :meth:`Leaf.matches`."""
        values = segment.column(self.column)
        return flat(np.flatnonzero((values >= self.start) & (values < self.end)))


def flat(documents: Ints, score: float = 0.0) -> Matches:
    """``documents``, each with the same score."""
    return documents.astype(np.int64, copy=False), np.full(len(documents), score, np.float32)


def union(parts: list[Matches], segment: Segment) -> Matches:
    """The documents of any part; scores add up."""
    hit = np.zeros(segment.size, bool)
    scores = np.zeros(segment.size, np.float32)
    for documents, score in parts:
        hit[documents] = True
        scores[documents] += score
    documents = np.flatnonzero(hit)
    return documents, scores[documents]


def _merged(lists: list[Postings], segment: Segment) -> Postings:
    if len(lists) == 1:
        return lists[0]
    documents, frequencies = union([(one.documents, one.frequencies) for one in lists], segment)
    return Postings(documents, frequencies, lambda among: _joined([one.keys(among) for one in lists]))


def _joined(keys: list[Ints]) -> Ints:
    return np.unique(np.concatenate(keys)) if keys else np.empty(0, np.int64)


def _common(lists: list[Ints]) -> Ints:
    lists = sorted(lists, key=len)
    common = lists[0]
    for one in lists[1:]:
        common = common[contained(common, one)]
    return common


def _in_order(own: list[Postings], documents: Ints) -> Ints:
    """Those of ``documents`` in which the words follow one another."""
    keys: Ints | None = None
    for distance, one in sorted(enumerate(own), key=lambda numbered: len(numbered[1].documents)):
        places = one.keys(documents) - distance
        keys = places if keys is None else keys[contained(keys, places)]
        documents = _documents(keys)
    return documents


def _close_by(own: list[Postings], documents: Ints, slop: int) -> Ints:
    """Those of ``documents`` in which a stretch of as many words as sought and ``slop`` more holds all of them."""
    reach = len(own) + slop
    places = [one.keys(documents) for one in own]
    starts = _joined(places)
    close = np.ones(len(starts), bool)
    for number, keys in enumerate(places):
        again = sum(1 for other in places[:number] if np.array_equal(other, keys))  # a word asked for twice
        follower = np.searchsorted(keys, starts) + again
        inside = follower < len(keys)
        close &= inside
        close[inside] &= keys[follower[inside]] < starts[inside] + reach
    return _documents(starts[close])


def _documents(keys: Ints) -> Ints:
    """The documents of ``keys``, each once; both ascending."""
    documents = keys >> 32
    return documents[np.diff(documents, prepend=-1) > 0]
