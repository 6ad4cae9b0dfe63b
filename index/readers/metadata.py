"""Who wrote it, for whom and when: by-lines, credits, datelines and dates, read only where they are unmistakable.

A date needs a day, a month and a year of four digits; its time zone is dropped, since the day that readers and archives
know is the one that was printed. ``03/04/2025`` is read as 4 March (month first), ``3.4.2025`` as 3 April.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time

_MAX_LINE = 120
"""Longer lines are prose."""

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20|21)\d\d")
_DATE_LABEL = re.compile(
    r"^(?:(?:first |last )?(?:published|posted|updated|modified|dated?|issued)(?: on| at)?\s*:?|on)\s+", re.IGNORECASE
)
_FILE_DATE = re.compile(r"(?<!\d)((?:1[5-9]|20|21)\d\d)([-_.]?)([01]\d)\2([0-3]\d)(?!\d)")

_BY = re.compile(r"^(?:[—–-]\s*)?(?:(?:written|story|report|reported|words)\s+)?by:?\s+(?=\S)", re.IGNORECASE)
_FIELD_BREAK = re.compile(r"\s*[|·•]\s*|\s+[—–]\s+")
_NAME_BREAK = re.compile(r",\s*(?:and\s+|&\s*)?|\s+(?:and|&|with)\s+|;\s*")
_PARTICLES = frozenset(
    {"de", "da", "di", "du", "del", "della", "dos", "das", "la", "le", "el", "al", "bin", "ibn", "ben", "van", "von"}
    | {"der", "den", "ter", "ten", "zu", "af", "av", "y", "e", "and", "of", "the", "&", "in"}
)
_OUTLET_WORD = re.compile(
    r"\b(?:News|Times|Post|Press|Wire|Journal|Herald|Tribune|Gazette|Guardian|Telegraph|Agency|Service|Broadcasting"
    r"|Magazine|Review|Daily|Weekly|Chronicle|Observer|Courier|Mail|Standard|Bulletin|Dispatch|Today|Radio|Television|TV"
    r"|Reuters|AP|AFP|UPI|DPA|BBC|CNN|NPR|Xinhua|TASS|ANSA|Bloomberg|Politico|Axios)\b"
)
_CALENDAR = frozenset(name.casefold() for name in (*calendar.day_name, *calendar.month_name) if name)

_DATELINE = re.compile(
    r"^(?P<place>[^\W\d_a-zß-ÿ](?:[^\W\d_a-zß-ÿ]|[.'’ /-]){2,30}(?:, [^\W\d_][\w.]{1,12}(?: [\w.]{1,12})?){0,2}?)"
    r"(?:,? (?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}\.?(?:,? \d{4})?))?"
    r"(?: \((?P<agency>[^()]{2,40})\))? ?(?:—|–|--| -)[ \xa0]?"
)


@dataclass(frozen=True, slots=True)
class Credit:
    """What a line says of who wrote an article, for whom and when; at least one is known."""

    byline: str | None = None
    source: str | None = None
    published: datetime | None = None


def parse_date(value: object) -> datetime | None:
    """Return the full date, with a time of day where one is given, that ``value`` is; ``None`` where it is not one."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime.combine(value, time())
    if not isinstance(value, str) or len(value) > _MAX_LINE // 2:
        return None
    text = _DATE_LABEL.sub("", value.strip().strip("()[]").strip(), count=1)
    return _parse(text) if _YEAR.search(text) else None


def _parse(text: str) -> datetime | None:
    from dateutil import parser  # here: it takes 50 ms to import

    day_first = bool(re.match(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}", text))
    # What is missing is taken from the default: a date that comes out different with another default is not complete.
    defaults = (datetime(2000, 1, 1), datetime(2004, 2, 2))  # noqa: DTZ001 - a newspaper's date has no zone
    try:
        first, second = (parser.parse(text, default=day, ignoretz=True, dayfirst=day_first) for day in defaults)
    except (ValueError, OverflowError):
        return None
    return first if first == second else None


def date_in_name(stem: str) -> datetime | None:
    """Return the date in a file's name (``2025-03-28-paris``, ``wire_20250328_paris``), the first valid one."""
    for match in _FILE_DATE.finditer(stem):
        try:
            return datetime(int(match[1]), int(match[3]), int(match[4]))  # noqa: DTZ001 - a newspaper's date has no zone
        except ValueError:
            continue
    return None


def without_date(stem: str) -> str:
    """Return a file's name without the dates in it."""
    return _FILE_DATE.sub(" ", stem)


def parse_byline(line: str) -> Credit | None:
    """Return what a line such as ``By Ann Lee and Bo Ek for Sample Wire | 3 March 2025`` says; ``None`` for prose."""
    if len(line) > _MAX_LINE or not (by := _BY.match(line)):
        return None
    named, *rest = _FIELD_BREAK.split(line[by.end() :].strip())
    byline, _, source = (part.strip() for part in named.partition(" for "))
    if not source and "," in byline:
        names, _, last = byline.rpartition(",")
        if _is_outlet(last.strip()) and _OUTLET_WORD.search(last):
            byline, source = names.strip(), last.strip()
    if not _are_names(byline) or (source and not _is_outlet(source)):
        return None
    published: datetime | None = None
    for part in rest:
        when = parse_date(part)
        published = published or when
        if not when and not source and _is_outlet(part):
            source = part
        elif not when:
            return None
    return Credit(byline.rstrip(","), source or None, published)


def parse_credit(line: str) -> Credit | None:
    """Return what an article's last line, such as ``Mark B Thomas for TROIB News``, says; ``None`` for prose."""
    if len(line) > _MAX_LINE or line.endswith((".", "!", "?", ":", "”", '"')):
        return None
    names, found, outlet = line.strip("()[]—– ").partition(" for ")
    if not found or not _are_names(names) or not _is_outlet(outlet):
        return None
    return Credit(names, outlet) if len(names.split()) > 1 else None


def parse_dateline(paragraph: str) -> Credit | None:
    """Return agency and date of the dateline that ``paragraph`` begins with: ``PARIS, March 27, 2025 (Reuters) —``."""
    match = _DATELINE.match(paragraph[:_MAX_LINE])
    if not match:
        return None
    agency = match["agency"]
    source = agency if agency and _is_outlet(agency) else None
    published = parse_date(match["date"]) if match["date"] else None
    return Credit(None, source, published) if source or published else None


def _are_names(text: str) -> bool:
    """Tell whether ``text`` is names of people or desks, and nothing else."""
    names = [name for name in _NAME_BREAK.split(text) if name]
    return bool(names) and all(_is_name(name) for name in names)


def _is_name(text: str) -> bool:
    words = text.split()
    if not 1 <= len(words) <= 6 or any(word.casefold().strip(".,") in _CALENDAR for word in words):
        return False
    if text.endswith((".", "!", "?", ":")) and len(words[-1]) > 3:
        return False
    return _begins_like_a_name(words[0]) and all(_begins_like_a_name(word) or word in _PARTICLES for word in words)


def _is_outlet(text: str) -> bool:
    words = text.split()
    if not 1 <= len(words) <= 8 or text.endswith((".", "!", "?", ":")) or words[0].casefold() in _CALENDAR:
        return False
    return any(map(_begins_like_a_name, words)) and all(
        _begins_like_a_name(word) or word in _PARTICLES or word.isdigit() for word in words
    )


def _begins_like_a_name(word: str) -> bool:
    """Tell whether ``word`` is capitalised, or in a script without capitals."""
    word = word.lstrip("'’\"“(@")
    return word[:1].isalpha() and not word[0].islower() and not any(character.isdigit() for character in word[:2])
