"""The learned weights: logistic models over named binary features, kept in one gzipped JSON file."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat

FILE = "weights.json.gz"
_STEEPEST = 30.0


@dataclass(frozen=True, slots=True)
class Logistic:
    """The probability of something from the weights of its features; features without a weight count nothing."""

    weights: Mapping[str, float]

    def __call__(self, features: Iterable[str]) -> float:
        """A probability, strictly between 0 and 1."""
        get = self.weights.get
        return sigmoid(sum(map(get, features, repeat(0.0))))


@dataclass(frozen=True, slots=True)
class Signs:
    """For, against or neither, from the weights of features for the first two over the third."""

    weights: Mapping[str, tuple[float, float]]

    def __call__(self, features: Iterable[str]) -> tuple[float, float]:
        """The log-odds of for and of against, both over neither."""
        pro = con = 0.0
        for name in set(features):
            found = self.weights.get(name)
            if found is not None:
                pro += found[0]
                con += found[1]
        return pro, con


def sigmoid(x: float) -> float:
    """The logistic function, kept off 0 and 1."""
    return 1 / (1 + math.exp(-max(-_STEEPEST, min(_STEEPEST, x))))


@dataclass(frozen=True, slots=True)
class Weights:
    """All learned models: which candidates are positions, whether a statement goes on past a point, how scores become
    probabilities (slope and offset of log-odds), and for or against what a statement is.
    """

    scorer: Logistic
    boundary: Logistic
    calibration: tuple[float, float]
    stance: Signs = Signs({})

    def confidence(self, score: float) -> float:
        """The calibrated probability that a position with this score is right."""
        return confidence(score, self.calibration)


def confidence(score: float, line: tuple[float, float]) -> float:
    """A score's probability under a calibration: slope and offset of its log-odds."""
    score = min(max(score, 1e-6), 1 - 1e-6)
    return sigmoid(line[0] * math.log(score / (1 - score)) + line[1])


@cache
def learned() -> Weights:
    """The weights that ship with the package."""
    tables = json.loads(gzip.decompress(files("index.analysis").joinpath("data", FILE).read_bytes()))
    slope, offset = tables["calibration"]
    return Weights(Logistic(tables["scorer"]), Logistic(tables["boundary"]), (slope, offset), Signs(tables["stance"]))
