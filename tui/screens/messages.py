"""What was reported while the library was filled, to be read when there is time for it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tui.screens.sheet import Sheet
from tui.text.cells import visible


def messages_sheet(messages: Sequence[str]) -> Sheet:
    """The messages as a sheet, newest first."""
    if not messages:
        return Sheet("Messages", [Content("Nothing to report.")])
    told = [Content(f"• {visible(message)}") for message in reversed(messages)]
    return Sheet(f"Messages · {len(messages)}", told)
