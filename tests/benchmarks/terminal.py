"""Runs a program in a pseudo-terminal and measures it from outside: what it has painted, and what it has used."""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_LEFT_OUT = ("NO_COLOR", "COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE")
"""What a program does not inherit; with the last its modules were compiled at each start, as no installed ones are."""
_PR_SET_PDEATHSIG = 1
_CODES = re.compile(rb"\x1b\[[0-9;?<>=$]*[a-zA-Z]")


class Terminal:
    """``command`` in a terminal of ``columns`` by ``rows``. Times are in seconds since it was started."""

    def __init__(self, command: Sequence[str], columns: int, rows: int, environment: Mapping[str, str]) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
        whole = {**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment}
        size = struct.pack("HHHH", rows, columns, 0, 0)
        self._started = time.perf_counter()
        self.process, self._terminal = pty.fork()
        if not self.process:
            _die_with_parent()
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execvpe(command[0], command, whole)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, size)
        self._written = b""
        atexit.register(self.end)

    @property
    def now(self) -> float:
        return time.perf_counter() - self._started

    def type(self, keys: str) -> float:
        """Type ``keys``, forgetting what was painted before; when that was."""
        self._read(0)
        self._written = b""
        now = self.now
        os.write(self._terminal, keys.encode())
        return now

    def when(self, pattern: str, timeout: float = 20.0) -> float:
        """When ``pattern`` was painted; raises ``TimeoutError``."""
        wanted = re.compile(pattern.encode())
        end = self.now + timeout
        while self.now < end:
            if wanted.search(_CODES.sub(b"", self._written)):
                return self.now
            if not self._read(0.005):
                break
        raise TimeoutError(f"{pattern!r} was not painted: {_CODES.sub(b'', self._written)[-500:]!r}")

    def settle(self, quiet: float = 0.4, timeout: float = 30.0) -> None:
        """Wait until nothing has been painted for ``quiet`` seconds."""
        end, last = self.now + timeout, self.now
        while self.now < min(end, last + quiet):
            before = len(self._written)
            if not self._read(0.02):
                return
            if len(self._written) > before:
                last = self.now

    def cpu(self) -> float:
        """CPU seconds that the process has used, in all of its threads that live, as the scheduler counts them."""
        total = 0
        for thread in Path(f"/proc/{self.process}/task").iterdir():
            with contextlib.suppress(OSError):
                total += int((thread / "schedstat").read_text().split()[0])
        return total / 1e9

    def memory(self) -> float:
        """MiB that the process keeps in memory and shares with no other."""
        lines = Path(f"/proc/{self.process}/smaps_rollup").read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024

    def end(self, keys: str = "") -> None:
        """Leave by typing ``keys`` and wait, or kill the program."""
        if keys:
            self.type(keys)
            end = self.now + 20
            while self.now < end and self._read(0.05):
                pass
        atexit.unregister(self.end)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process, signal.SIGKILL)  # what it has started with it
        os.waitpid(self.process, 0)
        os.close(self._terminal)

    def _read(self, timeout: float) -> bool:
        """Take what was painted; false where the program has ended."""
        ready, _, _ = select.select([self._terminal], [], [], timeout)
        if ready:
            try:
                data = os.read(self._terminal, 1 << 16)
            except OSError:  # how Linux says that the other side is closed
                return False
            self._written += data
            return bool(data)
        return True


def _die_with_parent() -> None:
    """Let this process be killed when the one that started it is, however that happens; Linux alone can do that."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
