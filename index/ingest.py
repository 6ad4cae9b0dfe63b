"""Fills a library: paths -> readers -> store -> full-text index -> analysis, with an event for whoever watches."""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from index import analysis, readers
from index.analysis.workers import AnalysisWorkers
from index.analysis_queue import AnalysisQueue
from index.article import Article
from index.catchup import Catchup
from index.copyfinder import CopyFinder
from index.events import Changed, Event, FileFailed, FileSkipped, Finished, Notice, Paused, Progress, Summary
from index.pace import Pace
from index.readers.errors import os_reason
from index.store import FileState, Store

BATCH_SECONDS = 0.4
BATCH_FILES = 500
POLL_SECONDS = 0.2
STATEMENTS_SECONDS = 5.0
"""How long statements that have been found wait before they can be searched."""
Verdict = Literal["added", "changed", "unchanged", "moved"]


class Ingest:
    """One run that fills the library in ``folder``. Use it while holding :func:`index.lock.writing`.

    ``jobs`` is the number of analysis processes (default: one a core); ``should_stop`` is asked between steps.
    """

    def __init__(
        self,
        folder: Path,
        on_event: Callable[[Event], None],
        *,
        jobs: int | None = None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._store = Store(folder, create=True)
        self._on_event, self._should_stop = self._counting(on_event), should_stop
        self._catchup = Catchup(folder, self._store, self._on_event)
        self._copies = CopyFinder(self._store.database, self._on_event)
        self._jobs = jobs or os.cpu_count() or 1
        self._counts: Counter[str] = Counter()
        self._pace = Pace()
        self._pause = threading.Event()
        self._queue: AnalysisQueue | None = None
        self._asked: list[int] = []

    def ask_first(self, ids: Sequence[int]) -> None:
        """Analyse these articles before all others. May be called from any thread."""
        if self._queue is None:
            self._asked[:0] = ids
        else:
            self._queue.ask_first(ids)

    def pause(self, paused: bool) -> None:
        """Rest after the step it is at, analysis processes too, or go on. May be called from any thread."""
        if paused:
            self._pause.set()
        else:
            self._pause.clear()

    def run(self, paths: Sequence[Path], *, analyse: bool = True, prune: bool = False) -> Summary:
        """Take in what is new or changed below ``paths``, level the index, analyse what has no analysis yet.

        With ``prune``, articles go whose files below ``paths`` are gone. Raises :class:`SaysoError` where the library
        itself cannot be written; what is wrong with single files is told as events and counted.
        """
        start = time.monotonic()
        self._counts.clear()
        self._catchup.heal()
        self._catchup.replay(self._should_stop)
        self._copies.catch_up(self._should_stop)
        if analyse:
            with AnalysisWorkers(self._jobs) as workers:
                self._queue = AnalysisQueue(self._store, workers, self._on_event)
                self._queue.ask_first(self._asked)
                self._take_in(paths, prune)
                self._analyse(self._queue)
        else:
            self._take_in(paths, prune)
        if not self._should_stop():
            from index.board.making import renew  # not before the end: nothing that is read waits for it

            with contextlib.suppress(OSError):  # a full disk: it is made when it is asked for
                renew(self._store)
        summary = self._summary(time.monotonic() - start)
        self._on_event(Finished(summary))
        return summary

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    # -- reading ------------------------------------------------------------------------------------------------------

    def _take_in(self, paths: Sequence[Path], prune: bool) -> None:
        roots = [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100 - resolve() would follow links
        found = list(self._walk(roots))
        batch: list[tuple[FileState, Sequence[Article]]] = []
        started = time.monotonic()
        for done, path in enumerate(found, 1):
            self._rest_while_paused()
            if self._should_stop():
                break
            read = self._read(path)
            if read is not None:
                batch.append(read)
            if len(batch) >= BATCH_FILES or time.monotonic() - started >= BATCH_SECONDS or done == len(found):
                self._flush(batch)
                self._on_event(Progress("read", done, len(found)))
                started = time.monotonic()
        self._flush(batch)
        if prune and not self._should_stop():
            self._prune(roots)

    def _walk(self, roots: Sequence[Path]) -> Iterator[Path]:
        for count, found in enumerate(readers.walk(roots)):
            if isinstance(found, readers.Found):
                yield found.path
            elif found.failed:
                self._on_event(FileFailed(str(found.path), found.reason))
            else:
                self._on_event(FileSkipped(str(found.path), found.reason))
            if count % 1000 == 0:
                self._on_event(Progress("read", 0, None))

    def _read(self, path: Path) -> tuple[FileState, Sequence[Article]] | None:
        """The file's articles where it is new or changed; ``None``, and counted, where it is not or cannot be read."""
        try:
            state, verdict, data = self._look_at(path)
            articles = readers.read_bytes(data, path) if verdict in ("added", "changed") else ()
        except readers.ReadError as error:
            self._on_event(FileFailed(str(path), error.reason))
            return None
        except OSError as error:
            self._on_event(FileFailed(str(path), os_reason(error)))
            return None
        self._counts[verdict] += 1
        return (state, articles) if articles else None

    def _look_at(self, path: Path) -> tuple[FileState, Verdict, bytes]:
        """The file's present state, what has become of it since it was last read, and its content if that was needed.

        Size and time are looked at first, as make and git do; only where they differ is the content hashed.
        """
        stat = path.stat()
        known = self._store.file(str(path))
        if known and (known.size, known.mtime_ns, known.reader) == (stat.st_size, stat.st_mtime_ns, readers.VERSION):
            return known, "unchanged", b""
        data = readers.load(path)
        digest = hashlib.blake2b(data, digest_size=16).digest()
        state = FileState(str(path), len(data), stat.st_mtime_ns, digest, readers.VERSION)
        if known is None and (old := self._moved_from(digest)):
            self._store.move(old, state)
            return state, "moved", data
        if known and (known.hash, known.reader) == (digest, readers.VERSION):
            self._store.touch([state])
            return state, "unchanged", data
        return state, "changed" if known else "added", data

    def _moved_from(self, digest: bytes) -> str | None:
        """The path of a remembered file with this content that is no longer there."""
        return next((old for old in self._store.files_with(digest) if not os.path.lexists(old)), None)

    def _flush(self, batch: list[tuple[FileState, Sequence[Article]]]) -> None:
        if batch:
            self._store.put(batch)
            batch.clear()
            self._on_event(Changed())
            self._catchup.replay()
            self._copies.catch_up()
        if self._queue is not None:
            self._queue.pump()

    def _prune(self, roots: Sequence[Path]) -> None:
        gone = [path for path in self._store.files_under(roots) if not os.path.lexists(path)]
        if gone:
            stay = self._store.forget(gone)
            self._counts["removed"] += len(gone) - len(stay)
            for path in stay:
                self._on_event(Notice(f"{path} is gone; what you starred, tagged or noted in it stays"))
            self._catchup.replay()
            self._copies.catch_up()
            self._on_event(Changed())

    # -- analysis -----------------------------------------------------------------------------------------------------

    def _analyse(self, queue: AnalysisQueue) -> None:
        levelled = time.monotonic()
        try:
            while queue.pump() and not self._should_stop():
                queue.wait(POLL_SECONDS)
                self._rest_while_paused()
                if time.monotonic() - levelled > STATEMENTS_SECONDS:
                    self._catchup.level_statements(self._should_stop)
                    levelled = time.monotonic()
        finally:
            queue.close()
        self._catchup.level_statements(self._should_stop)

    def _rest_while_paused(self) -> None:
        if not self._pause.is_set():
            return
        self._on_event(Paused(paused=True))
        if self._queue is not None:
            self._queue.pause(paused=True)
        while self._pause.is_set() and not self._should_stop():
            if self._queue is not None:
                self._queue.pump()  # what was at work when the pause began is kept
            time.sleep(POLL_SECONDS)
        if self._queue is not None:
            self._queue.pause(paused=False)
        self._pace.restart()
        self._on_event(Paused(paused=False))

    # -- counting -----------------------------------------------------------------------------------------------------

    def _counting(self, on_event: Callable[[Event], None]) -> Callable[[Event], None]:
        def count(event: Event) -> None:
            if isinstance(event, FileFailed):
                self._counts["failed"] += 1
            elif isinstance(event, FileSkipped):
                self._counts["skipped"] += 1
            on_event(self._pace.timed(event) if isinstance(event, Progress) else event)

        return count

    def _summary(self, seconds: float) -> Summary:
        counts = self._store.counts(analysis.VERSION)
        return Summary(
            **self._counts,
            articles=counts.articles,
            analysed=counts.analysed,
            positions=counts.positions,
            seconds=round(seconds, 2),
            stopped=self._should_stop(),
        )
