"""All candidates of a parsed paragraph, and the quotations that go on right after them."""

from __future__ import annotations

from collections import defaultdict

from index.analysis.boundaries import refine
from index.analysis.candidates import Candidate
from index.analysis.other_patterns import according_to, of_adjective, of_marks, of_noun
from index.analysis.parse import Parse, Range
from index.analysis.verb_patterns import of_verb
from index.analysis.weights import Logistic

_NEXT_WORDS = 12
_OPEN_ENDED = frozenset(("clause", "clauses", "object", "predicate", "object+predicate"))
_ENDS = frozenset(".?!")
_PATTERNS = {"VERB": of_verb, "AUX": of_verb, "NOUN": of_noun, "ADJ": of_adjective}
"""What finds the candidates that hang on a word, by its part of speech."""


def find_candidates(parse: Parse) -> list[Candidate]:
    """Every candidate of the paragraph, in the order of their cues."""
    found: list[Candidate] = []
    for i, pos in enumerate(parse.pos):
        patterns = according_to if parse.lower[i] == "according" else _PATTERNS.get(pos)
        if patterns is not None and not parse.is_stand_in(i):
            found += patterns(parse, i)
    found += of_marks(parse)
    alone = _lone_quotations(parse)
    if alone:
        quoting = {parse.sentence[candidate.cue] for candidate in found if _is_quoting(parse, candidate)}
        for candidate in found:
            if parse.sentence[candidate.cue] not in quoting or _is_quoting(parse, candidate):
                _go_on(parse, candidate, alone)
    return found


def _is_quoting(parse: Parse, candidate: Candidate) -> bool:
    return any(parse.is_stand_in(i) for start, stop in candidate.content for i in range(start, stop))


def refined_candidates(parse: Parse, boundary: Logistic) -> list[Candidate]:
    """Every candidate of the paragraph with its end where the model would set it, or in either of two places."""
    return refine(parse, find_candidates(parse), boundary)


def patterns_by_cue(candidates: list[Candidate]) -> dict[int, list[str]]:
    """The patterns of the candidates that share a cue, each once."""
    found: dict[int, list[str]] = defaultdict(list)
    for candidate in candidates:
        if candidate.pattern not in found[candidate.cue]:
            found[candidate.cue].append(candidate.pattern)
    return found


def _lone_quotations(parse: Parse) -> list[Range]:
    """Masked quotations that stand between sentences, as ranges of tokens."""
    alone = []
    for number in parse.skeleton.masked:
        tokens = [i for i, quote in enumerate(parse.quote) if quote == number]
        start, stop = tokens[0], tokens[-1] + 1
        opens = start == 0 or parse.text[start - 1] in '.?!:”"’)'
        closes = stop == len(parse) or parse.text[stop][0].isupper() or parse.text[stop][0] in '“"‘['
        if opens and closes and stop - start > 1 and parse.text[stop - 2] in _ENDS:
            alone.append((start, stop))
    return alone


def _go_on(parse: Parse, candidate: Candidate, alone: list[Range]) -> None:
    """“A,” she said. “B.”: what follows the cue without a cue of its own is the same statement."""
    edge = max(candidate.content[-1][1], candidate.cue_range[1], (candidate.holder_range or (0, 0))[1])
    if not _is_quoting(parse, candidate) and not (
        candidate.pattern in _OPEN_ENDED and edge < len(parse) and parse.text[edge] in ("”", ",", ".")
    ):
        return
    for start, stop in alone:
        gap = range(edge, start)
        another = parse.text[start - 1] == ":" and any(parse.pos[i] == "VERB" for i in gap)  # Tan said: “…”
        if another or start < edge or len(gap) > _NEXT_WORDS or any(parse.text[i] in _ENDS for i in list(gap)[:-1]):
            continue
        candidate.content.append((start, stop))
        edge = stop
