"""Whom he, she and it stand for: the article read once from the start, whoever is spoken of kept in mind.

Each mention makes its bearer more salient, a subject more than others, one in a quotation less; every sentence that
goes by halves what is left. A pronoun means the most salient one that fits it, and is itself a mention. After Lappin
and Leass, "An algorithm for pronominal anaphora resolution" (1994).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from index.analysis.clues import Clues
from index.analysis.roles import Roles

Kind = Literal["person", "thing", "role", "he", "she", "it", "someone"]
"""What stands at a place: the name of a person or of another actor, a person's role, a pronoun, or ``someone`` who is
either he or she."""

_DECAY = 0.5
_KEPT = 12
_FORGOTTEN = 1e-9
_CLEAR = 1.5
_PRESENT = 0.2
_QUOTED = 0.3
_TOLD = 4.0
"""By how much the votes for *he* or *she* must differ before the other is ruled out."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that refers: a name (with its bearer), a role (with its ``words``) or a pronoun.

    ``among`` are the only ones whom it can mean, where that is known: those who bear a surname.
    """

    start: int
    end: int
    kind: Kind
    name: str = ""
    words: str = ""
    among: frozenset[str] = frozenset()


def weight(event: Event, clues: Clues) -> float:
    """How much an event brings its bearer to mind."""
    subject = clues.subject(event.start, event.end)
    value = 1.0 if subject is None else 3.0 if subject else 2.0
    if event.kind in ("he", "she", "it"):
        value *= 0.9
    return value * (_QUOTED if clues.is_quoted(event.start) else 1.0)


class Attention:
    """Names with their salience, of one sort (people, or other actors)."""

    def __init__(self) -> None:
        self._value: dict[str, float] = {}
        self._sentence = 0

    def move_to(self, sentence: int) -> None:
        """Let what is in mind fade with every sentence that went by."""
        if sentence > self._sentence:
            fade = _DECAY ** (sentence - self._sentence)
            kept = sorted(self._value.items(), key=lambda item: -item[1])[:_KEPT]
            self._value = {name: value * fade for name, value in kept if value * fade > _FORGOTTEN}
            self._sentence = sentence

    def note(self, name: str, value: float) -> None:
        """Bring a name to mind."""
        self._value[name] = max(self._value.get(name, 0.0), 0.0) * 0.5 + value

    def ranked(self) -> list[tuple[float, str]]:
        """Names by salience, the highest first."""
        return sorted(((value, name) for name, value in self._value.items()), key=lambda item: -item[0])


class Discourse:
    """One reading of an article's events, in the order of the text."""

    def __init__(
        self, clues: Clues, roles: Roles, genders: Mapping[str, str], barred: Mapping[int, Container[str]]
    ) -> None:
        """``genders`` are the known ones; ``barred`` tells whom the pronoun at a place cannot mean."""
        self._clues, self._roles, self._genders, self._barred = clues, roles, genders, barred
        self._people, self._things = Attention(), Attention()
        self._sentence, self._pronounced = 0, set[str]()
        self._early: list[Event] = []
        self._ahead: list[Event] = []
        self.meant: dict[int, str] = {}
        self.votes: dict[str, dict[str, float]] = defaultdict(lambda: {"he": 0.0, "she": 0.0})
        """How clearly each person was chosen for *he* and *she*."""

    def read(self, events: Iterable[Event]) -> None:
        """Find out whom each role and pronoun means; :attr:`meant` has it by place."""
        for event in events:
            self._go_to(self._clues.sentence(event.start))
            name = event.name or self._referent(event)
            if name is None:
                self._wait(event)
                continue
            if event.kind == "person":
                self._name_waiting(name)
            if not event.name:
                self.meant[event.start] = name
                if self._clues.is_quoted(event.start):
                    continue
            attention = self._things if event.kind in ("thing", "it") else self._people
            attention.note(name, weight(event, self._clues))

    def _go_to(self, sentence: int) -> None:
        self._people.move_to(sentence)
        self._things.move_to(sentence)
        if sentence != self._sentence:
            self._sentence, self._pronounced, self._ahead = sentence, set(), []

    def _wait(self, event: Event) -> None:
        """Keep what refers to nobody named before: a role, or a pronoun of a lesser clause."""
        if event.kind == "role" and not self._people.ranked():
            self._early.append(event)
        elif event.kind in ("he", "she") and not self._clues.subject(event.start, event.end):
            self._ahead.append(event)

    def _name_waiting(self, name: str) -> None:
        """Its minister is glad. Ada Tan …; days after *she* promised it, Ada Tan …"""
        if len(self._early) == 1:
            self._learn(self._early[0], name)
        self.meant |= {event.start: name for event in self._ahead if self._fits(event, name)}
        self._early, self._ahead = [], []

    def _learn(self, event: Event, name: str) -> None:
        self.meant[event.start] = name
        self._roles.learn(event.words, name, event.start)

    def _referent(self, event: Event) -> str | None:
        if event.kind == "role":
            return self._bearer(event)
        ranked = (self._things if event.kind == "it" else self._people).ranked()
        barred = self._barred.get(event.start, ())
        fitting = [(value, name) for value, name in ranked if self._fits(event, name)]
        fitting = [pair for pair in fitting if pair[1] not in barred] or fitting  # Ada is for it, she said, all alone
        if not fitting:
            return None
        value, name = fitting[0]
        if event.kind in ("he", "she"):
            clear = len(fitting) == 1 or value > _CLEAR * fitting[1][0]
            quoted = _QUOTED if self._clues.is_quoted(event.start) else 1.0
            self.votes[name][event.kind] += quoted * (value if clear else value / 2)
            self._pronounced.add(name)
        return name

    def _fits(self, event: Event, name: str) -> bool:
        if event.among:
            return name in event.among
        return event.kind in ("it", "someone") or self._gender(name, event.kind) == event.kind

    def _gender(self, name: str, asked: str) -> str:
        """The known gender of a person, or what the text has called him so far; ``asked`` where that is open."""
        known = self._genders.get(name)
        if known is None and name in self.votes:
            he, she = self.votes[name]["he"], self.votes[name]["she"]
            known = "he" if he > she + _TOLD else "she" if she > he + _TOLD else None
        return known or asked

    def _bearer(self, event: Event) -> str | None:
        """Who has the role: whom the article gives it, else whoever it just spoke of and gives no other.

        Whom the sentence has called he or she already is not spoken of by role: *she had been, the leader said, …*.
        """
        ranked = self._people.ranked()
        salience = {name: value for value, name in ranked}
        known = self._roles.people(event.words, event.start)
        if known:
            return max(known, key=lambda name: (known[name], salience.get(name, 0.0)))
        for value, name in ranked:
            if name in self._pronounced:
                continue
            if value >= _PRESENT and self._roles.may_be(name, event.words):
                self._roles.learn(event.words, name, event.start)
                return name
        return None
