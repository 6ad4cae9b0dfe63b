"""Takes a terminal over from the first frame: what the reader draws waits until it shows as much as the frame does."""

from __future__ import annotations

import re

from tui.driver import QuietDriver
from tui.first_frame import ENTER, Painted

_DRAWN = re.compile(r"\x1b\[(\d+;\d+H|\?2026[hl])")
"""How everything begins that Textual draws, and what it puts around it."""


class Curtain:
    """Lets nothing that is drawn through to the terminal until it is lifted; all else that is written waits, too."""

    def __init__(self, painted: Painted) -> None:
        self.painted = painted
        self.driver: DriverBehindCurtain | None = None
        self._kept: list[str] | None = []

    def holds(self, data: str) -> bool:
        """Hold ``data`` back; false where the curtain is lifted, and the caller has to write it."""
        if self._kept is None:
            return False
        # The frame is on the alternate screen: to enter it again would wipe it.
        if not _DRAWN.match(data) and data != ENTER:
            self._kept.append(data)
        return True

    @property
    def is_down(self) -> bool:
        """Whether it is still to be lifted."""
        return self._kept is not None

    def peek(self, number: int, row: str) -> None:
        """Show one row of the screen, counted from 0, in front of the curtain."""
        if self.is_down and self.driver is not None:
            self.driver.write_through(f"\x1b[{number + 1};1H{row}")

    def lift(self) -> None:
        """From now on nothing is held back; whoever calls this draws the screen anew."""
        kept, self._kept = self._kept, None
        if kept and self.driver is not None:
            self.driver.write("".join(kept))


class DriverBehindCurtain(QuietDriver):
    """A driver of the terminal that plays behind a curtain until it is lifted."""

    curtain: Curtain

    def start_application_mode(self) -> None:
        """Take the terminal over from the first frame; the second time, after a pause, from whoever had it then."""
        if self.curtain.driver is None:
            self.curtain.driver = self
            self.curtain.painted.hand_over()
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def stop_application_mode(self) -> None:
        """Leave the terminal."""
        self.curtain.lift()
        super().stop_application_mode()

    def write(self, data: str) -> None:
        """Write ``data``, unless the curtain holds it back."""
        if not self.curtain.holds(data):
            super().write(data)

    def write_through(self, data: str) -> None:
        """Write ``data``, curtain or not."""
        super().write(data)


def driver_behind(curtain: Curtain) -> type[DriverBehindCurtain]:
    """The driver for ``curtain``; Textual makes it itself and so wants a class."""
    return type("Driver", (DriverBehindCurtain,), {"curtain": curtain})
