"""Lays spans of style over one another, entities under hits under evidence, and paints a line of text with them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style

from tui.text.cells import graphemes, is_simple, visible


@dataclass(frozen=True, slots=True)
class Layer:
    """Spans of one kind with a style each, in order and free of overlap."""

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    styles: tuple[Style, ...] = ()

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int, Style]]) -> Layer:
        """The layer of (start, end, style) in any order; of two that overlap the first is kept whole."""
        starts: list[int] = []
        ends: list[int] = []
        styles: list[Style] = []
        reached = 0
        for span_start, end, style in sorted(spans, key=lambda span: (span[0], -span[1])):
            start = max(span_start, reached)
            if end > start:
                starts.append(start)
                ends.append(end)
                styles.append(style)
                reached = end
        return cls(tuple(starts), tuple(ends), tuple(styles))

    def within(self, start: int, end: int) -> Iterator[tuple[int, int, Style]]:
        """The spans that touch ``[start, end)``, cut to it."""
        number = bisect_right(self.ends, start)
        while number < len(self.starts) and self.starts[number] < end:
            yield max(self.starts[number], start), min(self.ends[number], end), self.styles[number]
            number += 1


def paint(text: str, start: int, end: int, base: Style, layers: Sequence[Layer]) -> list[Segment]:
    """``text[start:end]``, one line, as segments: its visible form in ``base``, each layer's styles over those before.

    A style covers whole graphemes, also those of which a span covers a part.
    """
    line = visible(text[start:end])
    pieces = [
        [(begin - start, stop - start, style) for begin, stop, style in layer.within(start, end)] for layer in layers
    ]
    if not any(pieces):
        return [Segment(line, base)] if line else []
    cuts = {0, len(line)}
    for spans in pieces:
        for begin, stop, _ in spans:
            cuts.update((begin, stop))
    if not is_simple(line):
        cuts = _at_graphemes(line, cuts)
    ordered = sorted(cuts)
    return [Segment(line[begin:stop], _style_at(begin, stop, base, pieces)) for begin, stop in pairwise(ordered)]


def _at_graphemes(line: str, cuts: Iterable[int]) -> set[int]:
    """The cuts, each moved to where the next grapheme begins."""
    starts = [begin for begin, _, _ in graphemes(line)] + [len(line)]
    return {starts[bisect_left(starts, cut)] for cut in cuts}


def _style_at(begin: int, stop: int, base: Style, pieces: Iterable[Sequence[tuple[int, int, Style]]]) -> Style:
    style = base
    for spans in pieces:
        for first, last, over in spans:
            if first < stop and begin < last:
                style += over
                break
    return style
