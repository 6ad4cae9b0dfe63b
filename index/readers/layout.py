"""From the lines of a plain text to its paragraphs.

Blank lines separate paragraphs. Where a text is *hard-wrapped* (its lines were broken at a width, as in e-mail), the
lines of a paragraph are joined; in every other text each line is a paragraph of its own.

A text is taken for hard-wrapped when its lines are at most 120 characters wide, at least four lines are followed by
another without a blank one between, and at least four in five of these are *full*: the next line's first word would not
have fitted, with an eighth of the width for texts that were filled loosely.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

_MIN_WIDTH, _MAX_WIDTH = 40, 120
_MIN_BREAKS = 4
_FULL_SHARE = 0.8
_SLACK = 0.88
_LONGEST_WORD = 20
"""A longer first word says nothing: it may be a line in a script without blanks."""


def paragraphs(text: str) -> list[str]:
    r"""Return the paragraphs of ``text`` (lines end in ``\n``) in order, none blank, each on one line."""
    blocks = _blocks(text)
    width = _wrapped_at(blocks)
    if width is None:
        return [line.strip() for block in blocks for line in block]
    return [paragraph for block in blocks for paragraph in _joined(block, width)]


def _blocks(text: str) -> list[list[str]]:
    """Return the runs of lines between blank lines."""
    blocks: list[list[str]] = []
    open_block = False
    for line in text.split("\n"):
        if not line.strip():
            open_block = False
        elif open_block:
            blocks[-1].append(line.rstrip())
        else:
            blocks.append([line.rstrip()])
            open_block = True
    return blocks


def _wrapped_at(blocks: list[list[str]]) -> int | None:
    """Return the width at which the text's lines were broken, or ``None`` where they are paragraphs."""
    widths = sorted(len(line) for block in blocks if len(block) > 1 for line in block)
    if len(widths) <= _MIN_BREAKS:
        return None
    width = widths[int(0.95 * (len(widths) - 1))]  # a web address may stick out
    if not _MIN_WIDTH <= width <= _MAX_WIDTH:
        return None
    breaks = [_is_full(line, after, width) for block in blocks for line, after in pairwise(block)]
    return width if len(breaks) >= _MIN_BREAKS and sum(breaks) >= _FULL_SHARE * len(breaks) else None


def _is_full(line: str, after: str, width: int) -> bool:
    first_word = after.split(maxsplit=1)[0]
    return len(line) + 1 + min(len(first_word), _LONGEST_WORD) > width * _SLACK


def _joined(block: list[str], width: int) -> list[str]:
    """Join the lines of ``block``; one that is not full, or is followed by a deeper indented one, ends a paragraph."""
    joined = [[block[0].strip()]]
    for line, after in pairwise(block):
        if _is_full(line, after, width) and _indent(after) <= _indent(line):
            joined[-1].append(_glue(line, after.lstrip()))
            joined[-1].append(after.strip())
        else:
            joined.append([after.strip()])
    return ["".join(pieces) for pieces in joined]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _glue(line: str, after: str) -> str:
    """Return what goes between two lines: nothing after a hyphen within a word and between CJK characters."""
    if line[-1] in "-‐" and line[-2:-1].isalnum() and after[0].isalnum():
        return ""
    wide = all(unicodedata.east_asian_width(character) in "WF" for character in (line[-1], after[0]))
    return "" if wide and not unicodedata.combining(after[0]) else " "
