"""Articles, hits and positions in the forms that scripts and people take away: JSON lines, CSV, Markdown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from index.answer import HeldPosition, Hit, Page
from index.article import Analysis, Article, Position, Quotation
from index.records import Record, article_record, entity_record, position_record

CSV_COLUMNS = (
    "holder", "stance", "target", "statement", "quotation", "cue", "confidence",
    "title", "source", "published", "url", "article", "start", "end",
)  # fmt: skip


def json_line(record: Record) -> str:
    """One line of JSON, UTF-8 letters as they are, unless a file name in it is not UTF-8."""
    line = json.dumps(record, ensure_ascii=False, allow_nan=False)
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(record, allow_nan=False)
    return line


def extraction_record(article: Article, analysis: Analysis, *, explain: bool = False) -> Record:
    """An article with its text, entities and positions; offsets are code points into ``"text"``."""
    return {
        "path": article.path,
        **article_record(article),
        "text": article.text,
        "entities": [entity_record(entity) for entity in analysis.entities],
        "positions": _attributions(analysis.positions, explain),
    }


def _attributions(positions: tuple[Position, ...], explain: bool) -> list[Record]:
    """A record an attribution: who hold one together (*Tan and Lind said*) are its ``holder`` and ``co_holders``."""
    records: list[Record] = []
    places: list[int] = []
    for n, position in enumerate(positions):
        before = positions[n - 1] if n else position
        if n and position.holder and (before.cue, before.statement) == (position.cue, position.statement):
            records[-1].setdefault("co_holders", []).append(position.holder.name)
        else:
            records.append(position_record(position, explain=explain))
        places.append(len(records) - 1)
    for record in records:
        if "outer" in record:
            record["outer"] = places[record["outer"]]
    return records


def hit_record(hit: Hit) -> Record:
    """A hit; ``hits`` are spans into ``snippet``, and ``snippet_start`` is where that stands in the article's text.

    ``stances`` is ``None`` for an article that has not been analysed yet; ``copies`` is how many others print the same.
    """
    return {
        "id": hit.id,
        "title": hit.title,
        "source": hit.source,
        "published": hit.published.isoformat() if hit.published else None,
        "score": round(hit.score, 4),
        "snippet": hit.snippet.text,
        "snippet_start": hit.snippet.start,
        "hits": [[start, end] for start, end in hit.snippet.hits],
        "stances": dict(hit.stances) if hit.stances is not None else None,
        "copies": hit.copies,
        "read": hit.read,
        "starred": hit.starred,
        "tags": list(hit.tags),
        "noted": hit.noted,
    }


def page_record(page: Page) -> Record:
    """The line after the hits: their exact total, that with all copies, the time in milliseconds, the facets."""
    record: Record = {
        "total": page.total,
        "articles": page.articles,
        "took_ms": round(page.took_ms, 1),
        "facets": {facet: dict(values) for facet, values in page.facets.items()},
    }
    if page.suggestion:
        record["suggestion"] = page.suggestion
    return record


def held_position_record(held: HeldPosition) -> Record:
    """A position with the id, title, source and date of the article that states it."""
    article = held.article
    where = {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
    }
    return {**position_record(held.position), "article": where}


def csv_lines(positions: Iterable[HeldPosition]) -> Iterator[str]:
    """Positions as CSV (RFC 4180), a header first; no cell is one that a spreadsheet would run as a formula."""
    yield csv_line(CSV_COLUMNS)
    for held in positions:
        position, article = held.position, held.article
        yield csv_line((
            position.holder.name if position.holder else "",
            position.stance,
            position.target.text if position.target else "",
            position.statement.text,
            position.quotation,
            position.cue.text if position.cue else "",
            f"{position.confidence:.2f}",
            article.title,
            article.source or "",
            article.published.isoformat() if article.published else "",
            article.url or "",
            article.id,
            position.statement.spans[0].start,
            position.statement.spans[-1].end,
        ))  # fmt: skip


def csv_line(cells: Iterable[Any]) -> str:
    """Cells as one line of CSV; text that a spreadsheet would run as a formula is marked as text by an apostrophe."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(
        f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@")) else cell for cell in cells
    )
    return line.getvalue()


def markdown_lines(positions: Iterable[HeldPosition]) -> Iterator[str]:
    """Positions as a Markdown list under a heading for each article."""
    heading = None
    for held in positions:
        article, position = held.article, held.position
        if article.id != heading:
            when = f"{article.published:%Y-%m-%d}" if article.published else ""
            about = ", ".join(part for part in (article.source, when, article.url) if part)
            yield from ([""] if heading is not None else [])
            yield f"## {escaped(article.title)}"
            yield ""
            yield from ([escaped(about), ""] if about else [])
            heading = article.id
        yield markdown_item(position)


def markdown_item(position: Position) -> str:
    """A position as an item of a Markdown list."""
    holder = escaped(position.holder.name) if position.holder else "no one named"
    target = f" {escaped(position.target.text)}" if position.target else ""
    span = f"{position.statement.spans[0].start}–{position.statement.spans[-1].end}"
    return f"- **{holder}** {position.stance}{target}: {escaped(position.statement.text)} ({span})"


def reported(quotation: Quotation, cue: str | None) -> str:
    """What tells in a citation that somebody did not say it in these words; nothing where he did."""
    return "" if quotation == "direct" else f" ({cue}; reported)" if cue else " (reported)"


def escaped(text: str) -> str:
    """``text`` on one line, with what Markdown would read as its own escaped."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in " ".join(text.split()))
