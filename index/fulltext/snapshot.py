"""One state of the index, read as NumPy arrays: the segments of Whoosh's searcher, their postings and columns."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import NamedTuple, TypeVar

import numpy as np
from whoosh.searching import Searcher

from index.fulltext.codec import ArraySegment, segment_file
from index.fulltext.pages import Array
from index.fulltext.postings import LENGTHS, FieldFile, Floats, Ints, ends_before, spread
from index.fulltext.segments import Flags, SegmentFile

T = TypeVar("T")


class Postings(NamedTuple):
    """The documents of a segment that hold a term, ascending, and how often each does.

    ``keys`` says where in those of them that are asked for: ``document << 32 | position`` of each place, ascending.
    """

    documents: Ints
    frequencies: Floats
    keys: Callable[[Ints], Ints]


class Segment:
    """One segment. What is costly to read is kept, of postings those used last."""

    _KEPT = 512

    def __init__(self, file: SegmentFile) -> None:
        """``live`` and ``searcher`` change from snapshot to snapshot: what is not deleted, Whoosh's own view of it."""
        self.file = file
        self.size = file.size
        self.live: Flags | None = None
        self.searcher: Searcher | None = None
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._vocabulary: dict[tuple[str, str], tuple[int, list[str]]] = {}

    def column(self, name: str) -> Ints:
        """A column's values by document number."""
        return self.file.column(name)

    def lengths(self, field: str, documents: Ints) -> Floats:
        """How many words each of ``documents`` has in ``field``, as coarsely as Whoosh keeps it."""
        found: Floats = LENGTHS[self.file.fields[field].lengths[documents]]
        return found

    def beginning(self, field: str, prefix: str) -> tuple[int, list[str]]:
        """The terms of ``field`` that begin with ``prefix``, sorted by code point, and the place of the first."""
        if len(prefix) > 1:
            return self._read_beginning(field, prefix)
        if (field, prefix) not in self._vocabulary:  # what spelling, fuzzy words and wildcards ask for again and again
            self._vocabulary[field, prefix] = self._read_beginning(field, prefix)
        return self._vocabulary[field, prefix]

    def _read_beginning(self, field: str, prefix: str) -> tuple[int, list[str]]:
        source = self.file.fields[field]
        start, end = source.places(prefix.encode())
        return start, source.text(start, end).decode().split("\n")[:-1]

    def place(self, field: str, term: str) -> int | None:
        """Where ``term`` stands among the terms of ``field``; ``None`` if it is none of them."""
        source, encoded = self.file.fields[field], term.encode()
        place = source.find(encoded)
        return place if source.terms(place, min(place + 1, source.size)) == [encoded] else None

    def holding(self, field: str, places: range) -> Ints:
        """The documents that hold any of the terms at ``places``, ascending; deleted ones are among them."""
        source = self.file.fields[field]
        start, end = (ends_before(source.posting_ends, place) for place in (places.start, places.stop))
        hit = np.zeros(self.size, bool)
        hit[source.read("documents", start, end)] = True
        return np.flatnonzero(hit)

    def holding_any(self, field: str, places: Ints) -> Ints:
        """As :meth:`holding`, for places that do not follow one another."""
        if not len(places):
            return places
        source = self.file.fields[field]
        ends = source.posting_ends[places].astype(np.int64)
        starts = np.where(places > 0, source.posting_ends[places - 1], 0).astype(np.int64)
        documents = source.read("documents", int(starts[0]), int(ends[-1]))
        hit = np.zeros(self.size, bool)
        hit[documents[spread(starts - starts[0], ends - starts)]] = True
        return np.flatnonzero(hit)

    def postings(self, field: str, place: int) -> Postings:
        """Where the term at ``place`` stands. Deleted documents are among them, as in Whoosh."""
        source = self.file.fields[field]
        start, end = source.extent(place)
        documents = source.read("documents", start, end).astype(np.int64)
        frequencies = source.read("frequencies", start, end)

        def keys(among: Ints) -> Ints:
            chosen: Ints = np.flatnonzero(contained(documents, among))
            return _keys(source, range(place, place + 1), documents[chosen], frequencies, chosen)

        return Postings(documents, frequencies.astype(np.float32), keys)

    def postings_of_all(self, field: str, places: range) -> Postings:
        """Where any of the terms at ``places`` stands, as if they were one; how often counts as once."""
        source = self.file.fields[field]

        def keys(among: Ints) -> Ints:
            start, end = (ends_before(source.posting_ends, place) for place in (places.start, places.stop))
            documents, frequencies = source.read("documents", start, end), source.read("frequencies", start, end)
            wanted = np.zeros(self.size, bool)
            wanted[among] = True
            chosen = np.flatnonzero(wanted[documents])
            return np.sort(_keys(source, places, documents[chosen].astype(np.int64), frequencies, chosen))

        documents = self.holding(field, places)
        return Postings(documents, np.ones(len(documents), np.float32), keys)

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` makes, from memory if it was made not long ago."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]  # type: ignore[return-value]
        made = make()
        self._kept[key] = made
        if len(self._kept) > self._KEPT:
            self._kept.popitem(last=False)
        return made


class Snapshot:
    """One state of the whole index. For one thread only, as the Whoosh searcher below it is."""

    def __init__(self, searcher: Searcher, before: Snapshot | None = None) -> None:
        """``before``: an older snapshot of this thread, whose segments that are still there are taken over."""
        self.searcher = searcher
        self.by_id: dict[str, Segment] = {}
        known = before.by_id if before else {}
        for leaf, _ in searcher.leaf_searchers():
            reader = leaf.reader()
            if reader.doc_count_all():
                described: ArraySegment = reader.segment()
                name = described.segment_id()
                segment = known.get(name) or Segment(segment_file(reader.storage(), described))
                segment.live = _live(described)
                segment.searcher = leaf
                self.by_id[name] = segment
        self.segments = list(self.by_id.values())
        self.size: int = searcher.doc_count_all()
        self._average: dict[str, float] = {}

    def average_length(self, field: str) -> float:
        """Mean number of words in ``field``, as Whoosh's BM25F counts it."""
        if field not in self._average:
            self._average[field] = self.searcher.avg_field_length(field) or 1.0
        return self._average[field]

    def close(self) -> None:
        """Closes what Whoosh has open."""
        self.searcher.close()


def contained(values: Ints, among: Ints) -> Flags:
    """Which of ``values`` are in ``among``; both ascending."""
    if not len(among):
        return np.zeros(len(values), bool)
    places = np.minimum(np.searchsorted(among, values), len(among) - 1)
    found: Flags = among[places] == values
    return found


def _keys(source: FieldFile, places: range, documents: Ints, frequencies: Array, chosen: Ints) -> Ints:
    """Occurrences of the terms at ``places`` in ``documents``, which are those of their postings ``chosen``."""
    if not len(chosen):
        return chosen
    start, end = source.position_extent(places.start)[0], source.position_extent(places.stop - 1)[1]
    positions = source.read("positions", start, end)
    ends = np.cumsum(frequencies, dtype=np.int64)
    counts = frequencies[chosen].astype(np.int64)
    where = spread((ends - frequencies)[chosen], counts)
    keys: Ints = np.repeat(documents << 32, counts)
    keys |= positions[where]
    return keys


def _live(segment: ArraySegment) -> Flags | None:
    if not segment.has_deletions():
        return None
    live = np.ones(segment.doc_count_all(), bool)
    live[list(segment.deleted_docs())] = False
    return live
