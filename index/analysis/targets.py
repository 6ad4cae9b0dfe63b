"""Target of a position: the shortest phrase that names what is supported or opposed."""

from __future__ import annotations

from index.analysis.drafts import Draft
from index.analysis.parse import Parse, Range

_PREPOSITION = frozenset(("of", "to", "for", "on", "in", "against", "with", "about", "toward", "towards"))
_ADDED = frozenset(("relcl", "appos", "advcl", "cc", "conj"))
"""What only adds to a phrase that names something."""
_SIDES = frozenset(("favour", "favor", "support", "opposition"))
_EMPTY = frozenset(("the", "a", "an", "no", "any", "that", "this", "“", '"', "‘"))


def thing_of(parse: Parse, verb: int) -> int:
    """What a verb is done to: its object, else its complement, else the verb itself."""
    for relation in ("dobj", "nsubjpass", "xcomp", "ccomp"):
        found = parse.child(verb, relation)
        if found is not None:
            return thing_of(parse, found) if relation == "xcomp" and parse.tag[found] == "VB" else found
    there = parse.child(verb, "attr") if parse.child(verb, "expl") is not None else None
    if there is not None:
        return there
    minded = parse.child(verb, "acomp")
    if minded is not None and (thing := thing_of(parse, minded)) != minded:  # is opposed to it, is ready to do it
        return thing
    for prep in parse.children(verb, "prep"):
        found = parse.child(prep, "pobj", "pcomp")
        if parse.lower[prep] in _PREPOSITION and found is not None:
            return thing_of(parse, found) if parse.dep[found] == "pcomp" or parse.lemma[found] in _SIDES else found
    if parse.pos[verb] == "NOUN" and (found := parse.child(verb, "acl")) is not None and parse.tag[found] == "VB":
        return thing_of(parse, found)
    return verb


def complement_of(parse: Parse, verb: int) -> int:
    """What a verb is done to, or what its preposition is about; not its subject."""
    direct = parse.child(verb, "dobj", "xcomp")
    if direct is None:
        for prep in parse.children(verb, "prep"):
            found = parse.child(prep, "pobj")
            if parse.lower[prep] in _PREPOSITION and found is not None:
                return found
    return direct if direct is not None and parse.dep[direct] == "dobj" else thing_of(parse, verb)


def _anticipated(parse: Parse, it: int) -> int:
    """What "it" announces: it is childish *to make Italy choose*; "it" itself where nothing follows."""
    verb = parse.head[it]
    below = [verb, *(kid for kid in parse.kids[verb] if parse.dep[kid] in ("oprd", "acomp", "attr", "prep"))]
    below += [kid for i in below[1:] for kid in parse.kids[i]]
    for i in below:
        for kid in parse.children(i, "xcomp", "ccomp", "advcl", "acl"):
            if kid > it and parse.tag[kid] == "VB":
                return kid
    return it


def _is_participle(parse: Parse, i: int) -> bool:
    """Is it a participle that describes the thing: a coalition *comprising* many?"""
    return parse.dep[i] == "acl" and parse.tag[i] == "VBG"


def target_span(draft: Draft, parse: Parse, about: int | None, root: int | None) -> Range | None:
    """Characters of the shortest phrase that names the thing; the statement's own words where no phrase is found."""
    i = about if about is not None else root
    if i is None or parse.is_stand_in(i):
        return draft.content[0]
    if parse.lower[i] == "it":
        i = _anticipated(parse, i)
    start, stop = parse.left[i], parse.right[i] + 1
    if parse.pos[i] in ("NOUN", "PROPN", "PRON"):
        for kid in parse.kids[i]:
            if kid > i and (parse.dep[kid] in _ADDED or _is_participle(parse, kid) or parse.is_punct(kid)):
                stop = min(stop, parse.left[kid])
        while start < i and parse.lower[start] in _EMPTY:
            start += 1
    elif parse.lower[start] == "that" and parse.dep[start] == "mark":
        start += 1
    start, stop = parse.trim(start, stop)
    return parse.chars(start, stop) if stop > start else draft.content[0]
