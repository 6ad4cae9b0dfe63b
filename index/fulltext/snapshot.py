"""One state of the index, read as NumPy arrays: the segments of a Whoosh searcher with their postings and columns."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.searching import Searcher

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
T = TypeVar("T")


class Postings(NamedTuple):
    """The articles of a segment that hold a term: document numbers, ascending, how often each holds it, and where.

    ``keys``, ascending: ``document << 32 | position`` of every occurrence; asked for by phrases only.
    """

    documents: Ints
    frequencies: Floats
    keys: Callable[[], Ints]


class Segment:
    """One segment. What is costly to read is read once and kept, the least recently used postings dropped."""

    _KEPT_POSTINGS = 512

    def __init__(self, reader: SegmentReader) -> None:
        self._reader = reader
        self._terms = reader.codec().terms_reader(reader.storage(), reader.segment())
        self.size: int = reader.doc_count_all()
        self.live: Flags | None = None
        if reader.has_deletions():
            self.live = np.ones(self.size, bool)
            self.live[[number for number in range(self.size) if reader.is_deleted(number)]] = False
        self._kept: dict[Hashable, Any] = {}
        self._postings: OrderedDict[Hashable, Any] = OrderedDict()

    def column(self, name: str) -> Ints:
        """A column's values by document number."""
        return self._keep(("column", name), lambda: np.array(self._reader.column_reader(name).load(), dtype=np.int64))

    def lengths(self, field: str) -> Floats:
        """How many words each document has in ``field``, as coarsely as Whoosh keeps it (one byte)."""
        return self._keep(("lengths", field), lambda: self._read_lengths(field))

    def _read_lengths(self, field: str) -> Floats:
        length = self._reader.doc_field_length
        return np.array([length(number, field) for number in range(self.size)], dtype=np.float32)

    def vocabulary(self, field: str) -> list[str]:
        """The terms of ``field``, sorted by code point."""
        return self._keep(("vocabulary", field), lambda: self._read_vocabulary(field))

    def _read_vocabulary(self, field: str) -> list[str]:
        found: list[str] = []
        for name, term in self._terms.terms_from(field, b""):
            if name != field:
                break
            found.append(term.decode())
        return found

    def postings(self, field: str, term: str) -> Postings | None:
        """Where ``term`` stands; ``None`` if nowhere. Deleted documents are among them, as in Whoosh."""
        return self.remember((field, term), lambda: self._read_postings(field, term))

    def _read_postings(self, field: str, term: str) -> Postings | None:
        spec = self._reader.schema[field].format
        try:
            matcher = self._terms.matcher(field, term.encode(), spec)
        except TermNotFound:
            return None
        documents, weights, values = [], [], []
        while matcher.is_active():
            documents.append(matcher.id())
            weights.append(matcher.weight())
            values.append(matcher.value())
            matcher.next()

        def keys() -> Ints:
            decode = spec.decode_positions
            pairs = zip(documents, values, strict=True)
            return np.array(
                [number << 32 | place for number, value in pairs for place in decode(value)], dtype=np.int64
            )

        return Postings(np.array(documents, dtype=np.int64), np.array(weights, dtype=np.float32), keys)

    def verify(self) -> None:
        """Reads everything once; raises whatever that raises."""
        for name in ("id", "published"):
            self.column(name)
        for field in self._terms.indexed_field_names():
            self.lengths(field)
            for term in self.vocabulary(field):
                found = self._read_postings(field, term)
                if found is None or not len(found.keys()):
                    raise ValueError(f"the term {term!r} has no postings")

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` makes, from memory if it was made not long ago."""
        if key in self._postings:
            self._postings.move_to_end(key)
        else:
            self._postings[key] = make()
            if len(self._postings) > self._KEPT_POSTINGS:
                self._postings.popitem(last=False)
        found: T = self._postings[key]
        return found

    def _keep(self, key: Hashable, make: Callable[[], T]) -> T:
        if key not in self._kept:
            self._kept[key] = make()
        found: T = self._kept[key]
        return found


class Snapshot:
    """One state of the whole index. For one thread only, as the Whoosh searcher below it is."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        self.segments = [Segment(reader) for reader, _ in searcher.reader().leaf_readers() if reader.doc_count_all()]
        self.size: int = searcher.doc_count_all()
        self._average: dict[str, float] = {}

    def average_length(self, field: str) -> float:
        """Mean number of words in ``field``, as Whoosh's BM25F counts it."""
        if field not in self._average:
            self._average[field] = self.searcher.avg_field_length(field) or 1.0
        return self._average[field]

    def close(self) -> None:
        """Closes the files below."""
        self.searcher.close()
