"""The door to *who stands where*: asks over a whole library or a search, answered from arrays, shown with its words."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.answer import SaysoError
from index.article import STANCES
from index.board import compare
from index.board.columns import NOTHING, day_of
from index.board.edits import Edits, IdentityEdit, TopicEdit, read_edits, write_edit
from index.board.gather import gather
from index.board.identity import identify, name_key
from index.board.model import (
    TREND,
    Board,
    Cell,
    Comparison,
    HolderRow,
    Matrix,
    Movement,
    Question,
    Statement,
    Topic,
)
from index.board.movement import moves
from index.board.picture import Chosen, Picture, Rows, choose, tallies, tally, tally_of
from index.board.statements import Reader
from index.board.topics import group, topics_of
from index.store import Store
from index.undo import Undo

Find = Callable[[str], NDArray[np.int64]]
"""The ids of the articles that a query finds. Raises :class:`QueryError`."""


class Boards:
    """Who stands where in one library. Safe to use from any thread; every method raises :class:`SaysoError`."""

    def __init__(self, store: Store, undo: Undo, find: Find) -> None:
        self._store, self._undo, self._find = store, undo, find
        self._guard = threading.Lock()
        self._picture: Picture | None = None
        self._edits: Edits = ((), ())

    def ask(self, question: Question, limit: int = 50, offset: int = 0) -> Board:
        """Holders ``offset`` … ``offset + limit`` in the order asked for. Raises :class:`QueryError`."""
        start = time.perf_counter()
        picture = self._current()
        chosen = self._choose(picture, question)
        columns = picture.columns
        moved = {int(picture.holder[move.after]) for move in moves(picture, chosen.rows)}
        holders = picture.holder[chosen.rows]
        table, lowest = tallies(picture, chosen.rows, holders, len(picture.identity.holders))
        last = np.full(len(table), NOTHING, np.int64)
        last[holders] = columns.day[columns.article[chosen.rows]]
        places = np.flatnonzero(table.any(axis=1))
        if question.changes_only:
            places = places[np.isin(places, list(moved))]
        places = self._ordered(picture, places, question, table, last)
        rows = self._rows(picture, chosen, places[offset : offset + limit], table, lowest, moved)
        span = _span(picture, chosen.rows)
        return Board(
            question,
            rows,
            len(places),
            int(np.count_nonzero(chosen.articles)),
            int(np.count_nonzero(chosen.articles & columns.analysed)),
            chosen.statements,
            (time.perf_counter() - start) * 1000,
            chosen.unnamed,
            chosen.copies,
            span,
        )

    def statements(
        self,
        question: Question,
        holder_id: str | None = None,
        topic_id: str | None = None,
        *,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[Statement, ...]:
        """What a holder (or all of them) said within ``question`` (on a topic, where given), oldest first."""
        picture = self._current()
        rows = self._of(picture, self._choose(picture, question).rows, holder_id, topic_id)
        shown = rows[offset:] if limit is None else rows[offset : offset + limit]
        return tuple(Reader(self._store.database, picture).read(shown.tolist()).values())

    def topics(self, question: Question, limit: int = 50) -> tuple[Topic, ...]:
        """The topics within ``question``: pinned ones first, then those of most statements."""
        picture = self._current()
        return self._topics(picture, self._choose(picture, question).rows, limit)

    def matrix(self, question: Question, holders: int = 20, topics: int = 12) -> Matrix:
        """The first holders and topics of ``question`` against each other."""
        board = self.ask(question, holders)
        picture = self._current()
        rows = self._choose(picture, question).rows
        columns = self._topics(picture, rows, topics)
        moved = {(int(picture.holder[move.after]), int(picture.topic[move.after])) for move in moves(picture, rows)}
        cells = []
        for row in board.rows:
            own = rows[picture.holder[rows] == picture.identity.place(row.id)]
            line = []
            for topic in columns:
                place = picture.topics.place(topic.id)
                found = tally_of(picture, own[picture.topic[own] == place])
                turned = (picture.identity.place(row.id), place) in moved
                line.append(Cell(found, found.sign if found.total else None, turned))
            cells.append(tuple(line))
        return Matrix(board.rows, columns, tuple(cells))

    def movements(self, question: Question, limit: int | None = None) -> tuple[Movement, ...]:
        """Everyone who took another stance on a topic within ``question``, newest first."""
        picture = self._current()
        found = moves(picture, self._choose(picture, question).rows)[:limit]
        read = Reader(self._store.database, picture).read(row for move in found for row in (move.before, move.after))
        return tuple(
            Movement(
                move.kind, after.holder_id, after.holder, after.topic_id or "", after.topic or "",
                read[move.before], after,
            )
            for move in found
            if move.before in read and (after := read.get(move.after)) is not None
        )  # fmt: skip

    def compare_holders(self, question: Question, left: str, right: str) -> Comparison:
        """What two holders (ids) said, topic by topic."""
        picture = self._current()
        rows = self._choose(picture, question).rows
        one, other = (self._of(picture, rows, each, None) for each in (left, right))
        names = [picture.identity.holders[picture.identity.place(each)].name for each in (left, right)]
        return compare.by_topic(Reader(self._store.database, picture), names, (one, other), picture)

    def compare_sources(self, question: Question, holder_id: str, left: str, right: str) -> Comparison:
        """What two outlets quoted of one holder, topic by topic."""
        picture = self._current()
        rows = self._of(picture, self._choose(picture, question).rows, holder_id, None)
        outlets = picture.columns.sources.all()
        of = picture.columns.source[picture.columns.article[rows]]
        one, other = (rows[of == (outlets.index(each) if each in outlets else len(outlets))] for each in (left, right))
        return compare.by_topic(Reader(self._store.database, picture), (left, right), (one, other), picture)

    def compare_periods(self, question: Question, left: tuple[date, date], right: tuple[date, date]) -> Comparison:
        """What holders said in two periods (both days inclusive), holder by holder."""
        picture = self._current()
        rows = self._choose(picture, question).rows
        days = picture.columns.day[picture.columns.article[rows]]
        sides = [rows[(days >= since.toordinal()) & (days <= until.toordinal())] for since, until in (left, right)]
        names = [f"{since.isoformat()} … {until.isoformat()}" for since, until in (left, right)]
        return compare.by_holder(Reader(self._store.database, picture), names, (sides[0], sides[1]), picture)

    # -- what a person decides ----------------------------------------------------------------------------------------

    def merge_holders(self, one: str, other: str) -> None:
        """Two holders (ids) are one from now on."""
        self._edit(f"merged {one} and {other}", IdentityEdit("merge", _bare(one), _bare(other)))

    def split_holder(self, holder_id: str, alias: str) -> None:
        """The holder's name ``alias`` means somebody else from now on."""
        self._edit(f"split {alias} from {holder_id}", IdentityEdit("split", name_key(alias)))

    def rename_holder(self, holder_id: str, name: str) -> None:
        """Show a holder by another name."""
        self._edit(f"renamed {holder_id} to {name}", IdentityEdit("rename", _bare(holder_id), name))

    def rename_topic(self, topic_id: str, name: str) -> None:
        """Show a topic by another name."""
        self._edit(f"renamed topic {topic_id} to {name}", TopicEdit("rename", topic_id, name))

    def merge_topics(self, one: str, other: str) -> None:
        """Two topics (ids) are one from now on, shown as the second."""
        self._edit(f"merged topics {one} and {other}", TopicEdit("merge", one, other))

    def pin_topic(self, topic_id: str, *, pinned: bool = True) -> None:
        """Show a topic before all others, or no longer."""
        self._edit(
            f"{'pinned' if pinned else 'unpinned'} topic {topic_id}", TopicEdit("pin", topic_id, "1" if pinned else "")
        )

    # -- inside -------------------------------------------------------------------------------------------------------

    def _current(self) -> Picture:
        """The picture of the library as it is now."""
        edits = read_edits(self._store.database)
        version = self._store.version()
        with self._guard:
            picture = self._picture
            if picture is None or picture.columns.version != version or edits != self._edits:
                columns = (
                    picture.columns
                    if picture is not None and picture.columns.version == version
                    else gather(self._store.database)
                )
                picture = Picture.of(columns, identify(columns, edits[0]), topics_of(columns, group(columns), edits[1]))
                self._picture, self._edits = picture, edits
            return picture

    def _choose(self, picture: Picture, question: Question) -> Chosen:
        found = self._find(question.query) if question.query.strip() else None
        return choose(picture, question, found)

    def _of(self, picture: Picture, rows: Rows, holder_id: str | None, topic_id: str | None) -> Rows:
        try:
            if holder_id is not None:
                rows = rows[picture.holder[rows] == picture.identity.place(holder_id)]
            if topic_id is not None:
                rows = rows[picture.topic[rows] == picture.topics.place(topic_id)]
        except KeyError as error:
            raise SaysoError(f"the board has no {error} (any longer)") from error
        return rows

    def _ordered(
        self, picture: Picture, places: Rows, question: Question, table: NDArray[np.int64], last: NDArray[np.int64]
    ) -> Rows:
        names = picture.identity.holders
        if question.sort == "name":
            return np.array(sorted(places.tolist(), key=lambda place: names[place].id), np.int64)
        weight = table.sum(axis=1)[places] if question.sort == "number" else last[places]
        return places[np.lexsort((places, -weight))]

    def _rows(
        self, picture: Picture, chosen: Chosen, places: Rows, table: NDArray[np.int64],
        lowest: NDArray[np.float32], moved: set[int],
    ) -> tuple[HolderRow, ...]:  # fmt: skip
        columns = picture.columns
        shown = np.zeros(len(picture.identity.holders) + 1, np.bool_)
        shown[places] = True
        rows = chosen.rows[shown[picture.holder[chosen.rows]]]
        span = _span(picture, chosen.rows)
        own = {place: rows[picture.holder[rows] == place] for place in places.tolist()}
        latest = {place: _latest(picture, own[place]) for place in own}
        read = Reader(self._store.database, picture).read(latest.values())
        found = []
        for place in own:
            if latest[place] not in read:
                continue
            holder = picture.identity.holders[place]
            days = columns.day[columns.article[own[place]]]
            dated = days[days > 0]
            found.append(
                HolderRow(
                    holder.id, holder.name, holder.kind, holder.aliases, tally(table[place], lowest[place]),
                    day_of(int(dated[0])) if len(dated) else None, day_of(int(dated[-1])) if len(dated) else None,
                    _trend(dated, span), read[latest[place]], place in moved,
                )
            )  # fmt: skip
        return tuple(found)

    def _topics(self, picture: Picture, rows: Rows, limit: int) -> tuple[Topic, ...]:
        rows = rows[picture.topic[rows] != NOTHING]
        names = picture.topics.topics
        table, lowest = tallies(picture, rows, picture.topic[rows], len(names))
        counts = table.sum(axis=1)
        places = np.flatnonzero(counts)
        pinned = np.array([names[place].pinned for place in places.tolist()], np.bool_)
        order = places[np.lexsort((places, -counts[places], ~pinned))][:limit]
        return tuple(
            Topic(
                names[place].id,
                names[place].name,
                names[place].phrases,
                names[place].pinned,
                tally(table[place], lowest[place]),
            )
            for place in order.tolist()
        )

    def _edit(self, label: str, edit: IdentityEdit | TopicEdit) -> None:
        with self._undo.step(label) as connection:
            write_edit(connection, edit)


def _bare(holder_id: str) -> str:
    """The key of a name within a holder's id."""
    return holder_id.partition(" (")[0]


def _span(picture: Picture, rows: Rows) -> tuple[date, date] | None:
    days = picture.columns.day[picture.columns.article[rows]]
    days = days[np.searchsorted(days, 1) :]  # in order of time, the undated first
    first, last = (day_of(int(days[0])), day_of(int(days[-1]))) if len(days) else (None, None)
    return (first, last) if first and last else None


def _trend(days: NDArray[np.int32], span: tuple[date, date] | None) -> tuple[int, ...]:
    if span is None:
        return (0,) * TREND
    first, last = span[0].toordinal(), span[1].toordinal()
    stretch = (days - first) * TREND // max(1, last - first + 1)
    return tuple(np.bincount(stretch, minlength=TREND).tolist())


def _latest(picture: Picture, rows: Rows) -> int:
    """Of a holder's last day, the statement that takes a side and is surest."""
    columns = picture.columns
    days = columns.day[columns.article[rows]]
    last = rows[days == days[-1]]
    neutral = columns.stance[last] == STANCES.index("neutral")
    order = np.lexsort((columns.number[last], -columns.confidence[last], neutral))
    return int(last[order[0]])
