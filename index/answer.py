"""What the library answers: a page of hits with snippets, counts and facets, and the library's own state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from index.article import Article, Position, Span, Stance

Sort = Literal["relevance", "newest", "oldest"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")
FACETS = ("source", "month", "entity", "holder", "stance")


class SaysoError(Exception):
    """Something that a person can mend; its message is one clear line."""


class QueryError(SaysoError):
    """A query that cannot be read; ``column`` (0-based, code points) is where in it the trouble stands."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of an article's text around hits, white space folded to blanks of the same length.

    ``start`` is its offset into the article's text, ``hits`` are spans into the snippet itself.
    """

    text: str
    start: int = 0
    hits: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class HolderStance:
    """The stance that a holder takes most often in an article."""

    holder: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Hit:
    """One article of a result. ``stances`` counts its positions; ``None`` while it has not been analysed.

    The next four are what a person keeps about it; ``noted``: it or a position in it has a note. ``copies`` is how many
    other articles print the same; the query ``copies:ID`` finds them all.
    """

    id: int
    title: str
    source: str | None
    published: datetime | None
    score: float
    snippet: Snippet
    stances: Mapping[Stance, int] | None
    holders: tuple[HolderStance, ...] = ()
    read: bool = False
    starred: bool = False
    tags: tuple[str, ...] = ()
    noted: bool = False
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """Hits ``offset`` … ``offset + len(hits)`` of ``total``; ``facets`` map a facet to (value, count), most first.

    ``copies`` match, too, and are not among the hits because each is a copy of one that is; facets count them.
    """

    query: str
    hits: tuple[Hit, ...]
    offset: int
    total: int
    took_ms: float
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    suggestion: str | None = None
    copies: int = 0

    @property
    def articles(self) -> int:
        """How many articles match, copies and all."""
        return self.total + self.copies


@dataclass(frozen=True, slots=True)
class HeldPosition:
    """A position and the article that states it."""

    article: Article
    position: Position


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement that a search found: its position, which is ``number`` in the article's analysis, and the hits.

    ``hits`` are spans into the statement's text.
    """

    held: HeldPosition
    number: int
    score: float
    hits: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementPage:
    """Statements ``offset`` … ``offset + len(statements)`` of ``total``."""

    query: str
    statements: tuple[FoundStatement, ...]
    offset: int
    total: int
    took_ms: float


@dataclass(frozen=True, slots=True)
class Counts:
    """How far a library is: articles stored, of these searchable, of these analysed; positions found."""

    articles: int
    indexed: int
    analysed: int
    positions: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a check-up: what was looked at, whether it is well, and what repairs it."""

    subject: str
    ok: bool
    message: str
    remedy: str | None = None
