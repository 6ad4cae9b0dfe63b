"""A dialog to pick one of a few: what to compare, a filter, the name that holds from now on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.screens.option_dialog import OptionDialog
from tui.text.cells import clip, width

_WIDE = 68


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the things to pick: ``key`` is the result, ``aside`` stands at the right; a heading has no key."""

    key: str
    text: str
    aside: str = ""


class PickDialog(OptionDialog[str]):
    """Its result is the key of what was picked."""

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__(title, "⏎ picks · Esc closes")
        self._choices = tuple(choices)

    def on_mount(self) -> None:
        """Begin at the first that can be picked."""
        self._list.add_options(Option(_line(choice), disabled=not choice.key) for choice in self._choices)
        first = next((number for number, choice in enumerate(self._choices) if choice.key), None)
        self._list.highlighted = first

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
