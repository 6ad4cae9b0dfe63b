"""Of which state articles call a person head or minister: *Croatian President Zoran Milanović*.

Only what an article says in so many words beside the name counts, and nobody whom it calls a former one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analysis.gazetteer import UNIONS, gazetteer
from index.board.model import Office
from index.claims import folded_name
from index.records import Record

_TITLE = (
    r"(?:prime minister|president|chancellor|premier"
    r"|(?:foreign|defen[cs]e|interior|finance|economy|justice|energy|health|trade|transport|environment) "
    r"(?:minister|secretary))"
)
_WORD = r"[^\W\d_][\w.-]*"
_STATE = rf"(?P<state>(?:{_WORD}[ ]){{0,2}}{_WORD}?)(?:['’]s?)?"
_BEFORE = re.compile(rf"{_STATE}\s+(?P<title>{_TITLE}),?\s+$", re.I)
_AFTER = re.compile(rf",\s+(?:the\s+)?{_STATE}\s+(?P<title>{_TITLE})\b", re.I)
_TITLED = re.compile(rf"\b(?P<title>{_TITLE})\s+$", re.I)
_OF_STATE = re.compile(rf"\s+of\s+(?:the\s+)?(?P<state>(?:{_WORD}[ ]){{0,2}}{_WORD})", re.I)
_OF = re.compile(rf",\s+(?:the\s+)?(?P<title>{_TITLE})\s+of\s+(?:the\s+)?(?P<state>(?:{_WORD}[ ]){{0,2}}{_WORD})", re.I)
_PAST = frozenset(("former", "ex", "then", "late", "deputy", "vice"))
_NEAR = 80
_HINT = re.compile(r"minister|president|chancellor|premier|secretary", re.I)
_BITS = 32


@dataclass(frozen=True, slots=True, eq=False)
class Offices:
    """By holder (a place), ascending, the numbers of the offices that articles give it, most often given first."""

    holder: NDArray[np.int32]
    office: NDArray[np.int32]

    @classmethod
    def among(cls, holder: NDArray[np.int32], office: NDArray[np.int32]) -> Offices:
        """The offices of holders, from one pair for each time that an article gives one to somebody."""
        pairs, counts = np.unique(holder.astype(np.int64) << _BITS | office, return_counts=True)
        pairs = pairs[np.lexsort((pairs, -counts, pairs >> _BITS))]
        return cls((pairs >> _BITS).astype(np.int32), (pairs & ((1 << _BITS) - 1)).astype(np.int32))

    def of(self, place: int) -> list[int]:
        """The numbers of a holder's offices."""
        first, last = np.searchsorted(self.holder, np.array([place, place + 1], np.int32))
        found: list[int] = self.office[first:last].tolist()
        return found

    def now(self, now: Callable[[int], int]) -> Offices:
        """The same after holders were merged: ``now`` says which place has what another had."""
        order = [now(place) for place in self.holder.tolist()]
        return Offices.among(np.array(order, np.int32), self.office)


def offices(entities: Sequence[Record], text: str) -> Iterator[tuple[str, str]]:
    """Pairs of a person's name and an office (see :func:`office_of`), one for each time that the text gives it."""
    if _HINT.search(text) is None:
        return
    places = {folded_name(each["name"]): each["name"] for each in entities if each["label"] == "GPE"}
    for entity in entities:
        if entity["label"] == "PERSON":
            for start, end in entity["mentions"]:
                if found := _beside(text, start, end, places):
                    yield entity["name"], found


def office_of(told: str) -> Office:
    """The office that a string of :func:`offices` stands for."""
    state, _, title = told.partition("|")
    return Office(state, title)


def _beside(text: str, start: int, end: int, places: dict[str, str]) -> str | None:
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    for found in (_BEFORE.search(before), _AFTER.match(after), _OF.match(after)):
        if found is not None:
            state = _state(found["state"], places, from_start=found.re is _OF)
            if state is not None:
                return f"{state}|{' '.join(found['title'].lower().split())}"
    title, of = _TITLED.search(before), _OF_STATE.match(after)
    if title is not None and of is not None and (state := _state(of["state"], places, from_start=True)):
        return f"{state}|{title['title'].lower()}"
    return None


def _state(words: str, places: dict[str, str], *, from_start: bool) -> str | None:
    """The state that the last of these words name (or the first ones); ``None`` where a word makes it a past one."""
    parts = words.split()
    if not _PAST.isdisjoint(word.lower().rstrip("-") for word in parts):
        return None
    cuts = range(len(parts), 0, -1)
    for said in (" ".join(parts[:n] if from_start else parts[-n:]) for n in cuts):
        key = folded_name(re.sub(r"['’]s?$", "", said))
        state = gazetteer().states.get(key) or places.get(key)
        if state is not None and state not in UNIONS:
            return state
    return None
