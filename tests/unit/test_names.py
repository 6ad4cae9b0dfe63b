from __future__ import annotations

from pathlib import Path

import pytest

from index.claims import folded_name, name_pattern
from index.database import Database
from index.names import is_nobody, names_of

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
    add(database, ["Ana Ruiz", "Ruiz"], first=20)
    assert names_of(database).holding(name_pattern("ruiz")) == [20, 21]


def test_a_name_with_odd_characters_leaves_all_others_where_they_are(database: Database) -> None:
    add(database, ["Odd\x1f", "\x00", "", "习近平 👩", "Ana Ruiz"], first=20)
    assert names_of(database).holding(name_pattern("ruiz")) == [24]


def test_a_library_without_names_has_none_that_fit(tmp_path: Path) -> None:
    assert names_of(Database(tmp_path / "articles.db", create=True)).holding(name_pattern("ruiz")) == []


@pytest.mark.parametrize("name", ["I", "They", "you’ve", "n’t", "Q", "my", "Some"])
def test_a_pronoun_names_nobody(name: str) -> None:
    assert is_nobody(name)


@pytest.mark.parametrize("name", ["US", "O'Malley", "O’T", "习", "They Might", "UN", "Itō", "Meloni’s"])
def test_a_name_is_somebody_s(name: str) -> None:
    assert not is_nobody(name)
