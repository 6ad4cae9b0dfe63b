"""Paints at once what somebody waits for: the words of an article, the rows of a result."""

from __future__ import annotations

from textual.screen import Screen
from textual.widget import Widget


def paint_now(screen: Screen[None], *widgets: Widget) -> None:
    """Paint what was refreshed of these widgets, one after another, unless the screen is to be laid out anew anyway.

    Textual waits until each widget and then the screen have nothing else to do, then for the next tick of its clock,
    and then composes all between what became ready meanwhile. It offers no shorter way, so this takes the same steps.
    """
    if screen.is_current and not screen._layout_required and not screen.app._batch_count:  # noqa: SLF001
        for widget in widgets:
            screen._compositor.update_widgets({widget})  # noqa: SLF001
            screen._compositor_refresh()  # noqa: SLF001
