"""What the word that is being typed may become: names of fields, and the values that a field has in this library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from index.article import STANCES
from index.claims import folded_name
from index.database import Database
from index.fulltext.lexer import Token, lex
from index.fulltext.parser import FIELDS, STATES
from index.query_text import filter_text

MOST = 8
"""Choices at once, those of most articles first."""
_SHORTEST = 2  # letters of a word before fields are offered: every word begins like one

_KEPT = 200  # words of which the values are remembered

_CLOSED: Mapping[str, tuple[str, ...]] = {"stance": STANCES, "is": STATES}
_MEANINGS: Mapping[str, str] = {
    "title": "words of the title", "body": "words of the text", "by": "who wrote it", "source": "the outlet",
    "date": "day, month or span", "entity": "somebody or something it names", "holder": "who takes a position",
    "stance": "supports, opposes …", "about": "what a position is about", "is": "read, starred …", "tag": "your tags",
    "lang": "its language", "copies": "copies of an article",
}  # fmt: skip

_NAMES: Mapping[str, tuple[str, str]] = {
    "holder": ("position", "holder"), "entity": ("entity", "name"), "about": ("position", "target"),
}  # fmt: skip
"""Fields whose values are names, of which there are very many: the table and the column that refer to them."""
_FEW: Mapping[str, str] = {
    "tag": "SELECT tag, count(*) FROM tag GROUP BY 1",
    "source": "SELECT source, count(*) FROM article WHERE source IS NOT NULL GROUP BY 1",
    "by": "SELECT byline, count(*) FROM article WHERE byline IS NOT NULL GROUP BY 1",
    "lang": "SELECT language, count(*) FROM article WHERE language IS NOT NULL GROUP BY 1",
}
"""Fields of fewer values: how to get them all, each with the number of articles that have it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """``text`` goes in the place of what was typed; ``articles`` have it; ``meaning`` is what a field is for."""

    text: str
    value: str
    articles: int | None = None
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What may stand in place of ``query[start:end]`` while the cursor is at ``cursor``; none where nothing may."""

    query: str
    cursor: int
    start: int = 0
    end: int = 0
    choices: tuple[Choice, ...] = ()


class Completer:
    """Completes queries from what a library holds; keeps what it found until the library changes.

    Raises :class:`SaysoError` where the library is damaged.
    """

    def __init__(self, database: Database, version: Callable[[], int]) -> None:
        self._database, self._version = database, version
        self._known: tuple[int, dict[tuple[str, str], list[tuple[str, int]]]] = (-1, {})

    def complete(self, query: str, cursor: int) -> Choices:
        """What the word that ends at ``cursor`` may become."""
        tokens = lex(query[:cursor], FIELDS)
        if not tokens or tokens[-1].end != cursor:
            return Choices(query, cursor)
        last = tokens[-1]
        before = tokens[-2] if len(tokens) > 1 else None
        if last.kind == "field":
            return self._of_field(query, last, "", cursor)
        if before and before.kind == "field" and before.end == last.column and last.kind in ("word", "phrase"):
            return Choices(query, cursor) if last.closed else self._of_field(query, before, last.text, cursor)
        if last.kind == "word" and len(last.text) >= _SHORTEST:
            fields = [field for field in FIELDS if field.startswith(last.text.casefold())]
            choices = tuple(Choice(f"{field}:", field, meaning=_MEANINGS.get(field, "")) for field in fields)
            return Choices(query, cursor, last.column, cursor, choices)
        return Choices(query, cursor)

    def _of_field(self, query: str, field: Token, typed: str, cursor: int) -> Choices:
        values: Iterable[tuple[str, int | None]] = ()
        if closed := _CLOSED.get(field.text):
            values = [(value, None) for value in closed if value.startswith(typed.casefold())]
        elif field.text in _NAMES or field.text in _FEW:
            values = self._values(field.text, folded_name(typed))
        already = query[field.column : cursor]
        choices = (Choice(filter_text(field.text, value), value, articles) for value, articles in values)
        return Choices(query, cursor, field.column, cursor, tuple(each for each in choices if each.text != already))

    def _values(self, field: str, typed: str) -> list[tuple[str, int]]:
        """The values of which a word begins as ``typed``, those of most articles first."""
        version = self._version()
        if self._known[0] != version:
            self._known = (version, {})
        kept = self._known[1]
        if len(kept) > _KEPT:
            kept.clear()
        if (field, typed) not in kept:
            with self._database.errors():
                kept[field, typed] = self._names(field, typed) if field in _NAMES else self._few(field, typed)
        return kept[field, typed]

    def _names(self, field: str, typed: str) -> list[tuple[str, int]]:
        table, column = _NAMES[field]
        if not typed:
            most = f"SELECT {column} AS id, count(DISTINCT article) AS n FROM {table} WHERE {column} IS NOT NULL"
            return self._database.connection.execute(
                f"SELECT name, n FROM ({most} GROUP BY 1 ORDER BY 2 DESC LIMIT {MOST}) JOIN name USING (id)"
                " ORDER BY n DESC, name"
            ).fetchall()
        counted = f"SELECT count(DISTINCT article) FROM {table} WHERE {table}.{column} = named.id"
        return self._database.connection.execute(
            f"SELECT name, ({counted}) AS n FROM name AS named WHERE instr(' ' || folded, ?) AND n"
            f" ORDER BY n DESC, name LIMIT {MOST}",
            (f" {typed}",),
        ).fetchall()

    def _few(self, field: str, typed: str) -> list[tuple[str, int]]:
        rows = self._database.connection.execute(_FEW[field]).fetchall()
        fitting = [row for row in rows if f" {typed}" in f" {folded_name(row[0])}"]
        return sorted(fitting, key=lambda row: (-row[1], row[0]))[:MOST]
