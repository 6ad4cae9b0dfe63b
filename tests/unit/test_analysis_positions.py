"""What the analysis makes of news sentences: holders, statements, stances, targets, all at their exact words."""

from __future__ import annotations

import pytest

from index.analysis.pipeline import Analyser
from index.article import GAP, Analysis, Passage, Position

FORCE = """\
Rome will stay out of the proposed force for Ukraine, said Giorgia Meloni.

Italian Prime Minister Giorgia Meloni told reporters that Italy would send no soldiers to the mission that London and \
Paris have drawn up.

British Prime Minister Keir Starmer and French President Emmanuel Macron indicated their readiness to spearhead a \
“coalition of the willing” that would help Kiev.

After the summit in Paris, which Ukrainian President Vladimir Zelensky attended, Meloni repeated that “no national \
participation in a possible military force on the ground is planned” by her cabinet.

She told the Financial Times on Friday that it was “childish” to make Italy choose between the US and the EU. She \
recommended extending NATO’s mutual defense clause to Ukraine.

Croatian President Zoran Milanovic declared that his country “will not be involved in Ukraine in any form.” He said \
that Zagreb would not take part in the peacekeeping force.

Russia has flatly dismissed the possibility of NATO-aligned European troops in the conflict zone."""


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


@pytest.fixture(scope="module")
def force(analyser: Analyser) -> Analysis:
    return analyser.analyse(FORCE)


def held(analysis: Analysis, holder: str, stance: str, words: str) -> list[Position]:
    return [
        position
        for position in analysis.positions
        if position.holder is not None
        and position.holder.name == holder
        and position.stance == stance
        and words in position.statement.text
    ]


@pytest.mark.parametrize(
    ("holder", "stance", "words"),
    [
        ("Giorgia Meloni", "opposes", "no national participation"),
        ("Giorgia Meloni", "opposes", "would send no soldiers"),
        ("Giorgia Meloni", "supports", "extending NATO’s mutual defense clause"),
        ("Giorgia Meloni", "opposes", "“childish” to make Italy choose"),
        ("Keir Starmer", "supports", "readiness to spearhead"),
        ("Emmanuel Macron", "supports", "readiness to spearhead"),
        ("Zoran Milanovic", "opposes", "will not be involved"),
        ("Zoran Milanovic", "opposes", "would not take part"),
        ("Russia", "opposes", "the possibility of NATO-aligned European troops"),
    ],
)
def test_each_position_of_the_dispute_is_found_with_its_holders_full_name(
    force: Analysis, holder: str, stance: str, words: str
) -> None:
    assert held(force, holder, stance, words)


def test_every_passage_reads_as_the_text_at_its_spans(force: Analysis) -> None:
    for position in force.positions:
        for passage in (position.cue, position.statement, position.target):
            if passage is not None:
                assert passage == Passage.of(FORCE, passage.spans)
                assert passage.text == GAP.join(FORCE[start:end] for start, end in passage.spans)


def test_entities_are_named_in_full_and_mentions_stand_at_their_words(force: Analysis) -> None:
    names = {entity.name for entity in force.entities}
    people = {"Giorgia Meloni", "Keir Starmer", "Emmanuel Macron", "Vladimir Zelensky", "Zoran Milanovic"}
    assert names >= people | {"NATO", "EU", "Financial Times", "Italy", "Ukraine", "Russia"}
    assert "Meloni" not in names
    meloni = next(entity for entity in force.entities if entity.name == "Giorgia Meloni")
    assert {FORCE[start:end] for start, end in meloni.mentions} == {"Giorgia Meloni", "Meloni"}


def test_positions_stand_in_the_order_of_the_text_and_outer_ones_hold_inner_ones(force: Analysis) -> None:
    for position in force.positions:
        if position.outer is not None:
            outer = force.positions[position.outer].statement.spans
            inner = position.statement.spans
            assert all(any(a <= start and end <= b for a, b in outer) for start, end in inner)


def test_texts_analysed_together_give_what_they_give_alone(analyser: Analyser) -> None:
    texts = [FORCE, "", "The mayor of Larun, Ada Olt, wants to close the port. “It is a disaster,” she said."]
    assert analyser.analyse_many(texts) == [analyser.analyse(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "holder", "stance", "words"),
    [
        ("Anna Grant refused to sign the treaty.", "Anna Grant", "opposes", "to sign the treaty"),
        ("Anna Grant supports the new harbour law.", "Anna Grant", "supports", "the new harbour law"),
        ("The council opposes the tax. Anna Grant wants to raise the tax.", "Anna Grant", "supports", "raise the tax"),
        ("According to Anna Grant, the bridge opened on Monday.", "Anna Grant", "neutral", "the bridge opened"),
        ("Anna Grant said the bridge had opened on Monday.", "Anna Grant", "neutral", "the bridge had opened"),
        ("Anna Grant said she had not ruled out sending ships.", "Anna Grant", "conditional", "sending ships"),
        ("Anna Grant said she would sign only if the port stays open.", "Anna Grant", "conditional", "would sign"),
        ("Anna Grant denied that the harbour was sold.", "Anna Grant", "opposes", "the harbour was sold"),
        (
            "“This plan is a disaster for all of us,” said Anna Grant.",
            "Anna Grant",
            "opposes",
            "This plan is a disaster",
        ),
    ],
)
def test_stance_follows_the_words(analyser: Analyser, text: str, holder: str, stance: str, words: str) -> None:
    assert held(analyser.analyse(text), holder, stance, words)


def test_a_pronoun_is_the_person_it_stands_for(analyser: Analyser) -> None:
    text = (
        "Mr. Peter Hall met Mrs. Anna Grant in the harbour. She said that the bridge would open. He said it would not."
    )
    holders = [position.holder.name for position in analyser.analyse(text).positions if position.holder]
    assert holders[:2] == ["Anna Grant", "Peter Hall"]


def test_a_quotation_goes_on_in_the_next_paragraph(analyser: Analyser) -> None:
    text = "“We built this bridge,” said Anna Grant. “We paid for it.\n\n“Now we will open it.”"
    statements = [position.statement.text for position in analyser.analyse(text).positions]
    assert any("We built" in words and "We paid" in words and "Now we will" in words for words in statements)


def test_a_capital_that_holds_a_position_is_its_state(analyser: Analyser) -> None:
    text = "Russia sent a note to Croatia on Monday. Moscow rejected the proposal. Zagreb said that it would agree."
    holders = {position.holder.name for position in analyser.analyse(text).positions if position.holder}
    assert {"Russia", "Croatia"} <= holders


def test_a_positions_rule_names_its_pattern_and_cue(force: Analysis) -> None:
    dismissed = held(force, "Russia", "opposes", "the possibility")[0]
    assert dismissed.rule.startswith("object(dismiss)")
    assert 0 < dismissed.confidence < 1


def test_who_is_asked_does_not_hold_the_question(analyser: Analyser) -> None:
    found = analyser.analyse("Asked about the promise of the port, Anna Grant said that she would write a letter.")
    assert [position.statement.text for position in found.positions if position.holder] == [
        "that she would write a letter"
    ]
