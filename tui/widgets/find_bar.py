"""The lines below panes, there while they are typed: what to find in the article, which positions to show."""

from __future__ import annotations

from tui.widgets.typed_line import TypedLine


class PaneLine(TypedLine):
    """A line below a pane, there as long as it is needed."""

    DEFAULT_CSS = """
    PaneLine, PaneLine.-textual-compact { display: none; padding: 0 1 !important; }
    PaneLine.-open { display: block; }
    """

    def open(self) -> None:
        """Show the line and go to it; what is typed takes the place of what it holds."""
        self.add_class("-open")
        self.screen.set_focus(self)
        self.action_select_all()

    def close(self) -> None:
        """Hide the line."""
        self.remove_class("-open")


class FindBar(PaneLine):
    """Shown below the article while something is looked for in it."""

    def __init__(self) -> None:
        super().__init__("find in this article · n N go on · Esc ends it")


class FilterBar(PaneLine):
    """Shown below the positions while not all of them are."""

    def __init__(self) -> None:
        super().__init__("only of this holder or stance · Esc shows all")
