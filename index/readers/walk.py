"""From the paths that a person names to the files to read, and to what is passed over and why."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.filenames import keepable
from index.readers.errors import os_reason
from index.readers.files import objection

_Identity = tuple[int, int]
"""Device and inode: the same for every name of a file or folder."""

_NAME = "has a name that cannot be kept; renamed, it can be added"
_SEEN = "was reached before by another name"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read."""

    path: Path


@dataclass(frozen=True, slots=True)
class Skipped:
    """A path that is not read; ``reason`` completes the sentence that ``path`` begins ("is hidden").

    ``failed`` says that the person asked for this very path, so that passing it over is a failure and not a choice.
    """

    path: Path
    reason: str
    failed: bool = False


def files_at(paths: Iterable[Path], suffixes: Collection[str]) -> Iterator[Found | Skipped]:
    """Yield every file to read at or under ``paths``, folders in sorted order, each file once.

    In a folder, files whose suffix (lower case, with the dot) is not in ``suffixes`` and hidden ones are passed over;
    a file that is named itself is found whatever its name. Links are followed, but nothing is reached twice. Never
    raises.
    """
    seen: set[_Identity] = set()
    for path in paths:
        if not keepable(str(path)):
            yield Skipped(path, _NAME, failed=True)
            continue
        try:
            status = path.stat()
        except FileNotFoundError:
            yield Skipped(path, "does not exist", failed=True)
        except OSError as error:
            yield Skipped(path, os_reason(error), failed=True)
        except ValueError:  # a NUL in the path
            yield Skipped(path, "does not exist: no file can have this name", failed=True)
        else:
            if stat.S_ISDIR(status.st_mode):
                yield from _folder(path, status, suffixes, seen)
            elif reason := objection(status):
                yield Skipped(path, reason, failed=True)
            else:
                yield Skipped(path, _SEEN) if _again(status, seen) else Found(path)


def _folder(
    top: Path, status: os.stat_result, suffixes: Collection[str], seen: set[_Identity]
) -> Iterator[Found | Skipped]:
    """Walk a folder that was named, with a stack of its own: a tree may be deeper than Python's."""
    if _again(status, seen):
        yield Skipped(top, _SEEN)
        return
    holds_articles = False
    stack: list[Iterator[os.DirEntry[str]]] = []
    try:
        stack.append(_sorted_entries(top))
    except OSError as error:
        yield Skipped(top, os_reason(error), failed=True)
        return
    while stack:
        entry = next(stack[-1], None)
        if entry is None:
            stack.pop()
            continue
        found = _look(entry, suffixes, seen)
        if isinstance(found, Skipped):
            yield found
        elif found is not None:
            holds_articles = True
            yield found
        else:
            try:
                stack.append(_sorted_entries(Path(entry.path)))
            except OSError as error:
                yield Skipped(Path(entry.path), os_reason(error))
    if not holds_articles:
        yield Skipped(top, "holds no articles", failed=True)


def _sorted_entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return iter(sorted(entries, key=lambda entry: entry.name))


def _look(entry: os.DirEntry[str], suffixes: Collection[str], seen: set[_Identity]) -> Found | Skipped | None:
    """Return what one entry of a folder is; ``None`` is a folder to walk into."""
    path = Path(entry.path)
    if entry.name.startswith("."):
        return Skipped(path, "is hidden")
    if not keepable(entry.name):
        return Skipped(path, _NAME)
    try:
        status = entry.stat()
    except FileNotFoundError:
        return Skipped(path, "is a link to nothing" if entry.is_symlink() else "vanished while its folder was read")
    except OSError as error:
        return Skipped(path, os_reason(error))
    if stat.S_ISDIR(status.st_mode):
        return Skipped(path, _SEEN) if _again(status, seen) else None
    if reason := objection(status):
        return Skipped(path, reason)
    if path.suffix.lower() not in suffixes:
        return Skipped(path, f"is of no known format ({path.suffix or 'no suffix'})")
    return Skipped(path, _SEEN) if _again(status, seen) else Found(path)


def _again(status: os.stat_result, seen: set[_Identity]) -> bool:
    """Tell whether this file or folder was reached before, and remember it."""
    identity = (status.st_dev, status.st_ino)
    if identity in seen:
        return True
    seen.add(identity)
    return False
