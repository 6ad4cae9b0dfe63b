"""Which phrase of a quotation names its target: examples of right and wrong ones, from what readers marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from index.analysis.meanings import Meanings
from index.analysis.parse import Range
from index.analysis.stance import judge
from index.analysis.things import Describer, Words, phrase_words, phrases, vectors_of, words_of
from index.analysis.training.corpus import jaccard
from index.analysis.training.examples import Examples
from index.analysis.training.judged import Judged

ALIKE = 0.5
"""Share of words in common (Jaccard) from which a phrase may pass for the reader's."""
_LITTLE = frozenset("the a an of to in on for his her their its our my that this these those with at by".split())  # noqa: SIM905


def target_examples(found: Iterable[Judged], table: Meanings) -> Examples:
    """Is this phrase the one that the reader marked? Asked of all phrases of a quotation that takes a side.

    Where none is the reader's, the one most like it passes for it; others that are much like it are left out.
    """
    examples = Examples()
    for each in found:
        (ruled,) = judge(each.text, [each.draft], partial(_surely, each.sign))
        if each.target is None or not ruled.unread:
            continue
        words = words_of(each.text, each.draft.content)
        rows = phrases(words)
        describe = Describer(each.text, each.draft, words, ruled.target, each.sign)
        vectors = vectors_of(words, table, [phrase_words(words, *row) for row in rows])
        likeness = [_likeness(words, row, each.target) for row in rows]
        best = max(likeness, default=0.0)
        for row, like, seen in zip(rows, likeness, vectors, strict=True):
            right = like == best >= ALIKE
            if right or like < ALIKE:
                examples.add(describe.of(*row), right, 0, seen)
    return examples


def _surely(sign: int, asked: Sequence[object]) -> list[tuple[float, float]]:
    """The log-odds of a judge who does not doubt a sign."""
    return [{1: (9.0, 0.0), -1: (0.0, 9.0), 0: (-9.0, -9.0)}[sign]] * len(asked)


def _likeness(words: Words, row: Range, target: Range) -> float:
    """How many words a phrase shares with the reader's; more than 1 where it is the same phrase."""
    marked = [k for k, (start, stop) in enumerate(words.places) if start < target[1] and target[0] < stop]
    marked = [k for k in marked if words.lower[k][0].isalnum()]
    if marked and (marked[0], marked[-1] + 1) == row:
        return 2.0
    return jaccard(_telling(words, marked), _telling(words, list(range(*row))))


def _telling(words: Words, chosen: list[int]) -> frozenset[int]:
    return frozenset(k for k in chosen if words.lower[k] not in _LITTLE) or frozenset(chosen)
