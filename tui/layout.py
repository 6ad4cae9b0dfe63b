"""Which panes stand side by side on a screen of a given width; a pure function, so that it can be read and tested."""

from __future__ import annotations

from typing import Literal

Pane = Literal["results", "article", "positions"]
PANES: tuple[Pane, ...] = ("results", "article", "positions")
THREE_COLUMNS = 120
TWO_COLUMNS = 90


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
