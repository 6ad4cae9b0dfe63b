"""The words of a field that begin in a certain way, over all segments, and quick ways to choose among them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.fulltext.postings import Ints

_LAST = "\U0010ffff"
_BEYOND_ASCII = 31
"""The bit of a word that is not all ASCII."""


class Vocabulary:
    """Words, each once and sorted; and of each segment their places among its terms, -1 for those it does not have."""

    def __init__(self, words: list[str], places: list[Ints]) -> None:
        self.words, self.places = words, places

    @classmethod
    def of(cls, lists: Sequence[tuple[int, list[str]]]) -> Vocabulary:
        """``lists``: of each segment the place of the first word, and its words, which are sorted."""
        if len(lists) == 1:
            [(first, words)] = lists
            return cls(words, [np.arange(first, first + len(words))])
        merged = sorted(set().union(*(words for _, words in lists)))
        ranks = {word: rank for rank, word in enumerate(merged)}
        places = np.full((len(lists), len(merged)), -1, np.int64)
        for own, (first, words) in zip(places, lists, strict=True):
            own[list(map(ranks.__getitem__, words))] = np.arange(first, first + len(words))
        return cls(merged, list(places))

    def beginning(self, prefix: str) -> Vocabulary:
        """Those of the words that begin with ``prefix``."""
        start, end = bisect_left(self.words, prefix), bisect_left(self.words, prefix + _LAST)
        part = Vocabulary(self.words[start:end], [one[start:end] for one in self.places])
        if "_letters" in self.__dict__:
            part._letters = self._letters[start:end]
        return part

    def like(self, word: str, distance: int) -> Sequence[int]:
        """Places of all words that may be within ``distance`` edits of ``word``, and of some others.

        An edit takes one letter away, brings one in, or both.
        """
        if not word.isascii():
            return range(len(self.words))
        own = np.bitwise_or.reduce(_bits(word.encode()))
        letters = self._letters
        few = (np.bitwise_count(letters ^ own) <= 2 * distance) | (letters >> _BEYOND_ASCII > 0)
        found: list[int] = np.flatnonzero(few).tolist()
        return found

    @cached_property
    def lines(self) -> str:
        """The words, a line each, after an empty one."""
        return "\n".join(["", *self.words, ""])

    @cached_property
    def _letters(self) -> NDArray[np.uint32]:
        """Which letters each word has, a bit a letter."""
        if not self.words:
            return np.empty(0, np.uint32)
        text = self.lines[:-1].encode()
        starts = np.flatnonzero(np.frombuffer(text, np.uint8) == ord("\n"))
        found: NDArray[np.uint32] = np.bitwise_or.reduceat(_bits(text), starts)
        return found


Choice = Callable[[Vocabulary], Sequence[int]]
"""Which words of a vocabulary are meant: their places."""


def _bits(text: bytes) -> NDArray[np.uint32]:
    """A bit for each byte; digits share theirs with letters, and the ends of lines have none."""
    codes = np.frombuffer(text, np.uint8)
    bits = np.uint32(1) << (codes & 31).astype(np.uint32)
    bits[codes == ord("\n")] = 0
    bits[codes > 127] = np.uint32(1) << np.uint32(_BEYOND_ASCII)
    return bits
