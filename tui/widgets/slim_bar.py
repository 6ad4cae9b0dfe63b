"""A scroll bar that costs next to nothing to draw, however tall: its cells are few strips, used again and again."""

from __future__ import annotations

from typing import cast

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget


class SlimBar(ScrollBar):
    """Textual's vertical scroll bar, one cell wide and drawn in whole cells.

    Textual draws a widget line by line through caches made for text, which for a bar takes as long as for the text
    beside it. The bar works as Textual's does: what the mouse does on a cell is said in the cell's style.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """The cells of the bar: above the thumb, the thumb, below it."""
        tall, window, whole = self.size.height, self.window_size, self.window_virtual_size
        if not 0 < window < whole:
            return [self._cell("", thumb=False)] * crop.height
        size = max(1, round(tall * window / whole))
        start = min(round((tall - size) * self.position / (whole - window)), tall - size)
        above, thumb, below = self._cell("scroll_up"), self._cell("grab", thumb=True), self._cell("scroll_down")
        rows = [above] * start + [thumb] * size + [below] * (tall - start - size)
        return rows[crop.y : crop.bottom]

    def _cell(self, act: str, *, thumb: bool = False) -> Strip:
        styles = cast(Widget, self.parent).styles
        active = self.mouse_over or self.grabbed
        ground = styles.scrollbar_background
        meta = {"@mouse.down": act} if act else None
        if self.app.no_color:
            style = Style(reverse=thumb, meta=meta)
        elif thumb:
            colour = styles.scrollbar_color_hover if active else styles.scrollbar_color
            style = Style(color=(ground + colour).rich_color, bgcolor=ground.rich_color, reverse=True, meta=meta)
        else:
            style = Style(bgcolor=ground.rich_color, meta=meta)
        return Strip([Segment(" ", style)], 1)
