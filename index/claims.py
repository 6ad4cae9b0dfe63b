"""Answers over what articles claim: name and stance filters, and the stances of each result, by SQL."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from index.answer import HolderStance
from index.article import Stance
from index.database import Database
from index.fulltext.tree import Filter
from index.fulltext.words import fold
from index.names import names_of

TOP_HOLDERS = 3


def folded_name(name: str) -> str:
    """The form in which names are compared: as search folds words, with blanks for hyphens and straight apostrophes."""
    return fold(name).replace("-", " ").replace("’", "'").strip()


def name_pattern(words: str, *, prefix: bool = False) -> str:
    """What a name must hold to be meant by ``words``: these as whole words, the last with any ending if ``prefix``.

    ``meloni`` is in ``giorgia meloni``, not in ``melonis``.
    """
    return f" {folded_name(words)}{'' if prefix else ' '}"


_OF = "IN (SELECT value FROM json_each(?))"


def with_position(
    database: Database, *, holder: Sequence[str] = (), stance: Sequence[str] = (), about: Sequence[str] = ()
) -> set[int]:
    """Ids of articles in which one position fits all that is asked: :func:`name_pattern` for holder and target."""
    where, values = _fitting(database, holder, stance, about)
    return _ids(database, f"SELECT DISTINCT article FROM position WHERE {where}", *values)


def position_numbers(
    database: Database, filters: Iterable[Filter], articles: Collection[int] | None
) -> list[tuple[int, int]]:
    """(article, number in its analysis) of positions that ``filters`` hold for, in ``articles`` (``None``: in all)."""
    asked: dict[str, list[str]] = {"holder": [], "stance": [], "about": []}
    for each in filters:
        pattern = each.value if each.field == "stance" else name_pattern(each.value, prefix=each.op == "prefix")
        asked[each.field].append(pattern)
    where, values = _fitting(database, **asked)
    if articles is not None:
        where, values = f"{where} AND article {_OF}", [*values, json.dumps(list(articles))]
    with database.errors():
        return database.connection.execute(f"SELECT article, n FROM position WHERE {where}", values).fetchall()


def _fitting(
    database: Database, holder: Sequence[str], stance: Sequence[str], about: Sequence[str]
) -> tuple[str, list[str]]:
    """What must be true of a position that fits all that is asked, and the values in it."""
    clauses, values = ["1"], []
    for column, asked in (("holder", holder), ("target", about)):
        for words in asked:
            clauses.append(f"{column} {_OF}")
            values.append(json.dumps(names_of(database).holding(words)))
    for wanted in stance:  # names say more than a stance: with the plus SQLite looks these up, and no stance
        clauses.append("+stance = ?" if holder or about else "stance = ?")
        values.append(wanted)
    return " AND ".join(clauses), values


def with_entity(database: Database, name: str) -> set[int]:
    """Ids of articles that mention an entity whose name fits this :func:`name_pattern`."""
    named = json.dumps(names_of(database).holding(name))
    return _ids(database, f"SELECT DISTINCT article FROM entity WHERE name {_OF}", named)


def with_language(database: Database, language: str) -> set[int]:
    """Ids of articles in a language, by its code."""
    return _ids(database, "SELECT id FROM article WHERE lower(language) = ?", language.lower())


def with_state(database: Database, state: str) -> set[int]:
    """Ids of articles in one of :data:`STATES`. Raises :class:`KeyError` for another."""
    return _ids(database, _STATES[state])


def with_tag(database: Database, pattern: str) -> set[int]:
    """Ids of articles with a tag that is this :func:`name_pattern` as a whole, or begins so where it is a prefix."""
    with database.errors():
        tags = [row[0] for row in database.connection.execute("SELECT DISTINCT tag FROM tag")]
    padded = {tag: f" {folded_name(tag)} " for tag in tags}
    fitting = [
        tag for tag in tags if padded[tag] == pattern or (pattern[-1] != " " and padded[tag].startswith(pattern))
    ]
    return _ids(database, f"SELECT article FROM tag WHERE tag {_OF}", json.dumps(fitting))


_STATES = {
    "unread": "SELECT id FROM article WHERE id NOT IN (SELECT article FROM read)",
    "read": "SELECT article FROM read",
    "starred": "SELECT article FROM star",
    "noted": "SELECT article FROM note",
    "tagged": "SELECT article FROM tag",
    "analysed": "SELECT id FROM analysis",
}
STATES = tuple(_STATES)


_CLAIMED = """
SELECT analysis.id, n, holder, stance FROM json_each(?) AS asked
  CROSS JOIN analysis ON analysis.id = asked.value LEFT JOIN position ON article = analysis.id
"""


@dataclass(frozen=True, slots=True)
class Claimed:
    """What an article claims in short: how many positions take each stance, and who holds most of them."""

    stances: dict[Stance, int]
    holders: tuple[HolderStance, ...]


def claimed(database: Database, ids: Sequence[int]) -> dict[int, Claimed]:
    """Article id -> what it claims; an article without an analysis is left out.

    Of holders those with most positions, each with the stance that it takes most often. A stance that takes sides goes
    before ``neutral``, however often that stands: the marks are to show who takes one.
    """
    with database.errors():
        rows = database.connection.execute(_CLAIMED, (json.dumps(ids),)).fetchall()
    rows.sort()  # by place in the article; most are
    held: dict[int, list[tuple[int | None, Stance]]] = {}
    for article, place, holder, stance in rows:
        own = held.setdefault(article, [])
        if place is not None:
            own.append((holder, stance))
    leading = {article: _leading(own) for article, own in held.items()}
    names = names_of(database).called([holder for own in leading.values() for holder, _ in own])
    return {
        article: Claimed(
            _counted(own), tuple([HolderStance(names[holder], stance) for holder, stance in leading[article]])
        )
        for article, own in held.items()
    }


def _counted(held: Iterable[tuple[int | None, Stance]]) -> dict[Stance, int]:
    counts: dict[Stance, int] = {}
    for _, stance in held:
        counts[stance] = counts.get(stance, 0) + 1
    return counts


def _leading(held: Iterable[tuple[int | None, Stance]]) -> list[tuple[int, Stance]]:
    """The holders of most positions and the stance that each takes most often, the first of equals."""
    holders: dict[int, list[Stance]] = {}
    for holder, stance in held:
        if holder is not None:
            holders.setdefault(holder, []).append(stance)
    ranked: list[tuple[bool, int, int, int, Stance]] = []
    for holder, own in holders.items():
        foremost, sides = own[0], own
        if len(own) > 1:
            sides = [stance for stance in own if stance != "neutral"]
            foremost = max(sides, key=sides.count) if sides else foremost
        ranked.append((foremost == "neutral", -len(sides or own), len(ranked), holder, foremost))
    ranked.sort()
    return [(holder, stance) for _, _, _, holder, stance in ranked[:TOP_HOLDERS]]


def _ids(database: Database, sql: str, *values: object) -> set[int]:
    with database.errors():
        return {row[0] for row in database.connection.execute(sql, values)}


def positions_of(database: Database, ids: Iterable[int] | None) -> Iterable[int]:
    """Ids of articles that hold any position, newest first; ``ids`` ``None`` means all."""
    chosen = json.dumps(list(ids)) if ids is not None else None
    where = f"WHERE id {_OF}" if chosen is not None else ""
    with database.errors():
        rows = database.connection.execute(
            f"SELECT DISTINCT id, published FROM article JOIN position ON article = id {where}"
            " ORDER BY published DESC, id",
            (chosen,) if chosen is not None else (),
        )
        return [row[0] for row in rows]
