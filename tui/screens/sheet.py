"""A sheet of text that opens over the reader: the help, the messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static


class Sheet(ModalScreen[str]):
    """Shows some content; any of the usual keys closes it. Its result is the action that was clicked, if any."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,exclamation_mark,enter", "dismiss", "Close", show=False),
        Binding("j", "scroll('down')", show=False),
        Binding("k", "scroll('up')", show=False),
        Binding("space", "scroll('page_down')", show=False),
        Binding("b", "scroll('page_up')", show=False),
        Binding("g", "scroll('home')", show=False),
        Binding("G", "scroll('end')", show=False),
    ]
    DEFAULT_CSS = """
    Sheet {
        align: center middle;
        background: $background 60%;
        & > VerticalScroll {
            width: 84;
            max-width: 96%;
            height: auto;
            max-height: 94%;
            padding: 1 1;
            background: $panel;
            border: round $sayso-hairline;
            border-title-color: $accent;
            border-subtitle-color: $sayso-quiet;
            scrollbar-size-vertical: 1;
            scrollbar-color: $sayso-hairline;
            scrollbar-background: $panel;
            scrollbar-background-hover: $panel;
            scrollbar-background-active: $panel;
        }
        & Static { width: 100%; height: auto; }
        &:ansi > VerticalScroll { background: ansi_default; }
    }
    """

    def __init__(self, title: str, parts: Sequence[Content]) -> None:
        super().__init__()
        self._sheet_title, self._parts = title, parts

    @staticmethod
    def room(screen: int) -> int:
        """Cells of a line of a sheet on a screen so many cells wide, its frame and scroll bar taken off."""
        return min(84, screen * 96 // 100) - 5

    def compose(self) -> ComposeResult:
        """The sheet."""
        with VerticalScroll() as sheet:
            sheet.border_title = self._sheet_title
            sheet.border_subtitle = "Esc closes"
            for part in self._parts:
                yield Static(part, markup=False)

    def on_mount(self) -> None:
        """The keys scroll at once."""
        self.query_one(VerticalScroll).focus()

    def action_scroll(self, how: str) -> None:
        """Scroll the sheet."""
        getattr(self.query_one(VerticalScroll), f"scroll_{how}")(animate=False)

    def action_choose(self, action: str) -> None:
        """Close the sheet and do something."""
        self.dismiss(action)

    async def action_dismiss(self, result: str | None = None) -> None:
        """Close the sheet."""
        self.dismiss(result)
