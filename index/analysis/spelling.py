"""American forms of British spellings, so that what was learned from American news holds for other news too."""

from __future__ import annotations

import re
from functools import lru_cache

_KEPT = frozenset(
    """advertise advise apprise arise chastise comprise compromise demise despise devise disguise enterprise excise
    exercise expertise franchise improvise merchandise otherwise paradise praise precise premise promise raise revise
    rise supervise surmise surprise televise wise four hour our pour sour tour your contour detour
    """.split()  # noqa: SIM905
)
_CHANGES = (
    (re.compile(r"(?<=..)is(e|ation|ing|ed|er)$"), r"iz\1"),
    (re.compile(r"(?<=..)yse$"), "yze"),
    (re.compile(r"(?<=..)our(able|ite|ed|ing)?$"), r"or\1"),
    (re.compile(r"(?<=[deft])ence$"), "ense"),
    (re.compile(r"^scept"), "skept"),
)
_ENCE = frozenset(("defence", "offence", "pretence"))


@lru_cache(maxsize=20_000)
def american(word: str) -> str:
    """The American spelling of a lower-case base form; the word itself where it has but one."""
    if word in _KEPT:
        return word
    for pattern, form in _CHANGES:
        if pattern.pattern.endswith("ence$") and word not in _ENCE:
            continue
        changed = pattern.sub(form, word)
        if changed != word:
            return changed
    return word
