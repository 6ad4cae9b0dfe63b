"""Finds the few stretches of a text that can hold a word that begins in a certain way, without analysing the rest."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import cache, lru_cache

from index.article import Span
from index.fulltext.words import Word, chunk, fold, unspaced

_FOLDED = ((0xC0, 0x250), (0x370, 0x530), (0x1E00, 0x2000))
"""Ranges of letters whose folds are single letters, with few exceptions; those and all other letters count as odd."""


def chunks_beginning(text: str, beginning: str) -> list[Span] | None:
    """Every stretch of ``text`` without blanks in which a word may begin with ``beginning`` (folded).

    ``None`` where the letters of the text do not tell, or nearly every stretch would be one.
    """
    if len(beginning) < 2 or unspaced(beginning):
        return None
    starts = _plain_starts(text, beginning)
    if starts is None:
        if not text.isascii() and _odd().search(text):
            return None
        starts = (found.start() for found in _finder(beginning).finditer(text))
    spans: list[Span] = []
    for at in starts:
        start = at
        if not spans or start >= spans[-1].end:
            while start and not text[start - 1].isspace():
                start -= 1
            spans.append(Span(start, _CHUNK.match(text, at).end()))  # type: ignore[union-attr]
    return spans


def _plain_starts(text: str, beginning: str) -> Iterator[int] | None:
    """Where words begin so in a text of plain letters and quotation marks; ``None`` in any other text.

    A plain search is many times faster than an expression. It cannot see a word with signs in it (*O'Brien*), but tells
    whether there is one: then there are more without the signs than with them.
    """
    for sign, plain in _TYPOGRAPHIC:
        text = text.replace(sign, plain)
    if not text.isascii():
        return None
    lower, sought = text.lower().encode(), beginning.encode()  # bytes lose their signs ten times as fast as a text does
    bare = lower.translate(None, _SIGNS)
    return _starts(lower, sought) if lower.count(sought) == bare.count(sought) else None


def _starts(text: bytes, beginning: bytes) -> Iterator[int]:
    at = text.find(beginning)
    while at >= 0:
        if not (at and text[at - 1 : at].isalnum()):
            yield at
        at = text.find(beginning, at + 1)


_TYPOGRAPHIC = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("…", "."))
_SIGNS = string.punctuation.encode()


def words_from(text: str, span: Span, wanted: int) -> Iterator[Word]:
    """The words in ``span`` of ``text``, a stretch without blanks, and at least ``wanted`` words after it if there are.

    Positions are counted from the first word.
    """
    base = 0
    for found in _CHUNK.finditer(text, span.start):
        pieces, width = chunk(found[0])
        offset = found.start()
        for piece in pieces:
            yield Word(piece.text, offset + piece.start, offset + piece.end, base + piece.position)
        if offset >= span.end:
            wanted -= width
        if wanted <= 0:
            break
        base += width


_CHUNK = re.compile(r"\S+")


@lru_cache(maxsize=256)
def _finder(beginning: str) -> re.Pattern[str]:
    """Finds where a word begins so, whatever its accents and the signs in it."""
    variants = _variants()
    first, *rest = (variants.get(letter, re.escape(letter)) for letter in beginning)
    between = r"[^\w\s]*"  # signs within a word that the analysis takes no notice of: O'Brien, U.S., 1,204, cease-fire
    return re.compile(rf"{first}(?<![^\W_].)" + "".join(between + letter for letter in rest))


@cache
def _variants() -> dict[str, str]:
    """Letter -> expression for all letters that are folded to it."""
    letters: dict[str, set[str]] = {}
    for letter in [chr(code) for code in range(0x80)] + _letters():
        folded = fold(letter)
        if len(folded) == 1:
            letters.setdefault(folded, set()).add(letter)
    return {folded: f"[{re.escape(''.join(sorted(own)))}]" for folded, own in letters.items()}


def _letters() -> list[str]:
    return [chr(code) for start, end in _FOLDED for code in range(start, end)]


@cache
def _odd() -> re.Pattern[str]:
    """Finds letters and marks that are not folded one to one: a text that has any is analysed whole."""
    several = "".join(letter for letter in _letters() if len(fold(letter)) != 1)
    plain = "".join(f"{chr(start)}-{chr(end - 1)}" for start, end in _FOLDED)
    return re.compile(f"[{re.escape(several)}\u0300-\u036f\u200c\u200d]|[^\\W{plain}\u0000-\u007f]")
