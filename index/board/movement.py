"""Who took another stance on a topic, and when: never claimed of neutral, unsure, vague or recalled statements.

A holder's stance on a day is what its sure statements of that day say when they all say one thing; a day on which they
do not is passed over. Two such days in a row with different stances are a movement: a contradiction when one is the
opposite of the other within :data:`DAYS`, else a change.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.article import STANCES
from index.board.columns import UNDATED, Columns
from index.board.model import KINDS
from index.board.pairs import Pairs
from index.board.rolls import Roll

SURE = 0.5
"""The least confidence of a statement that movement may be claimed from."""
DAYS = 7
"""Up to how many days apart opposite stances contradict each other."""
_NEUTRAL, _CONDITIONAL = STANCES.index("neutral"), STANCES.index("conditional")


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """The positions that movement may be claimed from, in the order of holder, topic and day; all columns by position.

    ``rows`` are their places in the columns of the board, ``pair`` is a number that one holder on one topic has.
    """

    rows: NDArray[np.int32]
    pair: NDArray[np.int32]
    day: NDArray[np.int32]
    stance: NDArray[np.int8]


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """Movement: the places of the last statement of the old stance and of the first of the new one."""

    before: NDArray[np.int32]
    after: NDArray[np.int32]
    contradiction: NDArray[np.bool_]

    def where(self, kept: NDArray[np.bool_]) -> Moves:
        """Those of them that are kept, by number."""
        return Moves(self.before[kept], self.after[kept], self.contradiction[kept])


def telling(columns: Columns, holders: Roll, holder: NDArray[np.int32], pairs: Pairs) -> Telling:
    """What movement may be claimed from; ``holder`` is the place in ``holders``, by position.

    Whoever is only described (*an aide*) may be somebody else each time, and is left out.
    """
    named = np.append(holders.all_kinds() != KINDS.index("other"), False)  # the last for NOTHING
    sure = np.flatnonzero(
        (columns.stance != _NEUTRAL)
        & (columns.confidence >= SURE)
        & columns.firm
        & ~columns.recalled
        & pairs.paired
        & named[holder]
        & (columns.day != UNDATED)[columns.article]
    )
    sure = sure[~_told_again(columns, holder, sure)]
    order = np.argsort(pairs.of[sure], kind="stable")  # stable: within a pair in order of time
    rows = sure[order].astype(np.int32)
    return Telling(rows, pairs.of[rows], columns.day[columns.article[rows]], columns.stance[rows])


def moves(table: Telling, fits: NDArray[np.bool_]) -> Moves:
    """All movement among the positions that fit (by place in the columns), by holder, topic and day."""
    kept = fits[table.rows]
    rows, pair, day, stance = table.rows[kept], table.pair[kept], table.day[kept], table.stance[kept]
    if not len(rows):
        return Moves(rows, rows, rows.astype(np.bool_))
    starts = np.flatnonzero(np.append(True, (pair[1:] != pair[:-1]) | (day[1:] != day[:-1])))
    agreed = np.minimum.reduceat(stance, starts) == np.maximum.reduceat(stance, starts)
    ends = np.append(starts[1:], len(rows)) - 1
    starts, ends = starts[agreed], ends[agreed]
    one, other = ends[:-1], starts[1:]
    turned = (pair[one] == pair[other]) & (stance[one] != stance[other])
    one, other = one[turned], other[turned]
    opposite = (stance[one] != _CONDITIONAL) & (stance[other] != _CONDITIONAL)
    return Moves(rows[one], rows[other], opposite & (day[other] - day[one] <= DAYS))


def _told_again(columns: Columns, holder: NDArray[np.int32], rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of ``rows`` print words of the holder's that an article of an earlier day, no copy, had printed before."""
    again = np.zeros(len(rows), np.bool_)
    if not len(rows):
        return again
    words = holder[rows].astype(np.int64) << 32 | columns.words[rows]
    order = np.argsort(words, kind="stable")
    places = columns.article[rows][order]
    days = columns.day[places]
    copied = columns.original[places] != columns.ids[places]
    starts = np.flatnonzero(np.append(True, words[order][1:] != words[order][:-1]))
    earliest = np.minimum.reduceat(np.where(copied, np.iinfo(np.int32).max, days), starts)
    again[order] = days > np.repeat(earliest, np.diff(np.append(starts, len(rows))))
    told: NDArray[np.bool_] = again & (columns.words[rows] != 0)
    return told
