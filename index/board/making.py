"""Makes the board's picture of a library and keeps it on disk: of a large one in stages, the newest articles first.

python -m index.board.making FOLDER

Prints how much of it is done, a fraction from 0 to 1 a line.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.answer import SaysoError
from index.board.gather import changed_since, count, newest
from index.board.picture import FILE_NAME, Picture, bring_back, grow, put_away, take
from index.store import Store

SMALL = 3_000
"""Up to how many articles a picture is taken at once, without letting anybody wait for long."""
STAGES = (1_000, 8_000, 40_000)
"""How many articles the pictures have that can be looked at while the whole one is being made."""
OFTEN = 50
"""A larger library's picture is renewed, while it is being filled, when one article in so many has changed."""
_DRAWING = 0.25
"""What it costs to find holders and topics of an article, when reading it costs 1."""
_LOCK_NAME = "board.lock"
UNKEPT = 3
"""The exit status where the picture cannot be put on disk."""


def renew(store: Store, enough: int | None = None, told: Callable[[float], object] = lambda _: None) -> None:
    """Bring the picture on disk up to date where at least ``enough`` articles have changed.

    Without a number that many of them that it is worth while the library is being filled; then it is left to another
    process that is at it. Raises :class:`SaysoError` where the library is damaged, :class:`OSError` where the disk is
    full.
    """
    path = path_of(store)
    with _alone(path, wait=enough is not None) as alone:
        if not alone:
            return
        picture = bring_back(path, store.library_id)
        if picture is None or picture.lacking:
            picture = _made(store, picture, told)
        if enough is None:
            enough = 1 if len(picture.columns.ids) <= SMALL else max(1, len(picture.columns.ids) // OFTEN)
        if len(changed_since(store.database, picture.columns.version)) >= enough:
            put_away(path, store.library_id, take(store.database, picture.columns))


def path_of(store: Store) -> Path:
    """The file that keeps the picture of a library."""
    return Path(store.database.path).with_name(FILE_NAME)


def _made(store: Store, picture: Picture | None, told: Callable[[float], object]) -> Picture:
    """The whole picture, from what there is of it; every stage is put away."""
    progress = _Progress(count(store.database), picture, told)
    while rest := _rest(store, picture):
        columns = picture.columns if picture is not None else None
        had = len(columns.ids) if columns is not None else 0
        sizes = STAGES if had + len(rest) > SMALL else ()
        stage = next((size - had for size in sizes if had < size < had + len(rest)), len(rest))
        picture = grow(store.database, columns, rest[:stage], len(rest) - stage, progress.read)
        put_away(path_of(store), store.library_id, picture)
        progress.drawn(had + stage)
    if picture is None:  # there is no article at all
        picture = take(store.database)
    elif picture.lacking:  # what was lacking is gone
        picture = grow(store.database, picture.columns, ())
    put_away(path_of(store), store.library_id, picture)
    return picture


def _rest(store: Store, picture: Picture | None) -> list[int]:
    known = set(picture.columns.ids.tolist()) if picture is not None else set()
    return [each for each in newest(store.database) if each not in known]


class _Progress:
    """Tells what fraction of the work is done: reading the articles, and drawing the picture of every stage."""

    def __init__(self, articles: int, picture: Picture | None, told: Callable[[float], object]) -> None:
        had = len(picture.columns.ids) if picture is not None else 0
        sizes = [size for size in STAGES if had < size < articles]
        self._whole = max(1.0, articles - had + _DRAWING * (sum(sizes) + articles))
        self._done, self._told = 0.0, told

    def read(self, articles: int) -> None:
        """So many articles more have been read."""
        self._done += articles
        self._told(min(1.0, self._done / self._whole))

    def drawn(self, articles: int) -> None:
        """A picture of so many articles has been drawn."""
        self.read(round(_DRAWING * articles))


@contextmanager
def _alone(path: Path, *, wait: bool) -> Iterator[bool]:
    """Whether no other process makes the picture meanwhile; with ``wait`` it waits until that is so."""
    lock = FileLock(path.with_name(_LOCK_NAME), timeout=-1 if wait else 0)
    try:
        lock.acquire()
    except Timeout:
        yield False
        return
    except OSError:  # a folder that may only be read: nobody else writes there, either
        yield True
        return
    try:
        yield True
    finally:
        lock.release()


def _tell(done: float) -> None:
    sys.stdout.write(f"{done:.4f}\n")
    sys.stdout.flush()


def main() -> int:
    """Make the picture of the library in the folder that the command line names."""
    with contextlib.suppress(OSError):
        os.nice(5)
    try:
        store = Store(Path(sys.argv[1]))
        renew(store, 1, _tell)
        store.close()
    except SaysoError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return UNKEPT
    return 0


if __name__ == "__main__":
    sys.exit(main())
