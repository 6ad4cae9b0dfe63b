from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import board_scoring
import scoring
from test_gold_scores import at_least

from index.article import STANCES
from index.board.model import Question
from index.library import Library


def test_the_boards_gold_sets_are_large_and_every_row_has_its_place_in_the_articles() -> None:
    rows = scoring.rows("board_positions.tsv")
    assert len(rows) >= 150
    for row in rows:
        assert scoring.place(scoring.articles()[row["article"]].text, row["words"], int(row["nth"]))
        assert row["stance"] in STANCES
    topics = Counter(row["topic"] for row in rows)
    for row in scoring.rows("board_movements.tsv"):
        assert row["matter"] in topics or row["matter"] == "river"


def test_grouping_is_scored_as_its_sources_define_it() -> None:
    assert board_scoring.b_cubed("aabb", "xxyy") == 1
    assert board_scoring.b_cubed("aabb", "xxxx") == 2 / 3  # precision 1/2, recall 1
    assert board_scoring.pairwise_f1("aab", [1, 1, 1]) == 2 / 4  # one pair right, two joined that should not be
    assert board_scoring.pairwise_f1("aab", [None, None, None]) == 0


def test_holders_are_told_apart_and_joined_across_articles() -> None:
    gold, found = board_scoring.names_grouped()
    assert len(gold) >= 500
    assert board_scoring.b_cubed(gold, found) >= 0.95


def test_namesakes_stay_two() -> None:
    group = dict(zip(*board_scoring.names_grouped(), strict=True))
    for one, other in (
        ("Adaeze Obi", "Bernard Obi"), ("Selim Aldoğan", "Mirko Aldoğan"), ("Tomáš Vrbek", "Hana Vrbek"),
    ):  # fmt: skip
        assert group[one] != group[other]


def test_positions_are_gathered_by_what_they_are_about() -> None:
    topics, found = board_scoring.topics_grouped()
    assert board_scoring.pairwise_f1(topics, found) >= 0.8


def test_given_what_is_said_every_planted_movement_is_found_and_none_that_is_false() -> None:
    assert board_scoring.moved_on_gold() == board_scoring.planted()


def test_in_the_librarys_own_analysis_movement_is_found_as_well_as_recorded(sample_library: Path) -> None:
    right, false, missed = board_scoring.compared(board_scoring.moved_in_library(sample_library))
    at_least("planted movement found", len(right) / (len(right) + len(missed)))
    at_least("movement that is right", len(right) / max(1, len(right) + len(false)))


def test_heads_and_ministers_are_given_the_states_that_articles_give_them(sample_library: Path) -> None:
    gold = {(row["person"], f"{row['title']} of {row['state']}") for row in scoring.rows("board_offices.tsv")}
    library = Library.open(sample_library)
    rows = library.board.ask(Question(), 1000).rows
    library.close()
    found = {(row.name, str(office)) for row in rows for office in row.offices}
    quoted = {row.name for row in rows}
    assert found <= gold
    assert len(found) >= 0.8 * sum(person in quoted for person, _ in gold)


def test_who_looks_for_italy_or_croatia_finds_the_words_of_those_who_speak_for_them(sample_library: Path) -> None:
    library = Library.open(sample_library)
    question = Question("ukraine (troops OR force OR soldiers)")
    force = library.board.topic_named("force", question)
    for state, head, words in (
        ("Italy", "Giorgia Meloni", "no national participation"), ("Croatia", "Zoran Milanović", "peacekeeping force"),
    ):  # fmt: skip
        about = replace(question, topic=force, holder=state)
        rows = {row.name: row for row in library.board.ask(about).rows}
        assert state in rows[head].states
        statements = library.board.statements(about, rows[head].id)
        assert any(words in each.text and each.stance == "opposes" for each in statements)
    library.close()


STORYLINE = {
    "Giorgia Meloni": "opposes",
    "Zoran Milanović": "opposes",
    "Russia": "opposes",
    "United Kingdom": "supports",
    "France": "supports",
    "Keir Starmer": "supports",
    "Emmanuel Macron": "supports",
}
"""Where each stands on a force for Ukraine."""
WORDS = {
    "Giorgia Meloni": "no national participation",
    "Zoran Milanović": "peacekeeping force",
    "Russia": "troops",
    "United Kingdom": "force",
    "France": "force",
    "Keir Starmer": "coalition of the willing",
    "Emmanuel Macron": "coalition of the willing",
}


def test_the_storyline_about_ukraine_reads_as_a_board_that_a_careful_reader_would_sign(sample_library: Path) -> None:
    library = Library.open(sample_library)
    question = Question("ukraine (troops OR force OR soldiers)")
    force = library.board.topic_named("force", question)
    assert force is not None
    about = replace(question, topic=force)
    rows = {row.name: row for row in library.board.ask(about).rows}
    assert {name: rows[name].tally.sign for name in STORYLINE} == STORYLINE
    for name, words in WORDS.items():
        statements = library.board.statements(about, rows[name].id)
        assert any(words in each.text and each.stance == STORYLINE[name] for each in statements), name
    library.close()
