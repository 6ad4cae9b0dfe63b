"""The line between two panes, to be dragged with the mouse."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.layout import Pane


class Edge(Widget):
    """The edge of ``pane`` towards the article. Posts :class:`Dragged`."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    Edge {
        width: 1;
        height: 1fr;
        color: $sayso-hairline;
        &:hover, &.-dragged { color: $accent; }
    }
    """

    class Dragged(Message):
        """The edge is to stand in column ``x`` of the screen."""

        def __init__(self, pane: Pane, x: int) -> None:
            self.pane, self.x = pane, x
            super().__init__()

        def can_replace(self, message: Message) -> bool:
            """Where it was on its way does not matter."""
            return isinstance(message, Edge.Dragged) and message.pane == self.pane

    def __init__(self, pane: Pane) -> None:
        super().__init__(id=f"{pane}-edge")
        self._pane = pane

    def render_line(self, y: int) -> Strip:
        """One cell of the line, which hangs from the panes' upper borders."""
        return Strip([Segment("│" if y else "┬", self.rich_style)])

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the edge."""
        self.capture_mouse()
        self.add_class("-dragged")
        event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Pull it along."""
        if self.has_class("-dragged"):
            self.post_message(self.Dragged(self._pane, event.screen_x))
            event.stop()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        self.capture_mouse(capture=False)
        self.remove_class("-dragged")
        event.stop()
