"""A line that is typed, with a word before it that says what; shown only while it is."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Label

from tui.widgets.typed_line import TypedLine


class TypedRow(Horizontal):
    """Opens below the head of a page."""

    DEFAULT_CSS = """
    TypedRow {
        display: none;
        height: 1;
        padding: 0 1;
        &.-open { display: block; }
        & > Label { color: $accent; }
        & > TypedLine { width: 1fr; }
    }
    """

    def __init__(self, word: str, hint: str) -> None:
        super().__init__()
        self._word = word
        self.line = TypedLine(hint)

    def compose(self) -> ComposeResult:
        """The word and the line."""
        yield Label(f"{self._word} ", markup=False)
        yield self.line

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self.has_class("-open")

    def open(self, text: str, *, replace: bool = False) -> None:
        """Show it with ``text``, and type at its end, or to ``replace`` it."""
        with self.line.prevent(Input.Changed):
            self.line.value = text
        self.line.cursor_position = len(text)
        self.add_class("-open")
        self.screen.set_focus(self.line)
        if replace:
            self.line.action_select_all()

    def close(self) -> None:
        """Hide it."""
        self.remove_class("-open")
