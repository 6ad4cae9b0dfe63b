"""Entities of an article: mentions given one label a name, completed over the text, grouped by whom they name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from index.analysis.clues import Clues
from index.analysis.evidence import Votes, owners, votes_for
from index.analysis.gazetteer import gazetteer
from index.analysis.grouping import Groups, group, key
from index.analysis.reading import Mention
from index.analysis.shapes import capitalised_words, kind_of
from index.analysis.spotting import spot
from index.article import LABELS, Entity, Label, Span

_TOKEN = re.compile(r"\w[\w-]*")
_PEOPLES = ("n", "ns", "an", "ans", "i", "is", "ian", "ians", "ese")
_SHORTEST_STEM = 4
_SHORTEST_NAME = 2
_RARE = 5
_PAIRED = 0.7
_PLACED = 1.5


def find_entities(text: str, mentions: Iterable[Mention], clues: Clues) -> tuple[Entity, ...]:
    """Entities in the order of their first mention.

    Every name has one label: that for which most speaks, over all its mentions and what stands around them. A lone
    surname belongs to the person whose full name the article gives, an acronym to what it is short for; and a name
    that was recognised once is found wherever it stands.
    """
    words = capitalised_words(text)
    spotted = [m for m in spot(text, mentions, clues, words) if not _is_common(text, m, clues)]
    votes: dict[str, Votes] = defaultdict(lambda: defaultdict(float))
    for mention in spotted:
        counted = votes[_key(text, mention)]
        for label, weight in votes_for(text, mention, clues).items():
            counted[label] += weight
        _, within, place = key(text[mention.start : mention.end]).rpartition(" of ")
        if within and place in votes:
            votes[place]["GPE"] += _PLACED
    for name, label, weight in owners(text, clues):
        if key(name) in votes:
            votes[key(name)][label] += weight
    _even_pairs(text, spotted, votes)
    _weigh_names(votes)
    labels = {name: _winner(counted) for name, counted in votes.items()}
    _name_peoples(words, labels, spotted)
    groups = group(text, labels, spotted)
    spans: dict[str, set[Span]] = defaultdict(set)
    for mention in _complete(text, spotted, groups, clues, words):
        spans[groups.owner(_key(text, mention), mention.start)].add(Span(mention.start, mention.end))
    spelled = _spellings(text, spans)
    entities = [Entity(spelled[name], groups.labels[name], tuple(sorted(places))) for name, places in spans.items()]
    return tuple(sorted(entities, key=lambda entity: (entity.mentions[0], entity.name)))


def _key(text: str, mention: Mention) -> str:
    """Under which the spellings of one name meet."""
    return key(text[mention.start : mention.end])


def _is_common(text: str, mention: Mention, clues: Clues) -> bool:
    """Is the one word that was taken for a name only the capitalised first word of a sentence?"""
    name = text[mention.start : mention.end]
    if " " in name or mention.label in ("NORP", "GPE") or name.isupper() or mention.start not in clues.common:
        return False
    return name.lower() not in gazetteer().adjectives and name.lower() not in gazetteer().places


def _even_pairs(text: str, spotted: list[Mention], votes: dict[str, Votes]) -> None:
    """Names that "and" joins are mostly of one kind."""
    for one, two in pairwise(spotted):
        if text[one.end : two.start] in (" and ", " or ", " nor "):
            first, second = _winner(votes[_key(text, one)]), _winner(votes[_key(text, two)])
            votes[_key(text, one)][second] += _PAIRED
            votes[_key(text, two)][first] += _PAIRED


def _weigh_names(votes: dict[str, Votes]) -> None:
    """What speaks for a surname speaks for full names that end in it; a lone name is less surely a person's."""
    surnames = {
        name.rpartition(" ")[2] for name, counted in votes.items() if " " in name and _winner(counted) == "PERSON"
    }
    for name, counted in votes.items():
        surname = name.rpartition(" ")[2]
        if surname != name and kind_of(name) is None and surname in votes:
            counted["PERSON"] += max(0.0, votes[surname]["PERSON"]) / 2
        elif surname == name and name not in surnames:
            counted["PERSON"] /= 3


def _winner(counted: Votes) -> Label:
    return max(LABELS, key=lambda label: (counted[label], -LABELS.index(label)))


def _name_peoples(words: list[tuple[int, str]], labels: dict[str, Label], spotted: list[Mention]) -> None:
    """Drovanian, Qasiri: words made from a place's name that the gazetteer does not have; adds what is missing."""
    stems = {}
    for name, label in labels.items():
        if label == "GPE" and " " not in name and len(name) > _SHORTEST_STEM:
            for ending in _PEOPLES:
                stems[name + ending] = stems[name.rstrip("aeiou") + ending] = name
    stems = {word: name for word, name in stems.items() if word != name}
    taken = {mention.start for mention in spotted}
    for start, word in words if stems else ():
        if key(word) in stems:
            labels[key(word)] = "NORP"
            if start not in taken:
                spotted.append(Mention(start, start + len(word), "NORP"))
    spotted.sort()


def _complete(
    text: str, spotted: list[Mention], groups: Groups, clues: Clues, capitalised: list[tuple[int, str]]
) -> list[Mention]:
    """The mentions given, and every other place where one of their names or a known surname stands."""
    covered = bytearray(len(text))
    found = []
    for mention in spotted:
        if not any(covered[mention.start : mention.end]):
            covered[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            found.append(mention)
    words = frozenset(text.split())
    by_first_word = _by_first_word(text, spotted, groups)
    for start, word in capitalised:
        if covered[start]:
            continue
        first = _first_word(word)
        after = start + len(word)
        second = _TOKEN.match(text, after + 1)
        both = f"{first} {key(second[0])}" if second and text[after] == " " else first
        for name in by_first_word.get(both, []) + (by_first_word.get(first, []) if both != first else []):
            end = start + len(name)
            if (
                key(text[start:end]) == key(name)
                and not text[end : end + 1].isalnum()
                and not any(covered[start:end])
                and not (" " not in name and start in clues.common and (len(name) < _RARE or name.lower() in words))
            ):
                covered[start:end] = b"\1" * (end - start)
                found.append(Mention(start, end, groups.labels[groups.owner(key(name), start)]))
                break
    return found


def _by_first_word(text: str, spotted: list[Mention], groups: Groups) -> dict[str, list[str]]:
    """Names as spelled, the longest first, by the keys of their first two words; with the surnames of people."""
    names = {text[mention.start : mention.end] for mention in spotted}
    names |= {name.rpartition(" ")[2] for name in names if groups.labels.get(key(name)) == "PERSON"}
    by_first_word: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if len(name) > _SHORTEST_NAME and key(name) in groups.canonical:
            second = _TOKEN.match(name.partition(" ")[2])
            by_first_word[_first_word(name) + (f" {key(second[0])}" if second else "")].append(name)
    return by_first_word


def _first_word(name: str) -> str:
    """The key of the first word of a name."""
    first = _TOKEN.match(name)
    return key(first[0] if first else name)


def _spellings(text: str, spans: dict[str, set[Span]]) -> dict[str, str]:
    """The spelling that each entity is shown in: of the fullest form, the most frequent, rather with accents."""
    spelled = {}
    for name, places in spans.items():
        forms = Counter(" ".join(text[start:end].split()) for start, end in places)
        full = {form: n for form, n in forms.items() if key(form) == name} or forms
        spelled[name] = max(
            full, key=lambda form: (not form.isupper() or len(form) < 6, full[form], not form.isascii())
        )
    return spelled
