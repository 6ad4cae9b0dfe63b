"""The lines of a result: title, outlet and date with what is kept of it, snippet with its hits, holders' stances."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style

from index.answer import Hit
from index.article import Span
from tui.signs import SIGNS
from tui.text.cells import clip, visible, width
from tui.text.paint import Layer, paint
from tui.text.wrap import Wrapped, clipped
from tui.widgets.line_view import gap
from tui.wording import origin, tally

Styles = Callable[[str], Style]
"""The style of a kind of words in a row, to lay over another: as :meth:`RowsView.row` gives it."""
_SENTENCE_ENDS = (".", "!", "?", "”", '"')


def hit_lines(hit: Hit, wide: int, room: int, base: Style, styles: Styles) -> list[list[Segment]]:
    """A hit in at most ``room`` lines of ``wide`` cells; the title of one that was read is not strong."""
    quiet = base + styles("quiet")
    strong = base if hit.read else base + styles("strong")
    title = clipped(hit.title or "Untitled", wide, 2 if room > 4 else 1)
    lines = [[Segment(each, strong)] for each in title]
    lines.append(_about(hit, wide, base, styles))
    marks = _stances(hit, wide, base, styles)
    lines += _snippet(hit, wide, room - len(lines) - bool(marks), quiet, styles("hit"))
    return [*lines, marks] if marks else lines


def _snippet(hit: Hit, wide: int, most: int, base: Style, marked: Style) -> list[list[Segment]]:
    """The snippet in at most ``most`` lines, its hits marked, an ellipsis where the article goes on."""
    text, hits = hit.snippet.text, hit.snippet.hits
    if not text or most < 1:
        return []
    if hit.snippet.start:
        text, hits = _from(0, text, hits)
    wrapped = Wrapped(text, wide)
    wrapped.grow(most)
    if hits and hits[0].end > wrapped.line(len(wrapped) - 1)[1]:  # it would be cut off: begin shortly before it
        begin = text.find(" ", max(0, hits[0].start - wide // 3), hits[0].start)
        text, hits = _from(begin + 1 if begin >= 0 else hits[0].start, text, hits)
        wrapped = Wrapped(text, wide)
        wrapped.grow(most)
    layer = Layer.of((*span, marked) for span in hits)
    spans = [wrapped.line(number) for number in range(len(wrapped))]
    begin, end = spans[-1]
    goes_on = end < len(text.rstrip()) or not _ends_a_sentence(text[:end])
    if goes_on and width(text[begin:end]) > wide - 2:  # room for a blank and the ellipsis
        shorter = Wrapped(text[begin:end], wide - 2)
        shorter.grow(1)
        end = begin + shorter.line(0)[1]
        spans[-1] = begin, end
    lines = [paint(text, *span, base, [layer]) for span in spans]
    if goes_on:
        lines[-1].append(Segment(" …" if _ends_a_sentence(text[:end]) else "…", base))
    return lines


def _ends_a_sentence(text: str) -> bool:
    return text.rstrip().endswith(_SENTENCE_ENDS)


def _stances(hit: Hit, wide: int, base: Style, styles: Styles) -> list[Segment]:
    """As many holders as have room, each with the sign of its stance; mere counts where no holder is named."""
    marks = [(each.stance, f"{SIGNS[each.stance]} {each.holder}") for each in hit.holders]
    marks = marks or tally(hit.stances or {})
    segments: list[Segment] = []
    left = wide
    for stance, text in marks:
        shown = clip(text, left) if not segments else visible(text)
        if width(shown) > left:
            break
        segments += [Segment(shown, base + styles(stance)), gap(2, base)]
        left -= width(shown) + 2
    return segments


def _about(hit: Hit, wide: int, base: Style, styles: Styles) -> list[Segment]:
    """Outlet and date, then what is kept of the article and how many copies it has, as far as there is room."""
    copies = f"+{hit.copies:,} {'copy' if hit.copies == 1 else 'copies'}" if hit.copies else ""
    marks = [("★", "on")] * hit.starred + [("✎", "on")] * hit.noted + [(copies, "quiet")] * bool(copies)
    marks += [(f"#{tag}", "on") for tag in hit.tags]
    date = origin(None, hit.published) or "no date"
    left = wide - width(date)
    shown: list[Segment] = []
    for text, name in marks:
        mark = clip(text, left - 2)
        if not mark or (mark != text and not mark.startswith("#")):
            break
        shown += [gap(2, base), Segment(mark, base + styles(name))]
        left -= width(mark) + 2
    source = clip(hit.source or "", max(left - 3, 0))
    return [Segment(origin(source, hit.published) or "no date", base + styles("quiet")), *shown]


def _from(begin: int, text: str, hits: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """``text`` from ``begin`` on, after an ellipsis, with its hits."""
    moved = (Span(start - begin + 1, end - begin + 1) for start, end in hits if start >= begin)
    return f"…{text[begin:]}", tuple(moved)
