"""Which articles are copies of one another: what the library keeps of that, and how a result shows one for all."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.database import Database


@dataclass(frozen=True, slots=True)
class Groups:
    """Article id -> id of the original of its group, 0 where it is in none; and the articles of each group."""

    original: NDArray[np.int32]
    sizes: dict[int, int]

    def one_of_each(self, ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """For each of ``ids`` whether a result shows it: of a group the original, or the first where that is not there.

        ``ids`` in any order, each once.
        """
        groups = np.zeros(len(ids), np.int32)
        known = ids < len(self.original)
        groups[known] = self.original[ids[known]]
        among = np.flatnonzero(groups)
        shown = np.ones(len(ids), bool)
        shown[among] = False
        order = among[np.lexsort((ids[among], ids[among] != groups[among], groups[among]))]
        first = np.ones(len(order), bool)
        first[1:] = groups[order][1:] != groups[order][:-1]
        shown[order[first]] = True
        return shown

    def copies(self, article_id: int) -> int:
        """How many other articles are in its group."""
        group = int(self.original[article_id]) if article_id < len(self.original) else 0
        return self.sizes[group] - 1 if group else 0


class Copies:
    """Reads the groups of a library. Safe to use from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._guard = threading.Lock()
        self._known: tuple[int, Groups | None] = (-1, None)

    def groups(self) -> Groups | None:
        """All groups, ``None`` where there are none; read again only when they have changed."""
        with self._database.errors():
            rows = self._database.connection.execute("SELECT value FROM meta WHERE key = 'copies'").fetchall()
        stamp = int(rows[0][0])
        with self._guard:
            if self._known[0] != stamp:
                self._known = (stamp, self._read())
            return self._known[1]

    def group_of(self, article_id: int) -> set[int]:
        """The ids of an article, of its original and of all other copies of that."""
        with self._database.errors():
            rows = self._database.connection.execute(
                "WITH ends (id) AS (SELECT ?1 UNION SELECT original FROM copy_of WHERE article = ?1)"
                " SELECT id FROM ends UNION SELECT article FROM copy_of WHERE original IN (SELECT id FROM ends)",
                (article_id,),
            )
            return {row[0] for row in rows}

    def _read(self) -> Groups | None:
        with self._database.errors():
            joined = self._database.connection.execute(
                "SELECT group_concat(article), group_concat(original) FROM copy_of"  # many times as fast as rows
            ).fetchone()
        if joined[0] is None:
            return None
        copies, originals = (np.fromstring(numbers, np.int64, sep=",") for numbers in joined)
        original = np.zeros(int(max(copies.max(), originals.max())) + 1, np.int32)
        original[copies] = original[originals] = originals
        groups, counts = np.unique(originals, return_counts=True)
        return Groups(original, dict(zip(groups.tolist(), (counts + 1).tolist(), strict=True)))
