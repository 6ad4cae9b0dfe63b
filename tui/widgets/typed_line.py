"""A line that is typed: an input that stands still and lets no control character in, however it was put there."""

from __future__ import annotations

from rich.highlighter import Highlighter
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from tui.text.cells import safe


class TypedLine(Input):
    """An input of one line without a border. Its cursor does not blink, so that an idle reader costs nothing."""

    DEFAULT_CSS = """
    TypedLine, TypedLine:focus {
        height: 1;
        background: $background;
        background-tint: $background 0%;
        & > .input--placeholder { color: $sayso-quiet; }
    }
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
    """As Textual has it, but the whole screen is not laid out anew at each letter: the line has its place anyway."""

    def __init__(self, placeholder: str, highlighter: Highlighter | None = None) -> None:
        super().__init__(placeholder=placeholder, compact=True, highlighter=highlighter, select_on_focus=False)
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """What a terminal would obey is not taken over from a paste, an article or the command line."""
        return safe(value)
