"""What the words around a mention say of its kind: votes for labels, weighed by how rarely they mislead."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from index.analysis.clues import Clues
from index.analysis.gazetteer import UNIONS, gazetteer
from index.analysis.reading import Mention
from index.analysis.shapes import CAPITALISED, kind_of, shapes
from index.article import Label

Votes = defaultdict[str, float]
"""Label -> weight."""

_BEFORE = 60
_AFTER = 90
_CERTAIN = 20.0
_STRONG = 3.0
_FAIR = 1.5
_SLIGHT = 0.5
_WITHIN = frozenset(("in", "into", "across", "throughout", "outside", "near"))
_SOMEWHERE = frozenset(("in", "into", "at", "near", "across", "throughout"))
_OF_BODY = re.compile(r"\b(?P<who>\w+)\s(?:of|for)\s(?:the\s)?$", re.I)
_IN_A_NAME = re.compile(r"[A-Z][\w'’]+\sof\s(?:the\s)?$")
_REIGN = re.compile(
    r"\b(?:government|people|republic|parliament|king|queen|army|citizens|prime\sminister)\sof\s(?:the\s)?$", re.I
)
_OWNS = re.compile(r"['’]s?\s(?:own\s)?(?:\w+\s)??(?P<owned>[\w-]+)")
_ITS = re.compile(r",\sits\s(?:\w+\s)??(?P<owned>[\w-]+)")
_SENTENCE_END = re.compile(r"[.!?]\s|\n")
_SENTENCE = 200
_APPOSITION = re.compile(
    r"\s*\(?[^\W\d_]*\)?,\s(?P<who>who\s)?(?:(?:an?|the|its|his|her|their|\w+['’]s?)\s)?"
    r"(?P<words>(?:[\w’'-]+\s?){1,5})"
)
_SPEECH = re.compile(r"\s(?:said|says|told|added|asked|replied|wrote|argued|denied|recalls?|remarked)\b")
_NEXT = 300
_GOES_ON_WITH = frozenset(
    """again all also and are as at both but by can carries could each every flows for from had has in into is may next
    now of on or rises runs since that then this to today was waters were which will with would""".split()  # noqa: SIM905
)
_GOES_ON = re.compile(r"[^.!?\n]*[.!?][”\"]?\s(?P<words>(?:He|She|His|Her|It|Its)\b|The(?:\s[a-z-]+){1,3})")
_PRONOUN = re.compile(r"^[^.!?;:A-Z]*?\b(he|she|his|her|its|itself|himself|herself)\b")


def votes_for(text: str, mention: Mention, clues: Clues) -> Votes:
    """Weights of labels for the name at one place, the recogniser's own label counted as one."""
    start, end, label = mention
    name, before, after = text[start:end], text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    votes: Votes = defaultdict(float, {label: 1.0})
    kind = kind_of(name)
    if kind is not None:
        votes[kind] += _CERTAIN
    _known(votes, name, label)
    subject = clues.subject(start, end) is not None
    _person(votes, name, before, after, subject, speaks=any(place in clues.speakers for place in range(start, end)))
    _place(votes, name, label, before, after)
    if subject:
        _next_sentence(votes, text[end : end + _NEXT])
    return votes


def _known(votes: Votes, name: str, label: str) -> None:
    low, known = name.lower(), gazetteer()
    if low in known.adjectives:
        votes["NORP"] += _CERTAIN
    elif low in known.continents and low not in known.places:
        votes["LOC"] += _CERTAIN
    elif low in known.places:
        union = known.states[low] in UNIONS and low != "brussels"
        if label in ("PERSON", "LOC", "FAC", "GPE") or union:
            votes["ORG" if union else "GPE"] += _CERTAIN
    elif low in shapes().last and " " not in name:
        votes[shapes().last[low]] += _STRONG


def _person(votes: Votes, name: str, before: str, after: str, subject: bool, *, speaks: bool) -> None:
    """Titles, appositions, forms of address, given names."""
    words, parts = before.rstrip().split(), name.split()
    last = words[-1].rstrip(".").lower() if words and before.endswith(" ") else ""
    if (
        last in gazetteer().titles
        or (last in shapes().roles and not before.rstrip().endswith((",", ":")))
        or (before.endswith(", ") and _ends_in_role(before))
    ):
        votes["PERSON"] += _STRONG
    given = parts[0].lower()
    if len(parts) > 1 and (given in gazetteer().she_names or given in gazetteer().he_names):
        votes["PERSON"] += _FAIR
    match = _APPOSITION.match(after)
    if match and _describes(match) and last not in _SOMEWHERE:
        votes["PERSON"] += _STRONG
    elif match and (place := next((shapes().before[w] for w in match["words"].split() if w in shapes().before), None)):
        votes[place] += _FAIR
    if re.match(r",\swhich\b", after):
        votes["PERSON"] -= _FAIR
    if len(parts) > 1 and (speaks or _SPEECH.match(after)):
        votes["PERSON"] += _SLIGHT
    pronoun = _PRONOUN.search(after)
    if pronoun:
        personal = pronoun[1].lower() not in ("its", "itself")
        votes["PERSON"] += (_FAIR if len(parts) > 1 and subject else 0) if personal else -_FAIR
    owned = _OWNS.match(after)
    if owned and (whose := shapes().owned.get(owned["owned"].lower())):
        votes[whose] += _FAIR


def owners(text: str, clues: Clues) -> Iterator[tuple[str, Label, float]]:
    """Larun would pay, its prime minister said: subjects of which a phrase set off tells what they have.

    Each with the label that this speaks for, and its weight.
    """
    for its in _ITS.finditer(text):
        label = shapes().owned.get(its["owned"].lower())
        before = max(0, its.start() - _SENTENCE)
        for end in _SENTENCE_END.finditer(text, before, its.start()):
            before = end.end()
        subjects = [word for word in CAPITALISED.finditer(text, before, its.start()) if word.start() in clues.subjects]
        if label is not None and subjects:
            yield subjects[0][0], label, _STRONG


def _next_sentence(votes: Votes, after: str) -> None:
    """How the next sentence takes up the subject of this one: she, the minister; it."""
    match = _GOES_ON.match(after)
    if match is None:
        return
    words = match["words"].lower().split()
    if words[0] in ("he", "she", "his", "her"):
        votes["PERSON"] += 1
    elif words[0] in ("it", "its"):
        votes["PERSON"] -= 1
    elif words[0] == "the" and any(word in shapes().roles for word in words[1:]):
        votes["PERSON"] += _FAIR


def is_described(after: str) -> bool:
    """Do the words after a name say what its bearer is, as only of a person?"""
    match = _APPOSITION.match(after)
    return match is not None and _describes(match)


def _describes(apposition: re.Match[str]) -> bool:
    return bool(apposition["who"] or _begins_with_role(apposition["words"]))


def _ends_in_role(before: str) -> bool:
    """Its chief executive, | the leader of the union, |"""
    clause = re.split(r"[.;:!?“”\"]\s", before)[-1].strip(" ,")
    tail = clause.split(",")[-1]
    head = re.split(r"\b(?:of|for|at|in)\b", tail)[0].split()
    return bool(head) and head[-1].lower() in shapes().roles and not head[-1][0].isupper()


def _begins_with_role(words: str) -> bool:
    """| chief executive of the company; | an engineer by training: a role before anything that ends the phrase."""
    for word in words.split():
        low = word.lower().removesuffix("'s").removesuffix("’s")
        if low in shapes().roles:
            return True
        if low in ("of", "and", "said", "says", "told", "was", "is", "has", "had", "who", "which"):
            return False
    return False


def _place(votes: Votes, name: str, label: str, before: str, after: str) -> None:
    """What stands before a name that is no person's: in X, the river X, the X, the government of X."""
    words = before.split()
    last = words[-1].lower() if words and before.endswith(" ") else ""
    if last == "of" and len(words) > 1 and words[-2].lower() in shapes().before:
        votes[shapes().before[words[-2].lower()]] += _STRONG
    if last in shapes().before:
        votes[shapes().before[last]] += _STRONG
    of = words[-2:-1] if last == "the" else words[-1:]
    owned = bool(of) and of[0].lower() in ("of", "for")
    if owned and (_REIGN.search(before) or _IN_A_NAME.search(before)):
        votes["GPE"] += _STRONG
    elif owned and (owner := _OF_BODY.search(before)):
        who = owner["who"].lower()
        votes["ORG"] += _FAIR if who in shapes().leading and who not in ("president", "governor") else 0
    if last in _WITHIN and label in ("PERSON", "GPE", "LOC"):
        votes["PERSON"] -= _FAIR
        votes["GPE"] += _FAIR
    if last == "the" and " " not in name and label in ("PERSON", "GPE", "LOC", "FAC") and not _compound(after):
        votes["PERSON"] -= _STRONG
        votes["GPE"] -= _FAIR
        votes["LOC"] += _STRONG if name.lower() not in shapes().last else 0
    if label in ("PERSON", "ORG") and re.match(r"\s(?:river|valley|basin|delta|sea)\b", after, re.I):
        votes["LOC"] += _FAIR


def _compound(after: str) -> bool:
    """Does the name only qualify a noun that follows it (the Trump campaign)?"""
    match = re.match(r"(?:\s|-)([a-z]\w+|[A-Z]\w+)", after)
    return match is not None and match[1].lower() not in _GOES_ON_WITH
