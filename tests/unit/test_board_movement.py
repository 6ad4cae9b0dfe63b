from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from index.article import Stance
from index.board.model import Movement, Question
from index.board.retelling import is_recalled
from tests.unit.board_library import Library, Said, Told, people

BILL = [*people("Adaeze Obi", "Bo Ek"), ("GPE", ["Port Elsine"]), ("LAW", ["Harbour Bill"])]


def on(
    day: str, stance: Stance, words: str = "the matter of {} is the one", *, cue: str = "said", confidence: float = 0.9
) -> Told:
    """An article of that day in which Obi takes that stance on the Harbour Bill."""
    return Told(day, [Said("Adaeze Obi", stance, "Harbour Bill", cue, confidence, f"{words}, on {day}")], BILL)


def told(tmp_path: Path, *articles: Told) -> tuple[Movement, ...]:
    library = Library(tmp_path, {f"a{number}": article for number, article in enumerate(articles)})
    return library.boards.movements(Question())


def test_another_stance_weeks_later_is_a_change(tmp_path: Path) -> None:
    (change,) = told(tmp_path, on("2025-03-01", "supports"), on("2025-03-20", "opposes"))
    assert (change.kind, change.holder, change.topic) == ("change", "Adaeze Obi", "Harbour Bill")
    assert (change.before.stance, change.after.stance) == ("supports", "opposes")
    assert [str(side.published)[:10] for side in (change.before, change.after)] == ["2025-03-01", "2025-03-20"]


def test_the_opposite_within_days_is_a_contradiction_but_a_condition_never_is(tmp_path: Path) -> None:
    (contradiction,) = told(tmp_path / "one", on("2025-03-01", "supports"), on("2025-03-08", "opposes"))
    (late,) = told(tmp_path / "two", on("2025-03-01", "supports"), on("2025-03-09", "opposes"))
    (softer,) = told(tmp_path / "three", on("2025-03-01", "opposes"), on("2025-03-03", "conditional"))
    assert (contradiction.kind, late.kind, softer.kind) == ("contradiction", "change", "change")


def test_neutral_and_unsure_statements_claim_nothing(tmp_path: Path) -> None:
    assert told(tmp_path / "one", on("2025-03-01", "neutral"), on("2025-03-20", "opposes")) == ()
    unsure = on("2025-03-20", "opposes", confidence=0.49)
    assert told(tmp_path / "two", on("2025-03-01", "supports"), unsure) == ()


def test_what_is_only_recalled_claims_nothing(tmp_path: Path) -> None:
    for number, cue in enumerate(("had said", "said two weeks ago", "said in February", "said then")):
        recalled = on("2025-03-20", "opposes", cue=cue)
        assert told(tmp_path / str(number), on("2025-03-10", "supports"), recalled) == ()


@pytest.mark.parametrize(
    ("text", "recalled"),
    [
        ("Three days after she promised a bridge, she called it a folly.", True),
        ("Weeks since the mayor promised a bridge, nothing is built.", True),
        ("Three days after the vote, she promised a bridge.", False),
        ("She promised a bridge.", False),
    ],
)
def test_what_somebody_did_days_before_is_only_recalled(text: str, recalled: bool) -> None:
    start, said = text.index("promised"), text.index("a bridge")
    record: Any = {
        "cue": {"text": "promised", "spans": [[start, start + len("promised")]]},
        "statement": {"text": "a bridge", "spans": [[said, said + len("a bridge")]]},
    }
    assert is_recalled(record, text, None) is recalled


def test_words_that_an_earlier_article_had_printed_claim_nothing(tmp_path: Path) -> None:
    words = "{} is a bill for harbours with nobody in them"
    again = Told("2025-03-20", [Said("Adaeze Obi", "opposes", "Harbour Bill", words=words)], BILL)
    first = Told("2025-03-01", [Said("Adaeze Obi", "opposes", "Harbour Bill", words=words)], BILL)
    (change,) = told(tmp_path, first, on("2025-03-10", "supports"), again)
    assert change.after.stance == "supports"


def test_a_day_on_which_somebody_says_both_is_passed_over(tmp_path: Path) -> None:
    both = Told("2025-03-20", [*on("2025-03-20", "opposes").said, *on("2025-03-20", "supports").said], BILL)
    assert told(tmp_path / "one", on("2025-03-01", "supports"), both) == ()
    (change,) = told(tmp_path / "two", on("2025-03-01", "supports"), both, on("2025-04-01", "opposes"))
    assert str(change.before.published)[:10] == "2025-03-01"


def test_neither_two_people_nor_two_topics_nor_somebody_undescribed_moves(tmp_path: Path) -> None:
    other = Told("2025-03-20", [Said("Bo Ek", "opposes", "Harbour Bill")], BILL)
    assert told(tmp_path / "one", on("2025-03-01", "supports"), other) == ()
    new = Told("2025-03-20", [Said("Adaeze Obi", "opposes", "new bill")], BILL)
    assert told(tmp_path / "two", on("2025-03-01", "supports"), new) == ()
    aides: list[tuple[str, Stance]] = [("2025-03-01", "supports"), ("2025-03-20", "opposes")]
    described = [Told(day, [Said("an aide", stance, "Harbour Bill")], BILL) for day, stance in aides]
    assert told(tmp_path / "three", *described) == ()


def test_copies_and_articles_without_a_date_claim_nothing(tmp_path: Path) -> None:
    library = Library(tmp_path, {
        "a": on("2025-03-01", "supports"),
        "b": on("2025-03-20", "opposes"),
        "copy": Told("2025-03-05", on("2025-03-20", "opposes").said, BILL, copy_of="b"),
        "undated": Told(None, on("2025-03-20", "opposes").said, BILL),
    })  # fmt: skip
    (change,) = library.boards.movements(Question())
    assert change.after.title == "b"
    assert change.after.copies == (library.id("copy"),)


def test_whoever_moved_is_marked_and_can_be_asked_for_newest_first(tmp_path: Path) -> None:
    library = Library(tmp_path, {
        "a": on("2025-03-01", "supports"), "b": on("2025-03-20", "conditional"), "c": on("2025-04-11", "opposes"),
        "d": Told("2025-03-02", [Said("Bo Ek", "opposes", "Harbour Bill")], BILL),
    })  # fmt: skip
    assert {row.name: row.moved for row in library.boards.ask(Question()).rows} == {"Adaeze Obi": True, "Bo Ek": False}
    assert library.boards.ask(Question(changes_only=True)).total == 1
    assert [each.after.title for each in library.boards.movements(Question())] == ["c", "b"]
    assert library.boards.movements(Question("a b"))[0].after.title == "b"
    matrix = library.boards.matrix(Question())
    assert [[cell.moved for cell in line] for line in matrix.cells] == [[True], [False]]
    assert library.boards.movements(Question(), "bo ek") == ()
