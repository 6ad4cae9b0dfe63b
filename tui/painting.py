"""Paints at once what somebody waits for: the words of an article, the rows of a result.

Textual waits until each widget and then the screen have nothing else to do, then for the next tick of its clock, and
then composes all between what became ready meanwhile, from every widget that is on the screen. It offers no shorter
way, so this takes of its steps those that are needed for a widget that nothing covers.
"""

from __future__ import annotations

from textual._compositor import LayoutUpdate
from textual.screen import Screen
from textual.widget import Widget


def paint_now(screen: Screen[None], *widgets: Widget) -> None:
    """Paint what was refreshed of these widgets, one after another.

    Not where a dialog stands over the screen, nor where all is to be laid out anew anyway: Textual will come to it.
    """
    if screen.app.screen is not screen or screen._layout_required or screen.app._batch_count:  # noqa: SLF001
        return
    for widget in widgets:
        if _is_bare(screen, widget):
            _paint(screen, widget)
        else:
            screen._compositor.update_widgets({widget})  # noqa: SLF001
            screen._compositor_refresh()  # noqa: SLF001


def _is_bare(screen: Screen[None], widget: Widget) -> bool:
    """Whether all of ``widget`` is on the screen, and nothing over it but what is its own."""
    shown = screen._compositor.visible_widgets  # noqa: SLF001 - what is in front comes first
    if widget not in shown or widget.region != widget.region.intersection(shown[widget][1]):
        return False
    for other, (region, clip) in shown.items():
        if other is widget:
            return True
        if other.parent is not widget and region.intersection(clip).overlaps(widget.region):
            return False
    return False


def _paint(screen: Screen[None], widget: Widget) -> None:
    for dirty in widget._exchange_repaint_regions():  # noqa: SLF001
        part = dirty.intersection(widget.region.reset_offset)
        if part:
            lines = widget.render_lines(part._replace(x=0, width=widget.region.width))
            region = part._replace(x=0).translate(widget.region.offset)
            screen.app._display(screen, LayoutUpdate([(line,) for line in lines], region))  # noqa: SLF001
