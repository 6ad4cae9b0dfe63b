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

    def ahead(self) -> tuple[int, int]:
        """The first two words of the buffer, those first that were taken back."""
        returned, place = self.returned, self.buffer
        if not returned:
            return (
                place if place < self.length else _NOTHING,
                place + 1 if place + 1 < self.length else _NOTHING,
            )
        return returned[-1], returned[-2] if len(returned) > 1 else place if place < self.length else _NOTHING

    def is_final(self) -> bool:
        return not self.stack and not self.returned and self.buffer >= self.length

    def look(self) -> tuple[int, ...]:
        """The eight words that the scores depend on, as rows of the whole batch, and the code of the moves allowed."""
        stack, first = self.stack, self.offset + 1
        b0, b1 = self.ahead()
        may_break = b1 >= 0 and b1 == b0 + 1 and b1 not in self.starts
        row0, row1 = (b0 + first, b1 + first) if b1 >= 0 else (b0 + first if b0 >= 0 else 0, 0)
        left = self.lefts[b0] if b0 >= 0 else None
        row0_left = left[-1] + first if left else 0
        if not stack:
            return row0, row1, 0, 0, 0, row0_left, 0, 0, 1 | may_break << 3
        s0, depth = stack[-1], len(stack)
        lefts, rights = self.lefts[s0], self.rights[s0]
        open_end = b0 not in self.starts
        may_shift = open_end and b1 >= 0 and b0 not in self.stuck
        return (
            row0,
            row1,
            s0 + first,
            stack[-2] + first if depth > 1 else 0,
            stack[-3] + first if depth > 2 else 0,
            row0_left,
            lefts[-1] + first if lefts else 0,
            rights[-1] + first if rights else 0,
            may_shift | 2 | (open_end and b0 >= 0) << 2 | may_break << 3,
        )

    def do(self, move: str, relation: str) -> None:
        """Carry out a move: S shift, D reduce or take back, L or R an arc to the left or right, B end a sentence."""
        if move == "S":
            self._push()
        elif move == "L":
            child = self.stack.pop()
            head = self.ahead()[0]
            self._draw(head, child, relation)
            self.stuck.discard(head)
        elif move == "R":
            self._draw(self.stack[-1], self.ahead()[0], relation)
            self._push()
        elif move == "B":
            self.starts.add(self.ahead()[1])
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
        self._inner = [_blocks(weights).T.copy() for weights in inner]
        self._nothing = [_blocks(added) for added in lower.get_param("pad")[0]]
        self._bias = _blocks(lower.get_param("b"))
        self._hidden: int = inner.shape[1]
        self._weights: Floats = np.ascontiguousarray(upper.get_param("W").T)
        names = [parser.moves.get_class_name(n) for n in range(parser.moves.n_moves)]
        self._moves = [(name[0], name[2:]) for name in names]
        self._offsets = self._rules() + upper.get_param("b")

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

    def _features(self, vectors: Sequence[Floats]) -> Floats:
        """For each of the eight words that a score depends on: what each token adds to the hidden layer there.

        A table of the eight one below the other; the first row of each is for no token.
        """
        tokens: Floats = self._narrow.predict(np.concatenate(vectors))
        table: Floats = np.empty((len(self._inner), len(tokens) + 1, len(self._bias)), dtype=np.float32)
        for part, weights, nothing in zip(table, self._inner, self._nothing, strict=True):
            part[0] = nothing
            np.dot(tokens, weights, out=part[1:])
        return table.reshape(-1, len(self._bias))

    def _step(self, features: Floats, active: list[_State]) -> list[_State]:
        """One move of every paragraph; those that are not done."""
        words = len(self._inner)
        looks = np.array([state.look() for state in active])
        rows = looks[:, :words] + np.arange(words) * (len(features) // words)
        summed = features[rows].sum(axis=1)
        summed += self._bias
        hidden = np.maximum(summed[:, : self._hidden], summed[:, self._hidden :])  # maxout of two pieces
        scores = hidden @ self._weights
        scores += self._offsets[looks[:, words]]
        for state, best in zip(active, scores.argmax(axis=1).tolist(), strict=True):
            state.do(*self._moves[best])
        return [state for state in active if not state.is_final()]


def _blocks(units: Floats) -> Floats:
    """Maxout units with their pieces in blocks side by side: all first ones, then all second ones."""
    return np.ascontiguousarray(np.moveaxis(units, 1, 0)).reshape(-1, *units.shape[2:])


def _own_heads(heads: list[int]) -> list[int]:
    return [i if head == _NOTHING else head for i, head in enumerate(heads)]
