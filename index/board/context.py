"""What an article's story is, told by the names in it: the rarer a name in the library, the more it tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.board.columns import Columns

STRONGEST = 16
"""How many names of an article, the rarest, stand for its story."""


class Contexts:
    """The stories of a library's articles, asked for by the places of articles in the columns."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        articles = max(1, len(columns.ids))
        frequency = np.bincount(columns.entity, minlength=max(1, len(columns.names)))
        weight = np.log1p(articles / np.maximum(frequency, 1)).astype(np.float32)
        order = np.lexsort((columns.entity, -weight[columns.entity], columns.entity_article))
        owners = columns.entity_article[order]
        starts = np.searchsorted(owners, np.arange(len(columns.ids) + 1))
        rank = np.arange(len(order)) - starts[owners]
        kept = rank < STRONGEST
        self._names, self._weights = columns.entity[order][kept], weight[columns.entity[order][kept]]
        self._starts = np.searchsorted(owners[kept], np.arange(len(columns.ids) + 1))

    def likeness(self, places: Sequence[int]) -> NDArray[np.float32]:
        """How alike the stories of articles are: a square of cosines, 0 to 1, in the order of ``places``."""
        spans = [(int(self._starts[place]), int(self._starts[place + 1])) for place in places]
        if not any(end > start for start, end in spans):
            return np.zeros((len(places), len(places)), np.float32)
        rows = np.repeat(np.arange(len(spans)), [end - start for start, end in spans])
        taken = np.concatenate([np.arange(start, end) for start, end in spans])
        _, names = np.unique(self._names[taken], return_inverse=True)
        table = np.zeros((len(places), int(names.max()) + 1), np.float32)
        table[rows, names] = self._weights[taken]
        norms = np.linalg.norm(table, axis=1, keepdims=True)
        table /= np.where(norms > 0, norms, 1)
        alike: NDArray[np.float32] = table @ table.T
        return alike

    def names(self, places: NDArray[np.int32]) -> Iterator[str]:
        """What articles together name most tellingly, the most telling first; then numbers without end."""
        taken = np.concatenate([np.arange(self._starts[place], self._starts[place + 1]) for place in np.unique(places)])
        names, inverse = np.unique(self._names[taken], return_inverse=True)
        weights = np.bincount(inverse, self._weights[taken], minlength=len(names)) if len(taken) else np.zeros(0)
        for number in names[np.lexsort((names, -weights))].tolist():
            yield self._columns.names[number]
        number = 2
        while True:
            yield str(number)
            number += 1
