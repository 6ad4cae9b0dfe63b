"""What a person has decided about holders and topics: merged, split, renamed, pinned; kept beside the articles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Literal

from index.database import Database


@dataclass(frozen=True, slots=True)
class IdentityEdit:
    """A decision about the holder ``name`` (an id): ``merge`` it into ``value``, ``rename`` it so, or ``split`` it.

    A split sets apart what :meth:`split_of` reads from ``value``: one of the holder's names, some articles, or both.
    """

    action: Literal["merge", "split", "rename"]
    name: str
    value: str = ""

    @classmethod
    def split(cls, holder_id: str, alias: str, articles: Sequence[int]) -> IdentityEdit:
        """Set apart a holder's name (by its key), or what it said in these articles."""
        return cls("split", holder_id, json.dumps([alias, sorted(articles)], ensure_ascii=False))

    def split_of(self) -> tuple[str, list[int]]:
        """The name and the articles that a split is about; either may be empty."""
        alias, articles = json.loads(self.value)
        return alias, articles


@dataclass(frozen=True, slots=True)
class TopicEdit:
    """``merge``: ``name`` and ``value`` are one; ``rename``: it is shown as ``value``; ``pin``: first, or not ("")."""

    action: Literal["merge", "rename", "pin"]
    name: str
    value: str = ""


Edits = tuple[tuple[IdentityEdit, ...], tuple[TopicEdit, ...]]


def read_edits(database: Database) -> Edits:
    """All edits, oldest first."""
    with database.errors():
        run = database.connection.execute
        return (
            tuple(IdentityEdit(*row) for row in run("SELECT action, name, value FROM identity_edit ORDER BY id")),
            tuple(TopicEdit(*row) for row in run("SELECT action, name, value FROM topic_edit ORDER BY id")),
        )


_INSERT = {
    IdentityEdit: "INSERT INTO identity_edit (action, name, value) VALUES (?, ?, ?)",
    TopicEdit: "INSERT INTO topic_edit (action, name, value) VALUES (?, ?, ?)",
}


def write_edit(connection: Connection, edit: IdentityEdit | TopicEdit) -> None:
    """Add an edit, within a transaction of the caller's."""
    connection.execute(_INSERT[type(edit)], (edit.action, edit.name, edit.value))
