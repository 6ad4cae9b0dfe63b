"""A view of rows of which one is selected, with the colours that all such views share: selection, stances, asides."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.widgets.line_view import LineView, gap

_DRAWN_KEPT = 500


class RowsView(LineView):
    """Base of the panes with a selected row; a bar beside it tells whether the pane has the focus."""

    COMPONENT_CLASSES: ClassVar = {
        "row--strong", "row--quiet", "row--on", "row--selected", "row--bar", "row--bar-idle", "row--hit",
        "row--supports", "row--opposes", "row--conditional", "row--neutral",
    }  # fmt: skip
    DEFAULT_CSS = """
    RowsView {
        & > .row--strong { text-style: bold; }
        & > .row--quiet { color: $sayso-quiet; }
        & > .row--on { color: $accent; text-style: bold; }
        & > .row--selected { background: $sayso-selected-ground; }
        & > .row--bar { color: $accent; }
        & > .row--bar-idle { color: $sayso-hairline; }
        & > .row--hit { color: $sayso-hit-text; background: $sayso-hit-ground; }
        & > .row--supports { color: $sayso-supports; }
        & > .row--opposes { color: $sayso-opposes; }
        & > .row--conditional { color: $sayso-conditional; }
        & > .row--neutral { color: $sayso-neutral; }
        &:nocolor > .row--selected { text-style: bold; }
        &:nocolor > .row--hit { text-style: underline; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._drawn: dict[int, list[Strip]] = {}

    def row(self, name: str) -> Style:
        """The style of a kind of words in a row, to lay over another."""
        return self.over(f"row--{name}")

    def base_and_bar(self, *, selected: bool) -> tuple[Style, Segment]:
        """The style of a row's plain words, and what stands before them."""
        if not selected:
            return self.base, gap(1, self.base)
        base = self.base + self.row("selected")
        return base, Segment("▌", base + self.row("bar" if self.is_active else "bar-idle"))

    def strips_of(self, row: int) -> list[Strip]:
        """The lines of a row, drawn once until :meth:`forget` or a change of looks."""
        strips = self._drawn.get(row)
        if strips is None:
            if len(self._drawn) > _DRAWN_KEPT:
                self._drawn.clear()
            strips = self._drawn[row] = self.draw_row(row)
        return strips

    def draw_row(self, row: int) -> list[Strip]:
        """Draw a row; for those who use :meth:`strips_of`."""
        raise NotImplementedError

    def forget(self, *rows: int) -> None:
        """Draw these rows anew; all of them without any."""
        for row in rows:
            self._drawn.pop(row, None)
        if not rows:
            self._drawn.clear()

    @property
    def is_active(self) -> bool:
        """Whether keys go to this pane."""
        return self.has_focus

    def on_focus(self) -> None:
        """The bar of the selected row shows who has the focus."""
        self.forget()
        self.refresh()

    def on_blur(self) -> None:
        """The bar of the selected row shows who has the focus."""
        self.forget()
        self.refresh()

    def notify_style_update(self) -> None:
        """Colours changed: draw anew."""
        self.forget()
        super().notify_style_update()
