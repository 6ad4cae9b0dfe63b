"""Which post or tie the article gives to whom, so that "the energy minister" or "its leader" can be told."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cache

from index.analysis.gazetteer import gazetteer
from index.analysis.shapes import shapes
from index.article import Entity, Span

_WORD = re.compile(r"[\w’'-]+")
_DETERMINER = re.compile(r"^(?:the|a|an|its|his|her|their|our|this|that|same|own)\s+", re.I)
_CUT = re.compile(r"\s*[,;:(—–]|\s+(?:who|which|that|by|from|and)\b")
_TAIL = re.compile(r"\s(?:of|for|at|in|to)\s(?:the\s)?")
_OWNER = re.compile(r"^(?P<owner>.+?)(?:['’]s|s['’])\s+(?P<post>.+)$")
_AFTER = re.compile(
    r"(?:\s\([^)]*\))?(?:,\s(?:\d+,\s)?(?P<post>(?:(?:the|an?|its|his|her|their)\s|[^\s,.;]+['’]s?\s)?[^,.;:“”\"()]{3,70})"
    r"|,\swho\s(?P<does>leads|led|heads|headed|chairs|chaired|runs|ran)\s(?P<body>[^,.;:“”\"]{3,50}))"
)
_OF = re.compile(r"\sof\s(?:the\s)?(?P<body>[A-Z][\w’']*(?:\s[A-Z][\w’']*)*)")
_IS = re.compile(r"\s(?:is|was|became)\s(?P<post>(?:the|an?|its)\s[^,.;:“”\"()]{3,60})")
_REACH = 90
_MEANS = {"leads": "leader", "led": "leader", "heads": "head", "headed": "head", "chairs": "chair", "chaired": "chair"}
_ENOUGH = 2.0
_REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class Post:
    """A description taken apart: "Drovania's energy minister" -> minister, (energy), {drovania}."""

    head: str
    before: tuple[str, ...]
    owner: frozenset[str]


def read_post(words: str) -> Post | None:
    """The post that a phrase describes, ``None`` where its head is no role of a person."""
    plain = _DETERMINER.sub("", _DETERMINER.sub("", " ".join(words.split())))
    cut = _CUT.search(plain)
    plain = plain[: cut.start()] if cut else plain
    tail = _TAIL.search(plain)
    main, of = (plain[: tail.start()], plain[tail.end() :]) if tail else (plain, "")
    owner = _OWNER.match(main)
    belongs = of + " " + (owner["owner"] if owner else "")
    names = [word.lower() for word in _WORD.findall((owner["post"] if owner else main).rpartition(" as ")[2])]
    while len(names) > 1 and names[-1] not in shapes().roles and names[-1] not in gazetteer().titles:
        names.pop()
    if not names or names[-1] not in shapes().roles:
        return None
    return Post(names[-1], tuple(names[:-1]), frozenset(_stem(word) for word in _WORD.findall(belongs.lower())))


def _stem(word: str) -> str:
    """A word without possessive or plural; an adjective or seat as its state."""
    bare = word.removesuffix("'s").removesuffix("’s").rstrip("'’")
    return gazetteer().states.get(bare, bare.rstrip("s")).lower()


class Roles:
    """The posts of the people of one article, in the order in which the text gives them."""

    def __init__(self, text: str, people: Iterable[tuple[Span, Entity]]) -> None:
        self._by_head: dict[str, list[tuple[int, str, Post]]] = defaultdict(list)
        self._posts: dict[str, list[Post]] = defaultdict(list)
        self._of: dict[str, set[str]] = defaultdict(set)
        for span, entity in people:
            for words in _descriptions(text, span):
                post = read_post(words)
                if post is not None:
                    self._by_head[post.head].append((span.start, entity.name, post))
                    self._posts[entity.name].append(post)
            of = _OF.match(text, span.end)
            if of:
                self._of[entity.name].update(_stem(word) for word in _WORD.findall(of["body"].lower()))

    def people(self, words: str, place: int) -> dict[str, float]:
        """Whom a description at ``place`` may mean: the best fits, with how lately the text gave them the post."""
        asked = read_post(words)
        if asked is None:
            return {}
        found: dict[str, tuple[float, int]] = {}
        heads = tuple(self._by_head) if asked.head in shapes().leading else (asked.head,)
        for head in heads:
            for at, name, post in self._by_head.get(head, [])[-_REMEMBERED:]:
                fit = self._fit(asked, post, name), at if at < place else -at
                if fit[0] >= _ENOUGH:
                    found[name] = max(found.get(name, fit), fit)
        best = max((score for score, _ in found.values()), default=0.0)
        names = {name: 0.0 for name, (score, _) in found.items() if score == best}
        return names or self._members(asked)

    def learn(self, words: str, name: str, place: int) -> None:
        """Take note of a post that the text gave in passing."""
        post = read_post(words)
        if post is not None:
            self._by_head[post.head].append((place, name, post))
            self._posts[name].append(post)

    def may_be(self, name: str, words: str) -> bool:
        """Does nothing that is known of a person's posts speak against this one?"""
        asked = read_post(words)
        if asked is None:
            return False
        return not any(
            post.head != asked.head
            or _differ(set(post.before), set(asked.before))
            or _differ(post.owner - shapes().bodies, asked.owner - shapes().bodies)
            for post in self._posts[name]
            if post.head not in shapes().ranks
        )

    def _members(self, asked: Post) -> dict[str, float]:
        """Tomáš Vrbek of the Highland Union, where "the leader of the Highland Union" is asked for."""
        if asked.head not in shapes().leading or not asked.owner:
            return {}
        members = [name for name, bodies in self._of.items() if asked.owner <= bodies]
        return {members[0]: 0.0} if len(members) == 1 else {}

    def _fit(self, asked: Post, post: Post, name: str) -> float:
        score = 0.0
        if asked.head == post.head:
            score = 2.0
        elif asked.head in shapes().leading and post.head in shapes().leading and asked.owner & post.owner:
            score = 1.5
        elif asked.head == "leader" and ({*post.before, post.head} & shapes().heading) and asked.owner <= _states():
            score = 2.0
        else:
            return 0.0
        has = {_stem(word) for word in post.before} | post.owner | self._of.get(name, set())
        wanted = [_stem(word) for word in asked.before]
        stateless = not has & _states()
        for word in wanted:
            known = word in _states()
            score += 1.0 if word in has else (0.0 if stateless else -2.0) if known else -1.0
        foreign = not stateless and bool(asked.owner & _states())
        score += 1.0 if asked.owner & has else -2.0 if foreign else -0.5 if asked.owner and post.owner else 0.0
        unasked = set(post.before) - set(asked.before)
        if unasked & (shapes().deputy | {"prime", "general", "first"}) and asked.head != "leader":
            score -= 1.5 if asked.head == "minister" or unasked & shapes().deputy else 0.0
        return score


def _differ(one: Set[str], other: Set[str]) -> bool:
    """Are both told, and have nothing in common: president of one country, president of a club?"""
    return bool(one and other) and not one & other


@cache
def _states() -> frozenset[str]:
    return frozenset(name.lower() for name in gazetteer().states.values())


def _descriptions(text: str, span: Span) -> Iterable[str]:
    """The phrases right before and after a name that may tell its bearer's post."""
    before = text[max(0, span.start - _REACH) : span.start].rpartition("\n")[2]
    clause = re.split(r"[.;:!?“”\"(—–]\s?", before)[-1]
    if clause.endswith(", "):
        yield clause[:-2].rpartition(", ")[2]
    elif clause.endswith(" "):
        yield _title(clause)
    after = _AFTER.match(text, span.end)
    if after and after["post"]:
        yield after["post"]
    elif after:
        yield f"{_MEANS.get(after['does'], 'head')} of {after['body']}"
    of = _OF.match(text, span.end)
    if of:
        follows = _AFTER.match(text, of.end())
        if follows and follows["post"]:
            yield follows["post"]
    copula = _IS.match(text, span.end)
    if copula:
        yield copula["post"]


def _title(clause: str) -> str:
    """The words at the end of a clause that are a title: "met Italian Prime Minister " -> "Italian Prime Minister"."""
    words = clause.split()
    known = shapes().roles | gazetteer().titles | shapes().portfolios
    title: list[str] = []
    while words and len(title) < 5:
        word = words[-1]
        low = word.lower()
        state = low in gazetteer().adjectives or low in gazetteer().states or (title and word[0].isupper())
        if not title and low not in shapes().roles | gazetteer().titles:
            break
        if low not in known and not state and not word.endswith(("'s", "’s")) and len(title) != 1:
            break
        if low in ("the", "a", "an", "and", "said", "says", "by", "of", "to"):
            break
        title.insert(0, words.pop())
    return " ".join(title)
