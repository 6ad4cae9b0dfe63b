"""What a parsed statement says of a will: refusals, duties, readiness, verdicts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.analysis import lexicon
from index.analysis.drafts import Draft
from index.analysis.parse import Parse
from index.analysis.polarity import (
    NEEDING,
    denies,
    effect,
    inner_polarity,
    is_negated,
    polarity_of,
    second_attitude,
    side_of,
    whose_leaving,
)
from index.analysis.targets import complement_of, thing_of

_WORD = re.compile(r"[\w’'\-]+")
_FUTURE = frozenset(("will", "would", "wo", "'ll", "’ll", "shall"))
_ONESELF = frozenset(("i", "we", "he", "she", "they"))
_BODIES = frozenset(
    """administration ally cabinet campaign chamber city company country council deputy federation government group
    lawmaker member minister movement mp nation office party people republic side soldier state team troop union
    """.split()  # noqa: SIM905
)
"""What somebody leads and speaks for: what his country will do is his own will."""
_PLANNED = frozenset(("plan", "involve", "participate", "happen", "join", "send", "contribute"))
_OPEN_YET = frozenset(
    "ask consider decide discuss examine know read review say see sleep speak study tell think wait".split()  # noqa: SIM905
)
"""What somebody will do who has not made up his mind."""
_OUT = re.compile(r"\b(?:out of the question|off the table)\b", re.I)
_LASTING = frozenset("begin change close continue end last open remain start stay stop".split())  # noqa: SIM905
"""What a thing does by itself: that it should stay is about the thing."""
_WANTED = frozenset(
    """allow ask consult do fulfil fulfill guarantee hear honor honour invite justify keep meet need pay permit plan
    protect respect satisfy treat want warrant welcome""".split()  # noqa: SIM905
)
"""What somebody misses who says that it is not done: the conditions are not met."""
_OWN = frozenset(("my", "our", "his", "her", "its", "their"))
_ITS = "its"


@dataclass(frozen=True, slots=True)
class _Clause:
    """A statement's clause: its verb, whether the holder speaks of itself, whether it is denied, what it is about."""

    parse: Parse
    root: int
    subject: int | None
    own: bool
    negated: bool
    thing: int

    @property
    def lemma(self) -> str:
        return self.parse.lemma[self.root]

    @property
    def passive(self) -> int | None:
        return self.parse.child(self.root, "nsubjpass")

    @property
    def auxiliaries(self) -> set[str]:
        parse = self.parse
        return {parse.lower[kid] for kid in parse.kids[self.root] if parse.dep[kid] in ("aux", "auxpass")}


Verdict = tuple[int, int | None]
"""A sign, 0 for none, and the head of what it is taken towards."""


def of_statement(parse: Parse, root: int, holder: frozenset[str]) -> Verdict:
    """What the statement says: will not, no … is planned, must, is a disaster, their readiness to.

    ``holder`` are the words of :func:`holder_words`.
    """
    subject = parse.child(root, "nsubj", "nsubjpass")
    own = subject is None or _is_own(parse, subject, holder)
    clause = _Clause(parse, root, subject, own, denies(parse, root), thing_of(parse, root))
    for rule in (_taken_side, _refused, _due, _willed, _borne, _judged, _announced):
        sign, about = rule(clause)
        if sign:
            return sign, about
    sign = polarity_of(parse, root) if own else 0
    below = parse.child(root, "xcomp")
    if sign and below is not None and inner_polarity(parse, below) < 0:  # will stop opposing it
        sign = -sign
    return sign, clause.thing


def is_of_others(parse: Parse, root: int, holder: frozenset[str]) -> bool:
    """Does a statement say what others are for or against: that the voters were rejecting it?"""
    subject = parse.child(root, "nsubj")
    return subject is not None and polarity_of(parse, root) != 0 and not _is_own(parse, subject, holder)


def _taken_side(clause: _Clause) -> Verdict:
    """Votes against it, is for it."""
    sign, thing = side_of(clause.parse, clause.root) if clause.own else (0, None)
    return (-sign if clause.negated else sign), thing


def _refused(clause: _Clause) -> Verdict:
    """Will not go, no force is planned; will not talk until the bill is withdrawn."""
    parse, root, future = clause.parse, clause.root, bool(clause.auxiliaries & _FUTURE)
    if not clause.negated or not (future or clause.lemma in _PLANNED):
        return 0, None
    if future and (undone := _awaited_undoing(parse, root)) is not None:
        return -1, undone
    passive = clause.passive
    about = passive if passive is not None and not clause.own else complement_of(parse, root)
    return -effect(parse, root), about


def _due(clause: _Clause) -> Verdict:
    """Must go, needs to go, will have to do without it."""
    parse, below = clause.parse, clause.parse.children(clause.root, "xcomp")
    if not clause.auxiliaries & lexicon.polarity().duty and not (clause.lemma in NEEDING and below):
        return 0, None
    gone = whose_leaving(parse, clause.root)
    if gone is not None:
        return (1 if clause.negated else -1), gone
    without = any(parse.lower[kid] == "without" for i in below for kid in parse.kids[i])
    thing = clause.thing
    if thing == clause.root and clause.subject is not None and clause.lemma in _LASTING:
        thing = clause.subject
    return (-1 if clause.negated != without else 1) * effect(parse, clause.root), thing


def _willed(clause: _Clause) -> Verdict:
    """Wants it, decided to go, is ready to; wants the bill withdrawn."""
    words, parse, root = lexicon.polarity(), clause.parse, clause.root
    wanted = parse.child(root, "xcomp")
    turned = -1 if clause.negated else 1
    undecided = clause.lemma in _OPEN_YET and wanted is None
    noun = parse.pos[root] == "NOUN" and clause.lemma in words.pro
    if not clause.own:
        return 0, None
    if (clause.lemma in words.commitment and not undecided) or noun:
        done = parse.child(root, "ccomp", "oprd")
        if done is not None and parse.tag[done] in ("VBN", "VBD"):
            return turned * (polarity_of(parse, done) or effect(parse, done)), thing_of(parse, done)
        inner = inner_polarity(parse, wanted) if wanted is not None and parse.child(wanted, "neg") is None else 1
        return turned * (inner if inner < 0 and not clause.negated else 1), clause.thing
    return (turned * _willing(parse, root) if clause.lemma == "be" else 0), clause.thing


def _borne(clause: _Clause) -> Verdict:
    """Can live with it."""
    parse, root = clause.parse, clause.root
    able = any(parse.lower[kid] in ("can", "could", "might") for kid in parse.children(root, "aux"))
    if clause.own and clause.lemma == "live" and able:
        for prep in parse.children(root, "prep"):
            if parse.lower[prep] == "with":
                return (-1 if clause.negated else 1), parse.child(prep, "pobj")
    return 0, None


def _judged(clause: _Clause) -> Verdict:
    """Is a disaster, is out of the question, is no help."""
    parse, root, lemma = clause.parse, clause.root, clause.lemma
    seen = clause.thing if clause.own else clause.subject
    if lemma == "be" and _OUT.search(" ".join(parse.lower[parse.left[root] : parse.right[root] + 1])):
        return (1 if clause.negated else -1), clause.subject
    evaluation = _evaluation(parse, root)
    wanting = clause.passive is not None and lemma in _WANTED
    if clause.negated and lemma not in lexicon.polarity().bad and (evaluation or wanting):
        return -1, seen
    return evaluation, seen


def _announced(clause: _Clause) -> Verdict:
    """He will do it."""
    oneself = clause.subject is not None and clause.parse.lower[clause.subject] in _ONESELF
    future = bool(clause.auxiliaries & _FUTURE)
    return int(clause.own and oneself and future and clause.lemma not in _OPEN_YET), clause.thing


def holder_words(text: str, draft: Draft) -> frozenset[str]:
    """The words of the holder's phrase: a subject that shares one is the holder itself; so is *its* mayor's town."""
    if draft.holder is None:
        return frozenset()
    words = _WORD.findall(text[slice(*draft.holder)].lower())
    owned = words[:1] == [_ITS] and draft.content[0][0] < draft.holder[0]
    return frozenset(word for word in words if len(word) > len("the")) | ({_ITS} if owned else set())


def _awaited_undoing(parse: Parse, root: int) -> int | None:
    """What must be undone first: will not talk until *the bill* is withdrawn."""
    for clause in parse.children(root, "advcl"):
        until = any(parse.lower[kid] == "until" for kid in parse.kids[clause])
        if until and parse.child(clause, "nsubjpass") is not None and effect(parse, clause) < 0:
            return thing_of(parse, clause)
    return None


def _is_own(parse: Parse, subject: int, holder: frozenset[str]) -> bool:
    """Does the holder speak of itself: I, he, his country, its own name?"""
    whose = parse.child(subject, "poss")
    return (
        (_ITS in holder and parse.pos[subject] in ("NOUN", "PROPN"))  # the town could live with it, its mayor said
        or parse.lower[subject] in _ONESELF
        or parse.lower[subject] in holder
        or (whose is not None and parse.lower[whose] in _OWN and parse.lemma[subject] in _BODIES)
    )


def _willing(parse: Parse, verb: int) -> int:
    """Sign of the adjective of a copula: is ready, is committed, is against."""
    words = lexicon.polarity()
    for kid in parse.children(verb, "acomp", "attr", "prep"):
        lemma, below = parse.lemma[kid], parse.child(kid, "xcomp")
        if lemma in words.commitment | words.pro or parse.lower[kid] in ("committed", "for"):
            return -1 if below is not None and inner_polarity(parse, below) < 0 else 1  # is ready to fight it
        if lemma in words.con | words.refuse or parse.lower[kid] in ("against", "opposed"):
            return -1
    return 0


def _evaluation(parse: Parse, root: int) -> int:
    """Sign of the evaluative words of a clause, negation counted; blame outweighs praise of means and ends."""
    words, total = lexicon.polarity(), 0
    second = second_attitude(parse, root)
    end = parse.right[root] + 1 if second is None else second
    for i in range(parse.left[root], end):
        lemma, low = parse.lemma[i], parse.lower[i]
        if parse.is_stand_in(i):
            continue
        sign = 1 if lemma in words.good else -1 if lemma in words.bad or low in words.bad else 0
        if lemma in words.blame and parse.pos[i] in ("VERB", "NOUN"):
            sign = -2
        if sign:
            turned = is_negated(parse, i) or (
                parse.dep[i] in ("acomp", "attr", "amod") and is_negated(parse, parse.head[i])
            )
            total += -sign if turned else sign
    return (total > 0) - (total < 0)
