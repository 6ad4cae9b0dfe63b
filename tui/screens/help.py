"""The help: every key from the one table, and the query language in brief."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.style import Style

from tui.keymap import GROUPS, Action, Keymap
from tui.screens.sheet import Sheet
from tui.text.cells import width

QUERIES = (
    ("troops ukraine", "articles with both words, in any form"),
    ('"mutual defence"', "these words, in this order"),
    ("troops OR soldiers", "either; NOT and -word exclude; ( ) group"),
    ("troo*", "words that begin so"),
    ("holder:meloni", "somebody of this name holds a position"),
    ("stance:opposes", "also supports, conditional, neutral"),
    ("about:troops", "what a position is for or against"),
    ("holder:meloni stance:opposes", "one position that is both"),
    ("entity:nato", "the article names it"),
    ("source:wire  by:thomas", "outlet, author"),
    ("title:summit  body:ceasefire", "only there"),
    ("date:2025-03", "that month; date:2025-03-01..2025-03-15, date:>=2025-03"),
    ("is:unread", "also read, starred, tagged, noted"),
    ("tag:later  lang:en", "your tags; language"),
)
_COLUMN, _KEYS = 32, 16


def help_sheet(keys: Keymap) -> Sheet:
    """The help as a sheet."""
    parts = [actions_section(group, keys.of_group(group)) for group in GROUPS]
    parts.append(section("Queries", QUERIES, _COLUMN))
    return Sheet("Help", [*parts, signs_line()])


def signs_line() -> Content:
    """What the signs of the stances mean, in their colours."""
    return Content.assemble(
        ("Stances\n", "bold $accent"),
        ("  ✔ supports", "$sayso-supports"), ("   ✘ opposes", "$sayso-opposes"),
        ("   ~ conditional", "$sayso-conditional"), ("   • neutral", "$sayso-neutral"),
    )  # fmt: skip


def actions_section(title: str, actions: Sequence[Action]) -> Content:
    """A heading, and below it actions with their keys; a click on one does it."""
    lines = [Content.styled(f"{title}\n", "bold $accent")]
    for action in actions:
        keys = " ".join(action.shown_keys)
        row = Content.assemble((f"  {keys}", "bold"), " " * max(1, _KEYS - width(keys)), action.help)
        lines += [row.stylize(Style.from_meta({"@click": f"screen.choose('{action.id}')"})), Content("\n")]
    return Content("").join(lines)


def section(title: str, rows: list[tuple[str, str]] | tuple[tuple[str, str], ...], column: int) -> Content:
    """A heading, and below it rows of two columns."""
    pieces: list[str | tuple[str, str]] = [(f"{title}\n", "bold $accent")]
    for left, right in rows:
        pieces += [(f"  {left}", "bold"), " " * max(1, column - width(left)), f"{right}\n"]
    return Content.assemble(*pieces)
