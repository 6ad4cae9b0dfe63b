"""Arrays in one file that is mapped, not read: written whole, put in place at once, and derived, so thrown away."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"sayso board 1\n"
_ALIGNED = 64
Arrays = dict[str, NDArray[Any]]


def save(path: Path, about: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays and what is to be known about them; readers see the file before or after, never half of it.

    Raises :class:`OSError`.
    """
    layout, at = {}, 0
    for name, array in arrays.items():
        layout[name] = (array.dtype.str, at, len(array))
        at += -(-array.nbytes // _ALIGNED) * _ALIGNED
    header = json.dumps({"about": dict(about), "layout": layout, "bytes": at}).encode()
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as file:
            file.write(_MAGIC + len(header).to_bytes(8, "little") + header)
            start = -(-file.tell() // _ALIGNED) * _ALIGNED
            for name, array in arrays.items():
                file.seek(start + layout[name][1])
                file.write(np.ascontiguousarray(array).data)
            file.truncate(start + at)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def load(path: Path) -> tuple[dict[str, Any], Arrays] | None:
    """What :func:`save` wrote, mapped; ``None`` where there is no such file or it is not whole."""
    try:
        mapped = np.asarray(np.memmap(path, np.uint8, "r"))  # plain arrays: memmap's own are slow to slice
    except (OSError, ValueError):  # ValueError: an empty file
        return None
    head = len(_MAGIC) + 8
    if bytes(mapped[: len(_MAGIC)]) != _MAGIC or len(mapped) < head:
        return None
    size = int.from_bytes(bytes(mapped[len(_MAGIC) : head]), "little")
    try:
        header = json.loads(bytes(mapped[head : head + size]))
    except ValueError:
        return None
    start = -(-(head + size) // _ALIGNED) * _ALIGNED
    if len(mapped) != start + header["bytes"]:
        return None
    arrays: Arrays = {}
    for name, (kind, at, count) in header["layout"].items():
        width = np.dtype(kind).itemsize
        arrays[name] = mapped[start + at : start + at + count * width].view(kind)
    return header["about"], arrays
