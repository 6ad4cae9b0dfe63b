"""Stance and target, a sentence a rule."""

from __future__ import annotations

import pytest

from index.analysis.extraction import extract
from index.analysis.pipeline import Analyser
from index.analysis.reading import Reader
from index.analysis.stance import judge
from index.analysis.weights import learned
from index.article import Position


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def position(analyser: Analyser, text: str, words: str) -> Position:
    found = [one for one in analyser.analyse(text).positions if words in one.statement.text]
    assert found, f"no position states {words!r}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "stance"),
    [
        ("Anna Grant accused the port of plotting a closure.", "the port", "opposes"),
        ("Anna Grant said that the port was stoking fears to sabotage the talks.", "sabotage", "opposes"),
        ("Anna Grant said the necessary conditions were not met.", "conditions", "opposes"),
        ("Anna Grant said that no strike was planned.", "no strike", "opposes"),
        ("Anna Grant vowed that her city would not join the force.", "would not join", "opposes"),
        ("Anna Grant ruled out that her city would join the force.", "would join", "opposes"),
        ("Anna Grant said the port must close.", "must close", "supports"),
        ("Anna Grant promised no delay of the bridge.", "no delay", "opposes"),
        ("Anna Grant said that the city needs to build a bridge.", "build a bridge", "supports"),
        ("Anna Grant said that the city would have to do without a bridge.", "without a bridge", "opposes"),
        ("Anna Grant recommended that the council extend the treaty.", "extend the treaty", "supports"),
        ("Anna Grant suggested that the treaty be extended to Larun.", "be extended", "supports"),
        ("Anna Grant said that she was ready to lead the force.", "ready to lead", "supports"),
        ("Anna Grant would rather see the treaty extended.", "the treaty", "supports"),
        ("“We will not pay for this bridge,” said Anna Grant.", "We will not pay", "opposes"),
        ("“I support the new bridge, and so does my cat,” said Anna Grant.", "I support", "supports"),
        ("Anna Grant said that the clerk decided to take the ferry.", "decided", "neutral"),
        ("Anna Grant said that twenty clerks commit crimes a day.", "clerks", "neutral"),
        ("Anna Grant does not think the fare should be the same for all.", "the fare", "opposes"),
        ("Anna Grant said that she would decide about the bill when she had read it.", "the bill", "neutral"),
        ("Anna Grant said that the work will not be postponed by an hour.", "postponed", "supports"),
        ("A compromise, Anna Grant said, was out of the question.", "out of the question", "opposes"),
        ("Anna Grant said that there would be no delay of the bridge.", "no delay", "opposes"),
        ("Anna Grant says she won’t vote for the bridge.", "vote for", "opposes"),
        ("Anna Grant said her city doesn’t want the bridge.", "want", "opposes"),
        ("Anna Grant was not hopeful about the talks.", "the talks", "opposes"),
        ("Anna Grant would not want to defend the bridge.", "defend", "opposes"),
        ("Anna Grant said that her office would stop opposing the bridge.", "stop opposing", "supports"),
        ("Anna Grant said that she is ready to fight the closure.", "fight", "opposes"),
        ("Anna Grant said there should be a ban on night flights.", "a ban", "supports"),
        ("Anna Grant is worried about the delay of the bridge.", "the delay", "opposes"),
        ("Anna Grant addressed the concerns of the port.", "the concerns", "neutral"),
        ("Anna Grant promised to tax ferries.", "tax ferries", "supports"),
        ("“I’m voting for the bridge,” said Anna Grant.", "voting", "supports"),
        ("“This closing of bridges by night has to stop,” said Anna Grant.", "has to stop", "opposes"),
        ("Anna Grant said the voters were rejecting the bridge.", "rejecting", "neutral"),
        ("Anna Grant said that the bridge was not left off the list.", "left off", "neutral"),
        ("“I don’t know the bridge, I have to tell you,” said Anna Grant.", "know", "neutral"),
        ("Anna Grant said she could support the treaty if it set a fine.", "could support", "conditional"),
        ("“Unless there is a penalty, we shall oppose whatever is signed,” said Anna Grant.", "Unless", "conditional"),
    ],
)
def test_stance_follows_will_denial_and_blame(analyser: Analyser, text: str, words: str, stance: str) -> None:
    assert position(analyser, text, words).stance == stance


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We did not build a bridge in order to ask for leave to cross it,” said Anna Grant.", "build"),
        ("Anna Grant argued that the plan and its critics come from the port.", "come from"),
    ],
)
def test_rules_find_no_side_where_none_is_named(reader: Reader, text: str, words: str) -> None:
    ((_, section),) = reader.read([text])
    found = [one for one in extract(section, learned()) if words in text[slice(*one.content[0])]]
    assert [one.stance for one in judge(text, found, lambda asked: [(0.0, 0.0)] * len(asked))] == ["neutral"]


@pytest.mark.parametrize(
    ("text", "words", "target"),
    [
        ("Anna Grant said that her country will not be involved in Larun in any form.", "involved", "Larun"),
        (
            "Anna Grant signalled her readiness to lead a coalition of cities.",
            "lead",
            "coalition of cities",
        ),
        ("Anna Grant rejected the plan, which the council had made.", "the plan", "plan"),
        (
            "Officials have dismissed the presence of soldiers in Larun if they come by sea.",
            "presence",
            "presence of soldiers in Larun",
        ),
        ("The strike began in March. Anna Grant said on Tuesday that she supported it.", "supported", "strike"),
        ("Anna Grant called the Larun Treaty the best bargain of her life.", "bargain", "Larun Treaty"),
        ("Anna Grant said that she continued to back the bill, and left.", "continued", "bill"),
        ("“We oppose this bill,” said Anna Grant. “It takes bread from us.”", "We oppose", "this bill"),
        ("“This is a disaster for the harbour,” said Anna Grant.", "disaster", "the harbour"),
        ("Anna Grant proposed taxing ferries.", "taxing ferries", "taxing ferries"),
        ("“I stand by the old bridge,” said Anna Grant.", "I stand by", "the old bridge"),
    ],
)
def test_target_is_the_shortest_phrase_that_names_the_thing(
    analyser: Analyser, text: str, words: str, target: str
) -> None:
    found = position(analyser, text, words).target
    assert found is not None
    assert found.text.removeprefix("a ") == target
