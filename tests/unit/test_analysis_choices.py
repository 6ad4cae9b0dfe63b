"""Whose a position is and where its statement begins, once it is chosen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.analysis.beginnings import beginnings, settle_beginnings
from index.analysis.candidates import Candidate
from index.analysis.drafts import draft
from index.analysis.parse import Parse
from index.analysis.patterns import find_candidates
from index.analysis.reading import Reader
from index.analysis.sources import MOST_PHRASES, settle_sources, source_features, sources
from index.analysis.training.corpus import Attribution, Labelled
from index.analysis.training.examples import Judge
from index.analysis.weights import Logistic, choose

HARBOUR = "After the vote in Larun, Ada Olt and her deputy said that the harbour would close."
FAVOUR = "On Friday the mayor voiced her support for a wider harbour."
CROWD = "Of Ada, Bo, Cy, Di, Ed, Flo, Gus, Hal, Ivo, Jo, Kai and Lu, Max said it would rain."

Read = Callable[[str, str], tuple[Parse, Candidate]]


@pytest.fixture(scope="module")
def read() -> Read:
    reader = Reader()

    def one(text: str, pattern: str) -> tuple[Parse, Candidate]:
        ((_, section),) = reader.read([text])
        parse = section.parses[0]
        assert parse is not None
        return parse, next(found for found in find_candidates(parse) if found.pattern.startswith(pattern))

    return one


def words(parse: Parse, found: list[int | None]) -> list[str | None]:
    return [None if i is None else parse.text[i] for i in found]


def test_the_holder_of_the_rules_comes_first_then_nobody_then_other_phrases_outside_the_statement(read: Read) -> None:
    parse, candidate = read(HARBOUR, "clause")
    found = words(parse, sources(parse, candidate))
    assert found[:2] == ["Olt", None]
    assert {"Larun", "deputy", "vote"} <= set(found)
    assert "harbour" not in found


def test_a_statement_of_nobody_may_stay_nobody_s(read: Read) -> None:
    parse, candidate = read(HARBOUR, "clause")
    candidate.holder = candidate.holder_range = None
    assert sources(parse, candidate)[0] is None
    assert sources(parse, candidate).count(None) == 1


def test_few_phrases_of_a_long_sentence_are_looked_at(read: Read) -> None:
    parse, candidate = read(
        "Of Ada, Bo, Cy, Di, Ed, Flo, Gus, Hal, Ivo, Jo, Kai and Lu, Max said it would rain.", "clause"
    )
    assert len(sources(parse, candidate)) <= MOST_PHRASES + 2


def test_a_doubted_holder_gives_way_to_a_likelier_one_with_its_whole_phrase(read: Read) -> None:
    parse, candidate = read(HARBOUR, "clause")
    settle_sources(parse, [candidate], Logistic({"R": -1.0, "l=deputy": 1.0}))
    assert candidate.holder is not None
    assert candidate.holder_range is not None
    assert parse.text[candidate.holder] == "deputy"
    assert parse.text[slice(*candidate.holder_range)] == ["her", "deputy"]


def test_a_doubted_holder_gives_way_to_nobody(read: Read) -> None:
    parse, candidate = read(HARBOUR, "clause")
    settle_sources(parse, [candidate], Logistic({"R": -1.0, "none": 1.0}))
    assert (candidate.holder, candidate.holder_range) == (None, None)


def test_a_sure_holder_stays_without_a_look_at_others(read: Read) -> None:
    parse, candidate = read(HARBOUR, "clause")
    settle_sources(parse, [candidate], Logistic({"R": 2.0, "l=deputy": 9.0}))
    assert candidate.holder is not None
    assert parse.text[candidate.holder] == "Olt"


def test_a_model_that_knows_nothing_changes_nothing(read: Read) -> None:
    parse, candidate = read(FAVOUR, "object")
    before = candidate.holder, candidate.holder_range, list(candidate.content)
    settle_sources(parse, [candidate], Logistic({}))
    settle_beginnings(parse, [candidate], Logistic({}))
    assert (candidate.holder, candidate.holder_range, candidate.content) == before


def test_the_present_beginning_comes_first_and_each_other_begins_a_phrase(read: Read) -> None:
    parse, candidate = read(FAVOUR, "object")
    found = [parse.text[i] for i in beginnings(parse, candidate)]
    assert found[0] == "her"
    assert {"for", "a"} <= set(found)
    assert "mayor" not in found


def test_a_doubted_beginning_moves_to_a_likelier_one_and_the_end_stays(read: Read) -> None:
    parse, candidate = read(FAVOUR, "object")
    settle_beginnings(parse, [candidate], Logistic({"=": -1.0, ">|w=a": 1.0}))
    made = draft(candidate, parse, 0)
    assert FAVOUR[slice(*made.content[0])] == "a wider harbour"
    assert FAVOUR[slice(*made.cue)] == "voiced her support for"


def test_no_statement_begins_with_its_cue_or_before_it(read: Read) -> None:
    parse, candidate = read(FAVOUR, "object")
    assert min(beginnings(parse, candidate)) > candidate.cue


def test_the_features_of_the_present_holder_are_the_same_whatever_stands_beside_it(read: Read) -> None:
    parse, candidate = read(HARBOUR, "clause")
    found = sources(parse, candidate)
    assert source_features(parse, candidate, found)[0] == source_features(parse, candidate, found[:1])[0]


def test_the_likeliest_answer_to_each_question_is_chosen(read: Read) -> None:
    parse, _ = read(FAVOUR, "object")
    model = Logistic({"no": -1.0, "yes": 1.0})
    questions = [([["no"], ["yes"]], [(0,), (1,)]), ([["yes"], ["no"]], [(0,), (1,)]), ([["no"]], [(0,)])]
    assert choose(model, parse.vectors, questions) == [1, 0, 0]


def place(words: str) -> tuple[int, int]:
    start = FAVOUR.index(words)
    return start, start + len(words)


def judged(holder: str) -> tuple[Judge, Attribution]:
    gold = Attribution((place(holder),) if holder else (), (place("voiced"),), (place("a wider harbour"),))
    return Judge(Labelled("x", FAVOUR, ((gold,),))), gold


def test_training_takes_the_phrase_most_like_the_annotator_s_holder() -> None:
    judge, gold = judged("the mayor")
    whole, head, other = place("the mayor"), place("mayor"), place("Friday")
    found = judge.holders_right(gold, [(other, other), None, (whole, head), (head, head)])
    assert found == [False, False, True, False]


def test_training_takes_nobody_where_the_annotator_has_nobody() -> None:
    judge, gold = judged("")
    assert judge.holders_right(gold, [(place("the mayor"), place("mayor")), None]) == [False, True]


def test_training_takes_the_annotator_s_first_word_for_the_beginning() -> None:
    judge, gold = judged("the mayor")
    assert [judge.begins_right(gold, place(word)) for word in ("a ", "wider", "support")] == [True, False, False]
