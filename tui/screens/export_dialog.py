"""The dialog that asks what to write into which file: typed, or picked from the folders below the line."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import DirectoryTree, Input, Label, RadioButton, RadioSet
from textual.widgets._directory_tree import DirEntry
from textual.widgets.tree import TreeNode

from index.takeaway import ARTICLE_FORMS, POSITION_FORMS
from tui.screens.dialog import Dialog
from tui.text.cells import visible
from tui.widgets.typed_line import TypedLine

What = Literal["article", "positions", "result"]
NAMES: Mapping[str, str] = {
    "article": "this article",
    "positions": "its positions",
    "result": "the positions of all results",
}
FORMS: Mapping[str, tuple[str, ...]] = {
    "article": ARTICLE_FORMS,
    "positions": POSITION_FORMS,
    "result": POSITION_FORMS,
}
_NOT_IN_A_NAME = re.compile(r"[\W_]+")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Export:
    """What to write where; ``replace``: in the place of the file that is there, which was asked."""

    what: str
    path: Path
    replace: bool


def usual_folder() -> Path:
    """The folder that the reader was started in, or home where that is no more."""
    try:
        return Path.cwd()
    except OSError:
        return Path.home()


class Choice(RadioButton):
    """Shows by its sign, not by its colour alone, whether it is what was chosen."""

    BUTTON_LEFT, BUTTON_INNER, BUTTON_RIGHT = "", "○", ""

    def watch_value(self) -> None:
        """Another one may be chosen now."""
        self.BUTTON_INNER = "●" if self.value else "○"
        super().watch_value()


class Folders(DirectoryTree):
    """The folders to pick from, but for hidden ones; what a terminal would obey is not shown of their names."""

    ICON_NODE, ICON_NODE_EXPANDED, ICON_FILE = "▸ ", "▾ ", "  "

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """A name that begins with a dot can be typed."""
        return (path for path in paths if not path.name.startswith("."))

    def render_label(self, node: TreeNode[DirEntry], base_style: Style, style: Style) -> Text:
        """The name of a folder or file."""
        label = super().render_label(node, base_style, style)
        label.plain = visible(label.plain)
        return label


class ExportDialog(Dialog[Export]):
    """Its result is what to write into which file: one of ``names``, each in one of its ``forms`` by the suffix."""

    DEFAULT_CSS = """
    ExportDialog {
        & RadioSet, & RadioSet:focus {
            width: 100%; height: auto; border: none; padding: 0; background: $panel;
            & Choice { background: $panel; padding: 0; color: $sayso-quiet; }
            & Choice > .toggle--button, & Choice.-on > .toggle--button { color: $sayso-quiet; background: $panel; }
            & Choice.-on { color: $foreground; text-style: bold; }
            & Choice.-on > .toggle--button { color: $accent; }
        }
        & Folders, & Folders:focus { height: 10; background: $panel; scrollbar-size-vertical: 1; margin-top: 1; }
        & Folders > .tree--cursor { background: $sayso-selected-ground; color: $foreground; }
    }
    """
    AUTO_FOCUS: ClassVar[str | None] = "TypedLine"

    def __init__(
        self, title: str, what: str, folder: Path,
        names: Mapping[str, str] = NAMES, forms: Mapping[str, tuple[str, ...]] = FORMS,
    ) -> None:  # fmt: skip
        super().__init__("Write to a file", "⏎ writes · Tab goes on · Esc leaves")
        self._file_title, self._what, self._folder = title, what, folder
        self._names, self._forms = names, forms
        self._confirmed: Path | None = None
        self.line = TypedLine("path of the file")
        self._below = Label("", markup=False)

    def compose(self) -> ComposeResult:
        """What, where, and what is wrong with that."""
        with self.box():
            with RadioSet(compact=True):
                for what, name in self._names.items():
                    yield Choice(name, value=what == self._what, name=what)
            yield self.line
            yield self._below
            yield Folders(self._folder)

    def on_mount(self) -> None:
        """Offer a name, ready to be typed over."""
        name = _NOT_IN_A_NAME.sub("-", self._file_title.casefold())[:_LONGEST].strip("-")
        self.line.value = f"{name or 'article'}{self._forms[self._what][0]}"
        self.line.cursor_position = len(self.line.value)
        self._tell("")

    @on(RadioSet.Changed)
    def what_chosen(self, event: RadioSet.Changed) -> None:
        """Write something else, in a form that it has."""
        self._what = next(what for what in self._names if what == event.pressed.name)
        path = Path(self.line.value)
        if path.suffix.lower() not in self._forms[self._what]:
            self.line.value = str(path.with_suffix(self._forms[self._what][0])) if path.name else self.line.value
        self._tell("")

    @on(DirectoryTree.DirectorySelected)
    def folder_picked(self, event: DirectoryTree.DirectorySelected) -> None:
        """Write it there."""
        self.line.value = str(event.path / Path(self.line.value).name)

    @on(DirectoryTree.FileSelected)
    def file_picked(self, event: DirectoryTree.FileSelected) -> None:
        """Write it in the place of that, once that is confirmed."""
        self.line.value = str(event.path)
        self.set_focus(self.line)

    @on(Input.Changed)
    def typed(self) -> None:
        """Another path is another question."""
        self._confirmed = None
        self._tell("")

    @on(Input.Submitted)
    async def entered(self, event: Input.Submitted) -> None:
        """Write, where that can be done and takes no other file's place unasked."""
        event.stop()
        try:
            path = self._folder / Path(self.line.value.strip()).expanduser()
        except RuntimeError:
            self._tell("there is no such home folder", wrong=True)
            return
        wrong = await asyncio.to_thread(self._wrong_with, path)
        if wrong:
            self._tell(wrong, wrong=True)
            return
        self.dismiss(Export(self._what, path, self._confirmed == path))

    def _wrong_with(self, path: Path) -> str:
        """Why a file is not to be written there, or nothing."""
        forms = self._forms[self._what]
        try:
            if path.suffix.lower() not in forms:
                return f"its name must end in {', '.join(forms[:-1])} or {forms[-1]}"
            if not path.parent.is_dir():
                return f"there is no folder {path.parent}"
            if path.is_dir():
                return "that is a folder"
            if path.exists() and self._confirmed != path:
                self._confirmed = path
                return "there is such a file already; ⏎ again writes over it"
        except (OSError, ValueError) as error:
            return f"that is no place for a file: {error}"
        return ""

    def _tell(self, words: str, *, wrong: bool = False) -> None:
        usual = f"as {' '.join(self._forms[self._what])} · in {self._folder}"
        self._below.update(Content(visible(words or usual)))
        self._below.set_class(wrong, "-wrong")
