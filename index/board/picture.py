"""The board's picture of a library: columns, and every position's holder and topic; kept in a file beside the index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.board.columns import NOTHING, Columns, Strings
from index.board.decisions import decide_holders, decide_topics
from index.board.edits import Edits
from index.board.gather import changed_since, gather, stamp
from index.board.identity import identify
from index.board.layout import WIDTH, Layout, Tallies
from index.board.movement import Moves, Telling, moves, telling
from index.board.offices import Offices
from index.board.pairs import Pairs
from index.board.rolls import Roll
from index.board.shelf import load, save
from index.board.topics import find_topics
from index.database import Database

FILE_NAME = "board.arrays"
FORM = 12
"""The version of the file's content; another one is made anew."""

_PARTS: tuple[tuple[str, type[Any]], ...] = (
    ("pairs", Pairs), ("layout", Layout), ("whole", Tallies), ("telling", Telling), ("moves", Moves),
    ("offices", Offices),
)  # fmt: skip
"""What a picture has of arrays grouped, with the name it is kept under."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """``holder`` and ``topic`` are, by position, places in ``holders`` and ``topics``, or :data:`NOTHING`.

    ``whole`` is what all positions come to by cell, ``moves`` is all movement in the library. ``lacking`` articles are
    still to be taken in: only a picture that is being made lacks any.
    """

    columns: Columns
    holders: Roll
    topics: Roll
    holder: NDArray[np.int32]
    topic: NDArray[np.int32]
    pairs: Pairs
    layout: Layout
    whole: Tallies
    telling: Telling
    moves: Moves
    offices: Offices
    lacking: int = 0

    @classmethod
    def of(
        cls,
        columns: Columns,
        holders: Roll,
        topics: Roll,
        holder: NDArray[np.int32],
        topic: NDArray[np.int32],
        offices: Offices,
        lacking: int = 0,
    ) -> Picture:
        """The picture in which positions are these holders' and about these topics."""
        pairs, pair = Pairs.among(holder, topic)
        layout = Layout.of(columns, holder, pair, len(holders))
        whole = layout.tallies(columns, layout.fitting(columns.once), len(pairs) * WIDTH)
        told = telling(columns, holders, holder, topic, pair)
        moved = moves(told, columns.once)
        return cls(columns, holders, topics, holder, topic, pairs, layout, whole, told, moved, offices, lacking)

    def decided(self, edits: Edits) -> Picture:
        """This picture after a person's decisions."""
        if not any(edits):
            return self
        holders, holder = decide_holders(self.columns, self.holders, self.holder, edits[0])
        topics, topic = decide_topics(self.topics, self.topic, edits[1])
        return Picture.of(
            self.columns,
            holders,
            topics,
            holder,
            topic,
            self.offices.now(holders.now, self.columns.office),
            self.lacking,
        )


def take(database: Database, before: Columns | None = None) -> Picture:
    """The picture of a library as it is now; ``before`` spares reading again what has not changed since."""
    changed = changed_since(database, before.version) if before is not None else None
    return _drawn(gather(database, before, changed))


def grow(
    database: Database,
    before: Columns | None,
    articles: Sequence[int],
    lacking: int = 0,
    tell: Callable[[int], object] = lambda _: None,
) -> Picture:
    """A picture of these articles and of those ``before``, as these were then; ``lacking`` more will come."""
    columns = gather(database, before, articles, tell)
    return _drawn(columns if before is None else replace(columns, version=before.version), lacking)


def _drawn(columns: Columns, lacking: int = 0) -> Picture:
    holders, holder_of = identify(columns)
    topics, topic = find_topics(columns)
    holder = np.append(holder_of, np.int32(NOTHING))[columns.holder]
    offices = Offices.among(holder_of[columns.bearer], columns.office)
    return Picture.of(columns, holders, topics, holder, topic, offices, lacking)


def is_current(database: Database, picture: Picture) -> bool:
    """Whether a picture shows the library as it is now."""
    return not picture.lacking and picture.columns.version == stamp(database)


def put_away(path: Path, library: str, picture: Picture) -> None:
    """Keep a picture (before decisions) in a file. Raises :class:`OSError`."""
    arrays: dict[str, NDArray[Any]] = {
        **picture.columns.arrays(), "who": picture.holder, "what": picture.topic,
        **{f"{part}.{name}": getattr(getattr(picture, part), name) for part, kind in _PARTS for name in kind.__slots__},
    }  # fmt: skip
    for name, roll in (("holders", picture.holders), ("topics", picture.topics)):
        arrays[f"{name}.kinds"] = roll.kinds
        for part, strings in (("ids", roll.ids), ("names", roll.names), ("others", roll.others)):
            arrays |= strings.arrays(f"{name}.{part}")
    about = {"form": FORM, "library": library, "version": picture.columns.version, "lacking": picture.lacking}
    save(path, about, arrays)


def bring_back(path: Path, library: str) -> Picture | None:
    """The picture that :func:`put_away` kept of this library, mapped; ``None`` where there is none to be used."""
    found = load(path)
    if found is None or (found[0].get("form"), found[0].get("library")) != (FORM, library):
        return None
    about, arrays = found

    def roll(name: str) -> Roll:
        ids, names, others = (Strings.among(arrays, f"{name}.{part}") for part in ("ids", "names", "others"))
        return Roll(ids, names, others, arrays[f"{name}.kinds"])

    columns = Columns.of(about["version"], arrays)
    parts = {part: kind(*(arrays[f"{part}.{name}"] for name in kind.__slots__)) for part, kind in _PARTS}
    whose = roll("holders"), roll("topics"), arrays["who"], arrays["what"]
    return Picture(columns, *whose, **parts, lacking=about["lacking"])
