"""From judged drafts to the analysis of an article: holders named, repetitions dropped, nesting noted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.analysis.cast import Cast
from index.analysis.drafts import Draft
from index.analysis.entities import find_entities
from index.analysis.holders import name_holders
from index.analysis.parse import Range, overlap
from index.analysis.reading import Mention
from index.analysis.stance import Judgement
from index.article import Analysis, Holder, Passage, Position, Quotation

_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft with its stance and its kind of quotation."""

    draft: Draft
    judgement: Judgement
    quotation: Quotation


def assemble(text: str, mentions: list[Mention], judged: list[Judged]) -> Analysis:
    """The analysis of a text from what its sections gave."""
    entities = find_entities(text, mentions)
    holders = name_holders(text, [item.draft for item in judged], Cast(text, entities))
    kept = [n for n in range(len(judged)) if not _repeats(n, judged, holders)]
    first: dict[int, int] = {}
    positions: list[Position] = []
    for n in kept:
        first[n] = len(positions)
        positions += [_position(text, judged[n], holder) for holder in holders[n] or [None]]
    for n in kept:
        outer = _outer(n, kept, judged)
        if outer is not None:
            for place in range(first[n], first[n] + max(1, len(holders[n]))):
                positions[place] = _nested(positions[place], first[outer])
    return Analysis(entities, tuple(positions))


def _position(text: str, item: Judged, holder: Holder | None) -> Position:
    draft, target = item.draft, item.judgement.target
    return Position(
        holder,
        Passage.of(text, [draft.cue]),
        Passage.of(text, draft.content),
        item.quotation,
        item.judgement.stance,
        Passage.of(text, [target]) if target is not None else None,
        round(draft.score, 3),
        None,
        draft.rule,
    )


def _nested(position: Position, outer: int) -> Position:
    return replace(position, outer=outer)


def _inside(inner: Draft, outer: Draft) -> bool:
    """Does the inner statement lie within the outer one, which is longer?"""
    return _size(inner.content) < _size(outer.content) and overlap(inner.content, outer.content) == _size(inner.content)


def _size(spans: list[Range]) -> int:
    return sum(end - start for start, end in spans)


def _outer(n: int, kept: list[int], judged: list[Judged]) -> int | None:
    """The kept draft with the shortest statement that holds this one's."""
    holding = [m for m in kept if m != n and _inside(judged[n].draft, judged[m].draft)]
    return min(holding, key=lambda m: _size(judged[m].draft.content)) if holding else None


def _repeats(n: int, judged: list[Judged], holders: list[list[Holder]]) -> bool:
    """Does the draft only say again what the same holder's longer statement around it says?"""
    draft = judged[n].draft
    names = {holder.name for holder in holders[n]}
    for m in range(len(judged)):
        outer = judged[m].draft
        same = not names or bool(names & {holder.name for holder in holders[m]})
        if m != n and same and _inside(draft, outer) and _size(draft.content) > _MOSTLY * _size(outer.content):
            return True
    return False
