"""A file of NumPy arrays with a checksum for every page: what is damaged is noticed when it is read, not believed.

Layout: arrays, each at a multiple of eight; a directory (JSON); the CRC-32 of every page of the arrays; a footer that
says where these are. Numbers are little-endian. Nothing in it is ever unpickled.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.fulltext.damage import DamagedPageError

PAGE = 1 << 14
_MAGIC = b"sayso\x001\n"
_FOOTER = struct.Struct("<QIII8s")  # where the directory starts, its length, number of pages, CRC-32 of both, magic
Array = NDArray[Any]


class PageWriter:
    """Writes such a file; it is whole, and on the disk, when :meth:`finish` returns."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb")
        self._at = 0
        self._sums: list[int] = []
        self._sum = 0
        self._directory: dict[str, tuple[str, int, int]] = {}
        self.notes: dict[str, int] = {}
        """Numbers that the directory keeps."""

    def add(self, name: str, array: Array) -> None:
        """Appends ``array`` (one dimension) under ``name``."""
        little = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"), copy=False)
        self._directory[name] = (little.dtype.str, self._at, len(little))
        self._write(little.view(np.uint8).data)
        self._write(memoryview(bytes(-self._at % 8)))

    def finish(self) -> None:
        """Writes directory, checksums and footer, and waits until all is on the disk."""
        if self._at % PAGE:
            self._sums.append(self._sum)
        directory = json.dumps({"arrays": self._directory, "notes": self.notes}).encode()
        sums = np.array(self._sums, dtype="<u4").tobytes()
        tail = zlib.crc32(sums, zlib.crc32(directory))
        footer = _FOOTER.pack(self._at, len(directory), len(self._sums), tail, _MAGIC)
        self._file.write(directory + sums + footer)
        self._file.flush()
        os.fsync(self._file.fileno())

    def __enter__(self) -> PageWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def _write(self, content: memoryview) -> None:
        self._file.write(content)
        while len(content):
            part = content[: PAGE - self._at % PAGE]
            self._sum = zlib.crc32(part, self._sum)
            self._at += len(part)
            content = content[len(part) :]
            if self._at % PAGE == 0:
                self._sums.append(self._sum)
                self._sum = 0


class PageFile:
    """Reads such a file through a memory map; each page is checked the first time that it is needed."""

    def __init__(self, path: Path) -> None:
        """Raises ``FileNotFoundError``, :class:`DamagedPageError`."""
        self._name = path.name
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            if size < _FOOTER.size:
                raise DamagedPageError(f"{self._name} is cut off")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        end, length, pages, tail, magic = _FOOTER.unpack_from(self._map, size - _FOOTER.size)
        sums = end + length
        if (
            magic != _MAGIC
            or sums + 4 * pages + _FOOTER.size != size
            or zlib.crc32(self._map[end : sums + 4 * pages]) != tail
        ):
            raise DamagedPageError(f"{self._name} is cut off or overwritten")
        self._end = end
        self._sums = np.frombuffer(self._map, "<u4", pages, sums).tolist()
        self.checked = bytearray(pages)
        """A one for each page that has been found sound."""
        directory = json.loads(self._map[end:sums])
        self._directory: dict[str, tuple[str, int, int]] = directory["arrays"]
        self._arrays: dict[str, Stored] = {}
        self.notes: dict[str, int] = directory["notes"]

    def array(self, name: str) -> Stored:
        """The array that was written under ``name``."""
        if name not in self._arrays:
            kind, base, length = self._directory[name]
            self._arrays[name] = Stored(self, base, np.frombuffer(self._map, kind, length, base))
        return self._arrays[name]

    def verify(self) -> None:
        """Checks every page, those too that have been checked before. Raises :class:`DamagedPageError`."""
        self.checked[:] = bytes(len(self.checked))
        self.check(0, self._end)

    def release(self) -> None:
        """Lets go of the memory that holds what was read, where the system can do that."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def content(self, start: int, end: int) -> bytes:
        """Bytes ``[start, end)``. Raises :class:`DamagedPageError`."""
        if end > start:
            self.check(start, end)
        return self._map[start:end]

    def check(self, start: int, end: int) -> None:
        """Checks the pages that hold bytes ``[start, end)``, each once. Raises :class:`DamagedPageError`."""
        page, last = start // PAGE, (end - 1) // PAGE
        while (page := self.checked.find(0, page, last + 1)) >= 0:
            content = memoryview(self._map)[page * PAGE : min((page + 1) * PAGE, self._end)]
            if zlib.crc32(content) != self._sums[page]:
                raise DamagedPageError(f"page {page} of {self._name} is damaged")
            self.checked[page] = 1


class Stored:
    """One array of such a file."""

    __slots__ = ("_base", "_checked", "_file", "_size", "view")

    def __init__(self, file: PageFile, base: int, view: Array) -> None:
        self._file, self._base, self._size = file, base, view.itemsize
        self._checked = file.checked  # looked at here, as this is done many times a query
        self.view = view
        """All of it, unchecked."""

    def __len__(self) -> int:
        return len(self.view)

    def read(self, start: int = 0, end: int | None = None) -> Array:
        """Elements ``[start, end)``; a view into the file.

        Raises:
            DamagedPageError: they are not what was written.
        """
        end = len(self.view) if end is None else end
        if end > start:
            self.check(start, end)
        return self.view[start:end]

    def check(self, start: int, end: int) -> None:
        """Makes sure of elements ``[start, end)``, of which there is one at least; raises as :meth:`read` does."""
        first, last = self._base + start * self._size, self._base + end * self._size
        if self._checked.find(0, first // PAGE, (last - 1) // PAGE + 1) >= 0:
            self._file.check(first, last)

    def content(self, start: int, end: int) -> bytes:
        """As :meth:`read`, of an array of bytes; a copy."""
        return self._file.content(self._base + start, self._base + end)
