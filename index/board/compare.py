"""Two beside each other: holders or outlets topic by topic, periods holder by holder."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.board.counting import Rows, tally_of, without_nothing
from index.board.model import Comparison, Line, Side
from index.board.picture import Picture
from index.board.rolls import Roll
from index.board.statements import Reader

SHOWN = 5
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
    grouped = [_by_place(rows, column) for rows in sides]
    counts = np.zeros(len(roll), np.int64)
    for groups in grouped:
        for place, rows in groups.items():
            counts[place] += len(rows)
    order = np.argsort(-counts, kind="stable")
    none = np.zeros(0, np.int64)
    lines: dict[tuple[bool, bool], list[Line]] = {}
    for place in order[: int(np.count_nonzero(counts))].tolist():
        left, right = (_side(reader, groups.get(place, none), picture) for groups in grouped)
        line = Line(roll[place].id, roll[place].name, left, right, _agree(left, right))
        lines.setdefault((bool(left.tally.total), bool(right.tally.total)), []).append(line)
    both, one, other = (tuple(lines.get(key, ())) for key in ((True, True), (True, False), (False, True)))
    return Comparison(names[0], names[1], both, one, other)


def _by_place(rows: Rows, column: NDArray[np.int32]) -> dict[int, Rows]:
    """The rows of each place in ``column``, in their order."""
    rows = without_nothing(rows, column)
    rows = rows[np.argsort(column[rows], kind="stable")]
    places, starts = np.unique(column[rows], return_index=True)
    return dict(zip(places.tolist(), np.split(rows, starts[1:]), strict=True)) if len(rows) else {}


def _side(reader: Reader, rows: Rows, picture: Picture) -> Side:
    return Side(tally_of(picture, rows), tuple(reader.read(rows[-SHOWN:].tolist()).values()))


def _agree(left: Side, right: Side) -> bool | None:
    signs = {left.tally.sign, right.tally.sign}
    if signs & {"neutral", "mixed", "conditional"}:
        return None
    return len(signs) == 1
