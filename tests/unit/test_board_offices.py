from __future__ import annotations

from pathlib import Path

import pytest

from index.board.model import Office, Question
from index.board.offices import offices
from tests.unit.board_library import Library, Said, Told, people


def found(text: str, person: str = "Ada Obi", *places: str) -> list[tuple[str, str]]:
    start = text.index(person)
    entities = [
        {"name": person, "label": "PERSON", "mentions": [[start, start + len(person)]]},
        *({"name": place, "label": "GPE", "mentions": []} for place in places),
    ]
    told = list(offices(entities, text))
    for name, _, span in told:  # the words are those of the name and of the office, and no more
        assert name in text[span.start : span.end]
        assert text[span.start : span.end].strip(" ,.") == text[span.start : span.end]
    return [(name, office) for name, office, _ in told]


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Croatian President Ada Obi said so.", "Croatia|president"),
        ("Italy's prime minister, Ada Obi, said so.", "Italy|prime minister"),
        ("Ada Obi, the British prime minister, said so.", "United Kingdom|prime minister"),
        ("Ada Obi, prime minister of Italy, said so.", "Italy|prime minister"),
        ("President Ada Obi of Ukraine said so.", "Ukraine|president"),
        ("The French defence minister Ada Obi said so.", "France|defence minister"),
        ("Vik’s president Ada Obi said so.", "Vik|president"),
    ],
)
def test_an_office_is_taken_from_the_words_beside_a_name(text: str, office: str) -> None:
    assert found(text, "Ada Obi", "Vik") == [("Ada Obi", office)]


@pytest.mark.parametrize(
    "text",
    [
        "Former Croatian President Ada Obi said so.",
        "Croatia's deputy prime minister, Ada Obi, said so.",
        "Prime Minister Ada Obi said so.",
        "The union's president, Ada Obi, said so.",
        "NATO's president, Ada Obi, said so.",
        "Ada Obi met the Croatian president.",
        "The Croatian president met Ada Obi.",
    ],
)
def test_what_is_no_office_of_hers_or_of_no_state_is_none(text: str) -> None:
    assert found(text) == []


def test_who_looks_for_a_state_finds_those_whom_articles_call_its_head(tmp_path: Path) -> None:
    said = [Said("Ada Obi", "opposes", "wind farm")]
    library = Library(tmp_path, {
        "one": Told("2025-03-01", said, people("Ada Obi"), titled="Croatian President "),
        "two": Told("2025-03-02", [Said("Bo Ek", "supports", "wind farm")], people("Bo Ek")),
    })  # fmt: skip
    rows = library.boards.ask(Question(holder="croatia")).rows
    assert [(row.name, row.states, row.offices) for row in rows] == [
        ("Ada Obi", ("Croatia",), (Office("Croatia", "president"),))
    ]
    assert str(rows[0].offices[0]) == "president of Croatia"
    assert library.boards.speaking_for("Croatia", Question()) == (rows[0].id,)
    assert library.boards.speaking_for("Cro", Question()) == ()
    words = library.boards.offices(rows[0].id)
    assert [(each.article_id, each.text, str(each.office)) for each in words] == [
        (library.id("one"), "Croatian President Ada Obi", "president of Croatia")
    ]
    assert library.store.article(library.id("one")).text[slice(*words[0].spans[0])] == words[0].text
    merged = library.boards.merge_holders(rows[0].id, "bo ek")
    assert library.boards.offices(merged) == words
    assert library.boards.speaking_for("Croatia", Question()) == (merged,)
