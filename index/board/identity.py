"""Who is who across articles: the names that articles quote by, gathered into holders by what the articles say.

Conservative: two names are one holder only when they differ by accents, titles or middle names, when an article itself
writes one for the other (an acronym in brackets, a name in another script), or when both name one state.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.analysis.gazetteer import UNIONS, gazetteer
from index.article import LABELS, Label
from index.board.columns import NOTHING, Columns
from index.board.model import Kind
from index.board.rolls import Entry, Roll
from index.claims import folded_name

_KINDS: dict[Label, Kind] = {"PERSON": "person", "ORG": "organisation", "GPE": "state", "NORP": "state"}
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_KEPT_TITLES = frozenset(("king", "pope", "prince", "princess", "queen"))  # *Pope Francis* is no *Francis*
_KEPT = 50_000  # names whose keys are remembered
_POSSESSIVE = re.compile(r"(?:'s|s')$")


@lru_cache(_KEPT)
def name_key(name: str) -> str:
    """What names of one holder share: no accents, article, titles or possessive."""
    key = _POSSESSIVE.sub("", _ARTICLE.sub("", folded_name(name)).replace(".", " ").strip())
    words = key.split()
    while len(words) > 1 and words[0] in gazetteer().titles - _KEPT_TITLES:
        words = words[1:]
    return " ".join(words)


class _Sets:
    """Disjoint sets of names; the least number stands for its set."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def find(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.find(one), self.find(other)))
        self._parent[high] = low


def identify(columns: Columns) -> tuple[Roll, NDArray[np.int32]]:
    """The holders of all positions, and by name of the columns the place of whom it means, or :data:`NOTHING`."""
    names = columns.names.all()
    keys, kinds = [name_key(name) for name in names], _kinds(columns, len(names))
    sets, written = _joined(columns, keys, kinds)
    counts = np.bincount(columns.holder[columns.holder != NOTHING], minlength=len(names))
    groups: dict[int, list[int]] = defaultdict(list)
    for name in range(len(names)):
        groups[sets.find(name)].append(name)
    quoted = [group for group in groups.values() if any(counts[name] for name in group)]
    shown = counts + np.isin(np.arange(len(names)), list(written))
    return _enrolled(quoted, names, keys, kinds, shown)


def same_names(columns: Columns) -> list[int]:
    """By name of the columns, a number that only names of one bearer share; also for names that hold no position."""
    keys = [name_key(name) for name in columns.names.all()]
    sets, _ = _joined(columns, keys, _kinds(columns, len(keys)))
    return [sets.find(name) for name in range(len(keys))]


def _joined(columns: Columns, keys: Sequence[str], kinds: Sequence[Kind]) -> tuple[_Sets, set[int]]:
    """Names joined by bearer, and those that articles write for another."""
    sets = _Sets(len(keys))
    _join_spellings(sets, keys, kinds)
    _join_states(sets, keys, kinds)
    written = _join_aliases(sets, columns, keys)
    _join_middle_names(sets, keys, kinds)
    return sets, written


def _kinds(columns: Columns, names: int) -> list[Kind]:
    """What each name is: as most mentions of it are labelled; ``other`` where none is."""
    width = len(LABELS)
    votes = np.bincount(columns.entity.astype(np.int64) * width + columns.label, minlength=names * width)
    table = votes.reshape(names, width) if names else np.zeros((0, width))
    best: list[int] = table.argmax(axis=1).tolist()
    known: list[int] = table.sum(axis=1).tolist()
    return [_KINDS.get(LABELS[best[name]], "other") if known[name] else "other" for name in range(names)]


def _join_spellings(sets: _Sets, keys: Sequence[str], kinds: Sequence[Kind]) -> None:
    first: dict[tuple[str, bool], int] = {}
    for name, key in enumerate(keys):
        sets.join(name, first.setdefault((key, kinds[name] == "person"), name))


def _join_states(sets: _Sets, keys: Sequence[str], kinds: Sequence[Kind]) -> None:
    first: dict[str, int] = {}
    states = gazetteer().states
    for name, key in enumerate(keys):
        state = states.get(key)
        if state is not None and kinds[name] in ("state", "organisation", "other"):
            sets.join(name, first.setdefault(state, name))


def _join_aliases(sets: _Sets, columns: Columns, keys: Sequence[str]) -> set[int]:
    """Join a name to the only one that articles write it for, unless it is but a piece of that name; returns which."""
    joined: set[int] = set()
    meant: dict[int, set[int]] = defaultdict(set)
    pairs = (
        np.unique(np.stack([columns.alias, columns.alias_of]), axis=1) if len(columns.alias) else np.zeros((2, 0), int)
    )
    for alias, name in pairs.T.tolist():
        if not set(keys[alias].split()) <= set(keys[name].split()):
            meant[alias].add(name)
    for alias, owners in meant.items():
        if len({sets.find(owner) for owner in owners}) == 1:
            sets.join(alias, next(iter(owners)))
            joined.add(alias)
    return joined


def _join_middle_names(sets: _Sets, keys: Sequence[str], kinds: Sequence[Kind]) -> None:
    """Join people whose first and last names agree where one form has only more in between."""
    ends: dict[tuple[str, str], list[int]] = defaultdict(list)
    for name, key in enumerate(keys):
        words = key.split()
        if kinds[name] == "person" and len(words) > 1:
            ends[words[0], words[-1]].append(name)
    for several in ends.values():
        short = [name for name in several if keys[name].count(" ") == 1]
        fuller = {keys[name] for name in several if keys[name].count(" ") > 1}
        if short and len(fuller) == 1:
            for name in several:
                sets.join(name, several[0])


def _enrolled(
    groups: Iterable[list[int]],
    names: Sequence[str],
    keys: Sequence[str],
    kinds: Sequence[Kind],
    counts: NDArray[np.int64],
) -> tuple[Roll, NDArray[np.int32]]:
    peoples = gazetteer().adjectives
    used: Counter[str] = Counter()
    entries: list[tuple[Entry, list[int]]] = []
    for group in groups:
        fullest = _fullest(group, names, keys, counts)
        votes: Counter[Kind] = Counter()
        for name in group:
            votes[kinds[name]] += 1 + int(counts[name])
        del votes["other"]
        kind = max(votes, key=lambda each: votes[each]) if votes else "other"
        state = gazetteer().states.get(keys[fullest]) if kind in ("state", "organisation") else None
        shown = state or names[fullest]
        key = folded_name(state) if state else keys[fullest]
        used[key] += 1
        again = f" ({used[key]})" if used[key] > 1 else ""
        others = sorted({names[name] for name in group if counts[name] and keys[name] not in peoples} - {shown})
        entries.append((Entry(key + again, shown, tuple(others), "organisation" if state in UNIONS else kind), group))
    entries.sort(key=lambda each: each[0].id)
    holder_of = np.full(len(names), NOTHING, np.int32)
    for place, (_, group) in enumerate(entries):
        holder_of[group] = place
    return Roll.of(entry for entry, _ in entries), holder_of


def _fullest(group: Sequence[int], names: Sequence[str], keys: Sequence[str], counts: NDArray[np.int64]) -> int:
    """The name that says most: in letters that search folds, of most words, without an article, often, with accents."""

    def says(name: int) -> tuple[bool, int, bool, int, bool, int]:
        bare = _ARTICLE.match(names[name]) is None
        return keys[name].isascii(), len(keys[name].split()), bare, int(counts[name]), not names[name].isascii(), -name

    return max(group, key=says)
