"""Cuts text into words: the one analysis that indexing, queries and highlighting share.

A word is folded (lower case, no accents), not stemmed: the index holds words as they stand, so that prefixes, wildcards
and spelling work on real words; a query finds the other forms of a word by :func:`stem`.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from threading import Lock
from typing import NamedTuple

import Stemmer  # type: ignore[import-not-found]

# Scripts written without blanks between words: searched by pairs of characters.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
# Marks that belong to the letter before them, and joiners; `\w` does not know them.
_MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd"
    "\u0a01-\u0a4d\u0a81-\u0acd\u0b01-\u0b4d\u0b82-\u0bcd\u0c00-\u0c4d\u0c81-\u0ccd\u0d00-\u0d4d\u0d82-\u0ddf"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff"
)
APOSTROPHES = "'’ʼ‘`´＇"
_HYPHENS = "-\u2010\u2011"
_LETTER = rf"(?:(?![{_UNSPACED}_])[\w{_MARKS}])"
_UNSPACED_START = re.compile(f"[{_UNSPACED}]")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_CHUNK = re.compile(r"\S+")
_ELIDED = frozenset(
    ["l", "d", "qu", "c", "j", "m", "n", "s", "t", "un", "dell", "all", "nell", "sull", "dall", "quell"]
)
_DROPPED = re.compile("[\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05c5\u0610-\u061a\u064b-\u065f\u0670\u200c\u200d]+")
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n"}
)
_KEPT_CHUNK = 40  # longer chunks (whole sentences of Chinese) hardly ever come again
_KEPT_CHUNKS = 500_000


class Word(NamedTuple):
    """A folded word, its span in the text, and its position: words in the text before it."""

    text: str
    start: int
    end: int
    position: int


class Piece(NamedTuple):
    """A word of a chunk of text without blanks: span within the chunk, position counted from the chunk's first word."""

    text: str
    start: int
    end: int
    position: int


class Chunk(NamedTuple):
    """The words of a stretch of text without blanks; ``width`` is how many positions they take."""

    pieces: tuple[Piece, ...]
    width: int


def fold(text: str) -> str:
    """``text`` in lower case and without accents: *Milanović* and *milanovic*, *Łódź* and *lodz* become the same."""
    if text.isascii():
        return text.lower()
    if unspaced(text):
        return unicodedata.normalize("NFKC", text).casefold()
    bare = _DROPPED.sub("", unicodedata.normalize("NFKD", text.casefold()).casefold())
    return unicodedata.normalize("NFC", bare).translate(_UNDECOMPOSED)


class _Stems(dict[str, str]):
    """Folded word -> its English stem, filled on demand. The stemmer must not be entered twice at once."""

    def __init__(self) -> None:
        super().__init__()
        self._stem: Callable[[str], str] = Stemmer.Stemmer("english", 0).stemWord
        self._lock = Lock()

    def __missing__(self, word: str) -> str:
        if not (word.isascii() and word.isalpha()):
            return word
        with self._lock:
            stemmed = self[word] = self._stem(word)
        return stemmed


_STEMS = _Stems()


def stem(word: str) -> str:
    """The stem that ``word`` (folded) shares with its other forms: Porter's English stemmer of 2001 (Snowball)."""
    return _STEMS[word]


def stems(words: Iterable[str]) -> Iterator[str]:
    """The :func:`stem` of each."""
    return map(_STEMS.__getitem__, words)


def stem_prefix(word: str) -> str:
    """What every word with the same stem as ``word`` begins with, so that they are found among sorted words.

    The stemmer takes endings away and may exchange the last letter of what is left (*happy*, *happi-ness*). The few
    words that lose more (*dying*, *die*) are not found from one another.
    """
    stemmed = _STEMS[word]
    return stemmed if len(stemmed) < 3 else stemmed[:-1]


def unspaced(word: str) -> bool:
    """Whether ``word`` is of a script written without blanks, and so one of the pairs it is cut into."""
    return _UNSPACED_START.match(word) is not None


def chunk(text: str) -> Chunk:
    """The words of ``text``, which holds no white space.

    Possessive *'s* is cut off, other apostrophes vanish (*O'Brien*, *don't*) or divide (*d'Estaing*), hyphens divide.
    Two words joined by a hyphen also count as one (*cease-fire*, *ceasefire*), at the position of the first.
    """
    found = _CHUNKS.get(text)
    if found is None:
        found = cut(text)
        if len(text) <= _KEPT_CHUNK:
            if len(_CHUNKS) >= _KEPT_CHUNKS:
                _CHUNKS.clear()
            _CHUNKS[text] = found
    return found


_CHUNKS: dict[str, Chunk] = {}


def words(text: str) -> Iterator[Word]:
    """The words of ``text`` in order; of several at one position the shortest comes first."""
    base = 0
    for found in _CHUNK.finditer(text):
        pieces, width = chunk(found[0])
        offset = found.start()
        for piece in pieces:
            yield Word(piece.text, offset + piece.start, offset + piece.end, base + piece.position)
        base += width


@cache
def _runs() -> re.Pattern[str]:
    """What words are cut from; compiled when first needed, as that takes longer than all other imports here."""
    return re.compile(
        rf"(?P<unspaced>(?:(?!_)[{_UNSPACED}])+)"
        r"|(?P<number>\d+(?:[.,]\d+)+)(?!\w)"
        r"|(?P<initials>(?<!\w)(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?|(?<!\w)[^\W\d_]\.[^\W\d_](?![\w.]))"
        rf"|(?P<word>{_LETTER}+(?:[{APOSTROPHES}]{_LETTER}+)*)"
    )


def only_word(text: str) -> str | None:
    """The single word of ``text``, which holds no white space, as it stands there; ``None`` where rules must tell."""
    core = text.strip(string.punctuation)
    return core if core.isascii() and core.isalpha() else None


def cut(text: str) -> Chunk:
    """What :func:`chunk` gives, and keeps."""
    word = only_word(text)
    if word is not None:  # nearly every chunk; the rules below would say the same
        start = text.index(word)
        return Chunk((Piece(word.lower(), start, start + len(word), 0),), 1)
    return _cut_by_rules(text)


def _cut_by_rules(text: str) -> Chunk:
    pieces: list[Piece] = []
    position = 0
    for run in _runs().finditer(text):
        if run.lastgroup == "unspaced":
            cut = _pairs(run[0], run.start(), position)
        elif run.lastgroup == "word":
            cut = _unapostrophe(run[0], run.start(), position)
        else:
            cut = [
                Piece(fold(re.sub("[.,]" if run.lastgroup == "initials" else ",", "", run[0])), *run.span(), position)
            ]
        pieces += cut
        position += len({piece.position for piece in cut})
    return Chunk(tuple(_with_compound(text, pieces)), position)


def _pairs(run: str, start: int, position: int) -> list[Piece]:
    """Overlapping pairs of characters; the last character once more alone, so that each character begins a word."""
    pairs = [Piece(fold(run[i : i + 2]), start + i, start + i + 2, position + i) for i in range(len(run) - 1)]
    last = len(run) - 1
    return [*pairs, Piece(fold(run[last]), start + last, start + last + 1, position + max(last - 1, 0))]


def _unapostrophe(run: str, start: int, position: int) -> list[Piece]:
    parts = _APOSTROPHE.split(run)
    end = start + len(run)
    if len(parts) > 1 and parts[-1] in "sS":
        end -= 2
        parts.pop()
    first = fold(parts[0])
    if len(parts) == 2 and first in _ELIDED and len(parts[1]) > 2:
        middle = start + len(parts[0])
        return [Piece(first, start, middle, position), Piece(fold(parts[1]), middle + 1, end, position + 1)]
    folded = fold("".join(parts))
    return [Piece(folded, start, end, position)] if folded else []


def _with_compound(text: str, pieces: list[Piece]) -> list[Piece]:
    """Adds *ceasefire* where the whole of ``text`` is *cease-fire*."""
    if len(pieces) != 2:
        return pieces
    one, two = pieces
    if two.start != one.end + 1 or text[one.end] not in _HYPHENS or not (one.text + two.text).isalpha():
        return pieces
    return [one, Piece(one.text + two.text, one.start, two.end, one.position), two]
