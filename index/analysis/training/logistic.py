"""Fit a logistic model over named binary features with numpy alone; the same input gives the same weights."""

from __future__ import annotations

from collections import Counter

import numpy as np

EPOCHS = 12
RATE = 0.12
SMALLEST = 0.02


def fit(rows: list[list[str]], labels: list[int], decay: float, fewest: int = 2) -> dict[str, float]:
    """Weights by feature: Adagrad on the logistic loss with L2 decay, over rows in a fixed shuffled order.

    Features seen fewer than ``fewest`` times are dropped, as are weights that round to nothing.
    """
    counts = Counter(name for row in rows for name in set(row))
    index = {name: n for n, name in enumerate(sorted(name for name, seen in counts.items() if seen >= fewest))}
    encoded = [np.array(sorted({index[name] for name in row if name in index}), dtype=np.int64) for row in rows]
    targets = np.array(labels, dtype=np.float64)
    weights, squares = np.zeros(len(index)), np.full(len(index), 1e-8)
    average = np.zeros(len(index))
    order = np.random.default_rng(0)
    shrink = decay / len(rows)
    steps = 0
    for epoch in range(EPOCHS):
        for batch in np.array_split(order.permutation(len(rows)), max(1, len(rows) // 64)):
            ids = np.concatenate([encoded[i] for i in batch])
            which = np.repeat(np.arange(len(batch)), [len(encoded[i]) for i in batch])
            margin = np.bincount(which, weights[ids], minlength=len(batch))
            error = 1 / (1 + np.exp(-np.clip(margin, -30, 30))) - targets[batch]
            touched, inverse = np.unique(ids, return_inverse=True)
            slope = np.bincount(inverse, error[which]) + shrink * len(batch) * weights[touched]
            squares[touched] += slope**2
            weights[touched] -= RATE * slope / np.sqrt(squares[touched])
        if epoch >= EPOCHS // 2:
            average += weights
            steps += 1
    average /= steps
    return {name: round(float(average[n]), 3) for name, n in index.items() if abs(average[n]) >= SMALLEST}
