"""A place for a note, as the dialog shows it in which notes are written."""

from __future__ import annotations

from dataclasses import dataclass

from index.article import Position


@dataclass(frozen=True, slots=True)
class Slip:
    """``about`` says what the note is on, ``text`` is what stands there, ``note`` is its id if there is one.

    ``position`` is what a new note is about, ``None``: the article.
    """

    about: str
    text: str = ""
    note: int | None = None
    position: Position | None = None
