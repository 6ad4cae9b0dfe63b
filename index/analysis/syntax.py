"""Questions to a dependency tree that every pattern asks: who acts, what makes the cue, how far a holder reaches."""

from __future__ import annotations

from index.analysis import lexicon
from index.analysis.parse import Parse, Range

NEVER_HOLDER = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"))
EXPLETIVE = frozenset(("it", "there"))
_CLAUSES = frozenset(("relcl", "acl", "advcl", "parataxis", "ccomp"))
_AUXILIARY = frozenset(("aux", "auxpass", "neg", "advmod", "prt"))
_BESIDE = frozenset(("prep", "npadvmod"))
_DEEPEST = 5
_LONG_CLAUSE = 8
_INVERTED = ("dobj", "attr", "npadvmod", "oprd", "dative", "appos")
_INVERTED_REACH = 6


def is_verb(parse: Parse, i: int) -> bool:
    """Is the token a verb, whatever the tree makes of it?"""
    return parse.pos[i] in ("VERB", "AUX")


def is_passive(parse: Parse, verb: int) -> bool:
    """Does the verb stand in the passive?"""
    return any(parse.dep[kid] == "auxpass" for kid in parse.kids[verb])


def noun_phrase(parse: Parse, i: int) -> Range:
    """The phrase that a noun heads, less a trailing clause that only adds to it."""
    start, stop = parse.left[i], parse.right[i] + 1
    for kid in parse.kids[i]:
        if kid < i and parse.dep[kid] in _BESIDE and parse.text[parse.right[kid] + 1] != "-":
            start = max(start, parse.right[kid] + 1)  # *in early March* both
        if kid < i or parse.dep[kid] not in _CLAUSES or parse.left[kid] <= i:
            continue
        cut = parse.left[kid]
        mark = parse.text[cut - 1]
        parenthetical = mark in (",", "—", "–") or (mark == "-" and parse.last[cut - 2] < parse.first[cut - 1])
        if parenthetical or (parse.dep[kid] != "acl" and parse.size(kid) > _LONG_CLAUSE):
            stop = min(stop, cut)
    return parse.trim(start, stop)


def actor(parse: Parse, verb: int, depth: int = 0) -> int | None:
    """The head of the phrase that names who does ``verb``; climbs to governing verbs where it has no subject."""
    if depth >= _DEEPEST:
        return None
    agent = parse.child(verb, "agent")
    if agent is not None:
        return parse.child(agent, "pobj")
    if is_passive(parse, verb):
        return None
    subjects = parse.children(verb, "nsubj", "csubj")
    if subjects:
        nearest = min(subjects, key=lambda kid: abs(kid - verb))
        empty = parse.lower[nearest] in EXPLETIVE and parse.lemma[verb] in lexicon.attribution().seem
        return None if empty else nearest
    if parse.child(verb, "expl") is not None:
        return None
    return _actor_above(parse, verb, depth + 1)


def _actor_above(parse: Parse, verb: int, depth: int) -> int | None:
    """The actor of a verb without a subject of its own, by its relation to what governs it."""
    relation, head = parse.dep[verb], parse.head[verb]
    if head == verb:
        return None
    if relation == "acl":
        return head
    if relation == "relcl":
        return next((kid for kid in parse.children(verb, "nsubj") if parse.tag[kid] in ("WP", "WDT")), None)
    if relation == "advcl" and parse.tag[verb] == "VBN" and parse.child(verb, "aux") is None:
        return None  # asked about it, she said: whoever asked is not named
    if relation == "pcomp":
        above = parse.head[head]
        return actor(parse, above, depth) if above != head and is_verb(parse, above) else None
    if relation == "xcomp":
        moved = parse.child(head, "dobj", "dative")
        if moved is not None and parse.lemma[head] in lexicon.attribution().urge:
            return moved
    elif relation not in ("conj", "advcl") and not (relation == "ccomp" and parse.tag[verb] in ("VBG", "VB")):
        return None
    found = actor(parse, _governing(parse, verb), depth)
    if found is None and relation in ("xcomp", "advcl") and parse.tag[verb] == "VBG":
        return parse.child(head, "nsubjpass")
    return found


def _governing(parse: Parse, verb: int) -> int:
    """The verb whose actor is that of a verb which has none of its own.

    Tan said the plan would fail, *telling* them that …: the parser hangs it on what was said, Tan tells it.
    """
    say, head, before = lexicon.attribution().say, parse.head[verb], parse.left[verb] - 1
    said = parse.dep[head] == "ccomp" and parse.lemma[parse.head[head]] in say
    goes_on = parse.dep[verb] == "advcl" and parse.tag[verb] == "VBG" and parse.text[before] == ","
    return parse.head[head] if said and goes_on and parse.lemma[verb] in say else head


def inverted_actor(parse: Parse, verb: int) -> int | None:
    """X in "said X", which the parser sometimes takes for an object."""
    for kid in parse.kids[verb]:
        if (
            0 < kid - verb <= _INVERTED_REACH
            and parse.dep[kid] in _INVERTED
            and parse.pos[kid] in ("PROPN", "PRON", "NOUN")
            and parse.entity[kid] not in NEVER_HOLDER
        ):
            return kid
    return None


def verb_group(parse: Parse, verb: int, preposition: int | None = None) -> Range:
    """The cue that a verb heads: its auxiliaries, negation, short adverbs, particle, and the preposition after it."""
    start, stop = verb, verb + 1
    for kid in reversed([kid for kid in parse.kids[verb] if kid < verb]):
        if parse.dep[kid] in _AUXILIARY and parse.size(kid) <= 2 and parse.right[kid] + 1 == start:
            start = parse.left[kid]
    for kid in parse.kids[verb]:
        if kid == stop and parse.dep[kid] in ("prt", "neg"):
            stop = kid + 1
    if preposition is not None and preposition == stop:
        stop = preposition + 1
    return start, stop
