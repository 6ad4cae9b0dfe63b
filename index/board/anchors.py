"""What each position of an article is about: the thing its target names, in the article's own fullest words.

An anchor is ``head|other|name``: the stem of the word that names the thing (or of its family), the words that tell it
from another of that name (*new*), and the proper name that the article gives it (*Harbour Modernisation Bill*, also
where it only says *the bill*). Somebody or some place is ``@||name``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from index.analysis.gazetteer import gazetteer
from index.analysis.lexicon import polarity
from index.article import Label
from index.board.identity import name_key
from index.board.lexicon import WORD, lexicon, word_key
from index.claims import folded_name
from index.fulltext.words import stem
from index.records import Record

_THINGS: frozenset[Label] = frozenset(("LAW", "EVENT", "FAC"))
_QUOTES = "\"'“”‘’«» ,.;:…"
_ARTICLE = re.compile(r"^(?:the|a|an|this|that|any|its|his|her|their)\s+", re.I)
_SELF = re.compile(
    r"^[\"'“‘]?(?:that\s+)?(?:i|we|he|she|they)\s+"
    r"(?:(?:will|would|shall|should|can|could|may|must|do|does|did|have|has|had|still|now|fully|ever)\s+)*"
    r"(?P<negation>(?:not|never|cannot)\s+)?(?:ever\s+)?(?P<verb>[a-z]+)\s+(?:to\s+(?P<then>[a-z]+)\s+)?",
    re.I,
)
_SENTENCE_END = re.compile(r"[,;:.!?—–]\s|[,.!?]?[\"”]")
_LONGEST = 10  # words; what is longer tells a story rather than names a thing
_DEEPEST = 3
_KEPT = 50_000  # phrases whose heads are remembered: a library says the same ones again and again
_NEAR = 2  # telling words between *support* and what is supported


class Anchor(NamedTuple):
    """``key`` tells what a position is about; ``phrase`` names it as the article does.

    ``firm``: the target is a phrase that names it, or the clause says outright that somebody is for or against it.
    """

    key: str
    phrase: str
    firm: bool = True


class _Head(NamedTuple):
    """The naming word of a phrase: its stem, that of its family, what tells it apart, and the words that name it."""

    stem: str
    family: str
    other: str
    words: str
    firm: bool = True


def anchors(positions: Sequence[Record], entities: Sequence[Record], text: str) -> list[Anchor | None]:
    """What each of an article's positions is about; ``None`` where its words name nothing that could be told again."""
    return _Finder(positions, entities, text).all()


class _Finder:
    def __init__(self, positions: Sequence[Record], entities: Sequence[Record], text: str) -> None:
        self._words = lexicon()
        self._positions = positions
        self._names: dict[str, str] = {}
        self._things: dict[str, set[str]] = defaultdict(set)
        for entity in entities:
            key = word_key(entity["name"])
            if entity["label"] in _THINGS:
                self._things[stem(key.split()[-1])].add(entity["name"])
            else:
                for start, end in entity["mentions"]:
                    self._names[word_key(" ".join(text[start:end].split()))] = entity["name"]
                self._names[key] = entity["name"]
        targets = [_bare(each["target"]["text"]) if each["target"] else "" for each in positions]
        self._phrases = [target if self._is_phrase(target) else "" for target in targets]
        heads = [_head_of(phrase) for phrase in self._phrases]
        self._known = {head.stem for head in heads if head} | set(self._things)
        self._known -= self._words.vague

    def all(self) -> list[Anchor | None]:
        return [self._anchor(record, phrase) for record, phrase in zip(self._positions, self._phrases, strict=True)]

    def _anchor(self, record: Record, phrase: str) -> Anchor | None:
        somebody = (self._names.get(word_key(phrase)) or self._names.get(name_key(phrase))) if phrase else None
        if somebody is not None:
            key = name_key(somebody)
            state = gazetteer().states.get(key)
            return Anchor(f"@||{name_key(state) if state else key}", state or somebody)
        head = _head_of(phrase) if phrase else None
        if (head is None or head.stem in self._words.vague) and record["target"] is not None:
            clauses = record["target"]["text"], record["statement"]["text"]
            found = (find(clause) for find in (self._object, self._told) for clause in clauses)
            head = next((each for each in found if each is not None), None)
        return self._named(head) if head else None

    def _is_phrase(self, text: str) -> bool:
        words = [word.lower() for word in WORD.findall(text)]
        return bool(words) and len(words) <= _LONGEST and words[0] not in self._words.clause

    def _object(self, text: str) -> _Head | None:
        """What somebody who speaks of himself says outright to do or not to do: *we shall oppose the bill*."""
        said = _SELF.match(text)
        if said is None:
            return None
        sided = not _sides().isdisjoint(stem(word_key(verb)) for verb in (said["verb"], said["then"] or ""))
        rest = text[said.end() :]
        first = WORD.search(rest)
        if not (sided or said["negation"]) or first is None or word_key(first[0]) in self._words.stop:
            return None
        head = _head_of(_SENTENCE_END.split(rest, maxsplit=1)[0])
        return None if head is None or head.stem in self._words.vague else head._replace(firm=True)

    def _told(self, text: str) -> _Head | None:
        """The first thing that a clause speaks of, of those that the article's phrases or the lexicon name."""
        said = _saying(text)
        if said is not None:
            return said
        before: list[str] = []
        for match in WORD.finditer(text):
            word = word_key(match[0])
            if word in self._words.empty:
                continue
            stemmed = stem(word)
            if word not in self._words.light and (stemmed in self._known or stemmed in self._words.families):
                firm = not _sides().isdisjoint(before[-_NEAR:])
                return _Head(stemmed, self._words.families.get(stemmed, stemmed), "", match[0], firm)
            before.append(stemmed)
        return None

    def _named(self, head: _Head) -> Anchor:
        """The anchor of a head, with the one name that the article has for such a thing."""
        names = [name for name in self._things.get(head.stem, ()) if not head.other]
        within = [name for name in names if word_key(name) in word_key(head.words)]
        name = within[0] if within else names[0] if len(names) == 1 else ""
        return Anchor(f"{head.family}|{head.other}|{name_key(name)}", name or head.words, head.firm)


@lru_cache(_KEPT)
def _head_of(phrase: str, depth: int = 0) -> _Head | None:
    """The head of a noun phrase: the last word before what only says of whom, for what or which."""
    known = lexicon()
    said = _saying(phrase)
    if said is not None:
        return said
    words = [(match.span(), word_key(match[0])) for match in WORD.finditer(phrase)]
    telling: list[int] = []
    stop, clause = len(words), False
    for place, (_, word) in enumerate(words):
        if word in known.stop and telling:
            stop, clause = place, word in known.verbs
            break
        if word not in known.empty and word not in known.stop:
            telling.append(place)
    if not telling:
        return None
    head = telling[-1]
    if words[head][1] in known.light and stop < len(words) and depth < _DEEPEST:
        return _head_of(phrase[words[stop][0][1] :], depth + 1) or _made(phrase, words, telling)
    made = _made(phrase, words, telling)
    return made._replace(firm=not clause) if made else None


def _made(phrase: str, words: Sequence[tuple[tuple[int, int], str]], telling: Sequence[int]) -> _Head | None:
    known = lexicon()
    last = stem(words[telling[-1]][1])
    if last.isdigit():
        return None
    other = " ".join(words[place][1] for place in telling[:-1] if words[place][1] in known.other)
    shown = phrase[words[telling[0]][0][0] : words[telling[-1]][0][1]]
    return _Head(last, known.families.get(last, last), other, shown)


def _saying(text: str) -> _Head | None:
    folded = folded_name(text)
    for saying, family in lexicon().sayings.items():
        if saying in folded:
            return _Head(family, family, "", saying)
    return None


def _bare(text: str) -> str:
    """A phrase on one line without quotation marks and determiners around it."""
    return _ARTICLE.sub("", " ".join(text.split()).strip(_QUOTES)).strip(_QUOTES)


@cache
def _sides() -> frozenset[str]:
    """Stems of the words that say that somebody is for or against what follows."""
    words = polarity()
    return frozenset(stem(word) for word in words.pro | words.con | words.refuse)


def parts(key: str) -> tuple[str, str, str]:
    """Head, other and name of an anchor's key."""
    head, other, name = key.split("|", 2)
    return head, other, name
