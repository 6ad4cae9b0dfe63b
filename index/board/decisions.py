"""Lays a person's decisions over holders and topics: merges, splits, names, pins, in the order they were made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.board.columns import Columns
from index.board.edits import IdentityEdit, TopicEdit
from index.board.identity import name_key
from index.board.rolls import Entry, Roll

Ints = NDArray[np.int32]


def decide_holders(columns: Columns, roll: Roll, holder: Ints, edits: Sequence[IdentityEdit]) -> tuple[Roll, Ints]:
    """The roll and, by position, the places in it after ``edits``; ``holder`` are the places before them."""
    roll, holder = replace(roll, changed={}, into={}), holder.copy() if edits else holder
    for edit in edits:
        place = _holder_place(columns, roll, holder, edit.name)
        if place is None:
            continue
        if edit.action == "merge":
            other = _holder_place(columns, roll, holder, edit.value)
            if other is not None and other != place:
                _merge(roll, holder, place, other)
        elif edit.action == "rename":
            entry = roll[place]
            others = sorted({*entry.others, entry.name} - {edit.value})
            roll.changed[place] = replace(entry, name=edit.value, others=tuple(others))
        elif edit.action == "split":
            _split(columns, roll, holder, place, edit)
    return roll, holder


def decide_topics(roll: Roll, topic: Ints, edits: Sequence[TopicEdit]) -> tuple[Roll, Ints]:
    """The roll and, by position, the places in it after ``edits``; ``topic`` are the places before them."""
    roll, topic = replace(roll, changed={}, into={}), topic.copy() if edits else topic
    for edit in edits:
        place = _topic_place(roll, edit.name)
        if place is None:
            continue
        if edit.action == "merge":
            other = _topic_place(roll, edit.value)
            if other is not None and other != place:
                _merge(roll, topic, place, other)
        elif edit.action == "rename":
            roll.changed[place] = replace(roll[place], name=edit.value)
        elif edit.action == "pin":
            roll.changed[place] = replace(roll[place], pinned=bool(edit.value))
    return roll, topic


def _merge(roll: Roll, column: Ints, place: int, other: int) -> None:
    """What was at ``place`` is at ``other`` now."""
    one, entry = roll[place], roll[other]
    others = dict.fromkeys((*entry.others, one.name, *one.others))
    if entry.name not in entry.others:  # a topic's phrases have its name among them, a holder's other names do not
        others.pop(entry.name, None)
    roll.changed[other] = replace(entry, others=tuple(others), pinned=entry.pinned or one.pinned)
    roll.into[place] = other
    column[column == place] = other


def _split(columns: Columns, roll: Roll, holder: Ints, place: int, edit: IdentityEdit) -> None:
    """Set apart what a holder is quoted for by one of its names, or in some articles."""
    entry = roll[place]
    alias, articles = edit.split_of()
    rows = np.flatnonzero(holder == place)
    if articles:
        rows = rows[np.isin(columns.ids[columns.article[rows]], articles)]
    if alias:
        names = np.unique(columns.holder[rows]).tolist()
        apart = [name for name in names if name_key(columns.names[name]) == alias]
        rows = rows[np.isin(columns.holder[rows], apart)]
    if not len(rows) or len(rows) == np.count_nonzero(holder == place):
        return
    shown = columns.names[int(columns.holder[rows[0]])]
    new = len(roll)
    roll.changed[new] = Entry(_free_id(roll, name_key(shown)), shown, (), entry.kind)
    if alias:
        kept = tuple(other for other in entry.others if name_key(other) != alias)
        roll.changed[place] = replace(entry, others=kept)
    holder[rows] = new


def _free_id(roll: Roll, key: str) -> str:
    wanted, number = key, 1
    while True:
        try:
            roll.place(wanted)
        except KeyError:
            return wanted
        number += 1
        wanted = f"{key} ({number})"


def _holder_place(columns: Columns, roll: Roll, holder: Ints, name: str) -> int | None:
    """The holder of this id, or whoever goes by that name since a fuller one was found."""
    try:
        return roll.place(name)
    except KeyError:
        for number, known in enumerate(columns.names.all()):
            if name_key(known) == name:
                rows = np.flatnonzero(columns.holder == number)
                if len(rows):
                    return int(holder[rows[0]])
        return None


def _topic_place(roll: Roll, topic_id: str) -> int | None:
    """The topic of this id, or the first whose head and one of whose phrases it names."""
    try:
        return roll.place(topic_id)
    except KeyError:
        head, _, phrase = topic_id.partition(": ")
        for place in range(len(roll.ids)):
            if roll.ids[place].startswith(f"{head}: ") and phrase in map(name_key, roll[place].others):
                return roll.now(place)
        return None
