"""The claims of a whole library as arrays, one column a fact: what the board counts over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.article import LABELS, STANCES

Ints = NDArray[np.integer[Any]]
NOTHING = -1
"""Stands for no name, no phrase, no outlet in a column of numbers."""
UNDATED = 0
"""The day of an article without a date: the first day of the calendar, so that it sorts before all others."""


class Strings:
    """Many strings in one block of UTF-8, numbered from 0; each is decoded when it is asked for."""

    def __init__(self, block: NDArray[np.uint8], ends: NDArray[np.int64]) -> None:
        self.block, self.ends = block, ends

    @classmethod
    def of(cls, strings: Iterable[str]) -> Strings:
        """The block that holds ``strings`` in their order."""
        encoded = [each.encode() for each in strings]
        ends = np.cumsum([len(each) for each in encoded], dtype=np.int64) if encoded else np.zeros(0, np.int64)
        return cls(np.frombuffer(b"".join(encoded), np.uint8), ends)

    @classmethod
    def among(cls, arrays: dict[str, NDArray[Any]], name: str) -> Strings:
        """The strings that :meth:`arrays` put under ``name``."""
        return cls(arrays[f"{name}.block"], arrays[f"{name}.ends"])

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """Block and ends under ``name``, for a file."""
        return {f"{name}.block": self.block, f"{name}.ends": self.ends}

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, number: int) -> str:
        start = int(self.ends[number - 1]) if number else 0
        return bytes(self.block[start : int(self.ends[number])]).decode()

    def all(self) -> list[str]:
        """All strings, in order."""
        data, start, found = self.block.tobytes(), 0, []
        for end in self.ends.tolist():
            found.append(data[start:end].decode())
            start = end
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """What the analyses of a library's articles claim, at one version of the library.

    Articles stand in order of day and id, positions in order of article and number: so both stand in order of time.
    ``day`` is the proleptic ordinal of the date (:data:`UNDATED` without one), ``original`` the id of the article whose
    text this one prints (its own where it is no copy). ``holder``, ``entity`` and ``alias`` are numbers in
    ``names``, ``source`` in ``sources``; ``stance`` and ``label`` are numbers in :data:`STANCES` and :data:`LABELS`.
    ``anchor`` (in ``anchors``) tells what a position is about, ``phrase`` (in ``phrases``) names it, ``firm`` says that
    its words leave no doubt of that. ``recalled`` says that the article only recalls it, ``words`` is the fingerprint
    of its statement. ``alias`` is another form in which the article writes the name ``alias_of``. ``bearer`` is a name
    to which the article gives ``office`` (in ``offices``).
    """

    version: int
    ids: NDArray[np.int64]
    day: NDArray[np.int32]
    source: NDArray[np.int32]
    original: NDArray[np.int64]
    analysed: NDArray[np.bool_]
    article: NDArray[np.int32]
    number: NDArray[np.int32]
    holder: NDArray[np.int32]
    stance: NDArray[np.int8]
    confidence: NDArray[np.float32]
    phrase: NDArray[np.int32]
    anchor: NDArray[np.int32]
    firm: NDArray[np.bool_]
    recalled: NDArray[np.bool_]
    words: NDArray[np.uint32]
    entity_article: NDArray[np.int32]
    entity: NDArray[np.int32]
    label: NDArray[np.int8]
    alias_article: NDArray[np.int32]
    alias: NDArray[np.int32]
    alias_of: NDArray[np.int32]
    bearer_article: NDArray[np.int32]
    bearer: NDArray[np.int32]
    office: NDArray[np.int32]
    names: Strings
    phrases: Strings
    anchors: Strings
    sources: Strings
    offices: Strings

    @property
    def once(self) -> NDArray[np.bool_]:
        """By place, one of the articles that print one text: the original, or the first of its copies without it."""
        return self.once_of(np.ones(len(self.ids), np.bool_))

    def once_of(self, covered: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The same among the articles that are ``covered``, by place."""
        places = np.flatnonzero(covered & (self.original != self.ids))
        if not len(places):
            return covered
        kept = covered.copy()
        kept[places] = False
        there = np.isin(self.original[places], self.ids[kept])
        _, first = np.unique(self.original[places[~there]], return_index=True)
        kept[places[~there][first]] = True
        return kept

    def places(self, article_ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which articles, by place, are among ``article_ids``."""
        if not len(self.ids):
            return np.zeros(0, np.bool_)
        asked = np.zeros(int(self.ids.max()) + 2, np.bool_)
        asked[article_ids[article_ids < len(asked)]] = True
        return asked[self.ids]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All columns by name, strings as their block and ends, for a file."""
        kept: dict[str, NDArray[Any]] = {name: getattr(self, name) for name in ARRAYS}
        for name in STRINGS:
            kept |= getattr(self, name).arrays(name)
        return kept

    @classmethod
    def of(cls, version: int, arrays: dict[str, NDArray[Any]]) -> Columns:
        """The columns that :meth:`arrays` gave."""
        values: dict[str, Any] = {name: arrays[name] for name in ARRAYS}
        values |= {name: Strings.among(arrays, name) for name in STRINGS}
        return cls(version, **values)


STRINGS = ("names", "phrases", "anchors", "sources", "offices")
ARRAYS = tuple(name for name in Columns.__slots__ if name not in ("version", *STRINGS))
STANCE_NUMBERS = {stance: number for number, stance in enumerate(STANCES)}
LABEL_NUMBERS = {label: number for number, label in enumerate(LABELS)}


def day_of(ordinal: int) -> date | None:
    """The date that a day of the columns stands for."""
    return date.fromordinal(ordinal) if ordinal != UNDATED else None
