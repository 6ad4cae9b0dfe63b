"""Shows where in an article's text a query matches: marks for the whole text, a snippet of the best stretch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.answer import Snippet
from index.article import Span
from index.fulltext.finder import Finder, words_from
from index.fulltext.matching import (
    Test,
    begins_or_same_stem,
    compound,
    fuzzy_test,
    phrase_words,
    query_words,
    same_stem,
    wildcard_test,
)
from index.fulltext.tree import And, Fuzzy, Node, Or, Phrase, Query, Term, Wildcard
from index.fulltext.words import Word, chunk, words

_FUNCTION_WORDS = frozenset(
    "a an and are as at be by for from in is it of on or that the this to was were with".split()  # noqa: SIM905
)
"""Words that stand in every article and tell nothing of it; a phrase keeps them."""


class _Pattern(NamedTuple):
    """Words to find: one test a word. ``slop`` ``None``: side by side, in order."""

    tests: tuple[Test, ...]
    slop: int | None
    telling: bool = True


class _Mark(NamedTuple):
    start: int
    end: int
    pattern: int


def marks(query: Query, text: str) -> tuple[Span, ...]:
    """Where in ``text`` (an article's body) the query's words stand: disjoint spans in order. A phrase is one span.

    Of a word like *the* only where the query has no other.
    """
    return _disjoint(Span(mark.start, mark.end) for mark in _found(_patterns(query), text))


def snippet(query: Query, text: str, width: int = 160) -> Snippet:
    """At most ``width`` characters of ``text``, whole words, where most of the query's words stand together.

    White space is folded to blanks of the same length, so that offsets hold. Without hits: the beginning of the text.
    """
    found = _found(_patterns(query), text, _MOST_STARTS)
    start, end = _window(text, *_best(found, width), width)
    inside = (Span(mark.start - start, mark.end - start) for mark in found if mark.start >= start and mark.end <= end)
    shown = text[start:end]
    return Snippet(shown if shown.isprintable() else _SPACE.sub(" ", shown), start, _disjoint(inside))


def _disjoint(spans: Iterable[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in spans:
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)


def _best(found: Sequence[_Mark], width: int) -> tuple[int, int]:
    """The stretch of at most ``width`` with most different patterns, then most marks; the earliest of equals."""
    if found and found[-1].end - found[0].start <= width:
        return found[0].start, max(mark.end for mark in found)
    best, stretch = (0, 0), (0, 0)
    last, several = -1, any(mark.pattern for mark in found)
    for first, mark in enumerate(found):
        reach = mark.start + width
        before, last = last, max(last, first)
        while last + 1 < len(found) and found[last + 1].end <= reach:
            last += 1
        if last == before and first:
            continue  # less than what was looked at before
        inside = found[first : last + 1]
        worth = (len({one.pattern for one in inside}) if several else 1, len(inside))
        if worth > best:
            best, stretch = worth, (mark.start, max(one.end for one in inside))
    return stretch


def _window(text: str, start: int, end: int, width: int) -> tuple[int, int]:
    """``[start, end)`` grown to ``width`` on both sides, then cut back to whole words, without blanks at its ends."""
    grown = max(0, start - max(0, width - (end - start)) // 3)
    limit = min(len(text), grown + width)
    grown = max(0, min(grown, limit - width)) if start else 0
    if grown > 0 and not text[grown - 1].isspace():
        grown += len(_WORD.match(text, grown, max(grown, start))[0])  # type: ignore[index]
    if limit < len(text) and not text[limit].isspace():
        cut = text[max(end, grown) : limit].rsplit(None, 1)
        before = limit - len(cut[-1]) if cut and not text[limit - 1].isspace() else limit
        limit = before if before > grown else limit
    stretch = text[grown:limit]
    grown += len(stretch) - len(stretch.lstrip())
    return grown, max(grown, limit - len(stretch) + len(stretch.rstrip()))


_MOST_STARTS = 40
_WORD = re.compile(r"\S*")
_SPACE = re.compile(r"[^\S ]")


def _found(patterns: tuple[_Pattern, ...], text: str, most: int | None = None) -> list[_Mark]:
    """Every match of every pattern, by start; the first ``most`` of what begins with a certain letter, where given."""
    finder = Finder(text)
    found = [
        _Mark(*span, number) for number, pattern in enumerate(patterns) for span in _spans(pattern, text, finder, most)
    ]
    found.sort()
    return found


def _spans(pattern: _Pattern, text: str, finder: Finder, most: int | None) -> Iterable[tuple[int, int]]:
    """Where ``pattern`` matches. Only what may begin a match is analysed, where that can be told."""
    first, *others = pattern.tests
    chunks = finder.chunks(first.beginning, None if others else most) if pattern.slop is None else None
    if chunks is None:
        return _matches(_places(pattern, words(text)), pattern.slop)
    if not others:
        return _single(first, text, chunks)
    return [span for start, end in chunks for span in _beginning_in(pattern, text, start, end)]


def _single(test: Test, text: str, chunks: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words in ``chunks`` that pass."""
    fits = test.fits
    return [
        (start + piece.start, start + piece.end)
        for start, end in chunks
        for piece in chunk(text[start:end]).pieces
        if fits(piece.text)
    ]


def _beginning_in(pattern: _Pattern, text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Matches of words side by side that begin within ``[start, end)``, a stretch without blanks."""
    if not _single(pattern.tests[0], text, [(start, end)]):
        return []
    first, *others = _places(pattern, words_from(text, start, end, len(pattern.tests) - 1))
    return _matches([[word for word in first if word.start < end], *others], None)


def _places(pattern: _Pattern, found: Iterable[Word]) -> list[list[Word]]:
    """For each test of ``pattern`` the words that pass it; each distinct word is tested once."""
    places: list[list[Word]] = [[] for _ in pattern.tests]
    passed: dict[str, list[list[Word]]] = {}
    for word in found:
        if word.text not in passed:
            passed[word.text] = [own for own, test in zip(places, pattern.tests, strict=True) if test.fits(word.text)]
        for own in passed[word.text]:
            own.append(word)
    return places


def _matches(places: list[list[Word]], slop: int | None) -> list[tuple[int, int]]:
    """Spans at which the words of one pattern match; ``places`` are the words of the text that pass each test."""
    if len(places) == 1:
        return [(word.start, word.end) for word in places[0]]
    if slop is not None:
        return _near(places, slop)
    later = [{word.position: word for word in own} for own in places[1:]]
    spans = []
    for word in places[0]:
        followers = [own.get(word.position + distance) for distance, own in enumerate(later, 1)]
        if all(followers):
            spans.append((word.start, max(follower.end for follower in followers if follower)))
    return spans


def _near(places: list[list[Word]], slop: int) -> list[tuple[int, int]]:
    """The words that stand near one another: each on its own, as the words between them are not meant."""
    merged = sorted((word.position, number, word) for number, own in enumerate(places) for word in own)
    wanted, reach = len(places), len(places) + slop
    spans: set[tuple[int, int]] = set()
    first = 0
    for last, (position, _, _) in enumerate(merged):
        while merged[first][0] <= position - reach:
            first += 1
        window = merged[first : last + 1]
        if len({number for _, number, _ in window}) == wanted and len({place for place, _, _ in window}) >= wanted:
            spans.update((word.start, word.end) for _, _, word in window)
    return sorted(spans)


@lru_cache(maxsize=64)
def _patterns(query: Query) -> tuple[_Pattern, ...]:
    found = tuple(_positive(query.root))
    return tuple(one for one in found if one.telling) or found


def _positive(node: Node) -> Iterable[_Pattern]:
    """The patterns of what the query asks for in an article's body; nothing for what it leaves out."""
    if isinstance(node, And | Or):
        for one in node.nodes:
            yield from _positive(one)
    elif isinstance(node, Term | Phrase) and node.field in (None, "body"):
        meant = (phrase_words if isinstance(node, Phrase) else query_words)(node.text, node.prefix)
        if meant:
            tests = [begins_or_same_stem(one.text) if one.prefix else same_stem(one.text) for one in meant]
            telling = isinstance(node, Phrase) or node.text.lower() not in _FUNCTION_WORDS
            yield _Pattern(tuple(tests), node.slop if isinstance(node, Phrase) else None, telling)
        if isinstance(node, Term) and (joined := compound(node.text)):
            yield _Pattern((same_stem(joined),), None)
    elif isinstance(node, Wildcard) and node.field in (None, "body"):
        yield _Pattern((wildcard_test(node.pattern),), None)
    elif isinstance(node, Fuzzy) and node.field in (None, "body"):
        yield _Pattern((fuzzy_test(node.text, node.distance),), None)
