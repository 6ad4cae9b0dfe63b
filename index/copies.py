"""Which articles are copies of one another: what the library keeps of that, and how a result shows one for all."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.database import Database

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Groups:
    """Article id -> id of the original of its group, 0 where it is in none; and the articles of each group.

    The last of ``original`` is 0, and stands for all articles beyond.
    """

    original: NDArray[np.int32]
    sizes: dict[int, int]

    def hidden(self, ids: Ints) -> Ints:
        """Places of those of ``ids`` that a result does not show: all of a group but the original, or but the first
        where that is not there.

        ``ids`` in any order, each once.
        """
        groups = self.original.take(ids, mode="clip")
        places = np.flatnonzero(groups != 0)
        of, own = groups[places], ids[places]
        order = np.lexsort((own, own != of, of))
        same = of[order][1:] == of[order][:-1]
        found: Ints = places[order[1:][same]]
        return found

    def copies(self, article_id: int) -> int:
        """How many other articles are in its group."""
        group = int(self.original.take(article_id, mode="clip"))
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
        original = np.zeros(int(max(copies.max(), originals.max())) + 2, np.int32)
        original[copies] = original[originals] = originals
        groups, counts = np.unique(originals, return_counts=True)
        return Groups(original, dict(zip(groups.tolist(), (counts + 1).tolist(), strict=True)))
