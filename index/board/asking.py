"""Keeps the board's picture up to date and answers to a question at hand, so that the next key need not count anew."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, reduce

import numpy as np
from numpy.typing import NDArray

from index.board.counting import Chosen, Rows, choose
from index.board.edits import Edits, IdentityEdit, TopicEdit, read_edits, write_edit
from index.board.keeping import Keeping
from index.board.layout import Tallies, pair_of, stance_of
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
    def by_holder(self) -> Tallies:
        """What was chosen, by holder and stance."""
        return self.chosen.tallies.by(self.picture.pairs.holders, len(self.picture.holders))

    @cached_property
    def by_topic(self) -> Tallies:
        """What was chosen, by topic and stance."""
        return self.chosen.tallies.by(self.picture.pairs.topics, len(self.picture.topics))

    @cached_property
    def moves(self) -> Moves:
        """All movement within the question."""
        chosen, whole = self.chosen, self.picture.moves
        found = whole if chosen.whole else moves(self.picture.telling, chosen.articles)
        asked = chosen.pairs if chosen.stance is None else np.zeros(len(chosen.pairs), np.bool_)
        return found.where(asked[found.pair])

    @cached_property
    def moved(self) -> NDArray[np.bool_]:
        """By holder, whether it moved."""
        moved = np.zeros(len(self.picture.holders), np.bool_)
        moved[self.picture.pairs.holders[self.moves.pair]] = True
        return moved

    def order(self, question: Question) -> NDArray[np.int64]:
        """The places of holders in the order that ``question`` asks for; ties by name."""
        totals = self.by_holder.totals
        places = np.flatnonzero((totals > 0) & self.moved if question.changes_only else totals)
        if question.sort == "name":
            return places  # holders stand in the order of their ids, which are their names folded
        if question.sort == "recency":
            columns = self.picture.columns
            totals = columns.day[columns.article[self.by_holder.latest]].astype(np.int64)
        return places[np.argsort(-totals[places], kind="stable")]

    @cached_property
    def rows(self) -> Rows:
        """All chosen positions, in order of time."""
        return np.sort(self._rows(slice(None), slice(None)))

    def rows_of(self, holder: int, topic: int | None = None) -> Rows:
        """The chosen positions of a holder (a place), on a topic (a place) where it is given, in order of time."""
        layout, pairs = self.picture.layout, self.picture.pairs
        pair = int(pairs.places([holder], [topic])[0, 0]) if topic is not None else None
        return self._rows(layout.own(holder), pairs.own(holder), pair)

    def _rows(self, own: slice, among: slice, pair: int | None = None) -> Rows:
        """The chosen of the layout's ``own`` positions, which are of the pairs ``among``; of one, where it is given."""
        chosen, layout, cell = self.chosen, self.picture.layout, self.picture.layout.cell[own]
        masks = [chosen.fits[own]] if chosen.fits is not None else []
        if chosen.stance is not None:
            masks.append(stance_of(cell) == chosen.stance)
        if pair is not None:
            masks.append(pair_of(cell) == pair)
        if not chosen.pairs[among].all():
            masks.append(chosen.pairs.take(pair_of(cell)))
        return layout.row[own][reduce(np.logical_and, masks)] if masks else layout.row[own]


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

    def ask_both(self, one: Question, other: Question) -> tuple[Asked, Asked]:
        """The counts for two questions over one picture. Raises :class:`QueryError`."""
        while True:
            first, second = self.ask(one), self.ask(other)
            if first.picture is second.picture:  # else a newer one has come in between
                return first, second

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
