"""The postings of terms over all segments of a snapshot: one stretch of a file after another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from index.fulltext.documents import Documents
from index.fulltext.pages import Array
from index.fulltext.postings import FieldFile, Floats, Ints, spread

_NO_CODES = np.empty(0, np.uint8)
_AT_ONCE = 1 << 17
"""Postings looked at before it is asked whether all documents are found."""
_MANY = 16  # where more than one document in so many is meant, flags are all that is made


class Stretch(NamedTuple):
    """Terms ``[first, last)`` of a field in one segment, their postings ``[start, end)``, its first document."""

    field: FieldFile
    base: int
    first: int
    last: int
    start: int
    end: int


class Postings:
    """The postings of terms over all segments: one stretch after another. What was read is kept: views into files."""

    def __init__(self, words: Sequence[Sequence[Stretch]]) -> None:
        """``words``: the stretches of each of some words, in order of segments."""
        self.stretches = [stretch for word in words for stretch in word]
        self.ends = [0, *accumulate(sum(one.end - one.start for one in word) for word in words)]
        """Where among all postings those of each word end."""

    def documents(self) -> Ints:
        """Whose they are: those of each word ascend. Deleted documents are among them, as in Whoosh."""
        numbers = np.empty(self.ends[-1], np.int64)
        at = 0
        for one, read in zip(self.stretches, self._documents, strict=True):
            np.add(read, one.base, out=numbers[at : (at := at + len(read))], dtype=np.int64)
        return numbers

    def holding(self, size: int) -> Documents:
        """Which of ``size`` documents these are."""
        if self.ends[-1] * _MANY < size:
            return Documents(size, self.documents())
        flags = np.zeros(size, bool)
        for one in self.stretches:
            own = flags[one.base : one.base + len(one.field.lengths)]
            for start in range(one.start, one.end, _AT_ONCE):
                own[one.field.documents.read(start, min(start + _AT_ONCE, one.end))] = True
                if own.all():  # as soon as it is with the first of the words that begin with a letter
                    break
        return Documents.where(flags)

    def frequencies(self) -> Floats:
        """How often the word of each stands in its document."""
        return np.concatenate([_NO_CODES, *self._frequencies], dtype=np.float32, casting="same_kind")

    def keys(self, documents: Ints, among: Documents) -> Ints:
        """``document << 32 | position`` of each occurrence in ``among``, ascending; ``documents``: whose they are."""
        chosen = np.flatnonzero(among.holding(documents))
        if not len(chosen):
            return chosen
        counts, positions = np.concatenate(self._frequencies), np.concatenate(self._positions)
        ends = np.cumsum(counts, dtype=np.int64)[chosen]
        counts = counts[chosen].astype(np.int64)
        keys: Ints = np.repeat(documents[chosen] << 32, counts)
        keys |= positions[spread(ends - counts, counts)]
        if len(self.ends) > 2 or any(one.last - one.first > 1 for one in self.stretches):
            keys.sort()
        return keys

    @cached_property
    def _documents(self) -> list[Array]:
        return [one.field.documents.read(one.start, one.end) for one in self.stretches]

    @cached_property
    def _frequencies(self) -> list[Array]:
        return [one.field.frequencies.read(one.start, one.end) for one in self.stretches]

    @cached_property
    def _positions(self) -> list[Array]:
        return [one.field.positions.read(*one.field.position_extent(one.first, one.last)) for one in self.stretches]
