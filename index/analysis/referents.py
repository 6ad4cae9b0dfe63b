"""What a target means that is but a pronoun or a whole quotation: a phrase that stands elsewhere in the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.analysis.cast import HE, SHE, Cast
from index.analysis.parse import Range
from index.analysis.spoken import opens_with_pronoun

_PERSONAL = HE | SHE | {"who", "whom"}
_EMPTY = frozenset(
    """it this that them these those they which what one so all both any anything something everything nothing its such
    some many others i we you me us""".split()  # noqa: SIM905
)
_ALL = frozenset(("all", "anything", "everything", "nothing", "others", "something"))
"""What names nothing and stands for nothing that was named."""
_DETERMINED = re.compile(r"^(?:the|a|an|this|that|these|those|its|his|her|their|any|such|no)\s+", re.I)
_TAIL = re.compile(r"\s(?:of|for|to|in|on|with|that|by|from|behind|at|about|against|without|which|who)\b.*$", re.S)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NEAR = 600
_LONGEST = 12
_SAYING = 2
_CLAUSE = frozenset(("whether", "how", "who", "if", "that", "he", "she", "it", "they", "there"))
_NAME = 5
_SHORTEST_NOUN = 4
_QUOTE = "“\"‘'"


def settle_targets(
    text: str, targets: Sequence[Range | None], contents: Sequence[Sequence[Range]], cast: Cast
) -> list[Range | None]:
    """The targets of an article's positions, in the order of their cues, with what pronouns and quotations stand for.

    A pronoun stands for the person whom the article means by it, else for the target last named before it. Of a whole
    quotation or a long clause the words are taken that name what other positions of the article are about. ``None``
    where a pronoun or quotation names nothing.
    """
    kinds = [_kind(text, target) for target in targets]
    named = [target for target, kind in zip(targets, kinds, strict=True) if target is not None and kind == "phrase"]
    nouns = Counter(noun for target in named if (noun := _noun(text[slice(*target)])))
    settled: list[Range | None] = []
    for target, kind, content in zip(targets, kinds, contents, strict=True):
        if target is None or kind == "phrase":
            settled.append(target)
        elif kind == "person":
            settled.append(cast.last_mention(cast.pronoun(target[0]), target[0]))
        elif text[slice(*target)].lower() in _ALL:
            settled.append(None)
        else:
            found = _within(text, content, nouns) if kind != "pronoun" else None
            if text[slice(*target)].lower() == "what":  # it points to nothing before it
                found = None
            elif found is None and (kind == "pronoun" or (kind == "quotation" and opens_with_pronoun(text, content))):
                found = _before(target[0], named)
            settled.append(target if found is None and kind == "clause" else found)
    return settled


def _kind(text: str, target: Range | None) -> str:
    """Is a target a pronoun, a ``person`` by pronoun, a ``quotation``, a long ``clause``, or a ``phrase``?"""
    if target is None:
        return "none"
    words = text[slice(*target)].lower().split()
    if len(words) == 1 and not (len(words[0]) > 1 and text[slice(*target)].isupper()):  # the US is no pronoun
        return "person" if words[0] in _PERSONAL else "pronoun" if words[0] in _EMPTY else "phrase"
    if text[target[0]] in _QUOTE:
        return "quotation" if len(words) > _NAME else "phrase"
    return "clause" if len(words) > _LONGEST or (len(words) > _SAYING and words[0] in _CLAUSE) else "phrase"


def _noun(phrase: str) -> str:
    """The head of a phrase, in small letters: "the reservoir behind the dam" -> reservoir; "" where it names none."""
    words = _WORD.findall(_TAIL.sub("", _DETERMINED.sub("", phrase)))
    head = words[-1].lower() if words else ""
    return head if len(head) >= _SHORTEST_NOUN else ""


def _within(text: str, content: Sequence[Range], nouns: Counter[str]) -> Range | None:
    """Where the statement names what the article's positions are most often about."""
    best: tuple[int, Range] | None = None
    for start, stop in content:
        for word in _WORD.finditer(text, start, stop):
            low = word[0].lower()
            count = nouns.get(low, 0) or nouns.get(low.removesuffix("s"), 0) or nouns.get(low + "s", 0)
            if count and (best is None or count > best[0]):
                best = count, (word.start(), word.end())
    return best[1] if best is not None else None


def _before(place: int, named: Sequence[Range]) -> Range | None:
    """The phrase last named as a target before a place, if it is near."""
    found = [target for target in named if target[1] <= place and place - target[1] < _NEAR]
    return max(found, default=None)
