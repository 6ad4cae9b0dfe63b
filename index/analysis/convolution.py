"""A small convolutional network over the words of a position, in their order (Kim 2014): for, against or neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis.meanings import Meanings
from index.analysis.packing import pack, unpack
from index.analysis.stance_features import Wording

WIDE = 3
"""Words that are seen together."""
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Convolution:
    """``first``, shape (3 * (d + 1), hidden), reads each word with its two neighbours; ``offset`` is (hidden,).

    ``last``, shape (2 * hidden, 3), weighs the greatest and the mean of each hidden number over the words.
    """

    first: Floats
    offset: Floats
    last: Floats

    def __call__(self, positions: Sequence[Floats]) -> list[tuple[float, float]]:
        """The log-odds of for and of against, both over neither, that the words of each position add.

        Each position as :func:`read` gives it.
        """
        if not positions:
            return []
        blank = np.zeros((1, self.first.shape[0] // WIDE), dtype=np.float32)
        counts = np.array([len(each) for each in positions])
        ends = np.cumsum(counts + 1)
        hidden = windows(np.concatenate([rows for each in positions for rows in (each, blank)])) @ self.first
        hidden = np.maximum(hidden + self.offset, 0)
        hidden[ends - 1] = 0  # the blanks between: the highest and the total are as they were without them
        highest, total = (pool.reduceat(hidden, ends - counts - 1, axis=0) for pool in (np.maximum, np.add))
        margins = np.concatenate((highest, total / np.maximum(counts, 1)[:, None]), axis=1) @ self.last
        return [(pro, con) for pro, con in (margins[:, 1:] - margins[:, :1]).tolist()]

    @classmethod
    def load(cls, packed: Mapping[str, Any]) -> Convolution:
        """A network as :meth:`dump` wrote it."""
        return cls(*(unpack(packed[name]) for name in ("first", "offset", "last")))

    def dump(self) -> dict[str, Any]:
        """The network as JSON can hold it."""
        return {name: pack(getattr(self, name)) for name in ("first", "offset", "last")}


def read(words: Wording, table: Meanings) -> Floats:
    """The vectors of a position's words, shape (words, d + 1): the last number is 1 for those of the statement."""
    inputs = np.zeros((len(words.cue) + len(words.statement), table.size + 1), dtype=np.float32)
    inputs[:, :-1] = table.of(words.cue + words.statement)
    inputs[len(words.cue) :, -1] = 1.0
    return inputs


def windows(inputs: NDArray[Any]) -> NDArray[Any]:
    """Each row with its neighbours, zeros beyond the ends: shape (..., words, d) becomes (..., words, 3 * d)."""
    beyond = np.zeros_like(inputs[..., :1, :])
    padded = np.concatenate((beyond, inputs, beyond), axis=-2)
    count = inputs.shape[-2]
    return np.concatenate([padded[..., shift : shift + count, :] for shift in range(WIDE)], axis=-1)
