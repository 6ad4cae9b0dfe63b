"""Whose a chosen candidate is: a learned choice among the rule's holder, other phrases near the cue, and nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from index.analysis.candidates import Candidate, holder_phrase
from index.analysis.features import kinds
from index.analysis.parse import Parse
from index.analysis.weights import Answers, Logistic, choose

MOST_PHRASES = 8
"""Phrases that are weighed beside the one that the rules found."""
SURE = 0.7
"""How probable a holder must be, by its features alone, for no other to be looked at."""
_BEFORE, _BEHIND = 45, 30
"""How many words from the cue they stand at most."""
_ROLES = frozenset(
    (
        "nsubj",
        "nsubjpass",
        "poss",
        "pobj",
        "dobj",
        "ROOT",
        "appos",
        "conj",
        "attr",
        "npadvmod",
        "dative",
        "oprd",
        "nmod",
        "dep",
        "meta",
    )
)
_NOMINAL = frozenset(("PROPN", "NOUN", "PRON"))
_RELATIVE = frozenset(("WP", "WDT", "WP$"))
_TELLING = frozenset(("aux", "auxpass", "neg", "mark", "expl", "agent"))
_MARKS = frozenset(',;:—–-"“”()')
_DEEPEST = 4
Source = int | None
"""The head of a holder's phrase; ``None`` for nobody."""


def settle_sources(parse: Parse, chosen: Sequence[Candidate], model: Logistic) -> None:
    """Give each candidate whose holder by the rules is in doubt the one that is most probably right."""

    def ask(candidate: Candidate, found: list[Source]) -> Answers:
        return source_features(parse, candidate, found), source_tokens(parse, candidate, found)

    present = [source_features(parse, candidate, [candidate.holder])[0] for candidate in chosen]
    doubted = [candidate for candidate, names in zip(chosen, present, strict=True) if model(names) < SURE]
    others = [sources(parse, candidate) for candidate in doubted]
    answers = choose(model, parse.vectors, map(ask, doubted, others))
    for candidate, found, best in zip(doubted, others, answers, strict=True):
        candidate.holder_range = phrase_of(parse, candidate, found[best])
        candidate.holder = found[best]


def phrase_of(parse: Parse, candidate: Candidate, source: Source) -> tuple[int, int] | None:
    """The phrase that a head stands for."""
    if source is None or source == candidate.holder:
        return candidate.holder_range if source is not None else None
    return holder_phrase(parse, source, candidate.cue_range)


def sources(parse: Parse, candidate: Candidate) -> list[Source]:
    """The heads of phrases that may be the candidate's holder: the present one first, nobody, then the nearest."""
    others = sorted(_phrases(parse, candidate), key=lambda i: abs(i - candidate.cue))
    first: list[Source] = [] if candidate.holder is None else [candidate.holder]
    return [*first, None, *islice(others, MOST_PHRASES)]


def _phrases(parse: Parse, candidate: Candidate) -> Iterator[int]:
    """Nouns and pronouns of the cue's sentence that are no part of the statement."""
    cue = candidate.cue
    start, stop = parse.sentence[cue]
    for i in range(max(start, cue - _BEFORE), min(stop, cue + _BEHIND)):
        nominal = parse.pos[i] in _NOMINAL and parse.dep[i] in _ROLES
        if not nominal and parse.tag[i] not in _RELATIVE:
            continue
        if i in (cue, candidate.holder) or parse.is_stand_in(i) or any(a <= i < b for a, b in candidate.content):
            continue
        phrase = holder_phrase(parse, i, candidate.cue_range)
        if phrase[0] < phrase[1]:
            yield i


def source_tokens(parse: Parse, candidate: Candidate, found: Sequence[Source]) -> list[tuple[int, ...]]:
    """For each possible holder, the words whose vectors the model sees, -1 for none: the holder, the cue, the holder by
    the rules, the holder's head, the cue's head.
    """
    cue, present = candidate.cue, -1 if candidate.holder is None else candidate.holder
    heads = [(i, parse.head[i]) if i is not None else (-1, -1) for i in found]
    return [(i, cue, present, head, parse.head[cue]) for i, head in heads]


def source_features(parse: Parse, candidate: Candidate, found: Sequence[Source]) -> list[list[str]]:
    """For each possible holder, its features."""
    paths = [_path(parse, i, candidate.cue) if i is not None else "" for i in found]
    rows = []
    for n, (i, path) in enumerate(zip(found, paths, strict=True)):
        if i is None:
            rows.append(_of_nobody(parse, candidate, paths[0]))
        elif i == candidate.holder:
            rows.append(_of_phrase(parse, candidate, i, n, path) + _of_rule(parse, candidate))
        else:
            rows.append(_of_phrase(parse, candidate, i, n, path) + _beside_rule(parse, candidate, i, path, paths[0]))
    return rows


def _of_nobody(parse: Parse, candidate: Candidate, path: str) -> list[str]:
    cue, present, pattern = candidate.cue, candidate.holder, _kind_of(candidate)
    known = int(present is not None)
    names = [
        "none",
        f"none{known}",
        f"none|{pattern}|{known}",
        f"none|{parse.lemma[cue]}|{known}",
        f"none|t={parse.tag[cue]}|{parse.dep[cue]}|{known}",
    ]
    if present is not None:
        names += [
            "none|h=" + _kind(parse, present),
            "none|hl=" + parse.lemma[present],
            f"none|hd={parse.dep[present]}|{parse.tag[cue]}",
            "none|hp=" + path,
        ]
    return names + ["none|k=" + parse.lower[kid] for kid in parse.kids[cue] if parse.dep[kid] in _TELLING]


def _of_phrase(parse: Parse, candidate: Candidate, i: int, number: int, path: str) -> list[str]:
    """A phrase by its head ``i``, the way to it in the tree and its place in the sentence."""
    cue, pattern = candidate.cue, _kind_of(candidate)
    by, kind = "R" if i == candidate.holder else "O", _kind(parse, i)
    lemma, word = parse.lemma[cue], parse.lemma[i]
    start, stop = phrase_of(parse, candidate, i) or (i, i + 1)
    away = f"{'<' if i < cue else '>'}{min(5, abs(i - cue) // 3)}"
    marks = "".join([parse.text[k] for k in range(min(i, cue) + 1, max(i, cue)) if parse.text[k] in _MARKS][:3])
    names = [
        by,
        f"{by}|{pattern}",
        f"{by}|k={kind}",
        f"{by}|d={parse.dep[i]}",
        f"{by}|p={path}",
        f"p={path}|{pattern}",
        f"p={path}|k={kind}",
        "l=" + word,
        f"{by}|l={word}",
        f"{by}|lc={lemma}|{kind}",
        f"lp={lemma}|{path}",
        f"{by}|{away}",
        f"{away}|{pattern}",
        f"t={parse.tag[i]}|{by}",
        f"n={number}|{by}",
        f"tc={parse.tag[cue]}|{parse.dep[cue]}|{path}",
        f"h={parse.lemma[parse.head[i]]}|{parse.dep[i]}",
        f"size={min(5, stop - start)}|{by}",
        f"btw={marks}|{by}",
        f"btw={marks[:2]}|{path}",
    ]
    if start >= candidate.content[-1][1]:
        names.append("behind")
    return names + [f"hk={kind}|{parse.dep[i]}" for kind in kinds(parse.lemma[parse.head[i]])]


def _of_rule(parse: Parse, candidate: Candidate) -> list[str]:
    """What else is told of the holder that the rules found."""
    cue, present = candidate.cue, candidate.holder or 0
    names = [f"R|{parse.lemma[cue]}", f"R|hd={parse.dep[present]}|{parse.dep[parse.head[present]]}"]
    return names + [f"R|kid={parse.dep[kid]}" for kid in parse.kids[cue] if parse.dep[kid] in _TELLING]


def _beside_rule(parse: Parse, candidate: Candidate, i: int, path: str, rule: str) -> list[str]:
    """Another phrase beside the holder that the rules found, or where they found none."""
    kind, present = _kind(parse, i), candidate.holder
    if present is None:
        return [f"no|{kind}", f"no|{path}", f"no|{_kind_of(candidate)}|{parse.dep[i]}"]
    return [
        f"vs={_kind(parse, present)}|{kind}",
        f"vsl={parse.lemma[present]}|{kind}",
        f"vsd={rule}|{path}",
        f"vll={parse.lemma[present]}|{parse.dep[i]}",
    ]


def _kind_of(candidate: Candidate) -> str:
    return candidate.pattern.split(":")[0]


def _kind(parse: Parse, i: int) -> str:
    if parse.entity[i]:
        return parse.entity[i]
    return "PRON:" + parse.lower[i] if parse.pos[i] == "PRON" else parse.pos[i]


def _path(parse: Parse, i: int, cue: int) -> str:
    """The relations on the way from the cue up to what governs both, and from there down to ``i``."""
    above = [cue]
    while len(above) <= _DEEPEST + 1 and parse.head[above[-1]] != above[-1]:
        above.append(parse.head[above[-1]])
    down: list[str] = []
    while i not in above:
        if parse.head[i] == i or len(down) == _DEEPEST:
            return "far"
        down.append(parse.dep[i])
        i = parse.head[i]
    up = [parse.dep[k] for k in above[: above.index(i)]]
    return "<".join(reversed(down)) + "^" + ">".join(up[:_DEEPEST])
