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

from index.fulltext.letters import Letters
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
    """One field's postings in a page file; its arrays are those of :class:`Inverted`, as written."""

    def __init__(self, file: PageFile, field: str) -> None:
        self.total = file.notes[f"{field}.total"]
        """Words in all documents."""
        self.documents, self.frequencies, self.positions, self._lengths, self._terms, self._position_ends = (
            file.array(f"{field}.{name}") for name in _ARRAYS
        )
        self._term_ends, self.posting_ends = (file.array(f"{field}.{name}").read() for name in _ENDS)
        # these give single numbers many times faster than an array
        self._ends, self._position_numbers = self.posting_ends.data, self._position_ends.view.data
        self.size = len(self._term_ends)
        """How many terms there are."""

    @cached_property
    def lengths(self) -> Array:
        """The length of each document, coded; see :data:`LENGTHS`."""
        return self._lengths.read()

    def find(self, term: bytes) -> int:
        """The place of ``term`` among the terms, or of the first that sorts after it."""
        posts, _ = self._signposts
        start = max(bisect_right(posts, term) - 1, 0) * _BLOCK
        return start + bisect_left(self.terms(start, min(start + _BLOCK, self.size)), term)

    def place(self, term: bytes) -> int | None:
        """The place of ``term`` among the terms; ``None`` where it is none of them."""
        block = bisect_right(self._signposts[0], term) - 1
        if block < 0:
            return None
        text = self._blocks(block, block + 1)
        at = text.find(_END + term + _END)
        return block * _BLOCK + text.count(_END, 0, at) if at >= 0 else None

    def beginning(self, prefix: bytes) -> tuple[int, bytes]:
        """The place of the first term that begins with ``prefix``; and all that do, a line each, after an empty one."""
        posts, _ = self._signposts
        first = max(bisect_left(posts, prefix) - 1, 0)
        before, text = lines_beginning(self._blocks(first, bisect_left(posts, prefix + _LAST, first)), prefix)
        return first * _BLOCK + before, text

    def places(self, prefix: bytes) -> tuple[int, int]:
        """The terms ``[start, end)`` that begin with ``prefix``."""
        start, text = self.beginning(prefix)
        return start, start + count_lines(text)

    def terms(self, start: int = 0, end: int | None = None) -> list[bytes]:
        """The terms ``[start, end)`` in order."""
        return self.text(start, self.size if end is None else end).split(_END)[:-1]

    def text(self, start: int, end: int) -> bytes:
        """The terms ``[start, end)`` in order, a line each."""
        if start >= end:
            return b""
        return self._terms.read(ends_before(self._term_ends, start), int(self._term_ends[end - 1])).tobytes()

    def like(self, word: str, distance: int) -> list[bytes]:
        """The terms that may be within ``distance`` edits of ``word``, and some others."""
        places = self._letters.like(word, distance)
        ends = self._term_ends[places].astype(np.int64)
        starts = np.where(places > 0, self._term_ends[places - 1], 0)
        text = self._terms.content(0, len(self._terms))
        return [text[start : end - 1] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]

    def extent(self, start: int, end: int | None = None) -> tuple[int, int]:
        """Which postings are those of the terms ``[start, end)``; of the one at ``start`` where no end is given."""
        return (self._ends[start - 1] if start else 0), self._ends[start if end is None else end - 1]

    def documents_of(self, chosen: Ints) -> Ints:
        """The documents of the terms at these places, which ascend, one term after another."""
        ends = self.posting_ends[chosen].astype(np.int64)
        starts = np.where(chosen > 0, self.posting_ends[chosen - 1], 0).astype(np.int64)
        between = self.documents.read(int(starts[0]), int(ends[-1]))
        return between[spread(starts - starts[0], ends - starts)].astype(np.int64)

    def position_extent(self, start: int, end: int | None = None) -> tuple[int, int]:
        """Which positions are those of the terms ``[start, end)``; see :meth:`extent`."""
        last = start if end is None else end - 1
        self._position_ends.check(max(start - 1, 0), last + 1)
        ends = self._position_numbers
        return (ends[start - 1] if start else 0), ends[last]

    def occurrences(self) -> Ints:
        """How often each term stands in all documents."""
        ends: Array = self._position_ends.read().astype(np.int64)
        return np.diff(ends, prepend=0)

    @cached_property
    def _letters(self) -> Letters:
        return Letters.of(_END + self._terms.content(0, len(self._terms)))

    @cached_property
    def _signposts(self) -> tuple[list[bytes], list[int]]:
        """The first term of every block of terms; where in the text of all terms each block starts, and where it ends.

        What is sought is in the block of the last that does not sort after it.
        """
        starts = [0, *self._term_ends[_BLOCK - 1 :: _BLOCK].tolist()]
        ends = self._term_ends[::_BLOCK].tolist()
        content = self._terms.content(0, len(self._terms))
        posts = [content[start : end - 1] for start, end in zip(starts, ends, strict=False)]
        return posts, [*starts[: len(posts)], len(content)]

    def _blocks(self, first: int, last: int) -> bytes:
        """The terms of blocks ``[first, last)``, a line each, after an empty line."""
        _, starts = self._signposts
        start, end = starts[first], starts[last]
        return self._terms.content(start - 1, end) if start else _END + self._terms.content(0, end)


_ARRAYS = ("documents", "frequencies", "positions", "lengths", "terms", "position_ends")
_ENDS = ("term_ends", "posting_ends")
_END = b"\n"  # ends a term in the file; no word holds one
_LAST = b"\xff"  # sorts after every UTF-8 text
_BLOCK = 64
_NONE: Ints = np.empty(0, np.int64)


def lines_beginning(text: bytes, prefix: bytes) -> tuple[int, bytes]:
    """How many of the lines of ``text`` are before those that begin with ``prefix``, and these; none: 0 and nothing.

    ``text`` and what is given are sorted lines after an empty one.
    """
    sought = _END + prefix
    start = text.find(sought, 0, -1)
    if start < 0:
        return 0, b""
    end = text.index(_END, text.rfind(sought, start, -1) + 1) + 1
    return text.count(_END, 0, start), text[start:end]


def count_lines(text: bytes) -> int:
    """How many lines there are after the empty one."""
    return max(text.count(_END) - 1, 0)


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
