"""Where a user's library, settings and cache are, and where our sample articles stand."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import PlatformDirs

from tui.about import VERSION

_DIRS = PlatformDirs("sayso", appauthor=False)
LIBRARY_VARIABLE = "SAYSO_LIBRARY"


def library() -> Path:
    """The user's library: ``$SAYSO_LIBRARY``, else the data folder of the platform (XDG on Linux)."""
    chosen = os.environ.get(LIBRARY_VARIABLE)
    return Path(chosen).expanduser() if chosen else Path(_DIRS.user_data_dir)


def sample_library() -> Path:
    """A library of the sample articles alone, one for each version; it can be deleted at any time."""
    return Path(_DIRS.user_cache_dir) / f"samples-{VERSION}"


def sample_articles() -> Path:
    """The folder of sample articles that comes with sayso."""
    return Path(__file__).parent.parent / "sample_articles"


def config() -> Path:
    """The folder of the user's settings."""
    return Path(_DIRS.user_config_dir)
