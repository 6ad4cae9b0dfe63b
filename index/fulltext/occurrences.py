"""Finds where in texts the words of a query stand: the patterns that it asks for, and every match of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

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


class Pattern(NamedTuple):
    """Words to find: one test a word. ``slop`` ``None``: side by side, in order. ``telling``: no function word."""

    tests: tuple[Test, ...]
    slop: int | None
    telling: bool = True


class Mark(NamedTuple):
    """A match: a stretch of a text, ``[start, end)``, and the number of the pattern."""

    start: int
    end: int
    pattern: int


@lru_cache(maxsize=64)
def patterns(query: Query) -> tuple[Pattern, ...]:
    """What ``query`` asks for in an article's body; words that tell nothing only where there are no others."""
    found = tuple(_positive(query.root))
    return tuple(one for one in found if one.telling) or found


def _positive(node: Node) -> Iterable[Pattern]:
    """What a part of a query asks for; nothing for what it leaves out."""
    if isinstance(node, And | Or):
        for one in node.nodes:
            yield from _positive(one)
    elif isinstance(node, Term | Phrase) and node.field in (None, "body"):
        meant = (phrase_words if isinstance(node, Phrase) else query_words)(node.text, node.prefix)
        if meant:
            tests = [begins_or_same_stem(one.text) if one.prefix else same_stem(one.text) for one in meant]
            telling = isinstance(node, Phrase) or node.text.lower() not in _FUNCTION_WORDS
            yield Pattern(tuple(tests), node.slop if isinstance(node, Phrase) else None, telling)
        if isinstance(node, Term) and (joined := compound(node.text)):
            yield Pattern((same_stem(joined),), None)
    elif isinstance(node, Wildcard) and node.field in (None, "body"):
        yield Pattern((wildcard_test(node.pattern),), None)
    elif isinstance(node, Fuzzy) and node.field in (None, "body"):
        yield Pattern((fuzzy_test(node.text, node.distance),), None)


def find(sought: Sequence[Pattern], texts: Sequence[str], most: int | None = None) -> list[list[Mark]]:
    """Every match of every pattern in each text, by start.

    Only what may begin a match is analysed, and all texts are looked through at once, where that can be told; of what
    begins with a certain letter, where ``most`` is given, the first so many are taken of each text.
    """
    joined = "\n".join(texts)
    finder = Finder(joined)
    found: list[list[Mark]] = [[] for _ in texts]
    for number, pattern in enumerate(sought):
        beginning = pattern.tests[0].beginning
        alone = pattern.slop is not None or (most is not None and len(beginning) < 2)
        chunks = None if alone else finder.chunks(beginning)
        if chunks is None:
            for own, text in zip(found, texts, strict=True):
                own += [Mark(*span, number) for span in _apart(pattern, text, most)]
        else:
            _share(found, texts, number, _in_chunks(pattern, joined, chunks))
    if len(sought) > 1:
        for own in found:
            own.sort()
    return found


def _share(found: list[list[Mark]], texts: Sequence[str], number: int, spans: Iterable[tuple[int, int]]) -> None:
    """Adds ``spans``, which ascend and are of all texts as lines, to what was found in each; none is of two texts."""
    place, base, done = -1, 0, 0
    for start, end in spans:
        while start >= done:
            place += 1
            base, done = done, done + len(texts[place]) + 1
        if end < done:
            found[place].append(Mark(start - base, end - base, number))


def _apart(pattern: Pattern, text: str, most: int | None) -> Iterable[tuple[int, int]]:
    """Where ``pattern`` matches in one text of which it is not told beforehand where that may be."""
    if len(pattern.tests) == 1 and pattern.slop is None:
        chunks = Finder(text).chunks(pattern.tests[0].beginning, most)
        if chunks is not None:
            return _in_chunks(pattern, text, chunks)
    return _matches(_places(pattern, words(text)), pattern.slop)


def _in_chunks(pattern: Pattern, text: str, chunks: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
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


def _beginning_in(pattern: Pattern, text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Matches of words side by side that begin within ``[start, end)``, a stretch without blanks."""
    if not _single(pattern.tests[0], text, [(start, end)]):
        return []
    first, *others = _places(pattern, words_from(text, start, end, len(pattern.tests) - 1))
    return _matches([[word for word in first if word.start < end], *others], None)


def _places(pattern: Pattern, found: Iterable[Word]) -> list[list[Word]]:
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
