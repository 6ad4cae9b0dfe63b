"""Part-of-speech tags with spaCy's own weights, straight from the token vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


class TagFinder:
    """Tags with the weights of a spaCy tagger (one linear layer over the shared token vectors)."""

    def __init__(self, tagger: Any) -> None:
        softmax = tagger.model.layers[-1].layers[0]
        self._weights: NDArray[np.float32] = np.ascontiguousarray(softmax.get_param("W").T)
        self._offsets: NDArray[np.float32] = softmax.get_param("b")
        self._labels: tuple[str, ...] = tagger.labels

    def find(self, vectors: Sequence[NDArray[np.float32]]) -> list[list[str]]:
        """The tags of paragraphs from their tokens' vectors."""
        return [
            [self._labels[n] for n in (rows @ self._weights + self._offsets).argmax(axis=1).tolist()]
            for rows in vectors
        ]
