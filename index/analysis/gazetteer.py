"""What is known of names beforehand: states with their capitals and adjectives, titles, given names, gendered words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """``states``: lower-cased name, seat or adjective -> canonical name; the rest are sets of lower-case words.

    ``places`` are the names and seats among the keys of ``states``, ``adjectives`` the adjectives and names of peoples
    there and elsewhere; ``she`` and ``he`` are words that tell a person's gender, ``she_names`` and ``he_names`` given
    names.
    """

    states: dict[str, str]
    places: frozenset[str]
    adjectives: frozenset[str]
    continents: frozenset[str]
    titles: frozenset[str]
    she: frozenset[str]
    he: frozenset[str]
    outlets: frozenset[str]
    she_names: frozenset[str]
    he_names: frozenset[str]


UNIONS = frozenset(("NATO", "European Union", "United Nations"))
"""What stands among the states and is an organisation."""


@cache
def gazetteer() -> Gazetteer:
    """The names of ``data/names.toml``."""
    table = tomllib.loads(files("index.analysis").joinpath("data", "names.toml").read_text(encoding="utf-8"))
    states: dict[str, str] = {}
    places: set[str] = set()
    adjectives: set[str] = set()
    for name, others in table["states"].items():
        seats, _, people = others.partition("|")
        places.update((name.lower(), *_split(seats)))
        adjectives.update(_split(people))
        states.update(dict.fromkeys((name.lower(), *_split(seats), *_split(people)), name))
    words = {name: frozenset(text.split()) for name, text in table["words"].items()}
    return Gazetteer(
        states,
        frozenset(places),
        frozenset(adjectives) | words["peoples"],
        *(words[name] for name in Gazetteer.__slots__[3:]),
    )


def _split(names: str) -> list[str]:
    """Names that blanks separate, lower-cased, the blanks inside them put back."""
    return [name.lower().replace("_", " ") for name in names.split()]
