"""File names as the database keeps them: text, in which a byte that is not UTF-8 has a private character of its own.

Python gives such a byte as a lone surrogate (PEP 383), which no UTF-8 text can hold.
"""

from __future__ import annotations

_FIRST = 0x10F780  # of 128 characters for private use that no font and no file name has a use for
_KEPT = {0xDC80 + place: _FIRST + place for place in range(128)}
_REAL = {kept: real for real, kept in _KEPT.items()}


def keepable(name: str) -> bool:
    """Whether the name comes back as it was; not so where it has one of those private characters itself."""
    return name.isascii() or not any(_FIRST <= ord(character) < _FIRST + 128 for character in name)


def kept_name(name: str) -> str:
    """The file name in the form in which it is kept."""
    return name if name.isascii() else name.translate(_KEPT)


def real_name(kept: str) -> str:
    """The file name that was kept, as Python's functions on files take it."""
    return kept if kept.isascii() else kept.translate(_REAL)
