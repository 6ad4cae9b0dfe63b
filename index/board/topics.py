"""What positions are for or against: what articles name alike is one topic where the articles tell of one matter.

Positions of one anchor (see :mod:`index.board.anchors`) are gathered by average-linkage clustering over how much their
articles share of rare names, so that *the bill* of one story and *the bill* of another stay two. Two proper names that
differ never meet. Source of the method: Sokal and Michener, "A statistical method for evaluating systematic
relationships" (1958), by fastcluster.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.board.anchors import parts
from index.board.columns import NOTHING, Columns
from index.board.context import Contexts
from index.board.grouping import Item, gather_items
from index.board.lexicon import lexicon
from index.board.rolls import Entry, Roll
from index.claims import folded_name
from index.fulltext.words import stem


@dataclass(frozen=True, slots=True)
class _Topic:
    """Positions of one topic: their places in the columns, its id and name, and its phrases, most frequent first."""

    id: str
    name: str
    phrases: tuple[str, ...]
    rows: NDArray[np.int64]


def find_topics(columns: Columns) -> tuple[Roll, NDArray[np.int32]]:
    """The topics of all positions, and by position the place of what it is about, or :data:`NOTHING`."""
    found = sorted(_found(columns), key=lambda each: each.id)
    topic = np.full(len(columns.article), NOTHING, np.int32)
    for place, each in enumerate(found):
        topic[each.rows] = place
    return Roll.of(Entry(each.id, each.name, each.phrases) for each in found), topic


def _found(columns: Columns) -> list[_Topic]:
    keys = columns.anchors.all()
    contexts = Contexts(columns)
    blocks: dict[str, dict[tuple[str, int], list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in np.flatnonzero(columns.anchor != NOTHING).tolist():
        head, other, name = parts(keys[columns.anchor[row]])
        place = 0 if head == "@" else int(columns.article[row])  # somebody is one, in whichever article
        blocks[f"@{name}" if head == "@" else f"{head} {other}".strip()][name, place].append(row)
    found: list[_Topic] = []
    for head, items in sorted(blocks.items()):
        rows = list(items.values())
        clusters = gather_items([Item(name, place) for name, place in items], contexts)
        found += _groups(head, [[row for n in cluster for row in rows[n]] for cluster in clusters], columns, contexts)
    return found


def _groups(head: str, clusters: Iterable[list[int]], columns: Columns, contexts: Contexts) -> list[_Topic]:
    """Named groups of one block, each with an id of its own: by its typical phrase, then by what its articles name."""
    found: list[_Topic] = []
    taken: set[str] = set()
    for rows in sorted((sorted(rows) for rows in clusters), key=lambda rows: (-len(rows), rows)):
        counted = Counter(columns.phrases[number] for number in columns.phrase[rows].tolist())
        phrases = tuple(sorted(counted, key=lambda phrase: (-counted[phrase], len(phrase), phrase)))
        name = typical = typical_phrase(counted, head)
        about = contexts.names(columns.article[rows])
        while folded_name(name) in taken or not folded_name(name):
            name = f"{typical or head} · {next(about)}"
        taken.add(folded_name(name))
        found.append(_Topic(f"{head}: {folded_name(name)}", name, phrases, np.array(rows, np.int64)))
    return found


def typical_phrase(counted: Counter[str], head: str) -> str:
    """The phrase most like all others: frequent, ending in the ``head`` itself, of words that most of them have."""
    words = {phrase: {_family(word) for word in folded_name(phrase).split()} for phrase in counted}
    weight: Counter[str] = Counter()
    for phrase, count in counted.items():
        weight.update(dict.fromkeys(words[phrase], count))
    total, often = counted.total(), max(counted.values())

    def fits(phrase: str) -> float:
        shared = sum(weight[word] for word in words[phrase])
        missing = total * len(words[phrase]) - shared
        ends = stem(folded_name(phrase).rpartition(" ")[2]) == head.split()[0]
        return counted[phrase] / often + (shared - missing / 2) / total + ends

    return min(counted, key=lambda phrase: (-fits(phrase), len(phrase), phrase))


def _family(word: str) -> str:
    stemmed = stem(word)
    return lexicon().families.get(stemmed, stemmed)
