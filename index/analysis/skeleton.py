"""What the parser is given of a paragraph: quotations that are sentences of their own become a short stand-in.

“We will not go, not now and not next year,” she said.   ->   “It works,” she said.

The sentence that is left is regular and short, so it is parsed better and faster. Every token of a skeleton knows
the characters of the article that it stands for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.analysis.quotes import SENTENCE_INSIDE, Quote, find_quotes, is_sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SPEAKS = re.compile(
    r"(?:[^.?!;:“”\"]|\b(?:Mrs?|Ms|Dr|Sen|Rep|Gov|Gen|Lt|St|[A-Z])\.){0,90}?\b(?:said|says|asked|asks|wrote|writes|tweeted|told|tells|added|adds|replied|replies|shouted|"
    r"urged|urges|pleaded|insisted|insists|argued|argues|noted|recalled|mused|whispered|snapped|barked|thundered|chanted|"
    r"shouts|cried|cries|wondered|wonders|demanded|demands|exclaimed|exclaims|quipped|quips|yelled|joked|responded|"
    r"answered|answers|continued|continues|declared|declares|inquired|screamed|called out)\b"
)
"""What follows a question or an exclamation whose speaker is named behind it."""
_STOPS = ("", *'.!?…”"')
STAND_IN = ("“", "It", "works")
_FORM: list[int | str] = ["ORTH", "SPACY", "NORM"]


@dataclass(slots=True)
class Skeleton:
    """The tokens that stand for one paragraph: parallel lists, one item a token.

    ``words`` are as the article has them but for the apostrophes inside, which are straight, and ``norms`` is what
    spaCy's tokeniser takes each for (*n't* for *not*), 0 where it says nothing: the networks learned from both.
    ``origin`` is the index of the token in the paragraph's own document, or -1 in a stand-in; ``start`` and ``end`` are
    characters of the article; ``quote`` is the index in ``quotes`` of the quotation a stand-in stands for, else -1.
    """

    offset: int
    length: int
    quotes: list[Quote]
    words: list[str] = field(default_factory=list)
    norms: list[int] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    origin: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    quote: list[int] = field(default_factory=list)

    @property
    def is_one_quotation(self) -> bool:
        """Does nothing stand here but quotations? Then there is nothing to parse."""
        return all(number >= 0 for number in self.quote)

    @property
    def masked(self) -> list[int]:
        """Indices of the quotations that have a stand-in."""
        return sorted({number for number in self.quote if number >= 0})

    def __len__(self) -> int:
        return len(self.words)

    def add(self, word: str, space: bool, origin: int, place: tuple[int, int], quote: int = -1, norm: int = 0) -> None:
        """Append one token."""
        self.words.append(word)
        self.norms.append(norm)
        self.spaces.append(space)
        self.origin.append(origin)
        self.start.append(place[0])
        self.end.append(place[1])
        self.quote.append(quote)


def straight(text: str) -> str:
    """The text with straight apostrophes, of the same length: spaCy's networks have learned from no others."""
    return text.replace("’", "'")


def skeleton(doc: Doc, text: str, offset: int) -> Skeleton:
    """The skeleton of a paragraph that begins at ``offset`` in its article; ``doc`` has its :func:`straight` text."""
    quotes = find_quotes(text)
    result = Skeleton(offset, len(text), quotes)
    holes = dict(_holes(text, quotes))
    end = skipped_to = 0
    for i, (form, space, norm) in enumerate(doc.to_array(_FORM).tolist()):
        word = doc.vocab.strings[form]
        start = end
        end += len(word) + space
        if start < skipped_to:
            if start + len(word) > skipped_to:  # “We go.”— Ada: some tokens are a mark and what follows
                place = offset + skipped_to, offset + start + len(word)
                result.add(text[skipped_to : start + len(word)], bool(space), i, place)
            continue
        hole = holes.get(start)
        if hole is None:
            given = word if len(word) > 1 else text[start]  # a lone mark stays what it is: ’ closes, ' may open
            result.add(given, bool(space), i, (offset + start, offset + start + len(word)), norm=norm)
            continue
        number, skipped_to = hole  # number < 0: the tail of a woven quotation, which belongs to the words before it
        for stand_in in _stand_in(text, start, skipped_to, number):
            result.add(stand_in, stand_in == "It", -1, (offset + start, offset + skipped_to), number)
        result.spaces[-1] = text[skipped_to : skipped_to + 1].isspace()
    return result


def _holes(text: str, quotes: list[Quote]) -> list[tuple[int, tuple[int, int]]]:
    """Where a stand-in begins -> (index of its quotation or -1, where it ends)."""
    found = []
    for number, quote in enumerate(quotes):
        if is_sentence(text, quote):
            found.append((quote.start, (number, quote.end)))
            continue
        stop = SENTENCE_INSIDE.search(text, quote.start + 1, quote.end - 1)
        if stop:
            found.append((stop.start(), (-1, quote.end)))
    return found


def _stand_in(text: str, start: int, stop: int, number: int) -> list[str]:
    """The words that replace ``text[start:stop]``; its last mark tells whether the author's sentence goes on."""
    rest = text[stop:].lstrip()
    ends = not rest or rest[0].isupper()
    last = text[start:stop].rstrip("”\"'’ ")[-1:]
    if number < 0:
        return ["." if ends and last != "," else ",", "”"]
    if last not in (".", ",", "?", "!"):
        last = "." if ends else ""
    elif last in ("?", "!") and text[:start].rstrip()[-1:] in _STOPS and _SPEAKS.match(rest):
        last = ","  # “May we?” he asked: one sentence, not two
    return [*STAND_IN, *([last] if last else []), "”"]
