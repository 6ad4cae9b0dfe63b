"""The words of a field that begin in a certain way, over all segments, and quick ways to choose among them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from index.fulltext.letters import Letters
from index.fulltext.postings import Ints

_LAST = "\U0010ffff"


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
            part._letters = self._letters.part(start, end)
        return part

    def like(self, word: str, distance: int) -> list[int]:
        """Places of all words that may be within ``distance`` edits of ``word``, and of some others."""
        found: list[int] = self._letters.like(word, distance).tolist()
        return found

    @cached_property
    def lines(self) -> str:
        """The words, a line each, after an empty one."""
        return "\n".join(["", *self.words, ""])

    @cached_property
    def _letters(self) -> Letters:
        return Letters.of(self.lines.encode())


Choice = Callable[[Vocabulary], Sequence[int]]
"""Which words of a vocabulary are meant: their places."""
