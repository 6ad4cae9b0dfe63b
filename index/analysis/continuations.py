"""What a speaker goes on to say without a cue: the sentence after *…, she said* that can only be hers."""

from __future__ import annotations

from dataclasses import replace

from index.analysis import lexicon
from index.analysis.candidates import Candidate
from index.analysis.parse import Parse, Range, overlap

GOES_ON = "goes on"
"""The pattern of a statement that stands in a sentence of its own, after the one that names who speaks."""
_SCORE = 0.8
_BEFORE_CUE = frozenset(("clause<", "around"))
_ONCE = frozenset(("would", "'d", "’d"))
_IF = frozenset(("if", "unless", "should"))


def go_on(parse: Parse, chosen: list[Candidate]) -> list[Candidate]:
    """The positions of a paragraph with those that go on in the next sentence.

    *But if …* there ties the same statement to a condition; a verdict in the speaker's tense (*it would be a mistake*)
    is another statement.
    """
    found = list(chosen)
    for candidate in chosen:
        following = _next_sentence(parse, candidate)
        if following is None:
            continue
        inside = [other for other in found if following[0] <= other.cue < following[1]]
        if _ties(parse, following):
            found = [other for other in found if other not in inside or other.holder is not None]
            candidate.content.append(parse.trim(*following))
        elif not inside and _is_verdict(parse, following) and not overlap(candidate.content, [following]):
            found.append(
                replace(
                    candidate,
                    pattern=GOES_ON,
                    content=[parse.trim(*following)],
                    begin=None,
                    score=_SCORE * candidate.score,
                )
            )
    return sorted(found, key=lambda each: (each.cue, each.content))


def _next_sentence(parse: Parse, candidate: Candidate) -> Range | None:
    """The sentence after one that ends with its cue, if that is a verb of speech with a speaker."""
    said = candidate.pattern in _BEFORE_CUE and parse.lemma[candidate.cue] in lexicon.attribution().say
    end = parse.sentence[candidate.cue][1]
    if not said or candidate.holder is None or end >= len(parse):
        return None
    return parse.sentence[end]


def _ties(parse: Parse, sentence: Range) -> bool:
    start, stop = sentence
    return (
        stop - start > 2
        and parse.lower[start] == "but"
        and parse.lower[start + 1] in _IF
        and any(parse.lower[i] in _ONCE for i in range(start, stop))
    )


def _is_verdict(parse: Parse, sentence: Range) -> bool:
    """Does the sentence say of a thing what it would be: good or bad?"""
    words = lexicon.polarity()
    root = next((i for i in range(*sentence) if parse.head[i] == i), sentence[0])
    subject = parse.child(root, "nsubj")
    would = any(parse.lower[kid] in _ONCE for kid in parse.children(root, "aux"))
    if parse.lemma[root] != "be" or not would or subject is None or parse.pos[subject] not in ("NOUN", "PROPN"):
        return False
    return any(parse.lemma[i] in words.good | words.bad for i in parse.children(root, "attr", "acomp"))
