"""What `sayso board` can be asked on the command line; imports nothing heavy, for every sub-command's parser has it."""

from __future__ import annotations

import argparse
from pathlib import Path

from index.board.terms import KINDS, ORDERS

SHOWN = 25
TAKEN = 200
"""How many holders a table on the terminal and a form to take away have, unless told otherwise."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell the parser of `sayso board` what can be asked."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help="only in articles that this finds")
    parser.add_argument("--holder", metavar="NAME", help="all that this holder said; part of the name is enough")
    parser.add_argument("--changes", action="store_true", help="who has taken another stance, newest first")
    parser.add_argument("--matrix", action="store_true", help="holders by topics, as signs")
    parser.add_argument("--compare", nargs=2, metavar=("A", "B"), help="two holders on their topics")
    narrow = parser.add_argument_group("narrow it down")
    narrow.add_argument("--stance", choices=("supports", "opposes", "conditional", "neutral"))
    narrow.add_argument("--kind", choices=KINDS, help="other: whom articles only describe")
    narrow.add_argument("--topic", metavar="WORDS", help="only what is about this")
    narrow.add_argument("--source", metavar="OUTLET", help="only from this outlet")
    narrow.add_argument("--since", metavar="DAY", help="from this day on, like 2025-03-28")
    narrow.add_argument("--until", metavar="DAY", help="up to this day")
    narrow.add_argument("--sort", choices=ORDERS, default="number")
    narrow.add_argument(
        "--limit", type=_at_least_one, metavar="N", help=f"holders (default: {SHOWN}; in a form {TAKEN})"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="JSON lines")
    form.add_argument("--csv", action="store_true", help="CSV for a spreadsheet")
    form.add_argument("--markdown", action="store_true", help="a brief with numbered citations")
    form.add_argument("--html", action="store_true", help="one page for a browser, with a timeline")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the form into a new file")
    parser.add_argument("--force", action="store_true", help="let it take the place of a file that is there")


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
