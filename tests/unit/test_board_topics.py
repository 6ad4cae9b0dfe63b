from __future__ import annotations

from pathlib import Path

import pytest

from index.board.model import Question
from tests.unit.board_library import Library, Said, Told, names, people

HARBOUR = [*people("Adaeze Obi", "Inés Quiñones"), ("GPE", ["Port Elsine"]), ("ORG", ["Meridian Quays"])]
SCHOOLS = [*people("Ola Nordmann", "Bo Ek"), ("GPE", ["Vik"]), ("ORG", ["School Board"])]
NAMED = [*HARBOUR, ("LAW", ["Harbour Modernisation Bill"])]


def about(library: Library) -> list[set[str]]:
    """The titles of the articles that each topic is spoken of in."""
    topics = library.boards.topics(Question())
    return [{each.title for each in library.boards.statements(Question(), None, topic.id)} for topic in topics]


def told(day: int, target: str, names_in_it: object, holder: str = "Adaeze Obi") -> Told:
    return Told(f"2025-03-{day:02}", [Said(holder, "supports", target)], names_in_it)  # type: ignore[arg-type]


def test_one_thing_is_one_topic_under_its_fullest_name(tmp_path: Path) -> None:
    library = Library(tmp_path, {
        "a": told(1, "the Harbour Modernisation Bill", NAMED),
        "b": told(2, "this bill", NAMED),
        "c": told(3, "the bill", HARBOUR),
    })  # fmt: skip
    (topic,) = library.boards.topics(Question())
    assert topic.name == "Harbour Modernisation Bill"
    assert topic.tally.supports == 3


def test_the_bill_of_another_story_is_another_topic(tmp_path: Path) -> None:
    library = Library(tmp_path, {
        "a": told(1, "the bill", HARBOUR), "b": told(2, "a bill", HARBOUR), "c": told(2, "the bill", SCHOOLS, "Bo Ek"),
    })  # fmt: skip
    assert sorted(about(library), key=len) == [{"c"}, {"a", "b"}]


def test_things_of_different_names_and_the_new_one_stay_apart(tmp_path: Path) -> None:
    safe = [*HARBOUR, ("LAW", ["Safe Quays Bill"])]
    library = Library(tmp_path, {
        "a": told(1, "the Harbour Modernisation Bill", NAMED), "b": told(2, "the Safe Quays Bill", safe),
        "c": told(3, "the new bill", NAMED),
    })  # fmt: skip
    assert sorted(map(sorted, about(library))) == [["a"], ["b"], ["c"]]


def test_words_for_one_thing_and_words_that_only_lead_to_it_are_one_topic(tmp_path: Path) -> None:
    library = Library(tmp_path, {
        "a": told(1, "national participation in a military force on the ground", HARBOUR),
        "b": told(2, "the idea that European troops might come", HARBOUR),
        "c": told(3, "a coalition of the willing", HARBOUR),
        "d": told(4, "soldiers", HARBOUR),
    })  # fmt: skip
    assert about(library) == [{"a", "b", "c", "d"}]


def test_somebody_is_a_topic_whatever_the_story(tmp_path: Path) -> None:
    library = Library(tmp_path, {
        "a": told(1, "Bo Ek", SCHOOLS), "b": told(2, "Mr Bo Ek", [*HARBOUR, *people("Bo Ek")]),
    })  # fmt: skip
    (topic,) = library.boards.topics(Question())
    assert topic.name == "Bo Ek"


def test_words_that_name_nothing_have_no_topic(tmp_path: Path) -> None:
    library = Library(tmp_path, {"a": told(1, "it", HARBOUR)})
    assert library.boards.topics(Question()) == ()
    assert library.boards.statements(Question())[0].topic_id is None


def test_ids_do_not_depend_on_the_order_in_which_articles_came(tmp_path: Path) -> None:
    articles = {
        "a": told(1, "the bill", HARBOUR), "b": told(2, "the bill", SCHOOLS), "c": told(3, "the strike", HARBOUR),
        "d": told(4, "the Harbour Modernisation Bill", NAMED),
    }  # fmt: skip
    one, other = Library(tmp_path / "one", articles), Library(tmp_path / "other", dict(reversed(articles.items())))
    found = [{topic.id: topic.name for topic in each.boards.topics(Question())} for each in (one, other)]
    assert found[0] == found[1]
    assert len(found[0]) == 3


@pytest.fixture
def two(tmp_path: Path) -> Library:
    return Library(tmp_path, {
        "a": told(1, "wind farms", HARBOUR), "b": told(2, "turbines", HARBOUR), "c": told(3, "turbines", HARBOUR),
    })  # fmt: skip


def test_a_person_can_merge_rename_and_pin_and_take_it_back(two: Library) -> None:
    turbines, farms = two.boards.topics(Question())
    two.boards.merge_topics(farms.id, turbines.id)
    two.boards.rename_topic(turbines.id, "wind power")
    (topic,) = two.boards.topics(Question())
    assert (topic.name, topic.tally.total, set(topic.phrases)) == ("wind power", 3, {"turbines", "wind farms"})
    assert two.boards.topic_named("turbines", Question()) == turbines.id
    assert two.undo.undo() == "renamed topic turbines to wind power"
    assert two.undo.undo() == "merged topics wind farms and turbines"
    two.boards.pin_topic(farms.id)
    assert [(topic.name, topic.pinned) for topic in two.boards.topics(Question())] == [
        ("wind farms", True), ("turbines", False),
    ]  # fmt: skip
    two.boards.pin_topic(farms.id, pinned=False)
    assert names(two.boards.topics(Question())) == ["turbines", "wind farms"]


def test_the_question_narrows_the_topics(two: Library) -> None:
    assert names(two.boards.topics(Question("a"))) == ["wind farms"]
    topic = two.boards.topics(Question())[0]
    assert two.boards.ask(Question(topic=topic.id)).statements == 2
    assert two.boards.ask(Question(topic="gone")).total == 0


@pytest.mark.parametrize(
    ("clause", "topic"),
    [
        ("We oppose this bill. We oppose it in every clause", "bill"),
        ("I will not bring outside crews through that gate", "outside crews"),
        ("she continued to support the levy and would be glad", "levy"),
        ("he would decide about the bill when he had read it", None),
        ("she supported it", None),
    ],
)
def test_what_somebody_says_outright_to_do_or_not_to_do_is_the_topic(
    tmp_path: Path, clause: str, topic: str | None
) -> None:
    said = Said("Adaeze Obi", "supports", clause, words="{}")
    library = Library(tmp_path, {"a": Told("2025-03-01", [said], HARBOUR)})
    assert library.boards.statements(Question())[0].topic == topic
