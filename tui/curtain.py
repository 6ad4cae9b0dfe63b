"""Takes a terminal over from the first frame: what the reader draws waits until it shows as much as the frame does."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

from tui.first_frame import ENTER, Painted

_BEGIN_UPDATE, _END_UPDATE = "\x1b[?2026h", "\x1b[?2026l"


class Curtain:
    """What is written to a terminal, held back until the curtain is lifted, then shown at once."""

    def __init__(self, painted: Painted) -> None:
        self.painted = painted
        self.driver: LinuxDriver | None = None
        self._kept: list[str] | None = []

    def keeps(self, data: str) -> bool:
        """Keep ``data``; false where the curtain is lifted, and the caller has to write it."""
        if self._kept is None:
            return False
        if data != ENTER:  # the frame is on that screen; to enter it again would wipe it
            self._kept.append(data)
        return True

    def lift(self) -> None:
        """Write what was kept; from now on nothing is."""
        kept, self._kept = self._kept, None
        if kept and self.driver is not None:
            self.driver.write("".join((_BEGIN_UPDATE, *kept, _END_UPDATE)))


def driver_behind(curtain: Curtain) -> type[LinuxDriver]:
    """A driver of the terminal that plays behind ``curtain`` until it is lifted."""

    class DriverBehindCurtain(LinuxDriver):
        def start_application_mode(self) -> None:
            if curtain.driver is None:
                curtain.driver = self
                curtain.painted.hand_over()
            super().start_application_mode()  # type: ignore[no-untyped-call]

        def stop_application_mode(self) -> None:
            curtain.lift()
            super().stop_application_mode()

        def write(self, data: str) -> None:
            if not curtain.keeps(data):
                super().write(data)

    return DriverBehindCurtain
