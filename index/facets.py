"""Counts a result by source, month, entity, holder and stance, over arrays that are kept beside the articles."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.article import STANCES
from index.board.gather import changed_since, stamp
from index.board.shelf import load, save
from index.database import Database
from index.store import Store
from index.tallies import Ints, Lists, counts_of

FILE_NAME = "facets.arrays"
FORM = 1
"""The version of the file's content; another one is made anew."""

VALUES = 20
"""How many values of a facet are given, most frequent first."""

Facets = dict[str, tuple[tuple[str, int], ...]]
"""Facet -> (value, number of articles), most first."""

_MANY = 2_000  # articles that were read anew: then the file is written again, so that the next start need not
_TIES = 400  # names of equal count that are put in order of name; of more these are taken as they come
_NAMED = "SELECT id, name FROM name WHERE id IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class _Columns:
    """What is counted, by article id from 0. ``version``: a :func:`stamp` of the library.

    ``source`` is a place in ``sources``, ``month`` 12 times the year and the month from 0, both -1 where there is none
    and -2 where there is no such article; ``stance`` has a bit for each of :data:`STANCES` that a position takes.
    """

    version: int
    sources: tuple[str, ...]
    source: NDArray[np.int32]
    month: NDArray[np.int32]
    stance: NDArray[np.uint8]
    entities: Lists
    holders: Lists


class FacetCounts:
    """Facets of one library. Safe to use from any thread; what it counts over is read when it is first asked."""

    def __init__(self, folder: Path, store: Store) -> None:
        self._path, self._store, self._database = folder / FILE_NAME, store, store.database
        self._guard = threading.Lock()
        self._columns: _Columns | None = None

    def count(self, ids: Ints | None) -> Facets:
        """The facets of the articles with these ``ids``, each once; ``None``: of all. Raises :class:`SaysoError`."""
        columns = self._current()
        ids = np.flatnonzero(columns.source > _GONE) if ids is None else ids[ids < len(columns.source)]
        return {
            "source": _leading(np.bincount(columns.source[ids] + 2)[2:], columns.sources.__getitem__),
            "month": _months(columns.month[ids]),
            "entity": self._named(columns.entities.most_frequent(ids, VALUES)),
            "holder": self._named(columns.holders.most_frequent(ids, VALUES)),
            "stance": _stances(columns.stance[ids]),
        }

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
                if known.entities.wasted > 0.5:
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
        entities, holders = (
            Lists(arrays[f"{name}.starts"], arrays[f"{name}.counts"], arrays[f"{name}.values"]) for name in _LISTS
        )
        sources = tuple(about["sources"])
        return _Columns(
            about["version"], sources, arrays["source"], arrays["month"], arrays["stance"], entities, holders
        )

    def _named(self, counted: Sequence[tuple[int, int]]) -> tuple[tuple[str, int], ...]:
        """Names for numbers; equals in order of name."""
        numbers = [number for number, _ in counted[: VALUES + _TIES]]
        with self._database.errors():
            names: dict[int, str] = dict(self._database.connection.execute(_NAMED, (json.dumps(numbers),)))
        found = [(names[number], count) for number, count in counted[: VALUES + _TIES] if number in names]
        return tuple(sorted(found, key=lambda one: (-one[1], one[0]))[:VALUES])


_GONE = -2
_LISTS = ("entities", "holders")


def _put_away(path: Path, library: str, columns: _Columns) -> None:
    arrays: dict[str, NDArray[Any]] = {"source": columns.source, "month": columns.month, "stance": columns.stance}
    for name in _LISTS:
        lists: Lists = getattr(columns, name)
        arrays |= {f"{name}.starts": lists.starts, f"{name}.counts": lists.counts, f"{name}.values": lists.values}
    about = {"form": FORM, "library": library, "version": columns.version, "sources": columns.sources}
    save(path, about, arrays)


_ARTICLES = "SELECT id, source, published FROM article"
_NAMES = {
    "entities": "SELECT article, group_concat(DISTINCT name) FROM entity",
    "holders": "SELECT article, group_concat(DISTINCT holder) FROM position",
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
        named = {name: rows(sql, "article", " GROUP BY article") for name, sql in _NAMES.items()}
        stances = rows(_STANCES, "article")
    owners = [row[0] for row in articles]
    size = max([*owners, *(only or ())], default=0) + 1
    numbers = {source: number for number, source in enumerate(sources)}
    source, month = np.full(size, _GONE, np.int32), np.full(size, _GONE, np.int32)
    source[owners] = [numbers.setdefault(row[1], len(numbers)) if row[1] else -1 for row in articles]
    month[owners] = [int(row[2][:4]) * 12 + int(row[2][5:7]) - 1 if row[2] else -1 for row in articles]
    stance = np.zeros(size, np.uint8)
    for number, one in enumerate(STANCES):
        stance[[article for article, taken in stances if taken == one]] |= 1 << number
    lists = []
    for name in _LISTS:
        own = [row for row in named[name] if row[1]]
        lists.append(Lists.of(size, np.array([row[0] for row in own], np.int64), *counts_of([row[1] for row in own])))
    return _Columns(version, tuple(numbers), source, month, stance, *lists)


def _changed(before: _Columns, fresh: _Columns, articles: Ints) -> _Columns:
    """``before``, with what ``fresh`` says of ``articles``."""
    size = max(len(before.source), len(fresh.source))
    columns: list[Any] = []
    for name, nothing in (("source", _GONE), ("month", _GONE), ("stance", 0)):
        old, new = getattr(before, name), getattr(fresh, name)
        whole = np.full(size, nothing, old.dtype)
        whole[: len(old)] = old
        whole[articles] = new[articles]
        columns.append(whole)
    lists = [getattr(before, name).changed(size, articles, getattr(fresh, name)) for name in _LISTS]
    return _Columns(fresh.version, fresh.sources, *columns, *lists)


def _leading(counts: Ints, name: Any) -> tuple[tuple[str, int], ...]:
    least = max(int(np.partition(counts, -VALUES)[-VALUES]), 1) if len(counts) > VALUES else 1
    found = [(name(place), int(counts[place])) for place in np.flatnonzero(counts >= least).tolist()]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0]))[:VALUES])


def _months(months: NDArray[np.int32]) -> tuple[tuple[str, int], ...]:
    dated = months[months >= 0]
    if not len(dated):
        return ()
    first = int(dated.min())
    return _leading(
        np.bincount(dated - first), lambda place: f"{(first + place) // 12:04}-{(first + place) % 12 + 1:02}"
    )


def _stances(stances: NDArray[np.uint8]) -> tuple[tuple[str, int], ...]:
    by_set = np.bincount(stances, minlength=1 << len(STANCES))
    sets = np.arange(len(by_set))
    counts = np.array([by_set[(sets >> number & 1) > 0].sum() for number in range(len(STANCES))])
    return _leading(counts, STANCES.__getitem__)
