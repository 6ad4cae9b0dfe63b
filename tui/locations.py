"""Where a user's library, settings and cache are, and where our sample articles stand."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import PlatformDirs

from tui import first_frame
from tui.about import VERSION

_DIRS = PlatformDirs("sayso", appauthor=False)
LIBRARY_VARIABLE = "SAYSO_LIBRARY"


def library() -> Path:
    """The user's library: ``$SAYSO_LIBRARY``, else the data folder of the platform (XDG on Linux)."""
    chosen = os.environ.get(LIBRARY_VARIABLE)
    return Path(chosen).expanduser() if chosen else Path(_DIRS.user_data_dir)


def asked_for(library_folder: Path) -> str:
    """How one asks for this library: its absolute path, or nothing where it is the one that is opened by default."""
    is_usual = library_folder == library() and not os.environ.get(LIBRARY_VARIABLE)
    return "" if is_usual else os.path.abspath(library_folder)  # noqa: PTH100 - as the first frame has it, without pathlib


def sample_library() -> Path:
    """A library of the sample articles alone, one for each version; it can be deleted at any time."""
    return Path(_DIRS.user_cache_dir) / f"samples-{VERSION}"


def sample_articles() -> Path:
    """The folder of sample articles that comes with sayso."""
    return Path(__file__).parent.parent / "sample_articles"


def settings() -> Path:
    """The file of the user's settings."""
    return Path(_DIRS.user_config_dir) / "settings.toml"


def state() -> Path:
    """The folder of what is remembered between runs: sessions and the last screen."""
    return Path(first_frame.state_folder())
