"""Counts a result by source, month, entity, holder and stance, over arrays that are kept beside the articles."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.article import STANCES
from index.board.gather import changed_since, stamp
from index.board.shelf import load, save
from index.database import Database
from index.names import names_of
from index.store import Store
from index.tallies import Chosen, Ints, Lists, counts_of

FILE_NAME = "facets.arrays"
FORM = 2
"""The version of the file's content; another one is made anew."""

VALUES = 20
"""How many values of a facet are given, most frequent first."""

FACETS = ("source", "month", "entity", "holder", "stance")
Facets = dict[str, tuple[tuple[str, int], ...]]
"""Facet -> (value, number of articles), most first."""

_MANY = 2_000  # articles that were read anew: then the file is written again, so that the next start need not
_TIES = 400  # names of equal count that are put in order of name; of more these are taken as they come


@dataclass(frozen=True, slots=True)
class _Columns:
    """What is counted: of each facet the numbers of the values that each article has. ``version``: a :func:`stamp`.

    A source is a place in ``sources``, a month 12 times the year and the month from 0, a stance a place in
    :data:`STANCES`, an entity or a holder the id of its name.
    """

    version: int
    sources: tuple[str, ...]
    lists: dict[str, Lists]


class FacetCounts:
    """Facets of one library. Safe to use from any thread; what it counts over is read when it is first asked."""

    def __init__(self, folder: Path, store: Store) -> None:
        self._path, self._store, self._database = folder / FILE_NAME, store, store.database
        self._guard = threading.Lock()
        self._columns: _Columns | None = None

    def count(self, ids: Ints | None) -> Facets:
        """The facets of the articles with these ``ids``, each once; ``None``: of all. Raises :class:`SaysoError`."""
        columns = self._current()
        size = len(columns.lists["source"].counts)
        chosen = Chosen(np.arange(size) if ids is None else ids, size)
        counted = {name: own.most_frequent(chosen, VALUES)[: VALUES + _TIES] for name, own in columns.lists.items()}
        names = names_of(self._database).called(number for name in _NAMED for number, _ in counted[name])
        told: dict[str, Callable[[int], str | None]] = {
            "source": columns.sources.__getitem__,
            "month": _month,
            "stance": STANCES.__getitem__,
        }
        return {name: _by_name(counted[name], told.get(name, names.get)) for name in FACETS}

    def _current(self) -> _Columns:
        """The columns as the library is now: those at hand or in the file, and of what has changed since only that."""
        with self._guard:
            known = self._columns or self._brought_back()
            version = stamp(self._database)
            if known is None or known.version > version:
                known, fresh = _read(self._database, version), True
            elif known.version < version:
                changed = changed_since(self._database, known.version)
                fresh = len(changed) > _MANY
                known = _changed(known, _read(self._database, version, changed, known.sources), np.array(changed))
                if any(own.wasted > 0.5 for own in known.lists.values()):
                    known = _read(self._database, version)
            else:
                fresh = False
            self._columns = known
            if fresh:
                with contextlib.suppress(OSError):  # a library that cannot be written is counted all the same
                    _put_away(self._path, self._store.library_id, known)
            return known

    def _brought_back(self) -> _Columns | None:
        found = load(self._path)
        if found is None or (found[0].get("form"), found[0].get("library")) != (FORM, self._store.library_id):
            return None
        about, arrays = found
        lists = {name: Lists(*(arrays[f"{name}.{part}"] for part in _PARTS)) for name in FACETS}
        return _Columns(about["version"], tuple(about["sources"]), lists)


_PARTS = ("starts", "counts", "values")


def _put_away(path: Path, library: str, columns: _Columns) -> None:
    arrays = {f"{name}.{part}": getattr(own, part) for name, own in columns.lists.items() for part in _PARTS}
    about = {"form": FORM, "library": library, "version": columns.version, "sources": columns.sources}
    save(path, about, arrays)


_ARTICLES = "SELECT id, source, published FROM article"
_NAMED = {
    "entity": "SELECT article, group_concat(DISTINCT name) FROM entity",
    "holder": "SELECT article, group_concat(DISTINCT holder) FROM position",
}
_STANCES = "SELECT DISTINCT article, stance FROM position"


def _read(database: Database, version: int, only: Sequence[int] | None = None, sources: Iterable[str] = ()) -> _Columns:
    """The columns of all articles, or of ``only`` these; ``sources`` keep their places."""

    def rows(sql: str, key: str, rest: str = "") -> list[tuple[Any, ...]]:
        if only is None:
            return database.connection.execute(sql + rest).fetchall()
        some = f"{sql} WHERE {key} IN (SELECT value FROM json_each(?)){rest}"  # noqa: S608 - all constants of ours
        return database.connection.execute(some, (json.dumps(list(only)),)).fetchall()

    with database.errors():
        articles = rows(_ARTICLES, "id")
        named = {name: rows(sql, "article", " GROUP BY article") for name, sql in _NAMED.items()}
        stances = rows(_STANCES, "article")
    size = max([*(row[0] for row in articles), *(only or ())], default=0) + 1
    numbers = {source: number for number, source in enumerate(sources)}
    pairs = {
        "source": [(row[0], numbers.setdefault(row[1], len(numbers))) for row in articles if row[1]],
        "month": [(row[0], int(row[2][:4]) * 12 + int(row[2][5:7]) - 1) for row in articles if row[2]],
        "stance": [(article, STANCES.index(taken)) for article, taken in stances if taken in STANCES],
    }
    lists = {name: Lists.of_pairs(size, own) for name, own in pairs.items()}
    for name, grouped in named.items():
        held = [row for row in grouped if row[1]]
        lists[name] = Lists.of(size, np.array([row[0] for row in held], np.int64), *counts_of([row[1] for row in held]))
    return _Columns(version, tuple(numbers), lists)


def _changed(before: _Columns, fresh: _Columns, articles: Ints) -> _Columns:
    """``before``, with what ``fresh`` says of ``articles``."""
    size = max(len(one.lists["source"].counts) for one in (before, fresh))
    lists = {name: own.changed(size, articles, fresh.lists[name]) for name, own in before.lists.items()}
    return _Columns(fresh.version, fresh.sources, lists)


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _by_name(counted: Iterable[tuple[int, int]], name: Callable[[int], str | None]) -> tuple[tuple[str, int], ...]:
    """Names for numbers; equals in order of name."""
    found = [(-count, called) for number, count in counted if (called := name(number)) is not None]
    found.sort()
    return tuple([(called, -count) for count, called in found[:VALUES]])
