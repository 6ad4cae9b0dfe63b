"""Positions laid out for counting: holder by holder, in order of time, and what they come to cell by cell.

A cell is a holder, a topic and a stance. Whatever narrows a question but its articles keeps or drops whole cells, so
that only a question about some of the articles counts positions anew.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.article import STANCES
from index.board.columns import NOTHING, UNDATED, Columns
from index.board.model import Tally

WIDTH = len(STANCES)
"""How many cells a holder has on a topic: a power of two."""
_STANCE_BITS = WIDTH.bit_length() - 1
NEVER = np.iinfo(np.int32).max
"""Stands for no first position."""


@dataclass(frozen=True, slots=True, eq=False)
class Tallies:
    """By cell: ``count`` of positions, ``lowest`` confidence (infinite without any), and when they begin and end.

    ``first`` is the place in the columns of the first position that has a day, or :data:`NEVER`; ``last`` that of the
    last one, or :data:`NOTHING`. Cells stand in the order of pairs (or of other groups), :data:`WIDTH` for each.
    """

    count: NDArray[np.int64]
    lowest: NDArray[np.float32]
    first: NDArray[np.int32]
    last: NDArray[np.int32]

    @classmethod
    def none(cls, cells: int) -> Tallies:
        """The tallies of so many empty cells."""
        return cls(
            np.zeros(cells, np.int64),
            np.full(cells, np.inf, np.float32),
            np.full(cells, NEVER, np.int32),
            np.full(cells, NOTHING, np.int32),
        )

    def only(self, pairs: NDArray[np.bool_], stance: int | None = None) -> Tallies:
        """The same with nothing but these pairs, and this stance, where it is given."""
        cells = np.repeat(pairs, WIDTH)
        if stance is not None:
            cells &= np.tile(np.arange(WIDTH) == stance, len(pairs))
        if cells.all():
            return self
        return Tallies(
            np.where(cells, self.count, 0),
            np.where(cells, self.lowest, np.float32(np.inf)),
            np.where(cells, self.first, np.int32(NEVER)),
            np.where(cells, self.last, np.int32(NOTHING)),
        )

    def of(self, pairs: slice) -> Tallies:
        """The same of these pairs, or groups, only."""
        own = slice(pairs.start * WIDTH, pairs.stop * WIDTH)
        return Tallies(self.count[own], self.lowest[own], self.first[own], self.last[own])

    def by(self, group: NDArray[np.int64], groups: int) -> Tallies:
        """These put together by the ``group`` of each pair; what is in none (:data:`NOTHING`) is left out."""
        cell = ((group[:, None] + 1) * WIDTH + np.arange(WIDTH)).ravel()
        table = Tallies.none((groups + 1) * WIDTH)
        np.add.at(table.count, cell, self.count)
        np.minimum.at(table.lowest, cell, self.lowest)
        np.minimum.at(table.first, cell, self.first)
        np.maximum.at(table.last, cell, self.last)
        return Tallies(table.count[WIDTH:], table.lowest[WIDTH:], table.first[WIDTH:], table.last[WIDTH:])

    @property
    def totals(self) -> NDArray[np.int64]:
        """By pair or group: how many positions there are of any stance."""
        totals: NDArray[np.int64] = self.count.reshape(-1, WIDTH).sum(axis=1)
        return totals

    @property
    def latest(self) -> NDArray[np.int32]:
        """By pair or group: the place of the last position."""
        latest: NDArray[np.int32] = self.last.reshape(-1, WIDTH).max(axis=1)
        return latest

    def tally(self, place: int) -> Tally:
        """What a pair or group comes to, as data."""
        own = self.of(slice(place, place + 1))
        supports, opposes, conditional, neutral = counts = own.count.tolist()
        lowest = round(float(own.lowest.min()), 3) if any(counts) else 0.0
        return Tally(supports, opposes, conditional, neutral, lowest)


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """All positions in the order of holder and time, column beside column.

    ``row`` is a position's place in the columns of the library, ``article`` the place of its article, ``cell`` the
    place of its pair of holder and topic times :data:`WIDTH`, plus its stance. A holder's run from its ``starts`` to
    the next one's; before the first one's stand those that nobody holds.
    """

    row: NDArray[np.int32]
    article: NDArray[np.int32]
    cell: NDArray[np.int32]
    confidence: NDArray[np.float32]
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, columns: Columns, holder: NDArray[np.int32], pair: NDArray[np.int32], holders: int) -> Layout:
        """The positions of these columns, whose holders and pairs are these, by position."""
        row = np.argsort(holder, kind="stable").astype(np.int32)
        starts = np.cumsum(np.bincount(holder + 1, minlength=holders + 1))
        cell = pair[row] * np.int32(WIDTH) + columns.stance[row]
        return cls(row, columns.article[row], cell, columns.confidence[row], starts)

    def own(self, holder: int) -> slice:
        """Where the positions of a holder (a place) stand."""
        return slice(int(self.starts[holder]), int(self.starts[holder + 1]))

    def fitting(self, articles: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which positions are in these articles (by place)."""
        return articles[self.article]

    def tallies(self, columns: Columns, fits: NDArray[np.bool_], cells: int) -> Tallies:
        """What the positions that fit come to."""
        kept = np.flatnonzero(fits)
        cell, row = self.cell.take(kept), self.row.take(kept)
        table = Tallies.none(cells)
        table.count[:] = np.bincount(cell, minlength=cells)
        np.minimum.at(table.lowest, cell, self.confidence.take(kept))
        table.last[cell] = row  # in order of time: the last one stays
        dated = first_row(columns, UNDATED + 1)
        if dated:
            cell, row = cell[row >= dated], row[row >= dated]
        table.first[cell[::-1]] = row[::-1]
        return table


def pair_of(cell: NDArray[np.int32]) -> NDArray[np.int32]:
    """The pair of each of these cells."""
    return cell >> _STANCE_BITS


def stance_of(cell: NDArray[np.int32]) -> NDArray[np.int32]:
    """The stance of each of these cells, by number."""
    return cell & (WIDTH - 1)


def first_row(columns: Columns, day: int) -> int:
    """The place of the first position of this day or a later one."""
    return first_of(columns.article, first_of(columns.day, day))


def first_of(ascending: NDArray[np.integer], value: int) -> int:
    """The place of the first number in ``ascending`` that is ``value`` or more, without a copy in another type."""
    return int(np.searchsorted(ascending, ascending.dtype.type(value)))
