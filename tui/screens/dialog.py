"""Dialogs that open over the reader: a line that is typed, with words to complete it; a note; a list to choose from."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from index.answer import SaysoError
from tui.text.cells import visible
from tui.widgets.typed_line import TypedLine

Result = TypeVar("Result")

_OFFERED = 8
"""Words that are offered at once."""


class Dialog(ModalScreen[Result], Generic[Result]):
    """A box in the middle of the screen, with a title above and its keys below; Esc closes it without a result."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", show=False)]
    KEYS: ClassVar[Mapping[str, str]] = {}
    """Keys, or the characters they give, that are acted on before the next key is looked at; each with its action."""
    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $background 60%;
        & > .box {
            width: 76;
            max-width: 96%;
            height: auto;
            max-height: 94%;
            padding: 0 1;
            background: $panel;
            border: round $sayso-hairline;
            border-title-color: $accent;
            border-subtitle-color: $sayso-quiet;
        }
        & Label { width: 100%; height: auto; color: $sayso-quiet; }
        & Label.-wrong { color: $error; }
        & TypedLine, & TypedLine:focus { background: $panel; }
        &:ansi > .box { background: ansi_default; }
    }
    """

    def __init__(self, title: str, keys: str) -> None:
        super().__init__()
        self._title, self._keys = visible(title), keys

    def box(self) -> Vertical:
        """The box, for :meth:`compose` to fill."""
        box = Vertical(classes="box")
        box.border_title, box.border_subtitle = Content(self._title), Content(self._keys)
        return box

    async def take_key(self, key: str, character: str | None) -> bool:
        """Do at once what ``key`` stands for here; false where that is nothing."""
        action = self.KEYS.get(key) or self.KEYS.get(character or key)
        if action is None:
            return False
        if self.focused is not None:
            typed = asyncio.Event()
            self.focused.call_later(typed.set)
            await typed.wait()  # what was typed before has come to where it belongs
        return await self.app.run_action(action, self)

    def leave(self) -> None:
        """The program is left from here: keep what was written, where that is what the dialog is for."""

    def action_close(self) -> None:
        """Close it without a result."""
        self.dismiss()


class LineDialog(Dialog[str]):
    """Asks for a line; its result is what was typed.

    ``check`` raises :class:`SaysoError` for a line that will not do; it says why, and the dialog stays. ``offer`` may
    give words that Tab completes the last word of the line to. ``typed_over``: what is typed takes the place of
    ``value``.
    """

    KEYS: ClassVar[Mapping[str, str]] = {"enter": "enter", "escape": "close", "tab": "complete"}

    def __init__(
        self, title: str, value: str, hint: str, check: Callable[[str], object] = str, *, typed_over: bool = False
    ) -> None:
        super().__init__(title, "⏎ keeps it · Esc leaves it as it was")
        self._hint, self._check, self._typed_over = hint, check, typed_over
        self._words: Sequence[tuple[str, int]] = ()
        self.line = TypedLine("")
        self.line.value = value
        self.line.cursor_position = len(value)
        self._below = Label("", markup=False)

    def compose(self) -> ComposeResult:
        """The line, and below it what may complete it or what is wrong with it."""
        with self.box():
            yield self.line
            yield self._below

    def on_mount(self) -> None:
        """Type at once."""
        self.set_focus(self.line)
        if self._typed_over:
            self.line.action_select_all()
        self._tell()

    def offer(self, words: Sequence[tuple[str, int]]) -> None:
        """Words to complete with, each with the number of articles that have it."""
        self._words = words
        if self.is_mounted:
            self._tell()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._tell()

    def action_enter(self) -> None:
        """Keep the line, where it will do."""
        try:
            self._check(self.line.value)
        except SaysoError as error:
            self._below.update(Content(visible(str(error))))
            self._below.set_class(True, "-wrong")
        else:
            self.dismiss(self.line.value)

    def action_complete(self) -> None:
        """Complete the last word."""
        if fitting := self._fitting():
            before = self.line.value.rpartition(" ")[0]
            self.line.value = f"{before} {fitting[0][0]} ".lstrip()
            self.line.cursor_position = len(self.line.value)

    def _fitting(self) -> list[tuple[str, int]]:
        *before, last = self.line.value.lower().split(" ")
        begun = last.removeprefix("#")
        return [(word, count) for word, count in self._words if word.startswith(begun) and word not in before]

    def _tell(self) -> None:
        fitting = [f"{word} ({count:,})" for word, count in self._fitting()[:_OFFERED]]
        self._below.set_class(False, "-wrong")
        self._below.update(Content(f"Tab: {'  '.join(fitting)}" if fitting else self._hint))
