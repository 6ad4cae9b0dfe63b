"""The words and signs in which the screen speaks of articles and positions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from index.article import Label, Position, Stance
from tui.signs import SIGNS

KINDS: Mapping[Label, str] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "event",
    "LAW": "law",
}
"""What the labels are called on the screen; kinds of place share a name and a colour."""
KIND_NAMES: tuple[str, ...] = tuple(dict.fromkeys(KINDS.values()))
NOBODY = "Unattributed"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WORDS_A_MINUTE = 230


def counted(number: int, word: str) -> str:
    """A number and its word: ``1 statement``, ``2,000 statements``."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def day(moment: datetime) -> str:
    """A date as a newspaper gives it, the same in every locale."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def month(year_month: str) -> str:
    """A month as a newspaper gives it, from its ISO form."""
    year, _, number = year_month.partition("-")
    return f"{_MONTHS[int(number) - 1]} {year}"


def origin(source: str | None, published: datetime | None, *more: str | None) -> str:
    """Outlet, date and whatever else is known, in one line."""
    return " · ".join(part for part in (source, day(published) if published else None, *more) if part)


def reading_time(text: str) -> str:
    """How long a text takes to read, from its length (an English word and its blank are six characters)."""
    return f"{max(1, round(len(text) / 6 / _WORDS_A_MINUTE))} min"


def from_home(path: Path) -> str:
    """A path as short as a shell takes it."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def pace(rate: float | None, seconds_left: float | None) -> str:
    """How fast something goes and how long it still takes, as far as that is known: *8/s · 2 min left*."""
    parts = []
    if rate is not None:
        parts.append(f"{rate:,.0f}/s" if rate >= 0.95 else f"{max(1, round(rate * 60))}/min")
    if seconds_left is not None:
        parts.append(f"{_duration(seconds_left)} left")
    return " · ".join(parts)


def _duration(seconds: float) -> str:
    if seconds < 55:
        return f"{max(5, round(seconds / 5) * 5)} s"
    if seconds < 90 * 60:
        return f"{max(1, round(seconds / 60))} min"
    return f"{round(seconds / 3600)} h"


def holder_name(position: Position) -> str:
    """Who holds the position, in a word for nobody too."""
    return position.holder.name if position.holder else NOBODY


def tally(stances: Mapping[Stance, int]) -> list[tuple[Stance, str]]:
    """How often each stance is taken, as a sign and a number, most telling stance first."""
    return [(stance, f"{sign}{stances[stance]}") for stance, sign in _TELLING if stances.get(stance)]


_TELLING: tuple[tuple[Stance, str], ...] = (
    ("opposes", SIGNS["opposes"]),
    ("supports", SIGNS["supports"]),
    ("conditional", SIGNS["conditional"]),
    ("neutral", SIGNS["neutral"]),
)
