"""The board's picture of a library: the columns with every position's holder and topic, and how they are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.article import STANCES
from index.board.columns import NOTHING, Columns
from index.board.identity import Identity
from index.board.model import KINDS, Question, Tally
from index.board.topics import Topics

Rows = NDArray[np.int64]
"""Places of positions in the columns, ascending: so in order of time."""


@dataclass(frozen=True, slots=True)
class Picture:
    """``holder`` and ``topic`` are, by position, places in ``identity.holders`` and ``topics.topics``."""

    columns: Columns
    identity: Identity
    topics: Topics
    holder: NDArray[np.int32]
    topic: NDArray[np.int32]
    kind: NDArray[np.int8]

    @classmethod
    def of(cls, columns: Columns, identity: Identity, topics: Topics) -> Picture:
        """The picture that an identity and topics make of ``columns``."""
        kinds = np.array([KINDS.index(holder.kind) for holder in identity.holders], np.int8)
        return cls(
            columns,
            identity,
            topics,
            _looked_up(identity.holder_of, columns.holder),
            topics.topic_of,
            kinds,
        )


@dataclass(frozen=True, slots=True)
class Chosen:
    """The positions that a question is about.

    ``articles`` are the places of the articles it covers, copies of others left out; ``rows`` their positions that
    fit; ``copies`` how many articles were left out. ``statements`` counts the rows, ``unnamed`` those by nobody named.
    """

    articles: NDArray[np.bool_]
    rows: Rows
    copies: int
    statements: int
    unnamed: int


def _looked_up(table: NDArray[np.int32], numbers: NDArray[np.int32]) -> NDArray[np.int32]:
    """``table[numbers]``, :data:`NOTHING` staying what it is."""
    return np.append(table, np.int32(NOTHING))[numbers]


def choose(picture: Picture, question: Question, found: NDArray[np.int64] | None) -> Chosen:
    """The positions that ``question`` asks for; ``found`` are the ids that its query finds, ``None`` for all."""
    columns = picture.columns
    articles = _articles(columns, question, found)
    copied = articles & (columns.copy_of != np.arange(len(columns.ids)))
    # A copy counts only where what it copies is not there itself, and the first of several copies for all of them.
    copies = 0
    if copied.any():
        places = np.flatnonzero(articles)
        _, first = np.unique(columns.copy_of[places], return_index=True)
        articles = np.zeros_like(articles)
        articles[places[first]] = True
        copies = len(places) - len(first)
    fits = articles[columns.article]
    if question.stance is not None:
        fits &= columns.stance == STANCES.index(question.stance)
    if question.topic is not None:
        fits &= picture.topic == _topic_place(picture, question.topic)
    rows = np.flatnonzero(fits)
    named = picture.holder[rows] != NOTHING
    kind = np.append(picture.kind, np.int8(KINDS.index("other")))[picture.holder[rows]]
    other = kind == KINDS.index("other")
    unnamed = int(np.count_nonzero(other))
    wanted = named & (~other if question.kind is None else kind == KINDS.index(question.kind))
    return Chosen(articles, rows[wanted], copies, len(rows), unnamed)


def _topic_place(picture: Picture, topic_id: str) -> int:
    try:
        return picture.topics.place(topic_id)
    except KeyError:
        return len(picture.topics.topics)  # a topic that is gone: nothing is about it


def _articles(columns: Columns, question: Question, found: NDArray[np.int64] | None) -> NDArray[np.bool_]:
    chosen = np.ones(len(columns.ids), np.bool_) if found is None else columns.places(found)
    if question.source is not None:
        outlets = [number for number, name in enumerate(columns.sources.all()) if name == question.source]
        chosen &= np.isin(columns.source, outlets)
    since, until = _ordinal(question.since), _ordinal(question.until)
    if since is not None:
        chosen &= columns.day >= since
    if until is not None:
        chosen &= (columns.day <= until) & (columns.day > 0)
    return chosen


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day is not None else None


def tallies(
    picture: Picture, rows: Rows, groups: NDArray[np.integer], count: int
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
