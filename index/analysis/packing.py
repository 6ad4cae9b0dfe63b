"""Arrays of numbers as JSON can hold them."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float32]


def as_kept(array: ArrayLike) -> Floats:
    """An array with its numbers as :func:`pack` rounds them."""
    return np.asarray(array, dtype=np.float16).astype(np.float32)


def pack(array: NDArray[Any]) -> dict[str, Any]:
    """An array as JSON can hold it: shape, and half-precision numbers in base 64."""
    return {"shape": array.shape, "halves": base64.b64encode(array.astype("<f2").tobytes()).decode("ascii")}


def unpack(packed: Mapping[str, Any]) -> Floats:
    """The array that :func:`pack` was given, rounded."""
    halves = np.frombuffer(base64.b64decode(packed["halves"]), dtype="<f2")
    return np.ascontiguousarray(halves.reshape(packed["shape"]), dtype=np.float32)
