"""Tells a damaged index from other trouble."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from pickle import UnpicklingError

from index.answer import SaysoError


class DamagedPageError(Exception):
    """A file of the index does not hold what was written into it."""


# What Whoosh was seen to raise on truncated, overwritten or missing files.
_SIGNS: tuple[type[Exception], ...] = (
    AttributeError,
    AssertionError,
    EOFError,
    FileNotFoundError,
    ImportError,
    IndexError,
    KeyError,
    MemoryError,
    OverflowError,
    DamagedPageError,
    TypeError,
    UnpicklingError,
    ValueError,
    struct.error,
    zlib.error,
)


class DamagedIndex(SaysoError):  # noqa: N818  (a state of the index, and named so)
    """The full-text index is missing, damaged, foreign or of another version. Nothing is lost: it can be rebuilt."""


@contextmanager
def noticing_damage(folder: Path) -> Iterator[None]:
    """Turns what reading a damaged index raises into :class:`DamagedIndex`."""
    from whoosh.index import IndexError as WhooshIndexError

    try:
        yield
    except SaysoError:
        raise
    except (*_SIGNS, WhooshIndexError) as error:
        reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise DamagedIndex(f"the full-text index in {folder} is damaged ({reason}); it can be rebuilt") from error
