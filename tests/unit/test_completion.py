from __future__ import annotations

from pathlib import Path

import pytest

from index.completion import Completer
from index.fulltext.parser import parse
from index.store import Store
from tests.pilot import small_library


@pytest.fixture(scope="module")
def completer(tmp_path_factory: pytest.TempPathFactory) -> Completer:
    store = Store(small_library.make(tmp_path_factory.mktemp("names"), fillers=3))
    return Completer(store.database, store.version)


def texts(completer: Completer, query: str, cursor: int | None = None) -> list[str]:
    found = completer.complete(query, len(query) if cursor is None else cursor)
    return [choice.text for choice in found.choices]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("ho", "holder:"),
        ("harbour st", "stance:"),
        ("holder:tol", 'holder:"Mara Tolvanen"'),
        ("Holder:SAARI", 'holder:"Édith Saarinen"'),
        ('x -holder:"mara t', 'holder:"Mara Tolvanen"'),
        ("entity:kar", "entity:Karso"),
        ("entity:気", "entity:気候研究所"),
        ("about:hal", "about:\"the hall\""),
        ("source:", 'source:"Elsine Diary"'),
        ("source:cour", 'source:"Elsine Courier"'),
        ("by:ru", 'by:"Ana Ruiz"'),
        ("stance:o", "stance:opposes"),
        ("is:un", "is:unread"),
    ],
)  # fmt: skip
def test_fields_and_known_values_complete_what_is_typed(completer: Completer, query: str, first: str) -> None:
    found = texts(completer, query)
    assert first in found
    if not first.endswith(":"):
        parse(found[0])


@pytest.mark.parametrize("query", ["", "h", "harbour ", "holder:tolvanen ", 'holder:"Mara Tolvanen"', "nothing:x", "("])
def test_nothing_is_offered_where_nothing_is_being_completed(completer: Completer, query: str) -> None:
    assert texts(completer, query) == []


def test_a_choice_stands_in_place_of_what_was_typed_and_tells_how_many_articles_have_it(completer: Completer) -> None:
    found = completer.complete("dam source:elsine-d more", len("dam source:elsine-d"))
    assert (found.start, found.end) == (4, 19)
    assert [(choice.value, choice.articles) for choice in found.choices] == [("Elsine Diary", 3)]


def test_what_was_found_is_kept_until_the_library_changes(tmp_path: Path) -> None:
    folder = small_library.make(tmp_path)
    store = Store(folder)
    completer = Completer(store.database, store.version)
    assert texts(completer, "source:nor") == []
    small_library.add(folder, "North", "It is cold.")
    with store.database.transaction() as connection:
        connection.execute("UPDATE article SET source = 'Northern Light' WHERE title = 'North'")
    assert texts(completer, "source:nor") == ['source:"Northern Light"']
