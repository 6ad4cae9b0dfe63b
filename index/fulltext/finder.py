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
    """One text, made ready for its words to be found by how they begin."""

    __slots__ = ("_bare", "_is_odd", "_plain", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        folded = text if text.isascii() else _NOT_ASCII.sub(_plainly, text)
        self._is_odd = folded is not text and _ODD in folded
        # In lower case; and once more without signs. Bytes lose these ten times as fast as a text does.
        is_plain = folded is text or not (self._is_odd or _OTHER in folded)
        self._plain = folded.encode().lower() if is_plain else None
        self._bare = self._plain.translate(None, _SIGNS) if self._plain else b""

    def chunks(self, beginning: str, most: int | None = None) -> list[tuple[int, int]] | None:
        """Every stretch of the text without blanks in which a word may begin with ``beginning`` (folded).

        ``None`` where the letters of the text do not tell, or nearly every stretch would be one: so many begin with a
        single letter that only the first ``most`` are given, and none where that is ``None``.
        """
        if unspaced(beginning):
            return None
        starts: list[int] | None
        if len(beginning) < 2:
            starts = self._first_starts(beginning.encode(), most) if beginning.isascii() and most else []
            if not starts:
                return None
        else:
            starts = self._plain_starts(beginning.encode()) if beginning.isascii() else None
        if starts is None:
            if self._is_odd:
                return None
            starts = [found.start() for found in _finder(beginning).finditer(self._text)]
        text, spans, done = self._text, [], 0
        for at in starts:
            if at < done:
                continue
            start = at
            while start and not text[start - 1].isspace():
                start -= 1
            done = _CHUNK.match(text, at).end()  # type: ignore[union-attr]
            spans.append((start, done))
        return spans

    def _first_starts(self, letter: bytes, most: int) -> list[int]:
        """The first places at which a word begins with ``letter``, in a text of plain letters."""
        if not letter:
            return []
        return [found.start() for found in islice(_beginning_with(letter).finditer(self._plain or b""), most)]

    def _plain_starts(self, beginning: bytes) -> list[int] | None:
        """Where words begin so, in a text whose letters are plain ones, some with accents; ``None`` in any other text.

        A plain search is many times faster than an expression. It cannot see a word with signs in it (*O'Brien*), but
        tells whether there is one: then there are more without the signs than with them.
        """
        text = self._plain
        if text is None:
            return None
        starts: list[int] = []
        found = 0
        at = text.find(beginning)
        while at >= 0:
            found += 1
            if not (at and text[at - 1 : at].isalnum()):
                starts.append(at)
            at = text.find(beginning, at + len(beginning))
        return starts if found == self._bare.count(beginning) else None


_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_ODD, _OTHER = "\x01", "\x02"
"""Stand for letters and marks that are not folded one to one, and for letters that are, to one beyond ASCII."""
_TYPOGRAPHIC = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "."}
_SIGNS = string.punctuation.encode()


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


@cache
def _beginning_with(letter: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?<![0-9a-z])" + re.escape(letter))


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
