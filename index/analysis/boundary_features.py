"""What the words look like that a statement would take in by going on past a point: features and vectors."""

from __future__ import annotations

from typing import NamedTuple

from index.analysis import lexicon
from index.analysis.candidates import Candidate
from index.analysis.parse import Parse
from index.analysis.verb_patterns import is_setting

_TIMES = frozenset(("DATE", "TIME"))
_TIME_REACH = 6
_MOST_LEFT = 5
_QUOTES = frozenset('"“”')
_OBJECTS = ("pobj", "dobj", "pcomp")
_SUBJECTS = ("nsubj", "nsubjpass")


class Stop(NamedTuple):
    """A place where a statement could end, before ``at``; it would go on at ``resume`` with what ``token`` heads."""

    at: int
    resume: int
    token: int
    attached: str


def stop_features(parse: Parse, candidate: Candidate, points: list[Stop], furthest: int) -> list[list[str]]:
    """For each possible end, the features of what going on would take in."""
    ends = [point.at for point in points[1:]] + [furthest]
    start = seen = candidate.content[-1][0]
    top, opened = parse.top(*candidate.content[-1]), 0
    that = "that" in parse.lower[start : start + 2]
    rows = []
    for n, (point, end) in enumerate(zip(points, ends, strict=True)):
        for k in range(seen, point.at):
            opened ^= parse.text[k] in _QUOTES
        seen = max(seen, point.at)
        attached, relation = point.attached, parse.dep[point.token]
        names = _features(parse, candidate, point, n, max(end, point.resume))
        names += _of_frame(parse, candidate, point, top)
        names += [
            f"q={int(opened)}|{attached}",
            f"that={that}|{relation}|{attached}",
            f"left={min(len(points) - n, _MOST_LEFT)}|{relation}",
            "next=" + (parse.lower[end] if end < len(parse) else "$"),
        ]
        rows.append(names)
    return rows


def stop_tokens(parse: Parse, candidate: Candidate, points: list[Stop]) -> list[tuple[int, ...]]:
    """For each possible end, the words whose vectors the model sees: what would go on, its first word and its head, the
    last word before it, the cue, the statement's head.
    """
    root = parse.top(*candidate.content[-1])
    return [(point.token, point.resume, parse.head[point.token], point.at - 1, candidate.cue, root) for point in points]


def _features(parse: Parse, candidate: Candidate, point: Stop, number: int, end: int) -> list[str]:
    pattern = candidate.pattern.split(":")[0].split("+")[0]
    lemma, attached = parse.lemma[candidate.cue], point.attached
    i = point.token
    relation, tag, word = parse.dep[i], parse.tag[i], parse.lower[point.resume]
    mark = parse.text[point.at] if point.at < point.resume else ""
    size, far = min((end - point.resume) // 3, 5), min((point.at - candidate.content[-1][0]) // 5, 5)
    names = [
        "bias",
        "p=" + pattern,
        "d=" + relation,
        f"da={relation}|{attached}",
        "a=" + attached,
        "m=" + mark,
        f"mda={mark}|{relation}|{attached}",
        "w=" + word,
        f"wa={word}|{attached}",
        f"wm={word}|{mark}",
        "t=" + tag,
        f"dtm={relation}|{tag}|{mark}",
        f"pda={pattern}|{relation}|{attached}",
        f"pwa={pattern}|{word}|{attached}",
        f"lw={lemma}|{word}",
        f"lda={lemma}|{relation}|{attached}",
        f"n={size}",
        f"mn={mark}|{size}",
        f"far={far}",
        f"#={min(number, 4)}",
        "bt=" + parse.tag[point.at - 1],
    ]
    if parse.text[point.at - 1] in '”"':
        names += ["after-quote", f"after-quote={mark}|{attached}"]
    return names + _of_what_follows(parse, point, pattern, mark, end)


def _of_what_follows(parse: Parse, point: Stop, pattern: str, mark: str, end: int) -> list[str]:
    i, attached, relation = point.token, point.attached, parse.dep[point.token]
    names = []
    if not _TIMES.isdisjoint(parse.entity[point.resume : min(end, point.resume + _TIME_REACH)]):
        names += ["time", "time=" + attached, f"time={pattern}|{attached}"]
    if any(map(is_setting, parse.text[point.resume : end])):
        names += ["place", "place=" + attached, f"place={relation}|{attached}"]
    if relation in ("conj", "cc"):
        names += [f"conj={parse.pos[parse.head[i]]}|{parse.pos[i]}", f"conj={attached}|{parse.tag[i]}"]
    if parse.pos[i] == "VERB":
        names.append("v=" + parse.lemma[i])
        if parse.lemma[i] in lexicon.attribution().say:
            names += ["say", f"say={relation}|{mark}"]
    return names


def _of_frame(parse: Parse, candidate: Candidate, point: Stop, top: int) -> list[str]:
    """The point between what it hangs on, what the statement is headed by (``top``) and what would follow."""
    i, attached = point.token, point.attached
    head, relation, word = parse.head[i], parse.dep[i], parse.lower[point.resume]
    names = [
        f"hw={parse.lemma[head]}|{word}",
        f"hp={parse.pos[head]}|{word}|{attached}",
        f"rw={parse.lemma[top]}|{word}",
        f"rd={parse.dep[top]}|{relation}|{attached}",
        f"ht={parse.tag[head]}|{parse.tag[i]}|{relation}",
        "il=" + parse.lemma[i],
        f"wl={word}|{parse.lemma[i]}",
        f"ent={parse.entity[i]}|{relation}|{attached}",
    ]
    behind = [kid for kid in parse.children(i, *_OBJECTS) if kid > i]
    if behind:
        below = behind[0]
        label = parse.entity[below]
        names += [f"po={word}|{parse.lemma[below]}", f"pe={word}|{label or parse.tag[below]}"]
        names.append(f"pea={word}|{label}|{attached}")
    if parse.pos[i] in ("VERB", "AUX"):
        names += _of_verb(parse, candidate, i, attached)
        names.append(f"vr={parse.tag[i]}|{parse.tag[top]}|{relation}")
    return names


def _of_verb(parse: Parse, candidate: Candidate, i: int, attached: str) -> list[str]:
    """Whether the verb that would follow has a subject, and the holder for one."""
    subject, relation = parse.child(i, *_SUBJECTS), parse.dep[i]
    names = [f"vt={parse.tag[i]}|{parse.tag[candidate.cue]}|{relation}"]
    names.append(f"subj={parse.pos[subject] if subject is not None else 0}|{relation}|{attached}")
    if subject is not None and candidate.holder is not None and parse.lower[subject] == parse.lower[candidate.holder]:
        names.append("samesubj")
    return names
