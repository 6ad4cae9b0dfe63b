"""The sentence around a place in a text, near enough for showing it and for finding what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import Position, Span

_END = re.compile(r"""([.!?…]["”’»)\]]*)\s+(?=["“‘«(\[]*(\w))""")
_NO_END = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Rev|Hon|No|vs|etc|Jr|Sr)|\b[^\W\d_])\.$")
_FAR = 4000
"""Characters before and after a place that are looked at: a text need not have sentences at all."""


def sentence_at(text: str, offset: int) -> Span:
    """The sentence that holds the character at ``offset``; a line feed ends one, too."""
    start = max(text.rfind("\n", 0, offset) + 1, offset - _FAR, 0)
    line_end = text.find("\n", offset)
    end = min(len(text) if line_end < 0 else line_end, offset + _FAR)
    for found in _END.finditer(text, start, end):
        following = found[2]
        if not (following.isupper() or following.isdigit() or (following.isalpha() and not following.islower())):
            continue
        if _NO_END.search(text, max(start, found.start() - 8), found.start() + 1):
            continue
        if found.end() > offset:
            return Span(start, found.end(1))
        start = found.end()
    return Span(start, end)


def held_in(positions: Sequence[Position], sentence: Span) -> list[int]:
    """Numbers of the positions whose statement or cue stands in ``sentence``, the most certain first."""
    held = [
        number
        for number, position in enumerate(positions)
        if any(
            span.start < sentence.end and sentence.start < span.end
            for span in position.statement.spans + (position.cue.spans if position.cue else ())
        )
    ]
    return sorted(held, key=lambda number: -positions[number].confidence)
