"""What the words look like that a statement would take in by going on past a point: features and vectors."""

from __future__ import annotations

from bisect import bisect_left
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


def ends_of(points: list[Stop], furthest: int) -> list[tuple[Stop, int]]:
    """Each possible end with where what would go on there ends: at the next one."""
    ends = [point.at for point in points[1:]] + [furthest]
    return list(zip(points, ends, strict=True))


def stop_features(parse: Parse, candidate: Candidate, points: list[Stop], furthest: int) -> list[list[str]]:
    """For each possible end, what going on would be to this statement; beside what the place itself tells."""
    start, top = candidate.content[-1][0], parse.top(*candidate.content[-1])
    marks = [k for k in range(start, points[-1].at) if parse.text[k] in _QUOTES]
    timed = not _TIMES.isdisjoint(parse.entity[start:furthest])
    that = "that" in parse.lower[start : start + 2]
    pattern = candidate.pattern.split(":")[0].split("+")[0]
    lemma, left = parse.lemma[candidate.cue], len(points)
    rows = []
    for n, (point, end) in enumerate(ends_of(points, furthest)):
        i, attached = point.token, point.attached
        relation, word = parse.dep[i], parse.lower[point.resume]
        names = [
            "p=" + pattern,
            f"pda={pattern}|{relation}|{attached}",
            f"pwa={pattern}|{word}|{attached}",
            f"lw={lemma}|{word}",
            f"lda={lemma}|{relation}|{attached}",
            f"far={min((point.at - start) // 5, 5)}",
            f"#={min(n, 4)}",
            f"rw={parse.lemma[top]}|{word}",
            f"rd={parse.dep[top]}|{relation}|{attached}",
            f"q={bisect_left(marks, point.at) % 2}|{attached}",
            f"that={that}|{relation}|{attached}",
            f"left={min(left - n, _MOST_LEFT)}|{relation}",
        ]
        if timed and _has_time(parse, point, end):
            names.append(f"time={pattern}|{attached}")
        if parse.pos[i] in ("VERB", "AUX"):
            names += _of_verb(parse, candidate, point, top)
        rows.append(names)
    return rows


def place_features(parse: Parse, point: Stop, end: int) -> list[str]:
    """What a possible end itself tells, whatever the statement; what would go on there ends before ``end``."""
    i, attached = point.token, point.attached
    head, relation, tag, word = parse.head[i], parse.dep[i], parse.tag[i], parse.lower[point.resume]
    mark = parse.text[point.at] if point.at < point.resume else ""
    size = min((max(end, point.resume) - point.resume) // 3, 5)
    names = [
        "bias",
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
        f"n={size}",
        f"mn={mark}|{size}",
        "bt=" + parse.tag[point.at - 1],
        f"hw={parse.lemma[head]}|{word}",
        f"hp={parse.pos[head]}|{word}|{attached}",
        f"ht={parse.tag[head]}|{tag}|{relation}",
        "il=" + parse.lemma[i],
        f"wl={word}|{parse.lemma[i]}",
        f"ent={parse.entity[i]}|{relation}|{attached}",
        "next=" + (parse.lower[end] if end < len(parse) else "$"),
    ]
    if parse.text[point.at - 1] in '”"':
        names += ["after-quote", f"after-quote={mark}|{attached}"]
    if _has_time(parse, point, end):
        names += ["time", "time=" + attached]
    if any(map(is_setting, parse.text[point.resume : end])):
        names += ["place", "place=" + attached, f"place={relation}|{attached}"]
    return names + _of_what_follows(parse, point, mark)


def stop_tokens(parse: Parse, candidate: Candidate, points: list[Stop]) -> list[tuple[int, ...]]:
    """For each possible end, the words whose vectors the model sees: what would go on, its first word and its head, the
    last word before it, the cue, the statement's head.
    """
    root = parse.top(*candidate.content[-1])
    return [(point.token, point.resume, parse.head[point.token], point.at - 1, candidate.cue, root) for point in points]


def _has_time(parse: Parse, point: Stop, end: int) -> bool:
    return not _TIMES.isdisjoint(parse.entity[point.resume : min(end, point.resume + _TIME_REACH)])


def _of_what_follows(parse: Parse, point: Stop, mark: str) -> list[str]:
    """What the word that would follow governs, is joined to and does."""
    i, attached, word = point.token, point.attached, parse.lower[point.resume]
    relation, names = parse.dep[i], []
    if relation in ("conj", "cc"):
        names += [f"conj={parse.pos[parse.head[i]]}|{parse.pos[i]}", f"conj={attached}|{parse.tag[i]}"]
    behind = [kid for kid in parse.children(i, *_OBJECTS) if kid > i]
    if behind:
        below = behind[0]
        label = parse.entity[below]
        names += [f"po={word}|{parse.lemma[below]}", f"pe={word}|{label or parse.tag[below]}"]
        names.append(f"pea={word}|{label}|{attached}")
    if parse.pos[i] == "VERB":
        names.append("v=" + parse.lemma[i])
        if parse.lemma[i] in lexicon.attribution().say:
            names += ["say", f"say={relation}|{mark}"]
    return names


def _of_verb(parse: Parse, candidate: Candidate, point: Stop, top: int) -> list[str]:
    """How the verb that would follow fits cue and statement, and whether it has the holder for a subject."""
    i, attached = point.token, point.attached
    subject, relation = parse.child(i, *_SUBJECTS), parse.dep[i]
    names = [f"vt={parse.tag[i]}|{parse.tag[candidate.cue]}|{relation}"]
    names.append(f"vr={parse.tag[i]}|{parse.tag[top]}|{relation}")
    names.append(f"subj={parse.pos[subject] if subject is not None else 0}|{relation}|{attached}")
    if subject is not None and candidate.holder is not None and parse.lower[subject] == parse.lower[candidate.holder]:
        names.append("samesubj")
    return names
