"""spaCy's token vectors, with the part that depends on the word alone remembered from text to text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.tokens import Doc

_EPSILON = np.float32(1e-8)

Floats = NDArray[np.float32]

MOST_WORDS = 40_000
"""Words remembered (each takes some 400 bytes); there is room for as many, which takes memory only as it is filled."""
_WORD: list[int | str] = ["ORTH", "NORM", "SPACY"]
_BLANK = 0
"""The row that stands for no word."""
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


class Encoder:
    """The same vectors as the ``tok2vec`` model it is made of (``spacy.HashEmbedCNN``), in less time.

    The first half of that network embeds each word by its form and white space; news repeats its words, so its results
    are kept. The second half, which looks at neighbours, runs every time.
    """

    def __init__(self, tok2vec: Any) -> None:
        embed, encode = tok2vec.layers
        self._layers = [_Layer(residual.layers[0]) for residual in encode.layers[0].layers]
        self._apart: int = encode.attrs["pad"]
        self._features, _, self._hash, self._mix, _ = embed.layers
        self._known: dict[int, int] = {}
        self._vectors: Floats = np.empty((MOST_WORDS + 1, tok2vec.get_dim("nO")), dtype=np.float32)
        self._vectors[_BLANK] = 0

    def __call__(self, docs: Sequence[Doc]) -> list[Floats]:
        """For each document an array of one vector a token."""
        words = np.concatenate([np.asarray(doc.to_array(_WORD)).reshape(len(doc), len(_WORD)) for doc in docs])
        keys = (words.astype(np.uint64) * _MIX).sum(axis=1, dtype=np.uint64).tolist()
        self._learn(docs, keys)
        return self._look_around(keys, list(map(len, docs)))

    def _look_around(self, keys: list[int], lengths: list[int]) -> list[Floats]:
        """The vectors of words by the words around them; blank rows keep the documents apart."""
        apart = [_BLANK] * self._apart
        known = map(self._known.__getitem__, keys)
        numbers, places = apart.copy(), []
        for length in lengths:
            places.append((len(numbers), len(numbers) + length))
            numbers += islice(known, length)
            numbers += apart
        rows = self._vectors[numbers]
        for layer in self._layers:
            rows += layer(rows)
        return [rows[start:stop] for start, stop in places]

    def _learn(self, docs: Sequence[Doc], keys: list[int]) -> None:
        """Embed the words not met before; where there is no room for them, all are forgotten first."""
        new = self._unknown(docs, keys)
        if not new:
            return
        if len(self._known) + len(new) > MOST_WORDS:
            self._known.clear()
            new = self._unknown(docs, keys)
        wanted = sorted({n for n, _ in new.values()})
        features = dict(zip(wanted, self._features.predict([docs[n] for n in wanted]), strict=True))
        rows = np.stack([features[n][i] for n, i in new.values()])
        first = len(self._known) + 1  # behind the blank one
        self._vectors[first : first + len(new)] = self._mix.layers[0].predict(self._hash.layers[0].predict(rows))
        self._known.update(zip(new, range(first, first + len(new)), strict=True))

    def _unknown(self, docs: Sequence[Doc], keys: list[int]) -> dict[int, tuple[int, int]]:
        """The keys of words not met before, each with a document and its place there."""
        if self._known.keys() >= set(keys):
            return {}
        places = ((n, i) for n, doc in enumerate(docs) for i in range(len(doc)))
        return {key: place for key, place in zip(keys, places, strict=True) if key not in self._known}


class _Layer:
    """What a word's vector takes from itself and its neighbours (``expand_window``, ``Maxout``, ``LayerNorm``).

    The pieces of each maxout unit stand in blocks side by side, so that numpy finds the largest a block at a time.
    """

    def __init__(self, layer: Any) -> None:
        maxout, norm = layer.layers[1].layers[0].layers
        weights: Floats = maxout.get_param("W")  # units, pieces, inputs
        self._pieces = weights.shape[1]
        self._weights = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, weights.shape[2]).T)
        self._bias = np.ascontiguousarray(maxout.get_param("b").T.reshape(-1))
        self._mean = np.full(weights.shape[0], 1 / weights.shape[0], dtype=np.float32)
        self._gain: Floats = norm.get_param("G")
        self._shift: Floats = norm.get_param("b")

    def __call__(self, rows: Floats) -> Floats:
        n, width = rows.shape
        windows: Floats = np.zeros((n, 3 * width), dtype=np.float32)
        windows[1:, :width] = rows[:-1]
        windows[:, width : 2 * width] = rows
        windows[:-1, 2 * width :] = rows[1:]
        pieces = windows @ self._weights
        pieces += self._bias
        units = pieces.shape[1] // self._pieces
        best = pieces[:, :units]
        for k in range(1, self._pieces):
            best = np.maximum(best, pieces[:, k * units : (k + 1) * units])
        best -= (best @ self._mean)[:, None]
        spread = np.square(best) @ self._mean + _EPSILON
        best *= (spread ** np.float32(-0.5))[:, None]
        best *= self._gain
        best += self._shift
        return best
