"""A library in which holders speak more than once, to more than one outlet, and some change their mind."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from index.article import Analysis, Article, Label, Stance
from tests.pilot import small_library
from tests.pilot.small_library import entity, position

TOLVANEN, ADEYEMI, SAARINEN, RANTA = "Mara Tolvanen", "Jon Adeyemi-Køhl", "Édith Saarinen", "Oleg Ranta"
BOARD, HALL, DAM = "Harbour Board", "the crane hall", "the Karso dam"

_Said = tuple[str, Label, str, str, Stance, str]
"""Who, what the name is, the cue, the statement, its stance, its target."""

_ARTICLES: tuple[tuple[str, str, tuple[int, int], tuple[_Said, ...]], ...] = (
    ("Dockers against the hall", "Elsine Courier", (3, 3), (
        (TOLVANEN, "PERSON", "said", "the dockers would never accept the crane hall", "opposes", HALL),
        (BOARD, "ORG", "argued", "the crane hall would bring work to the port", "supports", HALL),
    )),
    ("Mayor keeps her options open", "Elsine Courier", (3, 6), (
        (SAARINEN, "PERSON", "said", "she could back the crane hall if the road was paid for", "conditional", HALL),
        (ADEYEMI, "PERSON", "insisted", "the port needed the crane hall now", "supports", HALL),
    )),
    ("Assembly speaker on the dam", "Valley Post", (3, 10), (
        (RANTA, "PERSON", "promised", "the assembly would build the Karso dam", "supports", DAM),
        (TOLVANEN, "PERSON", "called", "the crane hall a road to nowhere", "opposes", HALL),
    )),
    ("Speaker turns on the dam", "Valley Post", (3, 12), (
        (RANTA, "PERSON", "warned", "the Karso dam must never be filled", "opposes", DAM),
        (ADEYEMI, "PERSON", "said", "he had no view on the Karso dam", "neutral", ""),
    )),
    ("Dockers change their mind", "Elsine Courier", (4, 14), (
        (TOLVANEN, "PERSON", "announced", "the dockers now supported the crane hall", "supports", HALL),
        (BOARD, "ORG", "welcomed", "the new support for the crane hall", "supports", HALL),
    )),
    ("Union leader speaks in the valley", "Valley Post", (4, 16), (
        (TOLVANEN, "PERSON", "repeated", "the crane hall had her support", "supports", HALL),
        (TOLVANEN, "PERSON", "said", "the Karso dam should not be built", "opposes", DAM),
    )),
)  # fmt: skip


def _day(month: int, day: int) -> datetime:
    return datetime(2025, month, day)  # noqa: DTZ001 - as articles have it


def _article(title: str, outlet: str, day: tuple[int, int], said: tuple[_Said, ...]) -> tuple[Article, Analysis]:
    text = f"{title.upper()} — a report from {outlet}.\n\n" + "\n\n".join(
        f"{holder} {cue} that {statement}." for holder, _, cue, statement, _, _ in said
    )
    positions = tuple(
        position(text, holder, cue, statement, stance, target, confidence=0.9)
        for holder, _, cue, statement, stance, target in said
    )
    named = dict.fromkeys((each[0], each[1]) for each in said)
    entities = tuple(entity(text, holder, label) for holder, label in named)
    article = Article(title, text, source=outlet, published=_day(*day), url="https://example.org/a")
    return article, Analysis(entities, positions)


ARTICLES = tuple(_article(*each) for each in _ARTICLES)
WAITING = Article("Not looked at yet", "Nobody has read this note of the harbour.", published=_day(4, 20))


def make(folder: Path, *, crowd: int = 0, waiting: bool = False) -> Path:
    """Fill a library; ``crowd`` further holders say a thing each; ``waiting``: one article has no analysis yet."""
    everything = [*ARTICLES, *(_one_of_many(number) for number in range(crowd))]
    return small_library.make(folder, [*everything, (WAITING, None)] if waiting else everything)


def _one_of_many(number: int) -> tuple[Article, Analysis]:
    name = f"{_FIRST[number % len(_FIRST)]} {_LAST[number // len(_FIRST)]}son"
    said = (
        name,
        "PERSON",
        "said",
        f"the market tax number {number} was too high",
        "opposes",
        f"the market tax number {number}",
    )
    return _article(f"Letter {number}", "Elsine Courier", (2, 1 + number % 28), (said,))


_FIRST = ("Aino", "Bruno", "Carla", "Dario", "Elsa", "Felix", "Greta", "Hugo", "Irma", "Jakob")
_LAST = ("Ander", "Berg", "Carl", "Dag", "Erik", "Frede", "Gustav", "Hend", "Isak", "Jens", "Karl", "Lars", "Matt")
