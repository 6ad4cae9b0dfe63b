"""Reads the value of ``date:``: a year, month or day, a word, a range, a comparison."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from index.fulltext.tree import Dates

HELP = (
    "a date is 2025, 2025-03, 2025-03-28, today, yesterday or 7d, 2w, 3m, 1y (ago); "
    "a..b is a range, and <, <=, >, >= compare"
)
_CALENDAR = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_AGO = re.compile(r"(\d{1,4})([dwmy])", re.IGNORECASE)
_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


def read_dates(value: str, today: date) -> Dates:
    """The stretch of time that ``value`` names.

    Raises:
        ValueError: ``value`` names none; :data:`HELP` says what would.
    """
    comparison = re.match(r"[<>]=?", value)
    if comparison:
        start, end = _stretch(value[comparison.end() :], today)
        return {
            "<": Dates(None, start),
            "<=": Dates(None, end),
            ">": Dates(end, None),
            ">=": Dates(start, None),
        }[comparison[0]]
    if ".." in value:
        first, _, last = value.partition("..")
        if not (first or last):
            raise ValueError(value)
        return Dates(_stretch(first, today)[0] if first else None, _stretch(last, today)[1] if last else None)
    return Dates(*_stretch(value, today))


def read_unfinished(value: str, today: date) -> Dates | None:
    """What ``value`` means so far: the longest beginning of it that can be read; ``None`` where none can."""
    for length in range(len(value), 0, -1):
        try:
            return read_dates(value[:length], today)
        except ValueError:
            continue
    return None


def _stretch(value: str, today: date) -> tuple[datetime, datetime]:
    """Start and end (exclusive) of the day, week, month or year that ``value`` names."""
    from dateutil.relativedelta import relativedelta  # here, as few queries need it and all wait for imports

    try:
        if calendar := _CALENDAR.fullmatch(value):
            year, month, day = (int(part) if part else None for part in calendar.groups())
            first = date(year or 0, month or 1, day or 1)
            unit = "days" if day else "months" if month else "years"
            last = first + relativedelta(**{unit: 1})  # type: ignore[arg-type]
        elif value.casefold() in ("today", "yesterday"):
            first = today - timedelta(days=value.casefold() == "yesterday")
            last = first + timedelta(days=1)
        elif ago := _AGO.fullmatch(value):
            first = today - relativedelta(**{_UNITS[ago[2].lower()]: int(ago[1])})  # type: ignore[arg-type]
            last = first + timedelta(days=1)
        else:
            raise ValueError(value)
    except OverflowError as error:
        raise ValueError(value) from error
    return datetime.combine(first, time.min), datetime.combine(last, time.min)
