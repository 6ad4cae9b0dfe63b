"""Gathers what is named alike into groups by average linkage over the likeness of their stories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import fastcluster
import numpy as np
from numpy.typing import NDArray

from index.board.context import Contexts

ALIKE = 0.12
"""How alike, on average, the stories of a group's articles are at least."""
SAME_NAME = 0.7
"""How alike two items of one proper name are, whatever their stories."""
MOST = 400
"""Items clustered at once: more are taken in turns, by time, and then the groups of all turns."""


class Item(NamedTuple):
    """A thing in an article: its proper name, or none, and the article's place."""

    name: str
    place: int


def gather_items(items: Sequence[Item], contexts: Contexts) -> list[list[int]]:
    """Groups of places in ``items``; each item in one group."""
    turns = sorted(range(len(items)), key=lambda n: (items[n].place, items[n].name))
    groups = [[n] for n in turns]
    while True:
        before = len(groups)
        merged: list[list[int]] = []
        for start in range(0, len(groups), MOST):
            merged += _cluster(groups[start : start + MOST], items, contexts)
        groups = merged
        if len(groups) <= MOST or len(groups) > before * 0.9:
            return groups if before <= MOST or len(groups) == before else _once_more(groups, items, contexts)


def _once_more(groups: list[list[int]], items: Sequence[Item], contexts: Contexts) -> list[list[int]]:
    return _cluster(groups, items, contexts) if len(groups) <= MOST else groups


def _cluster(groups: list[list[int]], items: Sequence[Item], contexts: Contexts) -> list[list[int]]:
    """Clusters of groups, each group represented by its latest item and the name that any of its items has."""
    if len(groups) == 1:
        return groups
    alike = contexts.likeness([items[max(group)].place for group in groups])
    names = [next((items[n].name for n in group if items[n].name), "") for group in groups]
    distance = 1 - _by_name(alike, names)
    return [[n for place in cluster for n in groups[place]] for cluster in _linked(distance)]


def _by_name(alike: NDArray[np.float32], names: Sequence[str]) -> NDArray[np.float32]:
    """The likeness of items, where one proper name makes them alike and two different ones keep them apart."""
    _, numbers = np.unique(np.array(names), return_inverse=True)
    named = np.array([bool(name) for name in names])
    both = named[:, None] & named[None, :]
    same = numbers[:, None] == numbers[None, :]
    alike = np.where(both & same, np.maximum(alike, SAME_NAME), alike)
    apart: NDArray[np.float32] = np.where(both & ~same, np.float32(-len(names)), alike)
    return apart


def _linked(distance: NDArray[np.float32]) -> list[list[int]]:
    """Clusters whose average distance stays within ``1 - ALIKE``."""
    count = len(distance)
    condensed = distance[np.triu_indices(count, 1)].astype(np.float64)
    clusters: dict[int, list[int]] = {n: [n] for n in range(count)}
    for step, (one, other, height, _) in enumerate(fastcluster.linkage(condensed, method="average")):
        if height > 1 - ALIKE:
            break
        clusters[count + step] = clusters.pop(int(one)) + clusters.pop(int(other))
    return sorted(sorted(cluster) for cluster in clusters.values())
