"""What the board speaks of: holders, topics, tallies of statements, movement and comparison, as data.

Every number rests on statements, and every statement on the words of an article. Ids of holders and topics are made of
their names, not of their order: they stay the same while the library grows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal, Self

from index.article import Position, Quotation, Span, Stance
from index.board.terms import KINDS, ORDERS, Kind, Order

__all__ = ["KINDS", "ORDERS", "Kind", "Order"]  # terms of the board that those who use its data need, too

Sign = Literal["supports", "opposes", "conditional", "neutral", "mixed"]
"""What a number of statements come to together: ``mixed`` where some support and some oppose."""

TREND = 12
"""How many stretches of equal length a trend counts."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many statements take each stance, and how sure the least sure of them is (0 to 1; 0 where there is none)."""

    supports: int = 0
    opposes: int = 0
    conditional: int = 0
    neutral: int = 0
    lowest_confidence: float = 0.0

    @property
    def total(self) -> int:
        """How many statements it stands on."""
        return self.supports + self.opposes + self.conditional + self.neutral

    @property
    def sign(self) -> Sign:
        """What they come to: the one stance taken beside ``neutral``; where several are, the one of three in four."""
        taken: dict[Sign, int] = {
            "supports": self.supports, "opposes": self.opposes, "conditional": self.conditional,
        }  # fmt: skip
        sides = sum(taken.values())
        if not sides:
            return "neutral"
        sign, most = max(taken.items(), key=lambda each: each[1])
        return sign if most * 4 >= sides * 3 else "mixed"


@dataclass(frozen=True, slots=True)
class Statement:
    """One position where an article states it.

    ``number`` is its place among the article's positions, ``spans`` say where ``text`` stands in the article's text.
    ``copies`` are the ids of other articles that print the same text.
    """

    article_id: int
    number: int
    title: str
    source: str | None
    published: datetime | None
    url: str | None
    holder_id: str
    holder: str
    stance: Stance
    topic_id: str | None
    topic: str | None
    quotation: Quotation
    text: str
    spans: tuple[Span, ...]
    cue: str | None
    target: str | None
    confidence: float
    copies: tuple[int, ...] = ()

    @classmethod
    def of(cls, position: Position, **where: Any) -> Self:
        """The statement that a position is; ``where`` has the fields that a position does not tell, by name."""
        return cls(
            stance=position.stance,
            quotation=position.quotation,
            text=position.statement.text,
            spans=position.statement.spans,
            cue=position.cue.text if position.cue else None,
            target=position.target.text if position.target else None,
            confidence=position.confidence,
            **where,
        )


@dataclass(frozen=True, slots=True)
class Office:
    """What articles call a person: the ``title`` it has in a ``state``, as *prime minister* of *Italy*."""

    state: str
    title: str

    def __str__(self) -> str:
        return f"{self.title} of {self.state}"


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """Where an article gives a holder an ``office``: ``spans`` say where the ``text`` stands in it."""

    article_id: int
    spans: tuple[Span, ...]
    text: str
    office: Office


@dataclass(frozen=True, slots=True)
class HolderRow:
    """A holder with what it said within a question.

    ``trend`` counts its statements in :data:`TREND` equal stretches from the first to the last day of the whole board.
    ``aliases`` are the other names under which articles quote it; ``moved`` says that its stance on a topic changed.
    ``offices`` are those that articles give it, most often first: whose words stand in for a state's.
    """

    id: str
    name: str
    kind: Kind
    aliases: tuple[str, ...]
    tally: Tally
    first: date | None
    last: date | None
    trend: tuple[int, ...]
    latest: Statement
    moved: bool = False
    offices: tuple[Office, ...] = ()

    @property
    def states(self) -> tuple[str, ...]:
        """The states of its offices, each once."""
        return tuple(dict.fromkeys(office.state for office in self.offices))


@dataclass(frozen=True, slots=True)
class Topic:
    """What positions are for or against: named by its most typical phrase; ``phrases`` are all, most frequent first."""

    id: str
    name: str
    phrases: tuple[str, ...]
    pinned: bool
    tally: Tally


@dataclass(frozen=True, slots=True)
class Cell:
    """What a holder said on a topic. ``sign`` is ``None`` where it said nothing."""

    tally: Tally
    sign: Sign | None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """Holders by topics: ``cells[row][column]``."""

    rows: tuple[HolderRow, ...]
    topics: tuple[Topic, ...]
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Movement:
    """A holder who took another stance on a topic.

    ``contradiction``: both within days, so that they stand against each other; ``change``: over a longer time.
    """

    kind: Literal["change", "contradiction"]
    holder_id: str
    holder: str
    topic_id: str
    topic: str
    before: Statement
    after: Statement


Period = tuple[date, date]
"""The first and the last day."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the board. All that is given holds at once; dates are inclusive; ``topic`` is an id.

    ``holder`` are words that a holder's name, another name of its, or that of a state whose head or minister articles
    call it, begins with or holds, the last with any ending.
    Without ``kind`` the board has the named holders; ``other`` asks for those whom articles only describe.
    """

    query: str = ""
    stance: Stance | None = None
    kind: Kind | None = None
    topic: str | None = None
    source: str | None = None
    since: date | None = None
    until: date | None = None
    sort: Order = "number"
    changes_only: bool = False
    holder: str = ""

    def within(self, since: date, until: date) -> Question:
        """The same question about those of these days that it is about."""
        return replace(self, since=max(since, self.since or since), until=min(until, self.until or until))


@dataclass(frozen=True, slots=True)
class Board:
    """A page of holders. ``total`` holders in all, from ``statements`` in ``articles``, of which ``analysed`` are.

    ``unnamed`` of the statements are held by nobody whom the articles name. ``copies`` articles were left out because
    they print the text of another one. ``behind`` articles are not counted, or not as they are by now: that is on
    the way, and the same question answers with them in ``seconds_left``, where it is known.
    """

    question: Question
    rows: tuple[HolderRow, ...]
    total: int
    articles: int
    analysed: int
    statements: int
    took_ms: float
    unnamed: int = 0
    copies: int = 0
    span: tuple[date, date] | None = None
    behind: int = 0
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """What is on the way: how many articles are not counted as they are now, and in how many seconds they will be."""

    behind: int = 0
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One of two that are compared, on one line: its tally, and its statements, oldest first."""

    tally: Tally
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What both sides have of one topic or one holder; ``agree`` is ``None`` unless both take a side."""

    id: str
    name: str
    left: Side
    right: Side
    agree: bool | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two holders by topic, two outlets by topic of one holder, or two periods by holder.

    ``common`` are the lines on which both have something, ``only_left`` and ``only_right`` those of one alone;
    ``counts`` says how many there are of each, of which only the first may be given. On ``agree`` of those in common
    both take the same side, on ``differ`` they do not.
    """

    left: str
    right: str
    common: tuple[Line, ...]
    only_left: tuple[Line, ...]
    only_right: tuple[Line, ...]
    counts: tuple[int, int, int]
    agree: int
    differ: int
