"""What common English words mean, as numbers: a table of word vectors that ships with the package."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import takewhile
from typing import Any

import numpy as np
from numpy.typing import NDArray

FILE = "meanings.npz"
_HIGHEST = 127
_SHARED, _LEFT = 4, 3
"""Letters that an unknown word must share with a known one at their beginning, and the most that it may go on for."""


@dataclass(frozen=True, slots=True, eq=False)
class Meanings:
    """``words``, sorted, as bytes; ``vectors``, shape (words, d), in steps of ``step``.

    The vectors are those with which all-MiniLM-L6-v2 begins to read a word, in the directions in which they differ
    most, tuned to tell for from against (see the model card).
    """

    words: NDArray[np.bytes_]
    vectors: NDArray[np.int8]
    step: float

    @property
    def size(self) -> int:
        """How many numbers a word has."""
        return int(self.vectors.shape[1])

    def of(self, words: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of some lower-case words, a row each; zeros for one that the table has in no form.

        A word that it has not is read as its neighbour in the alphabet if that begins alike: *endorsing* as *endorsed*.
        """
        rows = self.rows(words)
        found: NDArray[np.float32] = self.vectors[rows] * np.float32(self.step)
        found[rows < 0] = 0.0
        return found

    def rows(self, words: Sequence[str]) -> NDArray[np.int64]:
        """The row of each of some lower-case words, -1 for one that :meth:`of` has nothing for."""
        return np.array([_row(self, word) for word in words], dtype=np.int64)


@lru_cache(maxsize=2**13)
def _row(table: Meanings, word: str) -> int:
    """Where a word or its kin stands in the table, -1 where neither does."""
    after = min(int(np.searchsorted(table.words, np.bytes_(word.encode()))), len(table.words) - 1)
    shared = [(_shared(word, table.words[row].decode()), row) for row in (max(0, after - 1), after)]
    most, row = max(shared)
    return row if most >= max(_SHARED, len(word) - _LEFT) or table.words[row].decode() == word else -1


def _shared(one: str, other: str) -> int:
    """How many letters two words have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def stepped(words: NDArray[np.bytes_], vectors: NDArray[np.floating[Any]]) -> Meanings:
    """A table of sorted words and their vectors, rounded to steps; the few numbers beyond the last step are cut."""
    step = float(np.quantile(np.abs(vectors), 0.9999)) / _HIGHEST
    return Meanings(words, np.clip(np.round(vectors / step), -_HIGHEST, _HIGHEST).astype(np.int8), step)


def pack(meanings: Meanings) -> bytes:
    """The table as :func:`meanings` reads it."""
    file = io.BytesIO()
    np.savez(file, words=meanings.words, vectors=meanings.vectors, step=np.float64(meanings.step))
    return file.getvalue()


@cache
def meanings() -> Meanings:
    """The table that ships with the package."""
    with np.load(io.BytesIO(files("index.analysis").joinpath("data", FILE).read_bytes())) as kept:
        return Meanings(kept["words"], kept["vectors"], float(kept["step"]))
