"""Stance of a position: for, against, on a condition, or neither."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.analysis import lexicon
from index.analysis.conditions import conditional
from index.analysis.drafts import Draft
from index.analysis.parse import Parse, Range
from index.analysis.stance_features import stance_features
from index.analysis.targets import complement_of, target_span, thing_of
from index.article import Stance

Weigh = Callable[[Sequence[str]], tuple[float, float]]
"""A learned judge: from features to the log-odds of for and of against, both over neither."""
_CLEARLY = 1.0
_RATHER_SO = 0.3
_SURE = frozenset(("cue", "denial", "wish", "avowal"))
"""Rules that stand; one about the statement stands unless the learned judge is clearly of another mind."""
_WORD = re.compile(r"[\w’'\-]+")
_FUTURE = frozenset(("will", "would", "wo", "'ll", "’ll", "shall"))
_ONESELF = frozenset(("i", "we", "he", "she", "they"))
_OPINION = frozenset(("think", "believe", "feel", "expect", "want", "consider", "suppose"))
"""Verbs whose own negation is meant for what follows: does not think that it should is thinks that it should not."""
_RAISING = frozenset(("continue", "keep", "begin", "start", "go", "appear", "seem", "remain"))
_STATING = frozenset(
    """clause clauses clause< clause+before quote around beside beside< tail according colon colon+quote headline dash
    opened""".split()  # noqa: SIM905
)
"""Patterns whose cue governs a whole statement: there the statement's own words come first."""
_DENYING = frozenset(("deny", "doubt", "dispute", "refute", "reject", "contest", "fear", "warn", "complain", "lament"))
_BODIES = frozenset(
    """administration ally cabinet campaign chamber city company country council deputy federation government group
    lawmaker member minister movement mp nation office party people republic side soldier state team troop union
    """.split()  # noqa: SIM905
)
"""What somebody leads and speaks for: what his country will do is his own will."""
_PLANNED = frozenset(("plan", "involve", "participate", "happen", "join", "send", "contribute"))
_ASKING = frozenset(("ask", "wonder", "know", "see", "inquire", "question", "explain", "tell", "say"))
_QUESTIONS = frozenset(("whether", "how", "what", "who", "why", "where", "when", "which"))
_SIDING = frozenset(
    """advise argue be campaign come decide demonstrate fight lobby march protest rail rally rule side speak stand turn
    vote""".split()  # noqa: SIM905
)
"""Verbs that take sides by *for* or *against*."""
_OPEN_YET = frozenset(
    "ask consider decide discuss examine know read review say see sleep speak study tell think wait".split()  # noqa: SIM905
)
"""What somebody will do who has not made up his mind."""
_OUT = re.compile(r"\b(?:out of the question|off the table)\b", re.I)
_RATHER = frozenset(("rather", "sooner"))
_NEEDING = frozenset(("need", "have", "deserve"))
_OWN = frozenset(("my", "our", "his", "her", "its", "their"))
_AVOWALS = tuple(
    (re.compile(pattern, re.I), sign)
    for pattern, sign in (
        (r"^\W*(?:no|not|never|none of)\s", -1),
        (r"\b(?:i|we)\s(?:\w+\s)?(?:oppose|reject|object|refuse|condemn|deplore|disagree|resent|regret|fear)\b", -1),
        (r"\b(?:i|we)(?:\s(?:am|are)|['’](?:m|re))\s(?:\w+\s)?(?:against|opposed|disappointed|appalled|sorry)\b", -1),
        (r"\b(?:i|we)\s(?:will|would|shall|can|do|could)(?:\s(?:not|never)|n['’]t)\b|\bwon['’]t\b|\bcannot\b", -1),
        (r"\b(?:must|should|may)\s(?:not|never)\b|\bno (?:longer|reason|excuse|need|place|business|right)\b", -1),
        (r"\b(?:is|are|was|were)\s(?:\w+\s)?not\s(?:\w+ed|met|so)\b", -1),
        (r"\b(?:i|we)\s(?:\w+\s)?(?:support|back|welcome|favou?r|recommend|endorse|applaud|love|like|thank)\b", 1),
        (r"\b(?:i|we)(?:\s(?:am|are)|['’](?:m|re))\s(?:\w+\s)?(?:for|ready|proud|happy|glad|grateful|in favou?r)\b", 1),
        (r"\b(?:i|we)(?:\s(?:will|shall|must)|['’]ll)\s(?!not|never)", 1),
        (r"\b(?:must|should|needs? to|ought to|ha(?:s|ve) to)\s(?!not|never)|\bthank(?:s| you| god)\b", 1),
    )
)
"""What somebody says of his own will, in a quotation: for (1) or against (-1)."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A stance, and the characters of its target where there is one."""

    stance: Stance
    target: Range | None


def judge(text: str, draft: Draft, weigh: Weigh) -> Judgement:
    """The stance of a draft and what it is taken towards; ``neutral`` where nothing tells.

    Rules find what tells of a stance and its target; ``weigh`` makes a sign of that and of the words.
    """
    parse = draft.parse
    root = _lowered(parse, _root(parse, draft))
    rule, sign, about = _by_rules(text, draft, root)
    sign = _decide(rule, sign, *weigh(stance_features(text, draft, root, rule, sign, _avowed(text, draft))))
    words = text[draft.cue[0] : draft.cue[1]] + " " + " ".join(text[a:b] for a, b in draft.content)
    condition = conditional(parse, root, words, willing=sign > 0)
    if condition is not None:
        about = thing_of(parse, condition.verb) if condition.verb is not None else about
        return Judgement("conditional", target_span(text, draft, about, root))
    if sign == 0:
        return Judgement("neutral", None)
    return Judgement("supports" if sign > 0 else "opposes", target_span(text, draft, about, root))


def _decide(rule: str, sign: int, pro: float, con: float) -> int:
    """The sign that the rule gave, if the learned judge does not clearly differ; else the likeliest."""
    own, other = (pro, con) if sign > 0 else (con, pro)
    if sign and (rule in _SURE or (rule == "statement" and own > max(0.0, other) - _CLEARLY)):
        return sign
    if max(pro, con) <= (0.0 if sign else _RATHER_SO):
        return 0
    return 1 if pro >= con else -1


def features_of(text: str, draft: Draft) -> list[str]:
    """What the learned judge is asked about a draft."""
    root = _lowered(draft.parse, _root(draft.parse, draft))
    rule, sign, _ = _by_rules(text, draft, root)
    return stance_features(text, draft, root, rule, sign, _avowed(text, draft))


def _by_rules(text: str, draft: Draft, root: int | None) -> tuple[str, int, int | None]:
    """Which rule tells of a stance, its sign, and the head of what it is taken towards."""
    parse = draft.parse
    rule, sign, about = "none", 0, None
    if draft.pattern not in _STATING:
        rule, (sign, about) = "cue", _of_cue(parse, draft, root)
        if sign == 0 and root is not None and draft.pattern == "noun+clause" and _is_subjunctive(parse, root):
            sign, about = (-1 if _denies(parse, root) else 1) * _effect(parse, root), thing_of(parse, root)
    elif draft.word in _DENYING or (draft.word == "rule" and _has_particle(parse, draft.cue_token, "out")):
        rule, sign, about = "denial", (1 if is_negated(parse, draft.cue_token) else -1), root
    elif root is not None and (_is_wish(parse, draft) or _is_subjunctive(parse, root)):
        rule, sign, about = "wish", (-1 if _denies(parse, root) else 1) * _effect(parse, root), thing_of(parse, root)
    if sign == 0 and root is not None:
        rule, (sign, about) = "statement", _of_statement(parse, root, _holder_words(text, draft))
    if sign == 0:
        sign = _of_words(text, draft)
        rule = "avowal" if sign and sign == _avowed(text, draft) else "words"
    if draft.pattern in _STATING and _only_reports(parse, draft, root):
        rule, sign = "report", 0
    if draft.pattern in _STATING and draft.word in _OPINION and is_negated(parse, draft.cue_token):
        sign = -sign
    return rule, sign, about


def _avowed(text: str, draft: Draft) -> int:
    """The sign of what the speaker says of his own will in the statement's words."""
    passages = [text[start:stop] for start, stop in draft.content]
    total = sum(sign * len(pattern.findall(passage)) for pattern, sign in _AVOWALS for passage in passages)
    return (total > 0) - (total < 0)


def _lowered(parse: Parse, root: int | None) -> int | None:
    """The verb that says what is done, below those that only say that it goes on or seems so."""
    while root is not None and parse.lemma[root] in _RAISING and (below := parse.child(root, "xcomp")) is not None:
        root = below
    return root


def _only_reports(parse: Parse, draft: Draft, root: int | None) -> bool:
    """Is it a question, or a fact that somebody found out or passes on?"""
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


def _holder_words(text: str, draft: Draft) -> frozenset[str]:
    """The words of the holder's phrase: a subject that shares one is the holder itself."""
    if draft.holder is None:
        return frozenset()
    return frozenset(word for word in _WORD.findall(text[slice(*draft.holder)].lower()) if len(word) > len("the"))


def _denies(parse: Parse, root: int) -> bool:
    """Is the clause, its subject or its object negated: will not go, no force is planned, is neither?"""
    if is_negated(parse, root) or any(parse.lower[kid] in ("no", "neither") for kid in parse.kids[root]):
        return True
    return any(
        parse.lower[i] in ("no", "neither", "nobody", "nothing", "none")
        for kid in parse.children(root, "nsubj", "nsubjpass", "dobj", "attr")
        for i in (kid, *parse.kids[kid])
    )


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
        for kid in parse.children(i, "ccomp"):
            if kid > root and any(parse.lower[k] == "that" for k in parse.kids[kid]):
                return kid
    return root


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


def _effect(parse: Parse, verb: int) -> int:
    """-1 where what is done is done against the thing: be forbidden, stop it, no delay; else 1."""
    undo = lexicon.polarity().undo
    there = parse.child(verb, "attr") if parse.child(verb, "expl") is not None else None
    wanted = parse.child(verb, "xcomp") if parse.lemma[verb] in (*_NEEDING, "want") else None
    return -1 if any(parse.lemma[i] in undo for i in (verb, there, wanted) if i is not None) else 1


def _side(parse: Parse, verb: int) -> tuple[int, int | None]:
    """Sign and object of the preposition that says on whose side somebody votes, speaks, is."""
    for prep in parse.children(verb, "prep") if parse.lemma[verb] in _SIDING else ():
        thing = parse.child(prep, "pobj", "pcomp")
        if thing is None:
            continue
        if parse.lower[prep] == "against":
            return -1, thing
        favour = parse.lemma[thing] in ("favour", "favor") and (of := parse.child(thing, "prep")) is not None
        if favour and of is not None:
            return 1, parse.child(of, "pobj", "pcomp")
        if parse.lower[prep] == "for" and parse.lemma[verb] in ("be", "vote", "argue", "campaign", "lobby"):
            return 1, thing
    return 0, None


def _is_subjunctive(parse: Parse, root: int) -> bool:
    """Does a clause ask for what is not so yet: that the clause be extended, that he resign?"""
    bare = [kid for kid in parse.kids[root] if parse.tag[kid] == "VB" and parse.dep[kid] in ("aux", "auxpass")]
    other = any(
        parse.tag[kid] in ("MD", "TO") or parse.dep[kid] == "aux" for kid in parse.kids[root] if kid not in bare
    )
    that = any(parse.lower[kid] == "that" and parse.dep[kid] == "mark" for kid in parse.kids[root])
    return that and not other and (bool(bare) or parse.tag[root] == "VB")


def _of_cue(parse: Parse, draft: Draft, root: int | None) -> tuple[int, int | None]:
    """What the cue itself says: dismissed, backs, wants to, is ready to, refused to."""
    cue, words = draft.cue_token, lexicon.polarity()
    lemma = parse.lemma[cue]
    sign = polarity_of(parse, cue)
    if sign == 0 and draft.pattern.partition(":")[2] in ("against", "for", "in"):
        sign, thing = _side(parse, cue)
        if sign:
            return -sign if is_negated(parse, cue) else sign, thing
    if sign == 0 and lemma in words.commitment:
        sign = -1 if is_negated(parse, cue) else 1
    if sign == 0 and any(parse.lower[kid] in _RATHER for kid in parse.kids[cue]):
        sign = 1
    light = parse.head[cue]
    if parse.pos[cue] == "NOUN" and parse.dep[cue] == "dobj" and sign:
        sign = -sign if is_negated(parse, light) or parse.lemma[light] in words.con | words.refuse else sign
    if sign == 0:
        return 0, None
    if root is None:
        return sign, None
    if parse.pos[root] == "VERB":
        inner = polarity_of(parse, root) or min(_effect(parse, root), 0)
        turned = draft.pattern == "infinitive" and parse.child(root, "neg") is not None
        return sign * inner if inner else -sign if turned else sign, thing_of(parse, root)
    none = any(parse.lower[kid] == "no" for kid in parse.kids[root])
    return -sign if none and sign > 0 else sign, root


def _of_statement(parse: Parse, root: int, holder: frozenset[str]) -> tuple[int, int | None]:
    """What the statement says: will not, no … is planned, must, is a disaster, their readiness to."""
    words = lexicon.polarity()
    lemma = parse.lemma[root]
    auxiliaries = {parse.lower[kid] for kid in parse.kids[root] if parse.dep[kid] in ("aux", "auxpass")}
    subject = parse.child(root, "nsubj", "nsubjpass")
    own = subject is None or _is_own(parse, subject, holder)
    negated, thing = _denies(parse, root), thing_of(parse, root)
    passive = parse.child(root, "nsubjpass")
    side, sided = _side(parse, root) if own else (0, None)
    if side:
        return -side if negated else side, sided
    if negated and (auxiliaries & _FUTURE or lemma in _PLANNED):
        about = passive if passive is not None and not own else complement_of(parse, root)
        return -_effect(parse, root), about
    if auxiliaries & words.duty or (lemma in _NEEDING and parse.child(root, "xcomp") is not None):
        without = any(parse.lower[kid] == "without" for i in parse.children(root, "xcomp") for kid in parse.kids[i])
        return (-1 if negated != without else 1) * _effect(parse, root), thing
    undecided = lemma in _OPEN_YET and parse.child(root, "xcomp") is None
    if own and ((lemma in words.commitment and not undecided) or (parse.pos[root] == "NOUN" and lemma in words.pro)):
        wanted = parse.child(root, "xcomp")
        inner = polarity_of(parse, wanted) if wanted is not None and parse.child(wanted, "neg") is None else 1
        return (-1 if negated else 1) * (inner if inner < 0 and not negated else 1), thing
    if lemma == "be" and own and (willing := _willing(parse, root)):
        return (-1 if negated else 1) * willing, thing
    evaluation = _evaluation(parse, root)
    seen = thing if own else subject
    if lemma == "be" and _OUT.search(" ".join(parse.lower[parse.left[root] : parse.right[root] + 1])):
        return (1 if negated else -1), subject
    if negated and lemma not in words.bad and (evaluation or passive is not None):
        return -1, seen
    if evaluation:
        return evaluation, seen
    open_yet = lemma in _OPEN_YET
    if own and auxiliaries & _FUTURE and subject is not None and parse.lower[subject] in _ONESELF and not open_yet:
        return 1, thing
    sign = polarity_of(parse, root)
    return (sign if own else min(sign, 0)), thing


def _is_own(parse: Parse, subject: int, holder: frozenset[str]) -> bool:
    """Does the holder speak of itself: I, he, his country, its own name?"""
    whose = parse.child(subject, "poss")
    return (
        parse.lower[subject] in _ONESELF
        or parse.lower[subject] in holder
        or (whose is not None and parse.lower[whose] in _OWN and parse.lemma[subject] in _BODIES)
    )


def _willing(parse: Parse, verb: int) -> int:
    """Sign of the adjective of a copula: is ready, is committed, is against."""
    words = lexicon.polarity()
    for kid in parse.children(verb, "acomp", "attr", "prep"):
        lemma = parse.lemma[kid]
        if lemma in words.commitment | words.pro or parse.lower[kid] in ("committed", "for"):
            return 1
        if lemma in words.con | words.refuse or parse.lower[kid] in ("against", "opposed"):
            return -1
    return 0


def _evaluation(parse: Parse, root: int) -> int:
    """Sign of the evaluative words of a clause, negation counted; blame outweighs praise of means and ends."""
    words, total = lexicon.polarity(), 0
    for i in range(parse.left[root], parse.right[root] + 1):
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


def _of_words(text: str, draft: Draft) -> int:
    """Sign of a statement that was not parsed: of what the speaker wants or refuses, else of its evaluative words."""
    words, total = lexicon.polarity(), 0
    for start, stop in draft.content:
        passage = text[start:stop]
        for pattern, sign in _AVOWALS:
            total += 2 * sign * len(pattern.findall(passage))
        turned = 1
        for word in _WORD.findall(passage.lower()):
            if word in words.negation or word.endswith(("n't", "n’t")):
                turned = -1
                continue
            bare = word.removesuffix("s")
            sign = (word in words.good or bare in words.good) - (word in words.bad or bare in words.bad)
            if word in words.blame or bare in words.blame:
                sign = -1
            if sign:
                total += sign * turned
                turned = 1
    return (total > 0) - (total < 0)
