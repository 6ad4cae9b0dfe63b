"""Brings the full-text index level with the store: replays what it lacks, rebuilds it where it is damaged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from index.answer import SaysoError
from index.events import Changed, Event, Notice, Progress
from index.fulltext import DamagedIndex
from index.search_engine import SearchEngine, new_engine, open_engine
from index.statements import Statements
from index.store import Store

FOLDER_NAME = "fulltext"
OWNER_NAME = "library-id"
BATCH = 500
"""Articles a commit: large enough to be fast, small enough that the first are searchable within a second or two."""


class Catchup:
    """The one writer of a library's full-text index. The caller holds the library's lock."""

    def __init__(self, folder: Path, store: Store, on_event: Callable[[Event], None]) -> None:
        self._folder, self._store, self._on_event = folder / FOLDER_NAME, store, on_event
        self._fulltext: SearchEngine | None = None
        self._statements = Statements(folder, store)

    def heal(self) -> None:
        """Open the index; where it is missing, damaged, foreign or holds other articles than the store, start it anew.

        Nothing is lost by that: :meth:`replay` fills it again from the store.
        """
        reason = self.trouble()
        if reason is not None:
            if self._store.counts(0).articles:
                self._on_event(Notice(f"the full-text index is being rebuilt: {reason}"))
            self.start_anew()

    def is_level(self) -> bool:
        """Whether the index is well and holds every change that the store has."""
        return not self._store.index_is_behind() and self.trouble() is None and self._statements.is_level()

    def replay(self, stop: Callable[[], bool] = lambda: False) -> None:
        """Give the index every change that the store has and it has not, in batches, until ``stop()`` says so.

        The store records the progress only after the index's own commit, so a crash between the two repeats a batch,
        which changes nothing, and never loses one.
        """
        if self._fulltext is None:
            self.heal()
        assert self._fulltext is not None  # noqa: S101 - heal opened it
        while not stop():
            pending = self._store.pending(BATCH)
            if not pending.articles and not pending.deleted:
                break
            self._fulltext.update(pending.articles, pending.deleted)
            self._store.indexed(pending.upto)
            counts = self._store.counts(0)
            self._on_event(Progress("index", counts.indexed, counts.articles))
            self._on_event(Changed())
            self._fulltext.tidy()
        self.level_statements(stop)

    def level_statements(self, stop: Callable[[], bool] = lambda: False) -> None:
        """Give the index of statements what has been found since, until ``stop()`` says so."""
        self._statements.level(stop)

    def trouble(self) -> str | None:
        """Why the index cannot be used as it is, or ``None``."""
        if not self._folder.is_dir():
            return "it is missing"
        try:
            owner = (self._folder / OWNER_NAME).read_bytes()
        except OSError as error:
            return f"its {OWNER_NAME} cannot be read: {error.strerror}"
        if owner != self._store.library_id.encode():
            return "it belongs to another library"
        try:
            self._fulltext = open_engine(self._folder)
            known = self._fulltext.doc_count()
        except DamagedIndex as error:
            return str(error)
        # A crash between the index's commit and the store's record leaves the index ahead, by pending changes only.
        if not self._store.index_is_behind() and known != self._store.counts(0).articles:
            return f"it holds {known:,} articles where the store has {self._store.counts(0).articles:,}"
        return None

    def start_anew(self) -> None:
        """Begin an empty index; :meth:`replay` then fills it. Raises :class:`SaysoError` where it cannot be written."""
        try:
            # Progress first: a crash in between leaves an index that is filled again, not one believed to be full.
            self._store.reindex()
            if self._folder.exists() and not self._folder.is_dir():
                self._folder.replace(self._folder.with_suffix(".aside"))  # whatever it is, it is not ours to delete
            self._fulltext = new_engine(self._folder)
            (self._folder / OWNER_NAME).write_text(self._store.library_id, encoding="utf-8")
        except OSError as error:
            raise SaysoError(f"{self._folder}: the full-text index cannot be made: {error.strerror}") from error
