"""One folding of words for every comparison: case, accents and typographic apostrophes do not count."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart although readers without them on the keyboard do.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ŋ": "n",
     "’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"}
)  # fmt: skip


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """``text`` case-folded, without accents, with straight apostrophes: ``Milanović’s`` -> ``milanovic's``."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)
