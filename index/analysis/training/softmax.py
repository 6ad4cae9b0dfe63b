"""Fit the judge of stances with numpy alone: three classes over features and words, the same weights each time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis.convolution import WIDE, Convolution, read, windows
from index.analysis.meanings import Meanings
from index.analysis.packing import as_kept
from index.analysis.stance import features_of, rule_on
from index.analysis.stance_features import MOST_WORDS, Wording, wording
from index.analysis.training.adam import Adam, Floats
from index.analysis.training.judged import Judged
from index.analysis.training.logistic import Rows, batches, encode, feature_index, joined
from index.analysis.weights import Signs

EPOCHS = 8
BATCH = 64
RATE, NETWORK_RATE = 3e-2, 1e-3
DECAY = 3e-3
DROPPED = 0.3
"""Share of the network's numbers, going in and coming out, that each step of the training hides."""
HIDDEN = 96
SMALLEST = 0.02
_CLASSES = 3


@dataclass(slots=True)
class Stated:
    """What there is of labelled positions: features, words, and signs (1, -1 and 0)."""

    features: list[list[str]]
    words: list[Wording]
    signs: list[int]

    @classmethod
    def of(cls, found: Iterable[Judged]) -> Stated:
        """What can be learned from positions that readers judged."""
        judged = list(found)
        return cls(
            [features_of(each.text, each.draft, rule_on(each.text, each.draft)) for each in judged],
            [wording(each.text, each.draft.cue, each.draft.content) for each in judged],
            [each.sign for each in judged],
        )


def fit_signs(stated: Stated, table: Meanings, fewest: int = 3) -> Signs:
    """A judge learned by Adam on the cross entropy with weight decay; each class counts the same, however rare.

    Features seen fewer than ``fewest`` times are dropped, as are weights that round to nothing.
    """
    index = feature_index([sorted(set(row)) for row in stated.features], fewest)
    encoded = [encode(sorted(set(row)), index) for row in stated.features]
    classes = np.array(stated.signs) % _CLASSES  # 0 neither, 1 for, 2 against
    shares = np.bincount(classes, minlength=_CLASSES) / len(classes)
    value: Floats = (1 / (_CLASSES * np.maximum(shares, 1e-9)))[classes]
    order = np.random.default_rng(0)
    weights = np.zeros((len(index), _CLASSES))
    network = _Network(stated.words, table, order)
    steps = max(1, len(encoded) // BATCH) * EPOCHS
    adam = Adam([weights, *network.arrays], [RATE] + [NETWORK_RATE] * len(network.arrays), steps)
    for batch in batches(len(encoded), BATCH, EPOCHS, order):
        ids, which = joined([encoded[i] for i in batch])
        margins = _summed(weights[ids], which, len(batch)) + network.forward(batch, order)
        error = _error(margins, classes[batch]) * value[batch, None] / len(batch)
        slope = np.stack([np.bincount(ids, error[which, c], minlength=len(index)) for c in range(_CLASSES)], axis=1)
        adam.step([slope + DECAY * weights, *network.back(error)])
    over = np.round(weights[:, 1:] - weights[:, :1], 3)
    kept = {name: (float(over[n, 0]), float(over[n, 1])) for name, n in index.items() if _tells(over[n])}
    return Signs(kept, Convolution(*map(as_kept, network.arrays)))


def _tells(weights: Floats) -> bool:
    return bool(np.abs(weights).max() >= SMALLEST)


def _summed(rows: Floats, which: Rows, count: int) -> Floats:
    return np.stack([np.bincount(which, rows[:, c], minlength=count) for c in range(_CLASSES)], axis=1)


def _error(margins: Floats, classes: NDArray[Any]) -> Floats:
    """The gradient of each row's cross entropy over its margins."""
    chances: Floats = np.exp(margins - margins.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    chances[np.arange(len(classes)), classes] -= 1
    return chances


class _Network:
    """The network while it learns: batches go forward, their errors back."""

    def __init__(self, words: list[Wording], table: Meanings, order: np.random.Generator) -> None:
        self._words, self._table = words, table
        seen = WIDE * (table.size + 1)
        first = order.uniform(-1, 1, (seen, HIDDEN)) / np.sqrt(seen)
        self.arrays: list[Floats] = [first, np.zeros(HIDDEN), np.zeros((2 * HIDDEN, _CLASSES))]

    def forward(self, batch: Rows, order: np.random.Generator) -> Floats:
        """Margins of a batch, shape (rows, 3), some numbers hidden."""
        inputs = np.zeros((len(batch), MOST_WORDS, self._table.size + 1))
        self._there = np.zeros((len(batch), MOST_WORDS, 1))
        for n, i in enumerate(batch):
            row = read(self._words[i], self._table)
            inputs[n, : len(row)] = row
            self._there[n, : len(row)] = 1.0
        first, offset, last = self.arrays
        self._seen = windows(inputs * _kept(inputs.shape, order))
        hidden = np.maximum(self._seen @ first + offset, 0) * self._there
        self._active = hidden > 0
        self._highest = hidden.argmax(axis=1)
        self._share = self._there / np.maximum(self._there.sum(axis=1, keepdims=True), 1)
        pooled = np.concatenate((hidden.max(axis=1), (hidden * self._share).sum(axis=1)), axis=1)
        self._hidden_out = _kept(pooled.shape, order)
        self._pooled = pooled * self._hidden_out
        margins: Floats = self._pooled @ last
        return margins

    def back(self, error: Floats) -> list[Floats]:
        """The gradients of the arrays for the batch that went forward last."""
        last = self.arrays[2]
        pooled = (error @ last.T) * self._hidden_out
        inner = pooled[:, None, HIDDEN:] * self._share
        rows = np.arange(len(error))[:, None]
        inner[rows, self._highest, np.arange(HIDDEN)[None, :]] += pooled[:, :HIDDEN]
        inner *= self._active
        first = self._seen.reshape(-1, self._seen.shape[-1]).T @ inner.reshape(-1, HIDDEN)
        return [first, inner.sum(axis=(0, 1)), self._pooled.T @ error]


def _kept(shape: tuple[int, ...], order: np.random.Generator) -> Floats:
    """Zeros for the numbers that are hidden, and what makes up for them for the others."""
    kept: Floats = (order.random(shape) >= DROPPED) / (1 - DROPPED)
    return kept
