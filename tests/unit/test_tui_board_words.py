from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.board.model import Cell, Movement, Statement, Tally
from tui.board.paged import PAGE, Paged
from tui.board.words import (
    about,
    brief,
    cell_pieces,
    citation,
    days,
    distance,
    pieces_width,
    short,
    signs,
    source_of,
    spark,
    words,
)
from tui.text.cells import width


def statement(text: str = "We will not", **more: object) -> Statement:
    given_ = {
        "article_id": 1, "number": 0, "title": "A title", "source": "Sample Wire", "published": datetime(2025, 3, 28),  # noqa: DTZ001
        "url": None, "holder_id": "h", "holder": "Mara Tolvanen", "stance": "opposes", "topic_id": "t", "topic": "hall",
        "quotation": "direct", "text": text, "spans": (), "cue": "said", "target": "the hall", "confidence": 0.834,
    }  # fmt: skip
    return Statement(**{**given_, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2025, 3, 3), date(2025, 3, 28), "3–28 Mar 2025"),
        (date(2025, 3, 3), date(2025, 4, 16), "3 Mar–16 Apr 25"),
        (date(2024, 12, 30), date(2025, 4, 16), "Dec 24–Apr 2025"),
        (date(2025, 3, 3), date(2025, 3, 3), "3 Mar 2025"),
        (None, None, "no date"),
    ],
)
def test_a_span_of_days_is_said_in_the_fewest_words(first: date | None, last: date | None, shown: str) -> None:
    assert days(first, last) == shown


@given(st.dates(), st.dates())
def test_a_span_of_days_fits_its_column(one: date, other: date) -> None:
    assert width(days(min(one, other), max(one, other))) <= 16


def test_a_trend_has_a_bar_for_each_stretch_the_highest_full_and_none_for_nothing() -> None:
    assert spark((0, 1, 4, 8)) == " ▁▄█"
    assert spark((0, 0)) == "  "
    assert spark(()) == ""


@given(st.lists(st.integers(0, 10**6), max_size=30))
def test_something_is_never_shown_as_nothing(trend: list[int]) -> None:
    shown = spark(trend)
    assert len(shown) == len(trend)
    assert [bar == " " for bar in shown] == [count == 0 for count in trend]


def test_stances_are_told_apart_by_signs_not_by_colour_alone() -> None:
    shown = "".join(text for text, _ in signs(Tally(1, 22, 333, 4444, 0.5)))
    assert shown == "✔1   ✘22  ~333 •4k  "


@pytest.mark.parametrize(("number", "shown"), [(0, "0"), (9999, "9999"), (12_345, "12k"), (2_345_678, "2M")])
def test_a_number_is_short(number: int, shown: str) -> None:
    assert short(number) == shown


def test_a_cell_shows_every_stance_where_there_is_room_else_what_they_come_to() -> None:
    cell = Cell(Tally(12, 30, 0, 2, 0.6), "mixed", moved=True)
    assert "".join(text for text, _ in cell_pieces(cell, 16)) == "✔12 ✘30 •2⇄"
    assert "".join(text for text, _ in cell_pieces(cell, 8)) == "±44⇄"
    assert cell_pieces(Cell(Tally(), None), 8) == [("·", "quiet")]


def test_words_have_quotation_marks_where_they_are_somebodys_own_and_have_none() -> None:
    assert words(statement("We will\nnot")) == "“We will not”"
    assert words(statement('"We will not"')) == '"We will not"'
    assert words(statement("that they would not", quotation="indirect")) == "that they would not"


def test_control_characters_never_reach_the_terminal() -> None:
    hostile = statement("a\x1b[31mb\u202ec", target="\x9b31m", source="\x1b]0;x\x07")
    for shown in (words(hostile), about(hostile), source_of(hostile), *(text for text, _ in brief(hostile, 60))):
        assert not {"\x1b", "\u202e", "\x9b", "\x07"} & set(shown)


def test_what_a_statement_is_about_is_not_the_same_words_twice() -> None:
    assert about(statement("the new hall at the port of Elsine", target="the new hall")) == "the new hall"
    assert about(statement("the hall", target="the hall")) == "hall"
    assert about(statement("the hall", target=None, topic=None)) == ""


def test_copies_count_with_the_one_that_is_shown() -> None:
    assert source_of(statement(copies=(4, 5))) == "Sample Wire · ×3 · 83%"
    assert source_of(statement()) == "Sample Wire · 83%"


@given(st.text(max_size=200), st.integers(20, 200))
def test_a_brief_statement_fits_its_line(text: str, wide: int) -> None:
    assert pieces_width(brief(statement(text), wide)) <= wide


def test_a_citation_has_words_holder_outlet_and_day() -> None:
    assert citation(statement()) == "“We will not” — Mara Tolvanen, Sample Wire · 28 Mar 2025"


def test_a_citation_of_what_was_only_reported_says_so_and_by_which_words() -> None:
    cited = citation(statement("to say whether she had met him", quotation="indirect", cue="refused"))
    assert cited == "“to say whether she had met him” — Mara Tolvanen (refused; reported), Sample Wire · 28 Mar 2025"


def test_movement_says_how_far_apart_its_statements_are() -> None:
    before = statement(published=datetime(2025, 3, 3))  # noqa: DTZ001
    assert distance(Movement("change", "h", "H", "t", "T", before, statement())) == "after 25 days"
    near = statement(published=datetime(2025, 3, 27))  # noqa: DTZ001
    assert distance(Movement("contradiction", "h", "H", "t", "T", near, statement())) == "within 1 day"


def test_pages_at_hand_are_found_and_missing_ones_asked_for() -> None:
    paged: Paged[int] = Paged(5 * PAGE)
    paged.add(0, range(PAGE))
    paged.add(2 * PAGE, range(2 * PAGE, 3 * PAGE))
    assert (paged.row(3), paged.row(PAGE), paged.row(2 * PAGE + 1)) == (3, None, 2 * PAGE + 1)
    assert paged.missing(0, 10) is None
    assert paged.missing(10, PAGE + 1) == PAGE
    assert paged.missing(4 * PAGE, 9 * PAGE) == 4 * PAGE
    assert paged.find(lambda row: row == 2 * PAGE + 7) == 2 * PAGE + 7


def test_an_earlier_answer_stands_in_until_the_new_one_comes() -> None:
    before = Paged.whole(list(range(2 * PAGE)))
    after: Paged[int] = Paged(PAGE + 1, before)
    assert after.row(PAGE) == PAGE
    assert after.row(PAGE + 1) is None
    assert after.missing(0, PAGE) == 0


def test_of_many_pages_those_looked_at_last_are_kept_and_a_whole_answer_is_kept_whole() -> None:
    paged: Paged[int] = Paged(100 * PAGE)
    for number in range(100):
        paged.add(number * PAGE, [number] * PAGE)
    assert paged.row(0) is None
    assert paged.row(99 * PAGE) == 99
    whole = Paged.whole(list(range(100 * PAGE)))
    assert whole.row(0) == 0
    assert whole.missing(0, 100 * PAGE) is None
