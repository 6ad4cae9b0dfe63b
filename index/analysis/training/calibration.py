"""Turn scores into probabilities that hold: Platt's method, fitted on positions that the scorer did not learn from."""

from __future__ import annotations

import math

import numpy as np

from index.analysis.extraction import extract
from index.analysis.reading import Section
from index.analysis.training.corpus import Labelled
from index.analysis.training.examples import Judge, half
from index.analysis.weights import Weights

Line = tuple[float, float]
"""Slope and offset of the calibrated log-odds over the scorer's."""
_STEPS = 50
_EDGE = 1e-6


def judged_scores(
    texts: list[Labelled], parsed: list[tuple[int, Section]], halves: tuple[Weights, Weights]
) -> list[tuple[float, bool]]:
    """The score of every extracted position and whether it is right, each text read with the other half's weights."""
    scores = []
    for number, section in parsed:
        judge = Judge(texts[number])
        scores += [(made.score, judge.is_right(made)) for made in extract(section, halves[1 - half(number)])]
    return scores


def fit_line(scores: list[tuple[float, bool]]) -> Line:
    """The line through the log-odds that makes the judgements likeliest (Platt 1999), by Newton's method."""
    chances = np.clip([score for score, _ in scores], _EDGE, 1 - _EDGE)
    inputs = np.stack((np.log(chances / (1 - chances)), np.ones(len(scores))), axis=1)
    right = np.array([float(is_right) for _, is_right in scores])
    line = np.array([1.0, 0.0])
    for _ in range(_STEPS):
        expected = 1 / (1 + np.exp(-inputs @ line))
        bend = (inputs * (expected * (1 - expected))[:, None]).T @ inputs + np.eye(2) * _EDGE
        step = np.linalg.solve(bend, inputs.T @ (right - expected))
        line += step
        if math.hypot(*step) < _EDGE:
            break
    return round(float(line[0]), 4), round(float(line[1]), 4)


def reliability(scores: list[tuple[float, bool]], bins: int = 10) -> list[tuple[float, float, int]]:
    """For each tenth of the scale that holds any: mean confidence, share right, how many."""
    table = []
    for n in range(bins):
        held = [(score, right) for score, right in scores if n / bins <= score < (n + 1) / bins]
        if held:
            mean = sum(score for score, _ in held) / len(held)
            table.append((mean, sum(right for _, right in held) / len(held), len(held)))
    return table
