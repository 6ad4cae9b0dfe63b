from __future__ import annotations

import json
import math

import numpy as np
import pytest

from index.analysis.packing import pack, unpack
from index.analysis.training.logistic import fit, fit_both
from index.analysis.weights import Logistic, Network, Weights, learned

COUNT = 600


def vectors_that_tell() -> tuple[list[np.ndarray], list[int]]:
    """Two tokens of four numbers a row; the label is the sign of the first token's first number."""
    rows = np.random.default_rng(1).standard_normal((COUNT, 2, 4)).astype(np.float16)
    return list(rows), [int(row[0, 0] > 0) for row in rows]


def test_an_array_survives_being_packed_but_for_its_rounding() -> None:
    array = np.random.default_rng(0).standard_normal((3, 5)).astype(np.float32)
    assert np.abs(unpack(json.loads(json.dumps(pack(array)))) - array).max() < 1e-3


def test_a_network_adds_what_its_hidden_layer_gives_and_reads_a_missing_token_as_the_blank() -> None:
    network = Network(
        blank=np.array([1.0, 0.0], dtype=np.float32),
        first=np.array([[1.0], [0.0], [0.0], [2.0]], dtype=np.float32),
        offset=np.array([-1.0], dtype=np.float32),
        last=np.array([3.0], dtype=np.float32),
    )
    vectors = np.array([[5.0, 7.0], [0.0, 0.5]], dtype=np.float32)
    assert network(vectors, [(0, 1), (-1, 1), (1, 1)]) == pytest.approx([15.0, 3.0, 0.0])
    assert network(vectors, []) == []


def test_a_model_without_a_network_adds_nothing() -> None:
    assert Logistic({"a": 1.0}).added(np.zeros((2, 4), dtype=np.float32), [(0,), (1,)]) == [0.0, 0.0]


def test_the_weights_are_the_same_after_being_written_and_read() -> None:
    weights = learned()
    again = Weights.load(json.loads(json.dumps(weights.dump())))
    assert again.dump() == weights.dump()


def test_the_weights_name_no_more_than_three_words_together() -> None:
    weights = learned()
    for model in (weights.scorer, weights.boundary, weights.source, weights.beginning, weights.target):
        assert all(name.replace("WORK_OF_ART", "").count("_") <= 2 for name in model.weights)


def test_training_learns_from_names_what_vectors_do_not_tell() -> None:
    vectors, _ = vectors_that_tell()
    labels = [n % 2 for n in range(COUNT)]
    model = fit([["odd" if label else "even"] for label in labels] * 4, labels * 4, vectors * 4)
    tokens = [(0, 1)]
    added = model.added(vectors[0].astype(np.float32), tokens)[0]
    assert model(["odd"], added) > 0.5 > model(["even"], added)


def test_training_learns_from_vectors_what_names_do_not_tell() -> None:
    vectors, labels = vectors_that_tell()
    model = fit([["same"]] * COUNT * 8, labels * 8, vectors * 8)
    said = [model(["same"], model.added(row.astype(np.float32), [(0, 1)])[0]) > 0.5 for row in vectors]
    assert np.mean(np.array(said) == np.array(labels)) > 0.9


def test_training_twice_gives_the_same_weights() -> None:
    vectors, labels = vectors_that_tell()
    rows = [[f"n{n % 7}"] for n in range(COUNT)]
    assert fit(rows, labels, vectors).dump() == fit(rows, labels, vectors).dump()


def test_a_holder_that_is_missing_in_training_is_the_mean_of_what_there_is() -> None:
    vectors, labels = vectors_that_tell()
    for row in vectors[::3]:
        row[1] = np.nan
    assert np.isfinite(fit([["same"]] * COUNT, labels, vectors).added(np.zeros((1, 4), np.float32), [(0, -1)])).all()


def test_the_mean_of_two_models_gives_the_mean_of_their_log_odds() -> None:
    vectors, labels = vectors_that_tell()
    rows = [[f"n{n % 7}", "all"] for n in range(COUNT)]
    models = fit(rows, labels), fit(rows, labels, vectors), fit_both(rows, labels, vectors)
    told = [model(rows[3], model.added(vectors[3].astype(np.float32), [(0, 1)])[0]) for model in models]
    odds = [math.log(chance / (1 - chance)) for chance in told]
    assert odds[2] == pytest.approx((odds[0] + odds[1]) / 2, abs=0.01)
