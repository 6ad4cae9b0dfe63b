"""Constructions of news prose that stretch over clauses and sentences, a sentence or two a rule."""

from __future__ import annotations

import pytest

from index.analysis.pipeline import Analyser
from index.article import Position


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


def told(analyser: Analyser, text: str) -> list[tuple[str | None, str, str]]:
    """Holder, stance and target of every position that is not neutral."""
    return [
        (
            one.holder.name if one.holder else None,
            one.stance,
            (one.target.text if one.target else "").removeprefix("the "),
        )
        for one in analyser.analyse(text).positions
        if one.stance != "neutral"
    ]


def stating(analyser: Analyser, text: str, words: str) -> Position:
    found = [one for one in analyser.analyse(text).positions if words in one.statement.text]
    assert found, f"no position states {words!r}"
    return found[0]


def test_a_statement_takes_in_the_condition_behind_its_cue_and_leaves_out_the_dateline(analyser: Analyser) -> None:
    text = (
        "OSLO, 3 May (Sample Wire) — Larun could live with a taller tower after all, its prime minister said on Friday,"
        " but only if the builders paid for the road.\n\nIt was the first time that Anna Grant had named a price."
    )
    found = stating(analyser, text, "taller tower")
    assert found.statement.text.startswith("Larun could")
    assert found.statement.text.endswith("paid for the road")
    assert found.stance == "conditional"
    assert found.target is not None
    assert found.target.text == "taller tower"
    assert found.holder is not None
    assert found.holder.name == "Anna Grant"


def test_a_verdict_in_the_speakers_tense_goes_on_from_the_sentence_before(analyser: Analyser) -> None:
    text = (
        "The bridge “will not be closed for a day”, Anna Grant said in an interview on Monday. A closure would be a "
        "blunder, a costly one. The river was calm."
    )
    assert ("Anna Grant", "opposes", "closure") in told(analyser, text)
    assert not any("calm" in one.statement.text for one in analyser.analyse(text).positions)


def test_a_but_if_ties_a_refusal_to_a_condition(analyser: Analyser) -> None:
    text = (
        "Anna Grant leads the club. The club wanted the levy withdrawn, its leader said. But if the council promised "
        "to spend it on boats, “we would pay it”."
    )
    assert ("Anna Grant", "conditional", "levy") in told(analyser, text)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "Anna Grant said that she regretted the delay and still backed the tunnel.",
            ("opposes", "delay"),
            ("supports", "tunnel"),
        ),
        (
            "Peter Hall said that he respected the verdict but considered the fine a mistake.",
            ("supports", "verdict"),
            ("opposes", "fine"),
        ),
    ],
)
def test_a_statement_that_takes_two_sides_is_two_positions(
    analyser: Analyser, text: str, first: tuple[str, str], second: tuple[str, str]
) -> None:
    assert [(stance, target) for _, stance, target in told(analyser, text)] == [first, second]


def test_one_side_taken_twice_by_other_people_is_not_split(analyser: Analyser) -> None:
    text = "Anna Grant said that the mayor rejected the plan and the clerk backed the tunnel."
    assert len(analyser.analyse(text).positions) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Grant said that the crew would not sail until the fee was abolished.", ("opposes", "fee")),
        ("Mary Hill wants the levy passed as it stands.", ("supports", "levy")),
        ("Mary Hill said that she wanted the levy scrapped.", ("opposes", "levy")),
        ("Mary Hill demanded that Peter Hall resign.", ("opposes", "Peter Hall")),
        ("Mary Hill said that the guards must go.", ("opposes", "guards")),
        ("Mary Hill said that the gate should stay open until May.", ("supports", "gate")),
        ("Mary Hill accused the council of a breach of trust.", ("opposes", "council")),
        ("Mary Hill said that to close the gate would be a blunder.", ("opposes", "to close the gate")),
        ("Mary Hill said that she backed what she called “a tax on noise”.", ("supports", "a tax on noise")),
        (
            "“I will not bring cheap boats into this port,” said Mary Hill. “Not this week.”",
            ("opposes", "cheap boats"),
        ),
        ("“I backed this levy, and I can no longer support it,” said Mary Hill.", ("opposes", "this levy")),
        ("“I support this levy without reservation,” said Mary Hill.", ("supports", "this levy")),
        (
            "Mary Hill, who has refused to discuss the fare, said that she was now prepared to talk about everything.",
            ("supports", "fare"),
        ),
    ],
)
def test_stance_and_target_of_refusals_and_wishes(analyser: Analyser, text: str, expected: tuple[str, str]) -> None:
    assert told(analyser, text)[-1][1:] == expected


def test_what_somebody_recalls_to_have_said_is_not_what_he_says(analyser: Analyser) -> None:
    text = (
        "Anna Grant welcomed the tunnel. “I recommend it,” she said. “We said that we would oppose the next road "
        "unless it was shorter. Well, it was.”"
    )
    assert stating(analyser, text, "I recommend").stance == "supports"


def test_to_have_been_wrong_is_no_verdict_on_what_was_named_before(analyser: Analyser) -> None:
    text = "Anna Grant rejected the tunnel. “I was wrong, and I would like to say so,” she told the council."
    found = stating(analyser, text, "I was wrong")
    assert found.target is None or found.stance != "opposes"


@pytest.mark.parametrize(
    "text",
    [
        "The hall was so full that the clerks stood on the tables.",
        "Anna Grant had said so on Friday.",
    ],
)
def test_what_only_followed_or_was_said_on_a_day_is_no_statement(analyser: Analyser, text: str) -> None:
    assert not [one for one in analyser.analyse(text).positions if one.statement.text != "so"]


def test_a_question_is_neutral(analyser: Analyser) -> None:
    found = stating(analyser, "Asked about the promise, Anna Grant left the room.", "promise")
    assert found.stance == "neutral"


def test_a_statement_never_ends_inside_a_quotation_that_it_began(analyser: Analyser) -> None:
    text = (
        "Anna Grant stated that Larun would not take part, as “the needs are not met – there is no peace, nor the "
        "consent of the other side, which in this case is Tarsina.”"
    )
    assert analyser.analyse(text).positions[0].statement.text.endswith("is Tarsina.”")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("The council has a levy. The transport minister supports it.", "levy"),
        ("The club dislikes the levy. Its committee will vote against it in May.", "levy"),
        (
            "The levy, she said then, was a mistake. On Friday Anna Grant sat beside the mayor and welcomed it.",
            "levy",
        ),
    ],
)
def test_it_is_neither_its_own_verbs_subject_nor_a_person_in_office(analyser: Analyser, text: str, target: str) -> None:
    assert told(analyser, text)[-1][2] == target


def test_a_statement_of_pronouns_alone_that_stand_for_nothing_is_left_out(analyser: Analyser) -> None:
    assert not analyser.analyse("Which of them it was Anna Grant would not say.").positions


def test_what_stands_behind_a_semicolon_is_another_statement(analyser: Analyser) -> None:
    text = (
        "Anna Grant repeated that the club would not row until the levy was withdrawn; now, she added, it must shrink."
    )
    assert ("Anna Grant", "opposes", "levy") in told(analyser, text)


def test_a_short_quotation_at_the_end_is_taken_in_whole(analyser: Analyser) -> None:
    text = "Anna Grant argued that the town was not giving away land but buying peace of mind, “and at wholesale”."
    assert not analyser.analyse(text).positions[0].statement.text.endswith("“")


@pytest.mark.parametrize(
    "text",
    [
        "Talks about the Larun bridge broke off on Wednesday.",
        "Whether the two plans can be joined is the question that the council will have to answer.",
        "Anna Grant looked like a woman who had lost an argument.",
        "Anna Grant has critics of her own.",
        "He is no friend of Anna Grant and does not wish to be.",
    ],
)
def test_what_names_no_statement_or_no_holder_is_no_position(analyser: Analyser, text: str) -> None:
    assert not analyser.analyse(text).positions


@pytest.mark.parametrize(
    "text",
    [
        "Neither the ferry nor the bridge company was asked to join the talks.",
        "Anna Grant frowned. She neither condemned the strike nor defended it.",
        "Anna Grant replied that it meant only in principle.",
    ],
)
def test_what_takes_no_side_is_neutral(analyser: Analyser, text: str) -> None:
    assert {position.stance for position in analyser.analyse(text).positions} <= {"neutral"}


def test_two_speakers_of_one_sentence_have_a_statement_each(analyser: Analyser) -> None:
    text = (
        "Anna Grant says that her city will send no boats, and Mayor Piet Olsen vows that his will close the harbour."
    )
    assert [
        (one.holder.name if one.holder else "", one.statement.text) for one in analyser.analyse(text).positions
    ] == [
        ("Anna Grant", "that her city will send no boats"),
        ("Piet Olsen", "that his will close the harbour"),
    ]


def test_what_a_subject_clause_proposes_ends_with_it(analyser: Analyser) -> None:
    text = "What Anna Grant and Piet Olsen propose to send is now known in both towns as a “harbour guard”."
    assert "to send" in [one.statement.text for one in analyser.analyse(text).positions]


def test_this_is_not_whom_it_is_told_nor_what_it_goes_without(analyser: Analyser) -> None:
    text = (
        "Anna Grant recommends that the city extend its ferry line without a subsidy. {} that this would be a triumph."
    )
    for cue in ("On Friday she told the Larun Times", "She argued"):
        found = [one.target for one in analyser.analyse(text.format(cue)).positions if "triumph" in one.statement.text]
        assert [target.text for target in found if target is not None] == ["its ferry line"]


def test_what_is_made_clear_has_the_stance_of_what_follows(analyser: Analyser) -> None:
    text = "Anna Grant, the premier, made it clear after the Paris summit that “no national participation” is planned."
    assert [one.stance for one in analyser.analyse(text).positions] == ["opposes"]


def test_she_may_stand_before_her_name(analyser: Analyser) -> None:
    text = "Three days after she promised that there would be no delay, Anna Grant calls a pause the sensible thing."
    assert {one.holder.name for one in analyser.analyse(text).positions if one.holder} == {"Anna Grant"}


@pytest.mark.parametrize(
    ("text", "holder", "stance", "statement"),
    [
        (
            "Anna Grant spoke. She said that she supported the strike, and that she did not give credit.",
            "Anna Grant",
            "supports",
            "that she supported the strike",
        ),
        ("Anna Grant refused to say whether she had met the owners.", "Anna Grant", "neutral", "whether she had"),
        (
            "Ivo Marsk promised that the bill would pass. The paper cost a crown.",
            "Ivo Marsk",
            "supports",
            "that the bill",
        ),
    ],
)
def test_one_position_is_read_as_it_is_said(
    analyser: Analyser, text: str, holder: str, stance: str, statement: str
) -> None:
    (found,) = analyser.analyse(text).positions
    assert found.holder is not None
    assert (found.holder.name, found.stance) == (holder, stance)
    assert found.statement.text.startswith(statement)
    assert not found.statement.text.endswith("and")


def test_nobody_is_his_own_target(analyser: Analyser) -> None:
    text = "Anna Grant spoke in Larun. The statement describes her as committed to “working with the ferry company”."
    assert all(
        one.target is None or one.holder is None or one.target.text != one.holder.name
        for one in analyser.analyse(text).positions
    )


def test_who_speaks_by_two_capitalised_words_is_somebody(analyser: Analyser) -> None:
    text = "The deal is done. Adaeze Obi promised that the new bill would be before the Assembly in a month."
    assert "Adaeze Obi" in [entity.name for entity in analyser.analyse(text).entities]


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        (
            "Axel Dorn, an adviser to the mayor, left. “We have work to do,” said a longtime adviser to the council.",
            ["longtime adviser to the council"],
        ),
        ("Anna Grant left early. “She did not like that,” said one Grant aide.", ["one Grant aide"]),
        (
            "Anna Grant met Piet Olsen. “The aim is to win,” said Ivo Marsk, a Larun lobbyist and longtime Grant ally.",
            ["Ivo Marsk"],
        ),
        ("Anna Grant smiled. The Grant spokesman Ivo Marsk said that the plan was good.", ["Ivo Marsk"]),
    ],
)
def test_who_is_not_named_is_nobody_whom_the_article_names(analyser: Analyser, text: str, holders: list[str]) -> None:
    assert [one.holder.name if one.holder else "" for one in analyser.analyse(text).positions] == holders


def test_a_case_at_court_is_no_person(analyser: Analyser) -> None:
    text = "Anna Grant won Grant v. Olsen on Monday. She said that Grant v. Olsen was a good case."
    assert not any(" v. " in entity.name for entity in analyser.analyse(text).entities if entity.label == "PERSON")


SPEAKERS = [
    ("“Did you know that it would leak?” Tan asked the builder.", "“Did you know", "Tan"),
    ("“Go home!” he shouted from the quay. Nobody went.", "“Go home!”", "he"),
    ("Anna Grant has since apologised for it: “I should have asked first. I am sorry.”", "“I should", "Anna Grant"),
    ("Then Anna Grant released the following statement:\n\n“We mourn with them all.”", "“We mourn", "Anna Grant"),
    ("“It leaks, right?” said Tan, who thinks often of it.\n\n“I struggle with that thought.”", "“I struggle", "Tan"),
    ("“It may leak,” Tan said.\n\n“They built it well.”\n\n-Anna Grant, the mayor.", "“They built", "Anna Grant"),
    ("“Imagine her on the quay,” Harbour co-host Stu Burgess mused.", "“Imagine", "Stu Burgess"),
    ("“It leaks,” he said.\n\n“We paid for it with our taxes and it leaks.”― Eva Roos.", "“We paid", "Eva Roos"),
    ("He said it leaks.\n\n”It is the greatest shame of our harbour town.” ― Eva Roos", "greatest shame", "Eva Roos"),
    ("“What does it mean to hold?” Mr. Lind asked, repeating a question of old.", "“What does", "Lind"),
    ("Lind said,“Look, it leaks. They have to mend it.”", "“Look, it leaks", "Lind"),
    ("Anna Grant said the plan would fail, telling reporters that it was too dear.", "too dear", "Anna Grant"),
]


@pytest.mark.parametrize(("text", "words", "holder"), SPEAKERS)
def test_a_quotation_has_its_speaker(analyser: Analyser, text: str, words: str, holder: str) -> None:
    found = stating(analyser, text, words)
    assert found.holder is not None
    assert found.holder.name.endswith(holder)


def test_a_statement_is_what_is_quoted_and_not_what_announces_it(analyser: Analyser) -> None:
    text = "In his “plan of action,” a paper he drew up last year, Tan wrote, “We must speak to all our allies.”"
    assert stating(analyser, text, "allies").statement.text == "“We must speak to all our allies.”"
    text = "Then Anna Grant released the following statement:\n\n“We mourn with them all.”"
    assert [one.statement.text for one in analyser.analyse(text).positions] == ["“We mourn with them all.”"]


def test_who_stands_before_a_colon_speaks_and_nobody_else_does(analyser: Analyser) -> None:
    found = stating(analyser, "The vote matters for the port - Philip Tan: “Two weeks ago it was lost.”", "Two weeks")
    assert found.holder is not None
    assert found.holder.name == "Philip Tan"
    text = "“We are guests,” Ms. Grant said. “We will stay.” Mr. Tan said: “What happened is grave. We run from it.”"
    assert stating(analyser, text, "grave").statement.text == "“What happened is grave. We run from it.”"
    assert stating(analyser, text, "guests").statement.text == "“We are guests,” … “We will stay.”"
    assert not analyser.analyse("“I think they resist it.”\n\n– An immigrant himself –.").positions


def test_a_quotation_holds_no_position(analyser: Analyser) -> None:
    text = "Anna Grant hit back: “If they sue us here, they will lose,” referencing the many islanders in the region."
    assert {one.holder.name for one in analyser.analyse(text).positions if one.holder} == {"Anna Grant"}
