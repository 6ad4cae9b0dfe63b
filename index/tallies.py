"""Lists of names, one an article, as arrays: which names stand in most of some articles, exactly and at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.leading import no_less

Ints = NDArray[np.int64]
_TOP = 256
"""Names that are counted by bits: where many articles are meant, the most frequent names are among these."""
_STEP = 32  # names whose bits are counted at a time
_BY_LIST = 8_000
"""So many entries of lists are counted before anything else could be."""
_WORDS = 16
"""To count one entry of a list takes as long as to count the bits of 64 articles for so many names; for one where each
article has a single name."""
_PATCHED = 200  # articles that may change before the bits are made anew


class Chosen:
    """Some of the articles with ids below ``size``. ``ids``: each once; what is beyond is left out."""

    def __init__(self, ids: Ints, size: int) -> None:
        self.ids, self.size = ids if len(ids) and ids.max() < size else ids[ids < size], size

    @cached_property
    def bits(self) -> NDArray[np.uint64]:
        """A bit an article."""
        flags = np.zeros(-(-self.size // 64) * 64, bool)
        flags[self.ids] = True
        return np.packbits(flags).view(np.uint64)


class _Bits(NamedTuple):
    """Names, those in most articles first, and of each a bit an article. ``bounds``: in how many articles each is at
    most; one entry more tells that of all names that have no bits.
    """

    names: Ints
    rows: NDArray[np.uint64]
    bounds: Ints


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

    @classmethod
    def of_pairs(cls, size: int, pairs: Sequence[tuple[int, int]]) -> Lists:
        """The lists of which ``pairs`` tell: an article and a name that it has, in any order, none twice."""
        owners, names = np.array(pairs, np.int64).reshape(-1, 2).T
        articles, counts = np.unique(owners, return_counts=True)
        order = np.argsort(owners, kind="stable")
        return cls.of(size, articles, counts.astype(np.int32), names[order].astype(np.int32))

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
        """The bits, as they are after a change; no name has come to more than one article each."""
        names, before, bounds = self._bits
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
        return _Bits(names, bits, bounds + len(articles))

    @property
    def wasted(self) -> float:
        """What part of ``values`` no article has any more."""
        return 1 - self._entries / max(len(self.values), 1)

    def most_frequent(self, chosen: Chosen, wanted: int) -> list[tuple[int, int]]:
        """(name, articles that have it) of the ``wanted`` names that most of ``chosen`` have, and of their equals.

        Most first.
        """
        entries = self._entries * len(chosen.ids) // max(len(self.counts), 1)
        words = entries * (_WORDS if self._single is None else 1)
        if entries > _BY_LIST and self._names_needed(len(chosen.ids), wanted) * len(chosen.bits) < words:
            found = self._by_bits(chosen.bits, wanted)
            if found is not None:
                return found
        return _leading(*self._by_list(chosen.ids), wanted)

    def _names_needed(self, articles: int, wanted: int) -> float:
        """The bits of how many names will be counted, if a name is in these articles as often as in any others."""
        names, _, bounds = self._bits
        least = bounds[min(wanted, len(names)) - 1] * articles / max(self._filled, 1)
        needed = int(np.searchsorted(-bounds, -max(least, 1), "right"))
        return needed if needed <= len(names) else np.inf

    def _by_list(self, articles: Ints) -> tuple[Ints, Ints]:
        if self._single is not None:
            names, places = self._single
            return names, np.bincount(places[articles], minlength=len(names) + 1)[:-1]
        counts = self.counts[articles].astype(np.int64)
        ends = np.cumsum(counts)
        places = np.repeat(self.starts[articles] - (ends - counts), counts)
        places += np.arange(len(places))
        entries = self.values[places]
        if len(entries) * 32 < self._size:
            names, frequencies = np.unique(entries, return_counts=True)
            return names.astype(np.int64), frequencies
        frequencies = np.bincount(entries, minlength=self._size)
        return self._names, frequencies

    def _by_bits(self, chosen: NDArray[np.uint64], wanted: int) -> list[tuple[int, int]] | None:
        """``None`` where a name that has no bits could be among the most frequent."""
        names, rows, bounds = self._bits
        counts, least = np.empty(0, np.int64), 1
        while len(counts) < len(names) and bounds[len(counts)] >= least:
            some = rows[len(counts) : len(counts) + _STEP]
            counts = np.append(counts, np.bitwise_count(some & chosen).sum(axis=1, dtype=np.uint32))
            if len(counts) >= wanted:
                least = max(1, int(np.partition(counts, len(counts) - wanted)[len(counts) - wanted]))
        return None if bounds[len(counts)] >= least else _leading(names[: len(counts)], counts, wanted)

    @cached_property
    def _single(self) -> tuple[Ints, Ints] | None:
        """All names, and the place among them of each article's only one, beyond them where it has none.

        ``None`` where any article has several.
        """
        if len(self.counts) and self.counts.max() > 1:
            return None
        filled = np.flatnonzero(self.counts)
        names, own = np.unique(self.values[self.starts[filled]], return_inverse=True)
        places = np.full(len(self.counts), len(names), np.int64)
        places[filled] = own
        return names.astype(np.int64), places

    @cached_property
    def _entries(self) -> int:
        return int(self.counts.sum(dtype=np.int64))

    @cached_property
    def _filled(self) -> int:
        return int(np.count_nonzero(self.counts))

    @cached_property
    def _names(self) -> Ints:
        return np.arange(self._size)

    @cached_property
    def _size(self) -> int:
        return int(self.values.max()) + 1 if len(self.values) else 0

    @cached_property
    def _bits(self) -> _Bits:
        names, totals = self._by_list(np.flatnonzero(self.counts))
        order = np.argsort(-totals, kind="stable")
        order = order[totals[order] > 0]
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
        return _Bits(top, bits, np.append(totals[order], 0)[: len(top) + 1])


def _leading(names: Ints, counts: Ints, wanted: int) -> list[tuple[int, int]]:
    """The ``wanted`` names of highest count, and those that equal the last of them; none without any count."""
    if not len(counts):
        return []
    held = np.arange(len(counts)) if len(counts) <= _TOP else no_less(counts, wanted)[0]
    held = held[np.argsort(-counts[held], kind="stable")]
    falling = counts[held]
    least = max(1, int(falling[min(wanted, len(falling)) - 1]))
    end = int(np.searchsorted(-falling, -least, "right"))
    return list(zip(names[held[:end]].tolist(), falling[:end].tolist(), strict=True))


def _longer(array: NDArray[Any], size: int) -> NDArray[Any]:
    grown = np.zeros(max(size, len(array)), array.dtype)
    grown[: len(array)] = array
    return grown


def counts_of(lists: Sequence[str | None]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """How many numbers each text (*"3,17,4"*) has, and all numbers one after another."""
    counts = np.array([text.count(",") + 1 if text else 0 for text in lists], np.int32)
    joined = ",".join(text for text in lists if text)
    return counts, np.fromstring(joined, np.int32, sep=",") if joined else np.empty(0, np.int32)
