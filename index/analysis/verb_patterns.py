"""Patterns that hang on a verb: said that, asserted X, wants to, urged X to, backs, called for, was criticised."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from index.analysis import lexicon
from index.analysis.candidates import Candidate, build
from index.analysis.parse import Parse, Range, without
from index.analysis.syntax import EXPLETIVE, actor, inverted_actor, is_passive, is_verb, noun_phrase, verb_group

SETTING = re.compile(
    r"\b(?:interview|statement|speech|tweet|rally|conference|debate|news|remarks|e-?mail|letter|address|op-ed|column|essay|"
    r"post|twitter|facebook|television|radio|show|event|briefing|call|reporters?|audience|crowd|supporters|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|week|month|year|morning|night|afternoon|evening|yesterday|today)\b",
    re.I,
)
"""Words of a phrase that tells where or when something was said, and not what."""

_OBJECT_TAIL = frozenset(("as", "of", "for", "with", "to", "into", "against", "over", "about", "from"))
_PREDICATE_TAIL = frozenset(("as", "of", "for"))
_STATE = frozenset(("to", "about", "with", "at", "over", "against", "by", "in"))
_TORN = frozenset(("dobj", "dative", "advcl", "ccomp", "nmod", "dep", "nsubj"))
_TYING = frozenset(("if", "unless", "provided", "providing", "once"))
_TIED_BY = frozenset(("but", "and", "only", "even", "though", "not"))
_RECIPIENT_REACH = 40
_NEAR_CHARACTERS = 90
_NEAR_WORDS = 9


@lru_cache(maxsize=20_000)
def is_setting(word: str) -> bool:
    """Does a token tell where or when something was said?"""
    return SETTING.search(word) is not None


def of_verb(parse: Parse, verb: int) -> Iterator[Candidate]:
    """All candidates whose cue is the verb at ``verb``."""
    who = actor(parse, verb)
    if not parse.kids[verb]:
        yield from _beside_quotation(parse, verb, who)
        return
    clauses = parse.children(verb, "ccomp")
    has = {parse.dep[kid] for kid in parse.kids[verb]}
    found: list[Candidate] = []
    for pattern, needed in _PATTERNS:
        if needed is None or not has.isdisjoint(needed):
            found += pattern(parse, verb, who, clauses)
    yield from found
    if not any(candidate.pattern in ("clause", "clauses", "clause<", "quote", "around") for candidate in found):
        yield from _beside_quotation(parse, verb, who)


def _clause(parse: Parse, verb: int, who: int | None, clauses: list[int]) -> Iterator[Candidate]:
    """She said (that) it works; "It works," she said."""
    behind = [kid for kid in clauses if parse.left[kid] > verb]
    if len(behind) > 1:
        yield from build(parse, verb, "clauses", [(parse.left[behind[0]], parse.right[behind[-1]] + 1)], who)
    quoted = [
        parse.subtree(kid) for kid in parse.children(verb, "dobj", "oprd") if kid > verb and parse.is_stand_in(kid)
    ]
    for kid in clauses:
        if kid in behind[1:]:
            continue
        before = kid < verb
        content = _quotation_alone(parse, kid) if before else parse.subtree(kid)
        holder = who if who is not None or not before else inverted_actor(parse, verb)
        tied = _conditions_behind(parse, verb) if before else []
        yield from build(parse, verb, "clause<" if before else "clause", [content, *quoted, *tied], holder)
        if not before and content[0] - verb > 1:
            yield from _torn_clause(parse, verb, who, content)


def _quotation_alone(parse: Parse, kid: int) -> Range:
    """A clause before its cue, without what the parser hung on the end of a quotation: “Yes,” [harbour co]-host Tan."""
    start, stop = parse.subtree(kid)
    if parse.is_stand_in(kid):
        last = max(i for i in range(kid, stop) if parse.quote[i] == parse.quote[kid])
        closed = parse.text[last - 1] == "," and not parse.is_punct(stop)
        if closed and not any(parse.is_stand_in(i) for i in range(last + 1, stop)):
            return start, last + 1
    return start, stop


def _conditions_behind(parse: Parse, verb: int) -> list[Range]:
    """It could stay, she said, but only if it paid: what the statement before the cue is tied to, behind the cue."""
    for kid in parse.children(verb, "conj", "advcl"):
        mark = next((k for k in parse.kids[kid] if parse.lower[k] in _TYING and verb < k < kid), None)
        if mark is None:
            continue
        start = parse.left[kid]
        while start - 1 > verb and parse.lower[start - 1] in _TIED_BY:
            start -= 1
        if parse.is_punct(start - 1):
            return [(start, parse.right[kid] + 1)]
    return []


def _torn_clause(parse: Parse, verb: int, who: int | None, content: Range) -> Iterator[Candidate]:
    """She said the way he acted shows it: the clause's subject that the parser hung on the cue as its object."""
    between = [kid for kid in parse.kids[verb] if verb < kid < content[0] and parse.dep[kid] in _TORN]
    start = min((parse.left[kid] for kid in between), default=content[0])
    if verb < start < content[0]:
        yield from build(parse, verb, "clause+before", [(start, content[1])], who)


def _parenthetical(parse: Parse, verb: int, who: int | None, clauses: list[int]) -> Iterator[Candidate]:
    """The plan, she said, works: the statement governs its own cue."""
    head = parse.head[verb]
    if (
        clauses
        or head == verb
        or parse.dep[verb] not in ("parataxis", "ccomp", "advcl", "dep")
        or parse.lemma[verb] not in lexicon.attribution().say
        or not is_verb(parse, head)
        or parse.dep[head] not in ("ROOT", "conj", "ccomp")
        or (who is not None and verb not in (parse.head[who], parse.head[parse.head[who]]))
        or any(parse.dep[kid] == "mark" and parse.lower[kid] != "as" for kid in parse.kids[verb])
    ):
        return
    left, right = parse.left[verb], parse.right[verb] + 1
    set_off = (left > 0 and parse.is_punct(left - 1)) or (right < len(parse) and parse.is_punct(right))
    if parse.dep[verb] == "parataxis" or set_off:
        if head > verb and parse.is_stand_in(head):
            said = [i for i, quote in enumerate(parse.quote) if quote == parse.quote[head]]
            if all(map(parse.is_punct, range(verb + 1, said[0]))):  # in his plan, he wrote, “…”
                yield from build(parse, verb, "clause", [(said[0], said[-1] + 1)], who)
            return
        half = next((i + 1 for i in range(left - 1, parse.left[head], -1) if parse.text[i] == ";"), parse.left[head])
        content = without((half, parse.right[head] + 1), (left, right))
        yield from build(parse, verb, "around", content, who if who is not None else inverted_actor(parse, verb))


def _infinitive(parse: Parse, verb: int, who: int | None, _: list[int]) -> Iterator[Candidate]:
    """She wants to go; she urged him to go; he is expected to go; it seems to work."""
    subject = parse.child(verb, "nsubjpass")
    passive = is_passive(parse, verb)
    for kid in parse.children(verb, "xcomp"):
        if kid < verb:
            continue
        content = parse.subtree(kid)
        moved = [thing for thing in parse.children(verb, "dobj") if verb < thing < kid]
        if passive:
            named = subject is not None and parse.lower[subject] not in EXPLETIVE
            first = [parse.subtree(subject)] if subject is not None and named else []
            yield from build(
                parse, verb, "passive+infinitive" if named else "passive:infinitive", [*first, content], who
            )
        elif parse.lemma[verb] in lexicon.attribution().seem:
            yield from _seeming(parse, verb, content)
        elif moved:
            content = parse.left[moved[0]], parse.right[kid] + 1
            yield from build(parse, verb, "object+infinitive", [content], who)
        else:
            form = "infinitive" if parse.tag[kid] == "VB" else "gerund" if parse.tag[kid] == "VBG" else "complement"
            yield from build(parse, verb, form, [content], who)


def _seeming(parse: Parse, verb: int, content: Range) -> Iterator[Candidate]:
    """It seems to work: attributed to nobody."""
    subjects = [kid for kid in parse.children(verb, "nsubj") if parse.lower[kid] not in EXPLETIVE]
    yield from build(parse, verb, "seem", [*(parse.subtree(kid) for kid in subjects[:1]), content])


def _object(parse: Parse, verb: int, who: int | None, clauses: list[int]) -> Iterator[Candidate]:
    """She backs the plan; she called it a disaster."""
    copula = parse.lemma[verb] == "be"
    infinitives = parse.children(verb, "xcomp")
    for thing in parse.children(verb, "dobj", "attr"):
        relative = parse.tag[thing] in ("WDT", "WP")
        if (thing < verb and not relative) or (copula and parse.dep[thing] == "attr"):
            continue
        if parse.is_stand_in(thing):
            yield from build(parse, verb, "quote", [parse.subtree(thing)], who)
        elif any(kid > thing for kid in infinitives) or any(thing < kid < thing + _RECIPIENT_REACH for kid in clauses):
            continue
        elif relative and thing < verb:
            yield from build(parse, verb, "relative", [(thing, thing + 1)], who)
            if parse.dep[verb] == "relcl":
                start, stop = noun_phrase(parse, parse.head[verb])
                said = parse.left[verb]
                yield from build(parse, verb, "antecedent", [(start, min(stop, said) if said > start else stop)], who)
        else:
            pattern, stop = _object_tail(parse, verb, thing)
            yield from build(parse, verb, pattern, [(parse.left[thing], stop)], who)


def _object_tail(parse: Parse, verb: int, thing: int) -> tuple[str, int]:
    """How far an object reaches with the predicates and prepositions that complete it, and the pattern's name."""
    pattern, stop = "object", parse.right[thing] + 1
    for kid in parse.children(verb, "oprd", "prep"):
        if kid <= thing:
            continue
        if parse.dep[kid] == "oprd":
            pattern, stop = "object+predicate", max(stop, parse.right[kid] + 1)
        elif parse.lower[kid] in _OBJECT_TAIL and parse.left[kid] <= stop + 1 and not _is_setting(parse, kid):
            stop = max(stop, parse.right[kid] + 1)
            if parse.lower[kid] in _PREDICATE_TAIL:
                pattern = "object+" + parse.lower[kid]
    return pattern, stop


def _is_setting(parse: Parse, i: int) -> bool:
    """Does the phrase that ``i`` heads say when or where?"""
    tokens = range(parse.left[i], parse.right[i] + 1)
    return any(parse.entity[k] in ("DATE", "TIME") or is_setting(parse.text[k]) for k in tokens)


def _is_when_or_where(parse: Parse, thing: int) -> bool:
    """Does one word tell when or where something was said: on Friday, on television?"""
    return parse.size(thing) == 1 and bool(SETTING.fullmatch(parse.text[thing]))


def _predicate(parse: Parse, verb: int, who: int | None, _: list[int]) -> Iterator[Candidate]:
    """He was called a liar; it appears likely."""
    seems = parse.lemma[verb] in lexicon.attribution().seem
    if parse.child(verb, "dobj") is None:
        for kid in parse.children(verb, "oprd"):
            subject = parse.child(verb, "nsubjpass")
            if seems:
                yield from _seeming(parse, verb, parse.subtree(kid))
            elif subject is not None and is_passive(parse, verb):
                yield from build(parse, verb, "passive+predicate", [parse.subtree(subject), parse.subtree(kid)], who)
            else:
                yield from build(parse, verb, "predicate", [parse.subtree(kid)], who)
    for kid in parse.children(verb, "acomp") if seems else ():
        yield from _seeming(parse, verb, parse.subtree(kid))


def _prepositional(parse: Parse, verb: int, who: int | None, _: list[int]) -> Iterator[Candidate]:
    """She called for talks; he was accused of fraud."""
    objects = parse.children(verb, "dobj")
    subject = parse.child(verb, "nsubjpass")
    passive = subject is not None and is_passive(parse, verb)
    for prep in _prepositions(parse, verb):
        thing = parse.child(prep, "pobj", "pcomp")
        word = parse.lower[prep]
        if prep < verb or thing is None or word == "like" or (word == "on" and _is_when_or_where(parse, thing)):
            continue
        if passive and subject is not None:
            if word == "about" or parse.lemma[verb] == "ask":
                yield from build(
                    parse, verb, "passive:" + word, [parse.subtree(thing)], who, verb_group(parse, verb, prep)
                )
            elif word in _PREDICATE_TAIL:
                yield from build(parse, verb, "passive+" + word, [parse.subtree(subject), parse.subtree(prep)], who)
        elif word in ("about", "on") or not any(o < prep for o in objects):
            stop = parse.right[thing] + 1
            for kid in parse.children(verb, "xcomp"):
                if prep < kid and parse.left[kid] <= stop + 1:
                    stop = max(stop, parse.right[kid] + 1)
            yield from build(
                parse, verb, "prep:" + word, [(parse.left[thing], stop)], who, verb_group(parse, verb, prep)
            )


def _prepositions(parse: Parse, verb: int) -> list[int]:
    """The prepositions of a verb and of its particles: pushed back against it, stopped short of it."""
    found = parse.children(verb, "prep")
    for particle in parse.children(verb, "prt", "advmod", "prep"):
        if particle > verb and parse.child(particle, "pobj", "pcomp") is None:
            found += parse.children(particle, "prep")
    return found


def _for_clause(parse: Parse, verb: int, who: int | None, _: list[int]) -> Iterator[Candidate]:
    """She called for the rules to be changed."""
    for kid in parse.children(verb, "ccomp", "xcomp", "advcl"):
        mark = next((k for k in parse.kids[kid] if parse.dep[k] == "mark" and parse.lower[k] == "for"), None)
        if mark is not None and verb < mark < kid:
            content = mark + 1, parse.right[kid] + 1
            yield from build(parse, verb, "for-clause", [content], who, verb_group(parse, verb, mark))


def _state(parse: Parse, verb: int, _who: int | None, _: list[int]) -> Iterator[Candidate]:
    """She is committed to it; he is determined to go: a participle that says what its subject is minded to do."""
    subject = parse.child(verb, "nsubjpass")
    if subject is None or not is_passive(parse, verb) or parse.lower[subject] in EXPLETIVE:
        return
    for kid in parse.children(verb, "xcomp", "ccomp"):
        if kid > verb:
            yield from build(parse, verb, "state+" + parse.dep[kid], [parse.subtree(kid)], subject)
    for prep in parse.children(verb, "prep"):
        thing = parse.child(prep, "pobj", "pcomp")
        if prep > verb and thing is not None and parse.lower[prep] in _STATE:
            cue = verb_group(parse, verb, prep)
            yield from build(parse, verb, "state:" + parse.lower[prep], [parse.subtree(thing)], subject, cue)


def _bare_passive(parse: Parse, verb: int, who: int | None, _: list[int]) -> Iterator[Candidate]:
    """The plan was criticised (by X)."""
    subject = parse.child(verb, "nsubjpass")
    if subject is None or not is_passive(parse, verb) or parse.child(verb, "xcomp", "oprd", "ccomp") is not None:
        return
    if not any(parse.lower[kid] in _PREDICATE_TAIL for kid in parse.children(verb, "prep")):
        yield from build(parse, verb, "passive", [parse.subtree(subject)], who)


def _participle_by(parse: Parse, verb: int, who: int | None, _: list[int]) -> Iterator[Candidate]:
    """A force proposed by X."""
    head = parse.head[verb]
    if (
        who is not None
        and parse.dep[verb] == "acl"
        and parse.tag[verb] == "VBN"
        and head < verb
        and parse.child(verb, "agent") is not None
        and parse.lemma[verb] in lexicon.attribution().agentive
    ):
        yield from build(parse, verb, "participle+by", [(parse.left[head], parse.left[verb])], who)


def _inverted_tail(parse: Parse, verb: int, who: int | None, clauses: list[int]) -> Iterator[Candidate]:
    """Nations must work together, asserted X: the parser reads a conjunct with an object."""
    if (
        clauses
        or verb < 4
        or parse.text[verb - 1] != ","
        or parse.tag[verb] not in ("VBD", "VBZ", "VBP")
        or parse.lemma[verb] not in lexicon.attribution().say
        or any(parse.dep[kid] in ("nsubj", "nsubjpass") and kid < verb for kid in parse.kids[verb])
    ):
        return
    own = who is not None and who > verb and parse.head[who] == verb
    holder = who if own else inverted_actor(parse, verb)
    if holder is None or holder - verb > 6 or parse.lower[holder] == "it":  # what was done to *it*
        return
    if parse.pos[holder] in ("PROPN", "PRON") or parse.entity[holder] or holder - verb < 5:
        start = parse.sentence[verb][0]
        yield from build(parse, verb, "tail", [(start, verb)], holder)


def _so(parse: Parse, verb: int, who: int | None, _: list[int]) -> Iterator[Candidate]:
    """She thinks so; she said as much."""
    if parse.lemma[verb] in lexicon.attribution().say:
        for kid in parse.children(verb, "advmod"):
            if kid > verb and parse.lower[kid] in ("so", "much", "otherwise"):
                yield from build(parse, verb, "so", [parse.subtree(kid)], who)


def _puts_it(parse: Parse, verb: int) -> bool:
    """As she put it: …"""
    thing = parse.child(verb, "dobj")
    return parse.lemma[verb] == "put" and thing is not None and parse.lower[thing] == "it"


def _beside_quotation(parse: Parse, verb: int, who: int | None) -> Iterator[Candidate]:
    """A saying verb next to a quotation that the parser did not tie to it."""
    says = parse.lemma[verb] in lexicon.attribution().say or _puts_it(parse, verb)
    if not says and (verb == 0 or not parse.is_stand_in(verb - 1)):
        return
    for number in parse.skeleton.masked:
        tokens = [i for i, quote in enumerate(parse.quote) if quote == number]
        start, stop = tokens[0], tokens[-1] + 1
        before = stop <= verb
        gap = range(stop, verb) if before else range(verb + 1, start)
        if gap and not says:
            continue
        if sum(len(parse.text[i]) + 1 for i in gap) > _NEAR_CHARACTERS or any(parse.text[i] in ".!?" for i in gap):
            continue
        if before and len(gap) >= _NEAR_WORDS:
            continue
        holder = who if who is not None else inverted_actor(parse, verb)
        yield from build(parse, verb, "beside<" if before else "beside", [(start, stop)], holder)
        return


_PATTERNS: tuple[tuple[Callable[[Parse, int, int | None, list[int]], Iterator[Candidate]], frozenset[str] | None], ...]
_PATTERNS = (
    (_clause, frozenset(("ccomp",))),
    (_parenthetical, None),
    (_infinitive, frozenset(("xcomp",))),
    (_object, frozenset(("dobj", "attr"))),
    (_predicate, frozenset(("oprd", "acomp"))),
    (_prepositional, frozenset(("prep", "prt", "advmod"))),
    (_bare_passive, frozenset(("nsubjpass",))),
    (_participle_by, frozenset(("agent",))),
    (_inverted_tail, None),
    (_so, frozenset(("advmod",))),
    (_for_clause, frozenset(("ccomp", "xcomp", "advcl"))),
    (_state, frozenset(("nsubjpass",))),
)
"""The patterns in order, each with the relations of which its verb must have a child, if it must: most verbs have few,
and not to ask for the rest saves 3 % of an analysis."""
