"""The lines of the positions pane: a heading for each group, and for each position stance, target and very words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from index.article import Position
from tui.signs import NOTED, SIGNS
from tui.text.cells import clip, width
from tui.text.wrap import clipped
from tui.wording import holder_name, tally

Grouping = Literal["holder", "stance"]
Pieces = list[tuple[str, str]]
"""A line as (text, name of its style in :meth:`RowsView.row`, none for plain words)."""
_MUCH_OF_IT = 0.7
_TARGET_LINES, _WORDS_LINES, _ALL_LINES = 2, 2, 12


def heading(name: str, positions: Sequence[Position], grouping: Grouping, wide: int) -> Pieces:
    """The line above a group: its stance and how many there are, or its holder and how often it takes each stance."""
    if grouping == "stance":
        stance = positions[0].stance
        return [(f"{SIGNS[stance]} {name}", stance), (f" · {len(positions)}", "quiet")]
    counts = tally(Counter(position.stance for position in positions))
    marks = sum(len(text) + 1 for _, text in counts)
    shown = clip(name, max(4, wide - marks))
    pieces = [(shown, "strong"), (" " * max(0, wide - width(shown) - marks), "")]
    for stance, text in counts:
        pieces += [(" ", ""), (text, stance)]
    return pieces


def entry(position: Position, note: str, grouping: Grouping, wide: int, *, chosen: bool) -> list[Pieces]:
    """The lines of a position: stance and target, its words, how it was put where it is ``chosen``, a person's note."""
    by_holder = grouping == "holder"
    head = position.stance if by_holder else holder_name(position)
    words = position.statement.text
    target = position.target.text if position.target else ""
    if len(target) > _MUCH_OF_IT * len(words):
        target = ""  # it would be the same words twice
    first, *others = clipped(f"{head} {target}", wide - 3, _ALL_LINES if chosen else _TARGET_LINES)
    lines: list[Pieces] = [
        [
            (f" {SIGNS[position.stance]} ", position.stance),
            (first[: len(head)], position.stance if by_holder else "strong"),
            (first[len(head) :], ""),
        ],
        *([("   ", ""), (text, "")] for text in others),
        *([("   ", ""), (text, "quiet")] for text in clipped(words, wide - 3, _ALL_LINES if chosen else _WORDS_LINES)),
    ]
    if chosen:
        cue = f"“{position.cue.text}” · " if position.cue else ""
        how = f"{cue}{position.quotation} · {position.confidence:.0%}\u00a0sure"
        lines += [[("   ", ""), (text.replace("\u00a0", " "), "quiet")] for text in clipped(how, wide - 3, 3)]
    noted = f"{NOTED} {note}" if note else ""
    lines += [[("   ", ""), (text, "on")] for text in clipped(noted, wide - 3, _ALL_LINES if chosen else 1)]
    return lines
