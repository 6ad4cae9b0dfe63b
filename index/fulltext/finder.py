"""Finds the few stretches of a text that can hold a word that begins in a certain way, without analysing the rest."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice

from index.fulltext.words import Word, chunk, fold, unspaced

_FOLDED = ((0xC0, 0x250), (0x370, 0x530), (0x1E00, 0x2000))
"""Ranges of letters whose folds are single letters, with few exceptions; those and all other letters count as odd."""


class Finder:
    """A text, made ready for its words to be found by how they begin. Several may be one, a line each."""

    __slots__ = ("_bare", "_is_odd", "_odd", "_plain", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        folded = text if text.isascii() else _NOT_ASCII.sub(_plainly, text)
        self._is_odd = folded is not text and _ODD in folded
        # In lower case; and once more without signs. Bytes lose these ten times as fast as a text does.
        self._plain = folded.encode().lower()
        self._bare = self._plain.translate(None, _SIGNS)
        self._odd = [found.start() for found in _ODD_STRETCH.finditer(self._plain)] if self._is_odd else []

    def chunks(self, beginning: str, most: int | None = None) -> list[tuple[int, int]] | None:
        """Every stretch of the text without blanks in which a word may begin with ``beginning`` (folded).

        ``None`` where the letters do not tell. Very many words begin with a certain letter: where ``most`` is given,
        only the first so many of these.
        """
        if unspaced(beginning) or not beginning:
            return None
        if len(beginning) == 1:
            if self._is_odd or not beginning.isascii():
                return None
            sought = b" " + beginning.encode()
            starts = [found.start() for found in islice(re.finditer(sought, self._apart), most)]
        elif beginning.isascii():
            starts = self._plain_starts(beginning)
            if self._odd:  # whatever begins in a stretch with odd letters
                starts = sorted([*starts, *self._odd])
        elif self._is_odd:
            return None
        else:
            starts = [found.start() for found in _finder(beginning).finditer(self._text)]
        return self._stretches(starts)

    @property
    def _apart(self) -> bytes:
        """The plain text after a blank, and with blanks in place of all signs."""
        return b" " + self._plain.translate(_BLANKS)

    def _stretches(self, starts: list[int]) -> list[tuple[int, int]]:
        """The stretches without blanks around ``starts``, each once."""
        text, end_of, spans, done = self._text, _CHUNK.match, [], 0
        for at in starts:
            if at < done:
                continue
            start = at
            while start and not text[start - 1].isspace():
                start -= 1
            done = end_of(text, at).end()  # type: ignore[union-attr]
            spans.append((start, done))
        return spans

    def _plain_starts(self, beginning: str) -> list[int]:
        """Where words of plain letters, some with accents, begin so.

        A plain search is many times faster than an expression. It cannot see a word with signs in it (*O'Brien*), but
        tells whether there is one: then there are more without the signs than with them.
        """
        text, sought = self._plain, beginning.encode()
        starts: list[int] = []
        found, size = 0, len(sought)
        at = text.find(sought)
        while at >= 0:
            found += 1
            if not (at and text[at - 1 : at].isalnum()):
                starts.append(at)
            at = text.find(sought, at + size)
        if found == self._bare.count(sought):
            return starts
        return [found.start() for found in _signed(sought).finditer(text)]


_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_ODD, _OTHER = "\x01", "\x02"
"""Stand for letters and marks that are not folded one to one, and for letters that are, to one beyond ASCII."""
_ODD_STRETCH = re.compile(rb"\x01\S*")
_TYPOGRAPHIC = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "."}
_SIGNS = string.punctuation.encode()
_BLANKS = bytes(code if chr(code).isalnum() and code < 0x80 else ord(" ") for code in range(256))


class _Plain(dict[str, str]):
    """A character beyond ASCII -> the plain one that it is like, filled on demand."""

    def __missing__(self, character: str) -> str:
        found = self[character] = self._like(character)
        return found

    def _like(self, character: str) -> str:
        if character in _TYPOGRAPHIC:
            return _TYPOGRAPHIC[character]
        if _WORDLIKE.match(character):
            folded = fold(character)
            if len(folded) != 1 or not any(start <= ord(character) < end for start, end in _FOLDED):
                return _ODD
            return folded if folded.isascii() else _OTHER
        return _ODD if _JOINING.match(character) else " " if character.isspace() else "-"


_WORDLIKE, _JOINING = re.compile(r"\w"), re.compile("[\u0300-\u036f\u200c\u200d]")
_PLAIN = _Plain()


@lru_cache(maxsize=256)
def _signed(beginning: bytes) -> re.Pattern[bytes]:
    """Finds where a word of plain letters begins so, whatever signs are in it: O'Brien, U.S., 1,204, cease-fire."""
    between = b"[" + re.escape(_SIGNS) + b"]*"
    return re.compile(between.join(re.escape(beginning[at : at + 1]) for at in range(len(beginning))))


def _plainly(found: re.Match[str]) -> str:
    return _PLAIN[found[0]]


def words_from(text: str, start: int, end: int, wanted: int) -> Iterator[Word]:
    """The words in ``[start, end)`` of ``text``, a stretch without blanks, and at least ``wanted`` after it, if any.

    Positions are counted from the first word.
    """
    base = 0
    for found in _CHUNK.finditer(text, start):
        pieces, width = chunk(found[0])
        offset = found.start()
        for piece in pieces:
            yield Word(piece.text, offset + piece.start, offset + piece.end, base + piece.position)
        if offset >= end:
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
    between = r"[^\w\s]*"  # signs within a word that the analysis takes no notice of
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
