"""Fit the judge of stances with numpy alone: three classes over features and words, the same weights each time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis.convolution import Convolution
from index.analysis.stance import features_of, rule_on
from index.analysis.stance_features import Wording, wording
from index.analysis.training.adam import Adam, Floats
from index.analysis.training.judged import Judged
from index.analysis.training.logistic import Rows, batches, encode, feature_index, joined
from index.analysis.weights import Signs

EPOCHS = 8
BATCH = 64
RATE = 3e-2
DECAY = 3e-3
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


def fit_signs(stated: Stated, network: Convolution | None = None, fewest: int = 3) -> Signs:
    """What features add to what a ``network`` reads, learned by Adam on the cross entropy with weight decay.

    Each class counts the same, however rare. Features seen fewer than ``fewest`` times are dropped, as are weights that
    round to nothing.
    """
    index = feature_index([sorted(set(row)) for row in stated.features], fewest)
    encoded = [encode(sorted(set(row)), index) for row in stated.features]
    classes = np.array(stated.signs) % _CLASSES  # 0 neither, 1 for, 2 against
    shares = np.bincount(classes, minlength=_CLASSES) / len(classes)
    value: Floats = (1 / (_CLASSES * np.maximum(shares, 1e-9)))[classes]
    read_so_far = np.zeros((len(classes), _CLASSES))
    read_so_far[:, 1:] = Signs({}, network)([((), words) for words in stated.words])
    order = np.random.default_rng(0)
    weights = np.zeros((len(index), _CLASSES))
    adam = Adam([weights], [RATE], max(1, len(encoded) // BATCH) * EPOCHS)
    for batch in batches(len(encoded), BATCH, EPOCHS, order):
        ids, which = joined([encoded[i] for i in batch])
        error = _error(_summed(weights[ids], which, len(batch)) + read_so_far[batch], classes[batch])
        error *= value[batch, None] / len(batch)
        slope = np.stack([np.bincount(ids, error[which, c], minlength=len(index)) for c in range(_CLASSES)], axis=1)
        adam.step([slope + DECAY * weights])
    over = np.round(weights[:, 1:] - weights[:, :1], 3)
    kept = {name: (float(over[n, 0]), float(over[n, 1])) for name, n in index.items() if _tells(over[n])}
    return Signs(kept, network)


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
