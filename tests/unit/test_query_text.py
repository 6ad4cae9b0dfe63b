from __future__ import annotations

import pytest

from index.fulltext.parser import parse
from index.query_text import filter_text, find_filter, parts, toggled, without


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("", []),
        ("troops ukraine", ["troops", "ukraine"]),
        ('"mutual defence" AND -troops', ['"mutual defence"', "-troops"]),
        ("holder:meloni NOT (a OR b) x", ["holder:meloni", "NOT (a OR b)", "x"]),
        ("a OR b c", ["a OR b c"]),
        ("title:(a b) source:", ["title:(a b)", "source:"]),
        ("a (b", ["a", "(b"]),
    ],
)
def test_a_query_falls_into_what_it_asks_for(query: str, texts: list[str]) -> None:
    found = parts(query)
    assert [part.text for part in found] == texts
    assert all(query[part.start : part.end] == part.text for part in found)


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("stance", "opposes", "stance:opposes"),
        ("date", "2025-03", "date:2025-03"),
        ("source", "Sample Wire", 'source:"Sample Wire"'),
        ("holder", 'Dwayne "The Rock" Johnson', 'holder:"The Rock"'),
        ("entity", "OR", 'entity:"OR"'),
    ],
)
def test_a_filter_is_written_as_one_would_type_it(field: str, value: str, text: str) -> None:
    assert filter_text(field, value) == text
    parse(text)


@pytest.mark.parametrize(
    ("query", "field", "value", "with_it"),
    [
        ("", "source", "Sample Wire", 'source:"Sample Wire"'),
        ("troops", "date", "2025-03", "troops date:2025-03"),
        ("a OR b", "stance", "opposes", "(a OR b) stance:opposes"),
        ("holder:meloni", "stance", "opposes", "holder:meloni stance:opposes"),
        ("stance:opposes", "stance", "supports", "stance:opposes (stance:supports)"),
        ("(a OR b) c", "entity", "NATO", "(a OR b) c entity:NATO"),
    ],
)
def test_a_filter_is_put_in_and_taken_out_again(query: str, field: str, value: str, with_it: str) -> None:
    assert find_filter(query, field, value) is None
    assert toggled(query, field, value) == with_it
    assert find_filter(with_it, field, value) is not None
    assert toggled(with_it, field, value) == query
    parse(with_it)


def test_a_filter_that_somebody_typed_is_found_whatever_its_quotes_and_case() -> None:
    assert toggled('source:"sample wire" AND troops', "source", "Sample Wire") == "troops"
    assert toggled('troops (Stance:"opposes")', "stance", "opposes") == "troops"
    assert find_filter("-stance:opposes", "stance", "opposes") is None
    assert find_filter("x OR stance:opposes", "stance", "opposes") is None


def test_a_part_is_left_out_and_the_rest_stays_a_query() -> None:
    query = "a AND b AND (c OR d)"
    for part in parts(query):
        parse(without(query, part))
    assert without(query, parts(query)[1]) == "a (c OR d)"
