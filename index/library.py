"""The one door to a library: search it, open its articles and analyses, count it, check it and mend it."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index import analysis, claims
from index.answer import (
    Counts,
    FoundStatement,
    HeldPosition,
    Hit,
    Page,
    QueryError,
    SaysoError,
    Snippet,
    Sort,
    StatementPage,
)
from index.article import Analysis, Article, Position, Span, Stance
from index.catchup import FOLDER_NAME, Catchup
from index.completion import Completer
from index.copies import Copies
from index.events import Event, Notice
from index.facets import FacetCounts
from index.fulltext import Filter, Query, marks, parse, snippets
from index.kept import Kept
from index.lock import LibraryBusyError, writing
from index.nearest import Nearest, nearest
from index.notes import Notes
from index.search_engine import open_engine
from index.searches import Searches
from index.statements import Statements
from index.store import Opening, Store
from index.undo import Undo

if TYPE_CHECKING:
    from index.board.board import Boards

_PAGE = 500
SNIPPET_WIDTH = 180
"""Code points of a snippet, about two lines of a result."""
_OPENING = 200_000
"""Bytes of an article's text in which its snippet is looked for before all of it is read."""


class Library:
    """A library opened for reading; whatever fills it does so in a process of its own.

    Safe to use from any thread. Every method raises :class:`SaysoError` where the library is damaged.
    """

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder
        self._store = store
        self._fulltext = open_engine(folder / FOLDER_NAME)
        self._copies = Copies(store.database)
        self._counted: tuple[int, Counts] | None = None
        self._statements = Statements(folder, store)
        self._facets = FacetCounts(folder, store)
        self._undo = Undo(store.database)
        self.completer = Completer(store.database, store.version)
        self.kept = Kept(store.database, self._undo)
        self.notes = Notes(store.database, self._undo)
        self.searches = Searches(store.database, self._undo, self._found)
        self._boards: Boards | None = None
        self._long: tuple[int, Article] | None = None
        self._guard = threading.Lock()

    @classmethod
    def open(cls, folder: Path, *, create: bool = True) -> Library:
        """Open the library in ``folder``, making an empty one where there is none and ``create`` allows it.

        Raises :class:`SaysoError` where there is none, or it cannot be read.
        """
        return cls(folder, Store(folder, create=create))

    @property
    def board(self) -> Boards:
        """Who stands where in this library."""
        from index.board.board import Boards  # not before it is asked for: a first screen does not wait for it

        with self._guard:
            if self._boards is None:
                self._boards = Boards(self._store, self._undo, self._found)
            return self._boards

    def level(self, on_event: Callable[[Event], None]) -> None:
        """Bring the full-text index level with the articles where a crash or damage left it otherwise.

        Does nothing where another process is writing the library and so doing that already.
        Raises :class:`SaysoError` where the index can neither be written nor searched as it is.
        """
        catchup = Catchup(self.folder, self._store, on_event)
        if catchup.is_level():
            return
        with contextlib.suppress(LibraryBusyError), writing(self.folder):
            catchup.heal()
            try:
                catchup.replay()
            except SaysoError as error:  # as on a full disk: what is there can be searched all the same
                if catchup.trouble() is not None:
                    raise
                on_event(Notice(str(error)))

    def close(self) -> None:
        """Close files and connections."""
        if self._boards is not None:
            self._boards.close()
        self._store.close()

    def search(
        self,
        query: str,
        *,
        sort: Sort = "relevance",
        limit: int = 50,
        offset: int = 0,
        typing: bool = False,
        facets: bool = False,
    ) -> Page:
        """Hits ``offset`` … ``offset + limit`` for ``query``; an empty query finds every article, newest first.

        While ``typing``, the last word counts as a prefix and an unfinished query is read as far as it goes.
        Raises :class:`QueryError` for a query that cannot be read.
        """
        start = time.perf_counter()
        tree = parse(query, typing=typing)
        groups = None if tree.asks_for("copies") else self._copies.groups()
        found = self._fulltext.search(
            tree, self._resolve, sort=sort, limit=limit, offset=offset, hidden=groups.hidden if groups else None
        )
        hits = self._hits(tree, found.rows)
        counted = self._facets.count(found.result.ids if query.strip() else None) if facets else {}
        suggestion = self._fulltext.suggest(tree) if not found.total and not typing else None
        took = (time.perf_counter() - start) * 1000
        copies = len(found.result.ids) - found.total
        return Page(query, hits, offset, found.total, took, counted, suggestion, copies)

    def nearest(self, query: str, suggestion: str | None) -> Nearest:
        """Why ``query`` finds nothing, and the query nearest to it that finds something, as :func:`nearest` tells."""
        return nearest(query, lambda text: len(self._found(text)), suggestion)

    def article(self, article_id: int) -> Article:
        """The article with this id. Raises :class:`SaysoError` where it is gone.

        The last long one is kept while nothing changes: snippet, marks and the reader ask for it again with every key.
        """
        version, held = self._store.version(), self._long
        if held is not None and held[0] == version and held[1].id == article_id:
            return held[1]
        article = self._store.article(article_id)
        if len(article.text) > _OPENING:
            self._long = (version, article)
        return article

    def analysis(self, article_id: int) -> Analysis | None:
        """The entities and positions of an article; ``None`` while it has not been analysed."""
        return self._store.analysis(article_id)

    def marks(self, article_id: int, query: str, *, typing: bool = False) -> tuple[Span, ...]:
        """Where the words of ``query`` stand in the article's text. Raises :class:`QueryError`."""
        return marks(parse(query, typing=typing), self.article(article_id).text)

    def positions_found(
        self, query: str, *, holder: str | None = None, stance: Stance | None = None
    ) -> Iterator[HeldPosition]:
        """Positions whose own words ``query`` finds, as :meth:`statements` says, newest first.

        Of a holder or stance where given, as :meth:`positions` says. Raises :class:`QueryError` at once.
        """
        parse(query)
        return self._positions_found(query, holder, stance)

    def _positions_found(self, query: str, holder: str | None, stance: Stance | None) -> Iterator[HeldPosition]:
        offset, total = 0, 1
        while offset < total:
            page = self.statements(query, sort="newest", limit=_PAGE, offset=offset)
            offset, total = offset + _PAGE, page.total
            yield from (one.held for one in page.statements if _is_held(one.held.position, holder, stance))

    def positions(
        self, query: str = "", *, holder: str | None = None, stance: Stance | None = None
    ) -> Iterator[HeldPosition]:
        """Positions in the articles that ``query`` finds, newest article first; of a holder or stance where given.

        ``holder`` matches names that have it as whole words, whatever case and accents. Raises :class:`QueryError`.
        """
        ids = None
        if query.strip():
            found = self._fulltext.search(parse(query), self._resolve, sort="newest", limit=1, offset=0)
            ids = found.ids()
        for article_id in claims.positions_of(self._store.database, ids):
            article, found_in = self._store.article(article_id), self._store.analysis(article_id)
            for position in found_in.positions if found_in else ():
                if _is_held(position, holder, stance):
                    yield HeldPosition(article, position)

    def statements(
        self, query: str, *, sort: Sort = "relevance", limit: int = 50, offset: int = 0, typing: bool = False
    ) -> StatementPage:
        """Statements that ``query`` finds: its words in who says it, in what is said, and in what that is about.

        Filters on positions speak of the statement, all others of its article. Raises :class:`QueryError`, and
        :class:`SaysoError` while the statements of an older library have not been indexed.
        """
        start = time.perf_counter()
        tree = parse(query, typing=typing)
        total, rows = self._statements.search(tree, self._resolve, sort=sort, limit=limit, offset=offset)
        articles = self._store.articles(list({article for article, _, _ in rows}))
        positions = self._statements.read([(article, number) for article, number, _ in rows])
        found = tuple(
            FoundStatement(
                HeldPosition(articles[article], position), number, score, marks(tree, position.statement.text)
            )
            for article, number, score in rows
            if article in articles
            and (position := positions.get((article, number)))  # changed since the last levelling
        )
        return StatementPage(query, found, offset, total, (time.perf_counter() - start) * 1000)

    def counts(self) -> Counts:
        """How many articles there are, how far index and analysis have come, how many positions were found."""
        version = self._store.version()
        if self._counted is None or self._counted[0] != version:
            self._counted = (version, self._store.counts(analysis.VERSION))
        return self._counted[1]

    def version(self) -> int:
        """A number that changes whenever what can be searched or shown has changed; cheap enough to poll."""
        return self._store.version()

    def mark_all_read(self, query: str) -> int:
        """Mark every article that ``query`` finds as read; returns how many were not. Raises :class:`QueryError`."""
        return self.kept.set_read(self._found(query).tolist(), read=True)

    def undo(self) -> str | None:
        """Take back the last change that a person made; returns what it was, or ``None`` where there is none."""
        return self._undo.undo()

    def redo(self) -> str | None:
        """Make the change again that was taken back last; returns what it was, or ``None`` where there is none."""
        return self._undo.redo()

    def _found(self, query: str) -> NDArray[np.int64]:
        """The ids of all articles that a query finds, in no order. Raises :class:`QueryError`."""
        return self._fulltext.search(parse(query), self._resolve, sort="newest", limit=1, offset=0).result.ids

    def _hits(self, tree: Query, rows: Sequence[tuple[int, float]]) -> tuple[Hit, ...]:
        openings = self._store.openings([article_id for article_id, _ in rows], _OPENING)
        shown = [(*row, openings[row[0]]) for row in rows if row[0] in openings]  # some may be gone since the levelling
        ids = [article_id for article_id, _, _ in shown]
        claimed = claims.claimed(self._store.database, ids)
        kept = self.kept.flags(ids)
        groups = self._copies.groups()
        found = self._snippets(tree, [opening for _, _, opening in shown])
        return tuple(
            [
                Hit(
                    id=article_id,
                    title=article.title,
                    source=article.source,
                    published=article.published,
                    score=score,
                    snippet=snippet,
                    stances=claim.stances if (claim := claimed.get(article_id)) else None,
                    holders=claim.holders if claim else (),
                    read=flags.read,
                    starred=flags.starred,
                    tags=flags.tags,
                    noted=flags.noted,
                    copies=groups.copies(article_id) if groups else 0,
                )
                for (article_id, score, opening), snippet in zip(shown, found, strict=True)
                for article, flags in [(opening.article, kept[article_id])]
            ]
        )

    def _snippets(self, tree: Query, openings: Sequence[Opening]) -> list[Snippet]:
        def whole(opening: Article) -> str:
            try:
                return self.article(opening.id or 0).text
            except SaysoError:  # it is gone by now
                return opening.text

        cut = {place: partial(whole, each.article) for place, each in enumerate(openings) if each.cut}
        return snippets(tree, [each.article.text for each in openings], SNIPPET_WIDTH, cut=cut)

    def _resolve(self, filters: tuple[Filter, ...]) -> Collection[int]:
        """Ids of the articles that all of ``filters`` hold for; those of a position mean one and the same."""
        database = self._store.database
        of_position: dict[str, list[str]] = {"holder": [], "stance": [], "about": []}
        found: list[set[int]] = []
        for each in filters:
            name = claims.name_pattern(each.value, prefix=each.op == "prefix")
            match each.field:
                case "holder" | "about":
                    of_position[each.field].append(name)
                case "stance":
                    of_position["stance"].append(each.value)
                case "entity":
                    found.append(claims.with_entity(database, name))
                case "copies":
                    found.append(self._copies.group_of(int(each.value)))
                case "lang":
                    found.append(claims.with_language(database, each.value))
                case "is":
                    found.append(claims.with_state(database, each.value))
                case "tag":
                    found.append(claims.with_tag(database, name))
                case _:
                    raise QueryError(f"{each.field}: is not kept in this library yet", 0)
        if any(of_position.values()):
            found.append(claims.with_position(database, **of_position))
        return set.intersection(*found)


def _is_held(position: Position, holder: str | None, stance: Stance | None) -> bool:
    """Whether someone called ``holder`` holds the position (whole words, whatever case and accents), so minded."""
    wanted = claims.name_pattern(holder) if holder else ""
    name = claims.name_pattern(position.holder.name) if position.holder else ""
    return wanted in name and stance in (None, position.stance)
