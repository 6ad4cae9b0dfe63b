"""Which words of a quotation name what it is for or against: a learned choice among its phrases.

Quotations are not parsed: their phrases are read off the words alone. What rules found is a feature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from index.analysis import lexicon
from index.analysis.drafts import Draft
from index.analysis.gazetteer import gazetteer
from index.analysis.meanings import Meanings, meanings
from index.analysis.parse import Range
from index.analysis.spoken import sides_plainly
from index.analysis.stance import Judgement
from index.analysis.weights import Logistic

MOST_WORDS, LONGEST = 60, 5
"""Words and marks of a statement that are looked at, and the most words of a phrase."""
_WORD = re.compile(r"[^\W_]+(?:[’'.\-&][^\W_]+)*[’']?|[^\w\s]")
_ENDS = frozenset(".?!")
_LONGEST_SHORT = 4
_OPENING = frozenset("\"“‘'")
_PRONOUNS = frozenset("he she it they him her them this that these those you".split())  # noqa: SIM905
_DETERMINERS = frozenset(
    "the a an this that these those his her their our my your its any every all some no another such both".split()  # noqa: SIM905
)
_NO_END = frozenset("the a an his her their our my your its very".split())  # noqa: SIM905
_EMPTY = frozenset(
    """and or but nor so yet if when while because as than of in on at to from by with for about into over after before
    under between against during through without within upon is are was were be been being am has have had do does did
    will would can could shall should may might must not n't no never really just also even still only too then there
    here that which who whom whose what where why how i we us me i'm we're you're it's that's he's she's they're don't
    doesn't didn't won't can't isn't aren't wasn't i've we've i'll we'll i'd up out off down again ever always now well
    oh yes more most much many""".split()  # noqa: SIM905
)
"""Words that no phrase that names a thing begins or ends with."""
_ADDING = frozenset(
    "into from at by with over after before during through without within upon".split()  # noqa: SIM905
)
"""Words before where, when and how, at which a phrase that names a thing ends."""
_BEFORE_VERBS = frozenset("to will must should would can shall we i they".split())  # noqa: SIM905
_NEAR = 4
"""How many words off a word of liking or blame still counts as near."""
_VALUES = ("good", "bad", "pro", "con")
_FARTHEST = 9
_SIGNS = {"supports": 1, "opposes": -1}
_HEADLINE, _COUNTED = 200, 50_000
"""Characters of the article that names are looked for in: those of its headline, and the most that are counted in."""


@dataclass(frozen=True, slots=True)
class Words:
    """A statement's words and marks: places in the article, lower case, number of the sentence, use of capitals."""

    places: list[Range]
    lower: list[str]
    sentence: list[int]
    capital: list[str]

    def beside(self, i: int, step: int) -> str:
        """The word ``step`` words off in the same sentence; a mark where there is none."""
        k = i + step
        if 0 <= k < len(self.lower) and self.sentence[k] == self.sentence[i]:
            return self.lower[k]
        return "^" if step < 0 else "$"


def words_of(text: str, content: Sequence[Range]) -> Words:
    """The first :data:`MOST_WORDS` words and marks of a statement."""
    words = Words([], [], [], [])
    number = 0
    for start, stop in content:
        for match in _WORD.finditer(text, start, stop):
            if match[0] == "." and words.lower and _is_short(text, words.places[-1], match.start()):
                continue
            first = not words.lower or words.sentence[-1] != number or words.lower[-1] in _OPENING
            words.places.append(match.span())
            words.lower.append(match[0].lower().replace("’", "'"))
            words.sentence.append(number)
            words.capital.append(_capital(match[0], first))
            number += match[0] in _ENDS
            if len(words.lower) == MOST_WORDS:
                return words
        number += 1
    return words


def _is_short(text: str, word: Range, dot: int) -> bool:
    """Does the full stop belong to a word that is cut short: Mr., Sen., U.S., John F. Kennedy?"""
    name = text[slice(*word)]
    if word[1] != dot or not name[0].isupper() or name == "I":
        return False
    titled = len(name) <= _LONGEST_SHORT and name.lower() in gazetteer().titles
    return titled or len(name) == 1 or ("." in name and name.isupper())


def _capital(word: str, first: bool) -> str:
    if word[0].isupper():
        return "first" if first else "name"
    return "digit" if word[0].isdigit() else "small"


def phrases(words: Words) -> list[Range]:
    """The words that might name the target, ``[i, j)``: of one sentence, no mark between, at most :data:`LONGEST`."""
    found = []
    for i, first in enumerate(words.lower):
        pronoun, determiner = first in _PRONOUNS, first in _DETERMINERS
        if not first[0].isalnum() or (first in _EMPTY and not pronoun and not determiner):
            continue
        if pronoun:
            found.append((i, i + 1))
        if pronoun and not determiner:
            continue
        for j in range(i + determiner + 1, min(len(words.lower), i + LONGEST) + 1):
            last = words.lower[j - 1]
            if words.sentence[j - 1] != words.sentence[i] or not last[0].isalnum() or last in _ADDING:
                break
            if last not in _NO_END and (last not in _EMPTY or last in _PRONOUNS):
                found.append((i, j))
    return found


def aimed(text: str, draft: Draft, judgement: Judgement, model: Logistic) -> Judgement:
    """A judgement with the phrase that most probably names its target.

    It is left as it is where that was parsed, where the speaker plainly names it or makes a condition, and where there
    is no phrase to choose from. Pronouns are not chosen: whom they stand for is not told here.
    """
    if not judgement.unread or judgement.stance not in _SIGNS or sides_plainly(text, draft.content):
        return judgement
    words = words_of(text, draft.content)
    found = [(i, j) for i, j in phrases(words) if j > i + 1 or words.lower[i] not in _PRONOUNS]
    if not found or not model.weights:
        return judgement
    describe = Describer(text, draft, words, judgement.target, _SIGNS[judgement.stance])
    dense = model.added(meanings().of(words.lower), [phrase_words(words, *each) for each in found])

    @cache
    def of_begin(i: int) -> float:
        return model.total(describe.begin(i))

    @cache
    def of_end(j: int) -> float:
        return model.total(describe.end(j))

    scores = [
        model.total(describe.whole(i, j), of_begin(i) + of_end(j) + more)
        for (i, j), more in zip(found, dense, strict=True)
    ]
    i, j = found[scores.index(max(scores))]
    before = words.beside(i, -1)
    if judgement.stance == "supports" and (before in lexicon.polarity().undo or _is_act_against(words, i - 1)):
        i -= 1  # who is for repealing a law is not for the law
    if judgement.stance == "opposes" and i + 1 < j and _is_act_against(words, i):
        i += 1  # and who will defeat it is against it, not against defeating it
    return replace(judgement, target=(words.places[i][0], words.places[j - 1][1]))


def _is_act_against(words: Words, i: int) -> bool:
    """Is the word a verb for what is done against a thing: will *defeat* it?"""
    known = lexicon.polarity()
    return i > 0 and words.beside(i, -1) in _BEFORE_VERBS and words.lower[i] in known.undo | known.harm | known.con


def phrase_words(words: Words, i: int, j: int) -> tuple[int, int, int, int]:
    """The words whose vectors the model sees: the phrase's first and last, and those beside it, -1 for none."""
    before = i - 1 if words.beside(i, -1) != "^" else -1
    after = j if words.beside(j - 1, 1) != "$" else -1
    return i, j - 1, before, after


class Describer:
    """Features of a statement's phrases: of where they begin, of where they end, and of the whole."""

    def __init__(self, text: str, draft: Draft, words: Words, present: Range | None, sign: int) -> None:
        self._words, self._present, self._sign = words, present, sign
        self._headline = frozenset(_WORD.findall(text[:_HEADLINE].lower()))
        self._holder = frozenset(_WORD.findall(text[slice(*draft.holder)].lower())) if draft.holder else frozenset()
        self._text = text
        self._values = [_value(word) for word in words.lower]

    def of(self, i: int, j: int) -> list[str]:
        """All features of a phrase."""
        return self.begin(i) + self.end(j) + self.whole(i, j)

    def _kind(self, i: int) -> str:
        word, capital = self._words.lower[i], self._words.capital[i]
        if word in _PRONOUNS and word not in _DETERMINERS:
            return "pronoun"
        return "determiner" if word in _DETERMINERS else capital

    def begin(self, i: int) -> list[str]:
        """What tells of the first word."""
        words, kind = self._words, self._kind(i)
        before, place = words.beside(i, -1), words.sentence[i] - words.sentence[0]
        names = [
            f"k={kind}|{self._sign}",
            f"f={words.lower[i]}",
            f"p={before}",
            f"p={before}|{kind}",
            f"s={min(_NEAR, place)}|{kind}",
            f"at={min(_FARTHEST, i // 4)}|{kind}",
            f"q={int(before == '^' or before in _OPENING)}|{kind}",
            f"bv={self._near(i, -1)}|{kind}|{self._sign}",
        ]
        if kind in ("name", "first"):
            names += [f"hd={int(words.lower[i] in self._headline)}", f"own={int(words.lower[i] in self._holder)}"]
            names.append(f"often={min(_NEAR, self._text.count(self._text[slice(*words.places[i])], 0, _COUNTED))}")
        return names

    def end(self, j: int) -> list[str]:
        """What tells of the last word and of the one behind."""
        words = self._words
        last, after = words.lower[j - 1], words.beside(j - 1, 1)
        return [
            f"l={last}",
            f"n={after}",
            f"lv={self._values[j - 1]}|{self._sign}",
            f"av={self._near(j - 1, 1)}|{self._sign}",
        ]

    def whole(self, i: int, j: int) -> list[str]:
        """What tells of both together, and of what rules found."""
        words, kind = self._words, self._kind(i)
        after = words.beside(j - 1, 1)
        inside = "".join(sorted(set("".join(self._values[i:j]))))
        return [
            f"len={j - i}|{kind}",
            f"n={after}|{kind}",
            f"in={inside}|{kind}|{self._sign}",
            *self._beside_present(words.places[i][0], words.places[j - 1][1]),
        ]

    def _near(self, i: int, step: int) -> str:
        """The nearest word of liking or blame on one side, and how far it is."""
        for far in range(1, _NEAR + 1):
            k = i + far * step
            if not 0 <= k < len(self._values) or self._words.sentence[k] != self._words.sentence[i]:
                break
            if self._values[k]:
                return f"{self._values[k]}{far}"
        return ""

    def _beside_present(self, start: int, stop: int) -> Iterator[str]:
        """How a phrase lies to what rules found."""
        if self._present is None:
            yield "unnamed"
            return
        a, b = self._present
        shared = max(0, min(stop, b) - max(start, a))
        same = (
            "=" if (start, stop) == (a, b) else "in" if shared == stop - start else "over" if shared == b - a else "x"
        )
        yield f"ru={same if shared else '-'}"
        yield f"re={int(start == a)}{int(stop == b)}"


@lru_cache(maxsize=2**13)
def _value(word: str) -> str:
    """Letters for the lists of liking and blame that a word stands in."""
    words, bare = lexicon.polarity(), word.removesuffix("s")
    return "".join(
        name[0] + name[-1] for name in _VALUES if word in getattr(words, name) or bare in getattr(words, name)
    )


def vectors_of(words: Words, table: Meanings, rows: Sequence[Sequence[int]]) -> list[NDArray[np.float32]]:
    """The vectors of some words for each row, NaN where there is none: what the model is taught with."""
    vectors = table.of(words.lower)
    made = []
    for row in rows:
        seen = vectors[list(row)]
        seen[[k < 0 for k in row]] = np.nan
        made.append(seen)
    return made
