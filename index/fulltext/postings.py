"""The postings of one field in one segment, as arrays: in memory while they are made, then in a page file.

Terms are sorted by their UTF-8 bytes. Posting ``i`` of a term says that document ``documents[i]`` holds it
``frequencies[i]`` times; the positions of its occurrences follow one another in ``positions``, document by document.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length, length_to_byte

from index.fulltext.pages import Array, PageFile, PageWriter

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

LENGTHS: Floats = np.array([byte_to_length(code) for code in range(256)], dtype=np.float32)
"""What a byte of ``lengths`` stands for: as coarse as Whoosh keeps field lengths, so that scores are equal."""


@dataclass(slots=True)
class Inverted:
    """One field's postings. ``counts``: documents a term; ``lengths``: a byte a document; ``total``: words in all."""

    terms: list[bytes]
    counts: Array
    documents: Array
    frequencies: Array
    positions: Array
    lengths: Array
    total: int

    def write(self, file: PageWriter, field: str) -> None:
        """Appends everything to ``file``, in the narrowest integers that hold it."""
        sizes = np.array([len(term) for term in self.terms], dtype=np.int64)
        occurrences = np.add.reduceat(self.frequencies, _starts(self.counts), dtype=np.int64) if self.terms else _NONE
        for name, array in (
            ("terms", np.frombuffer(b"".join(self.terms), dtype=np.uint8)),
            ("term_ends", np.cumsum(sizes)),
            ("posting_ends", np.cumsum(self.counts, dtype=np.int64)),
            ("position_ends", np.cumsum(occurrences)),
            ("documents", self.documents),
            ("frequencies", self.frequencies),
            ("positions", self.positions),
            ("lengths", self.lengths),
        ):
            file.add(f"{field}.{name}", narrow(array))
        file.notes[f"{field}.total"] = self.total


class FieldFile:
    """One field's postings in a page file."""

    def __init__(self, file: PageFile, field: str) -> None:
        self._file, self._field = file, field
        self.total = file.notes[f"{field}.total"]
        self.size = len(self._term_ends)

    def read(self, name: str, start: int = 0, end: int | None = None) -> Array:
        """Elements of one of the arrays of :class:`Inverted`, as written."""
        return self._file.read(f"{self._field}.{name}", start, end)

    @cached_property
    def _term_ends(self) -> Array:
        return self.read("term_ends")

    @cached_property
    def posting_ends(self) -> Array:
        """Where each term's postings end."""
        return self.read("posting_ends")

    @cached_property
    def position_ends(self) -> Array:
        """Where each term's positions end."""
        return self.read("position_ends")

    @cached_property
    def lengths(self) -> Array:
        """The length of each document, coded; see :data:`LENGTHS`."""
        return self.read("lengths")

    def find(self, term: bytes) -> int:
        """The place of ``term`` among the terms, or of the first that sorts after it."""
        return bisect_left(_Terms(self), term)

    def terms(self, start: int = 0, end: int | None = None) -> list[bytes]:
        """The terms ``[start, end)`` in order."""
        end = self.size if end is None else end
        if start >= end:
            return []
        base = ends_before(self._term_ends, start)
        ends = (self._term_ends[start:end].astype(np.int64) - base).tolist()
        content = self.read("terms", base, base + ends[-1]).tobytes()
        return [content[a:b] for a, b in zip([0, *ends[:-1]], ends, strict=True)]

    def extent(self, place: int) -> tuple[int, int]:
        """Which postings are those of the term at ``place``."""
        return ends_before(self.posting_ends, place), int(self.posting_ends[place])

    def position_extent(self, place: int) -> tuple[int, int]:
        """Which positions are those of the term at ``place``."""
        return ends_before(self.position_ends, place), int(self.position_ends[place])


class _Terms(Sequence[bytes]):
    """The terms of a field, read one by one as a search needs them."""

    def __init__(self, field: FieldFile) -> None:
        self._field = field

    def __len__(self) -> int:
        return self._field.size

    def __getitem__(self, place: int) -> bytes:  # type: ignore[override]
        return self._field.terms(place, place + 1)[0]


_NONE: Ints = np.empty(0, np.int64)


def ends_before(ends: Array, place: int) -> int:
    """Where the one at ``place`` starts: where the one before it ends."""
    return int(ends[place - 1]) if place else 0


def narrow(array: Array) -> Array:
    """The same numbers (none negative) in the smallest unsigned integers that hold them."""
    highest = int(array.max()) if len(array) else 0
    return array.astype(np.min_scalar_type(highest), copy=False)


def coded_lengths(lengths: Sequence[int]) -> Array:
    """One byte a document, as Whoosh codes lengths."""
    return np.array([length_to_byte(length) for length in lengths], dtype=np.uint8)


def spread(starts: Array, counts: Array) -> Ints:
    """``start, start + 1, …`` for each start, as many as its count says, one after another."""
    counts = counts.astype(np.int64, copy=False)
    if not len(counts):
        return _NONE
    ends = np.cumsum(counts)
    result: Ints = np.repeat(starts.astype(np.int64, copy=False) - (ends - counts), counts)
    result += np.arange(len(result))
    return result


def _starts(counts: Array) -> Ints:
    ends = np.cumsum(counts, dtype=np.int64)
    return ends - counts
