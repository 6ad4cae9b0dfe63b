"""Reads the columns of the board from the store: one pass over the articles and their analyses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from index.board.anchors import anchors
from index.board.columns import LABEL_NUMBERS, NOTHING, STANCE_NUMBERS, UNDATED, Columns, Strings
from index.board.retelling import fingerprint, is_recalled
from index.database import Database
from index.records import Record


def gather(database: Database) -> Columns:
    """The columns of everything the library holds now. Raises :class:`SaysoError` where it is damaged."""
    with database.errors():
        version = int(database.connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()[0])
        reading = _Reading()
        for row in _rows(database):
            reading.take(*row)
    return reading.columns(version)


def _rows(database: Database) -> Iterator[tuple[Any, ...]]:
    # Undated articles have no place in time: they sort before all others.
    return iter(database.connection.execute(
        "SELECT article.id, substr(published, 1, 10) AS day, source, text, entities, positions"
        " FROM article LEFT JOIN analysis ON analysis.id = article.id ORDER BY day, article.id"
    ))  # fmt: skip


class _Numbers(dict[str, int]):
    """Gives each new string the next number."""

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number


class _Reading:
    """Columns while they are filled, article by article."""

    def __init__(self) -> None:
        self._names, self._phrases, self._anchors, self._sources = (_Numbers() for _ in range(4))
        self._articles: list[tuple[int, int, int, int, bool]] = []
        self._positions: list[tuple[int, int, int, int, float, int, int, bool, int]] = []
        self._entities: list[tuple[int, int, int]] = []
        self._aliases: list[tuple[int, int, int]] = []

    def take(
        self,
        article_id: int,
        day: str | None,
        source: str | None,
        text: str,
        entities: str | None,
        positions: str | None,
    ) -> None:
        """Take in the next article; those without a date come first, the others in order of it."""
        place = len(self._articles)
        ordinal = date.fromisoformat(day).toordinal() if day else UNDATED
        outlet = self._sources[source] if source else NOTHING
        self._articles.append((article_id, ordinal, outlet, place, positions is not None))
        if entities is None or positions is None:
            return
        named, held = json.loads(entities), json.loads(positions)
        for record in named:
            self._take_entity(place, record, text)
        published = date.fromisoformat(day) if day else None
        for number, (record, anchor) in enumerate(zip(held, anchors(held, named, text), strict=True)):
            holder = record["holder"]
            self._positions.append((
                place, number,
                self._names[holder["name"]] if holder else NOTHING,
                STANCE_NUMBERS[record["stance"]],
                record["confidence"],
                self._phrases[anchor.phrase] if anchor else NOTHING,
                self._anchors[anchor.key] if anchor else NOTHING,
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
        ids, day, source, copy_of, analysed = _turned(self._articles, 5)
        article, number, holder, stance, confidence, phrase, anchor, recalled, words = _turned(self._positions, 9)
        entity_article, entity, label = _turned(self._entities, 3)
        alias_article, alias, alias_of = _turned(self._aliases, 3)
        return Columns(
            version,
            np.array(ids, np.int64), np.array(day, np.int32), np.array(source, np.int32),
            np.array(copy_of, np.int32), np.array(analysed, np.bool_),
            np.array(article, np.int32), np.array(number, np.int32), np.array(holder, np.int32),
            np.array(stance, np.int8), np.array(confidence, np.float32), np.array(phrase, np.int32),
            np.array(anchor, np.int32), np.array(recalled, np.bool_), np.array(words, np.uint32),
            np.array(entity_article, np.int32), np.array(entity, np.int32), np.array(label, np.int8),
            np.array(alias_article, np.int32), np.array(alias, np.int32), np.array(alias_of, np.int32),
            Strings.of(self._names), Strings.of(self._phrases), Strings.of(self._anchors), Strings.of(self._sources),
        )  # fmt: skip


def _turned(rows: list[Any], width: int) -> list[tuple[Any, ...]]:
    return list(zip(*rows, strict=True)) if rows else [()] * width
