"""A real pseudo-terminal: what the program wrote to it, and what a terminal shows of that."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable

import pexpect
import pyte
import pytest


def _hear_hangups() -> None:
    """As a program started from a terminal does, also where the tests themselves were started with nohup."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class Terminal:
    """The program, what it wrote, and what a terminal of ``columns`` by ``rows`` shows of it."""

    def __init__(self, *arguments: str, columns: int, rows: int, **environment: str) -> None:
        self.written = b""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")}
        self.program = pexpect.spawn(
            sys.executable, ["-m", "tui", *arguments], dimensions=(rows, columns), timeout=30,
            env={**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment}, preexec_fn=_hear_hangups,
        )  # fmt: skip

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    def read(self, seconds: float = 0.2) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                data = self.program.read_nonblocking(65536, timeout=0.05)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                return
            self.written += data
            self._stream.feed(data)

    def wait_for(self, happened: Callable[[str], bool], what: str) -> None:
        for _ in range(300):
            self.read(0.1)
            if happened(self.text):
                return
        pytest.fail(f"waited in vain for {what}:\n{self.text}")

    def type(self, keys: str) -> None:
        self.program.send(keys)

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        self.screen.reset()
        self.program.setwinsize(rows, columns)

    def end(self, *, close: bool = True) -> int | None:
        """Wait until the program has ended; its exit status. Without ``close`` the terminal stays to be looked at."""
        for _ in range(300):
            self.read(0.1)
            if not self.program.isalive():
                break
        self.read(0.1)
        if close:
            self.close()
        status: int | None = self.program.exitstatus
        return status

    def close(self) -> None:
        """Kill the program if it still runs, and close its terminal."""
        try:
            self.program.close(force=True)
        except pexpect.ExceptionPexpect:  # killed, but a busy machine takes longer than it waits to let go of it
            self.program.wait()
