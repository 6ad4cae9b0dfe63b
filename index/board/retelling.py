"""Tells statements that an article recalls from those it reports: a recalled one says nothing of the article's day."""

from __future__ import annotations

import re
import zlib
from datetime import date

from index.fulltext.words import fold
from index.records import Record

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_PAST = re.compile(
    r"\b(?:(?:days?|weeks?|months?|years?)\s+(?:ago|earlier)|last\s+(?:week|month|year)|earlier|previously|once|then"
    r"|used\s+to|at\s+(?:first|the\s+time))\b",
    re.I,
)
_SINCE = re.compile(r"\b(?:hours?|days?|weeks?|months?|years?)\s+(?:after|since)\s+(?:[^\s,]+\s+){1,3}$", re.I)
"""What stands before a cue that dates the sentence: days after she *promised*."""
_DAY = re.compile(rf"\bon\s+({'|'.join(_DAYS)})\b", re.I)
_MONTH = re.compile(rf"\bin\s+(?:early\s+|late\s+|mid-)?({'|'.join(_MONTHS)})\b", re.I)
_WORD, _WORDS = re.compile(r"[a-z]+"), re.compile(r"\w+")
_TRIGGERS = frozenset(("ago", "earlier", "last", "previously", "once", "then", "used", "at"))
_DATED = frozenset((*_DAYS, *_MONTHS))
_ANY = _TRIGGERS | _DATED
"""What there is around every cue that recalls something; most have nothing of it, and need not be looked at closely."""
_AROUND = 60
_OPENING = 4
_SENTENCE = re.compile(r"[.!?][\"'”’]?\s")
_FEWEST, _MOST = 5, 12
"""Words of a statement that is told again by another article: fewer may be said twice by chance, more are cut."""
_LONGEST = 200
"""Characters in which so many words stand."""


def is_recalled(record: Record, text: str, published: date | None) -> bool:
    """Whether the words around a position's cue set it before the article's days: *had said*, *in March* (in April)."""
    cue = record["cue"]
    if cue is None:
        return False
    start, end = cue["spans"][0][0], cue["spans"][-1][1]
    if "had" in cue["text"].lower().split() or _SINCE.search(text, max(0, start - _AROUND), start):
        return True
    if _ANY.isdisjoint(_WORD.findall(text[max(0, start - _AROUND) : end + _AROUND].lower())):
        return False
    around = _around(text, start, end, record["statement"]["spans"])
    words = set(_WORD.findall(around.lower()))
    if words & _TRIGGERS and _PAST.search(around):
        return True
    if published is None or not words & _DATED:
        return False
    month, day = _MONTH.search(around), _DAY.search(around)
    if month and _MONTHS[published.month - 1] != month[1].lower():
        return True
    return day is not None and (published.weekday() - _DAYS.index(day[1].lower())) % 7 > 1


def _around(text: str, start: int, end: int, statement: list[list[int]]) -> str:
    """The words about the cue, but the statement: its clause, and how the sentence begins (*In March, …*)."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    for stop in _SENTENCE.finditer(text, first, start):
        first = stop.end()
    cut = _SENTENCE.search(text, end, last)
    last = cut.start() if cut else last
    for one, other in statement:
        if other <= start:
            first = max(first, other)
        elif one >= end:
            last = min(last, one)
    before, after = text[first:start].split(","), text[end:last].partition(",")[0]
    opening = before[0] if len(before) > 1 and len(before[0].split()) <= _OPENING else ""
    return f"{opening} {before[-1]} {text[start:end]} {after}"


def fingerprint(statement: str) -> int:
    """A number that the same words share, however quoted; 0 for a statement of few words."""
    words = _WORDS.findall(fold(statement[:_LONGEST]))
    return zlib.crc32(" ".join(words[:_MOST]).encode()) if len(words) >= _FEWEST else 0
