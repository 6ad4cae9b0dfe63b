"""What the reader is measured beside: three panes made of Textual's own widgets, filled with stock words.

    python -m tests.benchmarks.bare_app

The input has the focus; Ctrl+N shows the next of two articles of 50 KB, Ctrl+Q quits.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Footer, Input, OptionList, Static

ARTICLES = tuple(
    f"{name}beginning " + f"The minister said that {name} would come. " * 1_200 for name in ("alpha", "beta")
)


class Bare(App[None]):
    """An input, a list, a text, another text, a footer."""

    CSS = "#list, #side { width: 40; } #article { width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+n", "next", "Next")]

    def compose(self) -> ComposeResult:
        """The panes."""
        yield Input(placeholder="search", compact=True)
        with Horizontal():
            yield OptionList(*(f"Result {number}" for number in range(50)), id="list")
            with VerticalScroll(id="article"):
                yield Static(ARTICLES[0], id="text", markup=False)
            with VerticalScroll(id="side"):
                yield Static("\n".join(f"position {number}" for number in range(60)), markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Type at once; nothing blinks."""
        self.query_one(Input).cursor_blink = False
        self.query_one(Input).focus()
        self._shown = 0

    def action_next(self) -> None:
        """Show the other article."""
        self._shown = 1 - self._shown
        self.query_one("#text", Static).update(ARTICLES[self._shown])


if __name__ == "__main__":
    Bare().run()
