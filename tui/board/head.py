"""The lines above a page of the board: what it is about and what it rests on; how it is narrowed."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui.text.cells import clip, width
from tui.widgets.line_view import gap


class Head(Widget):
    """A title with counts at its right, and below it what holds for the page as small labels."""

    COMPONENT_CLASSES: ClassVar = {"head--title", "head--label", "head--value", "head--note"}
    DEFAULT_CSS = """
    Head {
        height: 2;
        color: $sayso-quiet;
        & > .head--title { color: $foreground; text-style: bold; }
        & > .head--label { color: $sayso-quiet; }
        & > .head--value { color: $accent; }
        & > .head--note { color: $sayso-quiet; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._title, self._counts = "", ""
        self._labels: tuple[tuple[str, str], ...] = ()
        self._note, self._coming = "", ""
        self._lines: list[list[tuple[str, str]]] = [[]]

    def tell(self, title: str, counts: str = "") -> None:
        """Say what the page is about, and what it rests on."""
        if (self._title, self._counts) != (title, counts):
            self._title, self._counts = title, counts
            self.refresh()

    def narrow(self, labels: tuple[tuple[str, str], ...], note: str = "") -> None:
        """Say how the page is narrowed, as (label, value), and how far it is."""
        if (self._labels, self._note) != (labels, note):
            self._labels, self._note = labels, note
            self._fold()

    def await_(self, coming: str) -> None:
        """Say what is on the way, in place of how far it is."""
        if self._coming != coming:
            self._coming = coming
            self._fold()

    def on_resize(self) -> None:
        """Labels take the lines that they need."""
        self._fold()

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        base, wide = self.rich_style, self.size.width
        right = (
            clip((self._counts, self._coming or self._note)[y], wide - 4 - (width(self._title) if y == 0 else 0))
            if y < 2
            else ""
        )
        pieces = self._lines[y - 1] if 0 < y <= len(self._lines) else []
        if y == 0:
            pieces = [(clip(self._title, wide - width(right) - 4), "title")]
        segments = [gap(1, base)]
        for text, name in pieces:
            segments.append(Segment(text, base + self.get_component_rich_style(f"head--{name}", partial=True)))
        line = Strip(segments)
        note = base + self.get_component_rich_style("head--note", partial=True)
        spare = wide - line.cell_length - width(right) - 1
        return Strip([*line, gap(spare, base), Segment(right, note), gap(1, base)]).adjust_cell_length(wide, base)

    def _fold(self) -> None:
        """Lay the labels out in as many lines as they need, the first one shortened by the note."""
        wide = max(20, self.size.width - 2)
        note = self._coming or self._note
        room = wide - (width(note) + 2 if note else 0)
        lines: list[list[tuple[str, str]]] = [[]]
        for label, value in self._labels:
            text = clip(value, wide - width(label) - 1)
            used = width(label) + bool(label) + width(text) + 3
            if used - 3 > room and lines[-1]:
                lines.append([])
                room = wide
            lines[-1] += [(f"{label} " if label else "", "label"), (text, "value"), ("   ", "label")]
            room -= used
        self._lines = lines
        self.styles.height = 1 + len(lines)
        self.refresh()
