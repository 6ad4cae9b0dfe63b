"""Worker processes that analyse texts beside the program that asks; spaCy is loaded in them alone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from index.article import Analysis

ATTEMPTS = 2
"""A text that ends this many workers is given up."""
RECYCLE = 2000
"""A worker is renewed after this many texts, which bounds what the model's vocabulary has gathered."""
_ctx = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class AnalysisFailure:
    """A text that could not be analysed, and why, in one line."""

    reason: str


@dataclass(slots=True)
class _Task:
    key: int
    text: str
    attempts: int = 0


@dataclass(slots=True, eq=False)
class _Worker:
    process: BaseProcess
    pipe: Connection
    task: _Task | None = None
    done: int = 0


Result = tuple[int, Analysis | AnalysisFailure]


@dataclass(slots=True)
class AnalysisWorkers:
    """A pool of processes that each hold an Analyser; use it as a context manager, from one thread.

    ``processes`` are started when there is work for them. A worker that dies is replaced and its text tried again; one
    that dies of the same text twice leaves an :class:`AnalysisFailure`. Workers end when this process does, however
    that ends.
    """

    processes: int
    _queue: deque[_Task] = field(default_factory=deque)
    _finished: deque[Result] = field(default_factory=deque)
    _workers: list[_Worker] = field(default_factory=list)
    _paused: bool = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pending(self) -> int:
        """How many texts were submitted whose results have not been drained."""
        return len(self._queue) + len(self._finished) + sum(worker.task is not None for worker in self._workers)

    def submit(self, key: int, text: str) -> None:
        """Queue a text; its result comes under ``key``."""
        self._queue.append(_Task(key, text))
        self._assign()

    def results(self) -> Iterator[Result]:
        """What is finished by now, in the order in which it finished; each result is given once."""
        self._collect(0)
        while self._finished:
            yield self._finished.popleft()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until a result is ready, at most ``timeout`` seconds (``None``: as long as work is pending)."""
        if not self._finished:
            self._collect(timeout)
        return bool(self._finished)

    def close(self) -> None:
        """End the workers at once; what is still queued is dropped."""
        self._queue.clear()
        for worker in self._workers:
            worker.pipe.close()
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.process.close()
        self._workers.clear()

    def pause(self, *, paused: bool) -> None:
        """Let the workers end the texts that they are at and take no other, or go on."""
        self._paused = paused
        self._assign()

    def _assign(self) -> None:
        if self._paused:
            return
        for worker in list(self._workers):
            if worker.task is None and self._queue:
                if worker.done >= RECYCLE:
                    self._retire(worker)
                else:
                    self._give(worker)
        while self._queue and len(self._workers) < max(1, self.processes):
            self._give(self._start())

    def _start(self) -> _Worker:
        ours, theirs = _ctx.Pipe()
        process = _ctx.Process(target=_serve, args=(theirs,), name="sayso-analysis", daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _give(self, worker: _Worker) -> None:
        worker.task = self._queue.popleft()
        worker.task.attempts += 1
        try:
            worker.pipe.send(worker.task.text)
        except (BrokenPipeError, ConnectionResetError):
            self._bury(worker)

    def _collect(self, timeout: float | None) -> None:
        """Take results from workers until there is one or the time is up."""
        while not self._finished:
            busy = {worker.pipe: worker for worker in self._workers if worker.task is not None}
            ready = wait(busy, timeout) if busy else []
            if not ready:
                return
            for pipe in ready:
                self._receive(busy[pipe])  # type: ignore[index]
            self._assign()

    def _receive(self, worker: _Worker) -> None:
        try:
            result = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            self._bury(worker)
            return
        if worker.task is not None:
            self._finished.append((worker.task.key, result))
        worker.task = None
        worker.done += 1

    def _bury(self, worker: _Worker) -> None:
        """A worker died: try its text once more, in a fresh process."""
        task = worker.task
        worker.process.join(1)
        code = worker.process.exitcode
        self._retire(worker)
        if task is None:
            return
        if task.attempts < ATTEMPTS:
            self._queue.appendleft(task)
        else:
            reason = f"the analysis ended its process twice (exit status {code})"
            self._finished.append((task.key, AnalysisFailure(reason)))

    def _retire(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()
        worker.process.close()


def _serve(pipe: Connection) -> None:
    """Answer texts with analyses until the other end of the pipe closes or its process dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent ends its workers
    threading.Thread(target=_die_with_parent, daemon=True).start()
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"  # workers are the parallelism
    analyser = None
    while True:
        try:
            text = pipe.recv()
        except EOFError:
            return
        try:
            if analyser is None:
                from index.analysis.pipeline import Analyser

                analyser = Analyser()
            result: Analysis | AnalysisFailure = analyser.analyse(text)
        except Exception as error:  # one bad text must not cost the worker
            result = AnalysisFailure(f"{type(error).__name__}: {error}")
        pipe.send(result)


def _die_with_parent() -> None:
    """End this process as soon as its parent has ended, even in the middle of an analysis."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
