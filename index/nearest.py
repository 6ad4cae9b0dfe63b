"""For a query that finds nothing: why, and the query nearest to it that finds something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index.answer import QueryError
from index.query_text import Part, is_filter, parts

MOST_PARTS = 12
"""Of a query of more parts no part is left out: each asks the index again."""

Total = Callable[[str], int]
"""How many articles a query finds; raises :class:`QueryError`."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """Why a query finds nothing, and what does.

    ``alone``: its parts and how many articles each finds by itself, of one part alone none. ``query``: the nearest that
    finds something, ``total`` articles; empty where there is none. ``left_out``: the parts that it lacks; none where
    words that no article has were exchanged for like ones.
    """

    alone: tuple[tuple[str, int], ...]
    query: str = ""
    total: int = 0
    left_out: tuple[str, ...] = ()


def nearest(query: str, total: Total, suggestion: str | None) -> Nearest:
    """What to say of ``query``, which finds nothing; ``suggestion`` is the same with words exchanged."""
    asked = parts(query)
    alone = tuple((part.text, _total(part.text, total)) for part in asked[:MOST_PARTS]) if len(asked) > 1 else ()
    if suggestion and (count := _total(suggestion, total)):
        return Nearest(alone, suggestion, count)
    if not 1 < len(asked) <= MOST_PARTS:
        return Nearest(alone)
    kept = _kept(asked, dict(alone), total)
    left = _joined(kept)
    out = tuple(part.text for part in asked if part not in kept)
    return Nearest(alone, left, _total(left, total), out) if kept else Nearest(alone)


def _kept(asked: tuple[Part, ...], alone: dict[str, int], total: Total) -> tuple[Part, ...]:
    """As many parts as go together, the words before the filters, for they say what is looked for."""
    useful = [part for part in asked if alone[part.text]]
    for left_out in sorted(useful, key=lambda part: (not is_filter(part), -part.start)):
        rest = tuple(part for part in useful if part != left_out)
        if len(useful) == len(asked) and rest and _total(_joined(rest), total):
            return rest
    kept: tuple[Part, ...] = ()
    for part in sorted(useful, key=lambda part: (is_filter(part), part.start)):
        together = tuple(sorted((*kept, part), key=lambda each: each.start))
        if _total(_joined(together), total):
            kept = together
    return kept


def _joined(kept: tuple[Part, ...]) -> str:
    return " ".join(part.text for part in kept)


def _total(query: str, total: Total) -> int:
    try:
        return total(query)
    except QueryError:  # what can be read among others may be nothing by itself
        return 0
