"""Sets of documents of a snapshot, and a number for each document of one: sparse where they are few, else dense."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from index.fulltext.pages import Array
from index.fulltext.postings import Floats, Ints
from index.fulltext.segments import Flags

Places = Ints | slice
"""Document numbers; or all of them, as a slice."""

ALL = slice(None)

_LOOK_UP = 500
"""To set a flag for each of so many documents takes as long as to look up one number among sorted ones."""

_SORT = 16
"""To go through the flags of so many documents takes as long as to sort one number in."""

_TABLE = 64
"""A table is dense where more than one in so many of all documents have a number."""


class Documents:
    """Some of ``size`` documents: a flag a document, or their numbers, or both."""

    __slots__ = ("_flags", "_numbers", "_unordered", "size")

    def __init__(self, size: int, unordered: Ints | None = None, flags: Flags | None = None) -> None:
        """``unordered``: numbers in any order, as often as may be; ``flags``: may be left out where they are given."""
        self.size, self._unordered, self._flags = size, unordered, flags
        self._numbers: Ints | None = None

    @classmethod
    def ascending(cls, size: int, numbers: Ints) -> Documents:
        """Those with ``numbers``, which ascend, each once."""
        made = cls(size, numbers)
        made._numbers = numbers
        return made

    @classmethod
    def where(cls, flags: Flags) -> Documents:
        """Those that are flagged."""
        return cls(len(flags), flags=flags)

    @classmethod
    def union(cls, size: int, parts: Sequence[Documents]) -> Documents:
        """Those in any part."""
        if len(parts) == 1:
            return parts[0]
        if sum(one.most for one in parts) * _TABLE < size:
            return cls(size, np.concatenate([one.unordered for one in parts]))
        return cls.where(reduce(np.logical_or, (one.flags for one in parts)))

    @classmethod
    def intersection(cls, size: int, parts: Sequence[Documents]) -> Documents:
        """Those in every part."""
        if len(parts) == 1:
            return parts[0]
        first, *others = sorted(parts, key=lambda one: one.most)
        if first.most == size or all(one.has_flags for one in parts):
            return cls.where(reduce(np.logical_and, (one.flags for one in parts)))
        numbers = first.unordered
        for one in others:
            numbers = numbers[one.holding(numbers)]
        return cls(size, numbers)

    @property
    def most(self) -> int:
        """They are not more than these."""
        return self.size if self._unordered is None else len(self._unordered)

    @property
    def has_flags(self) -> bool:
        """Whether :attr:`flags` are at hand."""
        return self._flags is not None

    @property
    def unordered(self) -> Ints:
        """Their numbers, in any order, as often as may be."""
        return self.numbers if self._unordered is None else self._unordered

    @property
    def numbers(self) -> Ints:
        """Their numbers, ascending, each once."""
        if self._numbers is None:
            given = self._unordered
            few = given is not None and len(given) * _SORT < self.size
            self._numbers = _each_once(given) if given is not None and few else np.flatnonzero(self.flags)
        return self._numbers

    @property
    def flags(self) -> Flags:
        """A flag a document."""
        if self._flags is None:
            self._flags = np.zeros(self.size, bool)
            self._flags[self._unordered] = True
        return self._flags

    def holding(self, numbers: Places) -> Flags:
        """Which of ``numbers`` are among them."""
        if self._flags is None and not isinstance(numbers, slice) and len(numbers) * _LOOK_UP < self.size:
            return contained(numbers, self.numbers)
        found: Flags = self.flags[numbers]
        return found

    def chosen(self, flags: Flags) -> Documents:
        """Those of them that have a flag."""
        if self._unordered is None:
            return Documents.where(self.flags & flags)
        numbers = self.numbers
        return Documents.ascending(self.size, numbers[flags[numbers]])


class Table:
    """A number for each of some documents, none of them zero; all others have zero."""

    __slots__ = ("_held", "_numbers", "_size", "_values")

    def __init__(self, size: int, parts: Sequence[tuple[Ints, Floats]]) -> None:
        """``parts``: documents, each once and ascending, and their numbers; several numbers of one add up."""
        self._size = size
        self._numbers: Ints | None = None
        if sum(len(numbers) for numbers, _ in parts) * _TABLE > size:
            self._values = np.zeros(size, np.float32)
            first, *others = sorted(parts, key=lambda part: -len(part[0]))
            self._values[first[0]] = first[1]
            for numbers, values in others:
                self._values[numbers] += values
            self._held = self._values > 0
        elif len(parts) == 1:
            self._numbers, self._values = parts[0]
        else:
            self._numbers, self._values = _added(parts)

    def documents(self, unordered: Ints) -> Documents:
        """Those with a number; ``unordered`` are these, in any order, as often as may be."""
        if self._numbers is None:
            return Documents(self._size, unordered, self._held)
        return Documents.ascending(self._size, self._numbers)

    def count(self) -> int:
        """How many documents have a number."""
        return int(np.count_nonzero(self._held)) if self._numbers is None else len(self._numbers)

    def at(self, numbers: Places) -> Floats:
        """What each of ``numbers`` has."""
        if self._numbers is None:
            return self._values[numbers]
        if isinstance(numbers, slice):
            values = np.zeros(self._size, np.float32)
            values[self._numbers] = self._values
            return values[numbers]
        if not len(self._numbers):
            return np.zeros(len(numbers), np.float32)
        places = np.minimum(np.searchsorted(self._numbers, numbers), len(self._numbers) - 1)
        found: Floats = np.where(self._numbers[places] == numbers, self._values[places], np.float32(0))
        return found


def _each_once(numbers: Ints) -> Ints:
    ordered = np.sort(numbers)
    return ordered[_first_of_equals(ordered)]


def _first_of_equals(ordered: Ints) -> Flags:
    first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first


def contained(values: Ints, among: Ints) -> Flags:
    """Which of ``values`` are in ``among``, which ascends."""
    if not len(among):
        return np.zeros(len(values), bool)
    places = np.minimum(np.searchsorted(among, values), len(among) - 1)
    found: Flags = among[places] == values
    return found


def _added(parts: Sequence[tuple[Ints, Floats]]) -> tuple[Ints, Floats]:
    """The numbers of all parts, each once, ascending, and the sum of its values."""
    if not parts:
        return np.empty(0, np.int64), np.empty(0, np.float32)
    numbers, values = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    order = np.argsort(numbers, kind="stable")  # merges what is sorted already
    numbers = numbers[order]
    starts = np.flatnonzero(_first_of_equals(numbers))
    sums: Array = np.add.reduceat(values[order], starts)
    return numbers[starts], sums
