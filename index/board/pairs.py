"""Pairs of a holder and a topic: every position is of one, so that a matrix of them is a look-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.board.columns import NOTHING

_TOPIC_BITS = 32


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """``keys`` ascend: pairs are in the order of holders, and of topics within one.

    A key is one more than the holder's place, then one more than the topic's, so that :data:`NOTHING` comes first.
    """

    keys: NDArray[np.int64]

    @classmethod
    def among(cls, holder: NDArray[np.int32], topic: NDArray[np.int32]) -> tuple[Pairs, NDArray[np.int32]]:
        """The pairs of positions with these holders and topics, and by position the place of its pair."""
        keys, of = np.unique(_key(holder, topic), return_inverse=True)
        return cls(keys), of.astype(np.int32)

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def holders(self) -> NDArray[np.int64]:
        """The place of each pair's holder."""
        places: NDArray[np.int64] = (self.keys >> _TOPIC_BITS) - 1
        return places

    @property
    def topics(self) -> NDArray[np.int64]:
        """The place of each pair's topic."""
        places: NDArray[np.int64] = (self.keys & ((1 << _TOPIC_BITS) - 1)) - 1
        return places

    def own(self, holder: int) -> slice:
        """The places of a holder's pairs."""
        ends = np.searchsorted(self.keys, _key(np.array([holder, holder + 1]), np.array([NOTHING])))
        return slice(int(ends[0]), int(ends[1]))

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
    key: NDArray[np.int64] = (holder.astype(np.int64) + 1) << _TOPIC_BITS | (topic.astype(np.int64) + 1)
    return key
