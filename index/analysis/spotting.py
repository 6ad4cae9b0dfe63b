"""Where names stand: what the recogniser found, trimmed, and names that it missed though the text makes them plain."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import cache

from index.analysis.clues import Clues
from index.analysis.evidence import is_described
from index.analysis.gazetteer import gazetteer
from index.analysis.parse import Range
from index.analysis.reading import Mention
from index.analysis.shapes import (
    capitalised_runs,
    is_capitalised,
    is_opening,
    kind_of,
    shapes,
    telling_names,
)
from index.article import LABELS

_LEADING = re.compile(r"[―—–\-\s]*(?:(?:the|a|an)\s+)?", re.I)
_TRAILING = re.compile(r"(?:['’]s?|[\s,.;:”\"\-–—―(]+|\s(?:of|for|in|on|at|and|the))$")
_LONGEST_TRAIL = 6
_DOTTED = re.compile(r"(?:\w\.)+$")
_AGAINST = re.compile(r"\svs?\.?\s")  # a case at court is neither of its parties
_LETTER = re.compile(r"[^\W\d_]")
_COMPOUND = re.compile(r"(?:pro|anti|non|ex|post|pre|mid)-(?=[A-Z])", re.I)
_HONORIFICS = frozenset(("mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady", "dame"))
_PARTY_TAG = re.compile(r"\(\s*(?:D|R|I|DFL|DEM|REP|GOP|Democrat|Republican)[\s.,–-]+[A-Z][\w.]*\s*\)")
_DATELINE = re.compile(
    r"^(?P<place>[^\W\d_a-z][^\n,(—–a-z]{2,40}?)(?:,\s[^\n(—–]{2,40}?)?\s*(?:\((?P<wire>[^\n()]{2,40})\)\s*)?[—–]\s",
    re.M,
)
_OTHER_SCRIPT = (
    r"[\u0370-\u03ff\u0400-\u04ff\u0590-\u05ff\u0600-\u06ff\u0900-\u097f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_SCRIPT_NAME = re.compile(rf"{_OTHER_SCRIPT}{{2,}}(?:\s{_OTHER_SCRIPT}+)*")
_ACRONYM = re.compile(r"(?<=\()[A-Z]{2,6}(?=\))")
_NAME = r"[^\W\d_](?:\.(?=\s)|[\w’'-]*)"
_HALF_TITLES = frozenset(("chief", "general", "foreign", "vice", "former", "press", "prime", "fellow"))
_LONGEST_TITLE = 20
_AFTER_TITLE = re.compile(rf"{_NAME}(?:\x20{_NAME}){{0,3}}")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LONGEST = 80
_LOWER_TITLES_NEED = 2


def clean(text: str, mention: Mention) -> Iterator[Mention]:
    """A recognised mention without article, title, possessive and marks; nothing for what is no name."""
    start, end, label = mention
    if label not in LABELS or end - start > _LONGEST or "\n" in text[start:end] or _AGAINST.search(text, start, end):
        return
    leading = _LEADING.match(text, start, end)
    start = leading.end() if leading else start
    compound = _COMPOUND.match(text, start, end)
    start = compound.end() if compound else start
    while end > start and not (text[end - 1] == "." and _DOTTED.search(text[start:end])):
        tail = max(start, end - _LONGEST_TRAIL)
        trailing = _TRAILING.search(text[tail:end])
        if trailing is None:
            break
        end = tail + trailing.start()
    start = _skip_titles(text, start, end, label)
    words = text[start:end].split(" ")
    if len(words) == _LOWER_TITLES_NEED and all(word.lower() in gazetteer().adjectives for word in words):
        yield Mention(start, start + len(words[0]), "NORP")
        start = end - len(words[1])
    word = text[start:end]
    if _LETTER.search(word) and not word.islower() and len(word) > 1 and not _is_office(text, start, end):
        yield Mention(start, end, label)


def _with_given_name(text: str, mention: Mention, common: Container[int]) -> Mention:
    """A surname that was found without the capitalised word before it gets that word."""
    start, end, label = mention
    blank = text.rfind(" ", max(0, start - 30), start - 1)
    given = _WORD.fullmatch(text, blank + 1, start - 1)
    if label != "PERSON" or " " in text[start:end] or given is None or text[start - 1] != " ":
        return mention
    low, known = given[0].lower(), gazetteer()
    if not is_capitalised(given[0]) or given.start() in common or given[0].endswith(("'s", "’s")) or is_opening(low):
        return mention
    if low in known.titles or low in shapes().roles or low in known.places or low in shapes().last:
        return mention
    return Mention(given.start(), end, label)


def _skip_titles(text: str, start: int, end: int, label: str) -> int:
    """Where a name begins behind titles: every title before a person, mere forms of address before anything."""
    titles = _titles() if label == "PERSON" else _HONORIFICS
    while (blank := text.find(" ", start, end)) > 0 and text[start:blank].rstrip(".").lower() in titles:
        start = blank + 1
    return start


@cache
def _titles() -> frozenset[str]:
    return gazetteer().titles | shapes().roles


def _is_office(text: str, start: int, end: int) -> bool:
    """Is the word but the first of a title (*Energy* Minister), a title, or a wire's party tag?"""
    low = text[start:end].lower()
    after = text[end : end + 12].lower().split()
    office = low in shapes().portfolios and bool(after) and after[0] in ("minister", "secretary", "ministers")
    return office or low in shapes().roles


def spot(text: str, mentions: Iterable[Mention], clues: Clues, words: list[tuple[int, str]]) -> list[Mention]:
    """All mentions, in order and disjoint; the recogniser's own give way to those that the text itself makes plain.

    ``words`` are the capitalised words of the text.
    """
    found = [_with_given_name(text, kept, clues.common) for mention in mentions for kept in clean(text, mention)]
    tags = [match.span() for match in _PARTY_TAG.finditer(text)]
    runs = list(capitalised_runs(text, words))
    sure = [*_plain_kinds(text, found, runs), *_datelines(text), *_titled(text, words)]
    others = [
        *found,
        *_known(words),
        *_other_scripts(text, found),
        *_acronyms(text),
        *_described(text, runs, clues.speakers),
    ]
    covered = bytearray(len(text))
    for start, end in tags:
        covered[start:end] = b"\1" * (end - start)
    others += _kin(text, [*sure, *others], runs)
    kept = []
    for mention in (*sure, *others):
        if not any(covered[mention.start : mention.end]):
            covered[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            kept.append(mention)
    return sorted(kept)


def _kin(text: str, found: list[Mention], runs: list[Range]) -> Iterator[Mention]:
    """Capitalised words before the surname of somebody who is named in full elsewhere."""
    surnames = {
        text[m.start : m.end].rpartition(" ")[2] for m in found if m.label == "PERSON" and " " in text[m.start : m.end]
    }
    for start, end in runs if surnames else ():
        start = _skip_titles(text, start, end, "PERSON")
        name = text[start:end]
        if name.count(" ") == 1 and name.rpartition(" ")[2] in surnames:
            yield Mention(start, end, "PERSON")


def _described(text: str, runs: list[Range], speakers: Container[int]) -> Iterator[Mention]:
    """Two or three capitalised words whose bearer speaks, or is described: Ada Olt, its leader; Ada Olt, who."""
    for start, end in runs:
        start = _skip_titles(text, start, end, "PERSON")
        words = text[start:end].split(" ")
        may_be = len(words) in (2, 3) and not {"of", "for", "the"} & set(words) and kind_of(text[start:end]) is None
        speaks = may_be and any(place in speakers for place in range(start, end))
        if speaks or (may_be and is_described(text[end : end + 90])):
            yield Mention(start, end, "PERSON")


def _plain_kinds(text: str, found: list[Mention], runs: list[Range]) -> Iterator[Mention]:
    """Names whose head says what they are; as long as the recogniser has them where it agrees."""
    longer = {mention for mention in found if kind_of(text[mention.start : mention.end]) == mention.label}
    starts = {m.start: m for m in longer}
    for start, end, label in telling_names(text, runs):
        same = starts.get(start)
        yield Mention(start, max(end, same.end) if same else end, label)


def _datelines(text: str) -> Iterator[Mention]:
    """PLACE, 3 March (Wire) — at the head of a paragraph."""
    for match in _DATELINE.finditer(text):
        place = match["place"].strip()
        if not place.isupper():
            continue
        yield Mention(match.start("place"), match.start("place") + len(place), kind_of(place) or "GPE")
        if match["wire"]:
            start = match.start("wire") + (4 if match["wire"].startswith("The ") else 0)
            yield Mention(start, match.end("wire"), "ORG")


def _titled(text: str, words: list[tuple[int, str]]) -> Iterator[Mention]:
    """People whose title stands right before their name: Foreign Minister Ada Olt, general secretary Ada Olt."""
    titles = _titles() - _HALF_TITLES
    for start, _ in words:
        if text[start - 1 : start] != " ":
            continue
        title = text[max(0, start - _LONGEST_TITLE) : start - 1].rpartition(" ")[2].rpartition("\n")[2]
        low = title.strip('(“"‘.').lower()
        if low not in titles:
            continue
        run = _AFTER_TITLE.match(text, start)
        end = _end_of_name(text, run) if run else 0
        several = " " in text[start:end]
        if end > start and (several or low in _HONORIFICS or title.strip('(“"‘')[:1].isupper()):
            yield Mention(start, end, "PERSON")


def _end_of_name(text: str, run: re.Match[str]) -> int:
    """Where the capitalised words of a run end that may be a person's name."""
    known, end = gazetteer(), run.start()
    for word in _WORD.finditer(text, run.start(), run.end()):
        low = word[0].lower()
        if not is_capitalised(word[0]) or low in known.titles or low in known.places or low in shapes().last:
            break
        end = word.end()
        if word[0].endswith(("'s", "’s")):
            return end - 2
    return end


def _known(words: list[tuple[int, str]]) -> Iterator[Mention]:
    """States, capitals and nationalities."""
    known = gazetteer()
    for place, word in words:
        start, name = place, word.removesuffix("'s").removesuffix("’s")
        prefix = _COMPOUND.match(name)
        start, name = (start + prefix.end(), name[prefix.end() :]) if prefix else (start, name)
        low = name.lower()
        if not name[:1].isupper() or (len(name) < 4 and not name.isupper()):
            continue
        if low in known.adjectives:
            yield Mention(start, start + len(name), "NORP")
        elif (low in known.places and low not in ("us", "un")) or name in ("US", "UN"):
            yield Mention(start, start + len(name), "ORG" if low in ("nato", "eu", "un") else "GPE")


def _other_scripts(text: str, found: list[Mention]) -> Iterator[Mention]:
    """A name in another script, in parentheses beside a name or before a name in parentheses."""
    for match in _SCRIPT_NAME.finditer(text):
        start, end = match.span()
        if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
            beside = next((m for m in found if 0 <= start - m.end <= 2), None)
            yield Mention(start, end, beside.label if beside else "PERSON")
        elif (inside := re.match(rf"\x20\(({_NAME}(?:\x20{_NAME}){{1,3}})\)", text[end:])) is not None:
            yield Mention(start, end, "PERSON")
            yield Mention(end + inside.start(1), end + inside.end(1), "PERSON")


def _acronyms(text: str) -> Iterator[Mention]:
    """An acronym in parentheses after words whose initials it is."""
    for match in _ACRONYM.finditer(text):
        words = [word for word in text[max(0, match.start() - 120) : match.start() - 1].split() if word[0].isupper()]
        if "".join(word[0] for word in words[-len(match[0]) :]) == match[0]:
            yield Mention(*match.span(), "ORG")
