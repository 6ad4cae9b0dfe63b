"""Positions made up for a network to learn from: of the corpus' own words, many, and the same each time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.analysis.training.made_up import _SMALL, Said, made_up, sentences

SAID = [
    Said("rejected", "the plan to close the port in May"),
    Said("said that", "it would open the bridge again, and soon"),
    Said("praised", "her"),
]
OTHERS = ["The river rose by two metres in the night and nobody saw it."]


def test_a_text_is_cut_into_sentences_of_some_length() -> None:
    text = "The port is closed now. “We wait for you here,” she said. Then he left.\nNo.\nIt rained on us all day."
    assert sentences(text) == [
        "The port is closed now.",
        "“We wait for you here,” she said.",
        "It rained on us all day.",
    ]


def test_each_position_and_sentence_is_made_anew_in_several_ways() -> None:
    made = made_up(SAID * 20, OTHERS)
    assert len(made) == 10 * 20 * len(SAID) + 3 * len(OTHERS)
    assert len(set(made)) > len(made) / 2
    assert any(one.cue != "rejected" and "port" in one.statement for one in made)
    assert any(one.cue == "rejected" and "bridge" in one.statement for one in made)


def test_the_same_are_made_each_time_and_others_by_another_seed() -> None:
    assert made_up(SAID, OTHERS) == made_up(SAID, OTHERS)
    assert made_up(SAID, OTHERS) != made_up(SAID, OTHERS, seed=1)


@given(st.lists(st.builds(Said, st.text(max_size=20), st.text(max_size=60)), min_size=1, max_size=4), st.integers())
def test_all_words_that_are_made_up_were_there_or_are_small(said: list[Said], seed: int) -> None:
    known = {word for each in said for word in (each.cue + " " + each.statement).split()} | set(_SMALL)
    for made in made_up(said, [], seed):
        assert {*made.cue.split(), *made.statement.split()} <= known
