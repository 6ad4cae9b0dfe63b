"""Shows where in an article's text a query matches: marks for the whole text, a snippet of the best stretch."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from index.answer import Snippet
from index.article import Span
from index.fulltext.occurrences import Mark, Pattern, find, patterns
from index.fulltext.tree import Query


def marks(query: Query, text: str) -> tuple[Span, ...]:
    """Where in ``text`` (an article's body) the query's words stand: disjoint spans in order. A phrase is one span.

    A word like *the* counts only where the query has no other.
    """
    return _disjoint([Span(mark.start, mark.end) for mark in find(patterns(query), [text])[0]])


Whole = Callable[[], str]
"""Gives the whole of a text of which only the beginning is at hand."""


def snippets(
    query: Query, texts: Sequence[str], width: int = 160, *, cut: Mapping[int, Whole] = MappingProxyType({})
) -> list[Snippet]:
    """Of each text at most ``width`` characters, whole words, where most of the query's words stand together.

    White space is folded to blanks of the same length, so that offsets hold. Without hits: the beginning of the text.

    Of the texts at the places in ``cut`` only the beginning is given. Where it holds all that the query asks for, the
    snippet is of the beginning; else of the first stretch of :data:`STRETCH` characters that does; where none does, of
    the stretch that holds most.
    """
    sought = patterns(query)
    found = find(sought, texts, _MOST_STARTS)
    made = []
    for place, (text, own) in enumerate(zip(texts, found, strict=True)):
        if place in cut and _lacking(sought, own):
            whole = cut[place]()
            made.append(_snippet(whole, _read_on(sought, whole, len(text), own), width))
        else:
            made.append(_snippet(text, own, width))
    return made


_MOST_STARTS = 40
"""Words of a text that begin with the one letter that was typed: enough for its snippet."""
STRETCH = 200_000
"""Characters of a long text that are looked through at once: some milliseconds, in which no other thread runs."""
_SHARED = 1_000
"""Characters that a stretch shares with the one before, lest what stands together be torn apart."""


def _read_on(sought: Sequence[Pattern], text: str, start: int, found: list[Mark]) -> list[Mark]:
    """The matches in the best stretch of ``text``; ``found`` are those before ``start``."""
    lacking = _lacking(sought, found)
    for begin, end in _stretches(text, start):
        stretch = text[begin:end]
        if not find(lacking, [stretch], _MOST_STARTS)[0]:
            continue
        own = find(sought, [stretch], _MOST_STARTS)[0]
        if _kinds(own) > _kinds(found):
            found = [Mark(mark.start + begin, mark.end + begin, mark.pattern) for mark in own]
            lacking = _lacking(sought, found)
        if not lacking:
            break
    return found


def _stretches(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Stretches of ``text`` from ``start`` on, which begin and end where a word does."""
    while start < len(text):
        end = _word_end(text, min(start + STRETCH, len(text)))
        yield _word_end(text, start - _SHARED) if start > _SHARED else 0, end
        start = end


def _word_end(text: str, at: int) -> int:
    return _REST_OF_WORD.match(text, at).end()  # type: ignore[union-attr]


def _kinds(found: Sequence[Mark]) -> int:
    """How many patterns were found."""
    return len({mark.pattern for mark in found})


def _lacking(sought: Sequence[Pattern], found: Sequence[Mark]) -> list[Pattern]:
    """The patterns that were not found."""
    known = {mark.pattern for mark in found}
    return [pattern for number, pattern in enumerate(sought) if number not in known]


def _snippet(text: str, found: Sequence[Mark], width: int) -> Snippet:
    start, end = _window(text, *_best(found, width), width)
    inside = [Span(mark.start - start, mark.end - start) for mark in found if mark.start >= start and mark.end <= end]
    shown = text[start:end]
    return Snippet(shown if shown.isprintable() else _SPACE.sub(" ", shown), start, _disjoint(inside))


def _disjoint(spans: Sequence[Span]) -> tuple[Span, ...]:
    if len(spans) < 2:
        return tuple(spans)
    joined: list[Span] = []
    for span in spans:
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)


def _best(found: Sequence[Mark], width: int) -> tuple[int, int]:
    """The stretch of at most ``width`` with most different patterns, then most marks; the earliest of equals."""
    if not found:
        return 0, 0
    if found[-1].end - found[0].start <= width:
        return found[0].start, max([mark.end for mark in found])
    best, stretch = (0, 0), (0, 1)
    last, count, several = 0, len(found), _kinds(found) > 1
    for first, mark in enumerate(found):
        reach = mark.start + width
        before, last = last, max(last, first + 1)
        while last < count and found[last].end <= reach:
            last += 1
        if last == before:
            continue  # less than what was looked at before
        worth = (_kinds(found[first:last]) if several else 1, last - first)
        if worth > best:
            best, stretch = worth, (first, last)
    first, last = stretch
    return found[first].start, max([mark.end for mark in found[first:last]])


def _window(text: str, start: int, end: int, width: int) -> tuple[int, int]:
    """``[start, end)`` grown to ``width`` on both sides, then cut back to whole words, without blanks at its ends."""
    grown = max(0, start - max(0, width - (end - start)) // 3) if start else 0
    limit = grown + width
    if limit > len(text):
        limit = len(text)
        grown = max(0, limit - width)
    if grown > 0 and not text[grown - 1].isspace():
        grown += len(_WORD.match(text, grown, max(grown, start))[0])  # type: ignore[index]
    if limit < len(text) and not text[limit].isspace():
        cut = text[max(end, grown) : limit].rsplit(None, 1)
        before = limit - len(cut[-1]) if cut and not text[limit - 1].isspace() else limit
        limit = before if before > grown else limit
    while limit > grown and text[limit - 1].isspace():
        limit -= 1
    while grown < limit and text[grown].isspace():
        grown += 1
    return grown, max(grown, limit)


_WORD = re.compile(r"\S*")
_REST_OF_WORD = re.compile(rf"\S{{,{_SHARED}}}")  # of one that is longer than any word, as much as that
_SPACE = re.compile(r"[^\S ]")
