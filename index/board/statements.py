"""Turns places in the columns into statements: the words themselves, read from the store for those that are shown."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

import numpy as np

from index.board.columns import NOTHING
from index.board.model import Statement
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
        columns = self._picture.columns
        ids = {row: int(columns.ids[columns.article[row]]) for row in wanted}
        records = self._records(sorted(set(ids.values())))
        found = {}
        for row in wanted:
            statement = self._statement(row, records.get(ids[row]))
            if statement is not None:
                found[row] = statement
        return found

    def _records(self, ids: list[int]) -> dict[int, tuple[object, ...]]:
        with self._database.errors():
            rows = self._database.connection.execute(
                "SELECT article.id, title, source, published, url, positions FROM article JOIN analysis USING (id)"
                " WHERE article.id IN (SELECT value FROM json_each(?))",
                (json.dumps(ids),),
            )
            return {row[0]: (*row[1:5], json.loads(row[5])) for row in rows}

    def _statement(self, row: int, record: tuple[object, ...] | None) -> Statement | None:
        picture, columns = self._picture, self._picture.columns
        number = int(columns.number[row])
        if record is None or number >= len(record[4]):  # type: ignore[arg-type]
            return None
        title, source, published, url, positions = record
        position = position_of(positions[number])  # type: ignore[index]
        holder, topic = int(picture.holder[row]), int(picture.topic[row])
        place = int(columns.article[row])
        who = picture.holders[holder] if holder != NOTHING else None
        what = picture.topics[topic] if topic != NOTHING else None
        return Statement(
            article_id=int(columns.ids[place]),
            number=number,
            title=str(title),
            source=str(source) if source is not None else None,
            published=datetime.fromisoformat(str(published)) if published else None,
            url=str(url) if url is not None else None,
            holder_id=who.id if who else "",
            holder=who.name if who else "",
            stance=position.stance,
            topic_id=what.id if what else None,
            topic=what.name if what else None,
            quotation=position.quotation,
            text=position.statement.text,
            spans=position.statement.spans,
            cue=position.cue.text if position.cue else None,
            target=position.target.text if position.target else None,
            confidence=position.confidence,
            copies=self._copies(place),
        )

    def _copies(self, place: int) -> tuple[int, ...]:
        columns = self._picture.columns
        same = np.flatnonzero(columns.original == columns.original[place])
        return tuple(int(columns.ids[other]) for other in same.tolist() if other != place)
