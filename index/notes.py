"""Notes that a person writes on an article or on a position in it, and where they belong after a new analysis."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from index.answer import SaysoError
from index.article import GAP, Passage, Position, Span
from index.database import Database
from index.sanitize import sanitize
from index.undo import Undo

NOTE_LENGTH = 20_000
"""Code points of the longest note."""

_LABEL_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Note:
    """What a person wrote. ``statement`` is what it is about as it stood then, ``None``: the article as a whole.

    ``position`` is the number, in the article's present analysis, of the position that it belongs to; ``None`` where
    it is about the article, or where no position says this any more: then the note is *detached*.
    """

    id: int
    text: str
    written: datetime
    statement: Passage | None = None
    holder: str | None = None
    position: int | None = None

    @property
    def is_detached(self) -> bool:
        """Whether what it is about is no longer among the article's positions."""
        return self.statement is not None and self.position is None


class Notes:
    """Reads and writes notes, one for each article and position. Safe to use from any thread.

    Every change can be taken back. Raises :class:`SaysoError` where the library cannot be written.
    """

    def __init__(self, database: Database, undo: Undo) -> None:
        self._database, self._undo = database, undo

    def of(self, article_id: int, positions: Sequence[Position] = ()) -> tuple[Note, ...]:
        """The notes of an article, each with its place among ``positions``: its own first, then by that place."""
        with self._database.errors():
            rows = self._database.connection.execute(
                "SELECT id, text, at, statement, spans, holder FROM note WHERE article = ? ORDER BY id", (article_id,)
            ).fetchall()
        notes = [_note(row, positions) for row in rows]
        return tuple(sorted(notes, key=lambda note: (note.is_detached, -1 if note.position is None else note.position)))

    def write(self, article_id: int, text: str, position: Position | None = None) -> None:
        """Write a note on an article, or on a position in it; an empty one is none."""
        statement, about = position.statement if position else None, "the article" if position is None else "a position"
        text = _checked(text)
        if not text:
            return
        with self._undo.step(f"noted “{_beginning(text)}” on {about}") as connection:
            connection.execute(
                "INSERT INTO note (article, spans, statement, holder, text, at) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    article_id,
                    json.dumps(statement.spans) if statement else None,
                    statement.text if statement else None,
                    position.holder.name if position and position.holder else None,
                    text,
                    datetime.now(UTC).isoformat(timespec="seconds"),
                ),
            )

    def rewrite(self, note_id: int, text: str) -> None:
        """Change a note; an empty one is deleted."""
        text = _checked(text)
        label = f"changed a note to “{_beginning(text)}”" if text else "deleted a note"
        with self._undo.step(label) as connection:
            if text:
                now = datetime.now(UTC).isoformat(timespec="seconds")
                connection.execute(
                    "UPDATE note SET text = ?, at = ? WHERE id = ? AND text IS NOT ?", (text, now, note_id, text)
                )
            else:
                connection.execute("DELETE FROM note WHERE id = ?", (note_id,))


def place(statement: Passage, holder: str | None, positions: Sequence[Position]) -> int | None:
    """The number of the position that states ``statement``, or ``None``.

    Offsets and words first; then the same words elsewhere, the nearest place first, for the text may have grown above;
    then the position whose statement shares most of the same text, at least half of the shorter of the two, for a
    better analysis may cut a statement otherwise. Where several fit, that of the same holder.
    """
    here = statement.spans[0].start

    def rank(number: int) -> tuple[int, int, int] | None:
        other, who = positions[number].statement, positions[number].holder
        of_another = int((who.name if who else None) != holder)
        if other == statement:
            return 0, of_another, 0
        if other.text == statement.text:
            return 1, of_another, abs(other.spans[0].start - here)
        shared = _shared(other, statement)
        return (2, of_another, -shared) if shared else None

    ranked = [(found, number) for number in range(len(positions)) if (found := rank(number))]
    return min(ranked)[1] if ranked else None


def _shared(one: Passage, other: Passage) -> int:
    """Code points that both have in the same place and words; 0 where that is less than half of the shorter one."""
    shared = 0
    for span, text in _pieces(one):
        for each, words in _pieces(other):
            start, end = max(span.start, each.start), min(span.end, each.end)
            if (
                start < end
                and text[start - span.start : end - span.start] == words[start - each.start : end - each.start]
            ):
                shared += end - start
    shorter = min(sum(end - start for start, end in passage.spans) for passage in (one, other))
    return shared if 2 * shared >= shorter else 0


def _pieces(passage: Passage) -> Iterator[tuple[Span, str]]:
    """Each span of a passage with its words."""
    start = 0
    for span in passage.spans:
        end = start + span.end - span.start
        yield span, passage.text[start:end]
        start = end + len(GAP)


def _note(row: tuple[int, str, str, str | None, str | None, str | None], positions: Sequence[Position]) -> Note:
    note_id, text, at, statement, spans, holder = row
    about = Passage(statement or "", tuple(Span(*pair) for pair in json.loads(spans))) if spans else None
    number = place(about, holder, positions) if about else None
    return Note(note_id, text, datetime.fromisoformat(at), about, holder, number)


def _checked(text: str) -> str:
    text = sanitize(text).strip()
    if len(text) > NOTE_LENGTH:
        raise SaysoError(f"a note has {NOTE_LENGTH:,} characters at most; this one has {len(text):,}")
    return text


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LABEL_LENGTH else line[: _LABEL_LENGTH - 1].rstrip() + "…"
