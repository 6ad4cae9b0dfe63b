"""What a path is on disk, and its bytes: opened so that nothing can block, read no further than a limit."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from index.readers.errors import ReadError, os_reason

MAX_BYTES = 32 * 1024 * 1024
"""The largest file that is read. The longest newspaper texts have a few hundred kilobytes."""

_KINDS = (
    (stat.S_ISDIR, "is a folder, not a file"),
    (stat.S_ISFIFO, "is a named pipe, not a file"),
    (stat.S_ISSOCK, "is a socket, not a file"),
    (stat.S_ISCHR, "is a device, not a file"),
    (stat.S_ISBLK, "is a device, not a file"),
)


def objection(status: os.stat_result) -> str | None:
    """Return why what ``status`` describes is not to be read, or ``None`` for a regular file within the limit."""
    if not stat.S_ISREG(status.st_mode):
        return next((reason for is_kind, reason in _KINDS if is_kind(status.st_mode)), "is not a regular file")
    if status.st_size > MAX_BYTES:
        return f"is too large: {_mebibytes(status.st_size)}, at most {_mebibytes(MAX_BYTES)} are read"
    return None


def load(path: Path) -> bytes:
    """Return the bytes of the regular file at ``path``; raises :exc:`ReadError`.

    Opened without blocking and looked at once open: whatever takes the file's place meanwhile, no pipe is waited for.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            if reason := objection(os.fstat(descriptor)):
                raise ReadError(path, reason)
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                data = file.read(MAX_BYTES + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise ReadError(path, os_reason(error)) from None
    except ValueError:  # a NUL in the path
        raise ReadError(path, "cannot be read: no file can have this name") from None
    if len(data) > MAX_BYTES:
        raise ReadError(path, f"is too large: more than {_mebibytes(MAX_BYTES)}")
    return data


def _mebibytes(size: int) -> str:
    return f"{size / 1024**2:.1f} MiB".replace(".0 ", " ")
