"""Files of segments: postings of the text fields and columns of a run of documents; written, read, folded into one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.fulltext.pages import Array, PageFile, PageWriter
from index.fulltext.postings import FieldFile, Ints, Inverted, spread

FIELDS = ("title", "body", "by", "source")
COLUMNS = ("id", "published")
Flags = NDArray[np.bool_]
_SLICE = 1 << 22  # occurrences folded at a time; bounds the memory that folding takes


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
    return len(columns["id"])


def _fold_field(sources: Sequence[tuple[FieldFile, Flags]]) -> Inverted:
    """Places every posting of every source where it belongs; nothing needs sorting but the terms."""
    parts = [_Part(field, live) for field, live in sources]
    terms = sorted(set().union(*(part.terms for part in parts)))
    ranks = {term: rank for rank, term in enumerate(terms)}
    counts = np.zeros(len(terms), np.int64)
    for part in parts:
        part.ranks = np.array([ranks[term] for term in part.terms], dtype=np.int64)
        counts[part.ranks] += part.counts
    documents = np.empty(int(counts.sum()), np.min_scalar_type(sum(part.kept for part in parts)))
    frequencies = np.empty(len(documents), np.result_type(*(part.frequencies.dtype for part in parts)))
    free, base = np.cumsum(counts) - counts, 0
    for part in parts:
        place = part.place(free)
        documents[place] = (np.cumsum(part.live) - 1 + base)[part.documents]
        frequencies[place] = part.frequencies
        free[part.ranks] += part.counts
        base += part.kept
    positions = _fold_positions(parts, counts, frequencies)
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


def _fold_positions(parts: Sequence[_Part], counts: Ints, frequencies: Array) -> Array:
    starts = np.cumsum(frequencies, dtype=np.int64) - frequencies
    kind = np.result_type(*(part.field.positions.view.dtype for part in parts))
    positions = np.empty(int(frequencies.sum(dtype=np.int64)), kind)
    free = np.cumsum(counts) - counts
    for part in parts:
        place = part.place(free)
        for start, end in _slices(part.frequencies):
            chosen = part.frequencies[start:end]
            positions[spread(starts[place[start:end]], chosen)] = part.positions(start, end)
        free[part.ranks] += part.counts
    return positions


class _Part:
    """One source of a fold: what is left of a field's postings without the deleted documents."""

    def __init__(self, field: FieldFile, live: Flags) -> None:
        self.field, self.live = field, live
        self.kept = int(live.sum())
        self.terms = field.terms()
        self.ranks: Ints = np.empty(0, np.int64)
        documents, frequencies = field.documents.read(), field.frequencies.read()
        chosen = live[documents]
        before = np.concatenate(([0], np.cumsum(chosen, dtype=np.int64)))
        self.counts: Ints = np.diff(before[field.posting_ends], prepend=0)
        self.documents, self.frequencies = documents[chosen], frequencies[chosen]
        self._starts: Ints = (np.cumsum(frequencies, dtype=np.int64) - frequencies)[chosen]

    def place(self, free: Ints) -> Ints:
        """Where in the fold each posting goes, given where each term's next free place is."""
        return spread(free[self.ranks], self.counts)

    def positions(self, start: int, end: int) -> Array:
        """The positions of postings ``[start, end)``."""
        frequencies, starts = self.frequencies[start:end], self._starts[start:end]
        first, last = int(starts[0]), int(starts[-1]) + int(frequencies[-1])
        return self.field.positions.read(first, last)[spread(starts - first, frequencies)]


def _slices(frequencies: Array) -> Iterator[tuple[int, int]]:
    """Stretches of postings with about :data:`_SLICE` occurrences each."""
    ends = np.cumsum(frequencies, dtype=np.int64)
    start = 0
    while start < len(ends):
        done = int(ends[start - 1]) if start else 0
        end = max(start + 1, int(np.searchsorted(ends, done + _SLICE)))
        yield start, end
        start = end
