"""A view that draws only the lines on the screen, whatever the number of lines it has."""

from __future__ import annotations

from typing import ClassVar, Self

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from tui.widgets.slim_bar import SlimBar

_STRIPS_KEPT = 1000


class LineView(ScrollView, can_focus=True):
    """Base of the panes: subclasses say how many lines there are and give each as segments.

    Every text that goes into a segment must have passed :func:`tui.text.cells.visible`.
    """

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    LineView {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        scrollbar-color: $sayso-hairline;
        scrollbar-color-hover: $sayso-quiet;
        scrollbar-color-active: $sayso-quiet;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        border-top: solid $sayso-hairline;
        border-title-color: $sayso-quiet;
        border-title-style: none;
        border-title-background: $background;
        &:focus {
            border-top: solid $accent;
            border-title-color: $accent;
            border-title-style: bold;
        }
    }
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False, repaint=False)
    """As Textual has it, but a change does not lay out the whole screen, for the scroll bar has its place anyway; nor
    does it draw anything anew but that."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._base: Style | None = None
        self._ground: Color | None = None
        self._over: dict[tuple[str, ...], Style] = {}
        self._strips: dict[int, Strip] = {}
        self._measured = Size(0, 0)
        self._room = Size(0, 0)

    @property
    def base(self) -> Style:
        """The style of plain text. Textual works it out anew from all ancestors each time, so it is kept."""
        if self._base is None:
            self._base = self.rich_style
        return self._base

    @property
    def columns(self) -> int:
        """Cells a line may take."""
        return max(1, self._measure().width)

    @property
    def rows(self) -> int:
        """Lines that are on the screen at once."""
        return max(1, self._measure().height)

    def _measure(self) -> Size:
        """The room for lines; kept as long as the view has its size, for Textual asks the whole screen for it."""
        if self._measured != self.outer_size:
            self._measured, self._room = self.outer_size, self.scrollable_content_region.size
        return self._room

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scroll bar; Textual has no other way to be given one of another class than to make it in its place."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = SlimBar(vertical=True, name="vertical")
            self.app._start_widget(self, self._vertical_scrollbar)  # noqa: SLF001
        return self._vertical_scrollbar

    def count_lines(self, lines: int) -> None:
        """Say how many lines there are."""
        size = Size(self.columns, lines)
        if size != self.virtual_size:
            self.virtual_size = size
        self.refresh()

    def watch_virtual_size(self) -> None:
        """Tell the scroll bar, where there is one already."""
        if not self.is_attached:
            return
        bar = self.vertical_scrollbar
        bar.window_virtual_size, bar.window_size = self.virtual_size.height, self.container_size.height
        self.scroll_y = self.validate_scroll_y(self.scroll_y)

    def line(self, number: int) -> Strip | None:
        """Line ``number``, or ``None`` for an empty one."""
        raise NotImplementedError

    def move(self, rows: int) -> bool:
        """Go so many rows or lines down, up if negative; false where that would be over an end."""
        raise NotImplementedError

    def move_pages(self, pages: float) -> bool:
        """Go so many pages down, up if negative; false where that would be over an end."""
        raise NotImplementedError

    def over(self, *names: str) -> Style:
        """The style of a component class as something to lay over another style."""
        if names not in self._over:
            self._over[names] = self.get_component_rich_style(*names, partial=True)
        return self._over[names]

    def jump(self, line: float) -> None:
        """Scroll at once so that ``line`` is the first on the screen."""
        self.scroll_to(y=max(0, line), animate=False, force=True)

    def show_lines(self, first: int, last: int) -> None:
        """Scroll as little as needed for lines ``first`` to ``last`` to be on the screen."""
        top = round(self.scroll_y)
        if first < top:
            self.jump(first)
        elif last >= top + self.rows:
            self.jump(min(first, last - self.rows + 1))

    def redraw_lines(self, first: int, lines: int) -> None:
        """Draw these lines anew, and no others."""
        for number in range(first, first + lines):
            self._strips.pop(number, None)
        self.refresh_lines(first, lines)

    def render_line(self, y: int) -> Strip:
        """The strip at row ``y`` of the view. Strips are kept while it scrolls, until all of it is refreshed."""
        number, wide = y + round(self.scroll_y), self.columns
        strip = self._strips.get(number)
        if strip is None or strip.cell_length != wide:
            if len(self._strips) > _STRIPS_KEPT:
                self._strips.clear()
            drawn = self.line(number)
            strip = Strip.blank(wide, self.base) if drawn is None else drawn.adjust_cell_length(wide, self.base)
            self._strips[number] = strip
        return strip

    def render_lines(self, crop: Region) -> list[Strip]:
        """Strips to be painted: the border above as Textual draws it, below it the lines as they are.

        Textual would lay borders, paddings and tints around each line anew, of which a line has none, and that takes
        several times as long as the line itself. The scroll bar's column is left out: the bar is drawn over it.
        """
        top, *others = self.styles.gutter
        if any(others) or crop.column_span != (0, self.outer_size.width):
            return super().render_lines(crop)
        above = range(crop.y, min(top, crop.bottom))
        drawn = super().render_lines(Region(0, crop.y, crop.width, len(above))) if above else []
        if self._ground is None:
            self._ground = self.background_colors[1]
        filters = self.get_line_filters()
        for y in range(max(crop.y, top), crop.bottom):
            strip = self.render_line(y - top)
            for each in filters:
                strip = strip.apply_filter(each, self._ground)
            drawn.append(strip)
        return drawn

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """As Textual has it; without a region everything that was drawn is forgotten."""
        if not regions:
            self._strips.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Colours changed: draw anew."""
        self._base = self._ground = None
        self._over.clear()
        self._strips.clear()
        super().notify_style_update()

    def page(self, pages: float) -> None:
        """Scroll by so many pages."""
        self.jump(round(self.scroll_y + pages * max(1, self.rows - 2)))


def gap(cells: int, style: Style) -> Segment:
    """Blank cells."""
    return Segment(" " * max(0, cells), style)
