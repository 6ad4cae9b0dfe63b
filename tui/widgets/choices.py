"""What the word that is being typed may become, in a list that hangs below it and never takes the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.text.cells import clip, width
from tui.widgets.line_view import gap
from tui.widgets.rows import RowsView

if TYPE_CHECKING:
    from index.completion import Choice, Choices

_WIDEST = 44


class ChoiceList(RowsView):
    """Choices with the number of articles that each has. Posts :class:`Taken`."""

    DEFAULT_CSS = """
    ChoiceList {
        display: none;
        overlay: screen;
        constrain: inside;
        border: none;
        background: $panel;
        overflow-y: hidden;
        &:ansi { background: ansi_default; }
    }
    ChoiceList:focus { border: none; }
    """

    class Taken(Message):
        """A choice is to be put into the query."""

        def __init__(self, query: str, cursor: int) -> None:
            self.query, self.cursor = query, cursor
            super().__init__()

    def __init__(self) -> None:
        super().__init__(id="choices")
        self.can_focus = False
        self.found: Choices | None = None
        self.selected = 0
        self.chosen = False

    @property
    def is_open(self) -> bool:
        """Whether there is anything to choose."""
        return self.found is not None

    @property
    def is_active(self) -> bool:
        """Keys that move go to it as long as it is there."""
        return True

    def show(self, found: Choices, left: int, room: int) -> None:
        """Offer the choices from cell ``left`` on, in at most ``room`` cells; close where there are none."""
        if not found.choices:
            self.close()
            return
        self.found, self.selected, self.chosen = found, 0, False
        wide = min(_WIDEST, room)
        self.styles.offset = (max(0, min(left - 2, room - wide)), 0)
        self.styles.width, self.styles.height = wide, len(found.choices)
        self.display = True
        self.count_lines(len(found.choices))

    def close(self) -> None:
        """Offer nothing any more."""
        if self.found is not None:
            self.found, self.display = None, False

    def take(self) -> None:
        """Put the selected choice in the place of what was typed."""
        found = self.found
        if found is None:
            return
        choice = found.choices[self.selected]
        rest = found.query[found.end :]
        if not choice.meaning:  # a value is whole, the name of a field waits for one
            rest = f" {rest.lstrip()}"
        before = f"{found.query[: found.start]}{choice.text}"
        self.close()
        self.post_message(self.Taken(before + rest, len(before) + (not choice.meaning)))

    def move(self, rows: int) -> bool:
        """Select the choice so many further down, round the ends."""
        if self.found is None:
            return False
        self.selected, self.chosen = (self.selected + rows) % len(self.found.choices), True
        self.refresh()
        return True

    def move_pages(self, pages: float) -> bool:
        """To the first or the last choice."""
        last = len(self.found.choices) - 1 if self.found else 0
        return self.move((last if pages > 0 else 0) - self.selected)

    def line(self, number: int) -> Strip | None:
        """A choice and what is known of it."""
        if self.found is None or number >= len(self.found.choices):
            return None
        base, bar = self.base_and_bar(selected=number == self.selected)
        choice = self.found.choices[number]
        note = _note(choice)
        room = self.columns - width(note) - 4
        value = clip(choice.text if choice.meaning else choice.value, room)
        return Strip([
            bar, gap(1, base), Segment(value, base), gap(room - width(value) + 1, base),
            Segment(note, base + self.row("quiet")), gap(1, base),
        ])  # fmt: skip

    def on_click(self, event: events.Click) -> None:
        """Take the choice under the mouse."""
        offset = event.get_content_offset(self)
        if self.found is not None and offset is not None and 0 <= offset.y < len(self.found.choices):
            self.selected = offset.y
            self.take()


def _note(choice: Choice) -> str:
    return choice.meaning or ("" if choice.articles is None else f"{choice.articles:,}")
