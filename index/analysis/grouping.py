"""Which names mean the same: surnames and full names, acronyms and what they are short for, two scripts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from index.analysis.gazetteer import gazetteer
from index.analysis.reading import Mention
from index.analysis.shapes import kind_of
from index.article import Label
from index.fulltext.words import fold

_SMALL = frozenset(("of", "the", "and", "for", "on", "in"))
_FEWEST_INITIALS = 2


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """Under which the spellings of one name meet: folded as search folds it, with straight apostrophes."""
    return " ".join(fold(name).replace("’", "'").split())


@dataclass(slots=True)
class Groups:
    """Folded names, each with its label and the folded fullest name of the same entity.

    ``shared`` are surnames that several people bear: each with where their full names stand.
    """

    labels: dict[str, Label]
    canonical: dict[str, str]
    shared: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def owner(self, name: str, place: int) -> str:
        """The folded canonical name behind ``name`` at a place of the text.

        A surname that several people bear is the one's who alone was named in full before; else it stays itself.
        """
        places = self.shared.get(name)
        if places is None:
            return self.canonical.get(name, name)
        before = {full for _, full in places[: bisect_left(places, (place, ""))]}
        return before.pop() if len(before) == 1 else name


def group(text: str, labels: dict[str, Label], mentions: list[Mention]) -> Groups:
    """Find out which of the labelled names belong together; a surname's label becomes its person's."""
    groups = Groups(labels, {name: name for name in labels})
    _join_kin(labels)
    people = [name for name, label in labels.items() if label == "PERSON" and " " in name]
    fullest: dict[tuple[str, str], str] = {}
    for person in people:
        ends = person.partition(" ")[0], person.rpartition(" ")[2]
        fullest[ends] = max(fullest.get(ends, person), person, key=len)
    for person in people:
        groups.canonical[person] = fullest[person.partition(" ")[0], person.rpartition(" ")[2]]
    _join_surnames(text, groups, people, mentions)
    _join_acronyms(groups)
    _join_scripts(text, groups, mentions)
    return groups


def _join_kin(labels: dict[str, Label]) -> None:
    """Somebody who bears a known person's surname is a person."""
    surnames = {name.rpartition(" ")[2] for name, label in labels.items() if label == "PERSON" and " " in name}
    for name, label in labels.items():
        first, _, last = name.partition(" ")
        if label in ("ORG", "GPE", "LOC", "FAC") and last in surnames and not kind_of(name):
            labels[name] = "PERSON" if first not in gazetteer().states else label


def _join_surnames(text: str, groups: Groups, people: list[str], mentions: list[Mention]) -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for person in people:
        canonical = groups.canonical[person]
        bearers[person.rpartition(" ")[2]].add(canonical)
        if person.partition(" ")[0] in groups.labels:
            bearers[person.partition(" ")[0]].add(canonical)
    places: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for mention in mentions:
        name = key(text[mention.start : mention.end])
        places[groups.canonical.get(name, name)].append((mention.start, groups.canonical.get(name, name)))
    for surname, full in bearers.items():
        if groups.labels.get(surname, "PERSON") in ("NORP", "LAW", "EVENT") or surname in gazetteer().states:
            continue
        groups.labels[surname] = "PERSON"
        groups.canonical[surname] = min(full) if len(full) == 1 else surname
        if len(full) > 1:
            groups.shared[surname] = sorted(place for name in full for place in places[name])


def _join_acronyms(groups: Groups) -> None:
    """HWU after or for Harbour Workers' Union."""
    initials = {}
    for name, label in groups.labels.items():
        if label in ("ORG", "GPE", "LAW") and name.count(" ") >= _FEWEST_INITIALS - 1:
            words = [word for word in re.split(r"[\s-]", name) if word not in _SMALL]
            initials["".join(word[0] for word in words if word)] = name
    for name, label in list(groups.labels.items()):
        letters = name.replace(".", "")
        full = initials.get(letters)
        if full is not None and label in ("ORG", "GPE", "PERSON", "LOC", "LAW") and len(letters) >= _FEWEST_INITIALS:
            groups.canonical[name], groups.labels[name] = full, groups.labels[full]


def _join_scripts(text: str, groups: Groups, mentions: list[Mention]) -> None:
    """林雨晴 (Lin Yuqing): what stands in parentheses beside a name in another script is the same person."""
    ordered = sorted(mentions)
    for one, two in pairwise(ordered):
        between = text[one.end : two.start]
        if between not in (" (", " （") or text[two.end : two.end + 1] not in (")", "）"):
            continue
        first, second = (key(text[m.start : m.end]) for m in (one, two))
        if first.isascii() == second.isascii() or first[0].isascii() == second[0].isascii():
            continue
        latin, other = (first, second) if first[0].isascii() else (second, first)
        if latin in groups.labels and other in groups.labels:
            groups.canonical[other], groups.labels[other] = groups.canonical[latin], groups.labels[latin]
