"""The learned weights: logistic models over named binary features, kept in one gzipped JSON file."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FILE = "weights.json.gz"
_STEEPEST = 30.0


@dataclass(frozen=True, slots=True)
class Logistic:
    """The probability of something from the weights of its features; features without a weight count nothing."""

    weights: Mapping[str, float]

    def __call__(self, features: Iterable[str]) -> float:
        """A probability, strictly between 0 and 1."""
        get = self.weights.get
        return sigmoid(sum(get(name, 0.0) for name in features))


def sigmoid(x: float) -> float:
    """The logistic function, kept off 0 and 1."""
    return 1 / (1 + math.exp(-max(-_STEEPEST, min(_STEEPEST, x))))


@dataclass(frozen=True, slots=True)
class Weights:
    """All learned models: which candidates are positions, and whether a statement goes on past a point."""

    scorer: Logistic
    boundary: Logistic


@cache
def learned() -> Weights:
    """The weights that ship with the package."""
    tables = json.loads(gzip.decompress(files("index.analysis").joinpath("data", FILE).read_bytes()))
    return Weights(Logistic(tables["scorer"]), Logistic(tables["boundary"]))
