from __future__ import annotations

from datetime import date

import pytest

from index.answer import SaysoError
from index.board.model import Question, Tally, Topic
from tui.board.comparing import halves, read_periods
from tui.board.narrowing import Narrowing, read_day, read_filter

TOPICS = (
    Topic("t1", "sending troops", ("sending troops", "soldiers on the ground"), False, Tally(supports=2)),
    Topic("t2", "crane hall", ("crane hall",), False, Tally(opposes=1)),
)
SOURCES = ("Sample Wire", "Elsine Courier")
NOW = Narrowing(Question("hall", sort="name"))


def read(text: str) -> Narrowing:
    return read_filter(text, NOW, TOPICS, SOURCES)


def test_a_filter_line_is_read_whole_and_keeps_query_and_order() -> None:
    found = read(
        'holder:tolv stance:opposes kind:person topic:soldiers source:"sample wire" since:2025-03 until:2025-04'
    )
    assert found == Narrowing(
        Question(
            "hall", "opposes", "person", "t1", "Sample Wire", date(2025, 3, 1), date(2025, 4, 30), "name", False, "tolv"
        ),
        "sending troops",
    )


def test_what_is_read_is_written_the_same() -> None:
    for text in ("", "stance:opposes", 'topic:"crane hall" source:"Elsine Courier"', "since:2025-03-01 only:changes"):
        assert read(text).as_text() == text
        assert read(read(text).as_text()) == read(text)


def test_a_few_letters_are_enough_for_a_stance_or_a_kind() -> None:
    assert read("stance:opp kind:org").question == Question("hall", "opposes", "organisation", sort="name")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stance:angry", "stance: is one of supports, opposes, conditional, neutral"),
        ("stance:", "stance: is one of"),
        ("kind:king", "kind: is one of person"),
        ("topic:whales", "no topic here has the words 'whales'"),
        ("source:Nobody", "no outlet here has the words 'Nobody'"),
        ("since:soon", "'soon' is no date"),
        ("since:2025-13", "'2025-13' is no date"),
        ("until:2025-02-30", "'2025-02-30' is no date"),
        ("only:me", "there is no filter only:me"),
        ("colour:red", "there is no filter colour:red"),
        ("opposes", "not understood: opposes"),
    ],
)
def test_what_means_nothing_is_refused_in_a_clear_line(text: str, said: str) -> None:
    with pytest.raises(SaysoError, match=said):
        read(text)


def test_labels_say_all_that_narrows_the_board() -> None:
    assert NOW.labels() == (("query", "hall"), ("by", "name"))
    assert Narrowing(Question()).labels() == (("", "whole library"), ("by", "number"))
    values = [value for _, value in read("stance:neutral kind:state topic:crane since:2025 only:changes").labels()]
    assert values == ["hall", "• neutral", "state", "crane hall", "2025-01-01", "⇄ moved", "name"]


def test_no_filter_leaves_query_order_and_saved_search() -> None:
    filtered = Narrowing(read("stance:neutral topic:crane").question, "crane hall", "mine")
    assert filtered.is_filtered
    assert filtered.unfiltered() == Narrowing(NOW.question, "", "mine")
    assert not filtered.unfiltered().is_filtered


def test_a_year_or_month_means_its_first_or_last_day() -> None:
    assert (read_day("2024-02"), read_day("2024-02", last=True)) == (date(2024, 2, 1), date(2024, 2, 29))
    assert (read_day("2024"), read_day("2024", last=True)) == (date(2024, 1, 1), date(2024, 12, 31))


def test_two_periods_are_read_in_more_than_one_way() -> None:
    expected = ((date(2025, 3, 1), date(2025, 3, 31)), (date(2025, 4, 1), date(2025, 4, 15)))
    assert read_periods("2025-03..2025-03 with 2025-04..2025-04-15") == expected
    assert read_periods(" 2025-03-01 to 2025-03-31 and 2025-04-01 – 2025-04-15 ") == expected


@pytest.mark.parametrize("text", ["", "2025-03", "2025-03..2025-03", "2025-04..2025-03 with 2025-03..2025-04"])
def test_periods_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(SaysoError):
        read_periods(text)


def test_halves_of_a_time_do_not_overlap_and_leave_nothing_out() -> None:
    first, last = date(2025, 3, 3), date(2025, 4, 16)
    (one, before), (after, other) = halves(first, last)
    assert (one, other) == (first, last)
    assert (after - before).days == 1
    assert halves(first, first) == ((first, first), (first, first))
