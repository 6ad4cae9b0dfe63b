"""Files of segments: postings of the text fields and columns of a run of documents; written, read, folded into one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.fulltext.pages import Array, PageFile, PageWriter
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
    write_segment(
        path, columns, {name: _fold_field([(one.fields[name], live) for one, live in sources]) for name in FIELDS}
    )
    for one, _ in sources:
        one.release()
    return len(columns["id"])


def _fold_field(sources: Sequence[tuple[FieldFile, Flags]]) -> Inverted:
    """Puts the postings of all sources together, some terms at a time."""
    bases = accumulate((int(np.count_nonzero(live)) for _, live in sources), initial=0)
    parts = [_Part(field, live, base) for (field, live), base in zip(sources, bases, strict=False)]
    terms = sorted(set().union(*(part.terms for part in parts)))
    ranks = {term: rank for rank, term in enumerate(terms)}
    occurrences = np.zeros(len(terms), np.int64)
    for part in parts:
        part.ranks = np.array([ranks[term] for term in part.terms], dtype=np.int64)
        occurrences[part.ranks] += part.field.occurrences()
    pieces = [_fold_terms(parts, *stretch) for stretch in _stretches(occurrences)]
    empty = np.empty(0, np.uint8)
    counts, documents, frequencies, positions = (
        np.concatenate([empty, *arrays]) for arrays in (zip(*pieces, strict=True) if pieces else [()] * 4)
    )
    used = np.flatnonzero(counts)
    return Inverted(
        terms=[terms[rank] for rank in used.tolist()],
        counts=counts[used],
        documents=documents,
        frequencies=frequencies,
        positions=positions,
        lengths=np.concatenate([part.field.lengths[part.live] for part in parts]),
        total=int(frequencies.sum(dtype=np.int64)),
    )


class _Part:
    """One source of a fold; its first document that is left gets the number ``base``."""

    def __init__(self, field: FieldFile, live: Flags, base: int) -> None:
        self.field, self.live = field, live
        self.terms = field.terms()
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
