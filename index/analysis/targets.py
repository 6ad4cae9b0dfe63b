"""Target of a position: the shortest phrase that names what is supported or opposed."""

from __future__ import annotations

import re

from index.analysis import lexicon
from index.analysis.drafts import Draft
from index.analysis.parse import Parse, Range
from index.analysis.shapes import shapes

_PREPOSITION = frozenset(("of", "to", "for", "on", "in", "against", "with", "about", "behind", "toward", "towards"))
_ADDED = frozenset(("relcl", "appos", "advcl", "cc", "conj"))
"""What only adds to a phrase that names something."""
_SIDES = frozenset(("favour", "favor", "support", "opposition"))
_THINGS = frozenset(("it", "this", "that", "they", "them", "these", "those"))
_ALL = frozenset(("everything", "anything"))
"""What takes in the thing that the sentence has just named: who would not discuss the fare will talk of everything."""
_PLURAL = frozenset(("they", "them", "these", "those"))
_NO_THING = frozenset(("PERSON", "DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY"))
_WANTING = frozenset(("want", "like", "prefer", "need"))
_ACCUSING = frozenset(("accuse", "suspect", "convict"))
_WHAT_IS_CALLED = re.compile(r"what\s[^“\"]*\bcall\w*\s[^“\"]{0,5}[“\"](?P<name>[^”\"]+)")
_SINGLE_OPENED = re.compile(r"(?:^|\s)['‘][^'’]*$")
_CAUSING = frozenset(("make", "let", "have", "force", "help", "see"))
_TIMES = frozenset(("day", "week", "month", "year", "time", "hour", "minute", "moment", "morning", "evening", "today"))
_ROLES = {"dobj": 3.0, "nsubj": 2.5, "nsubjpass": 3.0, "pobj": 2.0, "conj": 2.0, "attr": 1.5, "ROOT": 1.5}
_DISTANCE, _REACH = 1.0, 2
"""What a sentence between takes from the weight of an antecedent, and how many may lie between."""
_EMPTY = frozenset(("the", "a", "an", "no", "any", "that", "this", "“", '"', "‘"))


def thing_of(parse: Parse, verb: int) -> int:
    """What a verb is done to: its object, else its complement, else the verb itself; the verb where it does harm."""
    if _harms(parse, verb):
        return verb
    if parse.tag[verb] in ("VBN", "VBD") and parse.lemma[parse.head[verb]] in _WANTING:  # wants the bill passed
        small = parse.child(verb, "nsubj")
        if small is not None and parse.dep[verb] == "ccomp" and parse.child(verb, "aux", "mark") is None:
            return small
    for relation in ("dobj", "nsubjpass", "xcomp", "ccomp"):
        found = parse.child(verb, relation)
        if found is not None:
            return thing_of(parse, found) if relation == "xcomp" and parse.tag[found] == "VB" else found
    return _predicated(parse, verb)


def _predicated(parse: Parse, verb: int) -> int:
    """What a verb without object is about: its predicate, what its preposition governs, else the verb itself."""
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


def _harms(parse: Parse, verb: int) -> bool:
    """Is it done at its object's cost, which then is not what anybody is for: to tax fuel?"""
    return parse.pos[verb] == "VERB" and parse.lemma[verb] in lexicon.polarity().harm


def complement_of(parse: Parse, verb: int) -> int:
    """What a verb is done to, or what its preposition is about; not its subject; the verb where it does harm."""
    if _harms(parse, verb):
        return verb
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


def _clause_of(parse: Parse, i: int) -> int:
    """The verb that a word depends on, over prepositions: what depends on one verb is not one and the same thing."""
    if parse.dep[i] not in ("pobj", "prep"):
        return parse.head[i]
    while parse.dep[i] in ("pobj", "prep") and parse.head[i] != i:
        i = parse.head[i]
    return i


def _told(parse: Parse, i: int) -> set[int | None]:
    """To whom it is said, in the clauses over a word."""
    found = set()
    while parse.head[i] != i:
        if parse.dep[i] == "ccomp":
            found.add(parse.child(parse.head[i], "dobj", "dative"))
        i = parse.head[i]
    return found


def _antecedent(parse: Parse, pronoun: int, reach: int = _REACH) -> int | None:
    """The noun that a pronoun for a thing stands for: a recent object or subject of the same paragraph.

    Method: grammatical role weighed against distance in sentences, after Lappin and Leass (1994), for things alone.
    """
    plural = parse.lower[pronoun] in _PLURAL
    best, highest, between = None, 0.0, 0
    told = _told(parse, pronoun)
    for i in range(pronoun - 1, -1, -1):
        between += parse.sentence[i] != parse.sentence[i + 1]
        if between > reach:
            break
        noun = parse.pos[i] in ("NOUN", "PROPN") and not parse.is_stand_in(i)
        if parse.lemma[i] in shapes().roles or _clause_of(parse, i) == _clause_of(parse, pronoun):
            continue
        if i in told or parse.lower[parse.head[i]] == "without":  # spoken to, or not there
            continue
        spoken_of = not between and parse.dep[i] == "nsubj" and parse.lemma[parse.head[i]] == "be"  # two years is long
        if not noun or ((parse.entity[i] in _NO_THING or parse.lemma[i] in _TIMES) and not spoken_of):
            continue
        weight = _ROLES.get(parse.dep[i], 0.0) - _DISTANCE * between
        many = parse.tag[i] in ("NNS", "NNPS") and parse.lower[parse.head[i]] not in ("is", "was")
        if weight > highest and (parse.lower[pronoun] in _ALL or many == plural):
            best, highest = i, weight
    return best


def _meant(parse: Parse, i: int) -> int | None:
    """The word that names what ``i`` is about: no predicate, no pronoun; ``None`` where nothing names it."""
    subject = parse.child(i, "nsubj", "nsubjpass") if parse.pos[i] in ("NOUN", "PROPN", "ADJ") else None
    if subject is not None:  # called the treaty a bargain: the treaty is meant
        i = subject
    if parse.lower[i] == "it":
        i = _anticipated(parse, i)
    if parse.tag[i] in ("WDT", "WP") or (parse.lower[i] == "that" and parse.pos[i] == "PRON"):
        clause = parse.head[i]
        if parse.dep[clause] == "relcl":
            return parse.head[clause]
    if parse.lower[i] in _ALL:
        return _antecedent(parse, i, 0)
    if parse.pos[i] == "PRON" or (parse.lower[i] in _THINGS and parse.tag[i] == "DT"):
        return _antecedent(parse, i) if parse.lower[i] in _THINGS else None
    caused = parse.lemma[parse.head[i]] in _CAUSING and parse.tag[i] == "VB"
    if caused and (parse.dep[i] == "ccomp" or (parse.dep[i] == "xcomp" and parse.lemma[parse.head[i]] == "force")):
        return parse.head[i]
    doing = parse.child(i, "csubj") if parse.lemma[i] == "be" else None
    if doing is not None:  # to close it would be a mistake
        return doing
    subject = parse.child(i, "nsubj") if parse.lemma[i] == "be" else None
    return subject if subject is not None and parse.pos[subject] in ("NOUN", "PROPN") else i


def target_span(text: str, draft: Draft, about: int, other: int | None) -> Range | None:
    """Characters of the shortest phrase that names what a word is about, a pronoun if need be.

    ``other`` is a verb to ask where that word is a pronoun for a person; ``None`` where no words name the thing.
    """
    parse = draft.parse
    pronoun = parse.lower[about] in _THINGS
    i = _meant(parse, about)
    if i is None and not pronoun and other is not None:
        i = _meant(parse, complement_of(parse, other))
    if i is None:  # a pronoun that this paragraph does not explain: the rest of the article may
        return parse.chars(about, about + 1)
    start, stop = parse.left[i], parse.right[i] + 1
    if parse.pos[i] in ("NOUN", "PROPN", "PRON"):
        for kid in parse.kids[i]:
            charge = parse.lower[kid] == "as" or (draft.word in _ACCUSING and parse.lower[kid] == "of")
            if kid > i and (charge or parse.dep[kid] in _ADDED or _is_participle(parse, kid) or parse.is_punct(kid)):
                stop = min(stop, parse.left[kid])
        while start < i and parse.lower[start] in _EMPTY:
            start += 1
    elif parse.lower[start] == "that" and parse.dep[start] == "mark":
        start += 1
    start, stop = parse.trim(start, stop)
    return _evened(text, *parse.chars(start, stop)) if stop > start else None


def _evened(text: str, start: int, stop: int) -> Range:
    """A target without half a quotation: up to a mark that closes what it did not open, or with the mark behind it."""
    phrase = text[start:stop]
    called = _WHAT_IS_CALLED.match(phrase)
    if called:
        return start + called.start("name"), start + called.end("name")
    for opening, closing in ("“”", '""'):
        if opening != closing and closing in phrase and opening not in phrase[: phrase.index(closing)]:
            return start, start + phrase.index(closing)
        odd = phrase.count(opening) % 2 if opening == closing else phrase.count(opening) > phrase.count(closing)
        if odd and text[stop : stop + 1] == closing:
            return start, stop + 1
    if _SINGLE_OPENED.search(phrase) and text[stop : stop + 1] in ("'", "’"):
        return start, stop + 1
    return start, stop
