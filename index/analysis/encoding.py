"""spaCy's token vectors, with the part that depends on the word alone remembered from text to text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.tokens import Doc

MOST_WORDS = 40_000
"""Words remembered (each takes some 400 bytes) before the memory is cleared."""
_WORD: list[int | str] = ["ORTH", "NORM", "SPACY"]
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


class Encoder:
    """The same vectors as the ``tok2vec`` model it is made of (``spacy.HashEmbedCNN``), in less time.

    The first half of that network embeds each word by its form and white space; news repeats its words, so its results
    are kept. The second half, which looks at neighbours, runs every time.
    """

    def __init__(self, tok2vec: Any) -> None:
        embed, self._encode = tok2vec.layers
        self._features, _, self._hash, self._mix, _ = embed.layers
        self._known: dict[int, int] = {}
        self._vectors = np.zeros((0, tok2vec.get_dim("nO")), dtype=np.float32)

    def __call__(self, docs: Sequence[Doc]) -> list[NDArray[np.float32]]:
        """For each document an array of one vector a token."""
        if len(self._known) > MOST_WORDS:
            self._known.clear()
            self._vectors = self._vectors[:0]
        arrays = [np.asarray(doc.to_array(_WORD)).reshape(len(doc), len(_WORD)) for doc in docs]
        keys = [(array.astype(np.uint64) * _MIX).sum(axis=1, dtype=np.uint64).tolist() for array in arrays]
        self._learn(docs, keys)
        known = self._known
        embedded = [self._vectors[[known[key] for key in row]] for row in keys]
        vectors: list[NDArray[np.float32]] = self._encode.predict(embedded)
        return vectors

    def _learn(self, docs: Sequence[Doc], keys: list[list[int]]) -> None:
        """Embed the words not met before."""
        new: dict[int, tuple[int, int]] = {}
        for n, row in enumerate(keys):
            for i, key in enumerate(row):
                if key not in self._known and key not in new:
                    new[key] = n, i
        if not new:
            return
        wanted = sorted({n for n, _ in new.values()})
        features = dict(zip(wanted, self._features.predict([docs[n] for n in wanted]), strict=True))
        rows = np.stack([features[n][i] for n, i in new.values()])
        vectors = self._mix.layers[0].predict(self._hash.layers[0].predict(rows))
        for key in new:
            self._known[key] = len(self._known)
        self._vectors = np.concatenate((self._vectors, vectors))
