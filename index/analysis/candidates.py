"""Candidates: every word of a parse that could attribute something, with what it would attribute to whom.

The patterns aim at recall; :mod:`index.analysis.scoring` decides which candidates are positions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from index.analysis.parse import Parse, Range, without
from index.analysis.syntax import noun_phrase, verb_group

_NOT = frozenset(("n't", "n’t", "not"))
"""What the parser may take for a subject: don’t."""
_HOLLOW_TAGS, _HOLLOW_WORDS = frozenset(("TO", "PRP$")), frozenset(("be", "own"))
"""What names nothing: has critics of *her own*, does not wish *to be*."""
_CLAUSAL = frozenset(("csubj", "csubjpass"))


@dataclass(slots=True)
class Candidate:
    """A possible position, in tokens of one parse.

    ``cue`` is the word that attributes and ``cue_range`` the words around it that belong to the cue; ``pattern`` says
    how it governs the ``content``; ``holder`` is the head of the holder's phrase ``holder_range``, or ``None``.
    ``begin`` is the word that the statement begins with, where that is not the first of ``content``.
    ``certainty`` is the probability that the content's end is about right; ``second`` marks the less likely of two
    ends.
    """

    cue: int
    pattern: str
    content: list[Range]
    cue_range: Range
    holder: int | None = None
    holder_range: Range | None = None
    score: float = 0.0
    certainty: float = 1.0
    second: bool = False
    begin: int | None = None
    features: list[str] = field(default_factory=list)

    @property
    def statement(self) -> list[Range]:
        """The content from where the statement begins."""
        if self.begin is None:
            return self.content
        return [(self.begin, self.content[0][1]), *self.content[1:]]

    @property
    def size(self) -> int:
        """How many tokens the content has."""
        return sum(stop - start for start, stop in self.content)


def build(
    parse: Parse,
    cue: int,
    pattern: str,
    content: list[Range],
    holder: int | None = None,
    cue_range: Range | None = None,
) -> Iterator[Candidate]:
    """One candidate, or none where no word of a content is left once holder and cue are cut out of it.

    Nor where a clause would be the holder: *whether they can meet is the question*.
    """
    if holder == cue or (holder is not None and parse.is_stand_in(holder)):
        holder = None
    if holder is not None and (parse.dep[holder] in _CLAUSAL or parse.lower[holder] in _NOT):
        return
    cue_range = cue_range or verb_group(parse, cue)
    holder_range = holder_phrase(parse, holder, cue_range) if holder is not None else None
    holes = [hole for hole in (holder_range, cue_range, (0, parse.dateline)) if hole is not None]
    for hole in holes:
        content = [piece for whole in content for piece in without(whole, hole)]
    content = sorted(trimmed for piece in content if (trimmed := parse.trim(*piece)) and trimmed[1] > trimmed[0])
    words = (i for start, stop in content for i in range(start, stop))
    if any(parse.tag[i] not in _HOLLOW_TAGS and parse.lower[i] not in _HOLLOW_WORDS for i in words):
        yield Candidate(cue, pattern, content, cue_range, holder, holder_range)


def holder_phrase(parse: Parse, holder: int, cue_range: Range) -> Range:
    """The phrase that a holder heads, without the dateline and without a cue that hangs on it."""
    start, stop = noun_phrase(parse, holder)
    if start <= holder < cue_range[0] < stop:
        start, stop = parse.trim(start, cue_range[0])  # polls *showing a lead*
    return parse.trim(parse.dateline, stop) if start < parse.dateline < stop else (start, stop)
