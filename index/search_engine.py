"""The seam between the library and its full-text engine: what any engine must do that takes Whoosh's place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.answer import Finding, Sort
from index.article import Article
from index.fulltext import Filter, Query

Ids = NDArray[np.int64]
Resolve = Callable[[tuple[Filter, ...]], Collection[int]]
"""Ids of the articles for which filters hold that the archive answers and not the engine."""


class Matching(Protocol):
    """All articles that match a query."""

    @property
    def ids(self) -> Ids:
        """Their ids, in no order."""


class Found(Protocol):
    """What a query found."""

    @property
    def total(self) -> int:
        """How many articles pages are made of."""

    @property
    def rows(self) -> tuple[tuple[int, float], ...]:
        """(id, score) of the page that was asked for, best first."""

    @property
    def result(self) -> Matching:
        """All that match, hidden or not."""

    def ids(self) -> list[int]:
        """The ids of all that match."""


class SearchEngine(Protocol):
    """A full-text index that follows the store and can be thrown away: no article is in it alone.

    Readers call it from any thread. One process writes at a time: the caller holds :func:`index.lock.writing`.
    Where the index cannot be read any more, methods raise :class:`~index.fulltext.DamagedIndex`, and the caller builds
    it anew from the store; where it cannot be written, :class:`~index.answer.SaysoError`, and it is as before.
    """

    def update(self, articles: Sequence[Article], deleted: Sequence[int] = ()) -> None:
        """Put each article in the place of what is there under its id, take ``deleted`` out; all of it or nothing.

        When it returns, what it wrote survives a crash. Doing it again changes nothing: a replay may repeat a batch.
        """

    def tidy(self) -> None:
        """Do what keeps searching fast, when nobody waits."""

    def search(
        self,
        query: Query,
        resolve: Resolve,
        *,
        sort: Sort = "relevance",
        limit: int = 50,
        offset: int = 0,
        hidden: Callable[[Ids], Ids] | None = None,
    ) -> Found:
        """A page of the articles that match, best first, with the exact total.

        ``resolve`` is asked for each conjunction of filters. ``hidden`` is given the ids of all that match, and gives
        the places among them of those that pages and total leave out.
        """

    def suggest(self, query: Query) -> str | None:
        """The query with words that are in no article exchanged for like ones that are in some, or ``None``."""

    def doc_count(self) -> int:
        """How many articles the index holds."""

    def check(self) -> list[Finding]:
        """What a look at everything that search needs finds."""

    def close(self) -> None:
        """Let go of files and connections."""


def open_engine(folder: Path) -> SearchEngine:
    """The engine on the index in ``folder``, whatever state that is in."""
    from index.fulltext import FullText

    return FullText(folder)


def new_engine(folder: Path) -> SearchEngine:
    """The engine on an empty index in ``folder``, in place of what is there.

    Raises :class:`SaysoError` or :class:`OSError` where that cannot be written.
    """
    from index.fulltext import FullText

    return FullText.create(folder)
