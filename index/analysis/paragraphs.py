"""A text in pieces that a parser takes whole: its paragraphs, the very long ones cut."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 3000
"""Characters of one piece; bounds the time and memory that any one parse needs."""
LONGEST_WORD = 300
"""Characters without a blank that a tokeniser is given at a time: its rules take quadratic time over them."""
_RUN = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?][”\"’')\]]*\s+(?=[\"“‘(\[]?[A-Z])")
_BLANK = re.compile(r"\s+")


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the paragraphs of ``text`` that hold anything but white space, in order.

    A paragraph is a line. One longer than :data:`LONGEST` is cut after a sentence, else at a blank, else anywhere; a
    run of more than :data:`LONGEST_WORD` characters without a blank is cut wherever it gets that long.
    """
    for line in _LINE.finditer(text):
        start = line.start()
        for end in (*(run.end() for run in _RUN.finditer(text, start, line.end())), line.end()):
            yield from _short_pieces(text, start, end)
            start = end


def _short_pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cut = _cut(text, start + LONGEST // 2, start + LONGEST)
        yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end


def _cut(text: str, low: int, high: int) -> int:
    """The last good place in ``[low, high]`` to cut a text."""
    for places in (_SENTENCE_END, _BLANK):
        found = [match.end() for match in places.finditer(text, low, high)]
        if found:
            return found[-1]
    return high
