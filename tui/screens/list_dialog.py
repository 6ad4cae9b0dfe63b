"""The dialog to choose one of a list, and to change the list: saved searches, the queries that were made before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from tui.screens.dialog import LineDialog
from tui.screens.option_dialog import OptionDialog
from tui.text.cells import clip, visible, width


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: ``key`` names what it stands for, ``count`` stands before its ``text``, ``aside`` after."""

    key: str
    text: str
    count: str = ""
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """How the list is to change: ``delete`` a row, ``rename`` it to ``name``, ``undo`` or ``redo`` a change."""

    what: Literal["delete", "rename", "undo", "redo"]
    key: str = ""
    name: str = ""


class ListDialog(OptionDialog[str]):
    """Shows rows; its result is the key of the one that was chosen. What else is wished for goes to ``wish``."""

    KEYS: ClassVar[Mapping[str, str]] = {
        **OptionDialog.KEYS,
        "d": "delete", "delete": "delete", "r": "rename", "u": "undo", "U": "redo",
    }  # fmt: skip

    def __init__(self, title: str, empty: str, wish: Callable[[Wish], None], *, renames: bool) -> None:
        keys = ["⏎ searches", *(["r renames"] if renames else []), "d deletes", "u takes back", "Esc closes"]
        super().__init__(title, " · ".join(keys))
        self._empty, self._wish, self._renames = empty, wish, renames
        self._rows: list[Row] = []
        self._said = "…"
        self._below = Label("", markup=False)

    def compose(self) -> ComposeResult:
        """The list, and what is said of it."""
        with self.box():
            yield self._list
            yield self._below

    def on_mount(self) -> None:
        """Fill the list."""
        self.call_after_refresh(self._draw)  # the list knows by then how wide it is

    def on_resize(self) -> None:
        """Lines are as long as there is room."""
        self.call_after_refresh(self._draw)

    def show(self, rows: Sequence[Row], said: str = "") -> None:
        """Show these rows; the place in them stays."""
        self._rows, self._said = list(rows), said or ("" if rows else self._empty)
        if self.is_mounted:
            self._draw()

    def _draw(self) -> None:
        place = self._list.highlighted or 0
        self._list.clear_options()
        self._list.add_options(Option(self._line(row)) for row in self._rows)
        self._list.highlighted = min(place, len(self._rows) - 1) if self._rows else None
        self._below.update(Content(visible(self._said)))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._rows[event.option_index].key)

    def action_delete(self) -> None:
        """Delete the row."""
        if row := self._row():
            self._wish(Wish("delete", row.key))

    def action_undo(self) -> None:
        """Take the last change back."""
        self._wish(Wish("undo"))

    def action_redo(self) -> None:
        """Make it again."""
        self._wish(Wish("redo"))

    async def action_rename(self) -> None:
        """Type another name for what the row stands for."""
        row = self._row()
        if row is None or not self._renames:
            return

        def rename(name: str | None) -> None:
            if name:
                self._wish(Wish("rename", row.key, name))

        await self.app.push_screen(LineDialog("Another name", row.key, ""), rename)

    def _row(self) -> Row | None:
        place = self._list.highlighted
        return self._rows[place] if place is not None and place < len(self._rows) else None

    def _line(self, row: Row) -> Content:
        column = max(width(each.count) for each in self._rows)
        count = f"{' ' * (column - width(row.count))}{row.count}{'  ' if column else ''}"
        room = max(8, self._list.content_size.width - width(count))
        text = clip(row.text, room)
        aside = clip(row.aside, room - width(text) - 2) if row.aside and room - width(text) > 6 else ""
        return Content.assemble((count, "$sayso-quiet"), text, (f"  {aside}" if aside else "", "$sayso-quiet"))
