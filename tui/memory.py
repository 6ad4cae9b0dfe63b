"""What is remembered of a library between runs: the session, and the screen as it was drawn last."""

from __future__ import annotations

from pathlib import Path

from textual.screen import Screen

from tui import first_frame, session
from tui.private_files import write_private
from tui.session import Session


class Memory:
    """The files in ``folder`` that belong to ``library``.

    ``asked_for`` is the library by which the frame is found again: as it was asked for, nothing for the one by default.
    """

    def __init__(self, folder: Path, library: Path, asked_for: str, settings_file: Path) -> None:
        self._folder, self._library, self._settings_file = folder, library, settings_file
        self._frame_file = Path(first_frame.frame_file(asked_for))

    def session(self) -> Session | None:
        """Where the last run was left, if that is known."""
        return session.load(self._folder, self._library)

    def keep(self, now: Session, screen: tuple[list[str], int] | None) -> None:
        """Keep the session and, where given, the rows and columns of the screen. Raises ``OSError``."""
        session.save(self._folder, self._library, now)
        if screen is not None:
            rows, columns = screen
            frame = first_frame.pack(rows, columns, str(self._library), str(self._settings_file))
            write_private(self._frame_file, frame)


def drawn(screen: Screen[None]) -> tuple[list[str], int]:
    """The rows of ``screen`` with their colours as a terminal takes them, and how many columns they have."""
    # Textual offers its screen as an SVG picture alone, so this asks what that is made of.
    strips = screen._compositor.render_strips()  # noqa: SLF001
    return [strip.render(screen.app.console) for strip in strips], screen.size.width
