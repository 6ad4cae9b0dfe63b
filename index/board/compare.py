"""Two beside each other: holders or outlets topic by topic, periods holder by holder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from index.board.asking import Asked
from index.board.counting import Rows
from index.board.layout import Tallies
from index.board.model import Comparison, Line, Side, Tally
from index.board.rolls import Roll
from index.board.statements import Reader

SHOWN = 5
"""How many statements of one side are shown on a line at most, the newest; its tally counts all."""
Sides = tuple[Asked, Asked]
Own = Callable[[int], Rows]
"""The positions of one side on the line of a place, in order of time."""


def by_topic(
    reader: Reader, names: Sequence[str], sides: Sides, holders: tuple[int, int], limit: int | None
) -> Comparison:
    """Compare what each side has of its holder (a place), topic by topic; ``limit`` lines of it."""
    pairs, topics = sides[0].picture.pairs, sides[0].picture.topics
    tallies = [
        side.chosen.tallies.of(pairs.own(holder)).by(pairs.topics[pairs.own(holder)], len(topics))
        for side, holder in zip(sides, holders, strict=True)
    ]
    rows = [partial(side.rows_of, holder) for side, holder in zip(sides, holders, strict=True)]
    return _compare(reader, names, topics, tallies, rows, limit)


def by_holder(reader: Reader, names: Sequence[str], sides: Sides, limit: int | None) -> Comparison:
    """Compare what each side has, holder by holder; ``limit`` lines of it."""
    tallies, rows = [side.by_holder for side in sides], [side.rows_of for side in sides]
    return _compare(reader, names, sides[0].picture.holders, tallies, rows, limit)


def _compare(
    reader: Reader, names: Sequence[str], roll: Roll, tallies: Sequence[Tallies], rows: Sequence[Own], limit: int | None
) -> Comparison:
    one, other = (each.totals for each in tallies)
    order = np.argsort(-(one + other), kind="stable")
    left, right = one[order] > 0, other[order] > 0
    parts = [order[left & right], order[left & ~right], order[~left & right]]
    counts = (len(parts[0]), len(parts[1]), len(parts[2]))
    agreed = Counter(_agree(*(each.tally(place) for each in tallies)) for place in parts[0].tolist())
    shown = np.concatenate(parts)[:limit].tolist()
    newest = {
        place: [
            of(place)[-SHOWN:].tolist() if count[place] else [] for count, of in zip((one, other), rows, strict=True)
        ]
        for place in shown
    }
    read = reader.read(row for sides in newest.values() for side in sides for row in side)
    lines = []
    for place in shown:
        sides = [
            Side(each.tally(place), tuple(read[row] for row in own if row in read))
            for each, own in zip(tallies, newest[place], strict=True)
        ]
        agree = _agree(sides[0].tally, sides[1].tally)
        lines.append(Line(roll[place].id, roll[place].name, sides[0], sides[1], agree))
    ends = np.cumsum(counts)
    common, only_left, only_right = lines[: ends[0]], lines[ends[0] : ends[1]], lines[ends[1] :]
    return Comparison(
        names[0], names[1], tuple(common), tuple(only_left), tuple(only_right), counts, agreed[True], agreed[False]
    )


def _agree(left: Tally, right: Tally) -> bool | None:
    signs = {left.sign, right.sign}
    if signs & {"neutral", "mixed", "conditional"}:
        return None
    return len(signs) == 1
