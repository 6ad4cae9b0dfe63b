"""Whoosh's file storage, reading through memory maps: no copy of the index in memory, no file left open."""

from __future__ import annotations

import io
import mmap
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.filedb.structfile import BufferFile


class MappedStorage(FileStorage):  # type: ignore[misc]
    """Files of one folder. What is open stays readable when a writer deletes its file."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))

    def temp_storage(self, name: str | None = None) -> RamStorage:  # noqa: ARG002
        """Where Whoosh's writer would sort postings, which ours does not: a folder for that would only cost time."""
        return RamStorage()

    def open_file(self, name: str, **_: Any) -> MappedFile:
        """Maps the file ``name``. Raises ``FileNotFoundError``."""
        with Path(self._fpath(name)).open("rb") as file:
            empty = file.seek(0, io.SEEK_END) == 0
            content = b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return MappedFile(memoryview(content), name)


class MappedFile(BufferFile):  # type: ignore[misc]
    """Whoosh's structured file over a stretch of memory; unlike its own it copies only what is read."""

    def __init__(self, view: memoryview, name: str) -> None:
        self._buf, self._name = view, name
        self.file = io.BufferedReader(_Cursor(view))
        self.onclose = None
        self.is_real = self.is_closed = False

    def subset(self, position: int, length: int, name: str | None = None) -> MappedFile:
        """A file within the file."""
        return MappedFile(self._buf[position : position + length], name or self._name)


class _Cursor(io.RawIOBase):
    """A place to read from, in a stretch of memory."""

    def __init__(self, view: memoryview) -> None:
        super().__init__()
        self._view, self._at = view, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = self._view[self._at : self._at + len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: len(self._view)}[whence]
        if start + offset < 0:
            raise ValueError("a place before the beginning of the file")
        self._at = start + offset
        return self._at
