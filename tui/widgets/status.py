"""The bottom line: keys on the left, what goes on in the background or was just said on the right."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from index.events import Progress, Stage
from tui.keymap import Action, Keymap
from tui.text.cells import clip, visible, width
from tui.widgets.line_view import gap
from tui.wording import pace

_DOING: dict[Stage, str] = {"read": "reading", "index": "indexing", "compare": "comparing", "analyse": "analysing"}
_ACTION = "action"
"""Under which name a cell knows what a click on it does."""
SAID_SECONDS = 6.0
_ALL_OF_IT = "  (! has all of it)"


class StatusLine(Widget):
    """Key hints and progress. What is said goes away by itself; nothing ever piles up."""

    COMPONENT_CLASSES: ClassVar = {"status--key", "status--said", "status--progress"}
    DEFAULT_CSS = """
    StatusLine {
        dock: bottom;
        height: 1;
        color: $sayso-quiet;
        & > .status--key { color: $accent; }
        & > .status--said { color: $accent; }
        & > .status--progress { color: $sayso-quiet; }
    }
    """

    said: reactive[str] = reactive("")
    """What was just said."""
    progress: reactive[str] = reactive("")
    """What goes on in the background."""

    def __init__(self, keys: Keymap) -> None:
        super().__init__()
        self._keys = keys
        self._stages: dict[Stage, Progress] = {}
        self._paused = False
        self.cut = ""  # what was said last that had no room
        self._place = ""
        self._said_times = 0
        self._said_from = 0

    def on_mount(self) -> None:
        """Show the keys that count where the focus is."""
        self.watch(self.screen, "focused", self._focus_moved, init=False)

    def _focus_moved(self, before: Widget | None, now: Widget | None) -> None:
        if isinstance(before, Input) is not isinstance(now, Input):
            self.refresh()

    def say(self, text: str) -> None:
        """Say something for some seconds, in place of what was said before."""
        self.said = text
        if width(text) > self.size.width - 2:
            self.cut = text
        self._said_times += 1
        said = self._said_times
        self.set_timer(SAID_SECONDS, lambda: self._unsay(said))

    def say_place(self, text: str) -> None:
        """Say where in what was found one is; that goes away with it, too."""
        self.say(text)
        self._place = text

    def leave_place(self) -> None:
        """Something else was found: what was said of the place is true no more."""
        if self.said and self.said == self._place:
            self.said = ""

    def follow(self, progress: Progress | None) -> None:
        """Show how far the background work is; ``None``: it is over."""
        if progress is None:
            self._stages.clear()
            self._paused = False
        elif progress.total is not None and progress.done >= progress.total:
            self._stages.pop(progress.stage, None)
        else:
            self._stages[progress.stage] = progress
        self._show_progress()

    def rest(self, *, paused: bool) -> None:
        """Show that the background work rests, or goes on."""
        self._paused = paused
        self._show_progress()

    def _show_progress(self) -> None:
        """Each stage that is at work; the pace of the last alone, which is the slowest by far."""
        doing = [self._stages[stage] for stage in _DOING if stage in self._stages]
        words = ", ".join(_progress(each) for each in doing)
        if self._paused:
            self.progress = f"paused · {words}" if words else "paused"
        else:
            self.progress = " · ".join(part for part in (words, *(_pace(each) for each in doing[-1:])) if part)

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is one line
        """The one line there is."""
        base, wide = self.rich_style, self.size.width
        name = "status--said" if self.said else "status--progress"
        right = visible(self.said or self.progress)
        if width(right) > wide - 2:
            more = _ALL_OF_IT if self.said else ""
            right = clip(right, wide - 2 - width(more)) + more
        room = wide - width(right) - 3
        segments = [gap(1, base)]
        key_style = base + self.get_component_rich_style("status--key", partial=True)
        typing = isinstance(self.screen.focused, Input)
        for actions, word in self._keys.typing_footer() if typing else self._keys.footer(room):
            for action in actions:  # a click on a key does what it does, one on the word what the first does
                segments += [Segment(action.shown_keys[0], key_style + _clicked(action)), gap(1, base)]
            segments += [Segment(word, base + _clicked(actions[0])), gap(2, base)]
        line = Strip(segments)
        spare = wide - line.cell_length - width(right) - 1
        self._said_from = wide - width(right) - 1
        said = Segment(right, base + self.get_component_rich_style(name, partial=True))
        return Strip([*line, gap(spare, base), said, gap(1, base)]).adjust_cell_length(wide, base)

    def on_click(self, event: events.Click) -> None:
        """A click on an entry does what it names; one on what is said lists the messages."""
        action = event.style.meta.get(_ACTION, "messages" if event.x >= self._said_from else None)
        if action is not None:
            self.run_worker(self.screen.run_action(action))

    def _unsay(self, said: int) -> None:
        if said == self._said_times:
            self.said = ""


def _clicked(action: Action) -> Style:
    return Style.from_meta({_ACTION: action.id})


def _progress(progress: Progress) -> str:
    of = f" of {progress.total:,}" if progress.total is not None else ""
    return f"{_DOING[progress.stage]} {progress.done:,}{of}"


def _pace(progress: Progress) -> str:
    return pace(progress.rate, progress.seconds_left)
