from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Analysis, Span
from tests.pilot.small_library import ARTICLES, HARBOUR
from tui.text.sentences import held_in, sentence_at


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("chair", "Its chair, Jon Adeyemi-Køhl, said that the port could not do without it,"
                  " and that jobs would follow."),
        ("Harbour Board insists", "The Harbour Board insists on the hall."),
        ("ship", '"We will not load a single ship for it," she told several hundred people at the gate.'),
        ("strike", '"The hall is paid for by those who lose their work," Tolvanen said later, and the dockers\' union'
                   " voted for a strike."),
    ],
)  # fmt: skip
def test_the_sentence_around_a_place(words: str, sentence: str) -> None:
    start, end = sentence_at(HARBOUR, HARBOUR.index(words))
    assert HARBOUR[start:end] == sentence


@pytest.mark.parametrize(
    "text",
    ["Mr. Smith met Dr. A. B. Jones at 5.30 p.m. in the hall.", "She paid No. 7 of them, i.e. all, for a U.S. car."],
)
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert sentence_at(text, 10) == (0, len(text))


def test_sentences_of_other_scripts_and_quotes_end_where_they_end() -> None:
    text = "“Nein!” Ärger folgte. Она сказала. معهد. Ende"
    found = [text[slice(*sentence_at(text, text.index(word)))] for word in ("Nein", "folgte", "сказала", "معهد")]
    assert found == ["“Nein!”", "Ärger folgte.", "Она сказала.", "معهد."]


@given(st.text(alphabet='aB .!?\n"”1é', max_size=80), st.integers(0, 80))
def test_a_sentence_holds_its_place_and_no_line_feed(text: str, offset: int) -> None:
    offset = min(offset, max(0, len(text) - 1))
    start, end = sentence_at(text, offset)
    assert 0 <= start <= end <= len(text)
    if text and text[offset] not in "\n ":
        assert start <= offset < end
        assert "\n" not in text[start:end]


def test_the_positions_of_a_sentence_are_those_with_words_in_it() -> None:
    positions = (ARTICLES[0][1] or Analysis()).positions
    assert held_in(positions, sentence_at(HARBOUR, HARBOUR.index("load a single"))) == [1]
    assert held_in(positions, sentence_at(HARBOUR, HARBOUR.index("Mayor"))) == [4]
    assert held_in(positions, sentence_at(HARBOUR, HARBOUR.index("people at the gate"))) == [1]
    assert held_in(positions, Span(0, 6)) == []
