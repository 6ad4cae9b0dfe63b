"""Stances that a reader gave to attributions of the corpus, and the examples that they make.

``stances.tsv`` holds no text: the digest of a text (:func:`digest`), the character at which the cue begins, and the
stance. The readers saw holder, cue and statement, and judged by the guide in the model card.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator
from importlib.resources import files

from index.analysis.drafts import Draft
from index.analysis.extraction import extract
from index.analysis.reading import Section
from index.analysis.stance import features_of
from index.analysis.stance_features import wording
from index.analysis.training.corpus import Labelled
from index.analysis.training.examples import Judge
from index.analysis.training.softmax import Stated
from index.analysis.weights import Weights

FILE = "stances.tsv"
SIGNS = {"supports": 1, "opposes": -1, "neutral": 0}


def digest(text: str) -> str:
    """What the table calls a text: the first twelve hexadecimal digits of its SHA-256 in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def labels() -> dict[tuple[str, int], int]:
    """The sign of each labelled attribution, by text and place of the cue."""
    with files("index.analysis.training").joinpath(FILE).open("r", encoding="utf-8") as lines:
        table = csv.DictReader(lines, delimiter="\t")
        return {(row["text"], int(row["cue"])): SIGNS[row["stance"]] for row in table}


def labelled_drafts(
    texts: list[Labelled], parsed: Iterable[tuple[int, Section]], weights: Weights
) -> Iterator[tuple[str, Draft, int]]:
    """Those labelled attributions that the weights find: the text, the draft, and the sign."""
    wanted = labels()
    known = {text for text, _ in wanted}
    for number, section in parsed:
        text = texts[number]
        name = digest(text.text)
        if name not in known:
            continue
        judge = Judge(text)
        for draft in extract(section, weights):
            sign = wanted.get((name, draft.cue[0]))
            if sign is not None and judge.is_right(draft):
                yield text.text, draft, sign


def stance_examples(found: Iterable[tuple[str, Draft, int]]) -> Stated:
    """What the judge of stances is taught with."""
    stated = Stated([], [], [])
    for text, draft, sign in found:
        stated.features.append(features_of(text, draft))
        stated.words.append(wording(text, draft.cue, draft.content))
        stated.signs.append(sign)
    return stated
