"""Who took another stance on a topic, and when: never claimed of neutral, unsure or recalled statements.

A holder's stance on a day is what its sure statements of that day say when they all say one thing; a day on which they
do not is passed over. Two days in a row with different stances are a movement: a contradiction when one is the opposite
of the other within :data:`DAYS`, a change when they lie further apart.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.article import STANCES
from index.board.columns import NOTHING, UNDATED
from index.board.picture import Picture, Rows

SURE = 0.5
"""The least confidence of a statement that movement may be claimed from."""
DAYS = 7
"""Up to how many days apart opposite stances contradict each other."""
_NEUTRAL = STANCES.index("neutral")
_SIDES = (STANCES.index("supports"), STANCES.index("opposes"))


class Move(NamedTuple):
    """Places of the last statement of the old stance and the first of the new one."""

    kind: Literal["change", "contradiction"]
    before: int
    after: int


def moves(picture: Picture, rows: Rows) -> list[Move]:
    """All movement among ``rows``, newest first."""
    columns = picture.columns
    sure = rows[
        (columns.stance[rows] != _NEUTRAL)
        & (columns.confidence[rows] >= SURE)
        & ~columns.recalled[rows]
        & (picture.topic[rows] != NOTHING)
        & (picture.holder[rows] != NOTHING)
        & (columns.day[columns.article[rows]] != UNDATED)
    ]
    sure = sure[~_told_again(picture, sure)]
    if not len(sure):
        return []
    days = columns.day[columns.article[sure]].astype(np.int64)
    who = picture.holder[sure].astype(np.int64) * len(picture.topics.topics) + picture.topic[sure]
    order = np.lexsort((days, who))  # stable: statements of one day stay in their order
    sure, days, who = sure[order], days[order], who[order]
    stance = columns.stance[sure]
    starts = np.flatnonzero(np.append(True, (who[1:] != who[:-1]) | (days[1:] != days[:-1])))
    agreed = np.minimum.reduceat(stance, starts) == np.maximum.reduceat(stance, starts)
    ends = np.append(starts[1:], len(sure)) - 1
    starts, ends = starts[agreed], ends[agreed]
    turned = (who[starts[1:]] == who[starts[:-1]]) & (stance[starts[1:]] != stance[starts[:-1]])
    found = []
    for n in np.flatnonzero(turned).tolist():
        before, after = int(ends[n]), int(starts[n + 1])
        opposite = stance[before] in _SIDES and stance[after] in _SIDES
        near = days[after] - days[before] <= DAYS
        kind: Literal["change", "contradiction"] = "contradiction" if opposite and near else "change"
        found.append((int(days[after]), Move(kind, int(sure[before]), int(sure[after]))))
    found.sort(key=lambda each: (-each[0], each[1].after))
    return [move for _, move in found]


def _told_again(picture: Picture, rows: Rows) -> NDArray[np.bool_]:
    """Which of ``rows`` print words of the holder's that an article of an earlier day had printed before."""
    columns = picture.columns
    days = columns.day[columns.article[rows]]
    words = picture.holder[rows].astype(np.int64) << 32 | columns.words[rows]
    order = np.lexsort((days, words))
    first = np.append(True, words[order][1:] != words[order][:-1])
    earliest = days[order][np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))]
    again = np.zeros(len(rows), np.bool_)
    again[order] = days[order] > earliest
    return again & (columns.words[rows] != 0)
