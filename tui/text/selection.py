"""Places in lines, as a mouse selects them, to offsets in a text and back."""

from __future__ import annotations

from collections.abc import Sequence

from textual.selection import Selection

from tui.text.wrap import Wrapped

_FAR = 1 << 60


def bounds(selection: Selection) -> tuple[tuple[int, int], tuple[int, int]]:
    """Start and end of a selection as (line, code points into the line); open ends reach as far as there is text."""
    start, end = selection
    first = (0, 0) if start is None else (start.y, start.x)
    return first, (_FAR, _FAR) if end is None else (end.y, end.x)


def offset_at(lines: Wrapped, number: int, within: int) -> int:
    """The offset of code point ``within`` of line ``number``, held to the line and the text."""
    if number < 0:
        return 0
    lines.reach_line(number)
    if number >= len(lines):
        return len(lines.text)
    start, end = lines.line(number)
    return min(start + max(0, within), end)


def selected_span(lines: Wrapped, selection: Selection, above: int) -> tuple[int, int]:
    """The offsets that ``selection`` covers in a text shown below ``above`` other lines; (0, 0) where none."""
    (first, first_within), (last, last_within) = bounds(selection)
    if last < above:
        return 0, 0
    return offset_at(lines, first - above, first_within), offset_at(lines, last - above, last_within)


def selected_lines(lines: Sequence[str], selection: Selection) -> list[str]:
    """What ``selection`` covers of ``lines`` that begin where the selection counts from."""
    (first, first_within), (last, last_within) = bounds(selection)
    covered = []
    for number, text in enumerate(lines):
        if first <= number <= last:
            covered.append(text[first_within if number == first else 0 : last_within if number == last else None])
    return covered
