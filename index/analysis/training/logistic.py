"""Fit a logistic model over named binary features and tokens' vectors with numpy alone, the same each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.analysis.packing import as_kept
from index.analysis.training.adam import Adam, Floats
from index.analysis.weights import Logistic, Network

EPOCHS, NETWORK_EPOCHS = 6, 9
BATCH = 128
RATE = 2e-3
SMALLEST = 0.02
HIDDEN = 48
NETWORK_RATE = 1e-3
NETWORK_DECAY = 1e-4
DROPPED = 0.25
"""Share of a vector's numbers that each step of the training hides, so that none is relied on alone."""

Rows = NDArray[np.int64]


def fit(
    rows: list[list[str]], labels: list[int], vectors: Sequence[NDArray[np.float16]] | None = None, fewest: int = 3
) -> Logistic:
    """A model learned by Adam on the logistic loss, over rows in a fixed shuffled order.

    ``vectors``, shape (tokens, d) a row, go through a hidden layer whose output adds to the features' weights; a token
    that there is not is a row of NaN. Features seen fewer than ``fewest`` times are dropped, as are weights that round
    to nothing.
    """
    index = feature_index(rows, fewest)
    encoded = [encode(row, index) for row in rows]
    targets: Floats = np.array(labels, dtype=np.float64)
    inputs = _Inputs(vectors) if vectors is not None else None
    order = np.random.default_rng(0)
    weights = np.zeros(len(index))
    hidden = inputs.layers(order) if inputs is not None else []
    epochs = NETWORK_EPOCHS if inputs is not None else EPOCHS
    steps = max(1, len(rows) // BATCH) * epochs
    adam = Adam([weights, *hidden], [RATE] + [NETWORK_RATE] * len(hidden), steps)
    for batch in batches(len(rows), BATCH, epochs, order):
        ids, which = joined([encoded[i] for i in batch])
        margin: Floats = np.bincount(which, weights[ids], minlength=len(batch)).astype(np.float64)
        seen = inputs.some(batch, order) if inputs is not None else None
        if seen is not None:
            before = seen @ hidden[0] + hidden[1]
            margin = margin + np.maximum(before, 0) @ hidden[2]
        error = (1 / (1 + np.exp(-np.clip(margin, -30, 30))) - targets[batch]) / len(batch)
        slopes = [np.bincount(ids, error[which], minlength=len(index)).astype(np.float64)]
        if seen is not None:
            slopes += _back(seen, before, error, hidden)
        adam.step(slopes)
    kept = {name: round(float(weights[n]), 3) for name, n in index.items() if abs(weights[n]) >= SMALLEST}
    return Logistic(kept, inputs.network(hidden) if inputs is not None else None)


def fit_both(
    rows: list[list[str]], labels: list[int], vectors: Sequence[NDArray[np.float16]], fewest: int = 3
) -> Logistic:
    """The mean of a model that was learned without the vectors and one with them, which errs less than either."""
    alone, beside = fit(rows, labels, None, fewest), fit(rows, labels, vectors, fewest)
    names = sorted(alone.weights.keys() | beside.weights.keys())
    halves = {name: (alone.weights.get(name, 0.0) + beside.weights.get(name, 0.0)) / 2 for name in names}
    network = beside.network
    if network is not None:
        network = replace(network, last=as_kept(network.last / 2))
    return Logistic({name: round(weight, 3) for name, weight in halves.items()}, network)


def _back(seen: Floats, before: Floats, error: Floats, hidden: list[Floats]) -> list[Floats]:
    """The gradients of the hidden layer's arrays."""
    first, _, last = hidden
    inner = np.outer(error, last) * (before > 0)
    return [seen.T @ inner + NETWORK_DECAY * first, inner.sum(axis=0), np.maximum(before, 0).T @ error]


class _Inputs:
    """The vectors of all rows, made comparable: mean 0 and spread 1 in each column."""

    def __init__(self, vectors: Sequence[NDArray[np.float16]]) -> None:
        whole = np.stack(vectors).astype(np.float32)
        self._blank = np.nanmean(whole, axis=(0, 1), dtype=np.float64)
        whole = np.where(np.isnan(whole), self._blank.astype(np.float32), whole).reshape(len(whole), -1)
        self._mean, self._spread = whole.mean(axis=0, dtype=np.float64), whole.std(axis=0, dtype=np.float64) + 1e-6
        self._rows = ((whole - self._mean) / self._spread).astype(np.float32)

    def layers(self, order: np.random.Generator) -> list[Floats]:
        """First guesses of the weights: into the hidden layer, its offsets, and out of it."""
        wide = self._rows.shape[1]
        return [order.standard_normal((wide, HIDDEN)) / np.sqrt(wide), np.zeros(HIDDEN), np.zeros(HIDDEN)]

    def some(self, batch: Rows, order: np.random.Generator) -> Floats:
        """The rows of a batch, some of their numbers hidden."""
        rows = self._rows[batch]
        seen: Floats = rows * (order.random(rows.shape) >= DROPPED) / (1 - DROPPED)
        return seen

    def network(self, hidden: list[Floats]) -> Network:
        """The learned layer, to be given vectors as they are."""
        first = hidden[0] / self._spread[:, None]
        offset: Floats = hidden[1] - (first * self._mean[:, None]).sum(axis=0)
        return Network(as_kept(self._blank), as_kept(first), as_kept(offset), as_kept(hidden[2]))


def feature_index(rows: list[list[str]], fewest: int) -> dict[str, int]:
    """A number for each feature that at least ``fewest`` rows have."""
    counts = Counter(name for row in rows for name in row)
    return {name: n for n, name in enumerate(sorted(name for name, seen in counts.items() if seen >= fewest))}


def encode(row: list[str], index: dict[str, int]) -> Rows:
    """The numbers of a row's features."""
    return np.array([index[name] for name in row if name in index], dtype=np.int64)


def joined(rows: list[Rows]) -> tuple[Rows, Rows]:
    """All features of some rows, and the row that each is of."""
    return np.concatenate(rows), np.repeat(np.arange(len(rows)), [len(row) for row in rows])


def batches(count: int, size: int, epochs: int, order: np.random.Generator) -> Iterator[Rows]:
    """Rows in groups of about ``size``, all of them once an epoch."""
    for _ in range(epochs):
        yield from np.array_split(order.permutation(count), max(1, count // size))
