"""The dialog in which notes are written: what one writes is kept however the dialog is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Label, TextArea

from tui.screens.dialog import Dialog
from tui.screens.slip import Slip
from tui.text.cells import safe, visible


class NoteText(TextArea):
    """Lines that are typed; a paste brings no control characters into them."""

    async def _on_paste(self, event: events.Paste) -> None:
        clean = "\n".join(safe(line) for line in event.text.splitlines())
        await super()._on_paste(events.Paste(clean))
        event.prevent_default()


class NoteDialog(Dialog[list[tuple[Slip, str]]]):
    """Writes notes on ``slips``, one after the other; its result is what has changed: slips with their new texts."""

    KEYS: ClassVar[Mapping[str, str]] = {"escape": "keep", "ctrl+s": "keep", "ctrl+n": "next"}
    DEFAULT_CSS = """
    NoteDialog {
        & TextArea, & TextArea:focus { height: 10; border: none; padding: 0; background: $panel; }
        & Label { margin-bottom: 1; }
    }
    """

    def __init__(self, slips: Sequence[Slip]) -> None:
        others = f" · ^N next of {len(slips)}" if len(slips) > 1 else ""
        super().__init__("Note", f"Esc keeps it{others} · an empty note is deleted")
        self._slips, self._at = list(slips), 0
        self._texts = [slip.text for slip in slips]
        self._about = Label("", markup=False)
        self.text = NoteText("", soft_wrap=True, show_line_numbers=False, compact=True)
        self.text.cursor_blink = False

    def compose(self) -> ComposeResult:
        """What the note is about, and its text."""
        with self.box():
            yield self._about
            yield self.text

    def on_mount(self) -> None:
        """Write at once."""
        self._show()
        self.set_focus(self.text)

    def action_keep(self) -> None:
        """Keep every note as it stands, and close."""
        self._texts[self._at] = self.text.text
        changed = [(slip, text) for slip, text in zip(self._slips, self._texts, strict=True) if text != slip.text]
        self.dismiss(changed)

    def leave(self) -> None:
        """Keep every note as it stands."""
        self.action_keep()

    def action_next(self) -> None:
        """On to the article's next note."""
        self._texts[self._at] = self.text.text
        self._at = (self._at + 1) % len(self._slips)
        self._show()

    def _show(self) -> None:
        self._about.update(Content(visible(self._slips[self._at].about)))
        self.text.load_text(self._texts[self._at])
        self.text.move_cursor(self.text.document.end)
