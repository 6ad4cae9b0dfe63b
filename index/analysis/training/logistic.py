"""Fit a logistic model over named binary features with numpy alone; the same input gives the same weights."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

EPOCHS = 6
BATCH = 128
RATE = 2e-3
SMALLEST = 0.02
_MOMENTUM, _MEMORY = 0.9, 0.999

Floats = NDArray[np.float64]


def fit(rows: list[list[str]], labels: list[int], fewest: int = 3) -> dict[str, float]:
    """Weights by feature: Adam on the logistic loss, its rate falling to a tenth, over rows in a fixed shuffled order.

    Features seen fewer than ``fewest`` times are dropped, as are weights that round to nothing.
    """
    counts = Counter(name for row in rows for name in row)
    index = {name: n for n, name in enumerate(sorted(name for name, seen in counts.items() if seen >= fewest))}
    encoded = [np.array([index[name] for name in row if name in index], dtype=np.int64) for row in rows]
    targets: Floats = np.array(labels, dtype=np.float64)
    weights, slope_mean, slope_square = (np.zeros(len(index)) for _ in range(3))
    order = np.random.default_rng(0)
    batches = max(1, len(rows) // BATCH)
    step = 0
    for _ in range(EPOCHS):
        for batch in np.array_split(order.permutation(len(rows)), batches):
            step += 1
            slope = _slope([encoded[i] for i in batch], targets[batch], weights)
            slope_mean += (1 - _MOMENTUM) * (slope - slope_mean)
            slope_square += (1 - _MEMORY) * (slope**2 - slope_square)
            rate = RATE * (1 - 0.9 * step / (batches * EPOCHS))
            spread = np.sqrt(slope_square / (1 - _MEMORY**step)) + 1e-8
            weights -= rate * slope_mean / (1 - _MOMENTUM**step) / spread
    return {name: round(float(weights[n]), 3) for name, n in index.items() if abs(weights[n]) >= SMALLEST}


def _slope(rows: list[NDArray[np.int64]], targets: Floats, weights: Floats) -> Floats:
    """The gradient of the mean loss over some rows."""
    ids = np.concatenate(rows)
    which = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    margin = np.bincount(which, weights[ids], minlength=len(rows))
    error = 1 / (1 + np.exp(-np.clip(margin, -30, 30))) - targets
    return np.bincount(ids, error[which], minlength=len(weights)) / len(rows)
