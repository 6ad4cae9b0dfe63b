"""Fills a library from a child process while the reader shows it, so that no work of the writer touches the screen.

Parent and child speak JSON lines: requests on the child's standard input, events on its standard output. The child ends
when its input does, however the parent ended.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from index import events
from index.answer import SaysoError
from index.events import Event, Notice, Summary
from index.lock import LibraryBusyError, writing

if TYPE_CHECKING:
    from index.ingest import Ingest

LOG_NAME = "background.log"
LOCK_RETRY_SECONDS = 2.0
STOP_SECONDS = 5.0


class Background:
    """A child process that takes ``paths`` into the library in ``folder`` and analyses what is not analysed yet.

    ``on_event`` is called on a thread of its own for each event; the last one is :class:`~index.events.Finished`.
    """

    def __init__(
        self, folder: Path, paths: Sequence[Path], on_event: Callable[[Event], None], *, analyse: bool = True
    ) -> None:
        self._folder, self._paths, self._on_event, self._analyse = folder, paths, on_event, analyse
        self._child: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None
        self._stopping = False

    def start(self) -> None:
        """Start the child. Raises :class:`SaysoError` where its log cannot be written in the library's folder."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            log = (self._folder / LOG_NAME).open("w", encoding="utf-8")
        except OSError as error:
            raise SaysoError(f"the library {self._folder} cannot be written: {error.strerror}") from error
        with log:
            # -P: a folder of the user's that happens to be named like one of our packages must not be imported.
            self._child = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-P", "-m", "index.background", str(self._folder)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, encoding="utf-8", start_new_session=True,
            )  # fmt: skip
        paths = [os.path.abspath(path) for path in self._paths]  # noqa: PTH100 - resolve() would follow links
        self._send({"paths": paths, "analyse": self._analyse})
        self._thread = threading.Thread(target=self._listen, args=(self._child,), name="background", daemon=True)
        self._thread.start()

    def ask_first(self, ids: Sequence[int]) -> None:
        """Analyse these articles before all others."""
        self._send({"first": list(ids)})

    def pause(self, paused: bool) -> None:
        """Let the child and its processes rest, or go on; :class:`~index.events.Paused` says when they do."""
        self._send({"pause": paused})

    def stop(self) -> None:
        """Let the child finish the step it is at, and end it where it does not within :data:`STOP_SECONDS`."""
        if self._child is None:
            return
        self._stopping = True
        with contextlib.suppress(BrokenPipeError):
            if self._child.stdin:
                self._child.stdin.close()
        try:
            self._child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._child.kill()  # its workers see that and end, too; the store's transactions make this safe
            self._child.wait()
        if self._thread:
            self._thread.join(1.0)

    def _send(self, request: dict[str, Any]) -> None:
        if self._child is None or self._child.stdin is None or self._child.stdin.closed:
            return
        with contextlib.suppress(BrokenPipeError):  # the child has finished: what is asked for is done or in its log
            self._child.stdin.write(json.dumps(request) + "\n")
            self._child.stdin.flush()

    def _listen(self, child: subprocess.Popen[str]) -> None:
        assert child.stdout is not None  # noqa: S101 - it was made with a pipe
        with child.stdout:
            for line in child.stdout:
                self._on_event(_event_of(json.loads(line)))
        if child.wait() and not self._stopping:
            self._on_event(Notice(f"the background work broke off; {self._folder / LOG_NAME} says why"))


def _record_of(event: Event) -> dict[str, Any]:
    return {"event": type(event).__name__, **dataclasses.asdict(event)}


def _event_of(record: dict[str, Any]) -> Event:
    kind = getattr(events, record.pop("event"))
    if "summary" in record:
        record["summary"] = Summary(**record["summary"])
    event: Event = kind(**record)
    return event


class _Child:
    """The other end: what runs in the child process."""

    def __init__(self, folder: Path, requests: TextIO, answers: TextIO) -> None:
        self._folder, self._requests, self._answers = folder, requests, answers
        self._guard, self._answering = threading.Lock(), threading.Lock()
        self._stopped = threading.Event()
        self._ready = threading.Event()
        self._paths: list[Path] = []
        self._analyse = True
        self._first: list[int] = []
        self._paused = False
        self._ingest: Ingest | None = None

    def run(self) -> int:
        threading.Thread(target=self._obey, daemon=True).start()
        self._ready.wait()
        from index.ingest import Ingest

        told = False
        while not self._stopped.is_set():
            try:
                with writing(self._folder):
                    ingest = Ingest(self._folder, self._emit, should_stop=self._stopped.is_set)
                    with self._guard:
                        self._ingest = ingest
                        ingest.ask_first(self._first)
                        ingest.pause(self._paused)
                    ingest.run(self._paths, analyse=self._analyse)
                    ingest.close()
                    return 0
            except LibraryBusyError:
                if not told:
                    self._emit(Notice("another sayso fills this library now; what it adds is shown here, too"))
                told = True
                self._stopped.wait(LOCK_RETRY_SECONDS)
            except SaysoError as error:
                self._emit(Notice(str(error)))
                return 0
        return 0

    def _obey(self) -> None:
        for line in self._requests:
            request = json.loads(line)
            if "paths" in request:
                self._paths = [Path(path) for path in request["paths"]]
                self._analyse = request["analyse"]
                self._ready.set()
            with self._guard:
                self._note(request)
        self._stopped.set()
        self._ready.set()

    def _note(self, request: dict[str, Any]) -> None:
        """Pass a request on to the run, or keep it for the run that is to come."""
        if "pause" in request:
            self._paused = request["pause"]
            if self._ingest is not None:
                self._ingest.pause(self._paused)
        if "first" in request:
            if self._ingest is not None:
                self._ingest.ask_first(request["first"])
            else:
                self._first[:0] = request["first"]

    def _emit(self, event: Event) -> None:
        with self._answering, contextlib.suppress(BrokenPipeError):  # the parent is gone; end of input stops us
            self._answers.write(json.dumps(_record_of(event)) + "\n")
            self._answers.flush()


if __name__ == "__main__":
    os.nice(5)  # the screen goes first
    sys.exit(_Child(Path(sys.argv[1]), sys.stdin, sys.stdout).run())
