"""Takes what can still be read of a damaged database into a new one, and keeps the damaged one beside it."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from index import analysis
from index.article import Analysis
from index.database import Database
from index.filenames import real_name
from index.records import entity_of, position_of
from index.schema import USER_TABLES
from index.store import FILE_NAME, Store

_BATCH = 500
_TRIES = 64
"""Places that are tried behind an unreadable one, one after the other; from then on the distance doubles."""
_LAST = 1 << 48


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How many articles could be read; every file that is known of; where the damaged database is now."""

    articles: int
    files: tuple[str, ...]
    kept_as: Path


def damage(folder: Path) -> str | None:
    """What SQLite finds wrong with the library's database, in one line; ``None`` when it is sound or not there."""
    path = folder / FILE_NAME
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(path)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA quick_check(1)") if row[0] != "ok"]
    except sqlite3.DatabaseError as error:
        return f"{path}: {error}"
    return f"{path}: {' '.join(str(found[0]).split())}" if found else None


def salvage(folder: Path) -> Salvaged:
    """Replace the library's database by a new one with all that can be read of it, what a person gave foremost.

    An article that cannot be read keeps its number for the time when its file is read again. The caller holds the
    library's lock. Raises :class:`SaysoError` where the new database cannot be written; the old one is then as before.
    """
    fresh = folder / "salvage"
    for left in fresh.glob("*"):  # by a salvage that was cut short
        left.unlink()
    store = Store(fresh, create=True)
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as source:
        with contextlib.suppress(sqlite3.DatabaseError):  # it is no database at all, and nothing will be read
            source.execute("PRAGMA writable_schema = ON")  # else SQLite reads nothing of a file that was cut short
        articles = _take_over(source, store.database, "article")
        _hold_places(source, store.database)
        for table in ("file", *USER_TABLES):
            _take_over(source, store.database, table)
        _take_analyses(source, store)
    with store.database.transaction() as connection:
        # What reads well may still not be what was written: every file is read again, and what differs corrected.
        connection.execute("UPDATE file SET mtime_ns = 0, hash = x''")
        files = {
            real_name(row[0]) for row in connection.execute("SELECT path FROM file UNION SELECT path FROM article")
        }
        connection.execute("UPDATE meta SET value = (SELECT coalesce(max(seq), 0) FROM article) WHERE key = 'seq'")
        _go_on_numbering(connection)
    store.database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return Salvaged(articles, tuple(sorted(files)), _change_places(folder, fresh))


def give_up_unread(store: Store) -> None:
    """Let go of the articles whose files are not there either, unless a person has kept something about them."""
    with store.database.errors():
        rows = store.database.connection.execute("SELECT path FROM article WHERE text = ''").fetchall()
    store.forget([real_name(row[0]) for row in rows])


def _take_over(source: sqlite3.Connection, target: Database, table: str) -> int:
    """Copy every row of a table that can be read; returns how many."""
    columns = [row[1] for row in target.connection.execute(f"PRAGMA table_info({table})")]
    count = 0
    rows = _readable(source, table, columns)
    while batch := list(islice(rows, _BATCH)):
        with target.transaction() as connection:
            sql = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
            count += connection.executemany(sql, batch).rowcount
    return count


def _readable(source: sqlite3.Connection, table: str, columns: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """Every row of a table that can be read, over unreadable ones away."""
    listed = ", ".join(columns)
    try:
        source.execute(f"SELECT rowid FROM {table} LIMIT 0")
    except sqlite3.OperationalError:  # a table without numbers: from either end as far as it goes
        for order in ("ASC", "DESC"):
            yield from _until_damage(source, f"SELECT {listed} FROM {table} ORDER BY 1 {order}")
        return
    except sqlite3.DatabaseError:
        return
    number, failures = -1, 0
    while number < _LAST:
        try:
            for row in source.execute(f"SELECT rowid, {listed} FROM {table} WHERE rowid > ? ORDER BY rowid", (number,)):
                number, failures = row[0], 0
                yield row[1:]
        except sqlite3.DatabaseError:
            failures += 1
            number += 1 if failures <= _TRIES else 1 << min(failures - _TRIES, 48)
        else:
            return


def _until_damage(source: sqlite3.Connection, sql: str) -> Iterator[tuple[object, ...]]:
    try:
        yield from source.execute(sql)
    except sqlite3.DatabaseError:
        return


def _hold_places(source: sqlite3.Connection, target: Database) -> None:
    """Keep the number of each article that cannot be read, as far as the index of paths still has it.

    Such an article is empty until its file is read.
    """
    known = {row[0] for row in target.connection.execute("SELECT id FROM article")}
    indexed = _until_damage(source, "SELECT id, path, part FROM article ORDER BY path, part")
    lost = [row for row in indexed if row[0] not in known]
    with target.transaction() as connection:
        for number, path, part in lost:
            seq = connection.execute("SELECT coalesce(max(seq), 0) + 1 FROM article").fetchone()[0]
            connection.execute(
                "INSERT OR IGNORE INTO article (id, path, part, seq, title, text) VALUES (?, ?, ?, ?, ?, '')",
                (number, path, part, seq, Path(str(path)).name),
            )


def _take_analyses(source: sqlite3.Connection, store: Store) -> None:
    """The analyses of articles that could be read, with what is derived from each."""
    rows = _readable(source, "analysis", ("id", "version", "failure", "entities", "positions"))
    while batch := list(islice(rows, _BATCH)):
        articles = store.articles([int(str(row[0])) for row in batch])
        found = []
        for number, version, failure, entities, positions in batch:
            article = articles.get(int(str(number)))
            if article is None or not article.text or version != analysis.VERSION or failure is not None:
                continue
            try:
                whole = Analysis(
                    tuple(map(entity_of, json.loads(str(entities)))),
                    tuple(map(position_of, json.loads(str(positions)))),
                )
            except (ValueError, KeyError, TypeError):
                continue  # it is made again
            found.append((int(str(number)), article.text, whole, None))
        store.put_analyses(analysis.VERSION, found)


def _go_on_numbering(connection: sqlite3.Connection) -> None:
    """Give no new article a number under which a person has kept something about one that is gone."""
    marked = " UNION ".join(f"SELECT max(article) FROM {table}" for table in ("read", "star", "tag", "note"))
    highest = connection.execute(f"SELECT max(number) FROM (SELECT max(id) AS number FROM article UNION {marked})")
    number = highest.fetchone()[0] or 0
    connection.execute("DELETE FROM sqlite_sequence WHERE name = 'article'")
    connection.execute("INSERT INTO sqlite_sequence VALUES ('article', ?)", (number,))


def _change_places(folder: Path, fresh: Path) -> Path:
    """The new database takes the place of the damaged one; returns where that is now."""
    number = 1
    while (kept := folder / f"{FILE_NAME}.damaged-{number}").exists():
        number += 1
    kept.hardlink_to(folder / FILE_NAME)
    for suffix in ("-wal", "-shm"):  # they belong to the old one and would spoil the new
        side = folder / f"{FILE_NAME}{suffix}"
        if side.exists():
            side.replace(folder / f"{kept.name}{suffix}")
    (fresh / FILE_NAME).replace(folder / FILE_NAME)
    for left in fresh.iterdir():
        left.unlink()
    fresh.rmdir()
    return kept
