"""Answers over what articles claim: name and stance filters, and the stances of each result, by SQL."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from index.answer import HolderStance
from index.article import Stance
from index.database import Database
from index.fulltext.tree import Filter
from index.fulltext.words import fold

TOP_HOLDERS = 3

_NAMED = "SELECT id FROM name WHERE instr(' ' || folded || ' ', ?) > 0"
"""Names that hold the words asked for as whole words: ``meloni`` is in ``giorgia meloni``, not in ``melonis``."""


def folded_name(name: str) -> str:
    """The form in which names are compared: as search folds words, with blanks for hyphens and straight apostrophes."""
    return fold(name).replace("-", " ").replace("’", "'").strip()


def name_pattern(words: str, *, prefix: bool = False) -> str:
    """What a name must hold to be meant by ``words``: these as whole words, the last with any ending if ``prefix``."""
    return f" {folded_name(words)}{'' if prefix else ' '}"


_OF = "IN (SELECT value FROM json_each(?))"


def with_position(
    database: Database, *, holder: Sequence[str] = (), stance: Sequence[str] = (), about: Sequence[str] = ()
) -> set[int]:
    """Ids of articles in which one position fits all that is asked: :func:`name_pattern` for holder and target."""
    where, values = _fitting(holder, stance, about)
    return _ids(database, f"SELECT DISTINCT article FROM position WHERE {where}", *values)


def position_numbers(
    database: Database, filters: Iterable[Filter], articles: Collection[int] | None
) -> list[tuple[int, int]]:
    """(article, number in its analysis) of positions that ``filters`` hold for, in ``articles`` (``None``: in all)."""
    asked: dict[str, list[str]] = {"holder": [], "stance": [], "about": []}
    for each in filters:
        pattern = each.value if each.field == "stance" else name_pattern(each.value, prefix=each.op == "prefix")
        asked[each.field].append(pattern)
    where, values = _fitting(**asked)
    if articles is not None:
        where, values = f"{where} AND article {_OF}", [*values, json.dumps(list(articles))]
    with database.errors():
        return database.connection.execute(f"SELECT article, n FROM position WHERE {where}", values).fetchall()


def _fitting(holder: Sequence[str], stance: Sequence[str], about: Sequence[str]) -> tuple[str, list[str]]:
    """What must be true of a position that fits all that is asked, and the values in it."""
    clauses, values = ["1"], []
    for column, asked in (("holder", holder), ("target", about)):
        for words in asked:
            clauses.append(f"{column} IN ({_NAMED})")
            values.append(words)
    for wanted in stance:
        clauses.append("stance = ?")
        values.append(wanted)
    return " AND ".join(clauses), values


def with_entity(database: Database, name: str) -> set[int]:
    """Ids of articles that mention an entity whose name fits this :func:`name_pattern`."""
    return _ids(database, f"SELECT DISTINCT article FROM entity WHERE name IN ({_NAMED})", name)


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


def stances(database: Database, ids: Sequence[int]) -> dict[int, dict[Stance, int]]:
    """Article id -> stance -> number of positions; an article without an analysis is left out."""
    with database.errors():
        analysed = database.connection.execute(f"SELECT id FROM analysis WHERE id {_OF}", (json.dumps(ids),))
        found: dict[int, dict[Stance, int]] = {row[0]: {} for row in analysed}
        rows = database.connection.execute(
            f"SELECT article, stance, count(*) FROM position WHERE article {_OF} GROUP BY 1, 2",
            (json.dumps(ids),),
        )
        for article, stance, count in rows:
            found[article][stance] = count
    return found


def top_holders(database: Database, ids: Sequence[int]) -> dict[int, tuple[HolderStance, ...]]:
    """Article id -> the holders with most positions, each with the stance that it takes most often.

    A stance that takes sides goes before ``neutral``, however often that stands: the marks are to show who takes one.
    """
    with database.errors():
        rows = database.connection.execute(
            "SELECT article, name.name, stance, count(*) FROM position JOIN name ON name.id = holder"
            f" WHERE article {_OF} GROUP BY article, holder, stance ORDER BY min(n)",
            (json.dumps(ids),),
        ).fetchall()
    held: dict[int, dict[str, list[tuple[Stance, int]]]] = defaultdict(lambda: defaultdict(list))
    for article, name, stance, count in rows:
        held[article][name].append((stance, count))
    return {article: _leading(holders) for article, holders in held.items()}


def _leading(holders: dict[str, list[tuple[Stance, int]]]) -> tuple[HolderStance, ...]:
    ranked = []
    for name, counts in holders.items():
        sides = [(stance, count) for stance, count in counts if stance != "neutral"]
        total = sum(count for _, count in sides or counts)
        ranked.append((not sides, -total, HolderStance(name, max(sides or counts, key=lambda each: each[1])[0])))
    ranked.sort(key=lambda each: each[:2])
    return tuple(mark for _, _, mark in ranked[:TOP_HOLDERS])


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
