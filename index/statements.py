"""Statements as documents of their own: an index beside that of the articles, searched in the same language.

A statement's text is the words of its position and of what these are for or against; its title is who holds it, its
byline and source are the article's. It follows the store by the numbers of `claim_change`, and can be thrown away.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

import numpy as np

from index import claims
from index.answer import Sort
from index.article import Article, Position
from index.board.gather import stamp
from index.fulltext import DamagedIndex, Filter, FullText, Query
from index.fulltext.tree import POSITION_FIELDS
from index.records import position_of
from index.store import Store

FOLDER_NAME = "statements"
_LEVEL = "level"
_BATCH = 500  # articles a commit
_SHIFT = 16  # a statement's id: its article's, and its number in that
_MOST = 1 << _SHIFT

Resolve = Callable[[tuple[Filter, ...]], Collection[int]]
"""Ids of the articles that structured filters hold for."""


class Statements:
    """The statements of one library. Any thread may search; one process at a time, which holds the lock, levels."""

    def __init__(self, folder: Path, store: Store) -> None:
        self._folder, self._store = folder / FOLDER_NAME, store
        self._index = FullText(self._folder)

    def search(
        self, query: Query, resolve: Resolve, *, sort: Sort = "relevance", limit: int = 50, offset: int = 0
    ) -> tuple[int, list[tuple[int, int, float]]]:
        """How many statements match, and (article, number in its analysis, score) of a page of them.

        ``resolve`` answers filters that speak of articles. Raises :class:`DamagedIndex` while there is no sound index.
        """
        found = self._index.search(
            query, lambda filters: self._resolve(filters, resolve), sort=sort, limit=limit, offset=offset
        )
        return found.total, [(number >> _SHIFT, number & _MOST - 1, score) for number, score in found.rows]

    def read(self, places: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Position]:
        """The positions at (article, number in its analysis); one that is not there any more is left out."""
        database = self._store.database
        with database.errors():
            found = database.connection.execute(
                "SELECT analysis.id, json_extract(asked.value, '$[1]') AS number,"
                " json_extract(positions, '$[' || json_extract(asked.value, '$[1]') || ']')"
                " FROM json_each(?) AS asked JOIN analysis ON analysis.id = json_extract(asked.value, '$[0]')",
                (json.dumps(places),),
            )
            return {(article, number): position_of(json.loads(held)) for article, number, held in found if held}

    def is_level(self) -> bool:
        """Whether the index holds every statement that the store has, or could not be given any."""
        return self._known() == stamp(self._store.database) or not os.access(self._folder.parent, os.W_OK)

    def trouble(self) -> str | None:
        """What a look at every byte finds wrong, or ``None``."""
        if self._known() is None:
            return "the index of statements is missing or damaged"
        return next((finding.message for finding in self._index.check() if not finding.ok), None)

    def start_anew(self) -> None:
        """Let the next levelling begin an index of its own."""
        (self._folder / _LEVEL).unlink(missing_ok=True)

    def level(self, stop: Callable[[], bool] = lambda: False) -> None:
        """Give the index what has changed in the store since it was last level, in batches, until ``stop()`` says so.

        An index that is missing, damaged or of another library is begun anew. Raises :class:`SaysoError` where it
        cannot be written.
        """
        known = self._known()
        if known is None or known > stamp(self._store.database):
            self.start_anew()
            self._index = FullText.create(self._folder)
            known = 0
            self._note(known)  # an empty one is level, too
        while not stop() and (changes := self._changes(known)):
            articles = [article for article, _ in changes]
            fresh, former = list(self._documents(articles)), self._held(articles)
            if fresh or former:  # an article that has just come has no statements yet
                self._index.update(fresh, former)
                self._index.tidy()
            known = max(number for _, number in changes)
            self._note(known)  # after the commit: a crash in between repeats a batch, which changes nothing

    def _known(self) -> int | None:
        """Up to which change the index is level; ``None`` where it cannot be used."""
        try:
            level = json.loads((self._folder / _LEVEL).read_bytes())
            self._index.doc_count()
            return int(level["stamp"]) if level["library"] == self._store.library_id else None
        except (OSError, ValueError, KeyError, TypeError, DamagedIndex):
            return None

    def _note(self, known: int) -> None:
        fresh = self._folder / f"{_LEVEL}.new"
        with fresh.open("w") as file:
            json.dump({"library": self._store.library_id, "stamp": known}, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._folder / _LEVEL)

    def _changes(self, known: int) -> list[tuple[int, int]]:
        """The next (article, number of its change)."""
        database = self._store.database
        with database.errors():
            return database.connection.execute(
                "SELECT article, n FROM claim_change WHERE n > ? ORDER BY n LIMIT ?", (known, _BATCH)
            ).fetchall()

    def _held(self, articles: Sequence[int]) -> list[int]:
        """Ids of the statements of ``articles`` that the index holds."""
        ids = self._index.ids()
        held: list[int] = ids[np.isin(ids >> _SHIFT, articles)].tolist()
        return held

    def _documents(self, articles: Sequence[int]) -> Iterator[Article]:
        """The statements of ``articles``, as what the index takes in."""
        for number, article in self._store.articles(articles).items():
            analysis = self._store.analysis(number)
            for place, position in enumerate(analysis.positions[:_MOST] if analysis else ()):
                words, target = position.statement.text, position.target.text if position.target else ""
                yield Article(
                    title=position.holder.name if position.holder else "",
                    text=words if target in words else f"{words}\n{target}",
                    byline=article.byline,
                    source=article.source,
                    published=article.published,
                    id=number << _SHIFT | place,
                )

    def _resolve(self, filters: tuple[Filter, ...], resolve: Resolve) -> Collection[int]:
        """Ids of the statements that all of ``filters`` hold for."""
        of_position = tuple(one for one in filters if one.field in POSITION_FIELDS)
        of_article = tuple(one for one in filters if one.field not in POSITION_FIELDS)
        found = claims.position_numbers(self._store.database, of_position, resolve(of_article) if of_article else None)
        return {article << _SHIFT | number for article, number in found}
