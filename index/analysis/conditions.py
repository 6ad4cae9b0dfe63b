"""Positions that depend on something: a will tied to an if, or one that is kept open."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.analysis import lexicon
from index.analysis.parse import Parse

_NOT_RULED_OUT = re.compile(r"\b(?:not|n[’']t|never)\s+(?:yet\s+)?(?:ruled?|ruling)\s+out\b", re.I)
_ONLY_IF = re.compile(r"\b(?:only if|unless|provided that|on condition that|as long as|only when|only after)\b", re.I)
_OWN_CONDITION = re.compile(
    r"\bunless\b[^.!?]*\b(?:i|we)\b|\b(?:i|we)(?:['’]d|\s(?:could|would|might))\b[^.!?]*\b(?:if|provided|unless)\b",
    re.I,
)
_BUT_IF = re.compile(r"\sBut (?:if|unless|should)\b[^.!?]*\b(?:would|could|might|will|can|may)\b")
_STOPPED_SHORT = re.compile(r"\bstop(?:s|ped|ping)? short of\b", re.I)
_HYPOTHETICAL = frozenset(("could", "would", "might", "'d", "’d"))
_IF = frozenset(("if", "unless", "provided", "once"))


@dataclass(frozen=True, slots=True)
class Condition:
    """That a position depends on something; ``verb`` is the willing verb that does, where the tree shows it."""

    verb: int | None = None


def conditional(parse: Parse, root: int | None, words: str, sign: int) -> Condition | None:
    """Whether a position is on a condition; ``words`` are its cue and statement, ``root`` the statement's head.

    An *only if* makes a condition of what is willing alone (its ``sign`` is 1): a refusal until something happens
    stays a refusal, unless the speaker goes on with a *But if*.
    """
    waiting = _waiting(parse, root) if root is not None else None
    if waiting is not None:
        return Condition(waiting)
    avowed = root is None and _OWN_CONDITION.search(words)
    kept_open = _NOT_RULED_OUT.search(words) or _STOPPED_SHORT.search(words)
    tied = (sign > 0 and _ONLY_IF.search(words)) or (sign and _BUT_IF.search(words))
    return Condition() if avowed or kept_open or tied else None


def _waiting(parse: Parse, root: int) -> int | None:
    """The willing verb of a statement that hangs on an if: would *consider* it if, could *support* it provided."""
    lists = lexicon.polarity()
    for verb in (root, *parse.children(root, "conj")):
        willing = parse.lemma[verb] in lists.pro | lists.commitment or parse.lemma[verb] == "consider"
        hypothetical = any(parse.lower[kid] in _HYPOTHETICAL for kid in parse.children(verb, "aux"))
        marks = [kid for clause in parse.children(verb, "advcl") for kid in parse.children(clause, "mark")]
        if willing and hypothetical and any(parse.lower[kid] in _IF for kid in marks):
            return verb
    return None
