"""Keeps the board's picture on disk up to date: here where that is quick, in a process of its own where it is not.

python -m index.board.keeping FOLDER
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from pathlib import Path

from index.answer import SaysoError
from index.board.gather import changed_since
from index.board.picture import FILE_NAME, Picture, bring_back, is_current, put_away, take
from index.store import Store

SMALL = 3_000
"""Up to how many articles a picture is taken at once, without letting anybody wait for long."""
OFTEN = 50
"""A larger library's picture is renewed, while it is being filled, when one article in so many has changed."""


class Keeping:
    """The picture of one library, on disk and in memory. Not safe to use from several threads at once."""

    def __init__(self, store: Store) -> None:
        self._store, self._path = store, Path(store.database.path).with_name(FILE_NAME)
        self._picture: Picture | None = None
        self._child: threading.Thread | None = None

    def picture(self) -> tuple[Picture, int]:
        """The picture, and how many articles have changed since it was taken.

        Of a small library it is of this moment. Of a large one it may be older: then a process is taking the next one.
        Raises :class:`SaysoError` where the library is damaged.
        """
        picture = self._picture or bring_back(self._path, self._store.library_id)
        if picture is not None and is_current(self._store.database, picture):
            self._picture = picture
            return picture, 0
        if picture is None or self._is_small():
            self._picture = self._taken(picture)
            return self._picture, 0
        newer = bring_back(self._path, self._store.library_id)
        if newer is not None and newer.columns.version > picture.columns.version:
            picture = newer
        self._picture = picture
        behind = len(changed_since(self._store.database, picture.columns.version))
        if behind and (self._child is None or not self._child.is_alive()):
            self._child = threading.Thread(target=self._renew, name="board", daemon=True)
            self._child.start()
        return picture, behind

    def renew(self, enough: int | None = None) -> None:
        """Bring the picture on disk up to date where at least ``enough`` articles have changed.

        Without a number that many of them that it is worth while the library is being filled.
        """
        picture = bring_back(self._path, self._store.library_id)
        if picture is None:
            self._taken(picture)
            return
        if enough is None:
            enough = 1 if self._is_small() else max(1, len(picture.columns.ids) // OFTEN)
        if len(changed_since(self._store.database, picture.columns.version)) >= enough:
            self._taken(picture)

    def _is_small(self) -> bool:
        with self._store.database.errors():
            count = self._store.database.connection.execute("SELECT count(*) FROM article").fetchone()
        return int(count[0]) <= SMALL

    def _taken(self, before: Picture | None) -> Picture:
        picture = take(self._store.database, before.columns if before else None)
        try:
            put_away(self._path, self._store.library_id, picture)
        except OSError:  # a full disk, a folder that may only be read: it is made again next time
            return picture
        mapped = bring_back(self._path, self._store.library_id)  # instead of what was built in memory
        return mapped if mapped is not None and mapped.columns.version == picture.columns.version else picture

    def _renew(self) -> None:
        # -P: a folder of the user's that happens to be named like one of our packages must not be imported.
        command = [sys.executable, "-P", "-m", "index.board.keeping", str(self._path.parent)]
        with contextlib.suppress(OSError):
            subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603 - our own


def main() -> int:
    """Renew the picture of the library in the folder that the command line names."""
    with contextlib.suppress(OSError):
        os.nice(5)
    try:
        store = Store(Path(sys.argv[1]))
        Keeping(store).renew(enough=1)
        store.close()
    except SaysoError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
