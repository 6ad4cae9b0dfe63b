"""Who took another stance on a topic, and when: never claimed of neutral, unsure or recalled statements.

A holder's stance on a day is what its sure statements of that day say when they all say one thing; a day on which they
do not is passed over. Two such days in a row with different stances are a movement: a contradiction when one is the
opposite of the other within :data:`DAYS`, else a change.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.article import STANCES
from index.board.columns import NOTHING, UNDATED, Columns
from index.board.model import KINDS
from index.board.rolls import Roll

SURE = 0.5
"""The least confidence of a statement that movement may be claimed from."""
DAYS = 7
"""Up to how many days apart opposite stances contradict each other."""
_NEUTRAL, _CONDITIONAL = STANCES.index("neutral"), STANCES.index("conditional")


@dataclass(frozen=True, slots=True)
class Moves:
    """Movement, newest first: the places of the last statement of the old stance and of the first of the new one."""

    before: NDArray[np.int64]
    after: NDArray[np.int64]
    contradiction: NDArray[np.bool_]


def telling(columns: Columns, holders: Roll, holder: NDArray[np.int32], topic: NDArray[np.int32]) -> NDArray[np.int32]:
    """The positions that movement may be claimed from, in the order of holder, topic and day.

    Whoever is only described (*an aide*) may be somebody else each time, and is left out.
    """
    named = np.append(holders.all_kinds() != KINDS.index("other"), False)  # the last for NOTHING
    sure = np.flatnonzero(
        (columns.stance != _NEUTRAL)
        & (columns.confidence >= SURE)
        & ~columns.recalled
        & (topic != NOTHING)
        & named[holder]
        & (columns.day != UNDATED)[columns.article]
    )
    sure = sure[~_told_again(columns, holder, sure)]
    pairs = holder[sure].astype(np.int64) << 32 | topic[sure]
    return sure[np.argsort(pairs, kind="stable")].astype(np.int32)  # stable: within a pair in order of time


def moves(columns: Columns, holder: NDArray[np.int32], topic: NDArray[np.int32], rows: NDArray[np.int32]) -> Moves:
    """All movement among ``rows``, some of those that :func:`telling` gave, in its order."""
    if not len(rows):
        none = np.zeros(0, np.int64)
        return Moves(none, none, none.astype(np.bool_))
    days, stance, who, what = columns.day[columns.article[rows]], columns.stance[rows], holder[rows], topic[rows]
    same = (who[1:] == who[:-1]) & (what[1:] == what[:-1])
    starts = np.flatnonzero(np.append(True, ~same | (days[1:] != days[:-1])))
    agreed = np.minimum.reduceat(stance, starts) == np.maximum.reduceat(stance, starts)
    ends = np.append(starts[1:], len(rows)) - 1
    starts, ends = starts[agreed], ends[agreed]
    one, other = ends[:-1], starts[1:]
    turned = (who[one] == who[other]) & (what[one] == what[other]) & (stance[one] != stance[other])
    one, other = one[turned], other[turned]
    opposite = (stance[one] != _CONDITIONAL) & (stance[other] != _CONDITIONAL)
    near = days[other] - days[one] <= DAYS
    order = np.lexsort((rows[other], -days[other]))
    return Moves(rows[one[order]].astype(np.int64), rows[other[order]].astype(np.int64), (opposite & near)[order])


def _told_again(columns: Columns, holder: NDArray[np.int32], rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of ``rows`` print words of the holder's that an article of an earlier day had printed before."""
    words = holder[rows].astype(np.int64) << 32 | columns.words[rows]
    order = np.argsort(words, kind="stable")
    days = columns.day[columns.article[rows]][order]
    first = np.append(True, words[order][1:] != words[order][:-1])[: len(rows)]
    earliest = days[np.maximum.accumulate(np.where(first, np.arange(len(rows)), 0))]
    again = np.zeros(len(rows), np.bool_)
    again[order] = days > earliest
    told: NDArray[np.bool_] = again & (columns.words[rows] != 0)
    return told
