"""Targets that readers gave to attributions of the corpus, and the examples that they make.

``targets.tsv`` holds no text: the digest of a text, the character at which the cue begins, and the characters of the
shortest phrase that names what the holder is for or against.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from importlib.resources import files

from index.analysis.drafts import Draft
from index.analysis.meanings import Meanings
from index.analysis.parse import Range
from index.analysis.stance import judge
from index.analysis.things import Describer, Words, phrase_words, phrases, vectors_of, words_of
from index.analysis.training.corpus import jaccard
from index.analysis.training.examples import Examples
from index.analysis.training.stances import digest

FILE = "targets.tsv"
_SURELY = {1: (9.0, 0.0), -1: (0.0, 9.0), 0: (-9.0, -9.0)}
"""A judge's log-odds that leave no doubt of a sign."""
ALIKE = 0.5
"""Share of words in common (Jaccard) from which a phrase may pass for the reader's."""
_LITTLE = frozenset("the a an of to in on for his her their its our my that this these those with at by".split())  # noqa: SIM905


def targets() -> dict[tuple[str, int], Range]:
    """The characters of each labelled attribution's target, by text and place of the cue."""
    with files("index.analysis.training").joinpath(FILE).open("r", encoding="utf-8") as lines:
        table = csv.DictReader(lines, delimiter="\t")
        return {(row["text"], int(row["cue"])): (int(row["start"]), int(row["stop"])) for row in table}


def target_examples(found: Iterable[tuple[str, Draft, int]], table: Meanings) -> Examples:
    """Is this phrase the one that the reader marked? Asked of all phrases of a quotation that takes a side.

    Where none is the reader's, the one most like it passes for it; others that are much like it are left out.
    """
    wanted, examples = targets(), Examples()
    for text, draft, sign in found:
        target = wanted.get((digest(text), draft.cue[0]))
        ruled = judge(text, draft, lambda *_, sure=_SURELY[sign]: sure)
        if target is None or not ruled.unread:
            continue
        words = words_of(text, draft.content)
        rows = phrases(words)
        describe = Describer(text, draft, words, ruled.target, sign)
        vectors = vectors_of(words, table, [phrase_words(words, *row) for row in rows])
        likeness = [_likeness(words, row, target) for row in rows]
        best = max(likeness, default=0.0)
        for row, like, seen in zip(rows, likeness, vectors, strict=True):
            right = like == best >= ALIKE
            if right or like < ALIKE:
                examples.add(describe.of(*row), right, 0, seen)
    return examples


def _likeness(words: Words, row: Range, target: Range) -> float:
    """How many words a phrase shares with the reader's; more than 1 where it is the same phrase."""
    marked = [k for k, (start, stop) in enumerate(words.places) if start < target[1] and target[0] < stop]
    marked = [k for k in marked if words.lower[k][0].isalnum()]
    if marked and (marked[0], marked[-1] + 1) == row:
        return 2.0
    return jaccard(_telling(words, marked), _telling(words, list(range(*row))))


def _telling(words: Words, chosen: list[int]) -> frozenset[int]:
    return frozenset(k for k in chosen if words.lower[k] not in _LITTLE) or frozenset(chosen)
