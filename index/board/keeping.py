"""Has the board's picture of a library at hand: taken here where that is quick, else by a process of its own."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from index.board.gather import changed_since, count, newest
from index.board.making import SMALL, UNKEPT, path_of, renew
from index.board.model import Coming
from index.board.picture import Picture, bring_back, grow, is_current, put_away, take
from index.store import Store

LOOK = 200
"""Of how many articles there is a picture at once, while the first one of a large library is being made."""
_SURE_AFTER = 0.02
"""The part of the work after which it can be told how long the rest takes."""


class Keeping:
    """The picture of one library, on disk and in memory. Not safe to use from several threads at once."""

    def __init__(self, store: Store) -> None:
        self._store, self._path = store, path_of(store)
        self._picture: Picture | None = None
        self._file: tuple[int, int] | None = None
        self._look: tuple[list[int], Picture] | None = None
        self._child = _Child(store)

    def picture(self, found: NDArray[np.int64] | None = None) -> tuple[Picture, Coming]:
        """The picture for a question about these articles (ids; ``None`` for all), and what of it is on the way.

        Of a small library it is of this moment. Of a large one it may be older: then a process is taking the next one.
        While the first one is being made it has at least the newest of the articles that were ``found``.
        Raises :class:`SaysoError` where the library is damaged.
        """
        database, picture = self._store.database, self._newest()
        if picture is not None and is_current(database, picture):
            return picture, Coming()
        if count(database) <= SMALL:
            self._picture = self._taken(picture)
            return self._picture, Coming()
        self._child.work(picture)
        if picture is not None and not picture.lacking:
            behind = len(changed_since(database, picture.columns.version))
            return picture, Coming(behind, self._child.seconds_left)
        picture = self._best(picture, found)
        have = len(picture.columns.ids) if found is None else int(np.isin(found, picture.columns.ids).sum())
        behind = (count(database) if found is None else len(found)) - have
        return picture, Coming(max(0, behind), self._child.seconds_left)

    def coming(self) -> tuple[object, Coming]:
        """A mark that changes with every new picture, and what is on the way to the next one; see to it that it comes.

        Small libraries are counted when they are asked about.
        """
        database, picture = self._store.database, self._newest()
        behind = 0
        if (picture is None or not is_current(database, picture)) and (articles := count(database)) > SMALL:
            self._child.work(picture)
            lacking = articles - (len(picture.columns.ids) if picture is not None else 0)
            changed = 0 if picture is None else len(changed_since(database, picture.columns.version))
            behind = max(lacking, changed, 0)
        return _age(picture), Coming(behind, self._child.seconds_left)

    def level(self, told: Callable[[float], object]) -> None:
        """Wait for the picture of a large library as it is now; ``told`` is told what part of it is done."""
        picture = self._newest()
        current = picture is not None and is_current(self._store.database, picture)
        if not current and count(self._store.database) > SMALL:
            with contextlib.suppress(OSError):  # a full disk: there will be a picture in memory
                renew(self._store, 1, told)

    def close(self) -> None:
        """Have nothing more made."""
        self._child.stop()

    def _newest(self) -> Picture | None:
        """The newest picture there is, in memory or on disk."""
        if (made := self._child.made) is not None:
            self._picture = made
        try:
            status = self._path.stat()
        except OSError:
            return self._picture
        file = (status.st_ino, status.st_mtime_ns)
        if file != self._file:
            self._file = file
            kept = bring_back(self._path, self._store.library_id)
            if kept is not None and (self._picture is None or _age(kept) > _age(self._picture)):
                self._picture = kept
        return self._picture

    def _best(self, picture: Picture | None, found: NDArray[np.int64] | None) -> Picture:
        """Of a picture that is being made and one of the newest articles found, the one that has more of these."""
        if picture is not None:
            have = len(picture.columns.ids) if found is None else int(np.isin(found, picture.columns.ids).sum())
            if have >= (LOOK if found is None else min(len(found), LOOK)):
                return picture
        wanted = newest(self._store.database, found, LOOK)
        if self._look is None or self._look[0] != wanted:
            self._look = wanted, grow(self._store.database, None, wanted, lacking=1)
        return self._look[1]

    def _taken(self, before: Picture | None) -> Picture:
        picture = take(self._store.database, before.columns if before and not before.lacking else None)
        try:
            put_away(self._path, self._store.library_id, picture)
        except OSError:  # a full disk, a folder that may only be read: it is made again next time
            return picture
        mapped = bring_back(self._path, self._store.library_id)  # instead of what was built in memory
        return mapped if mapped is not None and mapped.columns.version == picture.columns.version else picture


class _Child:
    """The process that makes the next picture, and the thread that listens to it; one at a time, and not always."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._thread: threading.Thread | None = None
        self._process: subprocess.Popen[str] | None = None
        self._begun, self._ended, self._done = 0.0, 0.0, 0.0
        self._failed = False
        self.made: Picture | None = None
        """A picture that could not be put on disk."""

    def work(self, picture: Picture | None) -> None:
        """Have a newer picture made than this one, unless one is being made; it rests as long as it has worked."""
        resting = picture is not None and not picture.lacking and time.monotonic() - self._ended < self._worked
        if resting or self._failed or (self._thread is not None and self._thread.is_alive()):
            return
        self._begun, self._done = time.monotonic(), 0.0
        self._thread = threading.Thread(target=self._run, name="board", daemon=True)
        self._thread.start()

    @property
    def seconds_left(self) -> float | None:
        """How long it will take, judged by how long it has taken."""
        if self._done < _SURE_AFTER or self._thread is None or not self._thread.is_alive():
            return None
        return (time.monotonic() - self._begun) / self._done * (1 - self._done)

    @property
    def _worked(self) -> float:
        return self._ended - self._begun

    def _run(self) -> None:
        # -P: a folder of the user's that happens to be named like one of our packages must not be imported.
        command = [sys.executable, "-P", "-m", "index.board.making", str(path_of(self._store).parent)]
        try:
            with subprocess.Popen(  # noqa: S603 - our own
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            ) as process:
                self._process = process
                for line in process.stdout or ():
                    self._done = float(line)
            status = process.returncode
        except OSError:  # no further process can be had
            status = UNKEPT
        self._ended = time.monotonic()
        if status == UNKEPT:
            self.made = take(self._store.database, self.made.columns if self.made else None)
        elif status > 0:
            self._failed = True  # the library is damaged; what can be read of it is shown as it was

    def stop(self) -> None:
        """End the process: nobody waits for its picture any more. What it has put away is gone on with next time."""
        if self._process is not None:
            self._process.terminate()


def _age(picture: Picture | None) -> tuple[bool, int, int]:
    """What is greater for a newer picture: whole, of a later version; while it is made, of more articles."""
    if picture is None:
        return False, -1, -1
    return not picture.lacking, picture.columns.version, len(picture.columns.ids)
