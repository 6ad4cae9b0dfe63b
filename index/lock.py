"""One writer a library: the lock that says which process it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.answer import SaysoError

LOCK_NAME = "writer.lock"


class LibraryBusyError(SaysoError):
    """Another process holds the library's write lock."""


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the write lock of the library in ``folder``, which is made where it is missing.

    The lock is the kernel's, so it ends with the process, however that ends.
    Raises :class:`LibraryBusyError` where another process holds it, :class:`SaysoError` where it cannot be made.
    """
    lock = FileLock(folder / LOCK_NAME, timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock.acquire()
    except Timeout as error:
        raise LibraryBusyError(f"another sayso is writing the library {folder}; wait until it has finished") from error
    except OSError as error:
        raise SaysoError(f"the library {folder} cannot be written: {error.strerror or error}") from error
    try:
        yield
    finally:
        lock.release()
