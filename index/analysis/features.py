"""What a candidate looks like: names of binary features, for the learned scorer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from index.analysis import lexicon
from index.analysis.candidates import Candidate
from index.analysis.parse import Parse
from index.analysis.quotes import is_quoted
from index.analysis.spelling import american

_QUOTES = frozenset('“"”')
_STOPS = frozenset('.?!”"\u2019)…:;,')
_COMPLEMENTS = frozenset(("ccomp", "dobj", "xcomp", "prep", "dative"))
_MOST_BESIDE = 3
"""Words of a cue that are named together at most: the weights hold no phrases of what they were learned from."""
_DEPENDENT = frozenset(("xcomp", "advcl", "conj", "acl", "pcomp", "relcl"))


def candidate_features(parse: Parse, candidate: Candidate, rivals: Iterable[str] = ()) -> list[str]:
    """The features of a candidate; the same list wherever the same words stand in the same tree.

    ``rivals`` are the patterns of all candidates that have the same cue.
    """
    cue, pattern = candidate.cue, candidate.pattern
    lemma, tag, relation = american(parse.lemma[cue]), parse.tag[cue], parse.dep[cue]
    names = [
        "bias",
        "p=" + pattern,
        "l=" + lemma,
        f"lp={lemma}|{pattern}",
        "t=" + tag,
        "d=" + relation,
        f"pd={pattern}|{relation}",
        f"pt={pattern}|{tag}",
    ]
    for kind in kinds(lemma):
        names += ["k:" + kind, f"kp={kind}|{pattern}"]
    if candidate.second:
        names += ["second", "s=" + pattern]
    names += [f"r={pattern}|{other}" for other in rivals if other != pattern]
    names += _of_holder(parse, candidate)
    names += _of_content(parse, candidate, lemma)
    names += _of_cue(parse, candidate, lemma)
    if parse.text[-1] not in _STOPS:
        names += ["headline", "hp=" + pattern]
    return names


def candidate_tokens(parse: Parse, candidate: Candidate) -> tuple[int, ...]:
    """The words whose vectors the scorer sees, -1 for none: cue, holder, what heads the content and what begins it, the
    cue's head, the content's last word.
    """
    a, b = candidate.content[-1]
    holder = candidate.holder if candidate.holder is not None else -1
    return candidate.cue, holder, parse.top(a, b), candidate.content[0][0], parse.head[candidate.cue], b - 1


@lru_cache(maxsize=20_000)
def kinds(lemma: str) -> tuple[str, ...]:
    """The word lists that hold a base form."""
    tables = (lexicon.attribution(), lexicon.polarity())
    return tuple(name for table in tables for name in table.__slots__ if lemma in getattr(table, name))


def _of_holder(parse: Parse, candidate: Candidate) -> list[str]:
    pattern, holder = candidate.pattern, candidate.holder
    if holder is None:
        return ["h=0", "ph0=" + pattern, "lh0=" + parse.lemma[candidate.cue]]
    kind = parse.entity[holder] or ("PRON:" + parse.lower[holder] if parse.pos[holder] == "PRON" else parse.pos[holder])
    lemma = parse.lemma[holder]
    names = ["h=" + kind, "hl=" + lemma, f"ph={pattern}|{kind}", f"hd={pattern}|{parse.dep[holder]}"]
    names.append(f"lh={parse.lemma[candidate.cue]}|{kind}")
    if parse.tag[holder] in ("WDT", "WP"):
        names.append("h=relative")
    if holder > candidate.cue:
        names.append("h>" + pattern)
    return names


def _of_content(parse: Parse, candidate: Candidate, lemma: str) -> list[str]:
    pattern = candidate.pattern
    start, stop = candidate.content[0][0], candidate.content[-1][1]
    size = min(candidate.size.bit_length(), 6)
    head = parse.top(*candidate.content[-1])
    first = parse.lower[start]
    names = [
        f"n={size}",
        f"sure={int(candidate.certainty * 8)}",
        f"psure={pattern}|{int(candidate.certainty * 4)}",
        f"pn={pattern}|{size}",
        "f=" + first,
        f"pf={pattern}|{first}",
        f"lf={lemma}|{first}",
        "c=" + parse.lemma[head],
        f"pc={pattern}|{parse.lemma[head]}",
        "ct=" + parse.tag[head],
        "ce=" + parse.entity[head],
        f"lc={lemma}|{parse.entity[head] or parse.tag[head]}",
    ]
    if not _QUOTES.isdisjoint(parse.text[start:stop]):
        names += ["q", "pq=" + pattern, "lq=" + lemma]
    if start and parse.text[start - 1] in ":,":
        names.append("b=" + parse.text[start - 1])
    return names


def _of_cue(parse: Parse, candidate: Candidate, lemma: str) -> list[str]:
    cue, pattern = candidate.cue, candidate.pattern
    names = []
    if is_quoted(
        parse.skeleton.quotes, parse.first[cue] - parse.skeleton.offset, parse.last[cue] - parse.skeleton.offset
    ):
        names += ["in-quote", "iq=" + pattern]
    for kid in parse.kids[cue]:
        relation = parse.dep[kid]
        if relation in ("neg", "mark") or parse.tag[kid] == "MD":
            names.append(f"k={relation}|{parse.lower[kid]}")
        elif relation == "auxpass":
            names.append("k=passive")
        elif relation == "prt":
            names += [f"lt={lemma}|{parse.lower[kid]}", f"ltp={lemma}|{parse.lower[kid]}|{pattern}"]
        if relation in _COMPLEMENTS:
            names.append(f"has={relation}|{pattern}")
    if candidate.pattern.startswith("noun") and parse.child(cue, "poss") is not None:
        names.append("poss=" + pattern)
    beside = [parse.lower[i] for i in range(*candidate.cue_range) if i != cue]
    if len(beside) <= _MOST_BESIDE:
        names.append("cf=" + "_".join(beside))
    if parse.dep[cue] in _DEPENDENT:
        head = parse.head[cue]
        names += ["gl=" + parse.lemma[head], f"gd={parse.dep[cue]}|{parse.pos[head]}"]
    return names
