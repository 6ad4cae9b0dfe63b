"""Patterns that hang on a noun, an adjective, a preposition or a mark: her refusal to, is ready to, according to."""

from __future__ import annotations

from collections.abc import Iterator

from index.analysis import lexicon
from index.analysis.candidates import Candidate, build
from index.analysis.parse import Parse, Range, without
from index.analysis.syntax import actor, is_verb

_NOUN_PREPOSITIONS = frozenset(("of", "for", "about", "on", "to", "against", "over", "with", "in", "toward", "towards"))
_CUE_REACH = 5
_DASHES = frozenset("―—–-")
_LONGEST_NAME = 6
_SHORT_NAME = 2
_SHORTEST_STATEMENT = 3
_LONGEST_SIGNATURE = 12


def of_noun(parse: Parse, noun: int) -> Iterator[Candidate]:
    """Her refusal to go; hopes for peace; the claim that it works; the idea is to go."""
    if parse.tag[noun] == "NNS" and parse.dep[noun] in ("ROOT", "conj", "ccomp"):
        yield from _headline_verb(parse, noun)
    if parse.lower[noun] == "talks":  # negotiations: whoever talks there says nothing by it
        return
    if parse.lemma[noun] not in lexicon.attribution().nouns and parse.child(noun, "poss", "acl", "ccomp") is None:
        return
    holder, light = _owner(parse, noun)
    cue = (light, noun + 1) if light is not None and 0 < noun - light < _CUE_REACH else (noun, noun + 1)
    for kid in parse.kids[noun]:
        if kid < noun:
            continue
        relation, word = parse.dep[kid], parse.lower[kid]
        if relation in ("acl", "ccomp") and any(
            parse.dep[k] == "mark" or parse.lower[k] in ("that", "to") for k in parse.kids[kid]
        ):
            yield from build(parse, noun, "noun+clause", [parse.subtree(kid)], holder, cue)
        elif relation == "relcl" and parse.lower[parse.left[kid]] == "that":
            yield from build(parse, noun, "noun+that", [parse.subtree(kid)], holder, cue)
        elif relation == "prep" and word in _NOUN_PREPOSITIONS:
            thing = parse.child(kid, "pobj", "pcomp")
            if thing is not None:
                wide = (cue[0], kid + 1) if kid == cue[1] else cue
                yield from build(parse, noun, "noun+" + word, [parse.subtree(thing)], holder, wide)
    yield from _noun_is(parse, noun, holder)


def _headline_verb(parse: Parse, noun: int) -> Iterator[Candidate]:
    """Minister slams the plan: in a headline the tagger may take a verb for a noun in the plural."""
    words, low = lexicon.attribution(), parse.lemma[noun]
    if low not in words.say | words.urge | words.agentive:
        return
    start, stop = parse.sentence[noun]
    if noun == start or noun + 1 >= stop or parse.pos[noun + 1] == "AUX":
        return
    for candidate in build(parse, noun, "headline", [(noun + 1, stop)], None, (noun, noun + 1)):
        candidate.holder, candidate.holder_range = noun - 1, parse.trim(start, noun)
        if candidate.holder_range[0] < candidate.holder_range[1]:
            yield candidate


def _owner(parse: Parse, noun: int) -> tuple[int | None, int | None]:
    """Whose view, hope or refusal a noun names, and the verb that lends it (expressed her hope), if one does."""
    owner = parse.child(noun, "poss")
    if owner is not None:
        return owner, None
    for kid in parse.children(noun, "prep"):
        if parse.lower[kid] in ("by", "from", "among"):
            return parse.child(kid, "pobj"), None
    head = parse.head[noun]
    if parse.dep[noun] in ("dobj", "attr") and is_verb(parse, head):
        return actor(parse, head), head
    above = parse.head[head]
    if parse.dep[noun] == "pobj" and is_verb(parse, above) and parse.lower[head] in ("in", "on", "with", "of"):
        return actor(parse, above), above
    return None, None


def _noun_is(parse: Parse, noun: int, holder: int | None) -> Iterator[Candidate]:
    """Her hope is to go."""
    verb = parse.head[noun]
    if parse.dep[noun] not in ("nsubj", "attr") or parse.lemma[verb] != "be":
        return
    cue = (min(noun, verb), max(noun, verb) + 1)
    for kid in parse.children(verb, "ccomp", "xcomp", "advcl"):
        if kid > verb:
            yield from build(parse, noun, "noun+is", [parse.subtree(kid)], holder, cue)


def of_adjective(parse: Parse, adjective: int) -> Iterator[Candidate]:
    """She is ready to go; sure that it works; proud of it."""
    if not parse.kids[adjective]:
        return
    verb = parse.head[adjective] if parse.dep[adjective] in ("acomp", "oprd") else adjective
    holder = actor(parse, verb)
    if holder is None and parse.dep[adjective] == "amod":
        holder = parse.head[adjective]
    cue = (verb, adjective + 1) if 0 < adjective - verb < _CUE_REACH else (adjective, adjective + 1)
    for kid in parse.kids[adjective]:
        if kid < adjective:
            continue
        if parse.dep[kid] == "ccomp" and any(parse.lower[k] in ("so", "such") for k in parse.kids[adjective]):
            continue  # so full that nobody could sit: what followed from it, and no view
        if parse.dep[kid] in ("ccomp", "xcomp"):
            yield from build(parse, adjective, "adjective+" + parse.dep[kid], [parse.subtree(kid)], holder, cue)
        elif parse.dep[kid] == "prep":
            thing = parse.child(kid, "pobj", "pcomp")
            if thing is not None:
                wide = (cue[0], kid + 1) if kid == cue[1] else cue
                yield from build(
                    parse, adjective, "adjective+" + parse.lower[kid], [parse.subtree(thing)], holder, wide
                )


def according_to(parse: Parse, i: int) -> Iterator[Candidate]:
    """According to X, it works: what is attributed is the rest of the clause."""
    if i + 1 >= len(parse) or parse.lower[i] != "according" or parse.lower[i + 1] != "to":
        return
    thing = parse.child(i + 1, "pobj")
    if thing is None:
        return
    phrase = parse.left[i], max(parse.right[i], parse.right[thing]) + 1
    head = parse.head[i]
    clause: Range = parse.sentence[i]
    if head != i and is_verb(parse, head):
        clause = parse.left[head], parse.right[head] + 1
    yield from build(parse, i, "according", without(clause, phrase), thing, (i, i + 2))


def of_marks(parse: Parse) -> Iterator[Candidate]:
    """Name: statement, at the head of a paragraph; and “quotation” — Name, at its end."""
    n = len(parse)
    start = 1 if parse.text[0] == '"' else 0  # a block quotation's mark
    for i in range(start + 1, min(n - 1, start + _LONGEST_NAME + 1)):
        if parse.text[i] in (":", "―"):
            if parse.text[start][0].isupper() and n - i > _SHORTEST_STATEMENT and _is_name(parse, start, i):
                quoted = parse.is_stand_in(i + 1) or parse.text[i + 1][0] in "“\"'‘"
                yield from _marked(parse, i, "colon+quote" if quoted else "colon", [(i + 1, n)], (start, i))
            break
    yield from _signed(parse)


def _signed(parse: Parse) -> Iterator[Candidate]:
    """“Quotation” — Name."""
    quoted = [k for k in range(len(parse)) if parse.is_stand_in(k)]
    if not quoted:
        return
    rest = [k for k in range(quoted[-1] + 1, len(parse)) if parse.pos[k] != "SPACE" and parse.text[k].strip()]
    if (
        2 <= len(rest) <= _LONGEST_SIGNATURE
        and set(parse.text[rest[0]].strip()) <= _DASHES
        and parse.text[rest[1]][0].isupper()
    ):
        comma = next((k for k in rest if parse.text[k] == ","), rest[-1] + 1)
        yield from _marked(parse, rest[0], "dash", [(quoted[0], quoted[-1] + 1)], (rest[1], comma))


def _is_name(parse: Parse, i: int, j: int) -> bool:
    """Are the tokens ``[i, j)`` names and titles, all?"""
    return j - i <= _SHORT_NAME or all(
        parse.pos[k] == "PROPN" or parse.entity[k] or parse.text[k].isupper() for k in range(i, j)
    )


def _marked(parse: Parse, mark: int, pattern: str, content: list[Range], name: Range) -> Iterator[Candidate]:
    head = next((k for k in range(*name) if not name[0] <= parse.head[k] < name[1]), name[1] - 1)
    for candidate in build(parse, mark, pattern, content, None, (mark, mark + 1)):
        candidate.holder, candidate.holder_range = head, parse.trim(*name)
        yield candidate
