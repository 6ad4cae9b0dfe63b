"""Says which segments to fold into one: few segments in a library of any size, and an article rarely rewritten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

LARGEST = 32_768
"""Articles in a segment, at most: bounds the memory that folding takes."""

_GROWTH = 8  # segments of one size class before they become one of the next
_SMALLEST = 64  # below, all are of one class
_MOST_DELETED = 0.3


def to_fold(segments: Sequence[tuple[int, int]]) -> list[int]:
    """Numbers of the segments to fold now, of ``segments`` given as (articles, deleted articles); none if all is well.

    A logarithmic merge: sizes fall into classes, each several times the one before; a full class, or one with as much
    as the largest segment may hold, becomes one segment of the next. So an article is rewritten once a class, and
    queries visit few segments. One in which much is deleted is rewritten alone.
    """
    for number, (articles, deleted) in enumerate(segments):
        if deleted > _MOST_DELETED * (articles + deleted):
            return [number]
    classes: dict[int, list[int]] = defaultdict(list)
    for number, (articles, _) in enumerate(segments):
        if articles <= LARGEST // 2:
            classes[_class_of(articles)].append(number)
    for _, members in sorted(classes.items()):
        sizes = [segments[member][0] for member in members]
        if len(members) >= _GROWTH or (len(members) > 1 and sum(sizes) + min(sizes) > LARGEST):
            return _fitting(members, segments)
    return []


def _class_of(articles: int) -> int:
    size, limit = 0, _SMALLEST
    while articles >= limit:
        size, limit = size + 1, limit * _GROWTH
    return size


def _fitting(members: Sequence[int], segments: Sequence[tuple[int, int]]) -> list[int]:
    """As many of ``members`` as make no more than the largest segment; two always fit."""
    chosen, total = [], 0
    for number in sorted(members, key=lambda member: segments[member][0]):
        total += segments[number][0]
        if total > LARGEST:
            break
        chosen.append(number)
    return chosen
