"""What positions are for or against: what articles name alike is one topic where the articles tell of one matter.

Positions of one anchor (see :mod:`index.board.anchors`) are gathered by average-linkage clustering over how much their
articles share of rare names, so that *the bill* of one story and *the bill* of another stay two. Two proper names that
differ never meet. Source of the method: Sokal and Michener, "A statistical method for evaluating systematic
relationships" (1958), by fastcluster.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.board.anchors import parts
from index.board.columns import NOTHING, Columns
from index.board.context import Contexts
from index.board.edits import TopicEdit
from index.board.grouping import Item, gather_items
from index.board.lexicon import lexicon
from index.claims import folded_name
from index.fulltext.words import stem


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic's id, the name it is shown by, its phrases, most frequent first, and whether a person pinned it."""

    id: str
    name: str
    phrases: tuple[str, ...]
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Topics:
    """``topic_of[position]`` is the place in ``topics`` of what a position of the columns is about, or NOTHING."""

    topics: tuple[TopicName, ...]
    topic_of: NDArray[np.int32]
    places: dict[str, int]

    def place(self, topic_id: str) -> int:
        """The place of the topic with this id. Raises :class:`KeyError`."""
        return self.places[topic_id]


@dataclass(frozen=True, slots=True)
class Group:
    """Positions of one topic: their places in the columns, its id, and its phrases, most frequent first."""

    id: str
    phrases: tuple[str, ...]
    rows: NDArray[np.int64]


def group(columns: Columns) -> list[Group]:
    """The topics of all positions, before a person's decisions; in the order of their ids."""
    keys = columns.anchors.all()
    contexts = Contexts(columns)
    blocks: dict[str, dict[tuple[str, int], list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in np.flatnonzero(columns.anchor != NOTHING).tolist():
        head, other, name = parts(keys[columns.anchor[row]])
        place = 0 if head == "@" else int(columns.article[row])  # somebody is one, in whichever article
        blocks[f"@{name}" if head == "@" else f"{head} {other}".strip()][name, place].append(row)
    found: list[Group] = []
    for head, items in sorted(blocks.items()):
        rows = list(items.values())
        clusters = gather_items([Item(name, place) for name, place in items], contexts)
        found += _groups(head, [[row for n in cluster for row in rows[n]] for cluster in clusters], columns, contexts)
    return found


def _groups(head: str, clusters: Iterable[list[int]], columns: Columns, contexts: Contexts) -> list[Group]:
    """Named groups of one block, each with an id of its own: by its typical phrase, then by what its articles name."""
    found: list[Group] = []
    taken: set[str] = set()
    for rows in sorted((sorted(rows) for rows in clusters), key=lambda rows: (-len(rows), rows)):
        counted = Counter(columns.phrases[number] for number in columns.phrase[rows].tolist())
        phrases = tuple(sorted(counted, key=lambda phrase: (-counted[phrase], len(phrase), phrase)))
        typical = typical_phrase(counted)
        identifier = folded_name(typical)
        about = contexts.names(columns.article[rows])
        while identifier in taken or not identifier:
            identifier = f"{folded_name(typical) or head} · {next(about)}"
        taken.add(identifier)
        ordered = (typical, *(phrase for phrase in phrases if phrase != typical))
        found.append(Group(f"{head}: {identifier}", ordered, np.array(rows, np.int64)))
    return found


def typical_phrase(counted: Counter[str]) -> str:
    """The phrase most like all others: frequent, and of words (or words of their family) that most of them have."""
    words = {phrase: {_family(word) for word in folded_name(phrase).split()} for phrase in counted}
    weight: Counter[str] = Counter()
    for phrase, count in counted.items():
        weight.update(dict.fromkeys(words[phrase], count))
    total, often = counted.total(), max(counted.values())

    def fits(phrase: str) -> float:
        shared = sum(weight[word] for word in words[phrase])
        missing = total * len(words[phrase]) - shared
        return counted[phrase] / often + (shared - missing / 2) / total

    return min(counted, key=lambda phrase: (-fits(phrase), len(phrase), phrase))


def _family(word: str) -> str:
    stemmed = stem(word)
    return lexicon().families.get(stemmed, stemmed)


def topics_of(columns: Columns, groups: Sequence[Group], edits: Sequence[TopicEdit] = ()) -> Topics:
    """The topics after a person's decisions, ``edits``, oldest first."""
    place_of = {each.id: place for place, each in enumerate(groups)}
    into = list(range(len(groups)))
    topics = [TopicName(each.id, each.phrases[0], each.phrases) for each in groups]
    for edit in edits:
        place = place_of.get(edit.name)
        if place is None:
            continue
        if edit.action == "merge" and edit.value in place_of:
            target, source = into[place_of[edit.value]], into[place]
            into = [target if each == source else each for each in into]
            both = dict.fromkeys((*topics[target].phrases, *topics[source].phrases))
            topics[target] = replace(topics[target], phrases=tuple(both))
        elif edit.action == "rename":
            topics[into[place]] = replace(topics[into[place]], name=edit.value)
        elif edit.action == "pin":
            topics[into[place]] = replace(topics[into[place]], pinned=bool(edit.value))
    topic_of = np.full(len(columns.article), NOTHING, np.int32)
    for place, each in enumerate(groups):
        topic_of[each.rows] = into[place]
    return Topics(tuple(topics), topic_of, {each.id: into[place] for place, each in enumerate(groups)})
