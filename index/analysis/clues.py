"""What the trees of an article tell about its names, kept when the trees go: subjects, antecedents, sentences."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from index.analysis import lexicon
from index.analysis.parse import Parse, Range
from index.analysis.reading import Section
from index.analysis.syntax import noun_phrase

_MAIN = frozenset(("ROOT", "conj", "parataxis"))


@dataclass(slots=True)
class Clues:
    """Places in an article, in characters of its text.

    ``sentences`` are where sentences begin, in order, the first of a paragraph twice, since more changes there;
    ``subjects`` the heads of subjects, the value whether their clause is a main one; ``speakers`` the heads of subjects
    of verbs of speech; ``antecedents`` maps a relative pronoun to the phrase that it stands for; ``common`` are
    capitalised words that are no proper nouns; ``quoted`` are quotations.
    """

    sentences: list[int] = field(default_factory=list)
    subjects: dict[int, bool] = field(default_factory=dict)
    speakers: set[int] = field(default_factory=set)
    antecedents: dict[int, Range] = field(default_factory=dict)
    common: set[int] = field(default_factory=set)
    quoted: list[Range] = field(default_factory=list)

    def sentence(self, place: int) -> int:
        """The number of the sentence that holds a place."""
        return bisect_right(self.sentences, place)

    def subject(self, start: int, end: int) -> bool | None:
        """Does ``[start, end)`` hold the head of a subject: of a main clause, of another (``False``), of none?"""
        return next((self.subjects[place] for place in range(start, end) if place in self.subjects), None)

    def is_quoted(self, place: int) -> bool:
        """Does the place lie inside a quotation?"""
        n = bisect_right(self.quoted, (place, 1 << 60)) - 1
        return n >= 0 and self.quoted[n][0] <= place < self.quoted[n][1]

    def add(self, section: Section) -> None:
        """Take in the next section of the article."""
        for skeleton, parse in zip(section.skeletons, section.parses, strict=True):
            self.quoted += [(skeleton.offset + quote.start, skeleton.offset + quote.end) for quote in skeleton.quotes]
            self.sentences.append(skeleton.offset)
            if parse is None:
                self.sentences.append(skeleton.offset)
            else:
                self._add_parse(parse)

    def _add_parse(self, parse: Parse) -> None:
        bounds = parse.sentence
        self.sentences += sorted({parse.first[start] for start, _ in bounds})
        say = lexicon.attribution().say
        for i, relation in enumerate(parse.dep):
            if parse.is_stand_in(i):
                continue
            if relation in ("nsubj", "nsubjpass"):
                self._add_subject(parse, i, parse.head[i], say)
            if parse.text[i][0].isupper() and parse.pos[i] != "PROPN" and parse.tag[i] not in ("PRP", "FW"):
                self.common.add(parse.first[i])

    def _add_subject(self, parse: Parse, i: int, verb: int, say: frozenset[str]) -> None:
        main = parse.dep[verb] in _MAIN or (parse.dep[verb] == "ccomp" and parse.dep[parse.head[verb]] == "ROOT")
        for named in (i, *parse.children(i, "appos")):
            self.subjects[parse.first[named]] = main
        if parse.lemma[verb] in say:
            self.speakers.add(parse.first[i])
        if parse.tag[i] in ("WP", "WDT") and parse.dep[verb] == "relcl":
            start, stop = noun_phrase(parse, parse.head[verb])
            self.antecedents[parse.first[i]] = parse.first[start], min(parse.last[stop - 1], parse.first[i])
