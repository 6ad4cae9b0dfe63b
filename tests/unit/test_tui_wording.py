from __future__ import annotations

from datetime import datetime

import pytest

from index.article import LABELS, STANCES
from tui.wording import KIND_NAMES, KINDS, day, origin, pace, reading_time, tally


def test_dates_are_short_and_the_same_in_every_locale() -> None:
    assert day(datetime.fromisoformat("2025-03-08T12:00:00")) == "8 Mar 2025"


def test_origin_leaves_out_what_is_not_known() -> None:
    when = datetime.fromisoformat("2025-03-08")
    assert origin("Wire", when, None, "3 min") == "Wire · 8 Mar 2025 · 3 min"
    assert origin(None, None) == ""


@pytest.mark.parametrize(("letters", "said"), [(0, "1 min"), (1380, "1 min"), (13_800, "10 min")])
def test_reading_time_grows_with_the_text(letters: int, said: str) -> None:
    assert reading_time("x" * letters) == said


@pytest.mark.parametrize(
    ("rate", "seconds_left", "said"),
    [
        (None, None, ""),
        (8.2, None, "8/s"),
        (8.2, 118, "8/s · 2 min left"),
        (1543.4, 1, "1,543/s · 5 s left"),
        (0.9, 54, "54/min · 55 s left"),
        (0.001, 56, "1/min · 1 min left"),
        (2, 5399, "2/s · 90 min left"),
        (2, 2 * 3600 + 60, "2/s · 2 h left"),
    ],
)
def test_pace_is_said_in_round_figures(rate: float | None, seconds_left: float | None, said: str) -> None:
    assert pace(rate, seconds_left) == said


def test_every_label_has_a_name_and_kinds_of_place_share_one() -> None:
    assert set(KINDS) == set(LABELS)
    assert KINDS["GPE"] == KINDS["LOC"] == KINDS["FAC"] == "place"
    assert len(KIND_NAMES) == len(set(KIND_NAMES))


def test_a_tally_has_every_stance_that_is_taken() -> None:
    assert tally({"supports": 2, "opposes": 1}) == [("opposes", "✘1"), ("supports", "✔2")]
    assert len(tally(dict.fromkeys(STANCES, 1))) == len(STANCES)
