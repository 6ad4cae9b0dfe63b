"""Two beside each other: holders or outlets topic by topic, periods holder by holder."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from index.board.asking import Asked
from index.board.counting import Rows
from index.board.layout import Tallies
from index.board.model import Comparison, Line, Side, Tally
from index.board.rolls import Roll
from index.board.statements import Reader

SHOWN = 5
"""How many statements of one side are shown on a line at most, the newest; its tally counts all."""
Newest = Callable[[int], Rows]
"""The positions of one side on the line of a place, in order of time."""


def by_topic(reader: Reader, names: Sequence[str], sides: tuple[Asked, Asked], holders: tuple[int, int]) -> Comparison:
    """Compare what each side has of its holder (a place), topic by topic."""
    roll = sides[0].picture.topics
    tallies, rows = [], []
    for asked, holder in zip(sides, holders, strict=True):
        pairs = asked.picture.pairs
        own = pairs.own(holder)
        tallies.append(asked.chosen.tallies.of(own).by(pairs.topics[own], len(roll)))
        rows.append(lambda topic, asked=asked, holder=holder: asked.rows_of(holder, topic))
    return _compare(reader, names, roll, tallies, rows)


def by_holder(reader: Reader, names: Sequence[str], sides: tuple[Asked, Asked]) -> Comparison:
    """Compare what each side has, holder by holder."""
    return _compare(
        reader, names, sides[0].picture.holders, [side.by_holder for side in sides], [side.rows_of for side in sides]
    )


def _compare(
    reader: Reader, names: Sequence[str], roll: Roll, tallies: Sequence[Tallies], rows: Sequence[Newest]
) -> Comparison:
    counts = tallies[0].totals + tallies[1].totals
    places = np.argsort(-counts, kind="stable")[: int(np.count_nonzero(counts))].tolist()
    told = {place: [each.tally(place) for each in tallies] for place in places}
    newest = {
        place: [of(place)[-SHOWN:].tolist() if tally.total else [] for tally, of in zip(told[place], rows, strict=True)]
        for place in places
    }
    read = reader.read(row for sides in newest.values() for side in sides for row in side)
    lines: dict[tuple[bool, bool], list[Line]] = {}
    for place in places:
        left, right = (
            Side(tally, tuple(read[row] for row in side if row in read))
            for tally, side in zip(told[place], newest[place], strict=True)
        )
        line = Line(roll[place].id, roll[place].name, left, right, _agree(left.tally, right.tally))
        lines.setdefault((bool(left.tally.total), bool(right.tally.total)), []).append(line)
    both, one, other = (tuple(lines.get(key, ())) for key in ((True, True), (True, False), (False, True)))
    return Comparison(names[0], names[1], both, one, other)


def _agree(left: Tally, right: Tally) -> bool | None:
    signs = {left.sign, right.sign}
    if signs & {"neutral", "mixed", "conditional"}:
        return None
    return len(signs) == 1
