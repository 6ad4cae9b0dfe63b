"""Searches that a person saved under a name, and those that were made before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from index.answer import QueryError, SaysoError, Sort
from index.database import Database
from index.sanitize import sanitize_line
from index.undo import Undo

HISTORY = 500
"""How many searches are remembered."""

NAME_LENGTH = 60
"""Code points of the longest name of a saved search."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query with its order under a name; how many articles it finds now, and how many of them are unread.

    Both are ``None`` where the query cannot be read any more.
    """

    name: str
    query: str
    sort: Sort
    total: int | None
    unread: int | None


class Searches:
    """Saved searches and the history of a library. ``found`` gives the ids of the articles that a query finds.

    Safe to use from any thread. Every change but :meth:`remember` can be taken back. Raises :class:`SaysoError` where
    the library cannot be written.
    """

    def __init__(self, database: Database, undo: Undo, found: Callable[[str], NDArray[np.int64]]) -> None:
        self._database, self._undo, self._found = database, undo, found

    # -- saved --------------------------------------------------------------------------------------------------------

    def saved(self) -> tuple[SavedSearch, ...]:
        """All saved searches by name, counted anew."""
        with self._database.errors():
            query = self._database.connection.execute
            rows = query("SELECT name, query, sort FROM saved_search ORDER BY lower(name), name").fetchall()
            read = np.array([row[0] for row in query("SELECT article FROM read")] if rows else (), dtype=np.int64)
        return tuple(SavedSearch(*row, *self._counts(row[1], read)) for row in rows)

    def save(self, name: str, query: str, sort: Sort) -> None:
        """Save a search; one of the same name is replaced. Raises :class:`SaysoError` for an empty or long name."""
        name = _checked(name)
        with self._undo.step(f"saved the search “{name}”") as connection:
            connection.execute(
                "INSERT INTO saved_search VALUES (?, ?, ?, ?) ON CONFLICT (name)"
                " DO UPDATE SET query = excluded.query, sort = excluded.sort",
                (name, query.strip(), sort, _now()),
            )

    def rename(self, old: str, new: str) -> None:
        """Give a saved search another name. Raises :class:`SaysoError` where another one has it."""
        new = _checked(new)
        if new == old:
            return
        with self._undo.step(f"renamed the search “{old}” to “{new}”") as connection:
            if connection.execute("SELECT 1 FROM saved_search WHERE name = ?", (new,)).fetchone():
                raise SaysoError(f"there is a saved search “{new}” already")
            connection.execute("UPDATE saved_search SET name = ? WHERE name = ?", (new, old))

    def delete(self, name: str) -> None:
        """Delete a saved search."""
        with self._undo.step(f"deleted the search “{name}”") as connection:
            connection.execute("DELETE FROM saved_search WHERE name = ?", (name,))

    def _counts(self, query: str, read: NDArray[np.int64]) -> tuple[int, int] | tuple[None, None]:
        try:
            ids = self._found(query)
        except QueryError:
            return None, None
        return len(ids), int(np.isin(ids, read, invert=True).sum())

    # -- history ------------------------------------------------------------------------------------------------------

    def history(self) -> list[str]:
        """The queries that were made, the last one first; each once."""
        with self._database.errors():
            rows = self._database.connection.execute("SELECT query FROM history ORDER BY at DESC").fetchall()
        return [row[0] for row in rows]

    def remember(self, query: str) -> None:
        """Put a query in front of the history; beyond :data:`HISTORY` the oldest is forgotten. This is no step."""
        query = query.strip()
        if not query or not self._database.writable:
            return
        with self._database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO history VALUES (?, ?)", (query, _now()))
            connection.execute(
                "DELETE FROM history WHERE query NOT IN (SELECT query FROM history ORDER BY at DESC LIMIT ?)",
                (HISTORY,),
            )

    def forget(self, query: str) -> None:
        """Take a query out of the history."""
        with self._undo.step(f"forgot the query “{query}”") as connection:
            connection.execute("DELETE FROM history WHERE query = ?", (query,))


def _checked(name: str) -> str:
    name = sanitize_line(name)
    if not name:
        raise SaysoError("a saved search needs a name")
    if len(name) > NAME_LENGTH:
        raise SaysoError(f"the name of a saved search has {NAME_LENGTH} characters at most")
    return name


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
