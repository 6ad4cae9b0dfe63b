"""What is known of names beforehand: states with their capitals and adjectives, titles, gendered words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """``states``: lower-cased name, seat or adjective -> canonical name; the rest are sets of lower-case words."""

    states: dict[str, str]
    titles: frozenset[str]
    she: frozenset[str]
    he: frozenset[str]
    outlets: frozenset[str]


@cache
def gazetteer() -> Gazetteer:
    """The names of ``data/names.toml``."""
    table = tomllib.loads(files("index.analysis").joinpath("data", "names.toml").read_text(encoding="utf-8"))
    states = {}
    for name, others in table["states"].items():
        for other in (name, *(word.replace("_", " ") for word in others.split())):
            states[other.lower()] = name
    words = {name: frozenset(text.split()) for name, text in table["words"].items()}
    return Gazetteer(states, words["titles"], words["she"], words["he"], words["outlets"])
