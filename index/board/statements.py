"""Turns places in the columns into statements: the words themselves, read from the store for those that are shown."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import numpy as np

from index.board.columns import NOTHING
from index.board.model import OfficeWords, Statement
from index.board.offices import office_of, offices
from index.board.picture import Picture
from index.database import Database
from index.records import position_of


class Reader:
    """Reads statements of one picture; an article that has changed since the picture was taken gives none."""

    def __init__(self, database: Database, picture: Picture) -> None:
        self._database, self._picture = database, picture

    def read(self, rows: Iterable[int]) -> dict[int, Statement]:
        """Place in the columns -> statement, in the order of ``rows``."""
        wanted = list(rows)
        records, copies = self._records(wanted), self._copies(wanted)
        return {row: self._statement(row, records[row], copies) for row in wanted if row in records}

    def offices(self, holder: int, limit: int) -> tuple[OfficeWords, ...]:
        """The words that give a holder (a place) an office in the newest ``limit`` articles that do."""
        picture, columns = self._picture, self._picture.columns
        claims = np.flatnonzero(picture.offices.bearer == holder)[::-1]
        names = {columns.names[number] for number in np.unique(columns.bearer[claims]).tolist()}
        articles = dict.fromkeys(columns.ids[columns.bearer_article[claims]].tolist())
        with self._database.errors():
            records = self._database.connection.execute(
                "SELECT article.id, text, entities FROM json_each(?) AS asked JOIN article ON article.id = asked.value"
                " JOIN analysis ON analysis.id = article.id ORDER BY asked.key",
                (json.dumps(list(articles)[:limit]),),
            ).fetchall()
        return tuple(
            OfficeWords(article_id, (span,), text[span.start : span.end], office_of(told))
            for article_id, text, entities in records
            for name, told, span in offices(json.loads(entities), text)
            if name in names
        )

    def _records(self, wanted: list[int]) -> dict[int, tuple[Any, ...]]:
        columns = self._picture.columns
        asked = [[row, int(columns.ids[columns.article[row]]), int(columns.number[row])] for row in wanted]
        with self._database.errors():
            found = self._database.connection.execute(
                "SELECT json_extract(asked.value, '$[0]'), title, source, published, url,"
                " json_extract(positions, '$[' || json_extract(asked.value, '$[2]') || ']') FROM json_each(?) AS asked"
                " JOIN article ON article.id = json_extract(asked.value, '$[1]') JOIN analysis"
                " ON analysis.id = article.id",  # json_each has an id of its own
                (json.dumps(asked),),
            )
            return {row[0]: row[1:] for row in found if row[5] is not None}

    def _statement(self, row: int, record: tuple[Any, ...], copies: dict[int, list[int]]) -> Statement:
        picture, columns = self._picture, self._picture.columns
        title, source, published, url, words = record
        position = position_of(json.loads(words))
        holder, topic = int(picture.holder[row]), int(picture.topic[row])
        place = int(columns.article[row])
        who = picture.holders[holder] if holder != NOTHING else None
        what = picture.topics[topic] if topic != NOTHING else None
        return Statement.of(
            position,
            article_id=int(columns.ids[place]),
            number=int(columns.number[row]),
            title=title,
            source=source,
            published=datetime.fromisoformat(published) if published else None,
            url=url,
            holder_id=who.id if who else "",
            holder=who.name if who else "",
            topic_id=what.id if what else None,
            topic=what.name if what else None,
            copies=tuple(each for each in copies[int(columns.original[place])] if each != columns.ids[place]),
        )

    def _copies(self, rows: list[int]) -> dict[int, list[int]]:
        """Of the articles of these positions, the id of each one's original -> the ids of all that print its text."""
        columns = self._picture.columns
        originals = columns.original[columns.article[np.array(rows, np.int64)]]
        found: dict[int, list[int]] = {original: [] for original in originals.tolist()}
        copied = columns.original[columns.original != columns.ids]
        if np.isin(originals, copied).any():  # else there is no need to look through all articles
            for place in np.flatnonzero(np.isin(columns.original, originals)).tolist():
                found[int(columns.original[place])].append(int(columns.ids[place]))
        return found
