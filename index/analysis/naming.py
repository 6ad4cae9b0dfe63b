"""Named entities with spaCy's own weights and rules (Begin, In, Last, Unit, Out), all tokens at once with numpy.

spaCy walks one token of one paragraph at a time. But what is done outside a name depends on the token alone, so it can
be told of all tokens together; only a name once begun is followed word by word, and all names of a batch in step.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis.encoding import Encoder

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NEVER = np.float32(-1e9)
_CLOSED = 0
_NOTHING = -1

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
Numbers = NDArray[Any]


class Name(NamedTuple):
    """A named entity: tokens ``[start, end)`` of its paragraph, and its label."""

    start: int
    end: int
    label: str


class _Row(NamedTuple):
    """The tokens of all paragraphs in a row: what each adds to the hidden layer in each of three roles (the first line
    is for no token), whether it is its paragraph's last, and whether it is white space.
    """

    cached: Floats
    last: Flags
    blank: Flags


class NameFinder:
    """Finds names with the weights of a spaCy entity recogniser (a greedy one, as all its English models have)."""

    def __init__(self, recogniser: Any) -> None:
        model = recogniser.model
        tok2vec, self._lower, upper = (model.get_ref(name) for name in ("tok2vec", "lower", "upper"))
        self._encode, self._narrow = Encoder(tok2vec.layers[0]), tok2vec.layers[-1]
        self._bias: Floats = self._lower.get_param("b")
        self._weights: Floats = np.ascontiguousarray(upper.get_param("W").T)
        self._offsets: Floats = upper.get_param("b")
        names = (recogniser.moves.get_class_name(n) for n in range(recogniser.moves.n_moves))
        self._moves = [(name[0], name[2:]) for name in names]
        self._labels = sorted({label for _, label in self._moves if label})
        self._opens, self._closes, self._is_name = (self._is_one_of(actions) for actions in ("B", "L", "BU"))
        self._not_last, self._not_blank = (self._is_one_of(actions) * _NEVER for actions in ("BI", "BU"))
        self._allowed = self._rules()

    def _is_one_of(self, actions: str) -> Flags:
        return np.array([action in actions for action, _ in self._moves])

    def _rules(self) -> Floats:
        """What may be done within no entity (row 0) or one of each label: 0, else a prohibitive score."""
        table = np.full((len(self._labels) + 1, len(self._moves)), _NEVER, dtype=np.float32)
        for n, (action, label) in enumerate(self._moves):
            if action == "O" or (action in "BU" and label):
                table[_CLOSED, n] = 0
            elif label:
                table[self._labels.index(label) + 1, n] = 0
        return table

    def find(self, docs: Sequence[Doc]) -> list[list[Name]]:
        """The names of each paragraph, in order."""
        names: list[list[Name]] = [[] for _ in docs]
        filled = [n for n, doc in enumerate(docs) if len(doc)]
        if not filled:
            return names
        ends = list(accumulate(len(docs[n]) for n in filled))
        blank = np.concatenate([docs[n].to_array("IS_SPACE") for n in filled]).astype(bool)
        last = np.zeros(len(blank), dtype=bool)
        last[np.array(ends) - 1] = True
        vectors = self._narrow.predict(np.concatenate(self._encode([docs[n] for n in filled])))
        for name in self._names(_Row(self._lower.predict(vectors), last, blank)):
            k = bisect_right(ends, name.start)
            first = ends[k - 1] if k else 0
            names[filled[k]].append(Name(name.start - first, name.end - first, name.label))
        return names

    def _names(self, row: _Row) -> Iterator[Name]:
        """The names in a row of tokens.

        Each that might begin is followed to its end, even where an earlier one will turn out to reach beyond its first
        token: so there are as many steps as the longest has tokens.
        """
        size = len(row.last)
        moves = self._best(row, np.arange(size), np.full(size, _NOTHING), np.full(size, _CLOSED))
        ends = self._ends(row, moves)
        reached = 0
        for start in np.flatnonzero(self._is_name[moves]).tolist():
            if start >= reached:
                reached = ends.get(start, start + 1)
                yield Name(start, reached, self._moves[moves[start]][1])

    def _ends(self, row: _Row, moves: Numbers) -> dict[int, int]:
        """Where a name of several tokens would end, for each token whose move would begin one."""
        ends: dict[int, int] = {}
        opened = np.flatnonzero(self._opens[moves])
        label = np.array([self._labels.index(self._moves[move][1]) + 1 for move in moves[opened]], dtype=int)
        token = opened
        while len(opened):
            token = token + 1
            closed = self._closes[self._best(row, token, opened, label)]
            ends.update(zip(opened[closed].tolist(), (token[closed] + 1).tolist(), strict=True))
            token, opened, label = token[~closed], opened[~closed], label[~closed]
        return ends

    def _best(self, row: _Row, token: Numbers, opened: Numbers, label: Numbers) -> Numbers:
        """The best move at each token, given where an entity was opened (``_NOTHING``: none is) and of which label."""
        before = np.where(opened == _NOTHING, _NOTHING, token - 1)
        summed = row.cached[token + 1, 0] + row.cached[opened + 1, 1] + row.cached[before + 1, 2] + self._bias
        hidden = np.maximum(summed[..., 0], summed[..., 1])  # maxout of two pieces
        scores = hidden @ self._weights + self._offsets
        scores += self._allowed[label]
        scores[row.last[token]] += self._not_last
        scores[row.blank[token]] += self._not_blank
        best: Numbers = scores.argmax(axis=1)
        return best
