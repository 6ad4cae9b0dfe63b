"""Lists of names, one an article, as arrays: which names stand in most of some articles, exactly and at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
_TOP = 256
"""Names that are counted by bits: where many articles are meant, the most frequent names are among these."""
_BLOCK = 32
_BY_LIST = 80_000
"""So many entries of lists are counted in about a millisecond; bits take less from there on."""


_PATCHED = 200  # articles that may change before the bits are made anew
_Bits = tuple[Ints, NDArray[np.uint64], int]


class Lists:
    """For each article id, from 0, a list of names (numbers), each once.

    ``starts`` and ``counts`` say where in ``values`` an article's list is; one that has changed leaves its old list
    behind, so that only what is new must be written.
    """

    def __init__(self, starts: Ints, counts: NDArray[np.int32], values: NDArray[np.int32]) -> None:
        self.starts, self.counts, self.values = starts, counts, values

    @classmethod
    def of(cls, size: int, articles: Ints, counts: NDArray[np.int32], values: NDArray[np.int32]) -> Lists:
        """The lists of ``articles``, one after another in ``values``; all others up to ``size`` are empty."""
        own = np.zeros(size, np.int32)
        own[articles] = counts
        starts = np.zeros(size, np.int64)
        starts[articles] = np.cumsum(counts, dtype=np.int64) - counts
        return cls(starts, own, values)

    def changed(self, size: int, articles: Ints, other: Lists) -> Lists:
        """These lists up to ``size``, for ``articles`` those of ``other``."""
        starts, counts = _longer(self.starts, size), _longer(self.counts, size)
        starts[articles] = other.starts[articles] + len(self.values)
        counts[articles] = other.counts[articles]
        lists = Lists(starts, counts, np.concatenate([self.values, other.values]))
        if "_bits" in self.__dict__ and len(articles) <= _PATCHED:
            lists._bits = self._patched(size, articles, other)
        return lists

    def _patched(self, size: int, articles: Ints, other: Lists) -> _Bits:
        """The bits, as they are after a change; no name without bits has come to more than one article each."""
        names, before, most_without = self._bits
        bits = np.zeros((len(names), max(-(-size // 64), before.shape[1])), np.uint64)
        bits[:, : before.shape[1]] = before
        by_byte, rank = bits.view(np.uint8), {name: number for number, name in enumerate(names.tolist())}
        for article in articles.tolist():
            place, bit = article >> 3, 0x80 >> (article & 7)
            by_byte[:, place] &= 0xFF ^ bit
            start, count = int(other.starts[article]), int(other.counts[article])
            for name in other.values[start : start + count].tolist():
                if name in rank:
                    by_byte[rank[name], place] |= bit
        return names, bits, most_without + len(articles)

    @property
    def wasted(self) -> float:
        """What part of ``values`` no article has any more."""
        return 1 - int(self.counts.sum(dtype=np.int64)) / max(len(self.values), 1)

    def most_frequent(self, articles: Ints, wanted: int) -> list[tuple[int, int]]:
        """(name, articles that have it) of the ``wanted`` names that most of ``articles`` have, and of their equals.

        Most first. ``articles`` are ids, each once.
        """
        articles = articles[articles < len(self.counts)]
        if int(self.counts[articles].sum(dtype=np.int64)) > _BY_LIST:
            found = self._by_bits(articles, wanted)
            if found is not None:
                return found
        names, counts = self._by_list(articles)
        return _leading(names, counts, wanted)

    def _by_list(self, articles: Ints) -> tuple[Ints, Ints]:
        counts = self.counts[articles].astype(np.int64)
        ends = np.cumsum(counts)
        places = np.repeat(self.starts[articles] - (ends - counts), counts)
        places += np.arange(len(places))
        entries = self.values[places]
        if len(entries) * 8 < self._size:
            names, frequencies = np.unique(entries, return_counts=True)
            return names.astype(np.int64), frequencies
        frequencies = np.bincount(entries, minlength=self._size)
        return np.arange(len(frequencies)), frequencies

    def _by_bits(self, articles: Ints, wanted: int) -> list[tuple[int, int]] | None:
        """``None`` where a name that has no bits could be among the most frequent."""
        names, bits, most_without = self._bits
        chosen = np.zeros(bits.shape[1] * 64, bool)
        chosen[articles] = True
        mask = np.packbits(chosen).view(np.uint64)
        counts = np.bitwise_count(bits & mask).sum(axis=1, dtype=np.int64)
        found = _leading(names, counts, wanted)
        if most_without and (len(found) < wanted or found[-1][1] <= most_without):
            return None
        return found

    @cached_property
    def _size(self) -> int:
        return int(self.values.max()) + 1 if len(self.values) else 0

    @cached_property
    def _bits(self) -> _Bits:
        """The names in most articles, of each a bit an article, and in how many articles any other is at most."""
        names, totals = self._by_list(np.flatnonzero(self.counts))
        order = np.argsort(-totals, kind="stable")
        top = names[order[:_TOP]]
        rank = np.full(self._size, -1, np.int32)
        rank[top] = np.arange(len(top))
        owners = np.zeros(len(self.values), np.int64)  # lists that were left behind have none
        own = np.flatnonzero(self.counts)
        counts = self.counts[own].astype(np.int64)
        places = np.repeat(self.starts[own] - (np.cumsum(counts) - counts), counts) + np.arange(int(counts.sum()))
        owners[places] = np.repeat(own, counts)
        ranks = np.full(len(self.values), -1, np.int32)
        ranks[places] = rank[self.values[places]]
        bits = np.zeros((len(top), -(-len(self.counts) // 64)), np.uint64)
        meant = np.flatnonzero(ranks >= 0)
        by_rank = meant[np.argsort(ranks[meant], kind="stable")]
        bounds = np.searchsorted(ranks[by_rank], np.arange(len(top) + 1))
        for number in range(len(top)):
            flags = np.zeros(bits.shape[1] * 64, bool)
            flags[owners[by_rank[bounds[number] : bounds[number + 1]]]] = True
            bits[number] = np.packbits(flags).view(np.uint64)
        return top, bits, int(totals[order[_TOP]]) if len(order) > _TOP else 0


def _leading(names: Ints, counts: Ints, wanted: int) -> list[tuple[int, int]]:
    """The ``wanted`` names of highest count, and those that equal the last of them; none without any count."""
    blocks = len(counts) // _BLOCK
    least = 1
    if blocks > wanted:  # so many blocks have one that is no less: what is less need not be looked at
        largest = counts[: blocks * _BLOCK].reshape(_BLOCK, blocks).max(axis=0)
        least = max(int(np.partition(largest, blocks - wanted)[blocks - wanted]), 1)
    held = np.flatnonzero(counts >= least)
    if len(held) > wanted:
        least = int(np.partition(counts[held], len(held) - wanted)[len(held) - wanted])
        held = held[counts[held] >= least]
    held = held[np.argsort(-counts[held], kind="stable")]
    return list(zip(names[held].tolist(), counts[held].tolist(), strict=True))


def _longer(array: NDArray[Any], size: int) -> NDArray[Any]:
    grown = np.zeros(max(size, len(array)), array.dtype)
    grown[: len(array)] = array
    return grown


def counts_of(lists: Sequence[str | None]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """How many numbers each text (*"3,17,4"*) has, and all numbers one after another."""
    counts = np.array([text.count(",") + 1 if text else 0 for text in lists], np.int32)
    joined = ",".join(text for text in lists if text)
    return counts, np.fromstring(joined, np.int32, sep=",") if joined else np.empty(0, np.int32)
