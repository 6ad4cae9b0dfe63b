"""All names of a library in memory, one text: which of them hold some words is told without asking the database."""

from __future__ import annotations

import threading
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from index.database import Database

_END = "\0"
"""After each name; in none."""


class Names:
    """The names of one library. Safe to use from any thread. They are only ever added to."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._guard = threading.Lock()
        self._last = 0
        self._text = ""
        self._ids: NDArray[np.int64] = np.empty(0, np.int64)
        self._starts: NDArray[np.int64] = np.empty(0, np.int64)

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
        """Take in what has been added."""
        with self._database.errors():
            rows = self._database.connection.execute(
                "SELECT id, folded FROM name WHERE id > ? ORDER BY id", (self._last,)
            ).fetchall()
        if not rows:
            return
        padded = [f" {folded.replace(_END, ' ')} {_END}" for _, folded in rows]
        lengths = np.array([len(one) for one in padded], np.int64)
        self._starts = np.concatenate([self._starts, len(self._text) + np.cumsum(lengths) - lengths])
        self._ids = np.concatenate([self._ids, np.array([row[0] for row in rows], np.int64)])
        self._text += "".join(padded)
        self._last = rows[-1][0]


_KNOWN: WeakKeyDictionary[Database, Names] = WeakKeyDictionary()


def names_of(database: Database) -> Names:
    """The names of the library in ``database``, read once and then kept as long as that is."""
    known = _KNOWN.get(database)
    if known is None:
        known = _KNOWN[database] = Names(database)
    return known
