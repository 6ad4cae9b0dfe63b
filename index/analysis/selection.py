"""Which candidates stand together: one reading a cue, no statements that overlap unless one lies in the other."""

from __future__ import annotations

from index.analysis.candidates import Candidate
from index.analysis.parse import overlap

THRESHOLD = 0.38
"""Candidates below this probability are never positions."""
NESTED_THRESHOLD = 0.95
"""A position inside another's statement must be surer."""
_RIVAL = 0.5


def select(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates of one paragraph that are positions, in the order of their cues."""
    best: dict[int, Candidate] = {}
    for candidate in candidates:
        rival = best.get(candidate.cue)
        if candidate.score >= THRESHOLD and (rival is None or candidate.score > rival.score):
            best[candidate.cue] = candidate
    chosen: list[Candidate] = []
    for candidate in sorted(best.values(), key=lambda c: (-round(c.score, 1), -c.size, c.cue)):
        clashing = [other for other in chosen if _clash(candidate, other)]
        if not clashing:
            chosen.append(candidate)
        elif all(_encloses(candidate, other) and candidate.score >= _RIVAL * other.score for other in clashing):
            chosen = [other for other in chosen if other not in clashing]
            chosen.append(candidate)
            chosen += [other for other in clashing if _may_nest(other, candidate)]
        elif len(clashing) == 1 and _may_nest(candidate, clashing[0]):
            chosen.append(candidate)
    return sorted(chosen, key=lambda c: c.cue)


def _clash(one: Candidate, other: Candidate) -> bool:
    return bool(_within(one, other) or overlap(one.content, other.content))


def _within(inner: Candidate, outer: Candidate) -> bool:
    """Does the inner candidate's cue stand in the outer one's statement?"""
    return any(start <= inner.cue < stop for start, stop in outer.content)


def _encloses(outer: Candidate, inner: Candidate) -> bool:
    return _within(inner, outer) and outer.size > inner.size


def _may_nest(inner: Candidate, outer: Candidate) -> bool:
    """Is the inner candidate a position of its own: wholly inside, sure, and somebody's?"""
    return (
        inner.score >= NESTED_THRESHOLD
        and inner.holder is not None
        and all(any(a <= start and stop <= b for a, b in outer.content) for start, stop in inner.content)
    )
