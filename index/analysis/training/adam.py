"""Adam (Kingma and Ba 2015) for a few arrays, with numpy alone; its rate falls to a tenth over the steps it is told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_MOMENTUM, _MEMORY = 0.9, 0.999


class Adam:
    """Moves ``arrays`` in place, each at its own rate."""

    def __init__(self, arrays: Sequence[Floats], rates: Sequence[float], steps: int) -> None:
        self._arrays, self._rates, self._steps, self._done = arrays, rates, steps, 0
        self._means = [np.zeros_like(array) for array in arrays]
        self._squares = [np.zeros_like(array) for array in arrays]

    def step(self, slopes: Sequence[Floats]) -> None:
        """Go down the gradients ``slopes``, one for each array."""
        self._done += 1
        fall = 1 - 0.9 * self._done / self._steps
        for array, rate, slope, mean, square in zip(
            self._arrays, self._rates, slopes, self._means, self._squares, strict=True
        ):
            mean += (1 - _MOMENTUM) * (slope - mean)
            square += (1 - _MEMORY) * (slope**2 - square)
            spread = np.sqrt(square / (1 - _MEMORY**self._done)) + 1e-8
            array -= rate * fall * mean / (1 - _MOMENTUM**self._done) / spread
