"""Dependency trees with spaCy's own weights: its greedy parser, run over many paragraphs in step with numpy.

The parser is the arc-eager one of Honnibal and Johnson (2015): it shifts words from a buffer to a stack, draws arcs
between their ends, and may take a word back. spaCy scores one paragraph's next move at a time; here the next moves of
all paragraphs are scored together, which gives the same trees in a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis.projection import restore_crossing_arcs

_NEVER = np.float32(-1e9)
_NOTHING = -1
_ROOT = "ROOT"

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tree:
    """Heads and relations of a paragraph's tokens; a root is its own head."""

    heads: list[int]
    relations: list[str]


class _State:
    """How far one paragraph is parsed."""

    __slots__ = (
        "buffer",
        "heads",
        "lefts",
        "length",
        "offset",
        "relations",
        "returned",
        "rights",
        "stack",
        "starts",
        "stuck",
    )

    def __init__(self, length: int, offset: int) -> None:
        self.length, self.offset, self.buffer = length, offset, 0
        self.stack: list[int] = []
        self.returned: list[int] = []  # words taken back from the stack, the next one last
        self.heads = [_NOTHING] * length
        self.relations = [_ROOT] * length
        self.lefts: list[list[int]] = [[] for _ in range(length)]
        self.rights: list[list[int]] = [[] for _ in range(length)]
        self.starts: set[int] = set()
        self.stuck: set[int] = set()  # words taken back that must not be shifted again

    def ahead(self, n: int) -> int:
        """The n-th word of the buffer."""
        if self.returned:
            if n < len(self.returned):
                return self.returned[-1 - n]
            n -= len(self.returned)
        place = self.buffer + n
        return place if place < self.length else _NOTHING

    def is_final(self) -> bool:
        return not self.stack and not self.returned and self.buffer >= self.length

    def look(self) -> tuple[tuple[int, ...], int]:
        """The eight words that the scores depend on, as rows of the whole batch, and the code of the moves allowed."""
        stack, first = self.stack, self.offset + 1
        b0, b1 = self.ahead(0), self.ahead(1)
        may_break = b1 >= 0 and b1 == b0 + 1 and b1 not in self.starts
        b0_left = self._last(self.lefts, b0)
        if not stack:
            return (
                b0 + first if b0 >= 0 else 0,
                b1 + first if b1 >= 0 else 0,
                0,
                0,
                0,
                b0_left,
                0,
                0,
            ), 1 | may_break << 3
        s0, depth = stack[-1], len(stack)
        words = (
            b0 + first if b0 >= 0 else 0,
            b1 + first if b1 >= 0 else 0,
            s0 + first,
            stack[-2] + first if depth > 1 else 0,
            stack[-3] + first if depth > 2 else 0,
            b0_left,
            self._last(self.lefts, s0),
            self._last(self.rights, s0),
        )
        open_end = b0 not in self.starts
        may_shift = open_end and b1 >= 0 and b0 not in self.stuck
        return words, may_shift | 2 | (open_end and b0 >= 0) << 2 | may_break << 3

    def _last(self, arcs: list[list[int]], word: int) -> int:
        """The row of the last child drawn on one side of a word, 0 where there is none."""
        return arcs[word][-1] + self.offset + 1 if word >= 0 and arcs[word] else 0

    def do(self, move: str, relation: str) -> None:
        """Carry out a move: S shift, D reduce or take back, L or R an arc to the left or right, B end a sentence."""
        if move == "S":
            self._push()
        elif move == "L":
            child = self.stack.pop()
            head = self.ahead(0)
            self._draw(head, child, relation)
            self.stuck.discard(head)
        elif move == "R":
            self._draw(self.stack[-1], self.ahead(0), relation)
            self._push()
        elif move == "B":
            self.starts.add(self.ahead(1))
        elif self.heads[self.stack[-1]] != _NOTHING or len(self.stack) == 1:
            self.stack.pop()
        else:
            word = self.stack.pop()
            self.stuck.add(word)
            self.returned.append(word)

    def _push(self) -> None:
        if self.returned:
            self.stack.append(self.returned.pop())
        else:
            self.stack.append(self.buffer)
            self.buffer += 1

    def _draw(self, head: int, child: int, relation: str) -> None:
        before = self.heads[child]
        if before != _NOTHING:
            siblings = self.lefts[before] if before > child else self.rights[before]
            if siblings and siblings[-1] == child:
                siblings.pop()
        self.heads[child], self.relations[child] = head, relation
        (self.lefts if head > child else self.rights)[head].append(child)


class TreeFinder:
    """Parses with the weights of a spaCy dependency parser (a greedy one, as all its English models have)."""

    def __init__(self, parser: Any) -> None:
        model = parser.model
        tok2vec, lower, upper = (model.get_ref(name) for name in ("tok2vec", "lower", "upper"))
        self._narrow = tok2vec.layers[-1]
        inner: Floats = lower.get_param("W")  # eight words, hidden, pieces, inputs
        self._inner = [np.ascontiguousarray(weights.reshape(-1, inner.shape[-1]).T) for weights in inner]
        self._nothing: Floats = lower.get_param("pad")[0]
        self._bias: Floats = lower.get_param("b")
        self._weights: Floats = np.ascontiguousarray(upper.get_param("W").T)
        self._offsets: Floats = upper.get_param("b")
        names = [parser.moves.get_class_name(n) for n in range(parser.moves.n_moves)]
        self._moves = [(name[0], name[2:]) for name in names]
        self._allowed = self._rules()

    def _rules(self) -> Floats:
        """For each code of allowed kinds of move (bits for shift, reduce, arcs, break): 0 or a prohibitive score."""
        bits = {"S": 1, "D": 2, "L": 4, "R": 4, "B": 8}
        table = np.full((16, len(self._moves)), _NEVER, dtype=np.float32)
        for code in range(16):
            for n, (move, _) in enumerate(self._moves):
                if code & bits[move]:
                    table[code, n] = 0
        return table

    def find(self, vectors: Sequence[Floats], blank: Sequence[Sequence[bool]]) -> list[Tree]:
        """The trees of paragraphs from their tokens' vectors; ``blank`` says which tokens are white space."""
        lengths = [len(rows) for rows in vectors]
        offsets = np.concatenate(([0], np.cumsum(lengths)))[:-1].tolist() if lengths else []
        states = [_State(length, offset) for length, offset in zip(lengths, offsets, strict=True)]
        active = [state for state in states if not state.is_final()]
        if active:
            features = self._features(vectors)
            while active:
                active = self._step(features, active)
        return [
            Tree(*restore_crossing_arcs(_own_heads(state.heads), state.relations, blanks))
            for state, blanks in zip(states, blank, strict=True)
        ]

    def _features(self, vectors: Sequence[Floats]) -> list[Floats]:
        """For each of the eight words that a score depends on: what each token adds to the hidden layer there.

        Row 0 is for no token. The eight are computed one by one, as all at once take twice the memory.
        """
        tokens: Floats = self._narrow.predict(np.concatenate(vectors))
        features = []
        for weights, nothing in zip(self._inner, self._nothing, strict=True):
            added = np.empty((len(tokens) + 1, *nothing.shape), dtype=np.float32)
            added[0] = nothing
            np.dot(tokens, weights, out=added[1:].reshape(len(tokens), -1))
            features.append(added)
        return features

    def _step(self, features: list[Floats], active: list[_State]) -> list[_State]:
        """One move of every paragraph; those that are not done."""
        looks = [state.look() for state in active]
        summed = np.repeat(self._bias[None], len(active), axis=0)
        for feature, rows in zip(features, zip(*(words for words, _ in looks), strict=True), strict=True):
            summed += feature[list(rows)]
        hidden = np.maximum(summed[..., 0], summed[..., 1])  # maxout of two pieces
        scores = hidden @ self._weights + self._offsets + self._allowed[[code for _, code in looks]]
        for state, best in zip(active, scores.argmax(axis=1).tolist(), strict=True):
            state.do(*self._moves[best])
        return [state for state in active if not state.is_final()]


def _own_heads(heads: list[int]) -> list[int]:
    return [i if head == _NOTHING else head for i, head in enumerate(heads)]
