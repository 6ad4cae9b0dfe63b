"""What the judge of stances is taught with: labels of the corpus by place, and sentences of our own."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from index.analysis.reading import Reader
from index.analysis.training.judged import Invented, of_sentences, sentences, stances, targets
from index.analysis.weights import Weights, learned


@pytest.fixture(scope="module")
def invented() -> list[Invented]:
    return sentences()


def test_targets_of_the_corpus_are_places_in_a_text_of_attributions_that_take_a_side() -> None:
    known, signs = targets(), stances()
    assert len(known) > 2000
    assert all(0 <= start < stop for start, stop in known.values())
    assert sum(signs.get(place, 0) != 0 for place in known) > 0.9 * len(known)


def test_a_sentence_of_our_own_is_plain_text_with_its_statement_and_target_in_it(invented: list[Invented]) -> None:
    for each in invented:
        assert not re.search(r"[\[\]\t\n]", each.text)
        assert all(0 <= start < stop <= len(each.text) for start, stop in each.content)
        if each.target is not None:
            assert any(start <= each.target[0] < each.target[1] <= stop for start, stop in each.content)


def test_sentences_of_our_own_take_each_side_as_often_and_name_what_it_is_taken_on(invented: list[Invented]) -> None:
    counts = Counter(each.sign for each in invented)
    assert min(counts[1], counts[-1], counts[0]) > 0.9 * max(counts.values())
    assert all((each.target is None) == (each.sign == 0) for each in invented)


def test_no_sentence_stands_twice(invented: list[Invented]) -> None:
    assert len({each.text for each in invented}) == len(invented)


def test_a_sentence_is_judged_on_the_statement_that_the_analysis_finds_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Mary Hill said that the bridge was a gift. It rained."
    shown = [Invented(text, ((15, 41),), 1, (20, 30)), Invented("It rained in May.", ((0, 9),), 0, None)]
    monkeypatch.setattr("index.analysis.training.judged.sentences", lambda: shown)
    weights: Weights = learned()
    (found,) = of_sentences(Reader(), weights)
    assert (found.text, found.sign) == (text, 1)
    assert found.target is not None
    assert text[slice(*found.target)] == "the bridge"
    assert "the bridge was a gift" in text[slice(*found.draft.content[0])]
