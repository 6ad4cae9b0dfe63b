"""Makes the page that is shown: holders, topics and movement as data, with the words of those that are on it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.board.asking import Asked
from index.board.columns import NOTHING, day_of
from index.board.counting import Rows, Stretches, latest, span
from index.board.model import HolderRow, Movement, Tally, Topic
from index.board.offices import office_of
from index.board.statements import Reader
from index.claims import folded_name


def holder_rows(asked: Asked, places: NDArray[np.int64], reader: Reader) -> tuple[HolderRow, ...]:
    """The rows of the holders at ``places``, in that order."""
    picture, columns = asked.picture, asked.picture.columns
    stretches = Stretches(columns, span(columns, asked.chosen.tallies))
    own = {place: asked.rows_of(place) for place in places.tolist()}
    last = {place: latest(columns, rows) for place, rows in own.items()}
    read = reader.read(last.values())
    found = []
    for place, rows in own.items():
        if last[place] not in read:
            continue  # its article has changed since; the next question sees it as it is
        entry = picture.holders[place]
        dated = columns.day[columns.article[stretches.dated(rows)[[0, -1]]]] if len(stretches.dated(rows)) else ()
        first, until = (day_of(int(day)) for day in dated) if len(dated) else (None, None)
        found.append(
            HolderRow(
                id=entry.id,
                name=entry.name,
                kind=entry.kind,
                aliases=entry.others,
                tally=asked.by_holder.tally(place),
                first=first,
                last=until,
                trend=stretches.trend(rows),
                latest=read[last[place]],
                moved=bool(asked.moved[place]),
                offices=tuple(office_of(columns.offices[number]) for number in picture.offices.of(place)),
            )
        )
    return tuple(found)


def topics(asked: Asked, limit: int) -> tuple[Topic, ...]:
    """The topics of the chosen positions: pinned ones first, then those of most statements."""
    picture = asked.picture
    counts = asked.by_topic.totals
    places = np.flatnonzero(counts)
    pinned = np.isin(places, picture.topics.all_pinned())
    order = places[np.lexsort((places, -counts[places], ~pinned))][:limit]
    found = []
    for place in order.tolist():
        entry = picture.topics[place]
        found.append(Topic(entry.id, entry.name, entry.others, entry.pinned, asked.by_topic.tally(place)))
    return tuple(found)


def crossed(asked: Asked, holders: Sequence[int], topics: Sequence[int]) -> list[list[Tally]]:
    """The tallies of each of the holders (places) on each of the topics (places)."""
    tallies = asked.chosen.tallies
    return [
        [tallies.tally(pair) if pair != NOTHING else Tally() for pair in line]
        for line in asked.picture.pairs.places(holders, topics).tolist()
    ]


def moved_on(asked: Asked, holders: Sequence[int], topics: Sequence[int]) -> list[list[bool]]:
    """Whether each of the holders (places) moved on each of the topics (places)."""
    picture, pair = asked.picture, asked.moves.pair
    line = _numbered(holders, len(picture.holders))[picture.pairs.holders[pair]]
    column = _numbered(topics, len(picture.topics))[picture.pairs.topics[pair]]
    there = (line != NOTHING) & (column != NOTHING)
    moved = np.zeros((len(holders), len(topics)), np.bool_)
    moved[line[there], column[there]] = True
    found: list[list[bool]] = moved.tolist()
    return found


def sources(asked: Asked, rows: Rows, limit: int) -> tuple[tuple[str, int], ...]:
    """Outlets with how many of these statements they print, most first."""
    columns = asked.picture.columns
    outlets = columns.source[columns.article[rows]]
    counts = np.bincount(outlets[outlets != NOTHING], minlength=len(columns.sources))
    order = np.argsort(-counts, kind="stable")[: min(limit, int(np.count_nonzero(counts)))]
    return tuple((columns.sources[place], int(counts[place])) for place in order.tolist())


def missing(asked: Asked, limit: int) -> tuple[int, ...]:
    """Ids of the articles covered that have not been analysed yet, newest first."""
    columns = asked.picture.columns
    places = np.flatnonzero(asked.chosen.articles & ~columns.analysed)[::-1][:limit]
    return tuple(columns.ids[places].tolist())


def topic_named(asked: Asked, words: str) -> str | None:
    """The id of the topic among the chosen that ``words`` name, most statements first."""
    wanted = f" {folded_name(words)} "
    for topic in topics(asked, len(asked.picture.topics)):
        if topic.id == words or any(wanted in f" {folded_name(each)} " for each in (topic.name, *topic.phrases)):
            return topic.id
    return None


def _numbered(places: Sequence[int], count: int) -> NDArray[np.int32]:
    """By place, its number among ``places``; :data:`NOTHING` for the others, and for itself."""
    numbers: NDArray[np.int32] = np.full(count + 1, NOTHING, np.int32)
    numbers[list(places)] = np.arange(len(places), dtype=np.int32)
    return numbers


def movements(asked: Asked, reader: Reader, holder_id: str | None, limit: int | None) -> tuple[Movement, ...]:
    """Movement as data, newest first."""
    picture, found = asked.picture, asked.moves
    chosen = np.arange(len(found.after))
    if holder_id is not None:
        chosen = chosen[picture.pairs.holders[found.pair] == picture.holders.place(holder_id)]
    days = picture.columns.day[picture.columns.article[found.after[chosen]]]
    chosen = chosen[np.lexsort((found.after[chosen], -days))][:limit]
    before, after = found.before[chosen].tolist(), found.after[chosen].tolist()
    read = reader.read([*before, *after])
    return tuple(
        Movement(
            kind="contradiction" if contradiction else "change",
            holder_id=read[new].holder_id,
            holder=read[new].holder,
            topic_id=read[new].topic_id or "",
            topic=read[new].topic or "",
            before=read[old],
            after=read[new],
        )
        for old, new, contradiction in zip(before, after, found.contradiction[chosen].tolist(), strict=True)
        if old in read and new in read
    )


def in_office(asked: Asked, places: NDArray[np.int64], state: str) -> tuple[str, ...]:
    """Ids of those of the holders at ``places`` who have an office in a state that has ``state`` as whole words."""
    wanted, picture = f" {folded_name(state)} ", asked.picture
    found = []
    for place in np.intersect1d(places, picture.offices.holder).tolist():
        states = (office_of(picture.columns.offices[number]).state for number in picture.offices.of(place))
        if any(wanted in f" {folded_name(each)} " for each in states):
            found.append(picture.holders[place].id)
    return tuple(found)


def named(asked: Asked, places: NDArray[np.int64], name: str) -> tuple[str, ...]:
    """Ids of those of the holders at ``places`` whose name, or another name of theirs, has ``name`` as whole words."""
    wanted = f" {folded_name(name)} "
    found = []
    for place in places.tolist():
        entry = asked.picture.holders[place]
        if any(wanted in f" {folded_name(each)} " for each in (entry.name, *entry.others)):
            found.append(entry.id)
    return tuple(found)
