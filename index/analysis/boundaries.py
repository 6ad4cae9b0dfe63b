"""Where a statement ends: points at which it could stop, and a learned choice among them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import accumulate

from index.analysis import lexicon
from index.analysis.boundary_features import Stop, ends_of, place_features, stop_features, stop_tokens
from index.analysis.candidates import Candidate
from index.analysis.parse import Parse
from index.analysis.weights import Logistic

_BREAKS = frozenset(
    (
        "prep",
        "advcl",
        "relcl",
        "acl",
        "conj",
        "appos",
        "npadvmod",
        "parataxis",
        "agent",
        "dative",
        "ccomp",
        "xcomp",
        "oprd",
        "advmod",
        "cc",
        "dep",
        "meta",
        "intj",
    )
)
_FIXED = frozenset(
    (
        "tail",
        "headline",
        "participle+by",
        "quote",
        "beside",
        "beside<",
        "dash",
        "according",
        "colon",
        "colon+quote",
        "clause<",
        "relative",
        "passive",
        "antecedent",
        "around",
        "seem",
        "so",
    )
)
_KEPT = frozenset("”\"')’%")
_FAR = 100
"""Words within which another speaker is looked for; bounds the work on endless sentences."""
MOST_STOPS = 20
"""Possible ends of one statement that are weighed; bounds the work on endless sentences."""
LIKELY = 0.3
"""How probable a second reading of a statement's length must be to be weighed too."""
EXACT = 0.5
"""What the very words are worth, beside most of them, in the choice of an end."""


def refine(parse: Parse, candidates: Iterable[Candidate], model: Logistic) -> list[Candidate]:
    """Move the end of each candidate's last piece of content to where the model would stop, and say how sure that is.

    Behind a candidate whose statement may as well be of quite another length stands the same one with that end.
    """
    framed = [(candidate, _framed(parse, candidate)) for candidate in candidates]
    tokens = [row for candidate, found in framed if found for row in stop_tokens(parse, candidate, found[0])]
    added = iter(model.added(parse.vectors, tokens))  # of all at once: the network is called seldom
    refined = []

    @cache
    def of_place(point: Stop, end: int) -> float:  # at which several candidates may end
        return model.total(place_features(parse, point, end))

    for candidate, found in framed:
        other = None
        if found:
            asked = zip(stop_features(parse, candidate, *found), ends_of(*found), added, strict=False)
            going_on = [model(names, of_place(*place) + more) for names, place, more in asked]
            other = _settle(parse, candidate, *found, going_on)
        refined += [candidate] if other is None else [candidate, other]
    return refined


def _framed(parse: Parse, candidate: Candidate) -> tuple[list[Stop], int] | None:
    """The possible ends of a candidate, which is cut where it cannot go on at all."""
    candidate.content = list(candidate.content)  # others may have been made with the same list
    if candidate.pattern not in _FIXED:
        _end_at(parse, candidate, min(candidate.content[-1][1], _limit(parse, candidate)))
    return stops(parse, candidate)


def _settle(
    parse: Parse, candidate: Candidate, points: list[Stop], furthest: int, going_on: list[float]
) -> Candidate | None:
    """Choose among the ends; the candidate with another one, where that may as well be the right one.

    ``going_on`` are the probabilities that the statement goes on at each of ``points``.
    """
    start = candidate.content[-1][0]
    (end, candidate.certainty), *others = best_ends(start, [point.at for point in points] + [furthest], going_on)
    other = None
    if others and others[0][1] >= LIKELY:
        other = replace(candidate, content=list(candidate.content), certainty=others[0][1], second=True)
        if not _end_at(parse, other, others[0][0]):
            other = None
    _end_at(parse, candidate, end)
    return other


def _end_at(parse: Parse, candidate: Candidate, end: int) -> bool:
    """Move the end of the last piece of content, unless that would take in the holder or leave nothing."""
    start = candidate.content[-1][0]
    if candidate.holder_range is not None and start < candidate.holder_range[1] < end:
        return False
    while (
        end - 1 > start and (parse.dep[end - 1] == "cc" or parse.is_punct(end - 1)) and parse.text[end - 1] not in _KEPT
    ):
        end -= 1  # that she supports it, *and*
    trimmed = parse.trim(start, end)
    if trimmed[1] <= trimmed[0]:
        return False
    candidate.content[-1] = trimmed
    return True


def best_ends(start: int, ends: list[int], going_on: list[float]) -> list[tuple[int, float]]:
    """The end that most probably gives the statement or most of it, and how probable it is to give most of it; then
    the same of the best end that has not most in common with the first, if there is one.

    ``going_on`` has, for each end but the furthest, the probability that the statement goes on there. Two readings
    that begin at ``start`` have most in common when the shorter is at least half of the longer.
    """
    chances, passed = [], 1.0
    for probability in going_on:
        chances.append(passed * (1 - probability))
        passed *= probability
    chances.append(passed)
    lengths = [end - start for end in ends]
    until = [0.0, *accumulate(chances)]
    ranked = []
    for length, exact in zip(lengths, chances, strict=True):
        most = until[bisect_right(lengths, 2 * length)] - until[bisect_left(lengths, length / 2)]
        ranked.append((round(most + EXACT * exact, 12), -length, most))
    best = max(ranked)
    apart = [item for item in ranked if 2 * min(-item[1], -best[1]) < max(-item[1], -best[1])]
    return [(start - length, most) for _, length, most in ([best, max(apart)] if apart else [best])]


def stops(parse: Parse, candidate: Candidate) -> tuple[list[Stop], int] | None:
    """The possible ends of a candidate's content in order, and the furthest end; ``None`` where nothing is open."""
    start = candidate.content[-1][0]
    if candidate.pattern in _FIXED or start <= candidate.cue:
        return None
    root = _root(parse, candidate)
    furthest = min(parse.sentence[candidate.cue][1], max(start + 1, _limit(parse, candidate)))
    while furthest > start + 1 and (parse.pos[furthest - 1] == "SPACE" or parse.text[furthest - 1] in ".!?:;"):
        furthest -= 1
    core = max(root, start) + 1
    points: dict[int, Stop] = {}
    for i in range(core, furthest):
        resume = parse.left[i]
        if parse.dep[i] not in _BREAKS or resume < core or resume in points:
            continue
        if parse.dep[i] == "advmod" and not parse.is_punct(resume - 1):
            continue
        at = _before(parse, resume, core)
        if len(points) == MOST_STOPS:
            furthest = max(at, *(point.at for point in points.values()))
            break
        if not any(at <= other <= resume for other in points):
            points[resume] = Stop(at, resume, i, _attachment(parse, candidate, root, i, start, resume))
    for edge, name in ((parse.right[root] + 1, "edge"), (parse.right[candidate.cue] + 1, "cue-edge")):
        _add_edge(parse, points, edge, core, furthest, name)
    return (sorted(points.values(), key=lambda point: point.at), furthest) if points else None


def _root(parse: Parse, candidate: Candidate) -> int:
    """The head of a candidate's last piece of content; that of the infinitive where somebody is urged *to go*."""
    start, stop = candidate.content[-1]
    if candidate.pattern == "object+infinitive":
        for i in range(stop - 1, start - 1, -1):
            if parse.dep[i] == "xcomp" and not start <= parse.head[i] < stop:
                return i
    return parse.top(start, stop)


def _limit(parse: Parse, candidate: Candidate) -> int:
    """Where the statement must have ended: with the subject of which it is part, or before another's own statement."""
    cue, end = candidate.cue, parse.sentence[candidate.cue][1]
    if parse.dep[cue] in ("csubj", "csubjpass"):  # what they propose to do *is known*
        end = min(end, parse.right[cue] + 1)
    start = max(candidate.content[-1][0], cue) + 1
    for i in range(start, min(end, start + _FAR)):
        if parse.dep[i] != "conj" or parse.lemma[i] not in lexicon.attribution().say:
            continue
        subject = parse.child(i, "nsubj")
        if subject is not None and parse.pos[subject] == "PROPN" and parse.child(i, "ccomp") is not None:
            left = parse.left[subject]  # she says that …, *and Tan vows that …*
            return _before(parse, left - (parse.lower[left - 1] in ("and", "but", "while")), candidate.content[-1][0])
    return end


def _before(parse: Parse, i: int, lowest: int) -> int:
    """The place before the punctuation that stands before ``i``."""
    while i > lowest and parse.is_punct(i - 1) and parse.text[i - 1] not in _KEPT:
        i -= 1
    return i


def _attachment(parse: Parse, candidate: Candidate, root: int, i: int, start: int, resume: int) -> str:
    head = parse.head[i]
    if head == candidate.cue:
        return "cue"
    if head == root:
        return "root"
    return "in" if start <= head < resume else "out"


def _add_edge(parse: Parse, points: dict[int, Stop], edge: int, core: int, furthest: int, name: str) -> None:
    """Mark the end of a subtree as a possible end, merged with a point that already stands there."""
    at = _before(parse, edge, core)
    if not core < at < furthest or edge >= len(parse):
        return
    same = next((point for point in points.values() if at <= point.resume and point.at <= edge), None)
    if same is not None:
        points[same.resume] = Stop(same.at, same.resume, same.token, same.attached + "+" + name)
    else:
        resume = min(max(edge, at), furthest - 1)
        points[resume] = Stop(at, resume, resume, name)
