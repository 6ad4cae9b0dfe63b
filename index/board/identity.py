"""Who is who across articles: the names that articles quote by, gathered into holders by what the articles say.

Conservative: two names are one holder only when they differ by accents, titles or middle names, when an article itself
writes one for the other (an acronym in brackets, a name in another script), or when both name one state.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analysis.gazetteer import UNIONS, gazetteer
from index.article import LABELS, Label
from index.board.columns import NOTHING, Columns
from index.board.edits import IdentityEdit
from index.board.model import Kind
from index.claims import folded_name

_KINDS: dict[Label, Kind] = {"PERSON": "person", "ORG": "organisation", "GPE": "state", "NORP": "state"}
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_KEPT_TITLES = frozenset(("king", "pope", "prince", "princess", "queen"))  # *Pope Francis* is no *Francis*
_POSSESSIVE = re.compile(r"(?:'s|s')$")


@dataclass(frozen=True, slots=True)
class Holder:
    """One holder: its id, the name it is shown by, and the other names that articles quote it by."""

    id: str
    name: str
    kind: Kind
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """``holder_of[name]`` is the place in ``holders`` of whom a name of the columns means, or :data:`NOTHING`."""

    holders: tuple[Holder, ...]
    holder_of: NDArray[np.int32]

    def place(self, holder_id: str) -> int:
        """The place of the holder with this id. Raises :class:`KeyError`."""
        for place, holder in enumerate(self.holders):
            if holder.id == holder_id:
                return place
        raise KeyError(holder_id)


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


def identify(columns: Columns, edits: Sequence[IdentityEdit] = ()) -> Identity:
    """The holders of all positions; ``edits`` are what a person has decided, oldest first."""
    names = columns.names.all()
    kinds = _kinds(columns, len(names))
    sets = _Sets(len(names))
    keys = [name_key(name) for name in names]
    _join_spellings(sets, keys, kinds)
    _join_states(sets, keys, kinds)
    _join_aliases(sets, columns, keys)
    _join_middle_names(sets, keys, kinds)
    groups: dict[int, list[int]] = defaultdict(list)
    counts = np.bincount(columns.holder[columns.holder != NOTHING], minlength=len(names))
    for name in np.flatnonzero(counts).tolist():
        groups[sets.find(name)].append(name)
    return _holders(_edited(list(groups.values()), keys, edits), names, keys, kinds, counts, edits)


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


def _join_aliases(sets: _Sets, columns: Columns, keys: Sequence[str]) -> None:
    """Join a name to the only one that articles write it for, unless it is but a piece of that name."""
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


def _edited(groups: list[list[int]], keys: Sequence[str], edits: Sequence[IdentityEdit]) -> list[list[int]]:
    """The groups after a person's merges and splits, in the order in which they were made."""
    for edit in edits:
        first = next((group for group in groups if any(keys[name] == edit.name for name in group)), None)
        if first is None:
            continue
        if edit.action == "merge":
            second = next((group for group in groups if any(keys[name] == edit.value for name in group)), None)
            if second is not None and second is not first:
                groups = [group for group in groups if group is not first and group is not second]
                groups.append(first + second)
        elif edit.action == "split":
            apart = [name for name in first if keys[name] == edit.name]
            if len(apart) < len(first):
                groups = [group for group in groups if group is not first]
                groups += [apart, [name for name in first if keys[name] != edit.name]]
    return groups


def _holders(
    groups: Iterable[list[int]],
    names: Sequence[str],
    keys: Sequence[str],
    kinds: Sequence[Kind],
    counts: NDArray[np.int64],
    edits: Sequence[IdentityEdit],
) -> Identity:
    renamed = {edit.name: edit.value for edit in edits if edit.action == "rename"}
    holder_of = np.full(len(names), NOTHING, np.int32)
    holders: list[Holder] = []
    used: Counter[str] = Counter()
    for group in sorted(groups, key=min):
        fullest = _fullest(group, names, keys, counts)
        given = next((renamed[keys[name]] for name in group if keys[name] in renamed), None)
        kind = max(
            (kinds[name] for name in group), key=lambda kind: (kind != "other", [kinds[n] for n in group].count(kind))
        )
        used[keys[fullest]] += 1
        again = f" ({used[keys[fullest]]})" if used[keys[fullest]] > 1 else ""
        state = gazetteer().states.get(keys[fullest]) if kind == "state" else None
        shown = given or state or names[fullest]
        aliases = sorted({names[name] for name in group} - {shown})
        holder_of[group] = len(holders)
        holders.append(
            Holder(keys[fullest] + again, shown, "organisation" if state in UNIONS else kind, tuple(aliases))
        )
    return Identity(tuple(holders), holder_of)


def _fullest(group: Sequence[int], names: Sequence[str], keys: Sequence[str], counts: NDArray[np.int64]) -> int:
    """The name that says most: rather in letters that search folds, of most words, most frequent, with its accents."""
    return max(
        group,
        key=lambda name: (
            keys[name].isascii(), len(keys[name].split()), int(counts[name]), not names[name].isascii(), -name,
        ),
    )  # fmt: skip
