"""Splits front matter off a Markdown text and reads it, safely: YAML as nothing but strings, lists and mappings; TOML.

YAML is loaded without resolving types: no object is ever made, ``title: 1984`` stays text and ``date: 2025-02-30`` no
reason to refuse an article. Anchors and aliases, by which a small file can describe a huge value, are refused.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, cast

import yaml
from frontmatter.default_handlers import BaseHandler, YAMLHandler

from index.readers.errors import ReadError

_MAX_LENGTH = 64 * 1024
_MAX_DEPTH = 20


class _Loader(yaml.BaseLoader):
    """Loads strings, lists and mappings of bounded depth; pure Python, which raises where C would crash."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Compose one node; raises :exc:`yaml.MarkedYAMLError` on an alias and on nesting without end."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="aliases are not allowed", problem_mark=_mark(event))
        if self.depth >= _MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=_mark(event))
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def _mark(event: yaml.Event) -> yaml.Mark:
    return cast(yaml.Mark, event.start_mark)  # the pure-Python parser's, not the C one's


class _TOMLHandler(BaseHandler):
    """Front matter between lines of ``+++``, as Hugo writes it; the library's own needs a package beside tomllib."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str) -> dict[str, Any]:
        """Return the table; raises :exc:`tomllib.TOMLDecodeError`."""
        return tomllib.loads(fm)


def split(text: str, path: Path) -> tuple[dict[str, object], str]:
    """Return the metadata at the head of ``text`` and the text after it.

    A text that begins with a ruler but has no second one, or prose between the two, has no front matter. Raises
    :exc:`ReadError` that names the line where front matter is broken.
    """
    text = text.lstrip()
    handler: BaseHandler = _TOMLHandler() if text.startswith("+") else YAMLHandler()
    try:
        stated, content = handler.split(text)
    except ValueError:  # no second boundary
        return {}, text
    if len(stated) > _MAX_LENGTH:
        raise ReadError(path, f"has front matter of more than {_MAX_LENGTH // 1024} KiB")
    try:
        metadata = handler.load(stated) if isinstance(handler, _TOMLHandler) else yaml.load(stated, _Loader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = text.count("\n", 0, text.index(stated)) + (mark.line if mark else 0) + 1
        raise ReadError(path, f"has broken front matter in line {line}: {error.problem or error.context}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ReadError(path, f"has broken front matter: {error}") from None
    return (metadata, content) if isinstance(metadata, dict) else ({}, text)
