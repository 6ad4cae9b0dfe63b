"""Positions in the making: chosen candidates as spans of the article, quotations joined that go on without a cue."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.analysis import lexicon
from index.analysis.candidates import Candidate
from index.analysis.parse import Parse, Range
from index.analysis.quotes import is_quoted
from index.analysis.shapes import shapes
from index.analysis.skeleton import Skeleton
from index.analysis.syntax import actor, inverted_actor, is_verb, noun_phrase, verb_group

_NEXT_QUOTATION = 200
_RUN = 2
_OPENED = 0.7
_INTRODUCED = 0.6
_SIGNED = 0.9
_DASHES = frozenset("―—–-")
_LONGEST_SIGNATURE = 12
_MARKS = frozenset("“\"'‘")
_SPEAKING = frozenset(("PERSON", "ORG", "GPE", "NORP"))
_DOCUMENTS = frozenset(("letter", "memo", "note", "report", "statement", "study", "campaign", "office"))
_PERSONAL = frozenset(("i", "we", "he", "she", "they"))
_QUOTING = frozenset(("colon", "colon+quote"))


@dataclass(slots=True)
class Draft:
    """A position in characters of the article, with the parse it came from; ``paragraph`` counts pieces of the text.

    ``second``: it is but the second side that another draft's statement takes.
    """

    parse: Parse
    cue_token: int
    word: str
    pattern: str
    score: float
    holder: Range | None
    cue: Range
    content: list[Range]
    paragraph: int
    quoting: bool
    run: int = 0
    tokens: list[Range] = field(default_factory=list)
    second: bool = False

    @property
    def rule(self) -> str:
        """What made the draft: the pattern and the word it hangs on."""
        return f"{self.pattern}({self.word})"

    def release(self) -> None:
        """Let go of the parse, once nobody will ask it any more."""
        del self.parse


def draft(candidate: Candidate, parse: Parse, paragraph: int) -> Draft:
    """A chosen candidate in characters; its content snaps to the quotation marks that it touches."""
    skeleton = parse.skeleton
    content = merge([_snap(skeleton, *parse.chars(*tokens)) for tokens in candidate.statement])
    holder = _holder(parse, candidate.holder_range) if candidate.holder_range is not None else None
    offset = skeleton.offset
    quoting = any(is_quoted(skeleton.quotes, start - offset, stop - offset) for start, stop in content)
    return Draft(
        parse,
        candidate.cue,
        parse.lemma[candidate.cue],
        candidate.pattern,
        candidate.score,
        holder,
        parse.chars(*candidate.cue_range),
        content,
        paragraph,
        quoting,
        tokens=list(candidate.content),
    )


def _holder(parse: Parse, tokens: Range) -> Range | None:
    """The characters of a holder; ``None`` where what the parser took for one is nothing but punctuation."""
    return parse.chars(*tokens) if tokens[0] < tokens[1] else None


def merge(spans: list[Range]) -> list[Range]:
    """Spans in order; those that touch or overlap, or stand one character apart, become one."""
    merged: list[Range] = []
    for start, stop in sorted(spans):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(merged[-1][1], stop)
        else:
            merged.append((start, stop))
    return merged


def _snap(skeleton: Skeleton, start: int, stop: int) -> Range:
    """Take in a quotation mark that stands at an edge; never end inside a quotation that was begun."""
    for quote in skeleton.quotes:
        a, b = quote.start + skeleton.offset, quote.end + skeleton.offset
        if start == a + 1:
            start = a
        if start <= a < stop < b and (stop > a + 1 or start < a):
            stop = b
        if stop == b - 1 and start >= a:
            stop = b
    return start, stop


def join_quotations(skeletons: list[Skeleton], parses: list[Parse | None], drafts: list[list[Draft]]) -> list[Draft]:
    """All drafts in order, each quotation that no candidate claimed given to whom it goes on from.

    That is a quoting position of the same paragraph, else one shortly before, else the words that open the quotation
    at the end of the paragraph before (*He wrote:*). What nobody owns is left out.
    """
    done: list[Draft] = []
    for n, skeleton in enumerate(skeletons):
        here = drafts[n]
        for number in skeleton.masked:
            quote = skeleton.quotes[number]
            place = skeleton.offset + quote.start, skeleton.offset + quote.end
            if any(start < place[1] and place[0] < stop for d in here for start, stop in d.content):
                continue
            owner = _introduced(parses[n], number, n)
            said = [d for d in here if d.cue[0] < place[0] and owner is not None and _same_sentence(d, owner)]
            if owner is not None and not all(_announces(d, owner) for d in said):
                owner = None
            if owner is None and number == 0 and skeleton.is_one_quotation and n + 1 < len(parses):
                owner = _signature(parses[n + 1], n)
            alone = owner is None and not here and number == 0 and quote.start <= 1
            if alone and n and _opens(parses[n - 1]):
                owner = _opener(parses[n - 1], n)
            if owner is not None:
                _take_place(owner, here, done)
            else:
                owner = _owner_here(here, place) or (_owner_before(done, n) if alone else None)
            if owner is not None:
                owner.content = merge([*owner.content, place])
                owner.quoting = True
        done += sorted(here, key=lambda d: d.content)
    return [d for d in done if d.content]


def _owner_here(here: list[Draft], place: Range) -> Draft | None:
    before = [d for d in here if d.quoting and d.content[-1][1] <= place[0]]
    if before:
        return before[-1]
    after = [d for d in here if d.quoting and 0 <= d.content[0][0] - place[1] < _NEXT_QUOTATION]
    return after[0] if after else None


def _owner_before(done: list[Draft], n: int) -> Draft | None:
    if not done:
        return None
    last = next((d for d in reversed(done) if d.quoting or not _same_sentence(d, done[-1])), done[-1])
    if (last.quoting or last.pattern in _QUOTING) and last.paragraph + last.run >= n - _RUN:
        last.run = n - last.paragraph
        return last
    return None


def _same_sentence(one: Draft, other: Draft) -> bool:
    """Do both have their cues in one sentence: said Tan, who thinks of it?"""
    return one.parse is other.parse and one.parse.sentence[one.cue_token] == one.parse.sentence[other.cue_token]


def _signature(parse: Parse | None, paragraph: int) -> Draft | None:
    """The draft of a quotation that the next paragraph signs: "— Name"."""
    if parse is None or not 2 <= len(parse) <= _LONGEST_SIGNATURE:
        return None
    dash = next((i for i, word in enumerate(parse.text) if word.strip()), 0)
    word = parse.text[dash].lstrip("".join(_DASHES))
    start = dash if word else dash + 1
    if parse.text[dash][:1] not in _DASHES or start >= len(parse) or not (word or parse.text[start])[0].isupper():
        return None
    comma = next((i for i in range(start, len(parse)) if parse.text[i] == ","), len(parse))
    place = parse.first[dash]
    name, cue = _holder(parse, parse.trim(start, comma)), (place, place + 1)
    named = any(parse.pos[i] == "PROPN" or parse.entity[i] for i in range(start, comma))
    if not named or parse.text[comma - 1] in _DASHES:
        return None
    if name is not None:
        name = max(name[0], place + (len(parse.text[dash]) - len(word))), name[1]
    return Draft(parse, 0, parse.lemma[0], "dash", _SIGNED, name, cue, [], paragraph, quoting=True)


def _take_place(owner: Draft, here: list[Draft], done: list[Draft]) -> None:
    """Add the draft of a quotation in place of one that took *the following statement* for what is said."""
    for drafts in (here, done):
        drafts[:] = [d for d in drafts if not _announces(d, owner)]
    here.append(owner)


def _announces(draft: Draft, owner: Draft) -> bool:
    """Did a draft take what announces a quotation for what is said: released *the following statement*?"""
    return draft.parse is owner.parse and draft.cue_token == owner.cue_token and draft.pattern == "object"


def _opens(parse: Parse | None) -> bool:
    """Does a paragraph end as one that a quotation follows?"""
    return parse is not None and parse.text[-1] in (":", ",")


def _introduced(parse: Parse | None, number: int, paragraph: int) -> Draft | None:
    """The draft of a quotation that a colon introduces: she has since apologised: “It was wrong.”"""
    first = parse.quote.index(number) if parse is not None and number in parse.quote else 0
    while parse is not None and first > 0 and parse.text[first - 1] in _MARKS:
        first -= 1
    return _by_colon(parse, first - 1, paragraph) if parse is not None and first > 0 else None


def _by_colon(parse: Parse, colon: int, paragraph: int) -> Draft | None:
    """The draft of what follows a colon: somebody does something, and it says in which words."""
    start = parse.sentence[colon][0]
    name = _name_before(parse, start, colon)
    if name is not None:  # … of the city - Ada Tan: “…”
        place = parse.chars(colon, colon + 1)
        return Draft(parse, colon, ":", "opened", _INTRODUCED, _holder(parse, name), place, [], paragraph, quoting=True)
    roots = [i for i in range(start, colon) if not start <= parse.head[i] < colon or parse.head[i] == i]
    roots = [i for i in roots if is_verb(parse, i)]
    if parse.text[colon] != ":" or not roots:
        return None
    verb, holder = roots[-1], actor(parse, roots[-1])
    if holder is None or holder > colon or not _may_speak(parse, holder):
        return None
    name, cue = _holder(parse, noun_phrase(parse, holder)), parse.chars(*verb_group(parse, verb))
    return Draft(parse, verb, parse.lemma[verb], "opened", _INTRODUCED, name, cue, [], paragraph, quoting=True)


def _name_before(parse: Parse, start: int, colon: int) -> Range | None:
    """The name that stands alone between a dash, a full stop or the sentence's beginning and a colon."""
    first = colon
    names = [parse.pos[i] == "PROPN" or parse.lemma[i] in _DOCUMENTS for i in range(colon)]
    while first > start and (names[first - 1] or parse.lower[first - 1] in ("and", "of", "the")):
        first -= 1
    alone = first == start or parse.text[first - 1] in _DASHES or parse.lower[first - 1] == "from"
    named = any(names[first:colon])
    return (first, colon) if alone and named and parse.text[colon] == ":" else None


def _may_speak(parse: Parse, i: int) -> bool:
    """Is it a person or a body, by name, or a pronoun for one?"""
    if parse.lemma[i] in _DOCUMENTS or parse.lemma[i] in shapes().roles:
        return True
    named = any(parse.entity[k] in _SPEAKING for k in (i, *parse.children(i, "appos")))
    return named or parse.lower[i] in _PERSONAL or parse.pos[i] == "PROPN"


def _opener(parse: Parse | None, paragraph: int) -> Draft | None:
    """The draft that "He wrote:" at the end of a paragraph opens."""
    if parse is None:
        return None
    for verb in range(len(parse) - 1, parse.sentence[-1][0] - 1, -1):
        if parse.pos[verb] != "VERB" or parse.lemma[verb] not in lexicon.attribution().say:
            continue
        holder = actor(parse, verb)
        holder = holder if holder is not None else inverted_actor(parse, verb)
        if holder is not None and holder != verb:
            name, cue = _holder(parse, noun_phrase(parse, holder)), parse.chars(*verb_group(parse, verb))
            return Draft(parse, verb, parse.lemma[verb], "opened", _OPENED, name, cue, [], paragraph, quoting=True)
    return _by_colon(parse, len(parse) - 1, paragraph)
