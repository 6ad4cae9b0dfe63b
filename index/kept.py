"""What a person keeps about articles: which were read, which are starred, and their tags."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from index.answer import SaysoError
from index.database import Database
from index.undo import Undo

TAG_LENGTH = 60
"""Code points of the longest tag."""

_OF = "IN (SELECT value FROM json_each(?))"
_BETWEEN_TAGS = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Flags:
    """What is kept about one article; ``tags`` in alphabetical order, ``noted``: it or a position in it has a note."""

    read: bool = False
    starred: bool = False
    tags: tuple[str, ...] = ()
    noted: bool = False


_NOTHING_KEPT = Flags()
_FLAGS = """
SELECT value, EXISTS (SELECT 1 FROM read WHERE article = value), EXISTS (SELECT 1 FROM star WHERE article = value),
  EXISTS (SELECT 1 FROM note WHERE article = value),
  (SELECT json_group_array(tag) FROM tag WHERE article = value)
FROM json_each(?)
"""


class Kept:
    """Reads and writes what a person keeps. Safe to use from any thread.

    Every change but :meth:`seen` can be taken back. Raises :class:`SaysoError` where the library cannot be written.
    """

    def __init__(self, database: Database, undo: Undo) -> None:
        self._database, self._undo = database, undo

    def flags(self, ids: Sequence[int]) -> dict[int, Flags]:
        """Article id -> what is kept about it, for each of ``ids``."""
        with self._database.errors():
            found = self._database.connection.execute(_FLAGS, (json.dumps(ids),)).fetchall()
        return {
            each: Flags(bool(read), bool(starred), tuple(sorted(json.loads(tags))), bool(noted))
            if read or starred or noted or tags != "[]"
            else _NOTHING_KEPT
            for each, read, starred, noted, tags in found
        }

    def seen(self, article_id: int) -> bool:
        """Remember that an article was opened; false where that was known. This is no step: nobody decided it.

        In a library that may only be read it is not remembered.
        """
        if self.flags([article_id])[article_id].read or not self._database.writable:
            return False
        with self._database.transaction() as connection:
            new = connection.execute("INSERT OR IGNORE INTO read VALUES (?, ?)", (article_id, _now())).rowcount > 0
            if new:
                connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'version'")
        return new

    def set_read(self, ids: Collection[int], *, read: bool) -> int:
        """Mark articles as read or unread, as one step; returns how many that changes."""
        asked, state = json.dumps(list(ids)), "read" if read else "unread"
        with self._database.errors():
            known = self._database.connection.execute(f"SELECT count(*) FROM read WHERE article {_OF}", (asked,))
            known_read = int(known.fetchone()[0])
        changes = len(ids) - known_read if read else known_read
        with self._undo.step(f"marked {_articles(changes)} {state}") as connection:
            if read:
                connection.execute("INSERT OR IGNORE INTO read SELECT value, ? FROM json_each(?)", (_now(), asked))
            else:
                connection.execute(f"DELETE FROM read WHERE article {_OF}", (asked,))
        return changes

    def set_starred(self, article_id: int, *, starred: bool) -> None:
        """Star an article, or take its star away."""
        with self._undo.step("starred an article" if starred else "took a star away") as connection:
            if starred:
                connection.execute("INSERT OR IGNORE INTO star VALUES (?, ?)", (article_id, _now()))
            else:
                connection.execute("DELETE FROM star WHERE article = ?", (article_id,))

    def set_tags(self, article_id: int, tags: Iterable[str]) -> tuple[str, ...]:
        """Give an article these tags and no others; returns them as they are kept now.

        Raises :class:`SaysoError` for a tag that cannot be one.
        """
        wanted = {tag_of(tag) for tag in tags}
        connection = self._database.connection
        with self._database.errors():
            now = {row[0] for row in connection.execute("SELECT tag FROM tag WHERE article = ?", (article_id,))}
        added, gone = sorted(wanted - now), sorted(now - wanted)
        told = [f"tagged {_quoted(added)}"] if added else []
        told += [f"took away {_quoted(gone)}"] if gone else []
        with self._undo.step(", ".join(told) or "tagged") as connection:
            kept = json.dumps(sorted(wanted))
            connection.execute(f"DELETE FROM tag WHERE article = ? AND NOT tag {_OF}", (article_id, kept))
            connection.execute("INSERT OR IGNORE INTO tag SELECT ?, value FROM json_each(?)", (article_id, kept))
        return tuple(sorted(wanted))

    def tags(self) -> Mapping[str, int]:
        """Every tag and on how many articles it is, alphabetically."""
        with self._database.errors():
            return dict(self._database.connection.execute("SELECT tag, count(*) FROM tag GROUP BY tag ORDER BY tag"))


def tag_of(typed: str) -> str:
    """A tag as it is kept: lower case, NFC, without a leading ``#``. Raises :class:`SaysoError` for what is no tag."""
    tag = unicodedata.normalize("NFC", typed.strip().removeprefix("#")).lower()
    if not tag:
        raise SaysoError("a tag needs at least one letter")
    if not all(unicodedata.category(each)[0] in "LMN" or each in "-_./" for each in tag) or tag[0] == "-":
        raise SaysoError("a tag is one word of letters, digits and - _ . / between them")
    if len(tag) > TAG_LENGTH:
        raise SaysoError(f"a tag has {TAG_LENGTH} letters at most")
    return tag


def split_tags(line: str) -> list[str]:
    """The tags of a line as a person types it: blanks, commas or semicolons between them."""
    return [part for part in _BETWEEN_TAGS.split(line) if part]


def _articles(count: int) -> str:
    return "an article" if count == 1 else f"{count:,} articles"


def _quoted(tags: Sequence[str]) -> str:
    return ", ".join(f"“{tag}”" for tag in tags)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
