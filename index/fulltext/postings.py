"""The postings of one field in one segment, as arrays: in memory while they are made, then in a page file.

Terms are sorted by their UTF-8 bytes. Posting ``i`` of a term says that document ``documents[i]`` holds it
``frequencies[i]`` times; the positions of its occurrences follow one another in ``positions``, document by document.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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
        sizes = np.array([len(term) + 1 for term in self.terms], dtype=np.int64)
        occurrences = np.add.reduceat(self.frequencies, _starts(self.counts), dtype=np.int64) if self.terms else _NONE
        for name, array in (
            ("terms", np.frombuffer(b"".join(term + _END for term in self.terms), dtype=np.uint8)),
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
        self._file, self._prefix = file, f"{field}."
        self.total = file.notes[f"{field}.total"]
        self._term_ends = self.read("term_ends")
        self.posting_ends = self.read("posting_ends")
        """Where each term's postings end."""
        self.size = len(self._term_ends)

    def read(self, name: str, start: int = 0, end: int | None = None) -> Array:
        """Elements of one of the arrays of :class:`Inverted`, as written."""
        return self._file.read(self._prefix + name, start, end)

    @cached_property
    def lengths(self) -> Array:
        """The length of each document, coded; see :data:`LENGTHS`."""
        return self.read("lengths")

    def find(self, term: bytes) -> int:
        """The place of ``term`` among the terms, or of the first that sorts after it."""
        start = max(bisect_right(self._signposts, term) - 1, 0) * _BLOCK
        return start + bisect_left(self.terms(start, min(start + _BLOCK, self.size)), term)

    def places(self, prefix: bytes) -> tuple[int, int]:
        """The terms ``[start, end)`` that begin with ``prefix``."""
        return self.find(prefix), self.find(prefix + _LAST)

    def terms(self, start: int = 0, end: int | None = None) -> list[bytes]:
        """The terms ``[start, end)`` in order."""
        return self.text(start, self.size if end is None else end).split(_END)[:-1]

    def text(self, start: int, end: int) -> bytes:
        """The terms ``[start, end)`` in order, a line each."""
        if start >= end:
            return b""
        return self.read("terms", ends_before(self._term_ends, start), int(self._term_ends[end - 1])).tobytes()

    def extent(self, place: int) -> tuple[int, int]:
        """Which postings are those of the term at ``place``."""
        return ends_before(self.posting_ends, place), int(self.posting_ends[place])

    def position_extent(self, place: int) -> tuple[int, int]:
        """Which positions are those of the term at ``place``."""
        ends = self.read("position_ends", max(place - 1, 0), place + 1).tolist()
        return (ends[0] if place else 0), ends[-1]

    @cached_property
    def _signposts(self) -> list[bytes]:
        """The first term of every block; what is sought is in the block of the last that does not sort after it."""
        starts = [ends_before(self._term_ends, place) for place in range(0, self.size, _BLOCK)]
        ends = self._term_ends[::_BLOCK].tolist()
        content = self.read("terms").tobytes()
        return [content[start : end - 1] for start, end in zip(starts, ends, strict=True)]


_END = b"\n"  # ends a term in the file; no word holds one
_LAST = b"\xff"  # sorts after every UTF-8 text
_BLOCK = 64
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
