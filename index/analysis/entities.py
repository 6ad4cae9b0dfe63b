"""Entities of an article: spaCy's mentions cleaned, made consistent over the text, grouped by whom they name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from index.analysis.gazetteer import gazetteer
from index.analysis.reading import Mention
from index.article import LABELS, Entity, Label, Span

_LEADING = re.compile(r"(?:the|a|an)\s+", re.I)
_TRAILING = re.compile(r"(?:['’]s?|[\s,.;:”\"\-–—]+)$")
_WORD = re.compile(r"[^\W\d_]")
_LONGEST = 80
_TOKEN = re.compile(r"\w+")
_DOTTED = re.compile(r"(?:\w\.)+$")


def find_entities(text: str, mentions: Iterable[Mention]) -> tuple[Entity, ...]:
    """Entities in the order of their first mention.

    Every name has one label, that of most of its mentions; a lone surname belongs to the person whose full name the
    article gives; an acronym to the organisation whose initials it is; and a name that spaCy found once is found
    wherever it stands.
    """
    cleaned = [clean for mention in mentions if (clean := _clean(text, mention)) is not None]
    labels = _vote(text, cleaned)
    canonical = _group(labels)
    spans: dict[str, set[Span]] = defaultdict(set)
    taken: list[tuple[int, int, str]] = [(m.start, m.end, text[m.start : m.end]) for m in cleaned]
    spelled = {_folded(name): " ".join(name.split()) for _, _, name in reversed(taken)}
    for start, end, name in _complete(text, taken):
        spans[canonical[_folded(name)]].add(Span(start, end))
    entities = [Entity(spelled[name], labels[name], tuple(sorted(places))) for name, places in spans.items()]
    return tuple(sorted(entities, key=lambda entity: (entity.mentions[0], entity.name)))


def _folded(name: str) -> str:
    """The key under which spellings of one name meet."""
    return " ".join(name.split()).replace("’", "'").lower()


def _clean(text: str, mention: Mention) -> Mention | None:
    """A mention without article, title, possessive and marks; ``None`` for what is no name."""
    start, end, label = mention
    if label not in LABELS or end - start > _LONGEST or "\n" in text[start:end]:
        return None
    leading = _LEADING.match(text, start, end)
    if leading and label != "LAW":
        start = leading.end()
    while end > start and not _DOTTED.search(text[start:end]) and (trailing := _TRAILING.search(text[start:end])):
        end = start + trailing.start()
    if label == "PERSON":
        start = _skip_titles(text, start, end)
    word = text[start:end]
    if not _WORD.search(word) or word.islower() or len(word) < 2:
        return None
    return Mention(start, end, label)


def _skip_titles(text: str, start: int, end: int) -> int:
    """Where a person's name begins behind titles."""
    titles = gazetteer().titles
    while (blank := text.find(" ", start, end)) > 0 and text[start:blank].rstrip(".").lower() in titles:
        start = blank + 1
    return start


def _vote(text: str, mentions: list[Mention]) -> dict[str, Label]:
    """One label a name: what states are is known, else the most frequent label, ties to the first."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for start, end, label in mentions:
        votes[_folded(text[start:end])][label] += 1
    labels: dict[str, Label] = {}
    for name, counted in votes.items():
        winner = counted.most_common(1)[0][0]
        labels[name] = next(label for label in LABELS if label == winner)
        if winner != "NORP" and name in gazetteer().states and winner in ("PERSON", "ORG", "LOC"):
            labels[name] = "ORG" if gazetteer().states[name] in ("NATO", "European Union", "United Nations") else "GPE"
    return labels


def _group(labels: dict[str, Label]) -> dict[str, str]:
    """Folded name -> the folded fullest name of the same entity; adjusts ``labels`` of surnames to their person's."""
    canonical = {name: name for name in labels}
    people = [name for name, label in labels.items() if label == "PERSON" and " " in name]
    surnames: dict[str, list[str]] = defaultdict(list)
    for person in people:
        surnames[person.split()[-1]].append(person)
        surnames[person.split()[0]].append(person)
    organisations = {_initials(name): name for name, label in labels.items() if label == "ORG" and name.count(" ") > 1}
    for name, label in labels.items():
        owners = surnames.get(name, [])
        if " " not in name and owners and (label == "PERSON" or owners[0].endswith(" " + name)):
            canonical[name], labels[name] = owners[0], "PERSON"
        elif name in organisations and label in ("ORG", "GPE"):
            canonical[name], labels[name] = organisations[name], "ORG"
    for person in people:
        longer = [p for p in people if p != person and _same_person(person, p)]
        if longer:
            canonical[person] = max(longer, key=len)
    return canonical


def _same_person(short: str, full: str) -> bool:
    """Is ``short`` the full name without its middle names or initials?"""
    few, many = short.split(), full.split()
    return len(few) < len(many) and few[0] == many[0] and few[-1] == many[-1]


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word not in ("of", "the", "and", "for", "on"))


def _complete(text: str, taken: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The mentions given, and every other place where one of their names stands as a word of its own."""
    covered = bytearray(len(text))
    found: list[tuple[int, int, str]] = []
    for start, end, name in taken:
        if not any(covered[start:end]):
            covered[start:end] = b"\1" * (end - start)
            found.append((start, end, name))
    by_first_word: dict[str, set[str]] = defaultdict(set)
    for _, _, name in taken:
        first = _TOKEN.match(name)
        if first and len(name) > 2 and not name[0].islower():
            by_first_word[first[0]].add(name)
    for word in _TOKEN.finditer(text):
        for name in sorted(by_first_word.get(word[0], ()), key=len, reverse=True):
            start, end = word.start(), word.start() + len(name)
            if text.startswith(name, start) and not text[end : end + 1].isalnum() and not any(covered[start:end]):
                covered[start:end] = b"\1" * (end - start)
                found.append((start, end, name))
                break
    return found
