"""What happens while a library is filled, as data: for a progress bar, a status line or a script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Stage = Literal["read", "index", "compare", "analyse"]
"""Files are read, articles made searchable, looked at for copies of one another, and analysed."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage has done ``done`` of ``total`` files or articles; ``total`` is ``None`` while it is not known.

    ``rate`` is in files or articles a second, of late; ``None``, as ``seconds_left``, while it cannot be told.
    """

    stage: Stage
    done: int
    total: int | None
    rate: float | None = None
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class Paused:
    """The work rests as it was asked to, or goes on again."""

    paused: bool


@dataclass(frozen=True, slots=True)
class FileFailed:
    """A file could not be taken in, or its article not analysed, and why; the others are not affected."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileSkipped:
    """A file or folder that was passed over by rule, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Changed:
    """The library holds something new to search or show."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know that is not about one file, in one line."""

    message: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, in files; ``articles`` and ``analysed`` count what the library holds at its end.

    ``stopped`` says that it was asked to stop before the end; ``seconds`` is wall time.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    moved: int = 0
    removed: int = 0
    failed: int = 0
    skipped: int = 0
    articles: int = 0
    analysed: int = 0
    positions: int = 0
    seconds: float = 0.0
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Finished:
    """The run is over."""

    summary: Summary


Event = Progress | Paused | FileFailed | FileSkipped | Changed | Notice | Finished
