"""What positions are for or against: target phrases gathered into topics, each named by its most typical phrase."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.board.columns import NOTHING, Columns
from index.board.edits import TopicEdit
from index.claims import folded_name
from index.fulltext.words import stem

_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        """
    a an the this that these those it its they them he him his she her hers who which what whom no any some such all of
    in on at to for with by from and or not be been is are was were will would there
""",
    )
)  # words that tell nothing of what a phrase is about


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic's id, the name it is shown by, its phrases, most frequent first, and whether a person pinned it."""

    id: str
    name: str
    phrases: tuple[str, ...]
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Topics:
    """``topic_of[phrase]`` is the place in ``topics`` of what a phrase of the columns is about, or :data:`NOTHING`."""

    topics: tuple[TopicName, ...]
    topic_of: NDArray[np.int32]

    def place(self, topic_id: str) -> int:
        """The place of the topic with this id. Raises :class:`KeyError`."""
        for place, topic in enumerate(self.topics):
            if topic.id == topic_id:
                return place
        raise KeyError(topic_id)


def phrase_key(phrase: str) -> str:
    """What phrases for one thing share: their telling words, stemmed, in order."""
    return " ".join(stem(word) for word in _WORD.findall(folded_name(phrase)) if word not in _EMPTY)


def find_topics(columns: Columns, edits: Sequence[TopicEdit] = ()) -> Topics:
    """The topics of all positions; ``edits`` are what a person has decided, oldest first."""
    phrases = columns.phrases.all()
    counts = np.bincount(columns.phrase[columns.phrase != NOTHING], minlength=len(phrases)).tolist()
    keys = [phrase_key(phrase) for phrase in phrases]
    merged = {edit.name: edit.value for edit in edits if edit.action == "merge"}
    groups: dict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        if key and counts[number]:
            groups[merged.get(key, key)].append(number)
    renamed = {edit.name: edit.value for edit in edits if edit.action == "rename"}
    pinned = {edit.name: edit.value for edit in edits if edit.action == "pin"}
    topic_of = np.full(len(phrases), NOTHING, np.int32)
    topics: list[TopicName] = []
    for key, group in sorted(groups.items()):
        topic_of[group] = len(topics)
        ranked = Counter({phrases[number]: counts[number] for number in group}).most_common()
        shown = tuple(phrase for phrase, _ in sorted(ranked, key=lambda each: (-each[1], each[0])))
        topics.append(TopicName(key, renamed.get(key, shown[0]), shown, bool(pinned.get(key))))
    return Topics(tuple(topics), topic_of)
