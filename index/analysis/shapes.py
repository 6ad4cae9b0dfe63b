"""What a name's own words tell of its kind: a Bill is a law, a Dam a facility, a Union an organisation."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.analysis.gazetteer import gazetteer
from index.article import LABELS, Label

_LONGEST_RUN = 10
_JOINING = frozenset(("of", "for", "on", "and", "against", "to"))
CAPITALISED = re.compile(r"(?<![\w’'])(?:[^\W\d_a-z]|[a-z]{1,3}-[^\W\d_a-z])[\w’'&-]*")
"""A word that may begin with a capital: any but one that begins with a plain small letter."""
_PLURAL_OWNER = re.compile(r"(?:men|children|people)['’]s$", re.I)
"""What may stand within the name of a body: the Northern Boatmen's Union."""
_BETWEEN = frozenset((" ", " of ", " for ", " of the ", " for the ", " & "))


@dataclass(frozen=True, slots=True)
class Shapes:
    """The words of ``data/shapes.toml``: word -> kind for four places, and sets of words."""

    last: dict[str, Label]
    first: dict[str, Label]
    before: dict[str, Label]
    owned: dict[str, Label]
    roles: frozenset[str]
    leading: frozenset[str]
    heading: frozenset[str]
    deputy: frozenset[str]
    bodies: frozenset[str]
    portfolios: frozenset[str]
    ranks: frozenset[str]


@cache
def shapes() -> Shapes:
    """The tables, read once."""
    table = tomllib.loads(files("index.analysis").joinpath("data", "shapes.toml").read_text(encoding="utf-8"))
    kinds: list[dict[str, Label]] = [
        {word: label for label in LABELS if label in table[place] for word in table[place][label].split()}
        for place in ("last", "first", "before", "owned")
    ]
    last, first, before, owned = kinds
    words = (frozenset(table["words"][name].split()) for name in Shapes.__slots__[4:])
    return Shapes(last, first, before, owned, *words)


def kind_of(name: str) -> Label | None:
    """The kind that a name of several words says it has, ``None`` where it says nothing."""
    words = [word.lower().rstrip(".") for word in name.split()]
    if len(words) < 2:
        return None
    until = next((n for n, word in enumerate(words) if word in _JOINING), len(words))
    head = words[until - 1] if until else ""
    by_head = shapes().last.get(head)
    if by_head is not None:
        return by_head
    return shapes().first.get(words[0]) if until == len(words) else None


def is_capitalised(word: str) -> bool:
    """Does the word, or the part of it after a particle (*al-Sayegh*), begin with a capital?"""
    return word[:1].isupper() or ("-" in word and word[word.index("-") + 1 :][:1].isupper())


def telling_names(text: str, runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, Label]]:
    """Those of the ``runs`` of capitalised words that say what they are: ``(start, end, kind)``."""
    for start, end in runs:
        while end > start:
            label = kind_of(text[start:end])
            if label is not None:
                yield start, end, label
                break
            end = text.rfind(" of ", start, end)


def capitalised_words(text: str) -> list[tuple[int, str]]:
    """Every word that begins with a capital, and where."""
    return [(word.start(), word[0]) for word in CAPITALISED.finditer(text) if is_capitalised(word[0])]


def capitalised_runs(text: str, words: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Stretches of two or more of the capitalised ``words`` on one line, *of* and *for* allowed between them."""
    start = end = -1
    count = 0
    for place, word in words:
        follows = 0 < count < _LONGEST_RUN and text[end:place] in _BETWEEN
        if not follows:
            if count > 1:
                yield start, end
            start, count = place, 0
        possessive = word.endswith(("'s", "’s")) and not (count and _PLURAL_OWNER.search(word))
        if count or not (possessive or is_opening(word)):
            end, count = place + len(word) - 2 * possessive, count + 1
        if possessive:
            if count > 1:
                yield start, end
            count = 0
    if count > 1:
        yield start, end


def is_opening(word: str) -> bool:
    """Is it a word that begins sentences and no names, or a nationality that only qualifies a name?"""
    low = word.lower()
    return low in _FUNCTION or low in gazetteer().adjectives


_FUNCTION = frozenset(
    """a after all although an and as at because before but by despite during each even every for from he her here his
    how however if in into it its last many meanwhile most mr mrs ms next no nor not now of on once one or other
    our over she since so some such that the their then there these they this those though three through to two
    under until upon we what when where whether which while who why with without yet you""".split()  # noqa: SIM905
)
