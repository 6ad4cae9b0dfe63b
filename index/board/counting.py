"""Counts over a picture: which positions a question is about, and how they tally by holder or topic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.article import STANCES
from index.board.columns import NOTHING, UNDATED, Columns, day_of
from index.board.model import KINDS, TREND, Question, Tally
from index.board.picture import Picture

Rows = NDArray[np.int64]
"""Places of positions in the columns, ascending: so in order of time."""
_OTHER = KINDS.index("other")


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The positions that a question is about.

    ``articles`` says by place which articles it covers, copies of others left out, ``fits`` which of their positions
    fit; ``rows`` are the places of those, ``copies`` is how many articles were left out. ``statements`` counts all
    positions that fit, ``unnamed`` those of them that nobody holds whom the articles name. ``span`` are the first and
    the last day of ``rows``. ``all_of_pairs``: of a holder on a topic either everything fits or nothing;
    ``one_stance``: what fits is all of one stance.
    """

    articles: NDArray[np.bool_]
    fits: NDArray[np.bool_]
    rows: Rows
    copies: int
    statements: int
    unnamed: int
    span: tuple[date, date] | None
    all_of_pairs: bool = False
    one_stance: bool = False


def choose(
    picture: Picture, question: Question, found: NDArray[np.int64] | None, holders: NDArray[np.bool_] | None
) -> Chosen:
    """The positions that ``question`` asks for.

    ``found`` are the ids that its query finds, ``holders`` by place whom its ``holder`` means; ``None`` for all.
    """
    columns = picture.columns
    covered = _articles(columns, question, found)
    articles = columns.once_of(covered)
    fits = articles.take(columns.article) if not articles.all() else np.ones(len(columns.article), np.bool_)
    if question.stance is not None:
        fits &= columns.stance == STANCES.index(question.stance)
    if question.topic is not None:
        fits &= picture.topic == _topic_place(picture, question.topic)
    statements = int(np.count_nonzero(fits))
    kinds = np.append(picture.holders.all_kinds(), np.int8(_OTHER))
    named = kinds != _OTHER
    wanted = named if question.kind is None else kinds == KINDS.index(question.kind)
    wanted[-1] = False
    if holders is not None:
        wanted[:-1] &= holders
    unnamed = 0
    if question.kind is not None or holders is not None:
        unnamed = statements - int(np.count_nonzero(fits & named[picture.holder]))
    fits &= wanted.take(picture.holder, mode="wrap")  # -1, for nobody, is the last
    rows = np.flatnonzero(fits)
    if question.kind is None and holders is None:
        unnamed = statements - len(rows)
    copies = int(np.count_nonzero(covered)) - int(np.count_nonzero(articles))
    one_stance = question.stance is not None
    all_of_pairs = not one_stance and bool(covered.all())
    return Chosen(articles, fits, rows, copies, statements, unnamed, _span(columns, rows), all_of_pairs, one_stance)


def _topic_place(picture: Picture, topic_id: str) -> int:
    try:
        return picture.topics.place(topic_id)
    except KeyError:
        return len(picture.topics)  # a topic that is gone: nothing is about it


def _articles(columns: Columns, question: Question, found: NDArray[np.int64] | None) -> NDArray[np.bool_]:
    chosen = np.ones(len(columns.ids), np.bool_) if found is None else columns.places(found)
    if question.source is not None:
        outlets = [number for number, name in enumerate(columns.sources.all()) if name == question.source]
        chosen &= np.isin(columns.source, outlets)
    if question.since is not None:
        chosen &= columns.day >= question.since.toordinal()
    if question.until is not None:
        chosen &= (columns.day <= question.until.toordinal()) & (columns.day != UNDATED)
    return chosen


def _span(columns: Columns, rows: Rows) -> tuple[date, date] | None:
    if not len(rows):
        return None
    dated = _first_row(columns, _first(columns.day, UNDATED + 1))  # in order of time, the undated first
    first = _first(rows, dated)
    if first == len(rows):
        return None
    days = columns.day[columns.article[rows[[first, -1]]]]
    start, end = day_of(int(days[0])), day_of(int(days[1]))
    return (start, end) if start and end else None


def counts(picture: Picture, rows: Rows, groups: NDArray[np.integer[Any]], count: int) -> NDArray[np.int64]:
    """For each of ``count`` groups, how many of its ``rows`` take each stance."""
    width = len(STANCES)
    cells = groups.astype(np.int64) * width + picture.columns.stance[rows]
    return np.bincount(cells, minlength=count * width).reshape(count, width)


def tallies(
    picture: Picture, rows: Rows, groups: NDArray[np.integer[Any]], count: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """For each of ``count`` groups, how many of its ``rows`` take each stance, and the lowest confidence among them."""
    table = counts(picture, rows, groups, count)
    lowest = np.full(count, np.inf, np.float32)
    np.minimum.at(lowest, groups, picture.columns.confidence[rows])
    return table, lowest


def tally(counted: NDArray[np.int64], lowest: float) -> Tally:
    """One group's counts as data."""
    supports, opposes, conditional, neutral = counted.tolist()
    return Tally(supports, opposes, conditional, neutral, round(float(lowest), 3) if counted.any() else 0.0)


def tally_of(picture: Picture, rows: Rows) -> Tally:
    """The tally of all ``rows`` together."""
    table, lowest = tallies(picture, rows, np.zeros(len(rows), np.int64), 1)
    return tally(table[0], lowest[0])


def _first(ascending: NDArray[np.integer[Any]], value: int) -> int:
    """The place of the first number in ``ascending`` that is ``value`` or more, without a copy in another type."""
    return int(np.searchsorted(ascending, ascending.dtype.type(value)))


def _first_row(columns: Columns, article: int) -> int:
    """The first position of this article (a place) or a later one."""
    return _first(columns.article, article)


class Stretches:
    """Equal stretches of a span of time, to count positions in: places are in order of time, so a search finds them."""

    def __init__(self, columns: Columns, span: tuple[date, date] | None) -> None:
        self._dated = self._first_of(columns, UNDATED + 1)
        self._ends: NDArray[np.int64] | None = None
        if span is not None:
            first, days = span[0].toordinal(), span[1].toordinal() - span[0].toordinal() + 1
            bounds = [first - (-days * part // TREND) for part in range(TREND + 1)]
            self._ends = np.array([self._first_of(columns, day) for day in bounds])

    def _first_of(self, columns: Columns, day: int) -> int:
        """The first position of this day or a later one."""
        return _first_row(columns, _first(columns.day, day))

    def trend(self, rows: NDArray[np.integer[Any]]) -> tuple[int, ...]:
        """How many of ``rows``, ascending, fall into each stretch."""
        if self._ends is None:
            return (0,) * TREND
        return tuple(np.diff(np.searchsorted(rows, self._ends.astype(rows.dtype))).tolist())

    def dated(self, rows: NDArray[np.integer[Any]]) -> NDArray[np.integer[Any]]:
        """Those of ``rows``, ascending, whose day is known."""
        return rows[_first(rows, self._dated) :]


def latest(columns: Columns, rows: NDArray[np.integer[Any]]) -> int:
    """Of the last day among ``rows``, the statement that takes a side and is surest."""
    day = int(columns.day[columns.article[rows[-1]]])
    last = rows[_first(rows, _first_row(columns, _first(columns.day, day))) :]
    neutral = columns.stance[last] == STANCES.index("neutral")
    order = np.lexsort((columns.number[last], -columns.confidence[last], neutral))
    return int(last[order[0]])


def without_nothing(rows: Rows, column: NDArray[np.int32]) -> Rows:
    """Those of ``rows`` where ``column`` says something."""
    said: Rows = rows[column[rows] != NOTHING]
    return said
