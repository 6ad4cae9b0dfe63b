from __future__ import annotations

from pathlib import Path

import pytest

from index.claims import folded_name, name_pattern
from index.database import Database
from index.names import names_of

NAMES = ["Giorgia Meloni", "Melonis", "Meloni", "Zoran Milanović", "Harbour Board", "Board of the Harbour", "O’Brien"]


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database(tmp_path / "articles.db", create=True)
    add(made, NAMES, first=1)
    return made


def add(database: Database, names: list[str], first: int) -> None:
    with database.transaction() as connection:
        rows = [(number, name, folded_name(name)) for number, name in enumerate(names, first)]
        connection.executemany("INSERT INTO name VALUES (?, ?, ?)", rows)


@pytest.mark.parametrize(
    ("words", "prefix", "expected"),
    [
        ("meloni", False, [1, 3]),
        ("meloni", True, [1, 2, 3]),
        ("giorgia meloni", False, [1]),
        ("milanovic", False, [4]),
        ("harbour", False, [5, 6]),
        ("board", False, [5, 6]),
        ("o'brien", False, [7]),
        ("meloni zoran", False, []),
        ("nobody", True, []),
    ],
)
def test_a_name_is_found_by_whole_words_or_by_how_the_last_begins(
    database: Database, words: str, prefix: bool, expected: list[int]
) -> None:
    assert names_of(database).holding(name_pattern(words, prefix=prefix)) == expected


def test_a_name_that_comes_later_is_found_too(database: Database) -> None:
    assert names_of(database).holding(name_pattern("ruiz")) == []
    add(database, ["Ana Ruiz"], first=20)
    assert names_of(database).holding(name_pattern("ruiz")) == [20]


def test_a_library_without_names_has_none_that_fit(tmp_path: Path) -> None:
    assert names_of(Database(tmp_path / "articles.db", create=True)).holding(name_pattern("ruiz")) == []
