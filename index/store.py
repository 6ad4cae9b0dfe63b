"""The archive of record: articles, their files, their analyses, and how far the full-text index has come."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection, Row
from typing import Any

from index.answer import Counts, SaysoError
from index.article import Analysis, Article
from index.claims import folded_name
from index.database import Database
from index.filenames import kept_name, real_name
from index.names import is_nobody
from index.records import entity_of, entity_record, position_of, position_record

FILE_NAME = "articles.db"
_METADATA = "id, path, title, byline, source, published, url, language"
_ARTICLE = f"{_METADATA}, text"


@dataclass(frozen=True, slots=True)
class FileState:
    """What is remembered of a file that was read: enough to tell that it has not changed since.

    ``mtime_ns`` is in nanoseconds, ``hash`` a digest of its bytes, ``reader`` the version of the readers that read it.
    """

    path: str
    size: int
    mtime_ns: int
    hash: bytes
    reader: int


@dataclass(frozen=True, slots=True)
class Opening:
    """An article; its text is ``cut`` where it is long."""

    article: Article
    cut: bool


@dataclass(frozen=True, slots=True)
class Pending:
    """Changes that the full-text index has not got yet, in order; ``upto`` is the number of the last of them."""

    articles: tuple[Article, ...]
    deleted: tuple[int, ...]
    upto: int


class Store:
    """A library's SQLite file. Safe to use from any thread; every method raises :class:`SaysoError` on damage."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.database = Database(folder / FILE_NAME, create=create)

    def close(self) -> None:
        """Close all connections."""
        self.database.close()

    # -- files and articles -------------------------------------------------------------------------------------------

    def file(self, path: str) -> FileState | None:
        """What is remembered of the file at ``path``."""
        row = self._row("SELECT size, mtime_ns, hash, reader FROM file WHERE path = ?", kept_name(path))
        return FileState(path, *row) if row else None

    def files_with(self, digest: bytes) -> list[str]:
        """The paths of files that had this content when they were read."""
        return [real_name(row[0]) for row in self._rows("SELECT path FROM file WHERE hash = ?", digest)]

    def files_under(self, paths: Sequence[Path]) -> Iterator[str]:
        """The remembered files that are one of ``paths`` or lie below one."""
        roots = {str(path) for path in paths}
        for row in self._rows("SELECT path FROM file ORDER BY path"):
            path = real_name(row[0])
            if path in roots or any(str(parent) in roots for parent in Path(path).parents):
                yield path

    def put(self, files: Iterable[tuple[FileState, Sequence[Article]]]) -> int:
        """Store what was read of each file, in one transaction; returns the number of articles now stored for them.

        An article keeps its id while its file keeps its place; articles that a file no longer holds are deleted, but
        those that a person starred, tagged or wrote a note on.
        """
        stored = 0
        with self.database.transaction() as connection:
            for state, articles in files:
                connection.execute(
                    "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?)",
                    (kept_name(state.path), state.size, state.mtime_ns, state.hash, state.reader),
                )
                for part, article in enumerate(articles):
                    _put_article(connection, article, kept_name(state.path), part)
                _delete(connection, "path = ? AND part >= ?", (kept_name(state.path), len(articles)))
                stored += len(articles)
            _bump(connection)
        return stored

    def touch(self, states: Iterable[FileState]) -> None:
        """Remember new times of files whose content is the same as before."""
        with self.database.transaction() as connection:
            connection.executemany(
                "UPDATE file SET size = ?, mtime_ns = ?, reader = ? WHERE path = ?",
                [(state.size, state.mtime_ns, state.reader, kept_name(state.path)) for state in states],
            )

    def move(self, old: str, state: FileState) -> None:
        """A file has moved: its articles keep their ids, analyses and reading state."""
        before, after = kept_name(old), kept_name(state.path)
        with self.database.transaction() as connection:
            connection.execute(
                "UPDATE file SET path = ?, size = ?, mtime_ns = ?, reader = ? WHERE path = ?",
                (after, state.size, state.mtime_ns, state.reader, before),
            )
            connection.execute("UPDATE article SET path = ? WHERE path = ?", (after, before))
            _bump(connection)

    def forget(self, paths: Iterable[str]) -> list[str]:
        """Delete files and their articles, all but those that a person starred, tagged or wrote a note on.

        Returns the paths of files that stay because of these; they come up again the next time.
        """
        stay = []
        with self.database.transaction() as connection:
            for path in paths:
                if _delete(connection, "path = ?", (kept_name(path),)):
                    stay.append(path)
                else:
                    connection.execute("DELETE FROM file WHERE path = ?", (kept_name(path),))
            _bump(connection)
        return stay

    def article(self, article_id: int) -> Article:
        """The article with this id. Raises :class:`SaysoError` where there is none."""
        row = self._row(f"SELECT {_ARTICLE} FROM article WHERE id = ?", article_id)
        if row is None:
            raise SaysoError(f"there is no article {article_id} in this library")
        return _article(row)

    def articles(self, ids: Sequence[int]) -> dict[int, Article]:
        """The articles with these ids; an id that is not there is left out."""
        found = self._rows(
            f"SELECT {_ARTICLE} FROM article WHERE id IN (SELECT value FROM json_each(?))", json.dumps(ids)
        )
        return {row[0]: _article(row) for row in found}

    def openings(self, ids: Sequence[int], most: int) -> dict[int, Opening]:
        """As :meth:`articles`, but of each text only whole words within its first ``most`` bytes of UTF-8.

        Texts of many megabytes would hold up all other threads for as long as it takes to make strings of them.
        """
        found = self._rows(
            f"SELECT {_METADATA}, substr(CAST(text AS BLOB), 1, ?) FROM article"
            " WHERE id IN (SELECT value FROM json_each(?))",
            most + 1, json.dumps(ids),
        )  # fmt: skip
        return {row[0]: _opening(row, most) for row in found}

    # -- the full-text index's progress -------------------------------------------------------------------------------

    @property
    def library_id(self) -> str:
        """A name of this library that no other has; an index without it belongs elsewhere."""
        return str(self._meta("library"))

    def pending(self, limit: int) -> Pending:
        """The next changes that the full-text index lacks, ``limit`` at most."""
        since = self._meta("indexed_seq")
        changes = self._rows(
            "SELECT seq, id FROM (SELECT seq, id FROM article UNION ALL SELECT seq, id FROM deleted)"
            " WHERE seq > ? ORDER BY seq LIMIT ?",
            since, limit,
        )  # fmt: skip
        found = self.articles([row[1] for row in changes])
        gone = tuple(row[1] for row in changes if row[1] not in found)
        return Pending(tuple(found.values()), gone, changes[-1][0] if changes else int(since))

    def indexed(self, upto: int) -> None:
        """Record that the full-text index holds every change up to number ``upto``."""
        with self.database.transaction() as connection:
            connection.execute("UPDATE meta SET value = ? WHERE key = 'indexed_seq'", (upto,))
            connection.execute("DELETE FROM deleted WHERE seq <= ?", (upto,))
            _bump(connection)

    def index_is_behind(self) -> bool:
        """Whether the full-text index lacks any change."""
        return int(self._meta("seq")) > int(self._meta("indexed_seq"))

    # -- analyses -----------------------------------------------------------------------------------------------------

    def unanalysed(self, version: int, limit: int, leave_out: Collection[int] = ()) -> list[int]:
        """Ids of articles without an analysis of this ``version``, newest first."""
        rows = self._rows(
            "SELECT article.id FROM article LEFT JOIN analysis USING (id) WHERE analysis.version IS NOT ?"
            " AND article.id NOT IN (SELECT value FROM json_each(?)) ORDER BY published DESC, article.id LIMIT ?",
            version, json.dumps(list(leave_out)), limit,
        )  # fmt: skip
        return [row[0] for row in rows]

    def unanalysed_of(self, version: int, ids: Sequence[int]) -> list[int]:
        """Those of ``ids``, in their order, that are articles without an analysis of this ``version``."""
        rows = self._rows(
            "SELECT article.id FROM json_each(?) AS asked JOIN article ON article.id = asked.value"
            " LEFT JOIN analysis ON analysis.id = article.id WHERE analysis.version IS NOT ? ORDER BY asked.key",
            json.dumps(ids), version,
        )  # fmt: skip
        return [row[0] for row in rows]

    def put_analyses(self, version: int, analyses: Iterable[tuple[int, str, Analysis | None, str | None]]) -> None:
        """Store analyses, in one transaction: (article id, the text analysed, analysis, or why there is none).

        One whose article has changed or gone meanwhile is dropped; the article comes up for analysis again.
        """
        with self.database.transaction() as connection:
            for article_id, text, analysis, failure in analyses:
                current = connection.execute("SELECT text FROM article WHERE id = ?", (article_id,)).fetchone()
                if current and current[0] == text:
                    _put_analysis(connection, article_id, version, analysis or Analysis(), failure)
            _bump(connection)

    def analysis(self, article_id: int) -> Analysis | None:
        """The article's analysis, or ``None`` while it has none."""
        row = self._row("SELECT entities, positions FROM analysis WHERE id = ?", article_id)
        if row is None:
            return None
        return Analysis(
            tuple(entity_of(record) for record in json.loads(row[0])),
            tuple(position_of(record) for record in json.loads(row[1])),
        )

    def failures(self) -> list[tuple[str, str]]:
        """(path, why) of each article that could not be analysed."""
        return [(real_name(path), failure) for path, failure in self._rows(
            "SELECT path, failure FROM analysis JOIN article USING (id) WHERE failure IS NOT NULL ORDER BY path"
        )]  # fmt: skip

    # -- the whole ----------------------------------------------------------------------------------------------------

    def counts(self, version: int) -> Counts:
        """How many articles there are, how far index and analysis have come, and how many positions were found."""
        row = self._row(
            "SELECT (SELECT count(*) FROM article),"
            " (SELECT count(*) FROM article WHERE seq > (SELECT value FROM meta WHERE key = 'indexed_seq')),"
            " (SELECT count(*) FROM analysis WHERE version = ?), (SELECT count(*) FROM position)",
            version,
        )
        if row is None:
            raise SaysoError(f"{self.database.path}: the counts could not be read")
        articles, waiting, analysed, positions = row
        return Counts(articles, articles - waiting, analysed, positions)

    def version(self) -> int:
        """A number that grows with every change of what can be searched or shown."""
        return int(self._meta("version"))

    def reindex(self) -> None:
        """Let the full-text index be built anew from the first change on."""
        with self.database.transaction() as connection:
            connection.execute("UPDATE meta SET value = 0 WHERE key = 'indexed_seq'")
            _bump(connection)

    def integrity(self) -> list[str]:
        """What SQLite finds wrong with the file; empty when all is well."""
        return [row[0] for row in self._rows("PRAGMA quick_check") if row[0] != "ok"]

    # -- inside -------------------------------------------------------------------------------------------------------

    def _rows(self, sql: str, *values: object) -> list[Row]:
        with self.database.errors():
            return self.database.connection.execute(sql, values).fetchall()

    def _row(self, sql: str, *values: object) -> Row | None:
        return next(iter(self._rows(sql, *values)), None)

    def _meta(self, key: str) -> str | int:
        row = self._row("SELECT value FROM meta WHERE key = ?", key)
        if row is None:
            raise SaysoError(f"{self.database.path} lacks its entry {key!r}; it is damaged")
        value: str | int = row[0]
        return value


def _next_seq(connection: Connection) -> int:
    found = connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'seq' RETURNING value").fetchone()
    return int(found[0])


def _bump(connection: Connection) -> None:
    connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'version'")


def _put_article(connection: Connection, article: Article, path: str, part: int) -> None:
    values = (
        article.title, article.byline, article.source, article.published.isoformat() if article.published else None,
        article.url, article.language, article.text,
    )  # fmt: skip
    known = connection.execute(
        "SELECT id, title, byline, source, published, url, language, text FROM article WHERE path = ? AND part = ?",
        (path, part),
    ).fetchone()
    if known is None:
        connection.execute(
            "INSERT INTO article (path, part, seq, title, byline, source, published, url, language, text)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (path, part, _next_seq(connection), *values),
        )
    elif tuple(known[1:]) != values:
        connection.execute(
            "UPDATE article SET seq = ?, title = ?, byline = ?, source = ?, published = ?, url = ?, language = ?,"
            " text = ? WHERE id = ?",
            (_next_seq(connection), *values, known[0]),
        )
        if known[7] != article.text:
            _drop_analysis(connection, known[0])


_DEAR = "SELECT article FROM star UNION SELECT article FROM tag UNION SELECT article FROM note"


def _delete(connection: Connection, where: str, values: tuple[object, ...]) -> int:
    """Delete the articles ``where`` says but what is dear to a person, leaving word for the full-text index.

    Returns how many stay.
    """
    found = connection.execute(f"SELECT id, id IN ({_DEAR}) FROM article WHERE {where}", values).fetchall()
    for article_id, is_dear in found:
        if not is_dear:
            connection.execute("INSERT INTO deleted VALUES (?, ?)", (article_id, _next_seq(connection)))
            connection.execute("DELETE FROM article WHERE id = ?", (article_id,))
            connection.execute("DELETE FROM read WHERE article = ?", (article_id,))
    return sum(is_dear for _, is_dear in found)


def _drop_analysis(connection: Connection, article_id: int) -> None:
    connection.execute("DELETE FROM analysis WHERE id = ?", (article_id,))
    connection.execute("DELETE FROM entity WHERE article = ?", (article_id,))
    connection.execute("DELETE FROM position WHERE article = ?", (article_id,))


def _put_analysis(
    connection: Connection, article_id: int, version: int, analysis: Analysis, failure: str | None
) -> None:
    _drop_analysis(connection, article_id)
    entities = json.dumps([entity_record(entity) for entity in analysis.entities], ensure_ascii=False)
    positions = json.dumps(
        [position_record(position, explain=True) for position in analysis.positions], ensure_ascii=False
    )
    connection.execute(
        "INSERT INTO analysis VALUES (?, ?, ?, ?, ?)", (article_id, version, failure, entities, positions)
    )
    for entity in analysis.entities:
        connection.execute(
            "INSERT INTO entity VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET mentions = mentions + excluded.mentions",
            (article_id, _name(connection, entity.name), entity.label, len(entity.mentions)),
        )
    for n, position in enumerate(analysis.positions):
        named = position.holder is not None and not is_nobody(position.holder.name)
        holder = _name(connection, position.holder.name) if position.holder and named else None
        target = _name(connection, position.target.text) if position.target else None
        connection.execute(
            "INSERT INTO position VALUES (?, ?, ?, ?, ?)", (article_id, n, holder, position.stance, target)
        )


def _name(connection: Connection, name: str) -> int:
    known = connection.execute("SELECT id FROM name WHERE name = ?", (name,)).fetchone()
    if known is None:
        known = connection.execute(
            "INSERT INTO name (name, folded) VALUES (?, ?) RETURNING id", (name, folded_name(name))
        ).fetchone()
    return int(known[0])


_WHOLE_WORDS = re.compile(r".*(?=\s)|.*", re.DOTALL)


def _opening(row: Row, most: int) -> Opening:
    *metadata, content = row
    cut = len(content) > most
    text = _WHOLE_WORDS.match(content[:most].decode(errors="ignore"))[0] if cut else content.decode()  # type: ignore[index]
    return Opening(_article((*metadata, text)), cut)


def _article(row: Sequence[Any]) -> Article:
    article_id, path, title, byline, source, published, url, language, text = row
    when = datetime.fromisoformat(published) if published else None
    return Article(title, text, byline, source, when, url, language, real_name(path), article_id)
