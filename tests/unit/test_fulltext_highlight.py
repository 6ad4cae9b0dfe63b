from __future__ import annotations

import pytest

from index.answer import Snippet
from index.article import Span
from index.fulltext import Query, highlight, marks, parse, snippets

TEXT = (
    "Meloni’s government said that sending troops to\nUkraine was not on the table. Electing Milanović was "
    "another matter, and a troop of actors sent for a cease-fire. 中国人民 agreed."
)


def snippet(query: Query, text: str, width: int = 160) -> Snippet:
    return snippets(query, [text], width)[0]


def marked(query: str, *, typing: bool = False) -> list[str]:
    return [TEXT[start:end] for start, end in marks(parse(query, typing=typing), TEXT)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("troops", ["troops", "troop"]),
        ("milanovic", ["Milanović"]),
        ("meloni", ["Meloni"]),
        ("elections", ["Electing"]),
        ('"sending troops to ukraine"', ["sending troops to\nUkraine"]),
        ('"troops sending"', []),
        ('"ukraine troops"~1', ["troops", "Ukraine"]),
        ("ceasefire", ["cease-fire"]),
        ("cease-fire", ["cease-fire"]),
        ("国人", ["国人"]),
        ("mel*", ["Meloni"]),
        ("t?ble", ["table"]),
        ("govrnment~", ["government"]),
        ("body:table", ["table"]),
        ("title:table", []),
        ("-table", []),
        ("table OR agreed", ["table", "agreed"]),
        ("on the table", ["table"]),
        ("on the", ["on", "the"]),
        ('"on the" table', ["on the", "table"]),
        ("", []),
        ("holder:meloni", []),
    ],
)
def test_what_a_query_means_is_marked(query: str, expected: list[str]) -> None:
    assert marked(query) == expected


def test_the_word_being_typed_is_marked_by_its_beginning() -> None:
    assert marked("gov", typing=True) == ["government"]
    assert marked('"sending tro', typing=True) == ["sending troops"]


def test_a_snippet_shows_where_most_words_stand_together() -> None:
    found = snippet(parse("troops actors"), TEXT, 40)
    assert [found.text[start:end] for start, end in found.hits] == ["troop", "actors"]
    assert TEXT[found.start : found.start + len(found.text)] == found.text


def test_a_snippet_folds_line_breaks_to_blanks_and_keeps_offsets() -> None:
    found = snippet(parse("ukraine"), TEXT, 60)
    start, end = found.hits[0]
    assert "\n" not in found.text
    assert found.text[start:end] == "Ukraine" == TEXT[found.start + start : found.start + end]


def test_a_snippet_without_hits_is_the_beginning() -> None:
    found = snippet(parse("absent"), TEXT, 40)
    assert (found.start, found.hits) == (0, ())
    assert TEXT.startswith(found.text)
    assert TEXT[len(found.text)] == " "


def test_a_short_text_is_its_own_snippet() -> None:
    assert snippet(parse("b"), "a b c").text == "a b c"
    assert snippet(parse("b"), "").text == ""


def test_markup_in_the_text_stays_what_it_is() -> None:
    found = snippet(parse("bold"), "see [bold]this[/bold] <b>", 80)
    assert found.text == "see [bold]this[/bold] <b>"
    assert found.hits == (Span(5, 9), Span(16, 20))


def test_a_pattern_full_of_stars_takes_no_time_on_a_long_word() -> None:
    assert marks(parse("a*a*a*a*a*a*a*a*b"), "a" * 20_000) == ()
    assert marks(parse("x*a?a*b"), "x" + "a" * 20_000 + "b") == (Span(0, 20_002),)


FILLER = "nothing to be seen here " * 20


def snippet_of_cut(query: str, beginning: str, whole: str, monkeypatch: pytest.MonkeyPatch) -> Snippet:
    monkeypatch.setattr(highlight, "STRETCH", 300)
    return snippets(parse(query), ["short text", beginning], 60, cut={1: lambda: whole})[1]


def hits(found: Snippet) -> list[str]:
    return [found.text[start:end] for start, end in found.hits]


def test_the_rest_of_a_long_text_is_not_read_where_its_beginning_holds_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def read() -> str:
        raise AssertionError("was read")

    found = snippets(parse("troops Ukraine"), [TEXT], cut={0: read})
    assert found == snippets(parse("troops Ukraine"), [TEXT])


def test_the_rest_of_a_long_text_is_looked_through_for_what_its_beginning_lacks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = f"{FILLER} troops {FILLER} actors sent troops {FILLER} actors {FILLER}"
    found = snippet_of_cut("troops actors", whole[:600], whole, monkeypatch)
    assert hits(found) == ["actors", "troops"]
    assert whole[found.start : found.start + len(found.text)] == found.text


def test_of_a_long_text_that_lacks_a_word_the_stretch_with_most_others_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = f"troops {FILLER} troops and actors {FILLER} troops"
    assert hits(snippet_of_cut("troops actors absent", whole[:100], whole, monkeypatch)) == ["troops", "actors"]


@pytest.mark.parametrize("padding", range(290, 310))
def test_a_phrase_is_found_wherever_a_stretch_of_a_long_text_ends(
    padding: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = f"{'x ' * 50}{FILLER[:padding]} European Union {FILLER}"
    assert hits(snippet_of_cut('"european union"', whole[:99], whole, monkeypatch)) == ["European Union"]
