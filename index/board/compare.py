"""Two beside each other: holders or outlets topic by topic, periods holder by holder."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.board.columns import NOTHING
from index.board.counting import Rows, tally_of
from index.board.model import Comparison, Line, Side
from index.board.picture import Picture
from index.board.rolls import Roll
from index.board.statements import Reader

SHOWN = 20
"""How many statements of one side are shown on a line at most, the newest; its tally counts all."""


def by_topic(reader: Reader, names: Sequence[str], sides: tuple[Rows, Rows], picture: Picture) -> Comparison:
    """Compare two sets of positions topic by topic."""
    return _compare(reader, names, sides, picture, picture.topic, picture.topics)


def by_holder(reader: Reader, names: Sequence[str], sides: tuple[Rows, Rows], picture: Picture) -> Comparison:
    """Compare two sets of positions holder by holder."""
    return _compare(reader, names, sides, picture, picture.holder, picture.holders)


def _compare(
    reader: Reader, names: Sequence[str], sides: tuple[Rows, Rows], picture: Picture,
    column: NDArray[np.int32], roll: Roll,
) -> Comparison:  # fmt: skip
    counts = [np.bincount(column[rows][column[rows] != NOTHING], minlength=len(roll)) for rows in sides]
    order = np.argsort(-(counts[0] + counts[1]), kind="stable")
    lines: dict[tuple[bool, bool], list[Line]] = {}
    for place in order[: int(np.count_nonzero(counts[0] + counts[1]))].tolist():
        left, right = (_side(reader, rows[column[rows] == place], picture) for rows in sides)
        line = Line(roll[place].id, roll[place].name, left, right, _agree(left, right))
        lines.setdefault((bool(left.tally.total), bool(right.tally.total)), []).append(line)
    both, one, other = (tuple(lines.get(key, ())) for key in ((True, True), (True, False), (False, True)))
    return Comparison(names[0], names[1], both, one, other)


def _side(reader: Reader, rows: Rows, picture: Picture) -> Side:
    return Side(tally_of(picture, rows), tuple(reader.read(rows[-SHOWN:].tolist()).values()))


def _agree(left: Side, right: Side) -> bool | None:
    signs = {left.tally.sign, right.tally.sign}
    if signs & {"neutral", "mixed", "conditional"}:
        return None
    return len(signs) == 1
