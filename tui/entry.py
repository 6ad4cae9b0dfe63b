"""Where `sayso` begins: paints the last session's screen, then imports the rest and hands over to the command line."""

from __future__ import annotations

import sys

from tui import first_frame


def main() -> int:
    """Run the command line; returns the exit status."""
    first_frame.paint(sys.argv[1:])
    try:
        from tui.cli import main as run  # only now: all other imports take longer than a person shall wait

        return run()
    finally:
        first_frame.leave()
