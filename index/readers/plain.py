"""Reads plain newspaper text: ``.txt``, ``.text``, and any other text that a person names."""

from __future__ import annotations

import re
from pathlib import Path

from index.article import Article
from index.readers.composition import Told, compose
from index.readers.decode import decode
from index.readers.layout import paragraphs
from index.readers.metadata import parse_date
from index.readers.told import KEYS, told_from
from index.sanitize import sanitize

_LABELLED = re.compile(rf"({'|'.join(KEYS)}):\s+(\S.{{0,300}})", re.IGNORECASE)


def read_plain(data: bytes, path: Path) -> tuple[Article, ...]:
    """Return the one article of a plain text file; raises :exc:`ReadError` and :exc:`NotTextError`."""
    lines = paragraphs(sanitize(decode(data)))
    told = _take_labels(lines)
    return (compose(path, lines, told),)


def _take_labels(lines: list[str]) -> Told:
    """Take ``Title: …``, ``Author: …``, ``Date: …`` lines off the top; one alone may be a headline with a colon."""
    labelled: dict[str, object] = {}
    for line in lines:
        match = _LABELLED.fullmatch(line)
        if not match or (KEYS[match[1].lower()] == "published" and parse_date(match[2]) is None):
            break
        labelled[match[1].lower()] = match[2]
    if len(labelled) < 2:
        return Told()
    del lines[: len(labelled)]
    return told_from(labelled)
