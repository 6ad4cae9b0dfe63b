"""The help: every key from the one table, and the query language in brief."""

from __future__ import annotations

from textual.content import Content

from tui.keymap import GROUPS, Keymap
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
    ("is:unread  lang:en", "state, language"),
)
_COLUMN = 32


def help_sheet(keys: Keymap) -> Sheet:
    """The help as a sheet."""
    parts = [section(group, keys.rows(group), 16) for group in GROUPS]
    parts.append(section("Queries", QUERIES, _COLUMN))
    return Sheet("Help", [*parts, signs_line()])


def signs_line() -> Content:
    """What the signs of the stances mean, in their colours."""
    return Content.assemble(
        ("Stances\n", "bold $accent"),
        ("  ✔ supports", "$sayso-supports"), ("   ✘ opposes", "$sayso-opposes"),
        ("   ~ conditional", "$sayso-conditional"), ("   • neutral", "$sayso-neutral"),
    )  # fmt: skip


def section(title: str, rows: list[tuple[str, str]] | tuple[tuple[str, str], ...], column: int) -> Content:
    """A heading, and below it rows of two columns."""
    pieces: list[str | tuple[str, str]] = [(f"{title}\n", "bold $accent")]
    for left, right in rows:
        pieces += [(f"  {left}", "bold"), " " * max(1, column - width(left)), f"{right}\n"]
    return Content.assemble(*pieces)
