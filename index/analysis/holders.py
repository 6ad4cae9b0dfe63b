"""Give every draft its holder's canonical name: the fullest name the article gives of whoever the words mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.analysis.cast import HE, IT, RELATIVE, SHE, THEY, Cast
from index.analysis.drafts import Draft
from index.analysis.gazetteer import gazetteer
from index.article import Entity, Holder, Span

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_CUT = re.compile(r"[,(—–:;]|\b(?:of|from|for|at|who|in|on|to|by|with|about|that|which)\b")
_OUTLET = re.compile(r"\b(?:from|by|for|of)\s+(?:the\s+)?(?P<owner>[^,]+?)(?:['’]s?\s+(?P<organ>\w+))?$", re.I)
_POSSESSIVE = re.compile(r"^(?P<owner>.+?)['’]s?\s+(?P<organ>\w+)$")
_DOCUMENTS = frozenset(("statement", "report", "letter", "poll", "study", "memo", "email"))
_DOCUMENT = re.compile(rf"^(?:the|that|this|its|his|her|their)\s+({'|'.join(sorted(_DOCUMENTS))})$", re.I)
_MEMORY = 700


@dataclass(slots=True)
class _Memory:
    """Whom the article spoke of last, as holders are met in order."""

    person: str | None = None
    place: int = 0
    last: tuple[str, ...] = ()
    documents: dict[str, str] = field(default_factory=dict)


def name_holders(text: str, drafts: list[Draft], cast: Cast) -> list[list[Holder]]:
    """The holders of each draft: none where it is nobody's, two where the words join two people."""
    memory = _Memory()
    named: list[list[Holder]] = [[] for _ in drafts]
    for n in sorted(range(len(drafts)), key=lambda n: drafts[n].cue):
        span = drafts[n].holder
        if span is None:
            continue
        names = _names(text, Span(*span), cast, memory)
        named[n] = [Holder(name, (Span(*span),)) for name in names]
        memory.last = tuple(names)
    return named


def _names(text: str, span: Span, cast: Cast, memory: _Memory) -> list[str]:
    words = " ".join(text[span.start : span.end].split())
    low = words.lower()
    if low in HE or low in SHE:
        return [_pronoun(span.start, low, cast, memory) or words]
    if low in RELATIVE:
        return [cast.antecedent(span.start) or words]
    if low in IT and memory.last:
        return [memory.last[-1]]
    if low in THEY and len(memory.last) > 1:
        return list(memory.last)
    document = _DOCUMENT.match(words)
    if document and document[1].lower() in memory.documents:
        return [memory.documents[document[1].lower()]]
    names = _named(text, span, words, cast)
    people = [name for name in names if cast.is_person(name)]
    if people:
        memory.person, memory.place = people[-1], span.start
    first = words.split()[1:2] if _ARTICLE.match(words) else words.split()[:1]
    if first and first[0].lower() in _DOCUMENTS:
        memory.documents[first[0].lower()] = names[0]
    return names


def _pronoun(place: int, pronoun: str, cast: Cast, memory: _Memory) -> str | None:
    """Whom *he* or *she* means: who held forth last, unless a newer person of that gender stands between."""
    wanted = "she" if pronoun in SHE else "he"
    nearest = cast.person_before(place, pronoun)
    person = memory.person
    if person is not None and cast.gender(person) in (None, wanted) and place - memory.place < _MEMORY:
        newer = [name for name in cast.people_between(memory.place, place) if cast.gender(name) == wanted]
        nearest = nearest if any(name != person for name in newer) else person
    if nearest is not None:
        memory.person, memory.place = nearest, place
    return nearest


def _named(text: str, span: Span, words: str, cast: Cast) -> list[str]:
    """The canonical names in a holder's phrase that is no pronoun; the phrase itself where it names nobody."""
    plain = _ARTICLE.sub("", words)
    cut = _CUT.search(text, span.start + 1, span.end)
    mentions = cast.within(span.start, span.end)
    heads = [(place, entity) for place, entity in mentions if not cut or place.start < cut.start()]
    owner = _OUTLET.search(plain) or _POSSESSIVE.match(plain)
    if owner and _is_outlet(plain, owner["organ"]):
        named = cast.in_role(owner["owner"]) or _single(cast, mentions)
        return [named or cast.known_as(owner["owner"])]
    people = [entity for place, entity in heads if entity.label == "PERSON" and not _is_possessive(text, place)]
    if people and (len(people) == 1 or not _joined(text, heads)):
        return [people[0].name]
    if people:
        return list(dict.fromkeys(person.name for person in people))
    role = cast.in_role(words)
    if role:
        return [role]
    whole = [entity for place, entity in heads if place.end - place.start >= len(plain) - 2]
    return [cast.known_as(whole[0].name if whole else plain)]


def _is_outlet(plain: str, organ: str | None) -> bool:
    """Is the phrase about an office, a statement or a spokesman: something that speaks for its owner?"""
    outlets = gazetteer().outlets
    return plain.split()[0].lower() in outlets or (organ or "").lower() in outlets


def _single(cast: Cast, mentions: list[tuple[Span, Entity]]) -> str | None:
    return cast.known_as(mentions[-1][1].name) if mentions else None


def _is_possessive(text: str, place: Span) -> bool:
    """Does the name only say whose (*Trump's lawyer*)?"""
    return text[place.end : place.end + 1] in ("'", "’")


def _joined(text: str, heads: list[tuple[Span, Entity]]) -> bool:
    """Do conjunctions join the people?"""
    return bool(re.search(r"\band\b", text[heads[0][0].end : heads[-1][0].start]))
