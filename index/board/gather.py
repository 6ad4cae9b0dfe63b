"""Reads the columns of the board from the store: all of them, or those of articles that have changed since."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.board.anchors import anchors
from index.board.columns import ARRAYS, LABEL_NUMBERS, NOTHING, STANCE_NUMBERS, STRINGS, UNDATED, Columns, Strings
from index.board.offices import offices
from index.board.retelling import fingerprint, is_recalled
from index.database import Database
from index.records import Record

_ARTICLES = (
    "SELECT article.id, coalesce(original, article.id), substr(published, 1, 10), source, text, entities, positions"
    " FROM article LEFT JOIN analysis ON analysis.id = article.id LEFT JOIN copy_of ON copy_of.article = article.id"
)

_TOLD = 200
"""Articles after which it is told that they are read."""


def stamp(database: Database) -> int:
    """A number that grows with every change of what articles claim."""
    with database.errors():
        found = database.connection.execute("SELECT coalesce(max(n), 0) FROM claim_change").fetchone()
        return int(found[0])


def changed_since(database: Database, version: int) -> list[int]:
    """Ids of the articles that came, changed or went since this :func:`stamp`."""
    with database.errors():
        rows = database.connection.execute("SELECT article FROM claim_change WHERE n > ?", (version,))
        return [row[0] for row in rows]


def count(database: Database) -> int:
    """How many articles the library holds."""
    with database.errors():
        return int(database.connection.execute("SELECT count(*) FROM article").fetchone()[0])


def newest(database: Database, among: NDArray[np.int64] | None = None, limit: int = -1) -> list[int]:
    """Ids of the articles of the library, or of those ``among``, newest first, ``limit`` at most."""
    with database.errors():
        rows = database.connection.execute("SELECT id FROM article ORDER BY published DESC, id DESC")
        wanted = None if among is None else set(among.tolist())
        found = (row[0] for row in rows if wanted is None or row[0] in wanted)
        return list(found if limit < 0 else islice(found, limit))


def gather(
    database: Database,
    before: Columns | None = None,
    articles: Sequence[int] | None = None,
    tell: Callable[[int], object] = lambda _: None,
) -> Columns:
    """The columns of what the library holds now of these ``articles``; of all without.

    With ``before``, columns of an earlier stamp, they come in addition to it, or in place of what it says of them.
    ``tell`` is told now and then how many articles more were read. Raises :class:`SaysoError`.
    """
    version = stamp(database)  # first: what changes while we read is read again next time
    reading = _Reading(before)
    with database.errors():
        for number, row in enumerate(_rows(database, articles), 1):
            reading.take(*row)
            if not number % _TOLD:
                tell(_TOLD)
    fresh = reading.columns(version)
    return fresh if before is None else _joined(before, fresh, np.array(articles, np.int64))


def _rows(database: Database, ids: Sequence[int] | None) -> Iterator[tuple[Any, ...]]:
    # Undated articles have no place in time: they sort before all others.
    order = " ORDER BY substr(published, 1, 10), article.id"
    if ids is None:
        return iter(database.connection.execute(_ARTICLES + order))
    wanted = " WHERE article.id IN (SELECT value FROM json_each(?))"
    return iter(database.connection.execute(_ARTICLES + wanted + order, (json.dumps(list(ids)),)))


class _Numbers(dict[str, int]):
    """Gives each new string the next number."""

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number


class _Reading:
    """Columns while they are filled, article by article; strings keep the numbers that they had ``before``."""

    def __init__(self, before: Columns | None) -> None:
        known = [getattr(before, name).all() if before else [] for name in STRINGS]
        self._names, self._phrases, self._anchors, self._sources, self._offices = (
            _Numbers((text, number) for number, text in enumerate(texts)) for texts in known
        )
        self._articles: list[tuple[int, int, int, int, bool]] = []
        self._positions: list[tuple[int, int, int, int, float, int, int, bool, bool, int]] = []
        self._entities: list[tuple[int, int, int]] = []
        self._aliases: list[tuple[int, int, int]] = []
        self._bearers: list[tuple[int, int, int]] = []

    def take(
        self, article_id: int, original: int, day: str | None, source: str | None, text: str,
        entities: str | None, positions: str | None,
    ) -> None:  # fmt: skip
        """Take in the next article; those without a date come first, the others in order of it."""
        place = len(self._articles)
        published = date.fromisoformat(day) if day else None
        outlet = self._sources[source] if source else NOTHING
        ordinal = published.toordinal() if published else UNDATED
        self._articles.append((article_id, ordinal, outlet, original, positions is not None))
        if entities is None or positions is None:
            return
        named, held = json.loads(entities), json.loads(positions)
        for record in named:
            self._take_entity(place, record, text)
        self._bearers += ((place, self._names[name], self._offices[told]) for name, told, _ in offices(named, text))
        for number, (record, anchor) in enumerate(zip(held, anchors(held, named, text), strict=True)):
            holder = record["holder"]
            self._positions.append((
                place, number,
                self._names[holder["name"]] if holder else NOTHING,
                STANCE_NUMBERS[record["stance"]],
                record["confidence"],
                self._phrases[anchor.phrase] if anchor else NOTHING,
                self._anchors[anchor.key] if anchor else NOTHING,
                anchor is not None and anchor.firm,
                is_recalled(record, text, published),
                fingerprint(record["statement"]["text"]),
            ))  # fmt: skip

    def _take_entity(self, place: int, record: Record, text: str) -> None:
        name = self._names[record["name"]]
        self._entities.append((place, name, LABEL_NUMBERS[record["label"]]))
        forms = {" ".join(text[start:end].split()) for start, end in record["mentions"]}
        self._aliases += ((place, self._names[form], name) for form in sorted(forms - {record["name"]}))

    def columns(self, version: int) -> Columns:
        """What was taken in."""
        ids, day, source, original, analysed = _turned(self._articles, 5)
        article, number, holder, stance, confidence, phrase, anchor, firm, recalled, words = _turned(
            self._positions, 10
        )
        entity_article, entity, label = _turned(self._entities, 3)
        alias_article, alias, alias_of = _turned(self._aliases, 3)
        bearer_article, bearer, office = _turned(self._bearers, 3)
        return Columns(
            version,
            np.array(ids, np.int64), np.array(day, np.int32), np.array(source, np.int32),
            np.array(original, np.int64), np.array(analysed, np.bool_),
            np.array(article, np.int32), np.array(number, np.int32), np.array(holder, np.int32),
            np.array(stance, np.int8), np.array(confidence, np.float32), np.array(phrase, np.int32),
            np.array(anchor, np.int32), np.array(firm, np.bool_), np.array(recalled, np.bool_),
            np.array(words, np.uint32),
            np.array(entity_article, np.int32), np.array(entity, np.int32), np.array(label, np.int8),
            np.array(alias_article, np.int32), np.array(alias, np.int32), np.array(alias_of, np.int32),
            np.array(bearer_article, np.int32), np.array(bearer, np.int32), np.array(office, np.int32),
            *(Strings.of(each) for each in (self._names, self._phrases, self._anchors, self._sources, self._offices)),
        )  # fmt: skip


def _turned(rows: list[Any], width: int) -> list[tuple[Any, ...]]:
    return list(zip(*rows, strict=True)) if rows else [()] * width


_TABLES = {
    "article": ("article", "number", "holder", "stance", "confidence", "phrase", "anchor", "firm", "recalled", "words"),
    "entity_article": ("entity_article", "entity", "label"),
    "alias_article": ("alias_article", "alias", "alias_of"),
    "bearer_article": ("bearer_article", "bearer", "office"),
}
"""The columns that belong to an article, by the one that says to which."""


def _joined(before: Columns, fresh: Columns, changed: NDArray[np.int64]) -> Columns:
    """The columns of ``before`` without what they say of the ``changed`` articles, and those of ``fresh``."""
    kept = ~np.isin(before.ids, changed)
    ids, days = np.concatenate([before.ids[kept], fresh.ids]), np.concatenate([before.day[kept], fresh.day])
    order = np.lexsort((ids, days))
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    moved = np.full(len(kept), NOTHING, np.int32)
    moved[kept] = place[: np.count_nonzero(kept)]
    added = place[np.count_nonzero(kept) :]
    arrays: dict[str, NDArray[Any]] = {
        name: np.concatenate([getattr(before, name)[kept], getattr(fresh, name)])[order]
        for name in ARRAYS
        if not any(name in columns for columns in _TABLES.values())
    }
    for owner, columns in _TABLES.items():
        old, new = moved[getattr(before, owner)], added[getattr(fresh, owner)]
        stays = old != NOTHING
        owners = np.concatenate([old[stays], new])
        sequence = np.argsort(owners, kind="stable")
        for name in columns:
            joined = np.concatenate([getattr(before, name)[stays], getattr(fresh, name)])[sequence]
            arrays[name] = owners[sequence] if name == owner else joined
    values: dict[str, Any] = arrays | {name: getattr(fresh, name) for name in STRINGS}
    return Columns(fresh.version, **values)
