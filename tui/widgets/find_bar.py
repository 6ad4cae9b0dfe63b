"""The line in which one types what to find in the open article."""

from __future__ import annotations

from textual.widgets import Input


class FindBar(Input):
    """Shown below the article while something is looked for in it."""

    DEFAULT_CSS = """
    FindBar, FindBar:focus {
        display: none;
        height: 1;
        margin: 0 1;
        background: $background;
        background-tint: $background 0%;
        & > .input--placeholder { color: $sayso-quiet; }
    }
    FindBar.-open { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(placeholder="find in this article", compact=True, select_on_focus=True)
        self.cursor_blink = False

    def open(self) -> None:
        """Show the line and go to it."""
        self.add_class("-open")
        self.screen.set_focus(self)

    def close(self) -> None:
        """Hide the line."""
        self.remove_class("-open")
