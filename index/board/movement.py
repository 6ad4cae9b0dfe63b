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
from index.board.columns import NOTHING, UNDATED, Columns
from index.board.model import KINDS
from index.board.rolls import Roll

SURE = 0.5
"""The least confidence of a statement that movement may be claimed from."""
DAYS = 7
"""Up to how many days apart opposite stances contradict each other."""
_NEUTRAL, _CONDITIONAL = STANCES.index("neutral"), STANCES.index("conditional")
_ONE = np.isin(np.arange(1 << len(STANCES)), [1 << stance for stance in range(len(STANCES))])
"""By stances as bits, whether it is one and no other."""


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """The positions that movement may be claimed from, day by day of each pair of holder and topic.

    By position, in the order of pair and time: ``row`` is its place in the columns of the board, ``article`` that of
    its article, ``said`` its stance as a bit, ``at`` the number of its day. By number of day: ``pair`` and ``day``.
    """

    row: NDArray[np.int32]
    article: NDArray[np.int32]
    said: NDArray[np.uint8]
    at: NDArray[np.int32]
    pair: NDArray[np.int32]
    day: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """Movement: the places of the last statement of the old stance and of the first of the new one, and their pair."""

    before: NDArray[np.int32]
    after: NDArray[np.int32]
    pair: NDArray[np.int32]
    contradiction: NDArray[np.bool_]

    def where(self, kept: NDArray[np.bool_]) -> Moves:
        """Those of them that are kept, by number."""
        return Moves(self.before[kept], self.after[kept], self.pair[kept], self.contradiction[kept])


def telling(
    columns: Columns, holders: Roll, holder: NDArray[np.int32], topic: NDArray[np.int32], pair: NDArray[np.int32]
) -> Telling:
    """What movement may be claimed from; ``holder`` is the place in ``holders``, by position.

    Whoever is only described (*an aide*) may be somebody else each time, and is left out.
    """
    named = np.append(holders.all_kinds() != KINDS.index("other"), False)  # the last for NOTHING
    sure = np.flatnonzero(
        (columns.stance != _NEUTRAL)
        & (columns.confidence >= SURE)
        & columns.firm
        & ~columns.recalled
        & (topic != NOTHING)
        & named[holder]
        & (columns.day != UNDATED)[columns.article]
    )
    sure = sure[~_told_again(columns, holder, sure)]
    row = sure[np.argsort(pair[sure], kind="stable")].astype(np.int32)  # stable: within a pair in order of time
    article = columns.article[row]
    pairs, days = pair[row], columns.day[article]
    begins = (np.diff(pairs, prepend=NOTHING) != 0) | (np.diff(days, prepend=NOTHING) != 0)
    said = np.uint8(1) << columns.stance[row].astype(np.uint8)
    return Telling(row, article, said, np.cumsum(begins, dtype=np.int32) - 1, pairs[begins], days[begins])


def moves(table: Telling, articles: NDArray[np.bool_]) -> Moves:
    """All movement among the positions in these articles (by place), by holder, topic and day."""
    kept = np.flatnonzero(articles[table.article])
    row, at, said = table.row[kept], table.at[kept], np.zeros(len(table.day), np.uint8)
    np.bitwise_or.at(said, at, table.said[kept])
    agreed = np.flatnonzero(_ONE[said])
    one, other = agreed[:-1], agreed[1:]
    turned = (table.pair[one] == table.pair[other]) & (said[one] != said[other])
    one, other = one[turned], other[turned]
    opposite = ((said[one] | said[other]) & (1 << _CONDITIONAL)) == 0
    near = table.day[other] - table.day[one] <= DAYS
    before, after = row[np.searchsorted(at, one + 1) - 1], row[np.searchsorted(at, other)]
    return Moves(before, after, table.pair[other], opposite & near)


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
