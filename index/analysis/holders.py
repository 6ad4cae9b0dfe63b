"""Give every draft its holder's canonical name: the fullest name the article gives of whoever the words mean."""

from __future__ import annotations

import re

from index.analysis.cast import HE, IT, RELATIVE, SHE, THEY, Cast
from index.analysis.drafts import Draft
from index.analysis.gazetteer import gazetteer
from index.analysis.parse import Range
from index.article import Entity, Holder, Span

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_CUT = re.compile(r"[(—–:;]|\b(?:from|for|at|who|in|on|to|by|with|about|that|which)\b")
_OUTLET = re.compile(
    r"^(?:(?:the|a|an|this|that)\s+)?(?:\w+\s+)??(?P<organ>\w+)\s+(?:from|by|for|of)\s+(?P<owner>.+)$", re.I
)
_POSSESSIVE = re.compile(r"^(?P<owner>.+?)(?:['’]s|s['’])\s+(?:own\s+)?(?:\w+\s)?(?P<organ>\w+)$")
_WHOSE = re.compile(r"^(?P<owner>his|her|its|their)\s+(?:own\s+)?(?:\w+\s)?(?P<organ>\w+)$", re.I)
_DOCUMENTS = frozenset(("statement", "report", "letter", "poll", "study", "memo", "email"))
_DOCUMENT = re.compile(rf"^(?:the|that|this|its|his|her|their)\s+({'|'.join(sorted(_DOCUMENTS))})$", re.I)
_SPEAKER = frozenset(("i", "me", "my", "we", "us", "our"))
_PAIR = re.compile(r"^(?:(?:the|these|those)\s)?(?:both|two|pair)(?:\s(?!of\b)\w+)?$", re.I)
"""Both, the two leaders: whoever was last named together."""
_INDEFINITE = re.compile(r"^(?:an?|another|one|some)\s", re.I)
"""One of many: a longtime adviser is nobody whom the article has called an adviser."""
_QUALIFIED = re.compile(
    r"\s(?!(?:alone|also|and|as|but|himself|herself|of|or|the|too|who|whose)\b)(?P<noun>[a-z][\w’'-]*)"
)
_DEEPEST = 3
_AGE = re.compile(r"^(?:the\s)?\d{2,3}-year-old\b", re.I)
_DATELINE = re.compile(r"[^\W\d_a-z][^\n—–a-z]{2,40},?\s[^\n—–]{0,60}[—–]\s")
_GOVERNMENT = re.compile(r"^(?:the\s)?(?:government|cabinet|administration)\s(?:of|in)\s(?:the\s)?(?P<state>.+)$", re.I)
_ITS_GOVERNMENT = re.compile(r"^(?:the\s)?(?P<state>.+?)(?:['’]s)?\s(?:government|cabinet|administration|state)$", re.I)


def name_holders(text: str, drafts: list[Draft], cast: Cast) -> list[list[Holder]]:
    """The holders of each draft: none where it is nobody's, two where the words join two people."""
    named: list[list[Holder]] = [[] for _ in drafts]
    last: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    documents: dict[str, str] = {}
    for n in sorted(range(len(drafts)), key=lambda n: drafts[n].cue):
        span = drafts[n].holder
        if span is None:
            continue
        words = " ".join(text[span[0] : span[1]].split())
        document = _DOCUMENT.match(words)
        if words.lower() in THEY and len(last) > 1:
            names = list(last)
        elif _PAIR.match(words) and together:
            names = list(together)
        elif document and document[1].lower() in documents and words.lower().startswith(("the", "that", "this")):
            names = [documents[document[1].lower()]]
        else:
            names = names_of(text, Span(*span), cast)
            for word in _DOCUMENTS & set(words.lower().split()[:3]):
                documents[word] = names[0]
        named[n] = [Holder(name, (Span(*span),)) for name in names]
        last = tuple(names)
        together = last if len(last) > 1 else together
    for n, draft in enumerate(drafts):
        if draft.holder is not None and text[slice(*draft.holder)].lower() in _SPEAKER:
            named[n] = _speaking(draft.holder, drafts, named) or named[n]
    return named


def _speaking(place: Range, drafts: list[Draft], named: list[list[Holder]]) -> list[Holder]:
    """Who says what "I" stands in: the holder of the statement around it."""
    for draft, holders in zip(drafts, named, strict=True):
        around = any(start <= place[0] and place[1] <= stop for start, stop in draft.content)
        if around and holders and draft.holder != place:
            return [Holder(holder.name, (Span(*place),)) for holder in holders]
    return []


def names_of(text: str, span: Span, cast: Cast, depth: int = 0) -> list[str]:
    """The canonical names of whom a holder's phrase means; the phrase itself where that is nobody known."""
    dateline = _DATELINE.match(text, span.start, span.end)
    span = Span(dateline.end(), span.end) if dateline else span
    words = " ".join(text[span.start : span.end].split())
    low = words.lower()
    if low in HE or low in SHE or low in IT or _AGE.match(words):
        return [cast.pronoun(_place(text, span, words)) or words]
    if low in RELATIVE:
        phrase = cast.antecedent(span.start)
        return names_of(text, Span(*phrase), cast, depth + 1) if phrase and not depth else [words]
    spokes = _through_outlet(text, span, words, cast, depth)
    if spokes is not None:
        return [spokes]
    return _named(text, span, words, cast)


def _place(text: str, span: Span, words: str) -> int:
    """Where the phrase was noted as a referring one: with its article."""
    if _AGE.match(words) and not words[:1].isalpha():
        start = text.rfind("he ", max(0, span.start - 5), span.start)
        return start - 1 if start > 0 else span.start
    return span.start


def _through_outlet(text: str, span: Span, words: str, cast: Cast, depth: int) -> str | None:
    """Who speaks through an office, a statement or a spokesman; ``None`` where the phrase is about none."""
    outlets = gazetteer().outlets
    whose = _WHOSE.match(words)
    if whose and whose["organ"].lower() in outlets and not cast.within(span.start, span.end):
        return cast.pronoun(span.start)
    owner = _OUTLET.match(words) or _POSSESSIVE.match(words)
    if owner is None or owner["organ"].lower() not in outlets:
        return None
    if any(
        entity.label == "PERSON"
        and text[place.end : place.end + 1] not in ("'", "’")
        and place.start > span.start
        and owner.re is _POSSESSIVE
        for place, entity in cast.within(span.start, span.end)
    ):
        return None
    start = text.find(owner["owner"][:10], span.start, span.end)
    inner = Span(start, min(span.end, start + len(owner["owner"]))) if start >= 0 else None
    if inner is None or inner == span:
        return cast.known_as(owner["owner"])
    low = owner["owner"].lower()
    if low in HE or low in SHE or low in IT:
        return cast.pronoun(inner.start)
    return names_of(text, inner, cast, depth + 1)[0] if depth < _DEEPEST else owner["owner"]


def _named(text: str, span: Span, words: str, cast: Cast) -> list[str]:
    """The canonical names in a holder's phrase that is no pronoun."""
    plain = _ARTICLE.sub("", words)
    mentions = cast.within(span.start, span.end)
    heads = _heads(text, span, mentions)
    heads = [pair for pair in heads if pair[1].label != "PERSON" or not _only_qualifies(text, span, pair[0])]
    people = [entity for place, entity in heads if entity.label == "PERSON" and not _is_possessive(text, place)]
    if people:
        joined = len(people) > 1 and _joined(text, heads)
        names = [cast.bearer(entity.name, place.start) for place, entity in heads if entity in people]
        return list(dict.fromkeys(names)) if joined else names[:1]
    role = cast.in_role(words, span.start, span.end) if not _INDEFINITE.match(words) else None
    if role:
        return [role]
    apposed = [entity for place, entity in mentions if _is_apposed(text, span, place)]
    if apposed and apposed[0].label == "ORG":
        return [cast.known_as(apposed[0].name)]
    whole = [entity for place, entity in heads if place.end - place.start >= len(plain) - 2]
    if whole:
        return [cast.known_as(whole[0].name)]
    several = [entity for _, entity in heads if entity.label in ("GPE", "ORG")]
    if len(several) > 1 and _only_joined(text, span, [place for place, _ in heads]):
        return list(dict.fromkeys(cast.known_as(entity.name) for entity in several))
    state = _GOVERNMENT.match(words) or _ITS_GOVERNMENT.match(words)
    if state and cast.known_as(state["state"]) != state["state"]:
        return [cast.known_as(state["state"])]
    body = cast.body(plain, span.start) if _ARTICLE.match(words) or plain == words else None
    if body:
        return [body]
    lead = next((entity for place, entity in heads if place.start - span.start <= len(words) - len(plain)), None)
    if lead is not None and lead.label == "ORG" and not any(_is_possessive(text, place) for place, _ in heads[:1]):
        return [cast.known_as(lead.name)]
    return [cast.known_as(plain or words)]


def _is_apposed(text: str, span: Span, place: Span) -> bool:
    """Does the phrase end with the name, set off by a comma: the port's operator, Meridian Quays?"""
    ends = not any(mark.isalnum() for mark in text[place.end : span.end])
    return ends and text[max(0, place.start - 2) : place.start] == ", "


def _heads(text: str, span: Span, mentions: list[tuple[Span, Entity]]) -> list[tuple[Span, Entity]]:
    """The mentions that the phrase is about: those before whatever only says where, whose or which."""
    cut = _CUT.search(text, span.start + 1, span.end)
    until = cut.start() if cut else span.end
    of = re.search(r"\bof\b", text[span.start : until])
    first = [pair for pair in mentions if pair[0].start < until]
    if of and not any(place.start > span.start + of.start() and entity.label == "PERSON" for place, entity in first):
        before = [pair for pair in first if pair[0].start < span.start + of.start()]
        return before or ([] if not first or first[0][0].start > span.start + of.end() else first)
    return first


def _only_qualifies(text: str, span: Span, place: Span) -> bool:
    """Does a name only say of which kind somebody is: one Clinton aide?"""
    after = _QUALIFIED.match(text, place.end, span.end)
    return after is not None and not _CUT.match(after["noun"])


def _is_possessive(text: str, place: Span) -> bool:
    """Does the name only say whose (*Trump's lawyer*)?"""
    return text[place.end : place.end + 1] in ("'", "’")


def _joined(text: str, heads: list[tuple[Span, Entity]]) -> bool:
    """Do conjunctions join the people?"""
    return bool(re.search(r"\band\b", text[heads[0][0].end : heads[-1][0].start]))


def _only_joined(text: str, span: Span, places: list[Span]) -> bool:
    """Is the phrase nothing but names with conjunctions and commas between them?"""
    rest = text[span.start : span.end]
    for place in places:
        rest = rest.replace(text[place.start : place.end], "")
    return not set(rest.lower().replace(",", " ").split()) - {"and", "the", "both"}
