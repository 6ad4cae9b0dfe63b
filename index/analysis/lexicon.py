"""The word lists that the rules read, from the TOML files beside this module."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Which words attribute a statement, by how they govern it."""

    say: Words
    urge: Words
    seem: Words
    nouns: Words
    adjectives: Words
    agentive: Words


@dataclass(frozen=True, slots=True)
class Polarity:
    """Which words are for or against something."""

    pro: Words
    con: Words
    refuse: Words
    good: Words
    bad: Words
    condition: Words
    negation: Words
    commitment: Words
    duty: Words
    advocacy: Words
    blame: Words
    factual: Words
    undo: Words
    harm: Words


def _words(table: dict[str, object], name: str) -> Words:
    return frozenset(str(table[name]).split())


def _table(name: str) -> dict[str, object]:
    return tomllib.loads(files("index.analysis").joinpath("data", name).read_text(encoding="utf-8"))


@cache
def attribution() -> Attribution:
    """The words of ``data/attribution.toml``."""
    table = _table("attribution.toml")
    return Attribution(*(_words(table, name) for name in Attribution.__slots__))


@cache
def polarity() -> Polarity:
    """The words of ``data/polarity.toml``."""
    table = _table("polarity.toml")
    return Polarity(*(_words(table, name) for name in Polarity.__slots__))
