"""The line in which one types what to find in the open article."""

from __future__ import annotations

from tui.widgets.typed_line import TypedLine


class FindBar(TypedLine):
    """Shown below the article while something is looked for in it."""

    DEFAULT_CSS = """
    FindBar { display: none; margin: 0 1; }
    FindBar.-open { display: block; }
    """

    def __init__(self) -> None:
        super().__init__("find in this article")

    def open(self) -> None:
        """Show the line and go to it."""
        self.add_class("-open")
        self.screen.set_focus(self)

    def close(self) -> None:
        """Hide the line."""
        self.remove_class("-open")
