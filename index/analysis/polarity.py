"""Signs of single words and verbs in a parse: for, against, denied, done against a thing, on which side."""

from __future__ import annotations

from index.analysis import lexicon
from index.analysis.parse import Parse

NEEDING = frozenset(("need", "have", "deserve"))
_SIDING = frozenset(
    """advise argue be campaign come decide demonstrate fight lobby march protest rail rally rule side speak stand turn
    vote""".split()  # noqa: SIM905
)
"""Verbs that take sides by *for* or *against*."""
_LEAVING = frozenset(("go", "leave", "quit", "resign"))
_ONESELF = frozenset(("i", "we", "he", "she", "they"))
_DEEMING = frozenset(("call", "consider", "deem", "find", "respect", "think"))


def denies(parse: Parse, root: int) -> bool:
    """Is the clause, its subject or its object negated: will not go, no force is planned, is neither?"""
    if is_negated(parse, root) or any(parse.lower[kid] in ("no", "neither") for kid in parse.kids[root]):
        return True
    return any(
        parse.lower[i] in ("no", "neither", "nobody", "nothing", "none")
        for kid in parse.children(root, "nsubj", "nsubjpass", "dobj", "attr")
        for i in (kid, *parse.kids[kid])
    )


def polarity_of(parse: Parse, i: int) -> int:
    """The sign of one word: 1 for, -1 against, 0 neither; turned where :func:`is_negated`."""
    sign = _polarity(parse, i)
    return -sign if sign and is_negated(parse, i) else sign


def inner_polarity(parse: Parse, i: int) -> int:
    """The sign of a word below a verb whose own negation is counted apart: would not want *to defend* it."""
    sign = _polarity(parse, i)
    return -sign if sign and _has_negation(parse, i) else sign


def _polarity(parse: Parse, i: int) -> int:
    words, lemma = lexicon.polarity(), parse.lemma[i]
    return 1 if lemma in words.pro else -1 if lemma in words.con or lemma in words.refuse else 0


def is_negated(parse: Parse, i: int) -> bool:
    """Does a negation hang on the word, on the verb that governs it as an infinitive, or on the verb whose predicate it
    is: *not* hopeful, is *no* friend, does *not* want to?
    """
    if _has_negation(parse, i):
        return True
    above = parse.dep[i] == "xcomp" or (parse.dep[i] in ("acomp", "attr") and parse.lemma[parse.head[i]] == "be")
    return above and any(parse.dep[kid] == "neg" for kid in parse.kids[parse.head[i]])


def _has_negation(parse: Parse, i: int) -> bool:
    words = lexicon.polarity().negation
    return any(
        parse.lower[kid] in words and parse.dep[kid] in ("neg", "advmod", "det", "preconj") for kid in parse.kids[i]
    )


def effect(parse: Parse, verb: int) -> int:
    """-1 where what is done is done against the thing: be forbidden, stop it, must stop it; else 1."""
    undo = lexicon.polarity().undo
    wanted = parse.child(verb, "xcomp") if parse.lemma[verb] in (*NEEDING, "want") else None
    return -1 if any(parse.lemma[i] in undo for i in (verb, wanted) if i is not None) else 1


def whose_leaving(parse: Parse, verb: int) -> int | None:
    """Whom it is against that somebody should go, resign or be gone: the subject of the verb."""
    subject = parse.child(verb, "nsubj", "compound" if parse.tag[verb] == "NN" else "nsubj")  # that Ada Olt resign
    gone = parse.lemma[verb] in _LEAVING and parse.child(verb, "dobj", "prep", "xcomp") is None
    return subject if gone and subject is not None and parse.lower[subject] not in _ONESELF else None


def side_of(parse: Parse, verb: int) -> tuple[int, int | None]:
    """Sign and object of the preposition that says on whose side somebody votes, speaks, is."""
    for prep in parse.children(verb, "prep") if parse.lemma[verb] in _SIDING else ():
        thing = parse.child(prep, "pobj", "pcomp")
        if thing is None:
            continue
        if parse.lower[prep] == "against":
            return -1, thing
        favour = parse.lemma[thing] in ("favour", "favor") and (of := parse.child(thing, "prep")) is not None
        if favour and of is not None:
            return 1, parse.child(of, "pobj", "pcomp")
        if parse.lower[prep] == "for" and parse.lemma[verb] in ("be", "vote", "argue", "campaign", "lobby"):
            return 1, thing
    return 0, None


def second_attitude(parse: Parse, root: int, cue: int | None = None) -> int | None:
    """The verb by which a statement takes a second side: regretted the delay *and backed the tunnel*.

    Both sides are the speaker's own; ``cue`` is the verb of speech on which the parser may hang the second.
    """
    if not _takes_side(parse, root):
        return None
    joined: list[int] = parse.children(root, "conj") + (parse.children(cue, "conj") if cue is not None else [])
    for kid in joined:
        subject = parse.child(kid, "nsubj")
        spoken = parse.head[kid] == root or any(parse.lower[k] == "that" for k in parse.children(kid, "mark"))
        own = subject is None or parse.lower[subject] in _ONESELF
        if kid > root and spoken and own and _takes_side(parse, kid):
            return kid
    return None


def _takes_side(parse: Parse, verb: int) -> bool:
    words, lemma = lexicon.polarity(), parse.lemma[verb]
    if lemma not in words.pro | words.con | words.refuse | _DEEMING:
        return False
    return parse.pos[verb] == "VERB" and parse.child(verb, "dobj", "xcomp", "ccomp") is not None
