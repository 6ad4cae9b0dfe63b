"""Did you mean: for words that no article holds, the likeliest that some do."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.fulltext.leaves import Words
from index.fulltext.matching import Meant, query_words
from index.fulltext.snapshot import Snapshot
from index.fulltext.tree import And, Node, Not, Or, Phrase, Query, Term

_FIELDS = ("title", "body")
_CANDIDATES = 50  # of a field
_SHORTEST = 4  # below, everything is like everything


def suggest(query: Query, snapshot: Snapshot) -> str | None:
    """The text of ``query`` with its unknown words exchanged for known ones; ``None`` where none is.

    A word counts as known when title or body of any article holds a form of it. Of the words nearest by optimal string
    alignment, the one in most articles is chosen.
    """
    text = query.text
    for word in dict.fromkeys(_words(query.root)):
        if len(word) < _SHORTEST or _holding(word, snapshot):
            continue
        better = _nearest(word, snapshot)
        place = text.casefold().find(word)
        if better is not None and place >= 0:
            text = text[:place] + better + text[place + len(word) :]
    return text if text != query.text else None


def _words(node: Node) -> Iterable[str]:
    if isinstance(node, And | Or):
        for one in node.nodes:
            yield from _words(one)
    elif isinstance(node, Not):
        return
    elif isinstance(node, Term | Phrase) and node.field in (None, *_FIELDS):
        for meant in query_words(node.text, prefix=False):
            yield meant.text


def _holding(word: str, snapshot: Snapshot) -> int:
    """How many articles hold a form of ``word`` in one of the fields."""
    return max(len(Words(field, Meant(word)).documents(snapshot).numbers) for field in _FIELDS)


def _nearest(word: str, snapshot: Snapshot) -> str | None:
    furthest = 1 if len(word) < 6 else 2
    near: dict[str, int] = {}
    for field in _FIELDS:
        found = process.extract(
            word,
            snapshot.like(field, word, furthest),
            scorer=OSA.distance,
            processor=None,
            score_cutoff=furthest,
            limit=_CANDIDATES,
        )
        near |= {term: int(distance) for term, distance, _ in found}
    if not near:
        return None
    best = min(near.values())
    nearest = [term for term, distance in near.items() if distance == best]
    return max(nearest, key=lambda term: (term[0] == word[0], _holding(term, snapshot)))
