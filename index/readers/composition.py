"""From paragraphs to an article: finds the title, drops what is there twice, takes by-line and date out of the body.

Newspaper text comes as headline, standfirst, by-line, date, body, credit; exports repeat the headline and put a teaser
before it. Lines become metadata only near the head and at the very end; nothing else is taken out of the body but lines
without a letter or digit ("* * *").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from index.article import Article
from index.readers.errors import ReadError
from index.readers.metadata import date_in_name, parse_byline, parse_credit, parse_date, parse_dateline, without_date
from index.sanitize import sanitize_line

_HEAD = 6
"""How many paragraphs by-line, date and a repeated headline are looked for in."""
_MAX_HEADLINE = 160
_MAX_TWO_SENTENCES = 120
_MAX_TITLE = 300
_CUT_TITLE = 100
_MAX_TEASER = 1000

_CUT_OFF = re.compile(r"(?:\.\.\.|…|\[\.\.\.\]|\[…\])\Z")
_SENTENCE = re.compile(r".{15,}?[.!?][\"'”’)]*(?=\s|$)")
_SECOND_SENTENCE = re.compile(r"\w[.!?][\"'”’)]* +[\"'“‘(]?[^\W\d_]")
_WORD = re.compile(r"[^\W_]")
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Told:
    """Metadata that a file states in so many words; it wins over what is found in the text."""

    title: str | None = None
    byline: str | None = None
    source: str | None = None
    published: datetime | None = None
    url: str | None = None
    language: str | None = None


def compose(path: Path, paragraphs: Sequence[str], told: Told, heading: str | None = None) -> Article:
    """Make the article of a file out of its paragraphs, which are sanitised; ``told`` need not be.

    ``heading`` is a title that the file's markup, not its metadata, gives.
    Raises :exc:`ReadError` where no word is left.
    """
    body = [paragraph for paragraph in paragraphs if _WORD.search(paragraph)]
    title = told.title or heading
    if not body:
        raise ReadError(path, "holds no text")
    told = _take_head(body, told, titled=title is not None)
    if title is None and len(body) > 1 and _is_headline(body[0]):
        title = body.pop(0).rstrip("; ")
    if title is not None:
        _drop_repeats(body, title)
    told = _take_tail(body, told)
    if dateline := parse_dateline(body[0]):
        told = _fill(told, None, dateline.source, dateline.published)
    return Article(
        title=_shortened(sanitize_line(title), _MAX_TITLE) if title else _make_title(body[0], path),
        text="\n\n".join(body),
        byline=_line(told.byline),
        source=_line(told.source),
        published=told.published or date_in_name(path.stem),
        url=sanitize_line(told.url) if told.url else None,
        language=_line(told.language),
        path=str(path),
    )


def _take_head(body: list[str], told: Told, *, titled: bool) -> Told:
    """Take by-lines and dates out of the first paragraphs of ``body``; at least one paragraph stays."""
    index = 0
    while index < min(_HEAD, len(body)) and len(body) > 1:
        line = body[index]
        credit = parse_byline(line) if index or titled or _is_headline(body[1]) else None
        published = parse_date(line)
        if credit:
            told = _fill(told, credit.byline, credit.source, credit.published)
        elif published:
            told = _fill(told, None, None, published)
        else:
            index += 1
            continue
        del body[index]
    return told


def _take_tail(body: list[str], told: Told) -> Told:
    """Take a last line that credits the author out of ``body``; at least one paragraph stays."""
    credit = parse_credit(body[-1]) or parse_byline(body[-1]) if len(body) > 1 else None
    if credit is None:
        return told
    del body[-1]
    return _fill(told, credit.byline, credit.source, credit.published)


def _fill(told: Told, byline: str | None, source: str | None, published: datetime | None) -> Told:
    """Add what is not yet told."""
    return replace(
        told,
        byline=told.byline or byline,
        source=told.source or source,
        published=told.published or published,
    )


def _drop_repeats(body: list[str], title: str) -> None:
    """Drop the repeated headline and the teaser before it; at least one paragraph stays.

    A teaser is a paragraph that the text after it begins with, in full or cut off with an ellipsis, or, between
    headline and repeated headline, any paragraph that is cut off.
    """
    folded = _folded(title)
    last = min(_HEAD, len(body) - 1)
    repeat = next((index for index in range(last) if _folded(body[index][:_MAX_TEASER]) == folded), None)
    if repeat is None:
        if len(body) > 1 and _CUT_OFF.search(body[0]) and _is_teaser(body[0], body[1:]):
            del body[0]
        return
    after = body[repeat + 1 :]
    body[: repeat + 1] = [p for p in body[:repeat] if not (_CUT_OFF.search(p) or _is_teaser(p, after))]


def _is_teaser(paragraph: str, after: Sequence[str]) -> bool:
    if len(paragraph) > _MAX_TEASER:
        return False
    begins = _folded(_CUT_OFF.sub("", paragraph))
    return bool(begins) and _folded(" ".join(after[:_HEAD])[: 2 * _MAX_TEASER]).startswith(begins)


def _folded(text: str) -> str:
    """Return ``text`` without what a retyped copy may differ in: case, quotes, dashes, blanks, the final stop."""
    return _NOT_WORDS.sub(" ", text).strip().casefold()


def _is_headline(paragraph: str) -> bool:
    if len(paragraph) > _MAX_HEADLINE or paragraph.endswith((":", ",", "-")):
        return False
    return len(paragraph) <= _MAX_TWO_SENTENCES or not _SECOND_SENTENCE.search(paragraph)


def _make_title(paragraph: str, path: Path) -> str:
    """Return a title for an article without one: its first sentence, or the file's name made readable."""
    line = sanitize_line(paragraph[:_MAX_TEASER])
    if sum(character.isalpha() for character in line[:_CUT_TITLE]) >= 3:
        sentence = _SENTENCE.match(line[:_MAX_TITLE])
        return _shortened(sentence[0] if sentence else line, _CUT_TITLE)
    return readable_stem(path)


def readable_stem(path: Path) -> str:
    """Return a file's name without suffix and date, as words: ``2025-03-28-paris_talks.txt`` is ``Paris talks``."""
    stem = sanitize_line(path.stem)
    words = " ".join(_NOT_WORDS.sub(" ", without_date(stem)).split()) or stem or "Untitled"
    return words[:1].upper() + words[1:]


def _shortened(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    return sanitize_line(line[:width].rsplit(" ", 1)[0].rstrip(" ,;:–—-")) + "…"


def _line(value: str | None) -> str | None:
    """Return one line of metadata, ``None`` where nothing is left of it."""
    return (_shortened(sanitize_line(value), _MAX_TITLE) or None) if value else None
