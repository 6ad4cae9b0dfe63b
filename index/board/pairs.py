"""Pairs of a holder and a topic: every position that has both is of one, so that a matrix of them is a look-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.board.columns import NOTHING

_TOPIC_BITS = 32


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """``of`` is by position its place in ``keys``, or :data:`NOTHING`; a key is the holder's place, then the topic's.

    ``keys`` ascend: pairs are in the order of holders, and of topics within one.
    """

    of: NDArray[np.int32]
    keys: NDArray[np.int64]

    @classmethod
    def among(cls, holder: NDArray[np.int32], topic: NDArray[np.int32]) -> Pairs:
        """The pairs of positions with these holders and topics."""
        both = np.flatnonzero((holder != NOTHING) & (topic != NOTHING))
        keys, numbers = np.unique(_key(holder[both], topic[both]), return_inverse=True)
        of = np.full(len(holder), NOTHING, np.int32)
        of[both] = numbers
        return cls(of, keys)

    @property
    def paired(self) -> NDArray[np.bool_]:
        """Which positions have both a holder and a topic."""
        there: NDArray[np.bool_] = self.of != NOTHING
        return there

    @property
    def topics(self) -> NDArray[np.int64]:
        """The place of each pair's topic."""
        places: NDArray[np.int64] = self.keys & ((1 << _TOPIC_BITS) - 1)
        return places

    def places(self, holders: Sequence[int], topics: Sequence[int]) -> NDArray[np.int64]:
        """The place of each of the holders with each of the topics, line by line; :data:`NOTHING` for no such pair."""
        across, along = np.array(holders, np.int64), np.array(topics, np.int64)
        wanted = _key(across[:, None], along[None, :])
        found = np.searchsorted(self.keys, wanted)
        there = np.append(self.keys, NOTHING)[found] == wanted
        return np.where(there, found, NOTHING)


def _key(
    holder: NDArray[np.int32] | NDArray[np.int64], topic: NDArray[np.int32] | NDArray[np.int64]
) -> NDArray[np.int64]:
    key: NDArray[np.int64] = holder.astype(np.int64) << _TOPIC_BITS | topic
    return key
