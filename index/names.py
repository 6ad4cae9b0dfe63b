"""All names of a library in memory, one text: which of them hold some words is told without asking the database."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterable
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from index.database import Database

_END = "\x1f"
"""After each name; in none."""
_ADDED = "SELECT group_concat(id), group_concat(folded, ?1), max(id) FROM name WHERE id > ?2 AND NOT instr(folded, ?1)"
_NAMES = "SELECT name.id, name FROM json_each(?) AS asked CROSS JOIN name ON name.id = asked.value"
_MOST_CALLED = 100_000  # names that are kept as they are shown
_NOBODY = frozenset(
    """i you he she it we they me him her us them my your his its our their who this that these those one ones some many
    most none all others everyone everybody someone somebody anyone nobody both each""".split()  # noqa: SIM905
)
_SHORTENED = re.compile(r"(\w+)['’](?:d|ll|m|re|s|t|ve)")


def is_nobody(name: str) -> bool:
    """Is a holder's name but a pronoun or a letter, which is somebody else in each article (*I*, *you’ve*, *Q*)?"""
    shortened = _SHORTENED.fullmatch(name)
    word = shortened[1] if shortened else name
    if len(word) == 1:
        return word.isascii()
    return word.lower() in _NOBODY and not word.isupper()  # the US is a state


class Names:
    """The names of one library. Safe to use from any thread. They are only ever added to."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._guard = threading.Lock()
        self._last = 0
        self._text = ""
        self._ids: NDArray[np.int64] = np.empty(0, np.int64)
        self._starts: NDArray[np.int64] = np.empty(0, np.int64)
        self._called: dict[int, str] = {}

    def called(self, ids: Iterable[int]) -> dict[int, str]:
        """At least the names with these ids, as they are shown; an id that is not there is left out."""
        if len(self._called) > _MOST_CALLED:
            self._called = {}
        known = self._called
        if missing := [number for number in ids if number not in known]:
            with self._database.errors():
                known.update(self._database.connection.execute(_NAMES, (json.dumps(missing),)))
        return known

    def holding(self, pattern: str) -> list[int]:
        """The ids of names in which ``pattern`` stands, as :func:`index.claims.name_pattern` makes it, ascending."""
        with self._guard:
            self._read_on()
            text, ids, starts = self._text, self._ids, self._starts
        found = []
        at = text.find(pattern)
        while at >= 0:
            found.append(at)
            at = text.find(pattern, text.find(_END, at))
        chosen: list[int] = ids[np.searchsorted(starts, found, "right") - 1].tolist()
        return chosen

    def _read_on(self) -> None:
        """Take in what has been added: joined by SQLite, which holds up no other thread meanwhile."""
        with self._database.errors():
            ids, joined, last = self._database.connection.execute(_ADDED, (_END, self._last)).fetchone()
        if last is None:
            return
        text = f" {joined} ".replace(_END, f" {_END} ") + _END
        ends = np.flatnonzero(np.frombuffer(text.encode("utf-32-le"), np.uint32) == ord(_END)) + 1
        self._starts = np.concatenate([self._starts, len(self._text) + np.append(0, ends[:-1])])
        self._ids = np.concatenate([self._ids, np.fromstring(ids, np.int64, sep=",")])
        self._text, self._last = self._text + text, last


_KNOWN: WeakKeyDictionary[Database, Names] = WeakKeyDictionary()


def names_of(database: Database) -> Names:
    """The names of the library in ``database``, read once and then kept as long as that is."""
    known = _KNOWN.get(database)
    if known is None:
        known = _KNOWN[database] = Names(database)
    return known
