"""Turns texts into postings: every distinct chunk of text is analysed once, everything else is arithmetic on arrays."""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np

from index.fulltext.postings import Ints, Inverted, coded_lengths, spread
from index.fulltext.words import cut, only_word

_MOST_CHUNKS = 500_000
"""Distinct chunks remembered before the memory starts anew: about a hundred megabytes."""


class Lexicon(dict[str, int]):
    """Chunk of text without blanks, in lower case -> number: of its term where it is one word, else below zero.

    ``-1 - i`` stands for entry ``i`` of those that say which terms, at which distances, over how many positions.
    """

    def __init__(self) -> None:
        super().__init__()
        self.terms: list[bytes] = []
        self._numbers: dict[str, int] = {}
        self._entries: dict[tuple[tuple[int, ...], tuple[int, ...], int], int] = {}
        # the entries again, as arrays: where each starts in the two flat ones, how many terms and positions it takes
        self._starts, self._counts, self._widths = array("q"), array("q"), array("q")
        self._flat_terms, self._flat_distances = array("q"), array("q")

    def __missing__(self, text: str) -> int:
        word = only_word(text)
        if word is not None:
            code = self[text] = self._number(word)
            return code
        pieces, width = cut(text)
        numbers = tuple([self._number(piece.text) for piece in pieces])
        if len(numbers) == 1 and width == 1:
            code = numbers[0]
        else:
            code = -1 - self._entry(numbers, tuple([piece.position for piece in pieces]), width)
        self[text] = code
        return code

    def _entry(self, numbers: tuple[int, ...], distances: tuple[int, ...], width: int) -> int:
        key = (numbers, distances, width)
        if key not in self._entries:
            self._entries[key] = len(self._entries)
            self._starts.append(len(self._flat_terms))
            self._counts.append(len(numbers))
            self._widths.append(width)
            self._flat_terms.extend(numbers)
            self._flat_distances.extend(distances)
        return self._entries[key]

    def _number(self, term: str) -> int:
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self.terms)
            self.terms.append(term.encode())
        return number

    def full(self) -> bool:
        """Whether it is time for a new one."""
        return len(self) > _MOST_CHUNKS

    def expand(self, codes: Ints, ends: Ints) -> tuple[Ints, Ints, Ints]:
        """What ``codes`` of texts that end at ``ends`` stand for: terms, documents, positions, in order of text."""
        counts, widths = _as_array(self._counts), _as_array(self._widths)
        multiple = np.flatnonzero(codes < 0)
        entries = -1 - codes[multiple]
        count, width = np.ones(len(codes), np.int64), np.ones(len(codes), np.int64)
        count[multiple], width[multiple] = counts[entries], widths[entries]
        position = np.cumsum(width) - width
        starts = np.concatenate(([0], ends[:-1]))
        filled = starts < ends
        lengths = ends - starts
        position -= np.repeat(position[starts[filled]], lengths[filled])
        owner = np.repeat(np.arange(len(ends)), lengths)
        terms = np.repeat(codes, count)
        positions = np.repeat(position, count)
        where = spread((np.cumsum(count) - count)[multiple], count[multiple])
        which = spread(_as_array(self._starts)[entries], count[multiple])
        terms[where] = _as_array(self._flat_terms)[which]
        positions[where] += _as_array(self._flat_distances)[which]
        return terms, np.repeat(owner, count), positions


class Inverter:
    """Collects one field's texts, document by document, and inverts them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._codes = array("q")
        self._ends = array("q")

    def add(self, text: str) -> None:
        """The next document's text."""
        self._codes.extend(map(self._lexicon.__getitem__, text.lower().split()))
        self._ends.append(len(self._codes))

    def invert(self) -> Inverted:
        """The postings of all texts added, documents numbered from zero."""
        codes, ends = _as_array(self._codes), _as_array(self._ends)
        terms, documents, positions = self._lexicon.expand(codes, ends)
        lengths = np.bincount(documents, minlength=len(ends))
        present = np.flatnonzero(np.bincount(terms, minlength=1))
        names = [self._lexicon.terms[number] for number in present.tolist()] if len(terms) else []
        order = sorted(range(len(names)), key=names.__getitem__)
        rank = np.zeros(int(present.max()) + 1 if names else 1, dtype=np.int64)
        rank[present[order]] = np.arange(len(names))
        ranks = rank[terms]
        by_term = np.argsort(ranks, kind="stable")
        ranks, documents, positions = ranks[by_term], documents[by_term], positions[by_term]
        first = np.ones(len(ranks), bool)
        first[1:] = (ranks[1:] != ranks[:-1]) | (documents[1:] != documents[:-1])
        starts = np.flatnonzero(first)
        return Inverted(
            terms=[names[place] for place in order],
            counts=np.bincount(ranks[starts], minlength=len(names)),
            documents=documents[starts],
            frequencies=np.diff(starts, append=len(ranks)),
            positions=positions,
            lengths=coded_lengths(lengths.tolist()),
            total=len(terms),
        )


def _as_array(numbers: array[Any]) -> Ints:
    return np.frombuffer(numbers, dtype=np.int64) if numbers else np.empty(0, np.int64)
