"""Stance of a position: for, against, on a condition, or neither."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.analysis import lexicon
from index.analysis.clause_stance import holder_words, is_of_others, of_statement
from index.analysis.conditions import conditional
from index.analysis.continuations import GOES_ON
from index.analysis.drafts import Draft
from index.analysis.parse import Parse, Range
from index.analysis.polarity import (
    denies,
    effect,
    inner_polarity,
    is_negated,
    polarity_of,
    second_attitude,
    side_of,
    whose_leaving,
)
from index.analysis.spoken import avowed, named, said_now, sign_of_words
from index.analysis.stance_features import Wording, stance_features, wording
from index.analysis.targets import target_span, thing_of
from index.article import Stance

Weigh = Callable[[Sequence[tuple[Sequence[str], Wording]]], list[tuple[float, float]]]
"""A learned judge: from the features and words of each draft to the log-odds of for and of against, both over neither.
"""
_CLEARLY, _WHOLLY = 1.0, 2.0
"""Log-odds by which the learned judge must differ from a rule, and from its sign to the opposite one."""
_HINT = "words"
"""The rule whose sign is no more than a feature to the learned judge; the others stand unless it clearly differs."""
_REPORT = "report"
"""The rule that finds that the holder takes no side."""
_OPINION = frozenset(("think", "believe", "feel", "expect", "want", "consider", "suppose"))
"""Verbs whose own negation is meant for what follows: does not think that it should is thinks that it should not."""
_RAISING = frozenset(("continue", "keep", "begin", "start", "go", "appear", "seem", "remain"))
_STATING = frozenset(
    """clause clauses clause< clause+before quote around beside beside< tail according colon colon+quote headline dash
    opened""".split()  # noqa: SIM905
) | {GOES_ON}
"""Patterns whose cue governs a whole statement: there the statement's own words come first."""
_NOTING = frozenset(("prep:about", "prep:of", "passive+infinitive"))
"""Patterns that may tell only what somebody knows of, or what nobody asked."""
_TWO_SIDED = frozenset(("clause", "clause<", "around"))
_DENYING = frozenset(
    "anger complain concern contest deny dispute doubt fear lament refute reject warn worried worry".split()  # noqa: SIM905
)
_ASKING = frozenset(("ask", "wonder", "know", "see", "inquire", "question", "explain", "tell", "say"))
_TELLING = frozenset(("answer", "comment", "disclose", "elaborate", "reply", "respond", "reveal", "say", "tell"))
"""What somebody may refuse to do who takes no side."""
_QUESTIONS = frozenset(("whether", "how", "what", "who", "why", "where", "when", "which"))
_RATHER = frozenset(("rather", "sooner"))
_PURPOSE_DENIED = re.compile(
    r"\b(?:did|do|does|have|has|had)(?:\snot|n['’]t)\s[^.?!;,“”]{1,60}\s(?:in order|so as) to\b"
)
"""What was not done for this end was done: we did not build it in order to ask."""
_SHOWING = frozenset(
    """affirm air announce declare emphasise emphasize express feel find give have hold indicate make offer pledge raise
    reaffirm reiterate renew repeat share show signal spell state voice""".split()  # noqa: SIM905
)
"""Verbs by which somebody has or shows what their object names."""
_MANY = frozenset(("NNS", "NNPS"))


@dataclass(frozen=True, slots=True)
class Judgement:
    """A stance, and the characters of its target where there is one; ``unread``: as words alone tell it, unparsed."""

    stance: Stance
    target: Range | None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Ruled:
    """What rules find of a draft: the head of its statement, which rule tells of a stance, its sign, and the head of
    what it is taken towards.
    """

    root: int | None
    rule: str
    sign: int
    about: int | None


def judge(text: str, drafts: Sequence[Draft], weigh: Weigh) -> list[Judgement]:
    """The stance of each draft and what it is taken towards; ``neutral`` where nothing tells.

    Rules find what tells of a stance and its target; ``weigh`` makes a sign of that and of the words.
    """
    ruled = [rule_on(text, draft) for draft in drafts]
    asked = [
        (features_of(text, draft, each), wording(text, draft.cue, draft.content))
        for draft, each in zip(drafts, ruled, strict=True)
    ]
    return [_concluded(text, *item) for item in zip(drafts, ruled, weigh(asked), strict=True)]


def rule_on(text: str, draft: Draft) -> Ruled:
    """What rules find of a draft."""
    root = _lowered(draft.parse, _root(draft.parse, draft))
    return Ruled(root, *_by_rules(text, draft, root))


def features_of(text: str, draft: Draft, ruled: Ruled) -> list[str]:
    """What the learned judge is asked about a draft beside its words."""
    return stance_features(text, draft, ruled.root, ruled.rule, ruled.sign, avowed(text, draft.content))


def _concluded(text: str, draft: Draft, ruled: Ruled, weighed: tuple[float, float]) -> Judgement:
    parse, root, about = draft.parse, ruled.root, ruled.about
    if _is_evenhanded(parse, draft.cue_token) or _leaves_open(parse, draft):
        return Judgement("neutral", None)
    sign = ruled.sign if draft.second else _decide(ruled.rule, ruled.sign, *weighed)  # a rule found a second side
    words = text[draft.cue[0] : draft.cue[1]] + " " + " ".join(piece for _, piece in said_now(text, draft.content))
    condition = conditional(parse, root, words, sign)
    if condition is not None:
        about = thing_of(parse, condition.verb) if condition.verb is not None else about
        return _towards("conditional", text, draft, about, root)
    if sign == 0:
        return Judgement("neutral", None)
    return _towards("supports" if sign > 0 else "opposes", text, draft, about, root)


def _towards(stance: Stance, text: str, draft: Draft, about: int | None, root: int | None) -> Judgement:
    """A stance with its target: what ``about``, else ``root``, is about, or what the words of a quotation name."""
    head = about if about is not None else root
    if head is None or draft.parse.is_stand_in(head):
        return Judgement(stance, named(text, draft.content, conditional=stance == "conditional"), unread=True)
    return Judgement(stance, target_span(text, draft, head, root if about != root else None))


def second_side(draft: Draft) -> Draft | None:
    """The draft of what a statement goes on to take a side on: regretted the delay *and backed the tunnel*."""
    parse, root = draft.parse, _root(draft.parse, draft)
    if root is None or draft.pattern not in _TWO_SIDED or parse.lemma[draft.cue_token] not in lexicon.attribution().say:
        return None
    other = second_attitude(parse, root, draft.cue_token)
    if other is None or not any(start <= other < stop for start, stop in draft.tokens):
        return None
    tokens = parse.trim(parse.left[other], min(parse.right[other] + 1, draft.tokens[-1][1]))
    return replace(draft, tokens=[tokens], content=[parse.chars(*tokens)], second=True)


def _decide(rule: str, sign: int, pro: float, con: float) -> int:
    """The sign that a rule gave, unless that is a hint or the learned judge clearly differs; else the likeliest."""
    own, other = (pro, con) if sign > 0 else (con, pro)
    if sign and rule != _HINT:
        if other > max(own, 0.0):
            return -sign if other - own > _WHOLLY else sign
        return sign if own > -_CLEARLY else 0
    if max(pro, con) <= (_CLEARLY if rule == _REPORT else 0.0):
        return 0
    return 1 if pro >= con else -1


def _by_rules(text: str, draft: Draft, root: int | None) -> tuple[str, int, int | None]:
    """Which rule tells of a stance, its sign, and the head of what it is taken towards."""
    parse = draft.parse
    rule, sign, about = "none", 0, None
    if draft.pattern not in _STATING:
        rule, (sign, about) = "cue", _of_cue(parse, draft, root)
        if sign == 0 and root is not None and draft.pattern == "noun+clause" and _is_subjunctive(parse, root):
            sign, about = (-1 if denies(parse, root) else 1) * effect(parse, root), thing_of(parse, root)
    elif draft.word in _DENYING or (draft.word == "rule" and _has_particle(parse, draft.cue_token, "out")):
        rule, sign, about = "denial", (1 if is_negated(parse, draft.cue_token) else -1), root
    elif root is not None and (_is_wish(parse, draft) or _is_subjunctive(parse, root)):
        rule, (sign, about) = "wish", _wished(parse, root)
    if sign == 0 and root is not None and not _is_spoken_of(draft, root):
        rule, (sign, about) = "statement", of_statement(parse, root, holder_words(text, draft))
    if sign == 0:
        sign = sign_of_words(text, draft.content)
        rule = "avowal" if sign and sign == avowed(text, draft.content) else _HINT
        if rule == _HINT and _PURPOSE_DENIED.search(" ".join(text[start:stop] for start, stop in draft.content)):
            rule, sign = _REPORT, 0
    if _only_reports(parse, draft, root) or (sign == 0 and root is not None and _is_anothers(text, draft, root)):
        rule, sign = _REPORT, 0
    if draft.pattern in _STATING and draft.word in _OPINION and is_negated(parse, draft.cue_token):
        sign = -sign
    return rule, sign, about


def _wished(parse: Parse, root: int) -> tuple[int, int]:
    """Sign and thing of what is wanted: that it be built, that he resign."""
    turned, gone = -1 if denies(parse, root) else 1, whose_leaving(parse, root)
    return (-turned, gone) if gone is not None else (turned * effect(parse, root), thing_of(parse, root))


def _lowered(parse: Parse, root: int | None) -> int | None:
    """The verb that says what is done, below those that only say that it goes on or seems so."""
    while root is not None and parse.lemma[root] in _RAISING and (below := parse.child(root, "xcomp")) is not None:
        root = below
    return root


def _only_reports(parse: Parse, draft: Draft, root: int | None) -> bool:
    """Is it a question, a fact that somebody found out or passes on, or only that somebody would not tell?"""
    if root is not None and draft.word in lexicon.polarity().refuse and _is_told(parse, draft.cue_token, root):
        return True
    if draft.pattern not in _STATING and draft.pattern not in _NOTING and draft.word != "ask":
        return False
    if draft.word == "ask" and draft.pattern.endswith(":about"):
        return True
    if draft.pattern == "passive+infinitive" and draft.holder is None and denies(parse, draft.cue_token):
        return True  # was not asked to join: by nobody
    asked = draft.tokens and parse.lower[draft.tokens[0][0]] in _QUESTIONS
    if draft.word in _ASKING and (
        asked or (root is not None and any(parse.lower[k] == "if" for k in parse.kids[root]))
    ):
        return True
    return draft.word in lexicon.polarity().factual and not _is_wish(parse, draft)


def _is_wish(parse: Parse, draft: Draft) -> bool:
    """Does the cue say that its clause is wanted: recommend, would rather see?"""
    preferred = any(parse.lower[kid] in _RATHER for kid in parse.kids[draft.cue_token])
    return preferred or draft.word in lexicon.polarity().advocacy


def _has_particle(parse: Parse, verb: int, particle: str) -> bool:
    return any(parse.lower[kid] == particle and parse.dep[kid] == "prt" for kid in parse.kids[verb])


def _root(parse: Parse, draft: Draft) -> int | None:
    """The head of the statement, its verb where it is a clause; ``None`` for a quotation that was not parsed."""
    first: int | None = None
    unseen = any(parse.is_stand_in(i) for start, stop in draft.tokens for i in range(start, stop))
    for start, stop in draft.tokens:
        for i in range(start, stop):
            if (not start <= parse.head[i] < stop or parse.head[i] == i) and not parse.is_punct(i):
                if parse.is_stand_in(i):
                    break
                wanted = any(parse.lower[kid] == "to" for kid in parse.children(i, "aux"))  # urged him to go
                verb = parse.pos[i] in ("VERB", "AUX") and (first is None or wanted or draft.pattern in _STATING)
                if verb or parse.lower[start] == "it":
                    return _made_known(parse, i) if parse.lower[start] == "it" else i
                first = i if first is None else first
    return None if unseen else first


def _made_known(parse: Parse, root: int) -> int:
    """What "it" announces: let it be known *that they are ready*, made it clear *that nothing is planned*."""
    below = [root, *parse.children(root, "acomp", "oprd", "ccomp"), *parse.children(parse.head[root], "oprd")]
    for i in below:
        for kid in parse.children(i, "ccomp", "advcl"):
            if kid > root and any(parse.lower[k] == "that" for k in parse.kids[kid]):
                return kid
    return root


def _is_subjunctive(parse: Parse, root: int) -> bool:
    """Does a clause ask for what is not so yet: that the clause be extended, that he resign?"""
    bare = [kid for kid in parse.kids[root] if parse.tag[kid] == "VB" and parse.dep[kid] in ("aux", "auxpass")]
    subject = parse.child(root, "nsubj")
    if not bare and subject is not None and (parse.tag[subject] in _MANY or parse.child(subject, "conj") is not None):
        return False  # that their attacks come from fear: the tagger may take the present tense for it
    other = any(
        parse.tag[kid] in ("MD", "TO") or parse.dep[kid] == "aux" for kid in parse.kids[root] if kid not in bare
    )
    that = any(parse.lower[kid] == "that" and parse.dep[kid] == "mark" for kid in parse.kids[root])
    return that and not other and (bool(bare) or parse.tag[root] == "VB")


def _of_cue(parse: Parse, draft: Draft, root: int | None) -> tuple[int, int | None]:
    """What the cue itself says: dismissed, backs, wants to, is ready to, refused to."""
    cue, words = draft.cue_token, lexicon.polarity()
    lemma = parse.lemma[cue]
    sign = polarity_of(parse, cue) or _shown(parse, cue, root)
    if sign == 0 and draft.pattern.partition(":")[2] in ("against", "for", "in"):
        sign, thing = side_of(parse, cue)
        if sign:
            return -sign if is_negated(parse, cue) else sign, thing
    if sign == 0 and lemma in words.commitment:
        sign = -1 if is_negated(parse, cue) else 1
    if sign == 0 and any(parse.lower[kid] in _RATHER for kid in parse.kids[cue]):
        sign = 1
    if sign and parse.pos[cue] == "NOUN" and parse.dep[cue] == "dobj" and _is_undone(parse, draft):
        sign = -sign
    if sign == 0:
        return 0, None
    if root is None:
        return sign, None
    if parse.pos[root] == "VERB":
        inner = inner_polarity(parse, root) or min(effect(parse, root), 0)
        turned = draft.pattern == "infinitive" and parse.child(root, "neg") is not None
        return sign * inner if inner else -sign if turned else sign, thing_of(parse, root)
    none = any(parse.lower[kid] == "no" for kid in parse.kids[root])
    return -sign if none and sign > 0 else sign, root


def _is_told(parse: Parse, cue: int, root: int) -> bool:
    """Is the refused act only to tell something: would not say (what)? That takes no side."""
    above = parse.head[root]
    return parse.lemma[root] in _TELLING or (parse.lemma[above] in _TELLING and parse.head[above] == cue)


def _shown(parse: Parse, cue: int, root: int | None) -> int:
    """The sign of what somebody shows towards a thing: expressed *concern* about it."""
    if root is None or parse.dep[root] not in ("pobj", "pcomp") or parse.lemma[cue] not in _SHOWING:
        return 0
    noun = parse.head[parse.head[root]]
    return polarity_of(parse, noun) if parse.head[noun] == cue and parse.dep[noun] == "dobj" else 0


def _is_undone(parse: Parse, draft: Draft) -> bool:
    """Does the verb over a noun tell that its holder has not got or gives up what it names: voiced no support, withdrew
    their support? Not where another acts: criticised the court's decision.
    """
    verb, words = parse.head[draft.cue_token], lexicon.polarity()
    subject = parse.child(verb, "nsubj")
    another = draft.holder is not None and subject is not None and not _covers(draft.holder, parse.first[subject])
    given_up = parse.lemma[verb] in words.con | words.refuse
    if another and parse.child(draft.cue_token, "poss") is not None:
        return False
    return given_up != (is_negated(parse, verb) and (given_up or parse.lemma[verb] in _SHOWING))


def _is_anothers(text: str, draft: Draft, root: int) -> bool:
    """Is an attitude that of others: answered the union's concerns, said that the voters were rejecting it?"""
    if draft.pattern in _STATING:
        return is_of_others(draft.parse, root, holder_words(text, draft))
    return _is_spoken_of(draft, root) and polarity_of(draft.parse, root) != 0


def _is_spoken_of(draft: Draft, root: int) -> bool:
    """Is an attitude only what somebody speaks of: answered the union's *concerns*?"""
    return draft.pattern == "object" and draft.parse.pos[root] == "NOUN" and draft.word not in _SHOWING


def _covers(range_: Range, place: int) -> bool:
    return range_[0] <= place < range_[1]


def _leaves_open(parse: Parse, draft: Draft) -> bool:
    """Does somebody not deny a thing, or stop short of it, and so neither want it nor rule it out?"""
    if draft.word == "deny":
        return is_negated(parse, draft.cue_token)
    return draft.word == "stop" and draft.pattern == "prep:of"


def _is_evenhanded(parse: Parse, verb: int) -> bool:
    """Does somebody neither condemn nor defend a thing?"""
    first = parse.head[verb] if parse.dep[verb] == "conj" else verb
    joined = [first, *parse.children(first, "conj")]
    neither = any(parse.lower[kid] == "neither" for kid in parse.kids[first])
    if not neither or not any(parse.lower[kid] == "nor" for each in joined for kid in parse.kids[each]):
        return False
    words = lexicon.polarity()
    pro = {parse.lemma[each] in words.pro for each in joined if parse.lemma[each] in words.pro | words.con}
    return len(pro) > 1
