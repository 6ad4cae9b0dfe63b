from __future__ import annotations

import re
from itertools import pairwise
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from index.answer import Snippet
from index.fulltext import highlight
from index.fulltext.finder import Finder
from index.fulltext.highlight import marks, snippets
from index.fulltext.parser import parse
from index.fulltext.tree import Query
from index.fulltext.words import fold, stem, words

VOCABULARY = [
    "troops",
    "troop",
    "Ukraine",
    "Milanović",
    "milanovic’s",
    "cease-fire",
    "ceasefire",
    "the",
    "中国人民",
    "U.S.",
]
BLANK = st.sampled_from([" ", "\n", "\n\n", ", ", ". ", " — "])
TEXT = st.lists(st.tuples(st.sampled_from(VOCABULARY), BLANK), max_size=60).map(
    lambda pairs: "".join(word + blank for word, blank in pairs)
)
QUERIES = ["troops", "troops ukraine", '"troops ukraine"', '"the troops"~2', "cease-fire", "tro*", "ukr?ine", "trops~"]
QUERY = st.sampled_from(QUERIES)


def snippet(query: Query, text: str, width: int = 160) -> Snippet:
    return snippets(query, [text], width)[0]


@settings(deadline=None)
@given(QUERY, TEXT)
def test_marks_are_disjoint_ordered_spans_of_the_text(query: str, text: str) -> None:
    spans = marks(parse(query), text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


@settings(deadline=None)
@given(TEXT)
def test_a_marked_word_is_a_form_of_the_word_sought(text: str) -> None:
    for start, end in marks(parse("troops"), text):
        assert stem(fold(text[start:end])) == stem("troops")


@settings(deadline=None)
@given(TEXT)
def test_every_form_of_the_word_sought_is_marked(text: str) -> None:
    marked = set(marks(parse("milanovic"), text))
    assert {(word.start, word.end) for word in words(text) if word.text == "milanovic"} == marked


@settings(deadline=None)
@given(TEXT)
def test_a_marked_phrase_reads_as_the_phrase(text: str) -> None:
    for start, end in marks(parse('"the troops"'), text):
        assert re.fullmatch(r"the\W+troops?(\W+troops?)*", text[start:end])


@settings(deadline=None)
@given(QUERY, TEXT, st.integers(10, 200))
def test_a_snippet_is_verbatim_but_for_white_space_and_no_wider_than_asked(query: str, text: str, width: int) -> None:
    found = snippet(parse(query), text, width)
    original = text[found.start : found.start + len(found.text)]
    assert re.sub(r"\s", " ", original) == found.text
    assert len(found.text) <= width
    assert found.text == found.text.strip()
    assert all(0 <= start < end <= len(found.text) for start, end in found.hits)


@settings(deadline=None)
@given(QUERY, TEXT)
def test_the_hits_of_a_snippet_are_marks_of_the_text(query: str, text: str) -> None:
    found = snippet(parse(query), text)
    marked = [range(*span) for span in marks(parse(query), text)]
    for start, end in found.hits:
        assert any(found.start + start in one and found.start + end - 1 in one for one in marked)


@settings(deadline=None)
@given(QUERY, TEXT)
def test_a_snippet_shows_a_hit_wherever_the_text_has_a_short_one(query: str, text: str) -> None:
    if marks(parse(query), text):
        assert snippet(parse(query), text).hits


SPELLED = [
    *("O’Brien", "o'brien", "U.S.", "Łódź", "lodz", "straße", "STRASSE", "naïve", "naive", "1,204", "cease-fire"),
    *("Åland", "Ёлка", "елка", "ﬁve", "x_troops", "d'Estaing", "(Troops)", "“troops”", "Ｔroops", "co\u00adop", "—"),
    *("Milanovic\u0301", "Milanović's", "ceasefire", "中国人", "İstanbul", "ǆungla", "I'm", "e.g.", "3e", "1.5e", "_m"),
]
SOUGHT = [
    *("obrien", "us", "lodz", "strasse", "naive", "1204", "ceasefire", "aland", "елка", "five", "troops", "estaing"),
    *("milanovic", "coop", "tro*", "na?ve", "cease-fire", "istanbul", "dzungla", "人", "naive-troops"),
    *('"troops naive"', '"cease fire troops"', '"the U.S. troops"', '"lodz straße"', '"d estaing us"'),
]


@settings(deadline=None)
@given(st.sampled_from([*SOUGHT, "n", "e", "1", "m", "the t", "é"]), st.lists(st.sampled_from(SPELLED)).map(" ".join))
def test_looking_only_where_a_word_may_be_finds_what_analysing_everything_finds(query: str, text: str) -> None:
    asked = parse(query, typing=True)
    found = marks(asked, text)
    with patch.object(Finder, "chunks", lambda *_: None):
        assert marks(asked, text) == found


@settings(deadline=None)
@given(
    st.sampled_from([*SOUGHT, *QUERIES, "n", "the s"]),
    st.lists(TEXT | st.lists(st.sampled_from(SPELLED)).map(" ".join), max_size=4),
)
def test_snippets_of_several_texts_are_those_of_each_alone(query: str, texts: list[str]) -> None:
    asked = parse(query, typing=True)
    assert snippets(asked, texts, 60) == [snippet(asked, text, 60) for text in texts]


@settings(deadline=None)
@given(st.sampled_from([*SOUGHT, *QUERIES]), TEXT, st.integers(0, 200), st.integers(1, 50))
def test_a_snippet_of_a_long_text_is_that_of_its_beginning_or_of_what_is_beyond(
    query: str, text: str, most: int, stretch: int
) -> None:
    asked, beginning = parse(query), text[:most]
    reads: list[str] = []

    def whole() -> str:
        reads.append(text)
        return text

    with patch.object(highlight, "STRETCH", stretch):
        [found] = snippets(asked, [beginning], 60, cut={0: whole})
    assert re.sub(r"\s", " ", text[found.start : found.start + len(found.text)]) == found.text
    marked = {index for text_ in (beginning, text) for span in marks(asked, text_) for index in range(*span)}
    assert all(found.start + index in marked for span in found.hits for index in range(*span))
    if marks(asked, text):
        assert found.hits
    if not reads:
        assert found == snippet(asked, beginning, 60)
