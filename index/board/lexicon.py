"""The words by which a phrase tells what it is about, from ``data/topics.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from index.claims import folded_name
from index.fulltext.words import stem

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``families``: stem -> the stem of its family; ``sayings``: folded phrase of several words -> the same.

    ``light`` words only lead to what is meant (``vague``: their stems), ``other`` tells a thing from another of its
    name, ``empty`` says nothing, ``stop`` (and ``verbs``) ends the phrase that names it, ``clause`` begins what
    is no phrase.
    """

    families: dict[str, str]
    sayings: dict[str, str]
    light: frozenset[str]
    vague: frozenset[str]
    other: frozenset[str]
    empty: frozenset[str]
    stop: frozenset[str]
    verbs: frozenset[str]
    clause: frozenset[str]


word_key = lru_cache(200_000)(folded_name)
"""The form in which words and names are compared."""


@cache
def lexicon() -> Lexicon:
    """The words of ``data/topics.toml``."""
    table = tomllib.loads(files("index.board").joinpath("data", "topics.toml").read_text(encoding="utf-8"))
    families: dict[str, str] = {}
    sayings: dict[str, str] = {}
    for head, others in table["families"].items():
        for word in (head, *others.split()):
            if "_" in word:
                sayings[word.replace("_", " ")] = stem(head)
            else:
                families[stem(word)] = stem(head)
    words = {name: frozenset(folded_name(word) for word in text.split()) for name, text in table["words"].items()}
    vague = frozenset(stem(word) for word in words["light"])
    return Lexicon(
        families,
        sayings,
        words["light"],
        vague,
        words["other"],
        words["empty"],
        words["stop"] | words["verbs"],
        words["verbs"],
        words["clause"],
    )
