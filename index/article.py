"""The words that sayso is about, as data: article, entity, position and the spans that tie them to the text.

Every span is half-open, ``[start, end)``, in Unicode code points, into :attr:`Article.text`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

Label = Literal["PERSON", "ORG", "GPE", "LOC", "NORP", "EVENT", "LAW", "FAC"]
"""Kinds of entity, named as OntoNotes names them: people, organisations, states and cities, other places, nationalities
and political or religious groups, events, laws and treaties, facilities."""

Stance = Literal["supports", "opposes", "conditional", "neutral"]
Quotation = Literal["direct", "indirect", "mixed"]
"""Whether all, none or some of a statement's words stand between quotation marks."""

LABELS: tuple[Label, ...] = ("PERSON", "ORG", "GPE", "LOC", "NORP", "EVENT", "LAW", "FAC")
STANCES: tuple[Stance, ...] = ("supports", "opposes", "conditional", "neutral")
GAP = " … "
"""What stands between the pieces of a discontinuous passage when it is shown."""


class Span(NamedTuple):
    """A stretch of an article's text, ``[start, end)``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One news text with its metadata.

    ``text`` is sanitised and NFC-normalised and holds the body alone: not the title, not the byline.
    ``path`` is where it was read from; ``id`` is what the store calls it, ``None`` before it is stored.
    """

    title: str
    text: str
    byline: str | None = None
    source: str | None = None
    published: datetime | None = None
    url: str | None = None
    language: str | None = None
    path: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an article and where they stand; ``text`` is verbatim what stands at ``spans``."""

    text: str
    spans: tuple[Span, ...]

    @classmethod
    def of(cls, text: str, spans: Iterable[tuple[int, int]]) -> Passage:
        """The passage of ``text`` at ``spans``; the pieces of a discontinuous one are joined by :data:`GAP`."""
        placed = tuple(Span(start, end) for start, end in spans)
        return cls(GAP.join(text[start:end] for start, end in placed), placed)


@dataclass(frozen=True, slots=True)
class Entity:
    """A named person, organisation, place …, and everywhere the article mentions it."""

    name: str
    label: Label
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a position: the canonical name, and the spans of the words that say so here."""

    name: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """Who holds what, in which words, for or against what.

    ``holder`` is ``None`` where the text attributes a statement to nobody. ``confidence`` is a probability, 0 to 1.
    ``outer`` is the index, within the same analysis, of the position whose statement holds this one.
    ``rule`` names what made the position, for a reader who wants to trace it. ``also`` are the other statements of the
    article that say the same of the same holder.
    """

    holder: Holder | None
    cue: Passage | None
    statement: Passage
    quotation: Quotation
    stance: Stance
    target: Passage | None
    confidence: float
    outer: int | None = None
    rule: str = ""
    also: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """What an article's text says of who and what: entities and positions, each in order of first appearance."""

    entities: tuple[Entity, ...] = ()
    positions: tuple[Position, ...] = ()
