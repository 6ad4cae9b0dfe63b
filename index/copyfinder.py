"""Finds out which of the new and changed articles are copies of others, by looking at the few that may be."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from sqlite3 import Connection

from index.database import Database
from index.events import Event, Progress
from index.likeness import VERSION, Likeness, bands, may_be_alike, sketch

BATCH = 500
CANDIDATES = 50
"""Originals that one article is compared with at most, those with most bands in common first."""


class CopyFinder:
    """Works off the table ``ungrouped``, which the database's own triggers fill whenever a text comes, changes or goes.

    An article that copies no other is the original of those that will copy it: only originals have bands, so that a
    thousand copies cost no more than one. Use it while holding :func:`index.lock.writing`.
    """

    def __init__(self, database: Database, on_event: Callable[[Event], None]) -> None:
        self._database, self._on_event = database, on_event
        self._likeness = lru_cache(maxsize=256)(self._likeness_of)

    def is_level(self) -> bool:
        """Whether every article has been looked at."""
        with self._database.errors():
            return not self._database.connection.execute("SELECT 1 FROM ungrouped LIMIT 1").fetchone()

    def catch_up(self, stop: Callable[[], bool] = lambda: False) -> None:
        """Look at every article that has not been looked at, in batches, until ``stop()`` says so.

        Each batch is one transaction; the same articles in the same order give the same groups.
        """
        self._start_anew_if_older()
        while not stop():
            with self._database.errors():
                rows = self._database.connection.execute(
                    "SELECT ungrouped.article, text FROM ungrouped LEFT JOIN article ON article.id = ungrouped.article"
                    " ORDER BY ungrouped.article LIMIT ?",
                    (BATCH,),
                ).fetchall()
            if not rows:
                return
            looked_at = []
            for article_id, text in rows:  # the costly part comes before the transaction: others may write meanwhile
                likeness = Likeness(text or "")
                looked_at.append((article_id, likeness, sketch(likeness) if likeness.comparable else b""))
            self._put(looked_at)
            self._tell()

    def _put(self, looked_at: list[tuple[int, Likeness, bytes]]) -> None:
        self._likeness.cache_clear()  # a text may have changed since the last batch
        with self._database.transaction() as connection:
            for article_id, likeness, drawn in looked_at:
                _forget(connection, article_id)
                hashes = bands(drawn)
                original = self._original(connection, likeness, drawn, hashes)
                if original is not None:
                    connection.execute("INSERT INTO copy_of VALUES (?, ?)", (article_id, original))
                elif hashes:
                    connection.execute("INSERT INTO sketch VALUES (?, ?)", (article_id, drawn))
                    connection.executemany("INSERT INTO band VALUES (?, ?)", [(each, article_id) for each in hashes])
                connection.execute("DELETE FROM ungrouped WHERE article = ?", (article_id,))
            connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'version'")

    def _original(self, connection: Connection, likeness: Likeness, drawn: bytes, hashes: list[int]) -> int | None:
        """The original that an article copies: of those that it does, the one with most bands in common, then first."""
        rows = connection.execute(
            "SELECT article, bands FROM band JOIN sketch USING (article) WHERE hash IN (SELECT value FROM json_each(?))"
            " GROUP BY article ORDER BY count(*) DESC, article LIMIT ?",
            (json.dumps(hashes), CANDIDATES),
        ).fetchall()
        for candidate, other_drawn in rows:
            if not may_be_alike(drawn, other_drawn):
                continue
            other = self._likeness(candidate)
            if other is not None and likeness.is_copy_of(other):
                return int(candidate)
        return None

    def _likeness_of(self, article_id: int) -> Likeness | None:
        row = self._database.connection.execute("SELECT text FROM article WHERE id = ?", (article_id,)).fetchone()
        return Likeness(row[0]) if row else None

    def _tell(self) -> None:
        with self._database.errors():
            total, left = self._database.connection.execute(
                "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM ungrouped)"
            ).fetchone()
        self._on_event(Progress("compare", total - left, total))

    def _start_anew_if_older(self) -> None:
        """Bands that another version of the method made are of no use: look at every article again."""
        with self._database.errors():
            made_by = self._database.connection.execute("SELECT value FROM meta WHERE key = 'likeness'").fetchone()[0]
        if made_by == VERSION:
            return
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM band")
            connection.execute("DELETE FROM sketch")
            connection.execute("DELETE FROM copy_of")
            connection.execute("INSERT OR IGNORE INTO ungrouped SELECT id FROM article")
            connection.execute("UPDATE meta SET value = ? WHERE key = 'likeness'", (VERSION,))


def _forget(connection: Connection, article_id: int) -> None:
    """Take back what was found out about an article. Its copies were put in line when it was."""
    for (drawn,) in connection.execute(
        "DELETE FROM sketch WHERE article = ? RETURNING bands", (article_id,)
    ).fetchall():
        connection.executemany(
            "DELETE FROM band WHERE hash = ? AND article = ?", [(each, article_id) for each in bands(drawn)]
        )
    connection.execute("DELETE FROM copy_of WHERE article = ?", (article_id,))
