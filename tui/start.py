"""Decides which library the reader opens and with what, then runs it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from index.sanitize import spell_out
from tui import first_frame, locations, terminal

EXIT_FAILED = 1


def open_reader(folder: Path, paths: Sequence[Path], query: str, *, plain: bool = False) -> int:
    """Run the reader on the library in ``folder``; returns the exit status.

    ``plain``: line by line, which needs no terminal. Where there are neither paths nor a library yet, the sample
    articles are shown, in a library of their own.
    """
    reason = None if plain else terminal.unusable()
    if reason is None:
        reason = next((f"{path}: no such file or folder" for path in paths if not path.exists()), None)
    if reason is not None:
        first_frame.leave()
        sys.stderr.write(f"sayso: {spell_out(reason)}\n")
        return EXIT_FAILED
    asked_for = locations.asked_for(folder)
    if not paths and not (folder / "articles.db").exists():
        folder, paths = locations.sample_library(), [locations.sample_articles()]
    if plain:
        from tui import plain as session

        return session.run(folder, paths, query)

    # Textual takes its time to import; by now it is clear that it is needed.
    from tui.app import run
    from tui.memory import Memory

    folder, settings_file = folder.absolute(), locations.settings()
    return run(folder, paths, query, settings_file, Memory(locations.state(), folder, asked_for, settings_file))
