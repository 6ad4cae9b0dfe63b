"""Which panes stand side by side on a screen of a given width, and how wide; pure functions, to be read and tested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

Pane = Literal["results", "article", "positions"]
PANES: tuple[Pane, ...] = ("results", "article", "positions")
THREE_COLUMNS = 120
TWO_COLUMNS = 90
NARROWEST, NARROWEST_ARTICLE = 24, 34
"""Cells that a pane beside the article, and the article, keep whatever is asked for."""
EDGE = 1
"""Cells of the line between two panes."""
_SHARE = 4 / 15
_USUAL = (32, 50)


def panes_shown(width: int, here: Pane, side: Pane, *, panel: bool) -> tuple[Pane, ...]:
    """The panes to show in ``width`` cells, left to right.

    ``here`` is the pane that has the focus, ``side`` the one beside the article that had it last, and ``panel`` says
    whether positions are wanted at all. Where two fit, one is the article; where one fits, it is ``here``.
    """
    if width >= THREE_COLUMNS:
        return PANES if panel else ("results", "article")
    if width >= TWO_COLUMNS:
        return ("article", "positions") if side == "positions" and panel else ("results", "article")
    return (here,)


def side_widths(width: int, shown: Sequence[Pane], wanted: Mapping[Pane, int]) -> dict[Pane, int]:
    """The widths in cells of the panes beside the article; the article has what they and the edges leave.

    ``wanted`` are the widths that a person chose; they hold as far as each pane keeps what it needs.
    """
    sides = [pane for pane in shown if pane != "article" and len(shown) > 1]
    usual = min(max(round(width * _SHARE), _USUAL[0]), _USUAL[1])
    room = width - NARROWEST_ARTICLE - EDGE * len(sides)
    widths: dict[Pane, int] = {}
    for number, pane in enumerate(sides):
        most = room - NARROWEST * (len(sides) - number - 1)
        widths[pane] = max(NARROWEST, min(wanted.get(pane, usual), most))
        room -= widths[pane]
    return widths
