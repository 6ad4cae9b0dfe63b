"""An article's text to its entities and positions: the stages in order."""

from __future__ import annotations

from collections.abc import Sequence

from index.analysis.assembly import Judged, assemble
from index.analysis.clues import Clues
from index.analysis.drafts import Draft
from index.analysis.extraction import extract
from index.analysis.reading import Mention, Reader
from index.analysis.stance import judge, second_side
from index.analysis.things import aimed
from index.analysis.weights import Weights, learned
from index.article import Analysis, Quotation


class Analyser:
    """Holds the model and the weights; raises :class:`ModelMissingError` where there is none."""

    def __init__(self) -> None:
        self._reader = Reader()
        self._weights = learned()

    def analyse(self, text: str) -> Analysis:
        """The entities and positions of one text."""
        return self.analyse_many([text])[0]

    def analyse_many(self, texts: Sequence[str]) -> list[Analysis]:
        """The same of several texts, faster than one by one."""
        mentions: list[list[Mention]] = [[] for _ in texts]
        drafts: list[list[Judged]] = [[] for _ in texts]
        clues = [Clues() for _ in texts]
        for number, section in self._reader.read(texts):
            mentions[number] += section.mentions
            clues[number].add(section)
            drafts[number] += _judged(texts[number], list(extract(section, self._weights)), self._weights)
        return [assemble(*item) for item in zip(texts, mentions, clues, drafts, strict=True)]


def _judged(text: str, found: list[Draft], weights: Weights) -> list[Judged]:
    """Drafts with their stances, and second sides that their statements take; their parses are let go."""
    drafts = [each for draft in found for each in (draft, second_side(draft)) if each is not None]
    judged = []
    for draft, judgement in zip(drafts, judge(text, drafts, weights.stance), strict=True):
        if not draft.second or judgement.stance != "neutral":
            judged.append(Judged(draft, aimed(text, draft, judgement, weights.target), _quotation(draft)))
        draft.release()
    return judged


def _quotation(draft: Draft) -> Quotation:
    """How much of a statement stands between quotation marks."""
    skeleton = draft.parse.skeleton
    quoted = whole = 0
    for start, stop in draft.content:
        whole += stop - start
        for quote in skeleton.quotes:
            a, b = quote.start + skeleton.offset, quote.end + skeleton.offset
            quoted += max(0, min(stop, b) - max(start, a))
    if draft.pattern == "opened" or quoted >= 0.9 * whole:
        return "direct"
    return "mixed" if quoted else "indirect"
