"""How fast a stage of the work goes and how long it will still take, from how far it has come of late."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from index.events import Progress, Stage

WINDOW_SECONDS = 30.0
"""What was done longer ago says nothing about the present pace: other articles are longer, other programs run."""

LEAST_SECONDS = 1.0
"""No pace is told of a shorter time than this."""


class Pace:
    """Gives each :class:`Progress` its ``rate`` and ``seconds_left``. ``clock`` gives seconds and never goes back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: dict[Stage, deque[tuple[float, int]]] = {}

    def timed(self, progress: Progress) -> Progress:
        """The same progress with its pace, where that can be told yet."""
        now = self._clock()
        seen = self._seen.setdefault(progress.stage, deque())
        if seen and progress.done < seen[-1][1]:  # it has begun anew
            seen.clear()
        seen.append((now, progress.done))
        while len(seen) > 2 and now - seen[1][0] >= WINDOW_SECONDS:
            seen.popleft()
        seconds, done = now - seen[0][0], progress.done - seen[0][1]
        if seconds < LEAST_SECONDS or not done:
            return progress
        rate = done / seconds
        left = None if progress.total is None else max(0.0, (progress.total - progress.done) / rate)
        return replace(progress, rate=rate, seconds_left=left)

    def restart(self) -> None:
        """Forget the time until now: the work has rested."""
        self._seen.clear()
