"""One state of the index, read as NumPy arrays: the segments of Whoosh's searcher, their postings and columns."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import NamedTuple, TypeVar

import numpy as np
from whoosh.searching import Searcher

from index.fulltext.codec import ArraySegment, segment_file
from index.fulltext.postings import LENGTHS, FieldFile, Floats, Ints, spread
from index.fulltext.segments import Flags, SegmentFile

T = TypeVar("T")
_LAST = b"\xff"  # sorts after every UTF-8 text


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
        self._lists: dict[tuple[str, str], list[str]] = {}

    def column(self, name: str) -> Ints:
        """A column's values by document number."""
        return self.file.column(name)

    def lengths(self, field: str, documents: Ints) -> Floats:
        """How many words each of ``documents`` has in ``field``, as coarsely as Whoosh keeps it."""
        found: Floats = LENGTHS[self.file.fields[field].lengths[documents]]
        return found

    def beginning(self, field: str, prefix: str) -> list[str]:
        """The terms of ``field`` that begin with ``prefix``, sorted by code point."""
        source, start = self.file.fields[field], prefix.encode()
        return [term.decode() for term in source.terms(source.find(start), source.find(start + _LAST))]

    def vocabulary(self, field: str, first: str) -> list[str]:
        """As :meth:`beginning`, for a first letter or none: kept, for spelling and wildcards ask for the same ones."""
        key = (field, first)
        if key not in self._lists:
            self._lists[key] = self.beginning(field, first)
        return self._lists[key]

    def postings(self, field: str, term: str) -> Postings | None:
        """Where ``term`` stands; ``None`` if nowhere. Deleted documents are among them, as in Whoosh."""
        return self.remember((field, term), lambda: self._read_postings(field, term))

    def _read_postings(self, field: str, term: str) -> Postings | None:
        source, encoded = self.file.fields[field], term.encode()
        place = source.find(encoded)
        if source.terms(place, min(place + 1, source.size)) != [encoded]:
            return None
        start, end = source.extent(place)
        documents = source.read("documents", start, end).astype(np.int64)
        frequencies = source.read("frequencies", start, end)

        def keys(among: Ints) -> Ints:
            chosen: Ints = np.flatnonzero(contained(documents, among))
            return _keys(source, place, documents[chosen], frequencies, chosen)

        return Postings(documents, frequencies.astype(np.float32), keys)

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


def _keys(source: FieldFile, place: int, documents: Ints, frequencies: Ints, chosen: Ints) -> Ints:
    """Occurrences of the term at ``place`` in ``documents``, which are the postings ``chosen`` of it."""
    positions = source.read("positions", *source.position_extent(place))
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
