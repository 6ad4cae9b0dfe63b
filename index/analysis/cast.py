"""Who is who in one article: names behind holders' words, by surname, role, state, pronoun and apposition."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Mapping

from index.analysis.clues import Clues
from index.analysis.discourse import Discourse, Event, Kind
from index.analysis.gazetteer import gazetteer
from index.analysis.parse import Range
from index.analysis.roles import Roles
from index.analysis.shapes import shapes
from index.article import Entity, Span

SHE = frozenset(("she", "her", "hers", "herself"))
HE = frozenset(("he", "him", "his", "himself"))
RELATIVE = frozenset(("who", "which", "that", "whom"))
IT = frozenset(("it", "its", "itself"))
THEY = frozenset(("they", "them", "their", "themselves", "we", "our", "us"))
_PRONOUN = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself|it|its|itself)\b", re.I)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_WORD = re.compile(r"[\w’'-]+")
_DETERMINED = re.compile(r"\b(?:the|its|his|her|their)\s(?P<words>(?:same\s)?(?:[\w’'-]+\s){0,3})$", re.I)
_OF_BODY = re.compile(r"\s(?:of|for)\s(?:the\s)?[A-Z][\w’']*(?:\s(?:of\s)?[A-Z][\w’']*)*")
_NAME_FOLLOWS = re.compile(r",?\s[A-Z]")
_AGE = re.compile(r"\bthe\s\d{2,3}-year-old\b", re.I)
_TIE = re.compile(r",\s(?P<whose>his|her)\s(?P<words>(?:[\w’'-]+\s?){1,4})")
_RELATIVE_REACH = 80
_REMEMBERED = 200


class Cast:
    """The entities of an article, asked for by place."""

    def __init__(
        self, text: str, entities: tuple[Entity, ...], clues: Clues, statements: Mapping[int, list[Range]]
    ) -> None:
        """``statements`` are, by the place of a holder, the stretches that it states: it is not spoken of there."""
        self._text, self._clues = text, clues
        self._mentions = sorted(
            ((span, entity) for entity in entities for span in entity.mentions), key=lambda pair: pair[0]
        )
        self._starts = [span.start for span, _ in self._mentions]
        self._people = [(span, entity) for span, entity in self._mentions if entity.label == "PERSON"]
        self._persons = {entity.name for _, entity in self._people}
        self._forms = _state_forms(entities)
        self._roles = Roles(text, self._people)
        barred = {place: self._named_in(stretches) for place, stretches in statements.items()}
        self._meant = self._resolve(self._events(), self._of_another() | barred)

    def within(self, start: int, end: int) -> list[tuple[Span, Entity]]:
        """The mentions that lie in ``[start, end)``, in order."""
        found = []
        for n in range(bisect_left(self._starts, start), len(self._mentions)):
            span, entity = self._mentions[n]
            if span.start >= end:
                break
            if span.end <= end:
                found.append((span, entity))
        return found

    def is_person(self, name: str) -> bool:
        """Is the name a person's?"""
        return name in self._persons

    def pronoun(self, place: int) -> str | None:
        """Whom the pronoun at ``place`` stands for."""
        return self._meant.get(place)

    def last_mention(self, name: str | None, place: int) -> Range | None:
        """Where somebody was last named before a place."""
        found = [span for span, entity in self._mentions if entity.name == name and span.end <= place]
        return found[-1] if found else None

    def antecedent(self, place: int) -> Range | None:
        """The phrase that a relative pronoun at ``place`` stands for."""
        found = self._clues.antecedents.get(place)
        if found is not None:
            return found
        n = bisect_left(self._starts, place) - 1
        near = n >= 0 and place - self._mentions[n][0].end < _RELATIVE_REACH
        return self._mentions[n][0] if near else None

    def in_role(self, words: str, start: int, end: int) -> str | None:
        """The person whom a description ("the Italian prime minister") means that stands in ``[start, end)``."""
        for place in range(max(0, start - len("their ")), end):
            if place in self._described:
                return self._meant.get(place)
        return next(iter(self._roles.people(words, start)), None)

    def bearer(self, name: str, place: int) -> str:
        """The person whom a surname means that several people bear; else the name itself."""
        return self._meant.get(place, name)

    def body(self, words: str, place: int) -> str | None:
        """The organisation that "the union" means: the last before ``place`` whose name holds that word."""
        head = "".join(words.lower().split()[-1:])  # a holder may be nothing but an article or quotation marks
        if head not in shapes().bodies:
            return None
        last = bisect_left(self._starts, place)
        for n in range(last - 1, max(-1, last - _REMEMBERED), -1):
            entity = self._mentions[n][1]
            if entity.label == "ORG" and head in entity.name.lower().split():
                return entity.name
        return None

    def known_as(self, name: str) -> str:
        """The state that a capital, seat or adjective stands for, as the article calls it; else ``name``."""
        state = gazetteer().states.get(_ARTICLE.sub("", name).lower())
        return self._forms.get(state, state) if state is not None else name

    def _named_in(self, stretches: list[Range]) -> frozenset[str]:
        return frozenset(entity.name for start, end in stretches for _, entity in self.within(start, end))

    def _describe(self) -> list[Event]:
        """Where the text speaks of somebody by role, and in which words."""
        found = []
        roles = shapes().roles
        for word in _WORD.finditer(self._text):
            if word[0].lower() not in roles:
                continue
            before = _DETERMINED.search(self._text, max(0, word.start() - 45), word.start())
            tail = _OF_BODY.match(self._text, word.end())
            end = tail.end() if tail else word.end()
            if before is not None and not _NAME_FOLLOWS.match(self._text, end):
                words = self._text[before.start("words") : end]
                if before[0].lower().startswith("its") and (state := self._state_before(before.start())):
                    words += " of " + state
                found.append(Event(before.start(), end, "role", words=words))
        return found

    def _state_before(self, place: int) -> str | None:
        """The state that begins the sentence of a place: whose "its prime minister" is."""
        sentence = self._clues.sentence(place)
        for n in range(bisect_left(self._starts, place) - 1, -1, -1):
            span, entity = self._mentions[n]
            if self._clues.sentence(span.start) != sentence:
                return None
            if entity.label == "GPE" and self._clues.subject(span.start, span.end):
                return entity.name
        return None

    def _of_another(self) -> dict[int, frozenset[str]]:
        """Anna Grant, his cousin: where a pronoun tells whose relative or deputy the person named before it is."""
        found = {}
        for span, entity in self._people:
            tie = _TIE.match(self._text, span.end)
            if tie and not shapes().roles.isdisjoint(tie["words"].lower().split()):
                found[tie.start("whose")] = frozenset((entity.name,))
        return found

    def _events(self) -> list[Event]:
        events = self._describe()
        self._described = {event.start for event in events}
        shared = self._shared()
        for span, entity in self._mentions:
            if entity.name in shared:
                events.append(Event(span.start, span.end, "someone", among=shared[entity.name]))
            elif entity.label == "PERSON":
                events.append(Event(span.start, span.end, "person", entity.name))
            elif entity.label in ("GPE", "ORG"):
                events.append(Event(span.start, span.end, "thing", self.known_as(entity.name)))
        for match in _PRONOUN.finditer(self._text):
            low = match[0].lower()
            kind: Kind = "she" if low in SHE else "he" if low in HE else "it"
            events.append(Event(match.start(), match.end(), kind))
        events += [Event(*match.span(), "someone") for match in _AGE.finditer(self._text)]
        return sorted(events, key=lambda event: (event.start, event.end))

    def _shared(self) -> dict[str, frozenset[str]]:
        """Surnames that several people of the article bear, with who they are."""
        bearers: dict[str, set[str]] = defaultdict(set)
        for name in self._persons:
            bearers[name.rpartition(" ")[2]].add(name)
        return {
            name: frozenset(full - {name}) for name, full in bearers.items() if name in self._persons and len(full) > 2
        }

    def _resolve(self, events: list[Event], barred: Mapping[int, Container[str]]) -> dict[int, str]:
        """Two readings: the first only to learn who is *he* and who is *she*."""
        known = {name: gender for name in self._persons if (gender := _gender_of_name(name))}
        known |= _titled_genders(self._text, self._people)
        first = Discourse(self._clues, self._roles, known, barred)
        first.read(events)
        for name, counted in first.votes.items():
            known.setdefault(name, max(counted, key=lambda pronoun: counted[pronoun]))
        second = Discourse(self._clues, self._roles, known, barred)
        second.read(events)
        return second.meant


def _gender_of_name(name: str) -> str | None:
    """By a given name that most readers know."""
    given = name.lower().split()[0]
    words = gazetteer()
    return "she" if given in words.she_names else "he" if given in words.he_names else None


def _titled_genders(text: str, people: list[tuple[Span, Entity]]) -> dict[str, str]:
    """Ms, Mr, King, spokeswoman before a name tell."""
    words, genders = gazetteer(), {}
    for span, entity in people:
        before = text[max(0, span.start - 30) : span.start].lower().replace(".", " ").split()
        if before and (before[-1] in words.she or before[-1] in words.he):
            genders[entity.name] = "she" if before[-1] in words.she else "he"
    return genders


def _state_forms(entities: tuple[Entity, ...]) -> dict[str, str]:
    """Canonical state -> the form of its own name that the article uses (``UK`` where it never says more)."""
    states, forms = gazetteer().states, {}
    for entity in entities:
        state = states.get(entity.name.lower())
        acronym = entity.name.replace(".", "").isupper()
        if state is not None and (entity.name == state or (acronym and state not in forms)):
            forms[state] = entity.name
    return forms
