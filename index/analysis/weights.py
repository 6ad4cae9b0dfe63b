"""The learned weights, kept in one gzipped JSON file: models over named features, networks over vectors beside them."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis.convolution import Convolution, read
from index.analysis.meanings import meanings
from index.analysis.packing import pack, unpack
from index.analysis.stance_features import Wording

FILE = "weights.json.gz"
_STEEPEST = 30.0
_LOGISTIC = ("scorer", "boundary", "source", "beginning", "target")
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Network:
    """A hidden layer over the vectors of a few tokens: what they add to a model's log-odds beside its named features.

    ``blank``, shape (d,), stands for a token that there is not; ``first`` has the shape (tokens * d, hidden),
    ``offset`` and ``last`` (hidden,).
    """

    blank: Floats
    first: Floats
    offset: Floats
    last: Floats

    def __call__(self, vectors: Floats, tokens: Sequence[Sequence[int]]) -> list[float]:
        """What each row of ``tokens`` adds: numbers of rows of ``vectors``, -1 for a token that there is not."""
        if not tokens:
            return []
        inputs = np.concatenate((vectors, self.blank[None])).take(tokens, axis=0)  # row -1 is the blank
        hidden = inputs.reshape(len(tokens), -1) @ self.first + self.offset
        added: list[float] = (np.maximum(hidden, 0) @ self.last).tolist()
        return added


@dataclass(frozen=True, slots=True)
class Logistic:
    """The probability of something from the weights of its features; features without a weight count nothing.

    ``network``, where there is one, adds to the log-odds what the vectors of tokens tell.
    """

    weights: Mapping[str, float]
    network: Network | None = None

    def __call__(self, features: Iterable[str], added: float = 0.0) -> float:
        """A probability, strictly between 0 and 1; ``added`` is what :meth:`added` gave, or :meth:`total` of others."""
        return sigmoid(self.total(features, added))

    def total(self, features: Iterable[str], added: float = 0.0) -> float:
        """The log-odds that some features add up to."""
        return sum(map(self.weights.get, features, repeat(0.0)), added)

    def added(self, vectors: Floats, tokens: Sequence[Sequence[int]]) -> list[float]:
        """What the network adds for each row of ``tokens`` (see :class:`Network`); nothing where there is none."""
        return self.network(vectors, tokens) if self.network is not None else [0.0] * len(tokens)

    @classmethod
    def load(cls, table: Mapping[str, Any]) -> Logistic:
        """A model as :meth:`dump` wrote it."""
        network = table.get("network")
        return cls(table["weights"], Network(*map(unpack, network)) if network else None)

    def dump(self) -> dict[str, Any]:
        """The model as JSON can hold it."""
        parts = self.network
        packed = [pack(part) for part in (parts.blank, parts.first, parts.offset, parts.last)] if parts else None
        return {"weights": self.weights, "network": packed}


@dataclass(frozen=True, slots=True)
class Signs:
    """For, against or neither, from the weights of features for the first two over the third.

    ``network``, where there is one, adds what it reads in the words.
    """

    weights: Mapping[str, tuple[float, float]]
    network: Convolution | None = None

    def __call__(self, questions: Sequence[tuple[Iterable[str], Wording]]) -> list[tuple[float, float]]:
        """The log-odds of for and of against, both over neither, for the features and words of each position."""
        added = [(0.0, 0.0)] * len(questions)
        if self.network is not None:
            added = self.network([read(words, meanings()) for _, words in questions])
        return [self._summed(features, *more) for (features, _), more in zip(questions, added, strict=True)]

    def _summed(self, features: Iterable[str], pro: float, con: float) -> tuple[float, float]:
        for name in set(features):
            found = self.weights.get(name)
            if found is not None:
                pro += found[0]
                con += found[1]
        return pro, con

    @classmethod
    def load(cls, table: Mapping[str, Any]) -> Signs:
        """A judge as :meth:`dump` wrote it."""
        return cls(table["weights"], Convolution.load(table["network"]) if table["network"] else None)

    def dump(self) -> dict[str, Any]:
        """The judge as JSON can hold it."""
        return {"weights": self.weights, "network": self.network.dump() if self.network is not None else None}


Answers = tuple[Sequence[Sequence[str]], Sequence[Sequence[int]]]
"""The features and the tokens of each of a question's answers."""


def choose(model: Logistic, vectors: Floats, questions: Iterable[Answers]) -> list[int]:
    """The number of the likeliest answer to each question."""
    questions = list(questions)
    added = iter(model.added(vectors, [row for _, tokens in questions for row in tokens]))
    scored = [[model(names, next(added)) for names in features] for features, _ in questions]
    return [chances.index(max(chances)) for chances in scored]


def sigmoid(x: float) -> float:
    """The logistic function, kept off 0 and 1."""
    return 1 / (1 + math.exp(-max(-_STEEPEST, min(_STEEPEST, x))))


@dataclass(frozen=True, slots=True)
class Weights:
    """All learned models: which candidates are positions, whether a statement goes on past a point, how scores become
    probabilities (slope and offset of log-odds), for or against what a statement is, whose it is, where it begins, and
    which of its words name its target.
    """

    scorer: Logistic
    boundary: Logistic
    calibration: tuple[float, float]
    stance: Signs = Signs({})
    source: Logistic = Logistic({})
    beginning: Logistic = Logistic({})
    target: Logistic = Logistic({})

    def confidence(self, score: float) -> float:
        """The calibrated probability that a position with this score is right."""
        return confidence(score, self.calibration)

    @classmethod
    def load(cls, tables: Mapping[str, Any]) -> Weights:
        """The models as :meth:`dump` wrote them."""
        slope, offset = tables["calibration"]
        models = {name: Logistic.load(tables[name]) for name in _LOGISTIC}
        return cls(calibration=(slope, offset), stance=Signs.load(tables["stance"]), **models)

    def dump(self) -> dict[str, Any]:
        """All models as JSON can hold them."""
        models = {name: getattr(self, name).dump() for name in _LOGISTIC}
        return {**models, "calibration": self.calibration, "stance": self.stance.dump()}


def confidence(score: float, line: tuple[float, float]) -> float:
    """A score's probability under a calibration: slope and offset of its log-odds."""
    score = min(max(score, 1e-6), 1 - 1e-6)
    return sigmoid(line[0] * math.log(score / (1 - score)) + line[1])


@cache
def learned() -> Weights:
    """The weights that ship with the package."""
    packed = files("index.analysis").joinpath("data", FILE).read_bytes()
    tables = json.loads(gzip.decompress(packed), parse_float=cache(float))  # equal weights share an object: 2 MB less
    return Weights.load(tables)
