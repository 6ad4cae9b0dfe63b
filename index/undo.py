"""Takes back what a person changed, step by step, and does it again; steps outlive the program that made them."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from sqlite3 import Connection

from index.answer import SaysoError
from index.database import Database

STEPS = 200
"""How many steps can be taken back; older ones are forgotten."""

CHANGES = 300_000
"""How many changes of rows all steps hold together; beyond it the oldest steps are forgotten, but never the last."""


class Undo:
    """The steps of a library, kept in it: every process that opens it sees and takes back the same ones.

    Changes of :data:`index.schema.USER_TABLES` made inside :meth:`step` can be taken back; others leave no trace here.
    Safe to use from any thread. Raises :class:`SaysoError` where the library cannot be written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextlib.contextmanager
    def step(self, label: str) -> Iterator[Connection]:
        """A write transaction whose changes are taken back together; ``label`` says what was done: *tagged 'dam'*.

        A step within a step belongs to the outer one. A step that changes nothing leaves the steps as they were;
        any other forgets what was taken back and could have been done again.
        """
        if self._is_on():
            yield self._database.connection
            return
        with self._writing() as connection:
            number = connection.execute("INSERT INTO undo_step (label) VALUES (?) RETURNING id", (label,)).fetchone()[0]
            with _recording(connection, number):
                yield connection
            if connection.execute("SELECT 1 FROM undo_change WHERE step = ?", (number,)).fetchone():
                connection.execute("DELETE FROM undo_step WHERE undone")
                _trim(connection)
                connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'version'")
            else:
                connection.execute("DELETE FROM undo_step WHERE id = ?", (number,))

    def undo(self) -> str | None:
        """Take back the last step that stands; returns its label, or ``None`` where there is none."""
        return self._replay("SELECT id, label FROM undo_step WHERE NOT undone ORDER BY id DESC", undone=True)

    def redo(self) -> str | None:
        """Do again the step that was taken back last; returns its label, or ``None`` where there is none."""
        return self._replay("SELECT id, label FROM undo_step WHERE undone ORDER BY id", undone=False)

    def _replay(self, which: str, *, undone: bool) -> str | None:
        with self._writing() as connection:
            found = connection.execute(f"{which} LIMIT 1").fetchone()
            if found is None:
                return None
            number, label = found
            changes = connection.execute(
                "SELECT sql, row FROM undo_change WHERE step = ? ORDER BY n DESC", (number,)
            ).fetchall()
            connection.execute("DELETE FROM undo_change WHERE step = ?", (number,))
            with _recording(connection, number):  # the inverse of the inverse is what brings it back
                for sql, same in groupby(changes, key=itemgetter(0)):
                    connection.executemany(sql, (json.loads(row) for _, row in same))
            connection.execute("UPDATE undo_step SET undone = ? WHERE id = ?", (undone, number))
            connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'version'")
            return str(label)

    def _is_on(self) -> bool:
        """Whether this thread is inside a step; what other threads and processes are at is not seen before its end."""
        connection = self._database.connection
        row = connection.execute("SELECT value FROM meta WHERE key = 'step'").fetchone()
        return connection.in_transaction and row[0] is not None

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Connection]:
        if not self._database.writable:
            raise SaysoError(f"nothing can be kept: {self._database.path.parent} may only be read")
        with self._database.transaction() as connection:
            yield connection


@contextlib.contextmanager
def _recording(connection: Connection, number: int) -> Iterator[None]:
    """Have the triggers write under this step. Where something is raised, the transaction takes it all back."""
    connection.execute("UPDATE meta SET value = ? WHERE key = 'step'", (number,))
    yield
    connection.execute("UPDATE meta SET value = NULL WHERE key = 'step'")


def _trim(connection: Connection) -> None:
    connection.execute(
        "DELETE FROM undo_step WHERE id < (SELECT min(id) FROM (SELECT id FROM undo_step ORDER BY id DESC LIMIT ?))",
        (STEPS,),
    )
    sizes = connection.execute("SELECT step, count(*) FROM undo_change GROUP BY step ORDER BY step DESC").fetchall()
    total = 0
    for place, (number, count) in enumerate(sizes):
        total += count
        if place and total > CHANGES:
            connection.execute("DELETE FROM undo_step WHERE id <= ?", (number,))
            break
