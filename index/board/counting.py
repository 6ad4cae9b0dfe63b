"""Counts over a picture: which positions a question is about, what they come to, and how they spread over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.article import STANCES
from index.board.columns import UNDATED, Columns, day_of
from index.board.layout import NEVER, WIDTH, Tallies, first_of, first_row
from index.board.model import KINDS, TREND, Question
from index.board.picture import Picture

Rows = NDArray[np.int32]
"""Places of positions in the columns, ascending: so in order of time."""
_OTHER = KINDS.index("other")


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The positions that a question is about.

    ``articles`` says by place which articles it covers, copies of others left out, ``fits`` which positions of the
    layout are in those (``None`` where all are). ``pairs`` says by place which pairs it is about, ``stance`` which
    stance. ``tallies`` is what the positions come to by cell. ``copies`` is how many articles were left out.
    ``statements`` counts all positions, ``unnamed`` those of them that nobody holds whom the articles name. ``whole``
    says that it is about all articles of the library.
    """

    articles: NDArray[np.bool_]
    fits: NDArray[np.bool_] | None
    pairs: NDArray[np.bool_]
    stance: int | None
    tallies: Tallies
    copies: int
    statements: int
    unnamed: int
    whole: bool


def choose(
    picture: Picture, question: Question, found: NDArray[np.int64] | None, holders: NDArray[np.bool_] | None
) -> Chosen:
    """The positions that ``question`` asks for.

    ``found`` are the ids that its query finds, ``holders`` by place whom its ``holder`` means; ``None`` for all.
    """
    columns, pairs = picture.columns, picture.pairs
    covered = _articles(columns, question, found)
    articles, whole = columns.once_of(covered), bool(covered.all())
    fits = None if articles.all() else picture.layout.fitting(articles)
    counted = picture.whole if whole or fits is None else picture.layout.tallies(columns, fits, len(pairs) * WIDTH)
    stance = STANCES.index(question.stance) if question.stance is not None else None
    about = np.ones(len(pairs), np.bool_)
    if question.topic is not None:
        about &= pairs.topics == _topic_place(picture, question.topic)
    counted = counted.only(about, stance)
    kinds = np.append(picture.holders.all_kinds(), np.int8(_OTHER))  # the last for NOTHING
    wanted = kinds != _OTHER if question.kind is None else kinds == KINDS.index(question.kind)
    wanted[-1] = False
    if holders is not None:
        wanted[:-1] &= holders
    unnamed = int(counted.totals[(kinds == _OTHER)[pairs.holders]].sum())
    about &= wanted[pairs.holders]
    copies = int(np.count_nonzero(covered)) - int(np.count_nonzero(articles))
    return Chosen(
        articles,
        fits,
        about,
        stance,
        counted.only(about),
        copies,
        int(counted.count.sum()),
        unnamed,
        whole,
    )


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


def span(columns: Columns, tallies: Tallies) -> tuple[date, date] | None:
    """The first and the last day of these positions."""
    if not len(tallies.first) or (first := int(tallies.first.min())) == NEVER:
        return None
    days = columns.day[columns.article[[first, int(tallies.last.max())]]]
    start, end = day_of(int(days[0])), day_of(int(days[1]))
    return (start, end) if start and end else None


class Stretches:
    """Equal stretches of a span of time, to count positions in: places are in order of time, so a search finds them."""

    def __init__(self, columns: Columns, span: tuple[date, date] | None) -> None:
        self._dated = first_row(columns, UNDATED + 1)
        self._ends: NDArray[np.int64] | None = None
        if span is not None:
            first, days = span[0].toordinal(), span[1].toordinal() - span[0].toordinal() + 1
            bounds = [first - (-days * part // TREND) for part in range(TREND + 1)]
            self._ends = np.array([first_row(columns, day) for day in bounds])

    def trend(self, rows: Rows) -> tuple[int, ...]:
        """How many of ``rows``, ascending, fall into each stretch."""
        if self._ends is None:
            return (0,) * TREND
        return tuple(np.diff(np.searchsorted(rows, self._ends.astype(rows.dtype))).tolist())

    def dated(self, rows: Rows) -> Rows:
        """Those of ``rows``, ascending, whose day is known."""
        return rows[first_of(rows, self._dated) :]


def latest(columns: Columns, rows: Rows) -> int:
    """Of the last day among ``rows``, the statement that takes a side and is surest."""
    day = int(columns.day[columns.article[rows[-1]]])
    last = rows[first_of(rows, first_row(columns, day)) :]
    neutral = columns.stance[last] == STANCES.index("neutral")
    order = np.lexsort((columns.number[last], -columns.confidence[last], neutral))
    return int(last[order[0]])
