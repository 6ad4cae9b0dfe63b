"""The help of the board: its keys from the one table, its signs, and how far to trust what it says."""

from __future__ import annotations

from tui.board.narrowing import FILTER_HINT
from tui.board.words import MOVED
from tui.keymap import BOARD_GROUPS, Group, Keymap
from tui.screens.help import section, signs_line
from tui.screens.sheet import Sheet

_GROUPS: tuple[Group, ...] = (*BOARD_GROUPS, "Move", "Positions", "View", "Program")
_READING = (
    (f"{MOVED}", "took another stance on a topic; c shows both statements"),
    ("±", "a cell in which some statements support and some oppose"),
    ("×3", "the article was printed three times; it counts once"),
    ("83%", "how sure the analysis is; of a cell the least sure one"),
)


def board_help(keys: Keymap) -> Sheet:
    """The help as a sheet."""
    parts = [section(group, rows, 16) for group in _GROUPS if (rows := keys.rows(group))]
    parts.append(section("Filters", [(FILTER_HINT, ""), ("only:changes", "holders whose stance changed")], 16))
    parts.append(section("How to read it", _READING, 16))
    return Sheet("Who stands where", [*parts, signs_line()])
