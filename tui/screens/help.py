"""The help: every key from the one table, and the query language in brief."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from textual.content import Content
from textual.style import Style

from tui.keymap import GROUPS, Action, Keymap
from tui.screens.sheet import Sheet
from tui.text.cells import width

QUERIES = (
    ("troops ukraine", "articles with both words, in any form"),
    ('"mutual defence"', "these words, in this order"),
    ("troops OR soldiers", "either; NOT and - exclude; ( ) groups"),
    ("troo*", "words that begin so"),
    ("holder:meloni", "somebody of this name holds a position"),
    ("stance:opposes", "also supports, conditional, neutral"),
    ("about:troops", "what a position is for or against"),
    ("holder:meloni stance:opposes", "one position that is both"),
    ("entity:nato", "the article names it"),
    ("source:wire  by:thomas", "outlet, author"),
    ("title:summit  body:ceasefire", "only there"),
    ("date:2025-03", "that month; also date:>=2025-03"),
    ("date:2025-03-01..2025-03-15", "these days and those between"),
    ("is:unread", "also read, starred, tagged, noted"),
    ("tag:later  lang:en", "your tags; language"),
)
_TYPING = (
    ("⏎", "to the results"),
    ("Esc", "to the results, too; the query stays"),
    ("Ctrl+U", "empty the line"),
    ("↑ ↓", "searches made before"),
    ("Tab →", "take the word that is offered below"),
)
_COLUMN, _KEYS = 30, 12
"""Cells of what stands on the left: of queries, and of keys. In 80 columns no line of the help is broken."""
_LEAST = 18
"""Cells that a text beside something needs; with less it goes below."""


def help_sheet(keys: Keymap, screen: int) -> Sheet:
    """The help as a sheet on a ``screen`` so many cells wide: how to begin, every action, what can be typed."""
    room = Sheet.room(screen)
    parts = [section("To begin with", _first_steps(keys), _KEYS, room)]
    parts += [actions_section(group, keys.of_group(group), room) for group in GROUPS]
    parts.append(section("In the search bar", _TYPING, _KEYS, room))
    parts.append(section("Queries", QUERIES, _COLUMN, room))
    return Sheet("Help", [*parts, signs_line()])


def _first_steps(keys: Keymap) -> list[tuple[str, str]]:
    def first(*actions: str) -> str:
        return " ".join(keys.shown(action).split()[0] for action in actions if keys.shown(action))

    return [
        (first("down", "up"), "go through the results; the article comes along"),
        (first("open"), f"read it; {first('page_down')} goes on to its end and into the next"),
        (first("next_position"), "lights who says what, one after the other"),
        (first("search"), f"searches as you type; {first('back')} goes back, always"),
        ("mouse", "click words, rows, keys; drag edges; mark and copy text"),
    ]


def signs_line() -> Content:
    """What the signs of the stances mean, in their colours."""
    return Content.assemble(
        ("Stances\n", "bold $accent"),
        ("  ✔ supports", "$sayso-supports"), ("   ✘ opposes", "$sayso-opposes"),
        ("   ~ conditional", "$sayso-conditional"), ("   • neutral", "$sayso-neutral"),
    )  # fmt: skip


def actions_section(title: str, actions: Sequence[Action], room: int) -> Content:
    """A heading, and below it actions with their keys; a click on one does it."""
    lines = [Content.styled(f"{title}\n", "bold $accent")]
    for action in actions:
        row = _row(" ".join(action.shown_keys), action.help, _KEYS, room)
        lines += [row.stylize(Style.from_meta({"@click": f"screen.choose('{action.id}')"})), Content("\n")]
    return Content("").join(lines)


def section(title: str, rows: Sequence[tuple[str, str]], column: int, room: int = 80) -> Content:
    """A heading, and below it rows of two columns, the left one ``column`` cells wide, in ``room`` cells."""
    lines = [Content.styled(f"{title}\n", "bold $accent")]
    for left, right in rows:
        lines += [_row(left, right, column, room), Content("\n")]
    return Content("").join(lines)


def _row(left: str, right: str, column: int, room: int) -> Content:
    """Two texts side by side, the right one broken into lines of its own column; one below the other in little room."""
    beside = room - column - 2 >= _LEAST
    indent = column + 2 if beside else 4
    lines = textwrap.wrap(right, max(_LEAST, room - indent)) or [""]
    between = " " * max(1, column - width(left)) if beside else "\n" + " " * indent
    return Content.assemble((f"  {left}", "bold"), between, f"\n{' ' * indent}".join(lines))
