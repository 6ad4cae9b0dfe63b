"""One position, not three: what an article states again in nearly the same words is further evidence of it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from index.article import Position

_WORD = re.compile(r"[^\W_]{4,}")
_ALIKE = 0.5
_HELD = 0.8
_FEWEST = 4
_REMEMBERED = 40
"""Positions of one holder that a new one is compared with: the last ones."""


def collapse(positions: list[Position]) -> tuple[Position, ...]:
    """Positions without repetitions: same holder, same stance, and words that are mostly the same.

    The surest stays, in its place; the statements of the others are its :attr:`Position.also`. Nested positions follow
    the one that holds them.
    """
    words = [frozenset(_WORD.findall(position.statement.text.lower())) for position in positions]
    kept: dict[tuple[str, str], list[int]] = defaultdict(list)
    stands_for: dict[int, int] = {}
    for n, position in enumerate(positions):
        if position.holder is None:
            continue
        group = kept[position.holder.name, position.stance]
        same = next((m for m in group[-_REMEMBERED:] if _same(positions, words, m, n)), None)
        if same is None:
            group.append(n)
        elif position.confidence > positions[same].confidence:
            group[group.index(same)] = n
            stands_for[same] = n
        else:
            stands_for[n] = same
    return _rebuilt(positions, stands_for) if stands_for else tuple(positions)


def _same(positions: list[Position], words: list[frozenset[str]], m: int, n: int) -> bool:
    one, other = words[m], words[n]
    if min(len(one), len(other)) < _FEWEST or positions[m].outer == n or positions[n].outer == m:
        return False
    shared = len(one & other)
    return shared >= _ALIKE * len(one | other) or shared >= _HELD * min(len(one), len(other))


def _rebuilt(positions: list[Position], stands_for: dict[int, int]) -> tuple[Position, ...]:
    def final(n: int) -> int:
        while n in stands_for:
            n = stands_for[n]
        return n

    evidence: dict[int, list[int]] = defaultdict(list)
    for n in stands_for:
        evidence[final(n)].append(n)
    places = {n: place for place, n in enumerate(n for n in range(len(positions)) if n not in stands_for)}
    result = []
    for n in places:
        outer = positions[n].outer
        around = places[final(outer)] if outer is not None else None
        also = tuple(positions[m].statement for m in sorted(evidence[n]))
        result.append(replace(positions[n], outer=around if around != places[n] else None, also=also))
    return tuple(result)
