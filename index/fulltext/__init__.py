"""Full-text search: the query language, the Whoosh index behind it, highlighting and snippets.

Importing this package is cheap; Whoosh is imported when :class:`FullText` is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from index.fulltext.damage import DamagedIndex
from index.fulltext.highlight import marks, snippets
from index.fulltext.parser import FIELDS, parse
from index.fulltext.tree import Filter, Query

if TYPE_CHECKING:
    from index.fulltext.engine import FullText, Matches

__all__ = ["FIELDS", "DamagedIndex", "Filter", "FullText", "Matches", "Query", "marks", "parse", "snippets"]


def __getattr__(name: str) -> Any:
    if name in ("FullText", "Matches"):
        from index.fulltext import engine

        return getattr(engine, name)
    raise AttributeError(name)
