"""Positions in the making: chosen candidates as spans of the article, quotations joined that go on without a cue."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.analysis import lexicon
from index.analysis.candidates import Candidate
from index.analysis.parse import Parse, Range
from index.analysis.quotes import is_quoted
from index.analysis.skeleton import Skeleton
from index.analysis.syntax import actor, inverted_actor, noun_phrase, verb_group

_NEXT_QUOTATION = 200
_RUN = 2
_OPENED = 0.7
_SIGNED = 0.9
_DASHES = frozenset("―—–-")
_LONGEST_SIGNATURE = 12
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
    content = merge([_snap(skeleton, *parse.chars(*tokens)) for tokens in candidate.content])
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
            owner = _owner_here(here, place)
            if owner is None and not here and number == 0 and quote.start <= 1:
                owner = _owner_before(done, n)
                if owner is None and n:
                    owner = _opener(parses[n - 1], n)
                    if owner is not None:
                        here.append(owner)
                if owner is None and skeleton.is_one_quotation and n + 1 < len(parses):
                    owner = _signature(parses[n + 1], n)
                    if owner is not None:
                        here.append(owner)
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
    last = done[-1]
    if (last.quoting or last.pattern in _QUOTING) and last.paragraph + last.run >= n - _RUN:
        last.run = n - last.paragraph
        return last
    return None


def _signature(parse: Parse | None, paragraph: int) -> Draft | None:
    """The draft of a quotation that the next paragraph signs: "— Name"."""
    if parse is None or not 2 <= len(parse) <= _LONGEST_SIGNATURE or not set(parse.text[0].strip()) <= _DASHES:
        return None
    if not parse.text[0].strip() or not parse.text[1][0].isupper():
        return None
    comma = next((i for i in range(1, len(parse)) if parse.text[i] == ","), len(parse))
    name, cue = _holder(parse, parse.trim(1, comma)), parse.chars(0, 1)
    return Draft(parse, 0, parse.lemma[0], "dash", _SIGNED, name, cue, [], paragraph, quoting=True)


def _opener(parse: Parse | None, paragraph: int) -> Draft | None:
    """The draft that "He wrote:" at the end of a paragraph opens."""
    if parse is None or parse.text[-1] not in (":", ","):
        return None
    for verb in range(len(parse) - 1, parse.sentence[-1][0] - 1, -1):
        if parse.pos[verb] != "VERB" or parse.lemma[verb] not in lexicon.attribution().say:
            continue
        holder = actor(parse, verb)
        holder = holder if holder is not None else inverted_actor(parse, verb)
        if holder is not None and holder != verb:
            name, cue = _holder(parse, noun_phrase(parse, holder)), parse.chars(*verb_group(parse, verb))
            return Draft(parse, verb, parse.lemma[verb], "opened", _OPENED, name, cue, [], paragraph, quoting=True)
    return None
