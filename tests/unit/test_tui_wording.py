from __future__ import annotations

from datetime import datetime

import pytest

from index.article import LABELS, STANCES
from tui.wording import KIND_NAMES, KINDS, day, origin, reading_time, tally


def test_dates_are_short_and_the_same_in_every_locale() -> None:
    assert day(datetime.fromisoformat("2025-03-08T12:00:00")) == "8 Mar 2025"


def test_origin_leaves_out_what_is_not_known() -> None:
    when = datetime.fromisoformat("2025-03-08")
    assert origin("Wire", when, None, "3 min") == "Wire · 8 Mar 2025 · 3 min"
    assert origin(None, None) == ""


@pytest.mark.parametrize(("letters", "said"), [(0, "1 min"), (1380, "1 min"), (13_800, "10 min")])
def test_reading_time_grows_with_the_text(letters: int, said: str) -> None:
    assert reading_time("x" * letters) == said


def test_every_label_has_a_name_and_kinds_of_place_share_one() -> None:
    assert set(KINDS) == set(LABELS)
    assert KINDS["GPE"] == KINDS["LOC"] == KINDS["FAC"] == "place"
    assert len(KIND_NAMES) == len(set(KIND_NAMES))


def test_a_tally_has_every_stance_that_is_taken() -> None:
    assert tally({"supports": 2, "opposes": 1}) == [("opposes", "✘1"), ("supports", "✔2")]
    assert len(tally(dict.fromkeys(STANCES, 1))) == len(STANCES)
