"""What the index holds of an article, in Whoosh's terms. Changing anything here means raising :data:`VERSION`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from whoosh.analysis import Analyzer, Token
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, TEXT, Schema

from index.article import Article
from index.fulltext.segments import FIELDS
from index.fulltext.words import words

VERSION = 4
"""Of schema, analysis and layout together. An index of another version is rebuilt."""

NO_DATE = 1 - 2**63
"""Stands in the column for an article without a date."""

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  (dates are kept as the article prints them, without zone)


class WordAnalyzer(Analyzer):  # type: ignore[misc]
    """Whoosh's view of :func:`index.fulltext.words.words`. No word is left out: phrases need them all."""

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        start_pos: int = 0,
        start_char: int = 0,
        **_: Any,
    ) -> Iterator[Token]:
        """The words of ``value`` as Whoosh's tokens; like all its analyzers it yields one token again and again."""
        token = Token(positions, chars, removestops=False)
        token.boost = 1.0
        for word in words(value):
            token.text = token.original = word.text
            token.stopped = False
            token.pos = start_pos + word.position
            token.startchar, token.endchar = start_char + word.start, start_char + word.end
            yield token


def schema() -> Schema:
    """Words of title, body, byline and source with positions; id and time of publication as columns; nothing stored."""
    text = {name: TEXT(analyzer=WordAnalyzer()) for name in FIELDS}
    return Schema(id=COLUMN(NumericColumn("q")), published=COLUMN(NumericColumn("q", default=NO_DATE)), **text)


def document(article: Article) -> dict[str, str | int]:
    """The index's fields of ``article``.

    Raises:
        ValueError: it has no id, or a text that is not valid Unicode; nothing has been written then.
    """
    if article.id is None:
        raise ValueError(f"an article without an id cannot be indexed: {article.title!r}")
    texts = {"title": article.title, "body": article.text, "by": article.byline, "source": article.source}
    filled = {name: text for name, text in texts.items() if text}
    for text in filled.values():
        text.encode()  # a lone surrogate would fail half way through Whoosh's writer
    return {"id": article.id, "published": timestamp(article.published), **filled}


def timestamp(moment: datetime | None) -> int:
    """Seconds since 1970 on the clock that the article prints; whatever its zone, a day in March is a day in March."""
    if moment is None:
        return NO_DATE
    return int((moment.replace(tzinfo=None) - _EPOCH).total_seconds())
