from __future__ import annotations

import contextlib
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index import claims
from index.answer import SaysoError
from index.database import APPLICATION_ID, Database
from index.schema import MIGRATIONS, SCHEMA_VERSION, USER_TABLES
from index.store import FILE_NAME, Store

OLD = """
INSERT INTO meta VALUES ('library', 'abc'), ('seq', 3), ('indexed_seq', 2), ('version', 7);
INSERT INTO file VALUES ('/a.txt', 1, 2, x'00', 1);
INSERT INTO article (id, path, part, seq, title, text) VALUES (1, '/a.txt', 0, 1, 'One', 'Ana spoke.'),
  (2, '/a.txt', 1, 2, 'Two', 'Bo sang.'), (5, '/b.txt', 0, 3, 'Three', 'Cy slept.');
INSERT INTO analysis VALUES (1, 4, NULL, '[]', '[]');
INSERT INTO name VALUES (1, 'Ana', 'ana');
INSERT INTO entity VALUES (1, 1, 'PERSON', 2);
INSERT INTO position VALUES (1, 0, 1, 'opposes', NULL);
INSERT INTO reading VALUES (1, '2025-03-01T10:00:00+00:00', 1), (2, NULL, 1), (5, '2025-03-02T10:00:00+00:00', 0)
"""


def make_version_1(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"{MIGRATIONS[0]}; {OLD}; PRAGMA application_id = {APPLICATION_ID};")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()


def content(database: Database) -> dict[str, list[tuple[object, ...]]]:
    tables = database.connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return {name: database.connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in tables.fetchall()}


def structure(database: Database) -> list[tuple[str, str]]:
    return database.connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_a_library_of_version_1_keeps_every_article_analysis_star_and_read_mark(tmp_path: Path) -> None:
    make_version_1(tmp_path / FILE_NAME)
    store = Store(tmp_path)
    assert [store.article(each).title for each in (1, 2, 5)] == ["One", "Two", "Three"]
    assert store.counts(4).analysed == 1
    assert (store.library_id, store.version(), store.index_is_behind()) == ("abc", 7, True)
    assert claims.with_position(store.database, holder=[" ana "]) == {1}
    assert claims.with_state(store.database, "read") == {1, 5}
    assert claims.with_state(store.database, "starred") == {1, 2}
    read_at = store.database.connection.execute("SELECT at FROM read WHERE article = 1").fetchone()[0]
    assert read_at == "2025-03-01T10:00:00+00:00"


def test_a_migrated_library_has_the_tables_that_a_new_one_has(tmp_path: Path) -> None:
    make_version_1(tmp_path / FILE_NAME)
    old = Database(tmp_path / FILE_NAME, create=False)
    new = Database(tmp_path / "new.db", create=True)
    assert structure(old) == structure(new)
    assert old.connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / FILE_NAME
    make_version_1(path)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        before = list(connection.iterdump())
    monkeypatch.setattr("index.schema.USER_TABLES", (*USER_TABLES, "no_such_table"))
    with pytest.raises(SaysoError):
        Database(path, create=False)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert list(connection.iterdump()) == before
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 1


def test_two_programs_that_open_an_old_library_at_once_migrate_it_once(tmp_path: Path) -> None:
    make_version_1(tmp_path / FILE_NAME)
    with ThreadPoolExecutor(4) as threads:
        opened = list(threads.map(lambda _: Store(tmp_path), range(4)))
    assert {claims.with_state(store.database, "starred") == {1, 2} for store in opened} == {True}


def test_an_old_library_that_another_program_is_writing_is_waited_for(tmp_path: Path) -> None:
    make_version_1(tmp_path / FILE_NAME)
    with (
        contextlib.closing(
            sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None, check_same_thread=False)
        ) as other,
        ThreadPoolExecutor(1) as thread,
    ):
        other.execute("BEGIN IMMEDIATE")
        opening = thread.submit(Store, tmp_path)
        with pytest.raises(TimeoutError):
            opening.result(timeout=0.2)
        other.execute("COMMIT")
        assert claims.with_state(opening.result().database, "starred") == {1, 2}


def test_opening_a_library_of_this_version_writes_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / FILE_NAME, create=True)
    before = content(database)
    assert content(Database(tmp_path / FILE_NAME, create=False)) == before


def test_an_old_library_that_may_only_be_read_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_version_1(tmp_path / FILE_NAME)
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(SaysoError, match=r"older sayso; open it once where it may be written$"):
        Store(tmp_path)
