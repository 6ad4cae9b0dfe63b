"""Fit the judge of stances with numpy alone: three classes over named binary features, the same weights each time."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

EPOCHS = 10
BATCH = 64
RATE = 3e-2
DECAY = 1e-2
SMALLEST = 0.02
_MOMENTUM, _MEMORY = 0.9, 0.999
_CLASSES = 3

Floats = NDArray[np.float64]


def fit_signs(rows: list[list[str]], signs: list[int], fewest: int = 3) -> dict[str, tuple[float, float]]:
    """Weights by feature: for *for* and for *against*, both over *neither*; ``signs`` are 1, -1 and 0.

    Adam on the cross entropy with weight decay; each class counts the same, however rare.
    Features seen fewer than ``fewest`` times are dropped, as are weights that round to nothing.
    """
    counts = Counter(name for row in rows for name in set(row))
    index = {name: n for n, name in enumerate(sorted(name for name, seen in counts.items() if seen >= fewest))}
    encoded = [np.array(sorted({index[name] for name in row if name in index}), dtype=np.int64) for row in rows]
    classes = np.array(signs) % _CLASSES  # 0 neither, 1 for, 2 against
    shares = np.bincount(classes, minlength=_CLASSES) / len(classes)
    value: Floats = (1 / (_CLASSES * np.maximum(shares, 1e-9)))[classes]
    weights, slope_mean, slope_square = (np.zeros((len(index), _CLASSES)) for _ in range(3))
    order = np.random.default_rng(0)
    batches = max(1, len(rows) // BATCH)
    step = 0
    for _ in range(EPOCHS):
        for batch in np.array_split(order.permutation(len(rows)), batches):
            step += 1
            slope = _slope([encoded[i] for i in batch], classes[batch], value[batch], weights) + DECAY * weights
            slope_mean += (1 - _MOMENTUM) * (slope - slope_mean)
            slope_square += (1 - _MEMORY) * (slope**2 - slope_square)
            rate = RATE * (1 - 0.9 * step / (batches * EPOCHS))
            spread = np.sqrt(slope_square / (1 - _MEMORY**step)) + 1e-8
            weights -= rate * slope_mean / (1 - _MOMENTUM**step) / spread
    over = np.round(weights[:, 1:] - weights[:, :1], 3)
    return {
        name: (float(over[n, 0]), float(over[n, 1])) for name, n in index.items() if np.abs(over[n]).max() >= SMALLEST
    }


def _slope(rows: list[NDArray[np.int64]], classes: NDArray[np.int64], value: Floats, weights: Floats) -> Floats:
    """The gradient of the mean loss over some rows."""
    ids = np.concatenate(rows)
    which = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    margins = np.stack([np.bincount(which, weights[ids, c], minlength=len(rows)) for c in range(_CLASSES)], axis=1)
    chances = np.exp(margins - margins.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    chances[np.arange(len(rows)), classes] -= 1
    chances *= value[:, None]
    slope = [np.bincount(ids, chances[which, c], minlength=len(weights)) for c in range(_CLASSES)]
    return np.stack(slope, axis=1) / len(rows)
