"""The phrases of a quotation, and the choice of the one that names what it is for or against."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.meanings import meanings
from index.analysis.pipeline import Analyser
from index.analysis.things import LONGEST, MOST_WORDS, Words, phrase_words, phrases, vectors_of, words_of


def read(text: str) -> Words:
    return words_of(text, [(0, len(text))])


def named(text: str) -> list[str]:
    words = read(text)
    return [text[words.places[i][0] : words.places[j - 1][1]] for i, j in phrases(words)]


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


def test_phrases_begin_and_end_with_words_that_name_something() -> None:
    found = named("We will not pay for the new bridge, and he knows it.")
    assert {"pay", "the new bridge", "new bridge", "he", "it", "knows"} <= set(found)
    assert not {"not", "the", "for", "We", "and", "pay for", "bridge, and he"} & set(found)


def test_a_phrase_stays_in_one_sentence_and_between_marks() -> None:
    assert not [phrase for phrase in named("Close the port. Ferries, boats") if "." in phrase or "," in phrase]


def test_a_shortened_word_ends_no_sentence() -> None:
    found = named("Mr. Ray's U.S. visit and John F. Lind; Mr. Ray.")
    assert {"Mr. Ray", "Mr. Ray's U.S. visit", "John F. Lind"} <= set(found)
    assert not [phrase for phrase in named("So do I. Ports matter to us. Boats, too.") if "." in phrase]


@given(st.text(max_size=300))
def test_phrases_of_any_text_are_a_few_whole_words_of_it(text: str) -> None:
    words = read(text)
    assert len(words.lower) <= MOST_WORDS
    for i, j in phrases(words):
        assert 0 <= i < j <= i + LONGEST
        start, stop = words.places[i][0], words.places[j - 1][1]
        assert text[start:stop] == text[start:stop].strip() != ""
        assert len({*words.sentence[i:j]}) == 1


def test_the_model_sees_a_phrase_and_the_words_beside_it_in_its_sentence() -> None:
    words = read("Stop. The bridge must go!")
    assert words.lower == ["stop", ".", "the", "bridge", "must", "go", "!"]
    assert phrase_words(words, 2, 4) == (2, 3, -1, 4)
    assert phrase_words(words, 5, 6) == (5, 5, 4, 6)
    (seen,) = vectors_of(words, meanings(), [phrase_words(words, 2, 4)])
    assert np.isnan(seen[2]).all()
    assert (seen[1] == meanings().of(["bridge"])[0]).all()


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("“The new bridge is a disaster for the port,” said Anna Grant.", "The new bridge"),
        ("“Peter Hall is a liar and everybody knows it,” said Anna Grant.", "Peter Hall"),
        ("“We have to repeal the harbour law,” said Anna Grant.", "repeal the harbour law"),
        ("“We must fight this corrupt scheme,” said Anna Grant.", "fight this corrupt scheme"),
        ("“They should stop this disastrous plan at once,” said Anna Grant.", "this disastrous plan"),
        ("“No share of ours in a new ferry on the lake is planned,” said Anna Grant.", "a new ferry"),
    ],
)
def test_a_quotation_is_about_what_it_praises_or_blames_not_about_the_praise_or_blame(
    analyser: Analyser, text: str, target: str
) -> None:
    (found,) = analyser.analyse(text).positions
    assert found.target is not None
    assert found.target.text == target
