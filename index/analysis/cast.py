"""Who is who in one article: names behind holders' words, by surname, role, state, pronoun and apposition."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict

from index.analysis.gazetteer import gazetteer
from index.article import Entity, Span

SHE = frozenset(("she", "her", "hers", "herself"))
HE = frozenset(("he", "him", "his", "himself"))
RELATIVE = frozenset(("who", "which", "that", "whom"))
IT = frozenset(("it", "its", "itself"))
THEY = frozenset(("they", "them", "their", "themselves", "we", "our", "us"))
_PRONOUN = re.compile(r"\b(?:he|him|his|she|her|hers)\b", re.I)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_ROLE_REACH = 60
_VOTE_REACH = 160
_RELATIVE_REACH = 80


class Cast:
    """The entities of an article, asked for by place."""

    def __init__(self, text: str, entities: tuple[Entity, ...]) -> None:
        self._text = text
        self._mentions = sorted(
            ((span, entity) for entity in entities for span in entity.mentions), key=lambda pair: pair[0]
        )
        self._starts = [span.start for span, _ in self._mentions]
        self._people = [(span, entity) for span, entity in self._mentions if entity.label == "PERSON"]
        self._persons = {entity.name for _, entity in self._people}
        self._people_starts = [span.start for span, _ in self._people]
        self._genders = self._vote_genders()
        self._roles = self._find_roles()
        self._forms = self._state_forms(entities)

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

    def gender(self, name: str) -> str | None:
        """``"she"``, ``"he"`` or ``None`` where the article does not tell."""
        return self._genders.get(name)

    def person_before(self, place: int, pronoun: str) -> str | None:
        """The last person named before ``place`` whom the pronoun fits."""
        wanted = "she" if pronoun in SHE else "he"
        for n in range(bisect_left(self._people_starts, place) - 1, -1, -1):
            name = self._people[n][1].name
            if self.gender(name) in (None, wanted):
                return name
        return None

    def people_between(self, start: int, end: int) -> list[str]:
        """The names of the people mentioned in ``[start, end)``."""
        low, high = bisect_left(self._people_starts, start), bisect_left(self._people_starts, end)
        return [entity.name for _, entity in self._people[low:high]]

    def antecedent(self, place: int) -> str | None:
        """The name that a relative pronoun at ``place`` follows."""
        n = bisect_left(self._starts, place) - 1
        if n >= 0 and place - self._mentions[n][0].end < _RELATIVE_REACH:
            return self.known_as(self._mentions[n][1].name)
        return None

    def in_role(self, words: str) -> str | None:
        """The person whom "the Italian prime minister" means, where the article gives somebody that title."""
        asked = _ARTICLE.sub("", words).lower().replace("’", "'").split()
        if not asked or asked[-1] not in gazetteer().titles:
            return None
        for title, name in self._roles:
            if len(title) >= len(asked) and title[-len(asked) :] == asked:
                return name
        return None

    def known_as(self, name: str) -> str:
        """The state that a capital, seat or adjective stands for, as the article calls it; else ``name``."""
        state = gazetteer().states.get(_ARTICLE.sub("", name).lower())
        return self._forms.get(state, state) if state is not None else name

    def _vote_genders(self) -> dict[str, str]:
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        words = gazetteer()
        for n, (span, entity) in enumerate(self._people):
            before = self._text[max(0, span.start - 30) : span.start].lower().replace(".", " ").split()
            for word in before[-1:]:
                votes[entity.name].update({"she": 5} if word in words.she else {"he": 5} if word in words.he else {})
            until = min(
                span.end + _VOTE_REACH, self._people[n + 1][0].start if n + 1 < len(self._people) else span.end + 999
            )
            for pronoun in _PRONOUN.findall(self._text[span.end : until]):
                votes[entity.name]["she" if pronoun.lower() in SHE else "he"] += 1
        return {name: counted.most_common(1)[0][0] for name, counted in votes.items() if counted}

    def _find_roles(self) -> list[tuple[list[str], str]]:
        """Titles that stand right before a person's name, as lower-case words, with the name."""
        titles, roles = gazetteer().titles, []
        for span, entity in self._people:
            words = self._text[max(0, span.start - _ROLE_REACH) : span.start].replace("\n", " . ").split()
            title: list[str] = []
            while words and (
                words[-1].lower() in titles or (title and (words[-1][:1].isupper() or words[-1].islower()))
            ):
                word = words.pop()
                if not word[-1].isalnum() or len(title) > 3:
                    break
                title.insert(0, word.lower())
            if title:
                roles.append((title, entity.name))
        return roles

    def _state_forms(self, entities: tuple[Entity, ...]) -> dict[str, str]:
        """Canonical state -> the form of its own name that the article uses (``UK`` where it never says more)."""
        states, forms = gazetteer().states, {}
        for entity in entities:
            state = states.get(entity.name.lower())
            acronym = entity.name.replace(".", "").isupper()
            if state is not None and (entity.name == state or (acronym and state not in forms)):
                forms[state] = entity.name
        return forms
