"""Quotation marks: which stretches of a paragraph they enclose, and which of those are sentences of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

MARKS = '“”"'
FEWEST_WORDS = 3
"""A quotation of fewer words is part of the author's sentence."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks, ``[start, end)`` in its paragraph; one that is never ``closed`` runs to the end."""

    start: int
    end: int
    closed: bool = True


_BLOCK = re.compile(r'"(?=[^"]*$)(?=[A-Z][A-Z. ]+:|[^"”]*“)')
"""A straight mark that opens a paragraph of a block quotation or a transcript, and is never closed in it."""


def find_quotes(paragraph: str) -> list[Quote]:
    """The quotations of a paragraph, in order and disjoint.

    Curly and straight double marks count, and two single ones in a row (``''so''``). A mark inside an open quotation
    that could only open is passed over, one that is never closed holds to the end of the paragraph, as newspapers do
    when a quotation goes on in the next.
    """
    quotes: list[Quote] = []
    opened: int | None = None
    block = _BLOCK.match(paragraph)
    for mark in re.finditer(r"[“”\"]|''|``", paragraph):
        if block and mark.start() == 0:
            continue
        sign = mark[0]
        if opened is None:
            if sign != "”" or _opens(paragraph, mark.start()):
                opened = mark.start()
        elif sign not in ("“", "``") or _closes(paragraph, mark.start()):
            quotes.append(Quote(opened, mark.end()))
            opened = None
    if opened is not None and len(paragraph) - opened > FEWEST_WORDS:
        quotes.append(Quote(opened, len(paragraph), closed=False))
    return quotes


def _opens(paragraph: str, place: int) -> bool:
    """Does a closing mark stand where only an opening one can: ”We may go,” she said."""
    return not paragraph[:place].strip() and "”" in paragraph[place + 1 :] and paragraph[place + 1].isalnum()


def _closes(paragraph: str, place: int) -> bool:
    """Does an opening mark stand where only a closing one can: “May we go?“ he asked."""
    return paragraph[place - 1] in _ENDS_LIKE_SENTENCE and not paragraph[place + 1 : place + 2].strip()


SENTENCE_INSIDE = re.compile(r"[.?!]['’]?\s+[\"“‘(\[]?[A-Z]")
_STARTS_LIKE_SENTENCE = frozenset("‘'[(….")
_ENDS_LIKE_SENTENCE = frozenset(".?!,…—-")
_MANY_WORDS = 6
_SPEAKER_FOLLOWS = re.compile(
    r"\s(?:(?:I|[Hh]e|[Ss]he|[Tt]hey|we|(?:the|a)\s[a-z]+)\s|(?:[A-Z][\w.’'-]+\s){1,3})[a-z]+(?:s|ed|aid|old|ote)\b"
)
"""What stands behind a word or two that somebody says: “Yes,” Ada Tan said."""


def is_sentence(paragraph: str, quote: Quote) -> bool:
    """Is the quotation a sentence or several, and not words woven into the author's own sentence?"""
    body = paragraph[quote.start : quote.end].strip("“”\"'` ")
    words = len(body.split())
    before = paragraph[: quote.start].rstrip()[-1:]
    opens = not before or before in '.!?:…”"'
    if words < FEWEST_WORDS:
        spoken = opens and body[:1].isupper() and body[-1] in ",?!"
        return spoken and _SPEAKER_FOLLOWS.match(paragraph, quote.end) is not None
    starts = body[0].isupper() or body[0] in _STARTS_LIKE_SENTENCE
    ends = body[-1] in _ENDS_LIKE_SENTENCE
    several = SENTENCE_INSIDE.search(body) is not None
    if opens:
        return starts or ends or several
    if before in ",—–":
        closed_by_comma = body[-1] == "," and words > FEWEST_WORDS
        return (starts and (ends or several)) or closed_by_comma or (ends and words > _MANY_WORDS)
    return starts and several


def is_quoted(quotes: list[Quote], start: int, end: int) -> bool:
    """Does ``[start, end)`` share a character with a quotation?"""
    return any(start < quote.end and quote.start < end for quote in quotes)
