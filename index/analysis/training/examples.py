"""Training examples: candidates and stopping points of labelled texts, with what the annotators say of them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.analysis.beginnings import beginning_features, beginning_tokens, beginnings
from index.analysis.boundaries import stops
from index.analysis.boundary_features import ends_of, place_features, stop_features, stop_tokens
from index.analysis.candidates import Candidate
from index.analysis.drafts import Draft, draft
from index.analysis.extraction import scored_candidates
from index.analysis.features import candidate_features, candidate_tokens
from index.analysis.parse import Parse, Range, overlap
from index.analysis.patterns import find_candidates, patterns_by_cue, refined_candidates
from index.analysis.reading import Section
from index.analysis.selection import select
from index.analysis.sources import phrase_of, source_features, source_tokens, sources
from index.analysis.training.corpus import Attribution, Labelled, WordIndex, jaccard
from index.analysis.weights import Logistic, Weights

MATCH = 0.5
"""Word overlap (Jaccard) from which a candidate's statement counts as the annotator's."""


@dataclass(slots=True)
class Examples:
    """Rows of features, their labels, the number of the text each comes from, and vectors of tokens (NaN for none)."""

    rows: list[list[str]] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    vectors: list[NDArray[np.float16]] = field(default_factory=list)

    def of_half(self, wanted: int) -> Examples:
        """The examples from one half of the texts."""
        chosen = [n for n, group in enumerate(self.groups) if half(group) == wanted]
        lists = (self.rows, self.labels, self.groups, self.vectors)
        return Examples(*([items[n] for n in chosen] for items in lists))  # type: ignore[arg-type]

    def add(self, row: list[str], label: bool, group: int, vectors: NDArray[np.float32]) -> None:
        """Append one example."""
        self.rows.append(row)
        self.labels.append(int(label))
        self.groups.append(group)
        self.vectors.append(vectors.astype(np.float16))

    def add_all(
        self, rows: list[list[str]], labels: list[bool], group: int, vectors: list[NDArray[np.float32]]
    ) -> None:
        """Append the answers to one question."""
        for row, label, seen in zip(rows, labels, vectors, strict=True):
            self.add(row, label, group, seen)


def boundary_examples(texts: list[Labelled], parsed: list[tuple[int, Section]]) -> Examples:
    """Does the annotator's statement go on past this point? Asked at each point up to the one where it ends."""
    examples = Examples()
    for number, section in parsed:
        at_cue = {
            place: item for item in texts[number].readings[0] for start, end in item.cue for place in range(start, end)
        }
        for parse in section.parses:
            seen: set[tuple[int, int]] = set()
            for candidate in find_candidates(parse) if parse is not None else ():
                gold = at_cue.get(parse.first[candidate.cue]) if parse is not None else None
                key = candidate.content[-1][0], candidate.cue
                if parse is None or gold is None or key in seen:
                    continue
                seen.add(key)
                _add_stops(examples, parse, candidate, gold, number)
    return examples


def _add_stops(examples: Examples, parse: Parse, candidate: Candidate, gold: Attribution, number: int) -> None:
    found = stops(parse, candidate)
    if found is None:
        return
    begin = parse.first[candidate.content[-1][0]]
    span = next((s for s in gold.content if s[0] - 3 <= begin <= s[0] + 12 and begin < s[1]), None)
    if span is None:
        return
    points, furthest = found
    rows, seen = stop_features(parse, candidate, points, furthest), stop_tokens(parse, candidate, points)
    for (point, end), row, tokens in zip(ends_of(points, furthest), rows, seen, strict=True):
        goes_on = span[1] > parse.first[point.at] + 1
        examples.add(place_features(parse, point, end) + row, goes_on, number, _vectors(parse, tokens))
        if not goes_on:
            return


def candidate_examples(
    texts: list[Labelled], parsed: list[tuple[int, Section]], boundaries: tuple[Logistic, Logistic]
) -> Examples:
    """Is this candidate an attribution? Those inside a right one's statement are left out: selection drops them.

    ``boundaries`` were each learned from one half of the texts (:func:`half`); a text's ends are set by the other.
    """
    examples = Examples()
    for number, section in parsed:
        judge = Judge(texts[number])
        for n, parse in enumerate(section.parses):
            if parse is None:
                continue
            candidates = refined_candidates(parse, boundaries[1 - half(number)])
            rivals = patterns_by_cue(candidates)
            for candidate in candidates:
                made = draft(candidate, parse, n)
                right = judge.is_right(made)
                if right or not judge.is_covered(made):
                    row = candidate_features(parse, candidate, rivals[candidate.cue])
                    examples.add(row, right, number, _vectors(parse, candidate_tokens(parse, candidate)))
    return examples


def choice_examples(
    texts: list[Labelled], parsed: list[tuple[int, Section]], halves: tuple[Weights, Weights]
) -> tuple[Examples, Examples]:
    """Which of the possible holders, and which of the possible beginnings, of a right position are the annotator's?

    The positions of each text are those that the weights find which were learned from the other half.
    """
    whose, where = Examples(), Examples()
    for number, section in parsed:
        judge = Judge(texts[number])
        for n, parse in enumerate(section.parses):
            chosen = select(scored_candidates(parse, halves[1 - half(number)])) if parse is not None else []
            for candidate in chosen:
                gold = judge.nearest(draft(candidate, parse, n)) if parse is not None else None
                if parse is None or gold is None:
                    continue
                found, begins = sources(parse, candidate), beginnings(parse, candidate)
                right = judge.holders_right(gold, [_place(parse, candidate, i) for i in found])
                rows, tokens = source_features(parse, candidate, found), source_tokens(parse, candidate, found)
                whose.add_all(rows, right, number, [_vectors(parse, each) for each in tokens])
                right = [judge.begins_right(gold, (parse.first[i], parse.last[i])) for i in begins]
                rows, tokens = beginning_features(parse, candidate, begins), beginning_tokens(parse, candidate, begins)
                where.add_all(rows, right, number, [_vectors(parse, each) for each in tokens])
    return whose, where


def _place(parse: Parse, candidate: Candidate, source: int | None) -> tuple[Range, Range] | None:
    """The characters of a possible holder's phrase and of its head."""
    phrase = phrase_of(parse, candidate, source)
    if source is None or phrase is None or phrase[0] >= phrase[1]:
        return None
    return parse.chars(*phrase), parse.chars(source, source + 1)


def _vectors(parse: Parse, tokens: tuple[int, ...]) -> NDArray[np.float32]:
    """The vectors of some tokens, one a row, NaN where there is none."""
    found: NDArray[np.float32] = parse.vectors[list(tokens)]
    found[[token < 0 for token in tokens]] = np.nan
    return found


def half(number: int) -> int:
    """Which half of the corpus a text belongs to, 0 or 1."""
    return number % 2


class Judge:
    """Tells whether a draft is one of the annotator's attributions."""

    def __init__(self, text: Labelled) -> None:
        self._index = WordIndex(text.text)
        self._gold = [(list(item.cue), self._index.words(item.content)) for item in text.readings[0]]
        self._items = text.readings[0]
        self._covered = self._index.words(text.unsure).union(*(content for _, content in self._gold))

    def is_right(self, made: Draft) -> bool:
        """Do the cues touch and the statements share half of their words?"""
        content = self._index.words(made.content)
        return any(overlap([made.cue], cue) and jaccard(content, said) >= MATCH for cue, said in self._gold)

    def is_covered(self, made: Draft) -> bool:
        """Does the cue stand inside somebody's statement, or in words that were set aside?"""
        return bool(self._index.words([made.cue]) & self._covered)

    def nearest(self, made: Draft) -> Attribution | None:
        """The attribution whose statement shares most words with a draft's, and half of them."""
        content = self._index.words(made.content)
        shared = [jaccard(content, said) for _, said in self._gold]
        best = max(shared, default=0.0)
        return self._items[shared.index(best)] if best >= MATCH else None

    def holders_right(self, gold: Attribution, places: list[tuple[Range, Range] | None]) -> list[bool]:
        """Which phrases (each with its head) are the annotator's holder: of those headed in it, the most like it."""
        holder = self._index.words(gold.holder)
        if not holder:
            return [place is None for place in places]
        likeness = [self._likeness(holder, place) for place in places]
        return [0.0 < each == max(likeness) for each in likeness]

    def _likeness(self, holder: frozenset[int], place: tuple[Range, Range] | None) -> float:
        if place is None or not self._index.words([place[1]]) & holder:
            return 0.0
        return jaccard(self._index.words([place[0]]), holder)

    def begins_right(self, gold: Attribution, word: Range) -> bool:
        """Is it the first word of the annotator's statement?"""
        return min(self._index.words([word]), default=-1) == min(self._index.words(gold.content), default=-2)
