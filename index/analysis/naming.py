"""Named entities with spaCy's own weights: its greedy recogniser, run over many paragraphs in step with numpy.

spaCy walks one token of one paragraph at a time. Here the n-th tokens of all paragraphs are decided together, by the
same scores under the same rules (Begin, In, Last, Unit, Out), which takes a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis.encoding import Encoder

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NEVER = np.float32(-1e9)
_CLOSED = 0
_NOTHING = -1


class Name(NamedTuple):
    """A named entity: tokens ``[start, end)`` of its paragraph, and its label."""

    start: int
    end: int
    label: str


class NameFinder:
    """Finds names with the weights of a spaCy entity recogniser (a greedy one, as all its English models have)."""

    def __init__(self, recogniser: Any) -> None:
        model = recogniser.model
        tok2vec, self._lower, upper = (model.get_ref(name) for name in ("tok2vec", "lower", "upper"))
        self._encode, self._narrow = Encoder(tok2vec.layers[0]), tok2vec.layers[-1]
        self._bias: NDArray[np.float32] = self._lower.get_param("b")
        self._weights: NDArray[np.float32] = np.ascontiguousarray(upper.get_param("W").T)
        self._offsets: NDArray[np.float32] = upper.get_param("b")
        names = (recogniser.moves.get_class_name(n) for n in range(recogniser.moves.n_moves))
        self._moves = [(name[0], name[2:]) for name in names]
        self._labels = sorted({label for _, label in self._moves if label})
        self._changes = np.array([action in "BUL" for action, _ in self._moves])
        self._allowed, self._allowed_last, self._allowed_blank = self._rules()

    def _rules(self) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """What may be done within no entity (row 0) or one of each label: 0, else a prohibitive score.

        Three tables: for a token amid its paragraph, for the last one, and for white space.
        """
        amid = np.full((len(self._labels) + 1, len(self._moves)), _NEVER, dtype=np.float32)
        last, blank = amid.copy(), amid.copy()
        for n, (action, label) in enumerate(self._moves):
            if action == "O":
                amid[_CLOSED, n] = last[_CLOSED, n] = blank[_CLOSED, n] = 0
            elif not label:
                continue
            elif action in ("B", "U"):
                amid[_CLOSED, n] = 0
                last[_CLOSED, n] = 0 if action == "U" else _NEVER
            elif action in ("I", "L"):
                row = self._labels.index(label) + 1
                amid[row, n] = blank[row, n] = 0
                last[row, n] = 0 if action == "L" else _NEVER
        return amid, last, blank

    def find(self, docs: Sequence[Doc]) -> list[list[Name]]:
        """The names of each paragraph, in order."""
        names: list[list[Name]] = [[] for _ in docs]
        order = sorted((n for n in range(len(docs)) if len(docs[n])), key=lambda n: -len(docs[n]))
        if not order:
            return names
        lengths = np.array([len(docs[n]) for n in order])
        first = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        blanks = np.concatenate([docs[n].to_array("IS_SPACE") for n in order]).astype(bool)
        vectors = self._narrow.predict(np.concatenate(self._encode([docs[n] for n in order])))
        cached: NDArray[np.float32] = self._lower.predict(vectors)
        opened = np.full(len(order), _NOTHING)
        label = np.full(len(order), _CLOSED)
        for step in range(int(lengths[0])):
            active = int(np.searchsorted(-lengths, -step))
            token = first[:active] + step
            allowed = self._allowed[label[:active]]
            last = lengths[:active] == step + 1
            allowed[last] = self._allowed_last[label[:active][last]]
            blank = blanks[token]
            allowed[blank] = self._allowed_blank[label[:active][blank]]
            moves = np.argmax(self._scores(cached, token, opened[:active]) + allowed, axis=1)
            for k in np.flatnonzero(self._changes[moves]).tolist():
                action, name = self._moves[moves[k]]
                if action in "BU":
                    opened[k], label[k] = token[k], self._labels.index(name) + 1
                if action in "UL":
                    names[order[k]].append(Name(int(opened[k] - first[k]), step + 1, name))
                    opened[k], label[k] = _NOTHING, _CLOSED
        return names

    def _scores(self, cached: NDArray[np.float32], token: NDArray[Any], opened: NDArray[Any]) -> NDArray[np.float32]:
        """Scores of all moves at each token, given where an entity was opened (``_NOTHING``: none is)."""
        before = np.where(opened == _NOTHING, _NOTHING, token - 1)
        summed = cached[token + 1, 0] + cached[opened + 1, 1] + cached[before + 1, 2] + self._bias
        hidden = np.maximum(summed[..., 0], summed[..., 1])  # maxout of two pieces
        scores: NDArray[np.float32] = hidden @ self._weights + self._offsets
        return scores
