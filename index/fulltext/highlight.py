"""Shows where in an article's text a query matches: marks for the whole text, a snippet of the best stretch."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
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

    A word like *the* counts only where the query has no other.
    """
    return _disjoint([Span(mark.start, mark.end) for mark in _found(_patterns(query), [text])[0]])


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
    patterns = _patterns(query)
    found = _found(patterns, texts, _MOST_STARTS)
    made = []
    for place, (text, own) in enumerate(zip(texts, found, strict=True)):
        if place in cut and _lacking(patterns, own):
            whole = cut[place]()
            made.append(_snippet(whole, _read_on(patterns, whole, len(text), own), width))
        else:
            made.append(_snippet(text, own, width))
    return made


STRETCH = 200_000
"""Characters of a long text that are looked through at once: some milliseconds, in which no other thread runs."""
_SHARED = 1_000
"""Characters that a stretch shares with the one before, lest what stands together be torn apart."""


def _read_on(patterns: tuple[_Pattern, ...], text: str, start: int, found: list[_Mark]) -> list[_Mark]:
    """The matches in the best stretch of ``text``; ``found`` are those before ``start``."""
    lacking = _lacking(patterns, found)
    for begin, end in _stretches(text, start):
        stretch = text[begin:end]
        if not _found(lacking, [stretch], _MOST_STARTS)[0]:
            continue
        own = _found(patterns, [stretch], _MOST_STARTS)[0]
        if _kinds(own) > _kinds(found):
            found = [_Mark(mark.start + begin, mark.end + begin, mark.pattern) for mark in own]
            lacking = _lacking(patterns, found)
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


def _kinds(found: Sequence[_Mark]) -> int:
    """How many patterns were found."""
    return len({mark.pattern for mark in found})


def _lacking(patterns: tuple[_Pattern, ...], found: Sequence[_Mark]) -> tuple[_Pattern, ...]:
    known = {mark.pattern for mark in found}
    return tuple(pattern for number, pattern in enumerate(patterns) if number not in known)


def _snippet(text: str, found: Sequence[_Mark], width: int) -> Snippet:
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


def _best(found: Sequence[_Mark], width: int) -> tuple[int, int]:
    """The stretch of at most ``width`` with most different patterns, then most marks; the earliest of equals."""
    if not found:
        return 0, 0
    if found[-1].end - found[0].start <= width:
        return found[0].start, max([mark.end for mark in found])
    best, stretch = (0, 0), (0, 1)
    last, count, several = 0, len(found), len({mark.pattern for mark in found}) > 1
    for first, mark in enumerate(found):
        reach = mark.start + width
        before, last = last, max(last, first + 1)
        while last < count and found[last].end <= reach:
            last += 1
        if last == before:
            continue  # less than what was looked at before
        worth = (len({one.pattern for one in found[first:last]}) if several else 1, last - first)
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


_MOST_STARTS = 40
_WORD = re.compile(r"\S*")
_REST_OF_WORD = re.compile(rf"\S{{,{_SHARED}}}")  # of one that is longer than any word, as much as that
_SPACE = re.compile(r"[^\S ]")


def _found(patterns: tuple[_Pattern, ...], texts: Sequence[str], most: int | None = None) -> list[list[_Mark]]:
    """Every match of every pattern in each text, by start.

    Only what may begin a match is analysed, and all texts are looked through at once, where that can be told; of what
    begins with a certain letter, where ``most`` is given, the first so many are taken of each text.
    """
    joined = "\n".join(texts)
    finder = Finder(joined)
    found: list[list[_Mark]] = [[] for _ in texts]
    for number, pattern in enumerate(patterns):
        beginning = pattern.tests[0].beginning
        alone = pattern.slop is not None or (most is not None and len(beginning) < 2)
        chunks = None if alone else finder.chunks(beginning)
        if chunks is None:
            for own, text in zip(found, texts, strict=True):
                own += [_Mark(*span, number) for span in _apart(pattern, text, most)]
        else:
            _share(found, texts, number, _in_chunks(pattern, joined, chunks))
    if len(patterns) > 1:
        for own in found:
            own.sort()
    return found


def _share(found: list[list[_Mark]], texts: Sequence[str], number: int, spans: Iterable[tuple[int, int]]) -> None:
    """Adds ``spans``, which ascend and are of all texts as lines, to what was found in each; none is of two texts."""
    place, base, done = -1, 0, 0
    for start, end in spans:
        while start >= done:
            place += 1
            base, done = done, done + len(texts[place]) + 1
        if end < done:
            found[place].append(_Mark(start - base, end - base, number))


def _apart(pattern: _Pattern, text: str, most: int | None) -> Iterable[tuple[int, int]]:
    """Where ``pattern`` matches in one text of which it is not told beforehand where that may be."""
    if len(pattern.tests) == 1 and pattern.slop is None:
        chunks = Finder(text).chunks(pattern.tests[0].beginning, most)
        if chunks is not None:
            return _in_chunks(pattern, text, chunks)
    return _matches(_places(pattern, words(text)), pattern.slop)


def _in_chunks(pattern: _Pattern, text: str, chunks: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Where ``pattern`` matches, beginning in one of ``chunks``."""
    if len(pattern.tests) == 1:
        return _single(pattern.tests[0], text, chunks)
    return [span for start, end in chunks for span in _beginning_in(pattern, text, start, end)]


def _single(test: Test, text: str, chunks: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words in ``chunks`` that pass; each distinct chunk is looked at once."""
    fits, spans = test.fits, []
    passed: dict[str, list[tuple[int, int]]] = {}
    for start, end in chunks:
        stretch = text[start:end]
        own = passed.get(stretch)
        if own is None:
            own = [(piece.start, piece.end) for piece in chunk(stretch).pieces if fits(piece.text)]
            passed[stretch] = own
        for first, last in own:
            spans.append((start + first, start + last))
    return spans


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
