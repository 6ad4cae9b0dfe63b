"""What readers said of positions, stance and target: of the corpus' attributions, and of sentences of our own.

``stances.tsv`` and ``targets.tsv`` hold no text: the digest of a text (:func:`digest`), the character at which the cue
begins, and the stance, or the characters of the shortest phrase that names what the holder is for or against.
``sentences.tsv`` holds invented news of many fields, the statement in double brackets, with stance and target. Their
readers judged by the guide in the model card.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files

from index.analysis.drafts import Draft
from index.analysis.extraction import extract
from index.analysis.parse import Range
from index.analysis.reading import Reader, Section
from index.analysis.training.corpus import Labelled, WordIndex, jaccard
from index.analysis.training.examples import MATCH, Judge
from index.analysis.weights import Weights

SIGNS = {"supports": 1, "opposes": -1, "neutral": 0}
Place = tuple[str, int]
"""An attribution of the corpus: the digest of its text, and the character at which its cue begins."""
_BRACKETS = re.compile(r"\[\[|\]\]")


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft in its text, and what a reader said of it: for (1), against (-1) or neither; the target's characters."""

    text: str
    draft: Draft
    sign: int
    target: Range | None


@dataclass(frozen=True, slots=True)
class Invented:
    """A sentence of our own: its text, the characters of its statement, and what a reader said of that."""

    text: str
    content: tuple[Range, ...]
    sign: int
    target: Range | None


def digest(text: str) -> str:
    """What the tables call a text: the first twelve hexadecimal digits of its SHA-256 in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def stances() -> dict[Place, int]:
    """The sign of each labelled attribution of the corpus."""
    return {(row["text"], int(row["cue"])): SIGNS[row["stance"]] for row in _rows("stances.tsv")}


def targets() -> dict[Place, Range]:
    """The target of each attribution of the corpus for which one was marked."""
    return {(row["text"], int(row["cue"])): (int(row["start"]), int(row["stop"])) for row in _rows("targets.tsv")}


def sentences() -> list[Invented]:
    """All sentences of our own."""
    return [_invented(row) for row in _rows("sentences.tsv")]


def of_corpus(texts: list[Labelled], parsed: Iterable[tuple[int, Section]], weights: Weights) -> Iterator[Judged]:
    """Those labelled attributions that the weights find."""
    signs, marked = stances(), targets()
    known = {text for text, _ in signs}
    for number, section in parsed:
        text = texts[number]
        name = digest(text.text)
        if name not in known:
            continue
        judge = Judge(text)
        for draft in extract(section, weights):
            place = name, draft.cue[0]
            if place in signs and judge.is_right(draft):
                yield Judged(text.text, draft, signs[place], marked.get(place))


def of_sentences(reader: Reader, weights: Weights) -> Iterator[Judged]:
    """Those sentences of our own whose statement the weights find."""
    invented = sentences()
    drafts: dict[int, list[Draft]] = defaultdict(list)
    for number, section in reader.read(each.text for each in invented):
        drafts[number] += extract(section, weights)
    for number, each in enumerate(invented):
        index = WordIndex(each.text)
        said = index.words(each.content)
        likeness = [jaccard(index.words(draft.content), said) for draft in drafts[number]]
        if max(likeness, default=0.0) >= MATCH:
            yield Judged(each.text, drafts[number][likeness.index(max(likeness))], each.sign, each.target)


def _invented(row: dict[str, str]) -> Invented:
    text, content = "", []
    for number, piece in enumerate(_BRACKETS.split(row["sentence"])):
        if number % 2:
            content.append((len(text), len(text) + len(piece)))
        text += piece
    return Invented(text, tuple(content), SIGNS[row["stance"]], _place(text, content, row["target"]))


def _place(text: str, content: list[Range], phrase: str) -> Range | None:
    starts = [text.find(phrase, *piece) for piece in content] if phrase else []
    found = [start for start in starts if start >= 0]
    return (found[0], found[0] + len(phrase)) if found else None


def _rows(name: str) -> Iterator[dict[str, str]]:
    with files("index.analysis.training").joinpath(name).open("r", encoding="utf-8") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
