"""Holders and topics as rolls: names in blocks of text, in the order of their ids, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.board.columns import Strings
from index.board.model import KINDS, Kind

_BETWEEN = "\x1f"
"""Stands between the phrases or aliases of one entry; no name holds it, for texts are free of control characters."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A holder or a topic: its id, the name it is shown by, and the other names or phrases that stand for it."""

    id: str
    name: str
    others: tuple[str, ...] = ()
    kind: Kind = "other"
    pinned: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Roll:
    """Entries in the order of their ids, and those that a person's decisions changed or added.

    Places run over the entries and then over what was added. ``into`` says for a place that was merged which other one
    has it now.
    """

    ids: Strings
    names: Strings
    others: Strings
    kinds: NDArray[np.int8]
    changed: dict[int, Entry] = field(default_factory=dict)
    into: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Roll:
        """The roll of ``entries``, which stand in the order of their ids."""
        listed = list(entries)
        return cls(
            Strings.of(entry.id for entry in listed),
            Strings.of(entry.name for entry in listed),
            Strings.of(_BETWEEN.join(entry.others) for entry in listed),
            np.array([KINDS.index(entry.kind) for entry in listed], np.int8),
        )

    def __len__(self) -> int:
        return max(len(self.ids), 1 + max(self.changed, default=-1))

    def __getitem__(self, place: int) -> Entry:
        if place in self.changed:
            return self.changed[place]
        others = self.others[place]
        kind = KINDS[self.kinds[place]]
        return Entry(self.ids[place], self.names[place], tuple(others.split(_BETWEEN)) if others else (), kind)

    def place(self, entry_id: str) -> int:
        """The place of the entry with this id, or of the one it was merged into. Raises :class:`KeyError`."""
        for place, entry in self.changed.items():
            if entry.id == entry_id:
                return self.now(place)
        low, high = 0, len(self.ids)
        while low < high:
            middle = (low + high) // 2
            if self.ids[middle] < entry_id:
                low = middle + 1
            else:
                high = middle
        if low == len(self.ids) or self.ids[low] != entry_id:
            raise KeyError(entry_id)
        return self.now(low)

    def now(self, place: int) -> int:
        """The place of whatever has this entry now."""
        while place in self.into:
            place = self.into[place]
        return place

    def all_kinds(self) -> NDArray[np.int8]:
        """The kind of each place, as a number in :data:`KINDS`."""
        kinds = np.zeros(len(self), np.int8)
        kinds[: len(self.ids)] = self.kinds
        for place, entry in self.changed.items():
            kinds[place] = KINDS.index(entry.kind)
        return kinds

    def all_pinned(self) -> list[int]:
        """The places that a person pinned."""
        return [place for place, entry in self.changed.items() if entry.pinned]
