"""Says which words of a text a word of a query means: the same rules for searching and for highlighting."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from os.path import commonprefix
from typing import TYPE_CHECKING, NamedTuple

from index.fulltext.words import stem, stem_prefix, unspaced, words

if TYPE_CHECKING:  # parsing and highlighting need no arrays
    from index.fulltext.vocabulary import Choice, Vocabulary


class Test(NamedTuple):
    """Says of a folded word of a text whether it is meant; every word that is begins with ``beginning``."""

    fits: Callable[[str], bool]
    beginning: str


class Meant(NamedTuple):
    """A folded word that a query means; with ``prefix`` also every word that begins so."""

    text: str
    prefix: bool = False


def query_words(text: str, prefix: bool) -> tuple[Meant, ...]:
    """The words of a term or phrase, each at the position after the one before.

    Of words that share a position the shortest is taken: both halves of *cease-fire*, not the compound; the pairs of a
    Chinese run, not its last character. ``prefix``: the last word may go on; so may a character that stands alone in a
    script without blanks, as the index holds it as the beginning of a pair.
    """
    chosen: dict[int, Meant] = {}
    for word in words(text):
        if word.position not in chosen:
            chosen[word.position] = Meant(word.text, unspaced(word.text) and len(word.text) == 1)
    meant = list(chosen.values())
    if meant and prefix:
        meant[-1] = Meant(meant[-1].text, True)
    return tuple(meant)


def phrase_words(text: str, prefix: bool) -> tuple[Meant, ...]:
    """The words of a phrase. One that is being typed and has a single letter yet would match nearly every word, and
    finding where takes long: the words before it are the phrase.
    """
    meant = query_words(text, prefix)
    begun = prefix and len(meant) > 1 and len(meant[-1].text) == 1 and not unspaced(meant[-1].text)
    return meant[:-1] if begun else meant


def compound(text: str) -> str | None:
    """*ceasefire* where ``text`` is *cease-fire*: another way to write the same word."""
    found = list(words(text))
    if len(found) == 3 and found[0].position == found[1].position and not unspaced(found[1].text):
        return found[1].text
    return None


def same_stem(word: str) -> Test:
    """Means ``word`` and its other forms."""
    stemmed = stem(word)
    return Test(lambda other: stem(other) == stemmed, stem_prefix(word))


def begins_or_same_stem(word: str) -> Test:
    """Means ``word``, its other forms, and every word that begins like it."""
    stemmed = stem(word)
    beginning = commonprefix([word, stem_prefix(word)])  # noqa: RUF071  (letter by letter is meant)
    return Test(lambda other: other.startswith(word) or stem(other) == stemmed, beginning)


def wildcard_test(pattern: str) -> Test:
    """Means words that fit ``pattern``: ``*`` any characters, ``?`` one."""
    fits = re.compile(_wildcard(pattern)).fullmatch
    return Test(lambda other: fits(other) is not None, re.split("[*?]", pattern, maxsplit=1)[0])


def wildcard_choice(pattern: str) -> Choice:
    """As :func:`wildcard_test`, for many words at once."""
    fitting = re.compile(rf"\n{_wildcard(pattern)}(?=\n)")  # a letter to begin with finds lines quickly
    return lambda vocabulary: [
        bisect_left(vocabulary.words, found[0][1:]) for found in fitting.finditer(vocabulary.lines)
    ]


def _wildcard(pattern: str) -> str:
    """Each ``*`` but the last takes as little as it can and gives nothing back, so that no pattern takes long.

    No word has more than one line.
    """
    sign = r"[^\n]"
    first, *others = ("".join(sign if one == "?" else re.escape(one) for one in part) for part in pattern.split("*"))
    middle = "".join(f"(?>{sign}*?{part})" for part in others[:-1])
    return first + middle + "".join(f"{sign}*{part}" for part in others[-1:])


def fuzzy_test(word: str, distance: int) -> Test:
    """Means words within ``distance`` edits (optimal string alignment) of ``word`` that begin with the same letter."""
    from rapidfuzz.distance import OSA  # here, as few queries need it and all wait for imports

    first = word[:1]

    def fits(other: str) -> bool:
        return other.startswith(first) and OSA.distance(word, other, score_cutoff=distance) <= distance

    return Test(fits, first)


def fuzzy_choice(word: str, distance: int) -> Choice:
    """As :func:`fuzzy_test`, for many words that begin with the same letter at once."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    def choose(vocabulary: Vocabulary) -> list[int]:
        places = vocabulary.like(word, distance)
        words = [vocabulary.words[place] for place in places]
        found = process.extract(word, words, scorer=OSA.distance, processor=None, score_cutoff=distance, limit=None)
        return [places[number] for _, _, number in found]

    return choose
