"""From files to articles: one module a format, and the registry that chooses among them.

A new format is a module with a function ``(data, path) -> articles`` and a line in ``_READERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from index.article import Article
from index.readers.decode import NotTextError
from index.readers.errors import ReadError
from index.readers.files import MAX_BYTES, load
from index.readers.markdown import looks_like_markdown, read_markdown
from index.readers.plain import read_plain
from index.readers.walk import Found, Skipped, files_at

__all__ = ["MAX_BYTES", "VERSION", "Found", "ReadError", "Skipped", "load", "read", "read_bytes", "read_raw", "walk"]

Reader = Callable[[bytes, Path], tuple[Article, ...]]
"""Makes the articles of a file out of its bytes; raises :exc:`ReadError`, :exc:`NotTextError` for what is no text."""

_READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
}


VERSION = 1
"""Grows whenever the same file would be read differently; files read by an older version are read again."""


def read(path: Path) -> tuple[Article, ...]:
    """Return the articles of the file at ``path``, each with ``path`` in it as given; raises :exc:`ReadError` alone."""
    return read_bytes(load(path), path)


def read_bytes(data: bytes, path: Path) -> tuple[Article, ...]:
    """Return the articles in ``data``, the content of the file at ``path``; raises :exc:`ReadError` alone.

    The suffix chooses the format. Any other file is read as Markdown when it begins with front matter, and else as
    plain text when it is text at all.
    """
    if not data.strip():
        raise ReadError(path, "is empty")
    reader = _READERS.get(path.suffix.lower()) or (read_markdown if looks_like_markdown(data) else read_plain)
    try:
        return reader(data, path)
    except NotTextError:
        raise ReadError(path, "is not a text file") from None


def read_raw(data: bytes, path: Path) -> Article:
    """Return the whole of ``data`` as an article's text, decoded as UTF-8, otherwise untouched; the stem is its title.

    For ``extract --raw`` alone: offsets are into the file, and nothing is sanitised. Raises :exc:`ReadError`.
    """
    if not data.strip():
        raise ReadError(path, "is empty")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadError(path, f"is not UTF-8: byte {error.start} cannot be decoded") from None
    return Article(title=path.stem, text=text, path=str(path))


def walk(paths: Iterable[Path]) -> Iterator[Found | Skipped]:
    """Yield what there is to read at or under ``paths``, and what is passed over and why: :func:`files_at`."""
    return files_at(paths, _READERS)
