"""The two lines above a page of the board: what it is about and what it rests on; how it is narrowed."""

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
        self._note = ""

    def tell(self, title: str, counts: str = "") -> None:
        """Say what the page is about, and what it rests on."""
        if (self._title, self._counts) != (title, counts):
            self._title, self._counts = title, counts
            self.refresh()

    def narrow(self, labels: tuple[tuple[str, str], ...], note: str = "") -> None:
        """Say how the page is narrowed, as (label, value), and how far it is."""
        if (self._labels, self._note) != (labels, note):
            self._labels, self._note = labels, note
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One of the two lines."""
        base, wide = self.rich_style, self.size.width
        right = clip(self._counts if y == 0 else self._note, wide // 2 if y == 0 else wide - 4)
        room = wide - width(right) - 4
        pieces = [(clip(self._title, room), "title")] if y == 0 else self._label_pieces(room)
        segments = [gap(1, base)]
        for text, name in pieces:
            segments.append(Segment(text, base + self.get_component_rich_style(f"head--{name}", partial=True)))
        line = Strip(segments)
        spare = wide - line.cell_length - width(right) - 1
        return Strip([*line, gap(spare, base), Segment(right, base), gap(1, base)]).adjust_cell_length(wide, base)

    def _label_pieces(self, room: int) -> list[tuple[str, str]]:
        pieces: list[tuple[str, str]] = []
        for label, value in self._labels:
            text = clip(value, max(8, room - width(label) - 1))
            used = width(label) + width(text) + 4
            if pieces and used > room + 3:
                pieces.append(("…", "label"))
                break
            pieces += [(f"{label} " if label else "", "label"), (text, "value"), ("   ", "")]
            room -= used
        return [(text, name or "label") for text, name in pieces]
