from __future__ import annotations

from datetime import date, datetime

import pytest

from index.answer import QueryError
from index.fulltext.parser import parse
from index.fulltext.tree import And, Dates, Everything, Filter, Fuzzy, Node, Not, Or, Phrase, Term, Wildcard

at = datetime.fromisoformat
TODAY = date(2025, 4, 10)


def root(query: str, *, typing: bool = False) -> Node:
    return parse(query, typing=typing, today=TODAY).root


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", Everything()),
        ("   ", Everything()),
        ("*", Everything()),
        ("troops", Term("troops")),
        ("Milanović’s", Term("Milanović’s")),
        ("a b", And((Term("a"), Term("b")))),
        ("a AND b", And((Term("a"), Term("b")))),
        ("a and b", And((Term("a"), Term("and"), Term("b")))),
        ("a OR b c", Or((Term("a"), And((Term("b"), Term("c")))))),
        ("(a OR b) c", And((Or((Term("a"), Term("b"))), Term("c")))),
        ("-a", Not(Term("a"))),
        ("NOT a", Not(Term("a"))),
        ("a -b", And((Term("a"), Not(Term("b"))))),
        ("a AND NOT b", And((Term("a"), Not(Term("b"))))),
        ("a - b", And((Term("a"), Term("b")))),
        ("cease-fire", Term("cease-fire")),
        ('"two words"', Phrase("two words")),
        ("“two words”", Phrase("two words")),
        ('"two words"~5', Phrase("two words", slop=5)),
        ('"two words"~', Phrase("two words", slop=10)),
        ("elec*", Wildcard("elec*")),
        ("Élec*", Wildcard("elec*")),
        ("wom?n", Wildcard("wom?n")),
        ("cease-f*", Term("cease-f", prefix=True)),
        ("senatte~", Fuzzy("senatte", 1)),
        ("senatte~2", Fuzzy("senatte", 2)),
        ("title:troops", Term("troops", "title")),
        ("TITLE:troops", Term("troops", "title")),
        ('source:"Sample Wire"', Phrase("Sample Wire", "source")),
        ("by:(thomas OR smith)", Or((Term("thomas", "by"), Term("smith", "by")))),
        ('entity:"European Union"', Filter("entity", "European Union")),
        ("holder:mel*", Filter("holder", "mel", "prefix")),
        ("stance:Opposes", Filter("stance", "opposes")),
        ("is:unread", Filter("is", "unread")),
        ("tag:later", Filter("tag", "later")),
        ("lang:en", Filter("lang", "en")),
        ("http://example.org", Term("http://example.org")),
        ("12:30", Term("12:30")),
        ("Trump: no", And((Term("Trump:"), Term("no")))),
    ],
)
def test_a_query_means_what_it_says(query: str, expected: Node) -> None:
    assert root(query) == expected


def test_filters_in_parentheses_stay_apart_from_those_outside() -> None:
    apart = And((And((Filter("holder", "meloni"),)), Filter("stance", "opposes")))
    assert root("(holder:meloni) stance:opposes") == apart


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2025", at("2025-01-01"), at("2026-01-01")),
        ("2025-03", at("2025-03-01"), at("2025-04-01")),
        ("2024-12-31", at("2024-12-31"), at("2025-01-01")),
        ("today", at("2025-04-10"), at("2025-04-11")),
        ("yesterday", at("2025-04-09"), at("2025-04-10")),
        ("7d", at("2025-04-03"), at("2025-04-04")),
        ("2025-03-01..2025-04-15", at("2025-03-01"), at("2025-04-16")),
        ("2025-03..", at("2025-03-01"), None),
        ("..2025-03", None, at("2025-04-01")),
        ("1m..", at("2025-03-10"), None),
        (">yesterday", at("2025-04-10"), None),
        (">=yesterday", at("2025-04-09"), None),
        ("<2025", None, at("2025-01-01")),
        ("<=2025", None, at("2026-01-01")),
    ],
)
def test_dates_are_stretches_of_time(value: str, start: datetime | None, end: datetime | None) -> None:
    assert root(f"date:{value}") == Dates(start, end)


@pytest.mark.parametrize(
    ("query", "column", "hint"),
    [
        ('troops "in ukraine', 7, "never closed"),
        ("(a OR b", 0, "never closed"),
        ("a)", 1, "no opening"),
        ("()", 0, "nothing stands between"),
        ("a AND", 2, "AND needs something to search for after it"),
        ("OR a", 0, "OR needs something to search for before it"),
        ("a NOT", 2, "NOT needs something to leave out"),
        ("titel:a", 0, "did you mean title"),
        ("title: a", 0, "as in title:ukraine"),
        ("x stance:for", 9, "supports, opposes, conditional, neutral"),
        ("is:new", 3, "unread, read, starred"),
        ("date:soon", 5, "a date is 2025"),
        ("date:2025-13", 5, "a date is 2025"),
        ("date:9999-12-31", 5, "a date is 2025"),
        ("!!!", 0, "no letter or digit"),
        ("word~7", 0, "1 or 2 letters"),
        ("(" * 80 + "a" + ")" * 80, 50, "nest"),
    ],
)
def test_an_error_says_where_and_what_would_be_right(query: str, column: int, hint: str) -> None:
    with pytest.raises(QueryError, match=hint) as caught:
        parse(query, today=TODAY)
    assert caught.value.column == column
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("tro", Term("tro", prefix=True)),
        ("tro ", Term("tro")),
        ("troops ukr", And((Term("troops"), Term("ukr", prefix=True)))),
        ('"troops to ukr', Phrase("troops to ukr", prefix=True)),
        ('"troops to ukr"', Phrase("troops to ukr")),
        ("(a OR b", Or((Term("a"), Term("b", prefix=True)))),
        ("a OR", Term("a")),
        ("a AND NOT", Term("a")),
        ("a -", Term("a")),
        ("a -b", And((Term("a"), Not(Term("b"))))),
        ("a (", Term("a")),
        ("a)", Term("a")),
        ("title:", Everything()),
        ("titl:", Term("titl:", prefix=True)),
        ("date:2025-0", Dates(at("2025-01-01"), at("2026-01-01"))),
        ("date:", Everything()),
        ("date:yes", Everything()),
        ("stance:op", Filter("stance", "opposes")),
        ("stance:x", Everything()),
        ("is:un", Filter("is", "unread")),
        ("holder:mel", Filter("holder", "mel", "prefix")),
        ('entity:"European U', Filter("entity", "European U", "prefix")),
        ("...", Everything()),
    ],
)
def test_what_is_unfinished_is_completed_while_typing(query: str, expected: Node) -> None:
    assert root(query, typing=True) == expected
