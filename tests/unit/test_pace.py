from __future__ import annotations

import pytest

from index.events import Progress
from index.pace import WINDOW_SECONDS, Pace


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pace(clock: Clock) -> Pace:
    return Pace(clock)


def step(pace: Pace, clock: Clock, seconds: float, done: int, total: int | None = 1000) -> Progress:
    clock.now += seconds
    return pace.timed(Progress("analyse", done, total))


def test_the_first_word_of_a_stage_tells_no_pace(pace: Pace, clock: Clock) -> None:
    first = step(pace, clock, 0, 600)
    assert (first.rate, first.seconds_left) == (None, None)


def test_rate_and_time_left_come_from_what_was_done_since(pace: Pace, clock: Clock) -> None:
    step(pace, clock, 0, 600)
    later = step(pace, clock, 10, 680)
    assert later.rate == pytest.approx(8)
    assert later.seconds_left == pytest.approx(40)


def test_where_the_total_is_not_known_there_is_a_rate_alone(pace: Pace, clock: Clock) -> None:
    step(pace, clock, 0, 0, None)
    later = step(pace, clock, 2, 10, None)
    assert (later.rate, later.seconds_left) == (5, None)


def test_a_change_of_pace_shows_once_the_old_one_is_a_window_ago(pace: Pace, clock: Clock) -> None:
    step(pace, clock, 0, 0)
    for second in range(1, 31):
        step(pace, clock, 1, second * 10)
    for second in range(1, int(WINDOW_SECONDS) + 1):
        slow = step(pace, clock, 1, 300 + second)
    assert slow.rate == pytest.approx(1)


def test_stages_have_a_pace_each(pace: Pace, clock: Clock) -> None:
    step(pace, clock, 0, 0)
    pace.timed(Progress("read", 0, 10))
    clock.now += 2
    assert pace.timed(Progress("read", 10, 10)).rate == 5
    assert pace.timed(Progress("analyse", 2, 10)).rate == 1


def test_a_stage_that_begins_anew_or_has_rested_is_timed_anew(pace: Pace, clock: Clock) -> None:
    step(pace, clock, 0, 500)
    assert step(pace, clock, 5, 10).rate is None
    assert step(pace, clock, 5, 20).rate == 2
    pace.restart()
    assert step(pace, clock, 60, 30).rate is None
