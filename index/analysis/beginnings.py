"""Where the statement of a chosen candidate begins: a learned choice among the words that begin a phrase nearby."""

from __future__ import annotations

from collections.abc import Sequence

from index.analysis.candidates import Candidate
from index.analysis.features import kinds
from index.analysis.parse import Parse
from index.analysis.weights import Answers, Logistic, choose

MOST_BEFORE, MOST_BEHIND = 5, 7
"""Beginnings that are weighed before and behind the present one."""
SURE = 0.7
"""How probable a beginning must be, by its features alone, for no other to be looked at."""
_REACH = 14
"""How many words from it they stand at most."""
_PAIR = 2
"""Words that are named together at most: the weights hold no phrases of what they were learned from."""
_FEW = 4
_JOINTS, _JOINT_TAGS, _JOINT_MARKS = frozenset(("prep", "mark", "aux")), frozenset(("TO", "IN")), frozenset('"“:,')
"""Words that another beginning may follow, by relation, tag and form."""
_ENDS = frozenset(".?!")
_QUOTES = frozenset('"“”')
_TIES = frozenset(("prep", "acl", "relcl"))


def settle_beginnings(parse: Parse, chosen: Sequence[Candidate], model: Logistic) -> None:
    """Let the first piece of each candidate's content begin where it most probably does, if that is in doubt."""

    def ask(candidate: Candidate, found: list[int]) -> Answers:
        return beginning_features(parse, candidate, found), beginning_tokens(parse, candidate, found)

    present = [beginning_features(parse, candidate, [candidate.content[0][0]])[0] for candidate in chosen]
    doubted = [candidate for candidate, names in zip(chosen, present, strict=True) if model(names) < SURE]
    others = [beginnings(parse, candidate) for candidate in doubted]
    answers = choose(model, parse.vectors, map(ask, doubted, others))
    for candidate, found, best in zip(doubted, others, answers, strict=True):
        begin_at(candidate, found[best])


def begin_at(candidate: Candidate, start: int) -> None:
    """Let a candidate's statement begin with a word; the cue takes in the few words that it leaves: refused *to say*.

    What rules ask about the statement they still ask about the whole content.
    """
    cue, (present, _) = candidate.cue_range, candidate.content[0]
    if start == present:
        return
    candidate.begin = start
    left = present == cue[1] and present < start <= present + _FEW
    if left or cue[0] < start < cue[1]:
        candidate.cue_range = cue[0], start


def beginnings(parse: Parse, candidate: Candidate) -> list[int]:
    """The words that the first piece of content may begin with: the present one first."""
    start, stop = candidate.content[0]
    lowest = max(parse.sentence[candidate.cue][0], parse.dateline, start - _REACH)
    highest = min(stop - 1, start + _REACH)
    found = {parse.left[i] for i in range(lowest, stop)}
    found |= {i + 1 for i in range(max(0, lowest - 1), highest) if _is_joint(parse, i)}
    found.add(candidate.cue + 1)
    words = {_first_word(parse, i, stop) for i in found if lowest <= i <= highest} - {start}
    allowed = sorted(i for i in words if lowest <= i <= highest and _may_begin(parse, candidate, i))
    return [start, *[i for i in allowed if i < start][-MOST_BEFORE:], *[i for i in allowed if i > start][:MOST_BEHIND]]


def _is_joint(parse: Parse, i: int) -> bool:
    return parse.dep[i] in _JOINTS or parse.tag[i] in _JOINT_TAGS or parse.text[i] in _JOINT_MARKS


def _first_word(parse: Parse, i: int, stop: int) -> int:
    while i < stop and parse.is_punct(i):
        i += 1
    return i


def _may_begin(parse: Parse, candidate: Candidate, i: int) -> bool:
    """Would the content not reach over cue, holder or the end of a sentence, nor lose its holder's other side?"""
    start, holder = candidate.content[0][0], candidate.holder_range
    if i <= candidate.cue < start:
        return False
    if i > start:
        return holder is None or not start <= holder[0] < i
    over = holder is not None and i < holder[1] <= start
    return not over and not any(parse.text[k] in _ENDS for k in range(i, start))


def beginning_tokens(parse: Parse, candidate: Candidate, found: Sequence[int]) -> list[tuple[int, ...]]:
    """For each possible beginning, the words whose vectors the model sees, -1 for none: the first word, the word before
    it, the content's head, the cue, the present first word.
    """
    root, start = parse.top(*candidate.content[0]), candidate.content[0][0]
    return [(i, i - 1, root, candidate.cue, start) for i in found]


def beginning_features(parse: Parse, candidate: Candidate, found: Sequence[int]) -> list[list[str]]:
    """For each possible beginning, its features."""
    start, root = candidate.content[0][0], parse.top(*candidate.content[0])
    rows = []
    for i in found:
        names = _of_place(parse, candidate, i)
        rows.append(
            names + (_of_present(parse, candidate, root) if i == start else _of_move(parse, candidate, i, root))
        )
    return rows


def _side(candidate: Candidate, i: int) -> str:
    start = candidate.content[0][0]
    return "=" if i == start else "<" if i < start else ">"


def _of_place(parse: Parse, candidate: Candidate, i: int) -> list[str]:
    """The words where it would begin."""
    cue, stop, side, pattern = candidate.cue, candidate.content[-1][1], _side(candidate, i), _kind_of(candidate)
    word, lemma, before = parse.lower[i], parse.lemma[cue], parse.lower[i - 1] if i else "^"
    top = _widest(parse, i, stop)
    gap = -1 if i <= cue else min(6, i - cue)
    return [
        side,
        f"{side}|{pattern}",
        f"{side}{min(6, abs(i - candidate.content[0][0]))}",
        f"{side}|w={word}",
        f"{side}|prev={before}",
        f"{side}|t={parse.tag[i]}",
        f"{side}|d={parse.dep[i]}",
        f"{pattern}|{side}|{word}",
        f"{pattern}|{side}|<{before}",
        f"pt={pattern}|{parse.tag[i - 1] if i else ''}|{parse.tag[i]}",
        f"{side}|kd={parse.dep[top]}|{parse.tag[top]}",
        f"{side}|kp={parse.dep[top]}|{pattern}",
        f"{side}|lw={lemma}|{word}",
        f"{side}|lp={lemma}|{before}",
        f"{side}|{lemma}|{pattern}",
        f"gap={gap}|{side}|{pattern}",
        f"sz={min(5, (stop - i) // 2)}|{side}|{pattern}",
    ]


def _widest(parse: Parse, i: int, stop: int) -> int:
    """The head of the widest phrase that begins with ``i`` and is headed before ``stop``."""
    top = i
    while parse.head[top] != top and parse.head[top] < stop and parse.left[parse.head[top]] == i:
        top = parse.head[top]
    return top


def _of_present(parse: Parse, candidate: Candidate, root: int) -> list[str]:
    """What else is told of the present beginning: what it heads and what follows it."""
    (start, _), stop, cue = candidate.content[0], candidate.content[-1][1], candidate.cue
    pattern, lemma = _kind_of(candidate), parse.lemma[root]
    after = parse.lower[start + 1] if start + 1 < stop else "$"
    names = [
        "=r=" + lemma,
        f"=rt={parse.tag[root]}|{pattern}",
        f"=rl={lemma}|{parse.lemma[cue]}",
        f"=rp={lemma}|{pattern}",
        f"=w2={parse.lower[start]}_{after}",
        f"=n={after}|{pattern}",
    ]
    names += [f"=rk={kind}|{pattern}" for kind in kinds(lemma)]
    for kid in parse.kids[root]:
        if kid > root and parse.dep[kid] in _TIES:
            names.append(f"=k={parse.dep[kid]}:{parse.lower[kid]}|{pattern}")
    if cue < start <= cue + 1 + _PAIR:
        names.append("=btw=" + "_".join(parse.lower[cue + 1 : start]))
    return names


def _of_move(parse: Parse, candidate: Candidate, i: int, root: int) -> list[str]:
    """What would be dropped or taken in by beginning elsewhere."""
    start, side, pattern = candidate.content[0][0], _side(candidate, i), _kind_of(candidate)
    a, b = min(start, i), max(start, i)
    top = parse.top(a, b)
    lemma, relation = parse.lemma[top], parse.dep[top]
    names = [
        f"{side}top={relation}|{pattern}",
        f"{side}topt={parse.tag[top]}|{relation}",
        f"{side}topl={lemma}",
        f"{side}tl={lemma}|{pattern}",
        f"{side}tll={lemma}|{parse.lemma[candidate.cue]}",
        f"{side}same={int(top == root)}|{pattern}|{parse.lower[i]}",
        f"{side}hk={int(parse.head[top] == candidate.cue)}|{relation}|{pattern}",
        f"{side}prevtop={parse.lower[i - 1] if i else '^'}|{relation}",
        f"{side}e={parse.entity[top]}|{pattern}",
        f"{side}n={min(8, b - a)}|{relation}|{pattern}",
    ]
    names += [f"{side}tk={kind}|{pattern}" for kind in kinds(lemma)]
    if b - a <= _PAIR:
        names.append(f"{side}words=" + "_".join(parse.lower[a:b]))
    if not _QUOTES.isdisjoint(parse.text[a:b]):
        names.append(side + "quote")
    if not _QUOTES.isdisjoint(parse.text[max(0, i - 1) : i + 1]):
        names += [side + "atquote", f"{side}atquote|{pattern}"]
    if "," in parse.text[a:b]:
        names.append(f"{side}comma|{pattern}")
    return names


def _kind_of(candidate: Candidate) -> str:
    return candidate.pattern.split(":")[0]
