"""Keeps the board's picture up to date and answers to a question at hand, so that the next key need not count anew."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.board.counting import Chosen, Rows, choose, counts, tallies, without_nothing
from index.board.edits import Edits, IdentityEdit, TopicEdit, read_edits, write_edit
from index.board.keeping import Keeping
from index.board.model import Coming, Question
from index.board.movement import Moves, moves
from index.board.picture import Picture
from index.board.rolls import Roll
from index.claims import folded_name, name_pattern
from index.database import Database
from index.store import Store
from index.undo import Undo

Find = Callable[[str], NDArray[np.int64]]
"""The ids of the articles that a query finds. Raises :class:`QueryError`."""
KEPT = 4
"""How many questions' counts are kept."""


class Asked:
    """What a question chose of one picture, and what was counted of that."""

    def __init__(self, picture: Picture, found: NDArray[np.int64] | None, chosen: Chosen) -> None:
        self.picture, self.found, self.chosen = picture, found, chosen
        self.coming = Coming()

    def is_of(self, picture: Picture, found: NDArray[np.int64] | None) -> bool:
        """Whether it was counted over this picture and these articles."""
        if self.found is None or found is None:
            return self.picture is picture and self.found is found
        return self.picture is picture and np.array_equal(self.found, found)

    @cached_property
    def counted(self) -> NDArray[np.int64]:
        """By holder: how many statements take each stance."""
        rows = self.chosen.rows
        return counts(self.picture, rows, self.picture.holder[rows], len(self.picture.holders))

    @cached_property
    def paired(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """By pair of holder and topic: how many statements take each stance, and the lowest confidence."""
        pairs = self.picture.pairs
        rows = without_nothing(self.chosen.rows, pairs.of)
        return tallies(self.picture, rows, pairs.of[rows], len(pairs.keys))

    @cached_property
    def counted_topics(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """By topic: how many statements take each stance, and the lowest confidence."""
        (counted, low), topics = self.paired, self.picture.pairs.topics
        table = np.zeros((len(self.picture.topics), counted.shape[1]), np.int64)
        lowest = np.full(len(table), np.inf, np.float32)
        np.add.at(table, topics, counted)
        np.minimum.at(lowest, topics, low)
        return table, lowest

    @cached_property
    def moves(self) -> Moves:
        """All movement within the question."""
        chosen, whole = self.chosen, self.picture.moves
        if chosen.one_stance:
            return whole.where(np.zeros(len(whole.after), np.bool_))
        if chosen.all_of_pairs:
            return whole.where(chosen.fits[whole.after])
        return moves(self.picture.telling, chosen.fits)

    @cached_property
    def moved(self) -> NDArray[np.bool_]:
        """By holder, whether it moved."""
        moved = np.zeros(len(self.picture.holders), np.bool_)
        moved[self.picture.holder[self.moves.after]] = True
        return moved

    def order(self, question: Question) -> Rows:
        """The places of holders in the order that ``question`` asks for; ties by name."""
        table = self.counted
        there = table.any(axis=1)
        places: Rows = np.flatnonzero(there & self.moved if question.changes_only else there)
        if question.sort == "name":
            return places  # holders stand in the order of their ids, which are their names folded
        if question.sort == "number":
            return _by_most(places, table.sum(axis=1))
        last = np.zeros(len(table), np.int64)
        rows = self.chosen.rows
        last[self.picture.holder[rows]] = self.picture.columns.day[self.picture.columns.article[rows]]
        return _by_most(places, last)

    def rows_of(self, holder: int) -> NDArray[np.int32]:
        """The chosen positions of a holder (a place), in order of time."""
        own = self.picture.of_holder(holder)
        return own[self.chosen.fits[own]]


class Asking:
    """Takes, keeps and renews the picture of one library. Safe to use from any thread."""

    def __init__(self, store: Store, undo: Undo, find: Find) -> None:
        self.database: Database = store.database
        self._undo, self._find = undo, find
        self._guard = threading.Lock()
        self._keeping = Keeping(store)
        self._decided: tuple[Picture, Edits, Picture] | None = None
        self._asked: OrderedDict[Question, Asked] = OrderedDict()
        self._called: tuple[Roll, list[str]] | None = None

    def ask(self, question: Question) -> Asked:
        """The counts for a question, at the library's present state. Raises :class:`QueryError`."""
        found = self._find(question.query) if question.query.strip() else None
        picture, coming = self._picture(found)
        counted = replace(question, sort="number", changes_only=False)  # neither changes what is counted
        with self._guard:
            known = self._asked.get(counted)
            if known is None or not known.is_of(picture, found):
                known = self._asked[counted] = Asked(
                    picture, found, choose(picture, counted, found, self._meant(picture, question.holder))
                )
            known.coming = coming
            self._asked.move_to_end(counted)
            while len(self._asked) > KEPT:
                self._asked.popitem(last=False)
            return known

    def _meant(self, picture: Picture, words: str) -> NDArray[np.bool_] | None:
        """Which holders are called by these words, by place; ``None`` where there are no words. Under the guard."""
        if not words.strip():
            return None
        holders = picture.holders
        if self._called is None or self._called[0] is not holders:
            self._called = holders, _called(picture)
        wanted = name_pattern(words, prefix=True)
        return np.array([wanted in called for called in self._called[1]], np.bool_)

    def picture(self) -> Picture:
        """The picture that was shown last, with a person's decisions of this moment."""
        edits = read_edits(self.database)
        with self._guard:
            shown = self._decided[0] if self._decided is not None else self._keeping.picture()[0]
            return self._with(shown, edits)

    def coming(self) -> tuple[object, Coming]:
        """A mark that changes with every new picture, and what is on the way to the next one."""
        with self._guard:
            return self._keeping.coming()

    def level(self, told: Callable[[float], object]) -> None:
        """Wait until everything is counted; ``told`` is told what part of it is done."""
        with self._guard:
            self._keeping.level(told)

    def close(self) -> None:
        """Have nothing more made."""
        self._keeping.close()

    def _picture(self, found: NDArray[np.int64] | None) -> tuple[Picture, Coming]:
        """The picture for a question about these articles, with a person's decisions."""
        edits = read_edits(self.database)
        with self._guard:
            bare, coming = self._keeping.picture(found)
            return self._with(bare, edits), coming

    def _with(self, bare: Picture, edits: Edits) -> Picture:
        if self._decided is None or self._decided[0] is not bare or self._decided[1] != edits:
            self._decided = (bare, edits, bare.decided(edits))
        return self._decided[2]

    def decide(self, label: str, *edits: IdentityEdit | TopicEdit) -> None:
        """Keep decisions, as one step that can be taken back; ``label`` says what they are."""
        with self._undo.step(label) as connection:
            for edit in edits:
                write_edit(connection, edit)


def _called(picture: Picture) -> list[str]:
    """By holder: its names, and of what it is head or minister, folded, a blank before each word."""
    found = []
    for place in range(len(picture.holders)):
        entry = picture.holders[place]
        offices = (picture.columns.offices[number].replace("|", " ") for number in picture.offices.of(place))
        found.append(f" {folded_name(' | '.join((entry.name, *entry.others, *offices)))}")
    return found


def _by_most(places: Rows, weight: NDArray[np.int64]) -> Rows:
    order = np.argsort(-weight[places], kind="stable")
    ranked: Rows = places[order]
    return ranked
