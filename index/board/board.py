"""The door to *who stands where*: asks over a whole library or a search, answered from arrays, shown with its words."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from index.answer import SaysoError
from index.board import compare, paging
from index.board.asking import Asked, Asking, Find
from index.board.counting import Rows, span
from index.board.edits import IdentityEdit, TopicEdit
from index.board.identity import name_key
from index.board.model import (
    Board,
    Cell,
    Coming,
    Comparison,
    Matrix,
    Movement,
    OfficeWords,
    Period,
    Question,
    Statement,
    Topic,
)
from index.board.picture import Picture
from index.board.rolls import Entry, Roll
from index.board.statements import Reader
from index.store import Store
from index.undo import Undo


class Boards:
    """Who stands where in one library. Safe to use from any thread; every method raises :class:`SaysoError`.

    Ids of holders and topics are those that its answers give; one that is gone raises :class:`SaysoError`.
    """

    def __init__(self, store: Store, undo: Undo, find: Find) -> None:
        self._asking = Asking(store, undo, find)

    def ask(self, question: Question, limit: int = 50, offset: int = 0) -> Board:
        """Holders ``offset`` … ``offset + limit`` in the order asked for. Raises :class:`QueryError`."""
        start = time.perf_counter()
        asked = self._asking.ask(question)
        places = asked.order(question)
        rows = paging.holder_rows(asked, places[offset : offset + limit], self._reader(asked.picture))
        chosen = asked.chosen
        return Board(
            question=question,
            rows=rows,
            total=len(places),
            articles=int(np.count_nonzero(chosen.articles)),
            analysed=int(np.count_nonzero(chosen.articles & asked.picture.columns.analysed)),
            statements=chosen.statements,
            took_ms=(time.perf_counter() - start) * 1000,
            unnamed=chosen.unnamed,
            copies=chosen.copies,
            span=span(asked.picture.columns, chosen.tallies),
            behind=asked.coming.behind,
            seconds_left=asked.coming.seconds,
        )

    def coming(self) -> tuple[object, Coming]:
        """A mark that changes when there are newer counts to answer from, and what is on the way to the next ones."""
        return self._asking.coming()

    def level(self, told: Callable[[float], object] = lambda _: None) -> None:
        """Wait until everything is counted as it is now; ``told`` is told what part of it is done, from 0 to 1.

        Who does not wait gets what is counted so far, and :meth:`coming` says how much is not.
        """
        self._asking.level(told)

    def close(self) -> None:
        """Have nothing more counted."""
        self._asking.close()

    def statements(
        self,
        question: Question,
        holder_id: str | None = None,
        topic_id: str | None = None,
        *,
        limit: int | None = None,
        offset: int = 0,
        newest_first: bool = False,
    ) -> tuple[Statement, ...]:
        """What a holder (or all) said within ``question`` (on a topic, where given), oldest first unless asked."""
        asked = self._asking.ask(question)
        rows = _of(asked, holder_id, topic_id)
        rows = rows[::-1] if newest_first else rows
        shown = rows[offset:] if limit is None else rows[offset : offset + limit]
        return tuple(self._reader(asked.picture).read(shown.tolist()).values())

    def how_many(
        self, question: Question, holder_id: str | None = None, topic_id: str | None = None
    ) -> tuple[int, int]:
        """How many statements :meth:`statements` has, and in how many articles."""
        asked = self._asking.ask(question)
        rows = _of(asked, holder_id, topic_id)
        return len(rows), int(np.count_nonzero(np.bincount(asked.picture.columns.article[rows])))

    def topics(self, question: Question, limit: int = 50) -> tuple[Topic, ...]:
        """The topics within ``question``: pinned ones first, then those of most statements."""
        asked = self._asking.ask(question)
        return paging.topics(asked, limit)

    def matrix(self, question: Question, holders: int = 20, topics: int = 12, offset: int = 0) -> Matrix:
        """Holders ``offset`` … ``offset + holders`` of ``question`` against its first topics."""
        asked = self._asking.ask(question)
        picture = asked.picture
        rows = paging.holder_rows(asked, asked.order(question)[offset : offset + holders], self._reader(picture))
        columns = paging.topics(asked, topics)
        across = [picture.holders.place(row.id) for row in rows]
        along = [picture.topics.place(topic.id) for topic in columns]
        found, moved = paging.crossed(asked, across, along), paging.moved_on(asked, across, along)
        cells = [
            tuple(
                Cell(tally, tally.sign if tally.total else None, turned)
                for tally, turned in zip(line, turns, strict=True)
            )
            for line, turns in zip(found, moved, strict=True)
        ]
        return Matrix(rows, columns, tuple(cells))

    def movements(
        self, question: Question, holder_id: str | None = None, *, limit: int | None = None
    ) -> tuple[Movement, ...]:
        """Everyone (or a holder) who took another stance on a topic within ``question``, newest first."""
        asked = self._asking.ask(question)
        return paging.movements(asked, self._reader(asked.picture), holder_id, limit)

    # Of each comparison the first ``limit`` lines are given.

    def compare_holders(self, question: Question, left: str, right: str, limit: int | None = None) -> Comparison:
        """What two holders (ids) said, topic by topic."""
        asked = self._asking.ask(question)
        one, other = (_place(asked.picture.holders, each) for each in (left, right))
        names = [asked.picture.holders[place].name for place in (one, other)]
        return compare.by_topic(self._reader(asked.picture), names, (asked, asked), (one, other), limit)

    def compare_sources(
        self, question: Question, holder_id: str, left: str, right: str, limit: int | None = None
    ) -> Comparison:
        """What two outlets quoted of one holder, topic by topic; what both printed counts for each of them."""
        sides = self._asking.ask_both(replace(question, source=left), replace(question, source=right))
        holder = _place(sides[0].picture.holders, holder_id)
        return compare.by_topic(self._reader(sides[0].picture), (left, right), sides, (holder, holder), limit)

    def compare_periods(
        self, question: Question, left: Period, right: Period, holder_id: str | None = None, limit: int | None = None
    ) -> Comparison:
        """What holders said in two periods (days inclusive), holder by holder; or what one did, topic by topic."""
        sides = self._asking.ask_both(question.within(*left), question.within(*right))
        reader = self._reader(sides[0].picture)
        names = [f"{since.isoformat()} – {until.isoformat()}" for since, until in (left, right)]
        if holder_id is None:
            return compare.by_holder(reader, names, sides, limit)
        holder = _place(sides[0].picture.holders, holder_id)
        return compare.by_topic(reader, names, sides, (holder, holder), limit)

    def holders_named(self, name: str, question: Question | None = None) -> tuple[str, ...]:
        """Ids of the holders within ``question`` whose name or alias has ``name`` as whole words, most quoted first."""
        asked = self._asking.ask(question or Question())
        return paging.named(asked, asked.order(Question()), name)

    def speaking_for(self, state: str, question: Question) -> tuple[str, ...]:
        """Ids of the holders within ``question`` whom articles call head or minister of ``state`` (whole words)."""
        asked = self._asking.ask(question)
        return paging.in_office(asked, asked.order(Question()), state)

    def offices(self, holder_id: str, limit: int = 50) -> tuple[OfficeWords, ...]:
        """The words that give a holder (id) an office, in the newest ``limit`` articles that do."""
        picture = self._asking.picture()
        return self._reader(picture).offices(_place(picture.holders, holder_id), limit)

    def sources(
        self, question: Question, limit: int = 200, holder_id: str | None = None
    ) -> tuple[tuple[str, int], ...]:
        """Outlets within ``question`` with the number of their statements (of a holder's, where given), most first."""
        asked = self._asking.ask(question)
        return paging.sources(asked, _of(asked, holder_id, None), limit)

    def missing(self, question: Question, limit: int = 500) -> tuple[int, ...]:
        """Ids of articles within ``question`` that have not been analysed yet, newest first."""
        return paging.missing(self._asking.ask(question), limit)

    def topic_named(self, words: str, question: Question) -> str | None:
        """The id of the topic within ``question`` that ``words`` name: its id, else of those with a phrase that has
        them as whole words the one of most statements; ``None`` where there is none."""
        asked = self._asking.ask(question)
        return paging.topic_named(asked, words)

    # -- what a person decides: remembered, survives re-analysis, can be taken back ------------------------------------
    # Each returns the id that holds afterwards.

    def merge_holders(self, one: str, other: str) -> str:
        """Holder ``one`` (id) is ``other`` from now on."""
        names = [self._holder(each).name for each in (one, other)]
        self._asking.decide(f"merged {names[0]} into {names[1]}", IdentityEdit("merge", one, other))
        return self._holder(other).id

    def split_holder(self, holder_id: str, alias: str = "", articles: Sequence[int] = ()) -> str:
        """What is quoted by the holder's name ``alias``, or in these articles, is somebody else's from now on."""
        edit = IdentityEdit.split(holder_id, name_key(alias) if alias else "", articles)
        self._asking.decide(f"split {alias or 'some articles'} from {self._holder(holder_id).name}", edit)
        return holder_id

    def rename_holder(self, holder_id: str, name: str) -> str:
        """Show a holder by another name."""
        label = f"renamed {self._holder(holder_id).name} to {_given(name)}"
        self._asking.decide(label, IdentityEdit("rename", holder_id, _given(name)))
        return holder_id

    def rename_topic(self, topic_id: str, name: str) -> str:
        """Show a topic by another name."""
        label = f"renamed topic {self._topic(topic_id).name} to {_given(name)}"
        self._asking.decide(label, TopicEdit("rename", topic_id, _given(name)))
        return topic_id

    def merge_topics(self, one: str, other: str) -> str:
        """Topic ``one`` (id) is part of ``other`` from now on."""
        names = [self._topic(each).name for each in (one, other)]
        self._asking.decide(f"merged topics {names[0]} and {names[1]}", TopicEdit("merge", one, other))
        return self._topic(other).id

    def pin_topic(self, topic_id: str, pinned: bool = True) -> str:
        """Show a topic before all others, or no longer."""
        label = f"{'pinned' if pinned else 'unpinned'} topic {self._topic(topic_id).name}"
        self._asking.decide(label, TopicEdit("pin", topic_id, "1" if pinned else ""))
        return topic_id

    def _holder(self, holder_id: str) -> Entry:
        picture = self._asking.picture()
        return picture.holders[_place(picture.holders, holder_id)]

    def _topic(self, topic_id: str) -> Entry:
        picture = self._asking.picture()
        return picture.topics[_place(picture.topics, topic_id)]

    def _reader(self, picture: Picture) -> Reader:
        return Reader(self._asking.database, picture)


def _given(name: str) -> str:
    given = " ".join(name.split())
    if not given or not given.isprintable():
        raise SaysoError("a name needs at least one letter, and none that cannot be shown")
    return given


def _place(roll: Roll, entry_id: str) -> int:
    try:
        return roll.place(entry_id)
    except KeyError as error:
        raise SaysoError(f"the board has no {entry_id!r} (any longer)") from error


def _of(asked: Asked, holder_id: str | None, topic_id: str | None) -> Rows:
    picture = asked.picture
    topic = _place(picture.topics, topic_id) if topic_id is not None else None
    if holder_id is not None:
        return asked.rows_of(_place(picture.holders, holder_id), topic)
    return asked.rows if topic is None else asked.rows[picture.topic[asked.rows] == topic]
