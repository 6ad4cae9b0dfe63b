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
from index.article import Span
from index.board.columns import NOTHING
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
_BLACK = re.compile(r"\S+")
_BITS = 32


@dataclass(frozen=True, slots=True, eq=False)
class Offices:
    """By holder (a place), ascending, the numbers of the offices that articles give it, most often given first.

    ``bearer`` is the holder to which each claim of the library's columns gives an office, or :data:`NOTHING`.
    """

    bearer: NDArray[np.int32]
    holder: NDArray[np.int32]
    office: NDArray[np.int32]

    @classmethod
    def among(cls, bearer: NDArray[np.int32], office: NDArray[np.int32]) -> Offices:
        """The offices of holders, from one bearer and office for each time that an article gives one to somebody."""
        known = bearer != NOTHING
        pairs, counts = np.unique(bearer[known].astype(np.int64) << _BITS | office[known], return_counts=True)
        pairs = pairs[np.lexsort((pairs, -counts, pairs >> _BITS))]
        return cls(bearer, (pairs >> _BITS).astype(np.int32), (pairs & ((1 << _BITS) - 1)).astype(np.int32))

    def of(self, place: int) -> list[int]:
        """The numbers of a holder's offices."""
        first, last = np.searchsorted(self.holder, np.array([place, place + 1], np.int32))
        found: list[int] = self.office[first:last].tolist()
        return found

    def now(self, now: Callable[[int], int], office: NDArray[np.int32]) -> Offices:
        """The same after holders were merged: ``now`` says which place has what another had; ``office`` is by claim."""
        into = {place: now(place) for place in np.unique(self.bearer).tolist()}
        return Offices.among(np.array([into[place] for place in self.bearer.tolist()], np.int32), office)


def offices(entities: Sequence[Record], text: str) -> Iterator[tuple[str, str, Span]]:
    """A person's name, an office (see :func:`office_of`) and the words that say so, for each time the text gives it."""
    if _HINT.search(text) is None:
        return
    places = {folded_name(each["name"]): each["name"] for each in entities if each["label"] == "GPE"}
    for entity in entities:
        if entity["label"] == "PERSON":
            for start, end in entity["mentions"]:
                if found := _beside(text, start, end, places):
                    yield entity["name"], *found


def office_of(told: str) -> Office:
    """The office that a string of :func:`offices` stands for."""
    state, _, title = told.partition("|")
    return Office(state, title)


def _beside(text: str, start: int, end: int, places: dict[str, str]) -> tuple[str, Span] | None:
    """The office that is given beside the name from ``start`` to ``end``, and the words of both."""
    near = max(0, start - _NEAR)
    before, after = text[near:start], text[end : end + _NEAR]
    if (found := _BEFORE.search(before)) and (state := _state(found, places, from_start=False)):
        return f"{state[0]}|{_title(found)}", Span(near + state[1], end)
    if (found := _AFTER.match(after)) and (state := _state(found, places, from_start=False)):
        return f"{state[0]}|{_title(found)}", Span(start, end + found.end())
    if (found := _OF.match(after)) and (state := _state(found, places, from_start=True)):
        return f"{state[0]}|{_title(found)}", Span(start, end + state[1])
    title, of = _TITLED.search(before), _OF_STATE.match(after)
    if title and of and (state := _state(of, places, from_start=True)):
        return f"{state[0]}|{_title(title)}", Span(near + title.start(), end + state[1])
    return None


def _title(found: re.Match[str]) -> str:
    return " ".join(found["title"].lower().split())


def _state(found: re.Match[str], places: dict[str, str], *, from_start: bool) -> tuple[str, int] | None:
    """The state that the last words of the group *state* name, and where they begin; or the first ones, and their end.

    ``None`` where they name none, or a word makes it a past one.
    """
    words = list(_BLACK.finditer(found.string, *found.span("state")))
    parts = [word[0] for word in words]
    if not _PAST.isdisjoint(word.lower().rstrip("-") for word in parts):
        return None
    for count in range(len(parts), 0, -1):
        said = " ".join(parts[:count] if from_start else parts[-count:])
        key = folded_name(re.sub(r"['’]s?$", "", said))
        state = gazetteer().states.get(key) or places.get(key)
        if state is not None and state not in UNIONS:
            return state, words[count - 1].end() if from_start else words[-count].start()
    return None
