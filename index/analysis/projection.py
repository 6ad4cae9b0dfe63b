"""Arcs that cross: the parser draws none, but marks where one was lifted (``prep||dobj``); here it is put back.

Method: Nivre and Nilsson (2005), "Pseudo-projective dependency parsing", scheme HEAD.
"""

from __future__ import annotations

from collections.abc import Sequence

_MARK = "||"


def restore_crossing_arcs(heads: list[int], relations: list[str], blank: Sequence[bool]) -> tuple[list[int], list[str]]:
    """Heads and relations with every marked arc moved to its head's nearest descendant of the marked relation.

    A root is its own head; ``blank`` says which tokens are white space.
    """
    for i, relation in enumerate(relations):
        if _MARK in relation:
            relations[i], wanted = relation.split(_MARK)
            heads[i] = _new_head(heads, relations, blank, i, wanted)
    return heads, relations


def _new_head(heads: list[int], relations: list[str], blank: Sequence[bool], i: int, wanted: str) -> int:
    """Search below the present head, level by level, from left to right."""
    level = [heads[i]]
    while level:
        below = []
        for token in level:
            for child, head in enumerate(heads):
                if head != token or child in (token, i) or blank[child]:
                    continue
                if relations[child] == wanted:
                    return child
                below.append(child)
        level = below
    return heads[i]
