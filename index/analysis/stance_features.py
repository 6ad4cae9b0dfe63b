"""What a position looks like to the learned judge of stances: names of binary features, and its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.analysis import lexicon
from index.analysis.drafts import Draft
from index.analysis.features import kinds
from index.analysis.parse import Parse, Range
from index.analysis.spelling import american

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d,.]*|[?!%$]")
_NEGATION_REACH = 3
_QUESTIONS = frozenset(("whether", "if", "how", "what", "who", "why", "where", "when", "which"))
_VALUED = ("good", "bad", "pro", "con", "blame", "refuse")
_MOST = 3
_FEW_WORDS = 6
_MANY_WORDS = 25
MOST_WORDS = 64
"""Words of cue and statement that are read in their order."""


_PARTS = {"n't": "not", "'s": "", "'re": "are", "'m": "am", "'ve": "have", "'ll": "will", "'d": "would"}
_WHOLE = {"won't": "will", "can't": "can", "shan't": "shall"}
_SHORT = re.compile(r"(.+?)(n't|'s|'re|'m|'ve|'ll|'d)")


@dataclass(frozen=True, slots=True)
class Wording:
    """The lower-case words of a position in their order: those of its cue, then those of its statement.

    What was drawn together stands apart and whole, *don't* as *do* and *not*; ``'s``, which can be much, is left out.
    """

    cue: tuple[str, ...]
    statement: tuple[str, ...]


def wording(text: str, cue: Range, content: Iterable[Range]) -> Wording:
    """The words of a cue and of a statement, the first :data:`MOST_WORDS` of them."""
    return worded(text[slice(*cue)], [text[start:stop] for start, stop in content])


def worded(cue: str, statement: Iterable[str]) -> Wording:
    """What :func:`wording` gives, of a cue and the pieces of a statement."""
    first = list(_apart(_words(cue)))
    then = list(_apart(word for piece in statement for word in _words(piece)))
    return Wording(tuple(first[:MOST_WORDS]), tuple(then[: max(0, MOST_WORDS - len(first))]))


def _apart(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        short = _SHORT.fullmatch(word) if "'" in word else None
        if short is None:
            yield word
        else:
            yield _WHOLE.get(word) or short[1]
            if _PARTS[short[2]]:
                yield _PARTS[short[2]]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))


def stance_features(text: str, draft: Draft, root: int | None, rule: str, sign: int, avowed: int) -> list[str]:
    """The features of a draft: its cue, its statement's words, and the ``sign`` that the ``rule`` of that name gave.

    ``root`` is the head of the statement; ``avowed`` the sign of what the speaker says of his own will.
    """
    pattern = draft.pattern.split(":")[0].split("+")[0]
    names = ["bias", "p=" + pattern, f"rule={rule}|{sign}", f"sign={sign}", f"rp={pattern}|{sign}", f"avowed={avowed}"]
    names += _of_cue(draft.parse, draft)
    names += _of_holder(text, draft)
    if root is not None:
        names += _of_root(draft.parse, root)
    return [*names, *_of_words(text, draft)]


def _of_cue(parse: Parse, draft: Draft) -> Iterator[str]:
    cue = draft.cue_token
    lemma = american(parse.lemma[cue])
    negated = any(parse.dep[kid] == "neg" or parse.lower[kid] in ("no", "never") for kid in parse.kids[cue])
    yield f"cue={lemma}|{negated}"
    yield "c=" + lemma
    yield f"cp={lemma}|{draft.pattern}"
    for kind in kinds(parse.lemma[cue]):
        yield f"ck={kind}|{negated}"
        yield f"ckp={kind}|{draft.pattern.split('+')[0]}"
    for kid in parse.kids[cue]:
        if parse.dep[kid] in ("prt", "prep", "acomp", "oprd", "advmod", "aux"):
            yield f"with={lemma}|{parse.lower[kid]}"


def _of_holder(text: str, draft: Draft) -> Iterator[str]:
    if draft.holder is None:
        yield "h=0"
        return
    words = text[slice(*draft.holder)].lower().split()
    yield "h=" + (words[0] if len(words) == 1 else "many")
    for word in words[-2:]:
        yield "hw=" + word


def _of_root(parse: Parse, root: int) -> Iterator[str]:
    lemma = american(parse.lemma[root])
    negated = any(parse.dep[kid] == "neg" for kid in parse.kids[root])
    yield f"r={lemma}|{negated}"
    yield "rt=" + parse.tag[root]
    for kind in kinds(parse.lemma[root]):
        yield f"rk={kind}|{negated}"
    for kid in parse.kids[root]:
        if parse.dep[kid] in ("aux", "auxpass", "mark"):
            yield f"aux={parse.lower[kid]}|{negated}"
        elif parse.dep[kid] in ("nsubj", "nsubjpass"):
            yield f"subject={parse.lower[kid] if parse.pos[kid] == 'PRON' else parse.pos[kid]}|{negated}"


def _of_words(text: str, draft: Draft) -> Iterator[str]:
    """The statement's words, those in reach of a negation marked, and how many of each kind there are."""
    negation = lexicon.polarity().negation
    counts = dict.fromkeys(_VALUED, 0)
    total, since, first = 0, _NEGATION_REACH, ""
    for start, stop in draft.content:
        for word in _words(text[start:stop]):
            total += 1
            first = first or word
            if word in negation or word.endswith("n't"):
                since = 0
                yield "negated"
                continue
            since += 1
            turned = since <= _NEGATION_REACH
            plain = american(word)
            yield f"w={'not ' if turned else ''}{plain}"
            for kind in _valued(plain):
                counts[kind] += -1 if turned else 1
                yield f"wk={kind}|{turned}"
    yield "first=" + first
    if first in _QUESTIONS:
        yield "asks"
    yield "long" if total > _MANY_WORDS else "short" if total < _FEW_WORDS else "middling"
    for kind, count in counts.items():
        if count:
            yield f"n={kind}|{max(-_MOST, min(_MOST, count))}"
    net = counts["good"] + counts["pro"] - counts["bad"] - counts["con"] - counts["blame"] - counts["refuse"]
    yield f"net={max(-_MOST, min(_MOST, net))}"


@lru_cache(maxsize=20_000)
def _valued(word: str) -> frozenset[str]:
    """The lists of praise, blame and will that hold a word or a base form of it."""
    words = lexicon.polarity()
    forms = {word, word.removesuffix("s"), word.removesuffix("ed"), word.removesuffix("d"), word.removesuffix("ing")}
    return frozenset(kind for kind in _VALUED for form in forms if len(form) > 2 and form in getattr(words, kind))
