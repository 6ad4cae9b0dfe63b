"""One self-contained page in HTML: nothing is fetched, all can be read without its script, every text is escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from index.article import Stance
from index.board.brief import SIGNS, by_topic, counted, days, summary, title
from index.board.dossier import Dossier, Voice
from index.board.model import Statement

LINES = 16
"""How many holders the timeline has at most."""
WIDTH, LEFT, RIGHT, STEP, TOP = 900, 210, 40, 26, 30
"""Measures of the timeline, in units of its view box: width, space for names and at the right, line height, head."""
_MARKS: dict[Stance, str] = {
    "supports": "M0-6 6 5-6 5Z", "opposes": "M0 6 6-5-6-5Z", "conditional": "M0-6 6 0 0 6-6 0Z",
    "neutral": "M-2.5-2.5h5v5h-5Z",
}  # fmt: skip
"""A shape for each stance, so that the colour need not be seen."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement on the timeline: where it stands, its shape, and what is said of it."""

    x: float
    y: float
    stance: Stance
    shape: str
    says: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Names with their height, marks, and dates with their place; ``height`` of the whole."""

    height: int
    names: tuple[tuple[str, int], ...]
    marks: tuple[Mark, ...]
    dates: tuple[tuple[str, float], ...]


def lines(dossier: Dossier) -> Iterator[str]:
    """The page, line by line."""
    text = _template().render(
        title=title(dossier), summary=list(summary(dossier)), dossier=dossier, signs=SIGNS, counted=counted, days=days,
        by_topic=by_topic, timeline=timeline(dossier.voices), day=_day, web=_web, bars=_bars,
    )  # fmt: skip
    yield from text.splitlines()


def timeline(voices: Sequence[Voice]) -> Timeline | None:
    """Where the statements of the first holders stand in time; ``None`` where fewer than two days are known."""
    shown = voices[:LINES]
    known = [each.published.date() for voice in shown for each in voice.statements if each.published]
    if not known or min(known) == max(known):
        return None
    first, last = min(known).toordinal(), max(known).toordinal()

    def across(day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day.toordinal() - first) / (last - first), 1)

    marks = []
    for line, voice in enumerate(shown):
        taken: dict[date, int] = {}
        for each in voice.statements:
            if each.published:
                day = each.published.date()
                beside = taken[day] = taken.get(day, -1) + 1
                x, y = across(day) + 5 * (beside % 4), TOP + STEP * line + STEP / 2 + 3 * (beside % 3 - 1)
                marks.append(Mark(round(x, 1), y, each.stance, _MARKS[each.stance], _said(each)))
    names = tuple((voice.row.name, TOP + STEP * line + STEP // 2) for line, voice in enumerate(shown))
    ends = [first + (last - first) * part // 4 for part in range(5)]
    dates = tuple((date.fromordinal(end).isoformat(), across(date.fromordinal(end))) for end in dict.fromkeys(ends))
    return Timeline(TOP + STEP * len(shown) + 8, names, tuple(marks), dates)


def _said(statement: Statement) -> str:
    about = f" {statement.topic}" if statement.topic else ""
    return f"{_day(statement)} · {statement.holder} {statement.stance}{about}: {statement.text}"


def _day(statement: Statement) -> str:
    return statement.published.date().isoformat() if statement.published else "no date"


def _web(url: str | None) -> str | None:
    """The address, where it is one of the web and so may be followed."""
    return url if url and url.startswith(("https://", "http://")) else None


def _bars(trend: Sequence[int]) -> list[tuple[int, float]]:
    """Left edge and height (0 to 16) of a small bar for each stretch."""
    most = max(trend, default=0) or 1
    return [(place * 5, round(16 * count / most, 1)) for place, count in enumerate(trend)]


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(files("index.board").joinpath("data", "page.html").read_text(encoding="utf-8"))
