from __future__ import annotations

from pathlib import Path

import pytest

from index import undo as undo_module
from index.answer import SaysoError
from index.database import Database
from index.schema import USER_TABLES
from index.undo import Undo


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "articles.db", create=True)


@pytest.fixture
def undo(database: Database) -> Undo:
    return Undo(database)


def tags(database: Database) -> list[tuple[int, str]]:
    return database.connection.execute("SELECT article, tag FROM tag ORDER BY 1, 2").fetchall()


def tag(undo: Undo, name: str) -> None:
    with undo.step(f"tagged {name}") as connection:
        connection.execute("INSERT OR REPLACE INTO tag VALUES (1, ?)", (name,))


def test_steps_are_taken_back_last_first_and_done_again_in_their_order(database: Database, undo: Undo) -> None:
    tag(undo, "a")
    tag(undo, "b")
    assert (undo.undo(), tags(database)) == ("tagged b", [(1, "a")])
    assert (undo.undo(), tags(database)) == ("tagged a", [])
    assert undo.undo() is None
    assert (undo.redo(), tags(database)) == ("tagged a", [(1, "a")])
    assert (undo.redo(), tags(database)) == ("tagged b", [(1, "a"), (1, "b")])
    assert undo.redo() is None


def test_a_new_change_forgets_what_was_taken_back(database: Database, undo: Undo) -> None:
    tag(undo, "a")
    undo.undo()
    tag(undo, "b")
    assert undo.redo() is None
    assert undo.undo() == "tagged b"
    assert tags(database) == []


def test_a_step_that_changes_nothing_is_no_step(database: Database, undo: Undo) -> None:
    tag(undo, "a")
    undo.undo()
    with undo.step("nothing") as connection:
        connection.execute("DELETE FROM tag WHERE article = 99")
    assert undo.undo() is None
    assert undo.redo() == "tagged a"


def test_what_is_changed_outside_a_step_is_left_alone(database: Database, undo: Undo) -> None:
    tag(undo, "a")
    with database.transaction() as connection:
        connection.execute("INSERT INTO read VALUES (1, 'now')")
    assert undo.undo() == "tagged a"
    assert database.connection.execute("SELECT count(*) FROM read").fetchone()[0] == 1


def test_a_step_in_a_step_is_taken_back_with_it(database: Database, undo: Undo) -> None:
    with undo.step("both"):
        tag(undo, "a")
        tag(undo, "b")
    assert undo.undo() == "both"
    assert tags(database) == []


def test_a_step_that_breaks_off_changes_nothing(database: Database, undo: Undo) -> None:
    with pytest.raises(SaysoError), undo.step("broken") as connection:
        connection.executemany("INSERT INTO tag VALUES (1, ?)", [("a",), ("a",)])
    assert tags(database) == []
    assert undo.undo() is None
    assert database.connection.execute("SELECT value FROM meta WHERE key = 'step'").fetchone()[0] is None


def test_steps_outlive_the_program(tmp_path: Path, database: Database, undo: Undo) -> None:
    tag(undo, "a")
    database.close()
    again = Database(tmp_path / "articles.db", create=False)
    assert Undo(again).undo() == "tagged a"
    again.close()
    third = Database(tmp_path / "articles.db", create=False)
    assert Undo(third).redo() == "tagged a"
    assert tags(third) == [(1, "a")]


def test_a_row_that_is_replaced_comes_back(database: Database, undo: Undo) -> None:
    for query in ("first", "second"):
        with undo.step(query) as connection:
            connection.execute("INSERT OR REPLACE INTO saved_search VALUES ('mine', ?, 'newest', 'now')", (query,))
    undo.undo()
    assert database.connection.execute("SELECT query FROM saved_search").fetchall() == [("first",)]


def test_a_row_that_has_come_back_by_other_means_does_not_hinder_undo(database: Database, undo: Undo) -> None:
    tag(undo, "a")
    with undo.step("untagged") as connection:
        connection.execute("DELETE FROM tag")
    with database.transaction() as connection:
        connection.execute("INSERT INTO tag VALUES (1, 'a')")
    assert undo.undo() == "untagged"
    assert tags(database) == [(1, "a")]


def test_words_with_quotation_marks_and_newlines_come_back_as_they_were(database: Database, undo: Undo) -> None:
    text = "it's \"his\"\n');DROP TABLE tag;-- ’ \u202e 🙂"
    with undo.step("noted") as connection:
        connection.execute("INSERT INTO note (article, text, at) VALUES (1, ?, 'now')", (text,))
    with undo.step("deleted") as connection:
        connection.execute("DELETE FROM note")
    undo.undo()
    assert database.connection.execute("SELECT text FROM note").fetchall() == [(text,)]


@pytest.mark.parametrize("table", USER_TABLES)
def test_every_user_table_is_followed_through_insert_update_and_delete(
    database: Database, undo: Undo, table: str
) -> None:
    connection = database.connection
    info = connection.execute(f"PRAGMA table_info({table})").fetchall()
    row = [7 if each[2] == "INTEGER" else f"text {each[1]}" for each in info]

    def rows() -> list[tuple[object, ...]]:
        return connection.execute(f"SELECT * FROM {table}").fetchall()

    seen = [rows()]
    changes = (
        (f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row),
        (
            f"UPDATE {table} SET {', '.join(f'{each[1]} = ?' for each in info)}",
            [8 if each == 7 else "x" for each in row],
        ),
        (f"DELETE FROM {table}", []),
    )
    for sql, values in changes:
        with undo.step(sql[:6]) as writing:
            writing.execute(sql, values)
        seen.append(rows())
    for expected in reversed(seen[:-1]):
        assert undo.undo()
        assert rows() == expected
    for expected in seen[1:]:
        assert undo.redo()
        assert rows() == expected


def test_only_so_many_steps_are_kept(database: Database, undo: Undo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_module, "STEPS", 3)
    for name in "abcde":
        tag(undo, name)
    assert [undo.undo() for _ in range(4)] == ["tagged e", "tagged d", "tagged c", None]
    assert tags(database) == [(1, "a"), (1, "b")]


def test_steps_hold_only_so_many_changes_but_the_last_step_always_stays(
    database: Database, undo: Undo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo_module, "CHANGES", 5)
    for first, count in ((0, 3), (10, 3), (20, 9)):
        with undo.step(f"read {count} from {first}") as connection:
            connection.executemany("INSERT INTO read VALUES (?, 'now')", [(first + n,) for n in range(count)])
    assert [undo.undo(), undo.undo()] == ["read 9 from 20", None]
    tag(undo, "a")
    assert database.connection.execute("SELECT count(*) FROM undo_change").fetchone()[0] == 1


def test_a_library_that_may_only_be_read_says_so_in_one_line(
    database: Database, undo: Undo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(SaysoError, match=r"^nothing can be kept: .* may only be read$"):
        tag(undo, "a")
