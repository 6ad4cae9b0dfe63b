"""Which article is analysed next: asked-for ones first, then the newest; results go back to the store."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock

from index import analysis
from index.analysis.workers import AnalysisFailure, AnalysisWorkers
from index.article import Analysis
from index.events import Changed, Event, FileFailed, Progress
from index.store import Store

AHEAD = 8
"""Articles handed out for each worker process: enough that none waits, few enough that one asked for comes up soon."""

STORE_SECONDS = 0.4
"""Results are stored together when this many seconds have passed since the last time: a commit costs an fsync."""


class AnalysisQueue:
    """Feeds worker processes from the store, stores what they find. Used by one thread, but for :meth:`ask_first`."""

    def __init__(self, store: Store, workers: AnalysisWorkers, on_event: Callable[[Event], None]) -> None:
        self._store, self._workers, self._on_event = store, workers, on_event
        self._asked: deque[int] = deque()
        self._guard = Lock()
        self._texts: dict[int, str] = {}
        self._found: list[tuple[int, str, Analysis | None, str | None]] = []
        self._stored_at = time.monotonic()
        self._paused = False

    def ask_first(self, ids: Sequence[int]) -> None:
        """Analyse these before all others, the first of them first. May be called from any thread."""
        with self._guard:
            self._asked.extendleft(reversed(ids))

    def pause(self, *, paused: bool) -> None:
        """Let the processes end what they are at and take no more, or go on."""
        self._paused = paused
        self._workers.pause(paused=paused)

    def pump(self) -> bool:
        """Hand out work, take in results, store them when it is time; returns whether anything is left to do."""
        self._take_in()
        more = self._paused or self._hand_out()
        if self._found and (self._paused or not self._texts or time.monotonic() - self._stored_at >= STORE_SECONDS):
            self._put()
        return more or bool(self._texts)

    def wait(self, seconds: float) -> None:
        """Sleep until a result is there, ``seconds`` at most."""
        self._workers.wait(seconds)

    def close(self) -> None:
        """Store what is still held."""
        self._take_in()
        if self._found:
            self._put()

    def _take_in(self) -> None:
        for article_id, result in self._workers.results():
            text = self._texts.pop(article_id)
            if isinstance(result, AnalysisFailure):
                self._found.append((article_id, text, None, result.reason))
                self._on_event(FileFailed(self._store.article(article_id).path, f"not analysed: {result.reason}"))
            else:
                self._found.append((article_id, text, result, None))

    def _hand_out(self) -> bool:
        room = AHEAD * self._workers.processes - len(self._texts)
        if room <= AHEAD * self._workers.processes // 2:
            return True
        busy = [*self._texts, *(found[0] for found in self._found)]
        with self._guard:
            asked, self._asked = list(dict.fromkeys(self._asked)), deque()
        ids = [i for i in self._store.unanalysed_of(analysis.VERSION, asked) if i not in busy]
        if len(ids) < room:
            ids += self._store.unanalysed(analysis.VERSION, room - len(ids), leave_out=[*busy, *ids])
        with self._guard:
            self._asked.extend(ids[room:])
        for article_id, article in self._store.articles(ids[:room]).items():
            self._texts[article_id] = article.text
        for article_id in ids[:room]:
            if article_id in self._texts:
                self._workers.submit(article_id, self._texts[article_id])
        return bool(ids)

    def _put(self) -> None:
        self._store.put_analyses(analysis.VERSION, self._found)
        self._found.clear()
        self._stored_at = time.monotonic()
        counts = self._store.counts(analysis.VERSION)
        self._on_event(Progress("analyse", counts.analysed, counts.articles))
        self._on_event(Changed())
