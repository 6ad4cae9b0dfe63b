"""The largest of many numbers, found without a look at most of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_BLOCK = 32  # numbers of which only the largest is looked at first


def no_less(values: NDArray[Any], wanted: int) -> tuple[NDArray[np.int64], Any]:
    """The places, ascending, of all ``values`` (at least one) that are no less than one of them, and this.

    They are ``wanted`` or more, where there are so many: as many blocks have a value that is no less, and the others
    hold none.
    """
    blocks = len(values) // _BLOCK
    if blocks <= wanted:
        return np.arange(len(values)), values.min()
    by_block = values[: blocks * _BLOCK].reshape(_BLOCK, blocks)
    largest = by_block.max(axis=0)
    least = np.partition(largest, blocks - wanted)[blocks - wanted]
    looked_at = np.flatnonzero(largest >= least)
    rows, columns = np.nonzero(by_block[:, looked_at] >= least)
    rest = np.flatnonzero(values[blocks * _BLOCK :] >= least)
    return np.concatenate([rows * blocks + looked_at[columns], blocks * _BLOCK + rest]), least
