"""Where a person left off in a library: query, article, place in it, panes. Kept in a file, read with suspicion."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from zlib import crc32

from index.answer import SORTS, Sort
from tui.layout import PANES, Pane
from tui.private_files import write_private
from tui.settings import Settings
from tui.widgets.position_lines import Grouping

_VERSION = 1
_LONGEST_QUERY = 10_000


@dataclass(frozen=True, slots=True)
class Session:
    """A reader's state. ``row`` and ``article`` (an id) are what is selected, ``top`` is the offset of the first
    character of the article on the screen (``None``: the headline is), ``position`` the selected position's number.

    ``sizes`` are the widths in cells that panes were given; ``panel``: whether the positions are wanted.
    """

    query: str = ""
    sort: Sort = "relevance"
    row: int = 0
    article: int | None = None
    top: int | None = None
    position: int | None = None
    here: Pane = "results"
    side: Pane = "results"
    panel: bool = True
    zoomed: bool = False
    entities: bool = True
    grouping: Grouping = "holder"
    sizes: dict[Pane, int] = field(default_factory=dict)

    def over(self, settings: Settings) -> Settings:
        """The settings with what was left otherwise in this session, but for what the user's file says by name."""
        left: dict[str, Any] = {
            "sort": self.sort,
            "positions": self.panel,
            "entities": self.entities,
            "grouping": self.grouping,
        }
        return replace(settings, **{name: value for name, value in left.items() if name not in settings.named})

    def anew(self, query: str) -> Session:
        """The panes of this session for reading something else."""
        return replace(self, query=query, row=0, article=None, top=None, position=None, here="results")


def load(folder: Path, library: Path) -> Session | None:
    """The session kept in ``folder`` for ``library``; ``None`` where there is none or it cannot be trusted."""
    try:
        given = json.loads(_file(folder, library).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(given, dict) or (given.get("version"), given.get("library")) != (_VERSION, str(library)):
        return None
    kept = {each.name: given[each.name] for each in fields(Session) if each.name in given}
    return Session(**kept) if all(_FITS[name](value) for name, value in kept.items()) else None


def save(folder: Path, library: Path, session: Session) -> None:
    """Keep ``session``. Raises ``OSError``."""
    kept = {"version": _VERSION, "library": str(library), **asdict(session)}
    write_private(_file(folder, library), json.dumps(kept, ensure_ascii=True, indent=1).encode())


def _file(folder: Path, library: Path) -> Path:
    return folder / f"session-{crc32(str(library).encode('utf-8', 'surrogateescape')):08x}.json"


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value < 1 << 60


def _is_number_or_none(value: object) -> bool:
    return value is None or _is_number(value)


def _is_truth(value: object) -> bool:
    return isinstance(value, bool)


def _is_pane(value: object) -> bool:
    return value in PANES


def _are_sizes(value: object) -> bool:
    return isinstance(value, dict) and all(pane in PANES and _is_number(cells) for pane, cells in value.items())


_FITS: dict[str, Callable[[Any], bool]] = {
    "query": lambda value: isinstance(value, str) and len(value) <= _LONGEST_QUERY,
    "sort": lambda value: value in SORTS,
    "row": _is_number,
    "article": _is_number_or_none,
    "top": _is_number_or_none,
    "position": _is_number_or_none,
    "here": _is_pane,
    "side": _is_pane,
    "panel": _is_truth,
    "zoomed": _is_truth,
    "entities": _is_truth,
    "grouping": lambda value: value in ("holder", "stance"),
    "sizes": _are_sizes,
}
