"""The facets drawer: how many results each outlet, month, holder, stance and entity has, each a filter to switch."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from index.article import STANCES
from tui.signs import SIGNS
from tui.text.cells import clip, width
from tui.text.wrap import clipped
from tui.widgets.line_view import gap
from tui.widgets.rows import RowsView
from tui.wording import month

Facets = Mapping[str, tuple[tuple[str, int], ...]]
Filter = tuple[str, str]
"""A field of the query language and a value."""

HEADINGS: Mapping[str, tuple[str, str]] = {
    "source": ("Outlet", "source"), "month": ("Month", "date"), "holder": ("Holder", "holder"),
    "stance": ("Stance", "stance"), "entity": ("Entity", "entity"),
}  # fmt: skip
"""Facet -> what it is called, and the field that filters by it; in the order in which they are shown."""


class FacetsView(RowsView):
    """Counts of a whole result. Posts :class:`Toggled`."""

    class Toggled(Message):
        """A filter is to be put into the query, or taken out."""

        def __init__(self, chosen: Filter) -> None:
            self.chosen = chosen
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.filters: tuple[Filter, ...] = ()
        self.selected = 0
        self._facets: Facets = {}
        self._on: Collection[Filter] = ()
        self._say = ""
        self._lines: list[Filter | str] = []
        self._counts: dict[Filter, int] = {}
        self.border_title = " Facets · ⏎ filters · Esc closes "

    @property
    def filter(self) -> Filter | None:
        """The selected filter."""
        return self.filters[self.selected] if self.filters else None

    def show(self, facets: Facets, on: Collection[Filter]) -> None:
        """Show the counts of another result; ``on``: the filters that its query has. What was selected stays so."""
        before = self.filter
        self._facets, self._on = facets, on
        self._say = "" if any(facets.values()) else "Nothing to count here."
        self._lay_out()
        if before in self.filters:
            self.selected = self.filters.index(before)
        self.selected = min(self.selected, max(0, len(self.filters) - 1))
        self._show_selected()
        self.refresh()

    def say(self, line: str) -> None:
        """Show a line in place of counts."""
        self._facets, self._on, self._say = {}, (), line
        self._lay_out()

    def toggle(self) -> None:
        """Switch the selected filter."""
        if chosen := self.filter:
            self.post_message(self.Toggled(chosen))

    def move(self, rows: int) -> bool:
        """Select the filter so many further down."""
        wanted = self.selected + rows
        if not self.filters:
            return False
        self.selected = min(max(wanted, 0), len(self.filters) - 1)
        self._show_selected()
        self.refresh()
        return self.selected == wanted

    def move_pages(self, pages: float) -> bool:
        """Select the filter about so many pages further down."""
        return self.move(round(pages * max(1, self.rows - 2)) or (1 if pages > 0 else -1))

    def line(self, number: int) -> Strip | None:
        """A heading, a filter with its count, or an empty line."""
        if not 0 <= number < len(self._lines):
            return None
        entry = self._lines[number]
        if isinstance(entry, str):
            style = self.base + self.row("quiet" if self._say else "strong")
            return Strip([gap(1, self.base), Segment(entry, style)])
        base, bar = self.base_and_bar(selected=entry == self.filter)
        on = base + self.row("on")
        count = f"{self._counts[entry]:,}"
        sign, style = ("", base)
        if entry[0] == "stance":
            stance = next(each for each in STANCES if each == entry[1])
            sign, style = f"{SIGNS[stance]} ", base + self.row(stance)
        room = self.columns - width(count) - width(sign) - 5
        name = clip(month(entry[1]) if entry[0] == "date" else entry[1], room)
        return Strip([
            bar, Segment("✓ " if entry in self._on else "  ", on), Segment(sign, style),
            Segment(name, on if entry in self._on else style), gap(room - width(name) + 1, base),
            Segment(count, base + self.row("quiet")),
        ]).adjust_cell_length(self.columns, base)  # fmt: skip

    def on_click(self, event: events.Click) -> None:
        """Switch the filter under the mouse."""
        offset = event.get_content_offset(self)
        number = offset.y + round(self.scroll_y) if offset is not None else -1
        if 0 <= number < len(self._lines) and isinstance(entry := self._lines[number], tuple):
            self.selected = self.filters.index(entry)
            self.refresh()
            self.toggle()

    def on_resize(self) -> None:
        """The selected filter stays on the screen."""
        self._lay_out()
        self._show_selected()

    def _lay_out(self) -> None:
        self._lines, self._counts = [], {}
        if self._say:
            self._lines = ["", *clipped(self._say, max(1, self.columns - 2), 9)]
        for facet, (heading, field) in HEADINGS.items():
            values = self._facets.get(facet, ())
            if not values:
                continue
            self._lines += ["", heading] if self._lines else [heading]
            for value, count in sorted(values, reverse=True) if facet == "month" else values:
                self._counts[field, value] = count
                self._lines.append((field, value))
        self.filters = tuple(self._counts)
        self.count_lines(len(self._lines))

    def _show_selected(self) -> None:
        if chosen := self.filter:
            line = self._lines.index(chosen)
            self.show_lines(0 if line == 1 else line, line)
