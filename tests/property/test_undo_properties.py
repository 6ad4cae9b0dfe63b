from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from index.database import Database
from index.schema import USER_TABLES
from index.undo import STEPS, Undo

ARTICLES = st.integers(1, 4)
WORDS = st.text(max_size=6).filter(lambda text: "\0" not in text)
NAMES = st.sampled_from(["dam", "o'clock", 'a"b', "ü"])
CHANGES = st.one_of(
    st.tuples(st.just("INSERT OR IGNORE INTO read VALUES (?, ?)"), st.tuples(ARTICLES, WORDS)),
    st.tuples(st.just("DELETE FROM read WHERE article >= ?"), st.tuples(ARTICLES)),
    st.tuples(st.just("INSERT OR IGNORE INTO star VALUES (?, NULL)"), st.tuples(ARTICLES)),
    st.tuples(st.just("INSERT OR REPLACE INTO tag VALUES (?, ?)"), st.tuples(ARTICLES, NAMES)),
    st.tuples(st.just("DELETE FROM tag WHERE article = ?"), st.tuples(ARTICLES)),
    st.tuples(st.just("UPDATE OR IGNORE tag SET tag = ? WHERE article = ?"), st.tuples(NAMES, ARTICLES)),
    st.tuples(st.just("INSERT INTO note (article, text, at) VALUES (?, ?, '')"), st.tuples(ARTICLES, WORDS)),
    st.tuples(st.just("UPDATE note SET text = ? WHERE article = ?"), st.tuples(WORDS, ARTICLES)),
    st.tuples(st.just("DELETE FROM note WHERE article = ?"), st.tuples(ARTICLES)),
    st.tuples(
        st.just("INSERT OR REPLACE INTO saved_search VALUES (?, ?, 'newest', '')"), st.tuples(NAMES, WORDS)
    ),
    st.tuples(st.just("UPDATE OR REPLACE saved_search SET name = ? WHERE name = ?"), st.tuples(NAMES, NAMES)),
    st.tuples(st.just("DELETE FROM saved_search WHERE name = ?"), st.tuples(NAMES)),
)  # fmt: skip
STEP = st.lists(CHANGES, min_size=1, max_size=3)


def kept(database: Database) -> list[list[tuple[object, ...]]]:
    return [database.connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in USER_TABLES]


def take(undo: Undo, number: int, changes: list[tuple[str, tuple[object, ...]]]) -> None:
    with undo.step(str(number)) as connection:
        for sql, values in changes:
            connection.execute(sql, values)


@settings(deadline=None, max_examples=60)
@given(steps=st.lists(STEP, max_size=12))
def test_undoing_everything_leads_to_the_beginning_and_redoing_everything_to_the_end(
    steps: list[list[tuple[str, tuple[object, ...]]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "articles.db", create=True)
        undo = Undo(database)
        states = [kept(database)]
        for number, changes in enumerate(steps):
            take(undo, number, changes)
            if kept(database) != states[-1]:
                states.append(kept(database))
        assert len(steps) < STEPS
        for expected in reversed(states[:-1]):
            while kept(database) != expected:  # a step may change a row to what it was: then it is one all the same
                assert undo.undo() is not None
        assert kept(database) == states[0]
        for expected in states[1:]:
            while kept(database) != expected:
                assert undo.redo() is not None
        while undo.redo() is not None:
            pass
        assert kept(database) == states[-1]
        database.close()


@settings(deadline=None, max_examples=60)
@given(steps=st.lists(st.one_of(STEP, st.sampled_from(["undo", "redo"])), max_size=16))
def test_any_mixture_of_changes_undo_and_redo_behaves_like_a_list_of_states_with_a_place_in_it(
    steps: list[list[tuple[str, tuple[object, ...]]] | str],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "articles.db", create=True)
        undo = Undo(database)
        states, labels, place = [kept(database)], [""], 0
        for number, step in enumerate(steps):
            if step == "undo":
                assert undo.undo() == (labels[place] if place else None)
                place = max(0, place - 1)
            elif step == "redo":
                place_after = min(place + 1, len(states) - 1)
                assert undo.redo() == (labels[place_after] if place_after > place else None)
                place = place_after
            else:
                before = database.connection.execute("SELECT count(*) FROM undo_step WHERE NOT undone").fetchone()
                take(undo, number, step)  # type: ignore[arg-type]
                after = database.connection.execute("SELECT count(*) FROM undo_step WHERE NOT undone").fetchone()
                if after != before:
                    del states[place + 1 :], labels[place + 1 :]
                    states.append(kept(database))
                    labels.append(str(number))
                    place += 1
            assert kept(database) == states[place]
        database.close()
