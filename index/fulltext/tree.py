"""A query as data: what the parser makes of the typed words and what search and highlighting work on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

TextField = Literal["title", "body", "by", "source"]
"""The fields whose words the index holds; ``None`` stands for title and body."""

FilterField = Literal["entity", "holder", "stance", "about", "is", "tag", "lang", "copies"]
"""What the archive knows of an article and the index does not."""

POSITION_FIELDS: frozenset[FilterField] = frozenset(["holder", "stance", "about"])
"""Filters that speak of a position: several in one conjunction mean one and the same position."""


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every article."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word as typed, *Milanović's* or *cease-fire*. ``prefix``: a word that only begins so matches too."""

    text: str
    field: TextField | None = None
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side, in order. With ``slop``: in any order, with at most so many other words among them."""

    text: str
    field: TextField | None = None
    slop: int | None = None
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A word with ``*`` for any characters and ``?`` for one. Folded, not stemmed."""

    pattern: str
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word that differs from ``text`` (folded) in at most ``distance`` letters, its first letter excepted."""

    text: str
    distance: int
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """Published at or after ``start`` and before ``end``; ``None``: no bound. Times have no zone: as printed."""

    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Filter:
    """A structured filter that the archive answers. ``op`` is ``"prefix"`` where the value may go on.

    ``value`` is as typed; of ``stance`` and ``is`` it is one of the known values.
    """

    field: FilterField
    value: str
    op: Literal["is", "prefix"] = "is"


@dataclass(frozen=True, slots=True)
class And:
    """All of them. Filters on positions directly in one ``And`` speak of one and the same position."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of them."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but."""

    node: Node


Node = Everything | Term | Phrase | Wildcard | Fuzzy | Dates | Filter | And | Or | Not


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query: its text as typed, and what it means."""

    text: str
    root: Node

    @property
    def everything(self) -> bool:
        """Whether it asks for all articles, as the empty query does."""
        return isinstance(self.root, Everything)

    def asks_for(self, field: FilterField) -> bool:
        """Whether a filter on ``field`` stands anywhere in it."""
        waiting: list[Node] = [self.root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Filter) and node.field == field:
                return True
            waiting += node.nodes if isinstance(node, And | Or) else [node.node] if isinstance(node, Not) else []
        return False
