"""Run spaCy over a text: named entities over every word, tags and trees over the skeletons of its paragraphs."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np

from index.analysis.encoding import Encoder
from index.analysis.model import load_model
from index.analysis.naming import Name, NameFinder
from index.analysis.paragraphs import pieces
from index.analysis.parse import Parse, Read
from index.analysis.skeleton import Skeleton, skeleton, straight
from index.analysis.tags import TagFinder
from index.analysis.trees import TreeFinder
from index.analysis.words import Lemmas

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_Item = TypeVar("_Item", bound=Sized)
_Result = TypeVar("_Result")

BATCH = 2500
"""Tokens that go through the networks together; each takes some 5 KB there."""
SECTION = 30_000
"""Characters of an article that are held parsed in memory at one time."""
PARAGRAPH = 150
"""Characters that any paragraph costs beside its own."""


class Mention(NamedTuple):
    """A name in the article, ``[start, end)``, as it was found."""

    start: int
    end: int
    label: str


@dataclass(slots=True)
class Section:
    """Consecutive paragraphs of one article; ``parses[n]`` is ``None`` where paragraph n is but quotations."""

    skeletons: list[Skeleton] = field(default_factory=list)
    parses: list[Parse | None] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


class Reader:
    """Holds the model; turns texts into parsed sections."""

    def __init__(self) -> None:
        self._nlp = load_model()
        self._nlp.max_length = 1 << 30
        self._lemmas = Lemmas(self._nlp.path)
        self._encode = Encoder(self._component("tok2vec").model)
        self._tags = TagFinder(self._component("tagger"))
        self._trees = TreeFinder(self._component("parser"))
        self._names = NameFinder(self._component("ner"))
        gc.collect()
        gc.freeze()  # what is loaded now stays for good: no later collection need walk it again

    def _component(self, name: str) -> Any:
        return self._nlp.get_pipe(name)

    def read(self, texts: Iterable[str]) -> Iterator[tuple[int, Section]]:
        """Sections of all texts in order, each with the index of its text; small texts share the networks' batches."""
        held: list[tuple[int, str, list[tuple[int, int]]]] = []
        size = 0
        for number, text in enumerate(texts):
            for spans in _sections(text):
                length = sum(map(_cost, spans))
                if held and size + length > SECTION:
                    yield from self._read_held(held)
                    held, size = [], 0
                held.append((number, text, spans))
                size += length
        yield from self._read_held(held)

    def _read_held(self, held: list[tuple[int, str, list[tuple[int, int]]]]) -> Iterator[tuple[int, Section]]:
        texts = [text[start:end] for _, text, spans in held for start, end in spans]
        docs = [self._nlp.make_doc(straight(text)) for text in texts]
        names = _in_batches(docs, self._names.find)
        offsets = list(chain.from_iterable((start for start, _ in spans) for _, _, spans in held))
        skeletons = [skeleton(*item) for item in zip(docs, texts, offsets, strict=True)]
        parsed = iter(_in_batches([skel for skel in skeletons if not skel.is_one_quotation], self._parse))
        paragraphs = iter(zip(docs, skeletons, names, strict=True))
        for number, _, spans in held:
            section = Section()
            for _ in spans:
                doc, skel, found = next(paragraphs)
                parse = None
                if not skel.is_one_quotation:
                    parse = Parse.of(skel, next(parsed), _labels(doc, found), self._lemmas)
                section.skeletons.append(skel)
                section.parses.append(parse)
                section.mentions += [_mention(doc, skel.offset, name) for name in found]
            yield number, section

    def _parse(self, skeletons: list[Skeleton]) -> list[Read]:
        """Tags, tree and vectors of each skeleton."""
        vectors = self._encode([_document(self._nlp.vocab, skeleton) for skeleton in skeletons])
        blank = [[word.isspace() for word in skel.words] for skel in skeletons]
        return list(zip(self._tags.find(vectors), self._trees.find(vectors, blank), vectors, strict=True))


def _in_batches(items: Sequence[_Item], run: Callable[[list[_Item]], list[_Result]]) -> list[_Result]:
    """What ``run`` makes of paragraphs, given :data:`BATCH` tokens at a time, or one paragraph.

    Those of a length go together: the networks take as many steps over a batch as its longest has tokens.
    """
    results: dict[int, _Result] = {}
    batch: list[int] = []
    size = 0
    for n in sorted(range(len(items)), key=lambda n: len(items[n])):
        if batch and size + len(items[n]) > BATCH:
            results.update(zip(batch, run([items[k] for k in batch]), strict=True))
            batch, size = [], 0
        batch.append(n)
        size += len(items[n])
    if batch:
        results.update(zip(batch, run([items[k] for k in batch]), strict=True))
    return [results[n] for n in range(len(items))]


def _document(vocab: Vocab, skeleton: Skeleton) -> Doc:
    """The tokens of a skeleton as spaCy's own tokeniser would give them."""
    from spacy.tokens import Doc

    doc = Doc(vocab, words=skeleton.words, spaces=skeleton.spaces)
    norms: Any = np.array(skeleton.norms, dtype=np.uint64)
    return doc.from_array(["NORM"], norms)


def _labels(doc: Doc, names: list[Name]) -> list[str]:
    """The label of the name that each token is part of, or ""."""
    labels = [""] * len(doc)
    for start, end, label in names:
        labels[start:end] = [label] * (end - start)
    return labels


def _mention(doc: Doc, offset: int, name: Name) -> Mention:
    last = doc[name.end - 1]
    return Mention(offset + doc[name.start].idx, offset + last.idx + len(last), name.label)


def _cost(span: tuple[int, int]) -> int:
    """What a paragraph counts towards a section: its characters, and what the shortest one takes in memory."""
    return span[1] - span[0] + PARAGRAPH


def _sections(text: str) -> Iterator[list[tuple[int, int]]]:
    """The paragraphs of a text in groups that cost at most :data:`SECTION`."""
    group: list[tuple[int, int]] = []
    size = 0
    for span in pieces(text):
        if group and size + _cost(span) > SECTION:
            yield group
            group, size = [], 0
        group.append(span)
        size += _cost(span)
    if group:
        yield group
