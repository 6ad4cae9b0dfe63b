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


@dataclass(frozen=True, slots=True)
class Chosen:
    """The positions that a question is about.

    ``articles`` are the places of the articles it covers, copies of others left out; ``rows`` their positions that
    fit; ``copies`` how many articles were left out. ``statements`` counts all positions that fit, ``unnamed`` those of
    them that nobody holds whom the articles name. ``span`` are the first and the last day of the articles' positions.
    """

    articles: NDArray[np.bool_]
    rows: Rows
    copies: int
    statements: int
    unnamed: int
    span: tuple[date, date] | None


def choose(
    picture: Picture, question: Question, found: NDArray[np.int64] | None, holders: NDArray[np.bool_] | None
) -> Chosen:
    """The positions that ``question`` asks for.

    ``found`` are the ids that its query finds, ``holders`` by place whom its ``holder`` means; ``None`` for all.
    """
    columns = picture.columns
    covered = _articles(columns, question, found)
    articles = _without_copies(columns, covered)
    fits = articles[columns.article]
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
    unnamed = statements - int(np.count_nonzero(fits & named[picture.holder]))
    fits &= wanted[picture.holder]
    rows = np.flatnonzero(fits)
    copies = int(np.count_nonzero(covered)) - int(np.count_nonzero(articles))
    return Chosen(articles, rows, copies, statements, unnamed, _span(columns, rows))


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


def _without_copies(columns: Columns, covered: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of several articles that print one text, the original, or the first of them where that is not covered."""
    places = np.flatnonzero(covered & (columns.original != columns.ids))
    if not len(places):
        return covered
    kept = covered.copy()
    kept[places] = False
    there = np.isin(columns.original[places], columns.ids[kept])
    _, first = np.unique(columns.original[places[~there]], return_index=True)
    kept[places[~there][first]] = True
    return kept


def _span(columns: Columns, rows: Rows) -> tuple[date, date] | None:
    if not len(rows):
        return None
    dated = int(np.searchsorted(columns.day, UNDATED, side="right"))  # articles in order of time, the undated first
    first = int(np.searchsorted(columns.article[rows], dated)) if dated else 0
    if first == len(rows):
        return None
    days = columns.day[columns.article[rows[[first, -1]]]]
    start, end = day_of(int(days[0])), day_of(int(days[1]))
    return (start, end) if start and end else None


def tallies(
    picture: Picture, rows: Rows, groups: NDArray[np.integer[Any]], count: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """For each of ``count`` groups, how many of its ``rows`` take each stance, and the lowest confidence among them."""
    width = len(STANCES)
    cells = groups.astype(np.int64) * width + picture.columns.stance[rows]
    table = np.bincount(cells, minlength=count * width).reshape(count, width)
    lowest = np.full(count, np.inf, np.float32)
    np.minimum.at(lowest, groups, picture.columns.confidence[rows])
    return table, lowest


def tally(counts: NDArray[np.int64], lowest: float) -> Tally:
    """One group's counts as data."""
    supports, opposes, conditional, neutral = counts.tolist()
    return Tally(supports, opposes, conditional, neutral, round(float(lowest), 3) if counts.any() else 0.0)


def tally_of(picture: Picture, rows: Rows) -> Tally:
    """The tally of all ``rows`` together."""
    table, lowest = tallies(picture, rows, np.zeros(len(rows), np.int64), 1)
    return tally(table[0], lowest[0])


def trend(days: NDArray[np.int32], span: tuple[date, date] | None) -> tuple[int, ...]:
    """How many of ``days`` fall into each of :data:`TREND` equal stretches of ``span``."""
    days = days[days != UNDATED]
    if span is None or not len(days):
        return (0,) * TREND
    first, last = span[0].toordinal(), span[1].toordinal()
    stretch = (days.astype(np.int64) - first) * TREND // max(1, last - first + 1)
    return tuple(np.bincount(stretch, minlength=TREND).tolist())


def latest(picture: Picture, rows: Rows) -> int:
    """Of the last day among ``rows``, the statement that takes a side and is surest."""
    columns = picture.columns
    days = columns.day[columns.article[rows]]
    last = rows[days == days[-1]]
    neutral = columns.stance[last] == STANCES.index("neutral")
    order = np.lexsort((columns.number[last], -columns.confidence[last], neutral))
    return int(last[order[0]])


def without_nothing(rows: Rows, column: NDArray[np.int32]) -> Rows:
    """Those of ``rows`` where ``column`` says something."""
    said: Rows = rows[column[rows] != NOTHING]
    return said
