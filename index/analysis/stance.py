"""Stance of a position: for, against, on a condition or neither, and the phrase that names what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.analysis import lexicon
from index.analysis.drafts import Draft
from index.analysis.parse import Parse, Range
from index.article import Stance

_WORD = re.compile(r"[\w’'\-]+")
_FUTURE = frozenset(("will", "would", "wo", "'ll", "’ll", "shall"))
_ONESELF = frozenset(("i", "we", "he", "she", "they"))
_NOT_RULED_OUT = re.compile(r"\b(?:not|n[’']t|never)\s+(?:yet\s+)?(?:ruled?|ruling)\s+out\b", re.I)
_ONLY_IF = re.compile(r"\b(?:only if|unless|provided that|on condition that|as long as|only when|only after)\b", re.I)
_STATING = frozenset(
    ("clause", "clauses", "clause<", "quote", "around", "beside", "beside<", "tail", "according", "colon", "opened")
)
"""Patterns whose cue governs a whole statement: there the statement's own words come first."""
_DENYING = frozenset(("deny", "doubt", "dispute", "refute", "reject", "contest", "fear", "warn", "complain", "lament"))
_PLANNED = frozenset(("plan", "involve", "participate", "happen", "join", "send", "contribute"))
_PREPOSITION = frozenset(("of", "to", "for", "on", "in", "against", "with", "about", "toward", "towards"))


@dataclass(frozen=True, slots=True)
class Judgement:
    """A stance, and the characters of its target where there is one."""

    stance: Stance
    target: Range | None


def judge(text: str, draft: Draft) -> Judgement:
    """The stance of a draft and what it is taken towards; ``neutral`` where nothing tells."""
    parse = draft.parse
    words = text[draft.cue[0] : draft.cue[1]] + " " + " ".join(text[a:b] for a, b in draft.content)
    root = _root(parse, draft)
    sign, about = 0, None
    if draft.pattern not in _STATING:
        sign, about = _of_cue(parse, draft, root)
    elif draft.word in _DENYING:
        sign, about = (1 if is_negated(parse, draft.cue_token) else -1), root
    if sign == 0 and root is not None:
        sign, about = _of_statement(parse, root)
    if sign == 0:
        sign = _of_words(text, draft)
    if _NOT_RULED_OUT.search(words) or (sign > 0 and _ONLY_IF.search(words)):
        return Judgement("conditional", _target(draft, parse, about, root))
    if sign == 0:
        return Judgement("neutral", None)
    return Judgement("supports" if sign > 0 else "opposes", _target(draft, parse, about, root))


def _root(parse: Parse, draft: Draft) -> int | None:
    """The head of the statement, ``None`` where it is a quotation the parser did not see."""
    for start, stop in draft.tokens:
        for i in range(start, stop):
            if (not start <= parse.head[i] < stop or parse.head[i] == i) and not parse.is_punct(i):
                return None if parse.is_stand_in(i) else i
    return None


def polarity_of(parse: Parse, i: int) -> int:
    """The sign of one word: 1 for, -1 against, 0 neither; turned by its own negation."""
    words = lexicon.polarity()
    lemma = parse.lemma[i]
    sign = 1 if lemma in words.pro else -1 if lemma in words.con or lemma in words.refuse else 0
    return -sign if sign and is_negated(parse, i) else sign


def is_negated(parse: Parse, i: int) -> bool:
    """Does a negation hang on the word, or on the verb that governs it as an infinitive?"""
    words = lexicon.polarity().negation
    if any(
        parse.lower[kid] in words and parse.dep[kid] in ("neg", "advmod", "det", "preconj") for kid in parse.kids[i]
    ):
        return True
    return parse.dep[i] == "xcomp" and any(parse.dep[kid] == "neg" for kid in parse.kids[parse.head[i]])


def _of_cue(parse: Parse, draft: Draft, root: int | None) -> tuple[int, int | None]:
    """What the cue itself says: dismissed, backs, wants to, is ready to, refused to."""
    cue, words = draft.cue_token, lexicon.polarity()
    lemma = parse.lemma[cue]
    sign = polarity_of(parse, cue)
    if sign == 0 and lemma in words.commitment:
        sign = -1 if is_negated(parse, cue) else 1
    light = parse.head[cue]
    if parse.pos[cue] == "NOUN" and parse.dep[cue] == "dobj" and sign:
        sign = -sign if is_negated(parse, light) or parse.lemma[light] in words.con | words.refuse else sign
    if sign == 0:
        return 0, None
    if root is not None and parse.pos[root] == "VERB":
        inner = polarity_of(parse, root)
        sign = sign * inner if inner else -sign if is_negated(parse, root) and draft.pattern == "infinitive" else sign
        return sign, _thing(parse, root)
    return sign, root


def _of_statement(parse: Parse, root: int) -> tuple[int, int | None]:
    """What the statement says: will not, no … is planned, must, is a disaster, their readiness to."""
    words = lexicon.polarity()
    lemma = parse.lemma[root]
    auxiliaries = {parse.lower[kid] for kid in parse.kids[root] if parse.dep[kid] in ("aux", "auxpass")}
    none = any(
        parse.lower[k] == "no"
        for kid in parse.children(root, "nsubj", "nsubjpass", "dobj", "attr")
        for k in parse.kids[kid]
    )
    negated = is_negated(parse, root) or none
    if negated and (auxiliaries & _FUTURE or lemma in _PLANNED):
        return -1, _thing(parse, root) if parse.child(root, "nsubjpass") is None else parse.child(root, "nsubjpass")
    if lemma in words.commitment or (parse.pos[root] == "NOUN" and lemma in words.pro):
        return (-1 if negated else 1), _thing(parse, root)
    evaluation = _evaluation(parse, root)
    if evaluation:
        return evaluation, parse.child(root, "nsubj", "nsubjpass")
    if auxiliaries & words.duty or lemma in ("need",):
        return (-1 if negated else 1), _thing(parse, root)
    subject = parse.child(root, "nsubj")
    if auxiliaries & _FUTURE and subject is not None and parse.lower[subject] in _ONESELF:
        return 1, _thing(parse, root)
    return polarity_of(parse, root), _thing(parse, root)


def _evaluation(parse: Parse, root: int) -> int:
    """Sign of the evaluative words of a clause, negation counted."""
    words, total = lexicon.polarity(), 0
    for i in range(parse.left[root], parse.right[root] + 1):
        sign = (
            1
            if parse.lemma[i] in words.good
            else -1
            if parse.lemma[i] in words.bad or parse.lower[i] in words.bad
            else 0
        )
        if sign:
            turned = is_negated(parse, i) or (
                parse.dep[i] in ("acomp", "attr", "amod") and is_negated(parse, parse.head[i])
            )
            total += -sign if turned else sign
    return (total > 0) - (total < 0)


def _of_words(text: str, draft: Draft) -> int:
    """Sign of the evaluative words of a quotation that was not parsed."""
    words, total = lexicon.polarity(), 0
    for start, stop in draft.content:
        turned = 1
        for word in _WORD.findall(text[start:stop].lower()):
            if word in words.negation or word.endswith(("n't", "n’t")):
                turned = -1
                continue
            sign = (word in words.good) - (word in words.bad)
            if sign:
                total += sign * turned
                turned = 1
    return (total > 0) - (total < 0)


def _thing(parse: Parse, verb: int) -> int:
    """What a verb is done to: its object, else its complement, else the verb itself."""
    for relation in ("dobj", "nsubjpass", "xcomp", "ccomp"):
        found = parse.child(verb, relation)
        if found is not None:
            return _thing(parse, found) if relation == "xcomp" and parse.tag[found] == "VB" else found
    for prep in parse.children(verb, "prep"):
        found = parse.child(prep, "pobj")
        if parse.lower[prep] in _PREPOSITION and found is not None:
            return found
    return verb


def _target(draft: Draft, parse: Parse, about: int | None, root: int | None) -> Range | None:
    """Characters of the shortest phrase that names the thing; the statement's own words where no phrase is found."""
    i = about if about is not None else root
    if i is None or parse.is_stand_in(i):
        return draft.content[0]
    start, stop = parse.left[i], parse.right[i] + 1
    if parse.pos[i] in ("NOUN", "PROPN", "PRON"):
        for kid in parse.kids[i]:
            if kid > i and (parse.dep[kid] in ("relcl", "appos", "advcl", "cc", "conj") or parse.is_punct(kid)):
                stop = min(stop, parse.left[kid])
        while start < i and parse.lower[start] in ("the", "a", "an", "no", "any", "that", "this"):
            start += 1
    start, stop = parse.trim(start, stop)
    return parse.chars(start, stop) if stop > start else draft.content[0]
