"""Statements that a query found: as those of the board, with the words marked that the query looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.answer import FoundStatement
from index.article import Span
from index.board.model import Statement
from tui.board.rows import Pieces
from tui.board.statements import StatementsView
from tui.board.words import words
from tui.text.cells import visible
from tui.wording import NOBODY


@dataclass(frozen=True, slots=True)
class Found(Statement):
    """A statement with the query's ``hits``, which are spans of its text."""

    hits: tuple[Span, ...] = ()


def found(one: FoundStatement) -> Found:
    """What a search found, as a statement of the board that belongs to no topic."""
    article, position = one.held.article, one.held.position
    return Found.of(
        position,
        article_id=article.id or 0,
        number=one.number,
        title=article.title,
        source=article.source,
        published=article.published,
        url=article.url,
        holder_id="",
        holder=visible(position.holder.name) if position.holder else NOBODY,
        topic_id=None,
        topic=None,
        hits=one.hits,
    )


class FoundView(StatementsView):
    """Statements with their holders; the hits of the query are lit."""

    def draw(self, row: Statement, wide: int) -> list[Pieces]:
        """The lines of a statement."""
        lines = super().draw(row, wide)
        if not isinstance(row, Found) or not row.hits:
            return lines
        shown, at = words(row), 0
        hits = _moved(row, shown)
        marked = []
        for indent, (line, name) in lines[1:]:
            begin = shown.find(line.removesuffix("…"), at)
            at = begin + len(line.removesuffix("…"))
            marked.append([indent, *_cut(line, name, [(start - begin, end - begin) for start, end in hits])])
        return [lines[0], *marked]


def _moved(row: Found, shown: str) -> list[tuple[int, int]]:
    """Where the hits stand in the one line that is ``shown``, in which every run of blanks is a single one."""
    opening = len(shown) - len(shown.lstrip("“")) if not row.text.startswith("“") else 0

    def moved(offset: int) -> int:
        before = visible(row.text[:offset])
        return opening + len(" ".join(before.split())) + (before[-1:].isspace() and bool(before.strip()))

    return [(moved(start), moved(end)) for start, end in row.hits]


def _cut(line: str, name: str, hits: Sequence[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    """The pieces of a line, of which those within ``hits`` are lit."""
    at = 0
    for start, end in hits:
        begin, stop = max(start, at), min(end, len(line))
        if begin < stop:
            yield line[at:begin], name
            yield line[begin:stop], "hit"
            at = stop
    yield line[at:], name
