"""From judged drafts to the analysis of an article: holders named, repetitions dropped, nesting noted."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index.analysis.cast import Cast
from index.analysis.clues import Clues
from index.analysis.drafts import Draft
from index.analysis.entities import find_entities
from index.analysis.holders import name_holders
from index.analysis.parse import Range, overlap
from index.analysis.reading import Mention
from index.analysis.referents import settle_targets
from index.analysis.repeats import collapse
from index.analysis.stance import Judgement
from index.article import Analysis, Holder, Passage, Position, Quotation

_MOSTLY = 0.6
_WORD = re.compile(r"[\w’'-]+")
_POINTING = frozenset(
    """it this that them these those they him her his its their us me you one ones own which what who whom himself
    herself itself themselves""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft with its stance and its kind of quotation."""

    draft: Draft
    judgement: Judgement
    quotation: Quotation


def assemble(text: str, mentions: list[Mention], clues: Clues, judged: list[Judged]) -> Analysis:
    """The analysis of a text from what its sections gave."""
    entities = find_entities(text, mentions, clues)
    drafts = [item.draft for item in judged]
    statements = {
        draft.holder[0]: draft.content for draft in drafts if draft.holder and text[slice(*draft.holder)].isalpha()
    }
    cast = Cast(text, entities, clues, statements)
    holders = name_holders(text, drafts, cast)
    holding = _holding(judged)
    order = sorted(range(len(judged)), key=lambda n: drafts[n].cue)
    settled = settle_targets(text, [_target(text, judged[n]) for n in order], [drafts[n].content for n in order], cast)
    targets = dict(zip(order, settled, strict=True))
    kept = [
        n
        for n in range(len(judged))
        if not _repeats(n, holding[n], judged, holders) and not _says_nothing(text, drafts[n], targets[n])
    ]
    first: dict[int, int] = {}
    positions: list[Position] = []
    for n in kept:
        first[n] = len(positions)
        for holder in holders[n] or (None,):
            target = targets[n] if holder is None or not _is_oneself(text, targets[n], holder) else None
            positions.append(_position(text, judged[n], holder, target))
    for n in kept:
        outer = next((m for m in holding[n] if m in first), None)
        if outer is not None:
            for place in range(first[n], first[n] + max(1, len(holders[n]))):
                positions[place] = _nested(positions[place], first[outer])
    return Analysis(entities, collapse(positions))


def _target(text: str, item: Judged) -> Range | None:
    """The target of a draft, or the quotation that may name it."""
    start = item.draft.content[0][0]
    if item.judgement.target is None and item.judgement.stance != "neutral" and text[start] in "“\"‘'":
        return item.draft.content[0]
    return item.judgement.target


def _says_nothing(text: str, draft: Draft, target: Range | None) -> bool:
    """Is the statement but a word or two like *it* or *her own* that stand for nothing the article names?"""
    words = _WORD.findall(" ".join(text[start:stop] for start, stop in draft.content).lower())
    return target is None and not draft.quoting and _POINTING.issuperset(words)


def _is_oneself(text: str, target: Range | None, holder: Holder) -> bool:
    """Is the target but the holder's own name, for which a pronoun was taken?"""
    return target is not None and text[slice(*target)] == holder.name


def _position(text: str, item: Judged, holder: Holder | None, target: Range | None) -> Position:
    draft = item.draft
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


def _size(spans: list[Range]) -> int:
    return sum(end - start for start, end in spans)


def _holding(judged: list[Judged]) -> list[list[int]]:
    """For each draft, the drafts whose longer statements hold all of its own, the shortest first."""
    sizes = [_size(item.draft.content) for item in judged]
    order = sorted(range(len(judged)), key=lambda n: judged[n].draft.content[0])
    holding: list[list[int]] = [[] for _ in judged]
    open_now: list[int] = []
    for n in order:
        content = judged[n].draft.content
        open_now = [m for m in open_now if judged[m].draft.content[-1][1] > content[0][0]] + [n]
        for inner, outer in ((n, m) for m in open_now):
            if sizes[inner] < sizes[outer] and overlap(content, judged[outer].draft.content) == sizes[inner]:
                holding[inner].append(outer)
            elif sizes[outer] < sizes[inner] and overlap(content, judged[outer].draft.content) == sizes[outer]:
                holding[outer].append(inner)
    return [sorted(outers, key=lambda m: sizes[m]) for outers in holding]


def _repeats(n: int, outers: list[int], judged: list[Judged], holders: list[list[Holder]]) -> bool:
    """Does the draft only say again what the same holder's longer statement around it says?"""
    names = {holder.name for holder in holders[n]}
    size = _size(judged[n].draft.content)
    return not judged[n].draft.second and any(
        (not names or names & {holder.name for holder in holders[m]})
        and size > _MOSTLY * _size(judged[m].draft.content)
        for m in outers
    )
