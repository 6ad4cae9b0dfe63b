"""Files of segments: postings of the text fields and columns of a run of documents; written, read, folded into one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.fulltext.pages import Array, PageFile, PageWriter, Stored
from index.fulltext.postings import FieldFile, Ints, Inverted, narrow, spread

FIELDS = ("title", "body", "by", "source")
COLUMNS = ("id", "published")
Flags = NDArray[np.bool_]
_SLICE = 1 << 20  # occurrences folded at a time; bounds the memory that folding takes


class SegmentFile:
    """One segment, read through a memory map."""

    def __init__(self, path: Path) -> None:
        """Raises ``FileNotFoundError``, :class:`~index.fulltext.damage.DamagedPageError`."""
        self._pages = PageFile(path)
        self.size = self._pages.notes["size"]
        self.fields = _Fields(self._pages)

    def column(self, name: str) -> Ints:
        """A column's values by document number."""
        return self._pages.array(name).read()

    def open(self) -> None:
        """Reads what every search needs. Raises :class:`~index.fulltext.damage.DamagedPageError`."""
        for name in COLUMNS:
            self.column(name)
        for name in FIELDS:
            self.fields[name].find(b"")

    def release(self) -> None:
        """Lets go of the memory that holds what was read; what is read again is read from the file."""
        self._pages.release()

    def verify(self) -> None:
        """Checks every byte. Raises :class:`~index.fulltext.damage.DamagedPageError`."""
        self._pages.verify()


class _Fields(dict[str, FieldFile]):
    """The fields of a segment by name, each opened when it is first asked for."""

    def __init__(self, pages: PageFile) -> None:
        super().__init__()
        self._pages = pages

    def __missing__(self, name: str) -> FieldFile:
        if name not in FIELDS:
            raise KeyError(name)
        return self.setdefault(name, FieldFile(self._pages, name))


def write_segment(path: Path, columns: dict[str, Ints], fields: dict[str, Inverted]) -> None:
    """Writes a segment; it is on the disk when this returns."""
    with PageWriter(path) as file:
        file.notes["size"] = len(columns["id"])
        for name in COLUMNS:
            file.add(name, columns[name])
        for name in FIELDS:
            fields[name].write(file, name)
        file.finish()


def fold(path: Path, sources: Sequence[tuple[SegmentFile, Flags]]) -> int:
    """Writes into one segment the documents of ``sources`` whose flag is set, in order; returns how many they are."""
    columns = {name: np.concatenate([one.column(name)[live] for one, live in sources]) for name in COLUMNS}
    write_segment(path, columns, {name: _fold_field(name, sources) for name in FIELDS})
    return len(columns["id"])


def _fold_field(name: str, sources: Sequence[tuple[SegmentFile, Flags]]) -> Inverted:
    """Puts the postings of all sources together, some terms at a time: beside those, memory is for the result alone."""
    bases = list(accumulate((int(np.count_nonzero(live)) for _, live in sources), initial=0))
    parts = [_Part(one.fields[name], live, base) for (one, live), base in zip(sources, bases[:-1], strict=True)]
    terms, occurrences = _merged(parts)
    counts = np.zeros(len(terms), np.int64)
    documents = _Filling(sum(len(part.field.documents) for part in parts), np.min_scalar_type(bases[-1]))
    frequencies = _Filling.like([part.field.frequencies for part in parts])
    positions = _Filling.like([part.field.positions for part in parts])
    for first, end in _stretches(occurrences):
        counts[first:end], *postings = _fold_terms(parts, first, end)
        for filling, own in zip((documents, frequencies, positions), postings, strict=True):
            filling.add(own)
        for one, _ in sources:
            one.release()
    used = np.flatnonzero(counts)
    return Inverted(
        terms=[terms[rank] for rank in used.tolist()],
        counts=counts[used],
        documents=documents.filled,
        frequencies=frequencies.filled,
        positions=positions.filled,
        lengths=np.concatenate([part.field.lengths[part.live] for part in parts]),
        total=len(positions.filled),
    )


class _Filling:
    """An array that is filled part by part; what is left empty takes no memory."""

    def __init__(self, room: int, kind: np.dtype[Any]) -> None:
        self._array, self._end = np.empty(room, kind), 0

    @classmethod
    def like(cls, sources: Sequence[Stored]) -> _Filling:
        """One with room for all that ``sources`` hold."""
        return cls(sum(map(len, sources)), np.result_type(np.uint8, *(one.view for one in sources)))

    @property
    def filled(self) -> Array:
        return self._array[: self._end]

    def add(self, part: Array) -> None:
        self._array[self._end : self._end + len(part)] = part
        self._end += len(part)


def _merged(parts: Sequence[_Part]) -> tuple[list[bytes], Ints]:
    """The terms of all sources, and how often each occurs; tells each part which of them its own are."""
    terms = sorted(set().union(*(part.field.terms() for part in parts)))
    ranks = {term: rank for rank, term in enumerate(terms)}
    occurrences = np.zeros(len(terms), np.int64)
    for part in parts:
        part.ranks = np.array([ranks[term] for term in part.field.terms()], dtype=np.int64)
        occurrences[part.ranks] += part.field.occurrences()
    return terms, occurrences


class _Part:
    """One source of a fold; its first document that is left gets the number ``base``."""

    def __init__(self, field: FieldFile, live: Flags, base: int) -> None:
        self.field, self.live = field, live
        self.ranks: Ints = np.empty(0, np.int64)
        """The place of each term among those of all sources."""
        self._numbers: Ints = np.cumsum(live) - 1 + base

    def read(self, first: int, end: int) -> tuple[Array, Array, Array, Array]:
        """Of the terms with ranks ``[first, end)`` each posting's rank from ``first``, document and frequency, and all
        positions; without deleted documents.
        """
        start, stop = np.searchsorted(self.ranks, (first, end)).tolist()
        if start == stop:
            return _NOTHING
        extent = self.field.extent(start, stop)
        documents, frequencies = self.field.documents.read(*extent), self.field.frequencies.read(*extent)
        positions = self.field.positions.read(*self.field.position_extent(start, stop))
        ends: Array = self.field.posting_ends[start:stop].astype(np.int64)
        counts = np.diff(ends, prepend=extent[0])
        ranks = np.repeat((self.ranks[start:stop] - first).astype(np.min_scalar_type(end - first)), counts)
        kept = self.live[documents]
        if not kept.all():
            positions = positions[
                spread((np.cumsum(frequencies, dtype=np.int64) - frequencies)[kept], frequencies[kept])
            ]
            ranks, documents, frequencies = ranks[kept], documents[kept], frequencies[kept]
        return ranks, self._numbers[documents], frequencies, positions


_NOTHING = (np.empty(0, np.uint8),) * 4


def _fold_terms(parts: Sequence[_Part], first: int, end: int) -> tuple[Array, Array, Array, Array]:
    """How many postings the terms with ranks ``[first, end)`` have; documents, frequencies and positions of these."""
    read = zip(*(part.read(first, end) for part in parts), strict=True)
    ranks, documents, frequencies, positions = (np.concatenate(arrays) for arrays in read)
    order = np.argsort(ranks, kind="stable")
    starts = np.cumsum(frequencies, dtype=np.int64) - frequencies
    frequencies = frequencies[order]
    positions = positions[spread(starts[order], frequencies)]
    return np.bincount(ranks, minlength=end - first), narrow(documents[order]), frequencies, positions


def _stretches(occurrences: Ints) -> Iterator[tuple[int, int]]:
    """Stretches of terms with about :data:`_SLICE` occurrences each."""
    ends = np.cumsum(occurrences)
    start = 0
    while start < len(ends):
        done = int(ends[start - 1]) if start else 0
        end = max(start + 1, int(np.searchsorted(ends, done + _SLICE)))
        yield start, end
        start = end
