"""A dialog to pick one of a few: what to compare, a filter, the name that holds from now on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.screens.dialog import Dialog
from tui.text.cells import clip, width

_WIDE = 68


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the things to pick: ``key`` is the result, ``aside`` stands at the right; a heading has no key."""

    key: str
    text: str
    aside: str = ""


class PickDialog(Dialog[str]):
    """Its result is the key of what was picked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "dismiss", show=False),
        Binding("j", "step('cursor_down')", show=False),
        Binding("k", "step('cursor_up')", show=False),
        Binding("g", "step('first')", show=False),
        Binding("G", "step('last')", show=False),
    ]
    DEFAULT_CSS = """
    PickDialog {
        & OptionList, & OptionList:focus {
            height: auto; max-height: 18; border: none; padding: 0; background: $panel; scrollbar-size-vertical: 1;
            & > .option-list--option-highlighted { background: $sayso-selected-ground; color: $foreground; }
            & > .option-list--option-hover { background: $panel; }
        }
        &:nocolor OptionList > .option-list--option-highlighted { text-style: reverse; }
    }
    """

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__(title, "⏎ picks · Esc closes")
        self._choices = tuple(choices)
        self._list = OptionList(markup=False, compact=True)

    def compose(self) -> ComposeResult:
        """The list."""
        with self.box():
            yield self._list

    def on_mount(self) -> None:
        """Choose at once."""
        self._list.add_options(Option(_line(choice), disabled=not choice.key) for choice in self._choices)
        first = next((number for number, choice in enumerate(self._choices) if choice.key), None)
        self._list.highlighted = first
        self.set_focus(self._list)

    def action_step(self, how: str) -> None:
        """Move in the list."""
        getattr(self._list, f"action_{how}")()

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._choices[event.option_index].key)


def _line(choice: Choice) -> Content:
    if not choice.key:
        return Content.assemble((clip(choice.text, _WIDE), "bold $accent"))
    text = clip(choice.text, _WIDE - width(choice.aside) - 2)
    spare = " " * (_WIDE - width(text) - width(choice.aside))
    return Content.assemble(text, (f"{spare}{choice.aside}", "$sayso-quiet"))
