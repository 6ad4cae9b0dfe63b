"""Which names of keys there are: characters, Textual's names, and either with modifiers before it."""

from __future__ import annotations

import unicodedata

from textual.keys import KEY_NAME_REPLACEMENTS, Keys

_MODIFIERS = frozenset({"ctrl", "alt", "shift", "super", "hyper", "meta"})
_NAMED = frozenset({*(key.value for key in Keys), *KEY_NAME_REPLACEMENTS.values()})
LIKE = '"x", "space", "f2" or "ctrl+x"'
"""How keys are written."""


def is_key(name: str) -> bool:
    """Whether there is such a key: ``x``, ``ctrl+x``, ``f2``, ``question_mark``."""
    *modifiers, last = name.split("+") if len(name) > 1 else [name]
    return _MODIFIERS.issuperset(modifiers) and (len(last) == 1 or last in _NAMED or _is_character(last))


def _is_character(name: str) -> bool:
    try:
        return name == name.lower() and bool(unicodedata.lookup(name.replace("_", " ")))
    except KeyError:
        return False
