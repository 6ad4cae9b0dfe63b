"""The board's picture of a library: columns, and every position's holder and topic; kept in a file beside the index."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.board.columns import NOTHING, Columns, Strings
from index.board.decisions import decide_holders, decide_topics
from index.board.edits import Edits
from index.board.gather import changed_since, gather, stamp
from index.board.identity import identify
from index.board.movement import telling
from index.board.rolls import Roll
from index.board.shelf import load, save
from index.board.topics import find_topics
from index.database import Database

FILE_NAME = "board.arrays"
FORM = 2
"""The version of the file's content; another one is made anew."""


@dataclass(frozen=True, slots=True)
class Picture:
    """``holder`` and ``topic`` are, by position, places in ``holders`` and ``topics``, or :data:`NOTHING`.

    ``telling`` are the positions that movement may be claimed from, in the order that
    :func:`index.board.movement.telling` gives them.
    """

    columns: Columns
    holders: Roll
    topics: Roll
    holder: NDArray[np.int32]
    topic: NDArray[np.int32]
    telling: NDArray[np.int32]

    def decided(self, edits: Edits) -> Picture:
        """This picture after a person's decisions."""
        if not any(edits):
            return self
        holders, holder = decide_holders(self.columns, self.holders, self.holder, edits[0])
        topics, topic = decide_topics(self.topics, self.topic, edits[1])
        return Picture(self.columns, holders, topics, holder, topic, telling(self.columns, holders, holder, topic))


def take(database: Database, before: Columns | None = None) -> Picture:
    """The picture of a library as it is now; ``before`` spares reading again what has not changed since."""
    changed = changed_since(database, before.version) if before is not None else ()
    columns = gather(database, before, changed)
    holders, holder_of = identify(columns)
    topics, topic = find_topics(columns)
    holder = np.append(holder_of, np.int32(NOTHING))[columns.holder]
    return Picture(columns, holders, topics, holder, topic, telling(columns, holders, holder, topic))


def is_current(database: Database, picture: Picture) -> bool:
    """Whether a picture shows the library as it is now."""
    return picture.columns.version == stamp(database)


def put_away(path: Path, library: str, picture: Picture) -> None:
    """Keep a picture (before decisions) in a file. Raises :class:`OSError`."""
    arrays: dict[str, NDArray[Any]] = {
        **picture.columns.arrays(), "who": picture.holder, "what": picture.topic, "telling": picture.telling,
    }  # fmt: skip
    for name, roll in (("holders", picture.holders), ("topics", picture.topics)):
        arrays[f"{name}.kinds"] = roll.kinds
        for part, strings in (("ids", roll.ids), ("names", roll.names), ("others", roll.others)):
            arrays |= strings.arrays(f"{name}.{part}")
    save(path, {"form": FORM, "library": library, "version": picture.columns.version}, arrays)


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
    return Picture(columns, roll("holders"), roll("topics"), arrays["who"], arrays["what"], arrays["telling"])
