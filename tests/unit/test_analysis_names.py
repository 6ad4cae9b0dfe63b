"""Entities and the names of holders, by the grammar of the text: all names here are invented."""

from __future__ import annotations

import pytest

from index.analysis.gazetteer import gazetteer
from index.analysis.pipeline import Analyser
from index.analysis.roles import read_post
from index.analysis.shapes import capitalised_runs, capitalised_words, kind_of
from index.article import Analysis


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


def mentions(analysis: Analysis, text: str) -> dict[str, str]:
    return {text[start:end]: entity.label for entity in analysis.entities for start, end in entity.mentions}


def holders(analysis: Analysis) -> list[str]:
    return [position.holder.name for position in analysis.positions if position.holder]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Fisheries Protection Bill", "LAW"),
        ("Treaty of Larun", "LAW"),
        ("Ostrava Dam", "FAC"),
        ("Gate Seven", "FAC"),
        ("Fishermen's Union of Larun", "ORG"),
        ("Larun Evening Courier", "ORG"),
        ("Lake Oru", "LOC"),
        ("Lake Oru Treaty", "LAW"),
        ("Port Marrow", "GPE"),
        ("Storm Quentin", "EVENT"),
        ("Ada Olt", None),
        ("Courier", None),
    ],
)
def test_a_names_own_words_tell_its_kind(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


def test_capitalised_runs_leave_out_the_words_that_open_sentences_and_end_at_possessives() -> None:
    text = "On Monday Ada Olt met the Chamber of Trade. Larun Harbour's mayor, Omar al-Rashid, left."
    runs = [text[start:end] for start, end in capitalised_runs(text, capitalised_words(text))]
    assert runs == ["Monday Ada Olt", "Chamber of Trade", "Larun Harbour", "Omar al-Rashid"]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Parliament passed the Fisheries Protection Bill on Monday.", "Fisheries Protection Bill", "LAW"),
        ("Åse Brøndmo, its chief executive, said that it works.", "Åse Brøndmo", "PERSON"),
        ("The union's leader, Åse Brøndmo, said that it works.", "Åse Brøndmo", "PERSON"),
        ("Officials in Kyiv and Zagreb agreed.", "Kyiv", "GPE"),
        ("A band of pro-Ukrainian European nations met.", "Ukrainian", "NORP"),
        ("A band of pro-Ukrainian European nations met.", "European", "NORP"),
        ("LARUN, 3 March (Sample Wire) — The harbour was closed.", "Sample Wire", "ORG"),
        ("Ada Olt of the Northern Boatmen's Union (NBU) said that it works.", "NBU", "ORG"),
        ("Prime Minister Omar Haddad (عمر حداد) said that it works.", "عمر حداد", "PERSON"),
    ],
)
def test_a_mention_is_found_with_its_label(analyser: Analyser, text: str, name: str, label: str) -> None:
    assert mentions(analyser.analyse(text), text).get(name) == label


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sen. Ada Olt (D-Wis.) said that it works.", "D-Wis."),
        ("The Energy Minister said that it works.", "Energy"),
        ("“It works very well.” ― Ada Olt", "― Ada Olt"),
        ("He met Ada Olt's lawyer.", "Ada Olt's"),
        ("She read the Fisheries Protection Bill.", "the Fisheries Protection Bill"),
    ],
)
def test_no_mention_reaches_over_what_is_no_name(analyser: Analyser, text: str, words: str) -> None:
    assert words not in mentions(analyser.analyse(text), text)


def test_a_surname_an_acronym_and_another_script_are_the_same_entity(analyser: Analyser) -> None:
    text = (
        "林小雨 (Lin Xiaoyu) spoke for the Northern Boatmen's Union (NBU). Lin said that the NBU would strike.\n\n"
        "Zoran Petrović left. Petrovic said that he was tired."
    )
    named = {
        entity.name: {text[start:end] for start, end in entity.mentions} for entity in analyser.analyse(text).entities
    }
    assert named["Lin Xiaoyu"] == {"林小雨", "Lin Xiaoyu", "Lin"}
    assert named["Northern Boatmen's Union"] == {"Northern Boatmen's Union", "NBU"}
    assert named["Zoran Petrović"] == {"Zoran Petrović", "Petrovic"}


def test_two_people_of_one_surname_are_kept_apart(analyser: Analyser) -> None:
    text = (
        "Adah Oban, the minister, said that the bridge works. Oban said that it was safe.\n\n"
        "Bruno Oban, a baker, said that it was not."
    )
    assert holders(analyser.analyse(text)) == ["Adah Oban", "Adah Oban", "Bruno Oban"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Its chief executive, Åse Brøndmo, said that it works.", "Åse Brøndmo"),
        ("Tomas Vrba of the Highland League said that it works.", "Tomas Vrba"),
        ("LARUN, 3 March (Sample Wire) — Ada Olt said that it works.", "Ada Olt"),
        (
            "Energy Minister Ada Olt came. Foreign Minister Eva Brun left. The energy minister said that it works.",
            "Ada Olt",
        ),
        (
            "Ada Olt, who leads the Highland League, came. The leader of the Highland League said that it works.",
            "Ada Olt",
        ),
        ("The mayor, Ada Olt, came. Her office said that the bridge was safe.", "Ada Olt"),
        ("Italian Prime Minister Ada Olt came. The Italian leader said that the bridge works.", "Ada Olt"),
        ("Carlo Brun sat down. The 53-year-old said that the bridge works.", "Carlo Brun"),
        ("Russia sent a note to Croatia. It said that the bridge works.", "Russia"),
        ("Ada Olt came to Moscow. Moscow rejected the offer.", "Russia"),
        ("The Northern Boatmen's Union met. The union said that the bridge works.", "Northern Boatmen's Union"),
        ("Ada Olt, who hates rain, said that the bridge works.", "Ada Olt"),
    ],
)
def test_the_last_holder_is_named_in_full(analyser: Analyser, text: str, expected: str) -> None:
    assert holders(analyser.analyse(text))[-1] == expected


def test_he_and_she_are_people_of_their_sex_and_never_places(analyser: Analyser) -> None:
    text = (
        "Anna Grant met Peter Hall in Paris. She said that the bridge works. He said that it does not.\n\n"
        "France lent the money. She said that it was late."
    )
    assert holders(analyser.analyse(text)) == ["Anna Grant", "Peter Hall", "Anna Grant"]


def test_a_speaker_is_not_whom_the_statement_is_about(analyser: Analyser) -> None:
    text = "Anna Grant sat down. Clara Tamm, she said, was paid to worry."
    assert holders(analyser.analyse(text)) == ["Anna Grant"]


def test_joined_capitals_are_two_holders(analyser: Analyser) -> None:
    text = "France and the United Kingdom met. London and Paris rejected the offer."
    assert set(holders(analyser.analyse(text))) == {"United Kingdom", "France"}


def test_a_post_is_taken_apart_into_head_qualifiers_and_owner() -> None:
    post = read_post("the former energy minister of Drovania")
    assert post is not None
    assert (post.head, post.before, post.owner) == ("minister", ("former", "energy"), frozenset({"drovania"}))
    assert read_post("the bridge") is None


def test_seats_and_peoples_of_the_gazetteer_are_told_apart() -> None:
    known = gazetteer()
    assert {"kyiv", "moscow", "tehran", "montenegro"} <= known.places
    assert {"ukrainian", "swedes", "montenegrin", "european"} <= known.adjectives
    assert not known.places & known.adjectives
    assert known.states["kiev"] == known.states["kyiv"] == "Ukraine"


def test_a_holder_that_is_no_more_than_an_article_keeps_its_words(analyser: Analyser) -> None:
    text = 'The "The" said it was a band, and the “” said so, too.'
    for position in analyser.analyse(text).positions:
        assert position.holder is None or position.holder.name.strip()


def test_a_president_of_a_club_is_not_the_president_of_a_country_named_before(analyser: Analyser) -> None:
    text = (
        "Peter Hall, president of Larun, signed. He left. It was the prize that won over Anna Grant. The president "
        "of the Rowing Club of Larun had fought the race for years. “We welcome the race,” she said."
    )
    assert analyser.analyse(text).positions[-1].holder.name == "Anna Grant"  # type: ignore[union-attr]


def test_who_was_called_he_all_along_is_not_she(analyser: Analyser) -> None:
    text = (
        "Anna Grant signed first. Selvin Hall signed second and called it the best day of his life. He thanked his "
        "friends. He praised her patience. She had, he said, asked for a number."
    )
    names = [one.holder.name for one in analyser.analyse(text).positions if one.holder]
    assert set(names) == {"Selvin Hall"}


def test_what_has_a_prime_minister_is_a_state(analyser: Analyser) -> None:
    text = "Tarsina could live with the wall, its prime minister said. Nobody had asked Tarsina. She left early."
    labels = {entity.name: entity.label for entity in analyser.analyse(text).entities}
    assert labels.get("Tarsina") == "GPE"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Peter Hall, who had wanted Anna Grant’s seat in May, mourned it in June. She had been, the leader of "
            "the club said, the only captain worth the name.",
            "Peter Hall",
        ),
        (
            "Not all deputies followed Peter Hall. He was calm. Wila Hall, his cousin, broke ranks.\n\n“I was born "
            "here,” she said.",
            "Wila Hall",
        ),
    ],
)
def test_a_role_is_not_whom_the_sentence_calls_she_nor_a_cousin_his_own(
    analyser: Analyser, text: str, expected: str
) -> None:
    assert analyser.analyse(text).positions[-1].holder.name == expected  # type: ignore[union-attr]
