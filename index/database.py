"""The SQLite file of a library: its schema, its connections (one a thread) and its errors in one clear line."""

from __future__ import annotations

import contextlib
import gc
import os
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from index.answer import SaysoError
from index.schema import SCHEMA_VERSION, migrate

APPLICATION_ID = 0x5A150  # "sayso", so that a file of another program is told from ours
BUSY_SECONDS = 30.0


class _Connection(sqlite3.Connection):
    """Is closed when nobody holds it any more: to close one that another thread uses would crash the program."""

    def __del__(self) -> None:
        self.close()


class Database:
    """Connections to one ``articles.db``. Safe to use from any thread: each gets a connection of its own.

    Raises :class:`SaysoError` where the file cannot be opened, is no database of ours, or is of a newer version.
    """

    def __init__(self, path: Path, *, create: bool) -> None:
        self.path = path
        self._local = threading.local()
        if not create and not path.exists():
            raise SaysoError(f"there is no library at {path.parent}; `sayso index PATH` makes one")
        with self.errors():
            self._prepare(create)

    def _prepare(self, create: bool) -> None:
        if create:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        connection = self.connection
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        owner = connection.execute("PRAGMA application_id").fetchone()[0]
        if version == 0 and not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            self._update(0)
        elif owner != APPLICATION_ID:
            raise SaysoError(f"{self.path} is not a library of sayso")
        elif version > SCHEMA_VERSION:
            raise SaysoError(
                f"{self.path} was written by a newer sayso (schema {version}, this one knows {SCHEMA_VERSION})"
            )
        elif version < SCHEMA_VERSION:
            if not self.writable:
                raise SaysoError(f"{self.path} is of an older sayso; open it once where it may be written")
            self._update(version)

    def _update(self, version: int) -> None:
        """Make the tables, or bring those of ``version`` up to date, as a whole or not at all."""
        # Two instances may start at once: the one that gets the write lock second finds it done.
        with self.transaction() as connection:
            if connection.execute("PRAGMA user_version").fetchone()[0] != version:
                return
            migrate(connection, version)
            if version == 0:
                meta = {"library": uuid.uuid4().hex, "seq": 0, "indexed_seq": 0, "version": 0}
                connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")

    @property
    def writable(self) -> bool:
        """Whether file and folder may be written; where not, the file is read as it stands."""
        places = [self.path, self.path.parent] if self.path.exists() else [self.path.parent]
        return all(os.access(place, os.W_OK) for place in places)

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, in autocommit mode; :meth:`transaction` opens a transaction on it."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = self._local.connection = self._connect()
        return found

    def _connect(self) -> sqlite3.Connection:
        # WAL needs to write beside the file even to read; where it may not, the file is read as it stands.
        readable_only = self.path.exists() and not self.writable
        address = self.path.absolute().as_uri() + ("?mode=ro&immutable=1" if readable_only else "")
        connection = sqlite3.connect(
            address,
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            factory=_Connection,
        )
        if not readable_only:
            _write_ahead(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA recursive_triggers = ON")  # so that a row that is replaced counts as deleted
        return connection

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A write transaction: committed at the end, undone when anything is raised.

        Raises :class:`SaysoError` for what SQLite reports (disk full, read-only, damaged).
        """
        connection = self.connection
        with self.errors():
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def errors(self) -> Iterator[None]:
        """Turn what SQLite and the file system report into a :class:`SaysoError` that names the file."""
        try:
            yield
        except sqlite3.ProgrammingError:
            raise
        except sqlite3.DatabaseError as error:
            raise SaysoError(f"{self.path}: {error}; `sayso doctor` tells more") from error
        except OSError as error:
            raise SaysoError(f"{error.filename or self.path}: {error.strerror or error}") from error

    def close(self) -> None:
        """Close every thread's connection; one that is at work at this moment is closed when it has done."""
        own: sqlite3.Connection | None = getattr(self._local, "connection", None)
        self._local = threading.local()
        if own is not None:
            own.close()
        gc.collect()  # a connection and its cache of statements hold each other: those of idle threads end here


def _write_ahead(connection: sqlite3.Connection) -> None:
    # Of two programs that switch an old file at once, SQLite refuses one without the wait it grants everywhere else.
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.01)
        else:
            return
