"""Shows the events of a long run as progress bars on standard error, and nothing where that is no terminal."""

from __future__ import annotations

import sys
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from index import events
from index.sanitize import spell_out
from tui.wording import pace

_STAGES: dict[events.Stage, str] = {
    "read": "reading",
    "index": "indexing",
    "compare": "comparing",
    "analyse": "analysing",
}


class ProgressBars:
    """Takes events; prints one line on standard error for each file that failed. Use it as a context."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False, markup=False)
        columns = (
            TextColumn("{task.description:10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pace]}"),
        )
        self._bars = Progress(*columns, console=self._console, disable=not sys.stderr.isatty(), transient=True)
        self._tasks: dict[events.Stage, TaskID] = {}
        self._skipped: dict[str, list[str]] = {}

    def __enter__(self) -> ProgressBars:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()
        # A folder of photographs would fill the screen: what is passed over by rule is told once a reason.
        for reason, paths in self._skipped.items():
            more = f" (and {len(paths) - 1:,} more)" if len(paths) > 1 else ""
            self._say(f"passed over {spell_out(paths[0])}{more}: {spell_out(reason)}")

    def __call__(self, event: events.Event) -> None:
        """Show one event."""
        match event:
            case events.Progress(stage, done, total, rate, seconds_left):
                if stage not in self._tasks:
                    self._tasks[stage] = self._bars.add_task(_STAGES[stage], total=None, pace="")
                self._bars.update(self._tasks[stage], completed=done, total=total, pace=pace(rate, seconds_left))
            case events.FileFailed(path, reason):
                self._say(f"sayso: {spell_out(path)}: {spell_out(reason)}")
            case events.FileSkipped(path, reason):
                self._skipped.setdefault(reason, []).append(path)
            case events.Notice(message):
                self._say(f"sayso: {spell_out(message)}")

    def _say(self, line: str) -> None:
        self._console.print(line, soft_wrap=True)
