"""Which letters words have, a bit a letter: tells of very many words at once which of them may be like another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
_END = ord("\n")
_BEYOND_ASCII = np.uint32(1 << 31)
"""The bit of a word that is not all ASCII."""


class Letters:
    """Of each of some words the letters, as bits, and how many bytes of UTF-8 it takes."""

    def __init__(self, bits: NDArray[np.uint32], sizes: NDArray[np.int32]) -> None:
        self._bits, self._sizes = bits, sizes

    @classmethod
    def of(cls, lines: bytes) -> Letters:
        """Those of words that are ``lines`` after an empty one."""
        codes = np.frombuffer(lines, np.uint8)
        ends = np.flatnonzero(codes == _END)
        if len(ends) < 2:
            return cls(np.empty(0, np.uint32), np.empty(0, np.int32))
        return cls(np.bitwise_or.reduceat(_BITS[codes[:-1]], ends[:-1]), (np.diff(ends) - 1).astype(np.int32))

    def part(self, start: int, end: int) -> Letters:
        """Those of words ``[start, end)``."""
        return Letters(self._bits[start:end], self._sizes[start:end])

    def like(self, word: str, distance: int) -> Places:
        """Places of all words that may be within ``distance`` edits of ``word``, and of some others.

        An edit takes one letter away, brings one in, or both.
        """
        if not word.isascii():
            return np.arange(len(self._bits))
        own = np.bitwise_or.reduce(_BITS[np.frombuffer(word.encode(), np.uint8)])
        near = np.bitwise_count(self._bits ^ own) <= 2 * distance
        near &= np.abs(self._sizes - len(word)) <= distance
        return np.flatnonzero(near | (self._bits >= _BEYOND_ASCII))


def _bit(code: int) -> int:
    """Digits share theirs with letters, and the ends of lines have none."""
    return int(_BEYOND_ASCII) if code > 127 else 0 if code == _END else 1 << (code & 31)


_BITS = np.array([_bit(code) for code in range(256)], np.uint32)
