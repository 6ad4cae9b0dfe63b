"""The SQLite file of a library: its schema, its connections (one a thread) and its errors in one clear line."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

from index.answer import SaysoError

APPLICATION_ID = 0x5A150  # "sayso", so that a file of another program is told from ours
SCHEMA_VERSION = 1
BUSY_SECONDS = 30.0

# `seq` numbers every change of an article; the full-text index has come as far as meta.indexed_seq.
# `name` holds each distinct name once, with its folded form, so that a name filter reads names and not positions.
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE file (
  path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, hash BLOB NOT NULL, reader INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX file_hash ON file (hash);
CREATE TABLE article (
  id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL, part INTEGER NOT NULL, seq INTEGER NOT NULL UNIQUE,
  title TEXT NOT NULL, byline TEXT, source TEXT, published TEXT, url TEXT, language TEXT, text TEXT NOT NULL,
  UNIQUE (path, part)
);
CREATE INDEX article_published ON article (published DESC, id);
CREATE TABLE deleted (id INTEGER PRIMARY KEY, seq INTEGER NOT NULL UNIQUE);
CREATE TABLE analysis (
  id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE, version INTEGER NOT NULL, failure TEXT,
  entities TEXT NOT NULL, positions TEXT NOT NULL
);
CREATE TABLE name (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, folded TEXT NOT NULL);
CREATE TABLE entity (
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE, name INTEGER NOT NULL REFERENCES name,
  label TEXT NOT NULL, mentions INTEGER NOT NULL, PRIMARY KEY (article, name, label)
) WITHOUT ROWID;
CREATE INDEX entity_name ON entity (name, article);
CREATE TABLE position (
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE, n INTEGER NOT NULL, holder INTEGER REFERENCES name,
  stance TEXT NOT NULL, target INTEGER REFERENCES name, PRIMARY KEY (article, n)
) WITHOUT ROWID;
CREATE INDEX position_holder ON position (holder, stance, article);
CREATE INDEX position_stance ON position (stance, article);
CREATE INDEX position_target ON position (target, article);
CREATE TABLE reading (
  id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE, read_at TEXT, starred INTEGER NOT NULL DEFAULT 0
);
"""


class Database:
    """Connections to one ``articles.db``. Safe to use from any thread: each gets a connection of its own.

    Raises :class:`SaysoError` where the file cannot be opened, is no database of ours, or is of a newer version.
    """

    def __init__(self, path: Path, *, create: bool) -> None:
        self.path = path
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
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
            self._make()
        elif owner != APPLICATION_ID:
            raise SaysoError(f"{self.path} is not a library of sayso")
        elif version > SCHEMA_VERSION:
            raise SaysoError(
                f"{self.path} was written by a newer sayso (schema {version}, this one knows {SCHEMA_VERSION})"
            )

    def _make(self) -> None:
        # Two instances may start at once: the one that gets the write lock second finds the schema there.
        with self.transaction() as connection:
            if connection.execute("PRAGMA user_version").fetchone()[0]:
                return
            for statement in SCHEMA.split(";\n"):
                connection.execute(statement)
            meta = {"library": uuid.uuid4().hex, "seq": 0, "indexed_seq": 0, "version": 0}
            connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, in autocommit mode; :meth:`transaction` opens a transaction on it."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = self._local.connection = self._connect()
            with self._guard:
                self._all.append(found)
        return found

    def _connect(self) -> sqlite3.Connection:
        # WAL needs to write beside the file even to read; where it may not, the file is read as it stands.
        readable_only = self.path.exists() and not os.access(self.path.parent, os.W_OK)
        address = self.path.absolute().as_uri() + ("?mode=ro&immutable=1" if readable_only else "")
        connection = sqlite3.connect(
            address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        if not readable_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
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
        """Close every thread's connection."""
        with self._guard:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._local = threading.local()
