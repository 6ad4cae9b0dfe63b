"""A view of the board in the forms that scripts and people take away: JSON lines, CSV, a Markdown brief, a page."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Literal

from index.board import brief, page
from index.board.dossier import Dossier
from index.board.model import Comparison, HolderRow, Matrix, Movement, Statement, Tally
from index.export import csv_line, json_line

Form = Literal["json", "csv", "markdown", "html"]
_STATEMENT = (
    "stance", "statement", "target", "cue", "quotation", "confidence", "source", "published", "title", "url", "article",
    "start", "end", "copies",
)  # fmt: skip
_TALLY = ("supports", "opposes", "conditional", "neutral", "statements", "lowest_confidence")


def lines(dossier: Dossier, form: Form) -> Iterator[str]:
    """The lines of a view in one of the forms."""
    makers: dict[Form, Callable[[Dossier], Iterable[str]]] = {
        "json": _json_lines, "csv": _csv_lines, "markdown": brief.lines, "html": page.lines,
    }  # fmt: skip
    yield from makers[form](dossier)


# -- JSON: one line a holder, statement, movement, cell or topic, then one about the whole ----------------------------


def _json_lines(dossier: Dossier) -> Iterator[str]:
    for record in _records(dossier):
        yield json_line(record)
    board = dossier.board
    yield json_line({
        "total": board.total, "articles": board.articles, "analysed": board.analysed, "statements": board.statements,
        "unnamed": board.unnamed, "copies": board.copies, "took_ms": round(board.took_ms, 1),
    })  # fmt: skip


def _records(dossier: Dossier) -> Iterator[dict[str, Any]]:
    if dossier.what == "holders":
        yield from (_record(voice.row) for voice in dossier.voices)
    elif dossier.what == "statements":
        yield from (_record(statement) for voice in dossier.voices for statement in voice.statements)
    elif dossier.what == "changes":
        yield from (_record(movement) for movement in dossier.movements)
    elif dossier.matrix is not None:
        for row, cells in zip(dossier.matrix.rows, dossier.matrix.cells, strict=True):
            for topic, cell in zip(dossier.matrix.topics, cells, strict=True):
                if cell.sign is not None:
                    about = {"holder_id": row.id, "holder": row.name, "topic_id": topic.id, "topic": topic.name}
                    yield {**about, **_record(cell)}
    elif dossier.comparison is not None:
        for kind, line in _compared(dossier.comparison):
            yield {
                "left": dossier.comparison.left,
                "right": dossier.comparison.right,
                "found": kind,
                "line": _record(line),
            }


def _compared(comparison: Comparison) -> Iterator[tuple[str, Any]]:
    for kind in ("common", "only_left", "only_right"):
        for line in getattr(comparison, kind):
            yield kind, line


def _record(data: Any) -> dict[str, Any]:
    """A data class of the board as a record: dates as ISO 8601, tallies with their total and sign."""
    return {field.name: _value(getattr(data, field.name)) for field in dataclasses.fields(data)}


def _value(value: Any) -> Any:
    if isinstance(value, Tally):
        return {**_record(value), "total": value.total, "sign": value.sign}
    if dataclasses.is_dataclass(value):
        return _record(value)
    if isinstance(value, tuple):
        return [_value(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return round(value, 3) if isinstance(value, float) else value


# -- CSV: one table, a header first; no cell that a spreadsheet would run as a formula --------------------------------


def _csv_lines(dossier: Dossier) -> Iterator[str]:
    for cells in _table(dossier):
        yield csv_line(cells)


def _table(dossier: Dossier) -> Iterator[tuple[Any, ...]]:
    if dossier.what == "holders":
        latest = tuple(f"latest_{name}" for name in _STATEMENT)
        yield ("holder", "kind", *_TALLY, "first", "last", "moved", *latest, "offices")
        yield from (_holder_cells(voice.row) for voice in dossier.voices)
    elif dossier.what == "statements":
        yield ("holder", "topic", *_STATEMENT)
        for voice in dossier.voices:
            yield from ((each.holder, each.topic or "", *_statement_cells(each)) for each in voice.statements)
    elif dossier.what == "changes":
        sides = (f"{side}_{name}" for side in ("before", "after") for name in _STATEMENT)
        yield ("holder", "kind", "topic", *sides)
        yield from (_movement_cells(movement) for movement in dossier.movements)
    elif dossier.matrix is not None:
        yield from _matrix_table(dossier.matrix)
    elif dossier.comparison is not None:
        yield from _comparison_table(dossier.comparison)


def _matrix_table(matrix: Matrix) -> Iterator[tuple[Any, ...]]:
    yield ("holder", "topic", "sign", *_TALLY, "moved")
    for row, cells in zip(matrix.rows, matrix.cells, strict=True):
        for topic, cell in zip(matrix.topics, cells, strict=True):
            if cell.sign is not None:
                yield (row.name, topic.name, cell.sign, *_tally_cells(cell.tally), _yes(cell.moved))


def _comparison_table(comparison: Comparison) -> Iterator[tuple[Any, ...]]:
    yield ("topic", "found", "who", *_STATEMENT)
    for kind, line in _compared(comparison):
        for who, side in ((comparison.left, line.left), (comparison.right, line.right)):
            yield from ((line.name, kind, who, *_statement_cells(each)) for each in side.statements)


def _holder_cells(row: HolderRow) -> tuple[Any, ...]:
    first, last = (day.isoformat() if day else "" for day in (row.first, row.last))
    return (
        row.name, row.kind, *_tally_cells(row.tally), first, last, _yes(row.moved), *_statement_cells(row.latest),
        "; ".join(map(str, row.offices)),
    )  # fmt: skip


def _movement_cells(movement: Movement) -> tuple[Any, ...]:
    before, after = _statement_cells(movement.before), _statement_cells(movement.after)
    return (movement.holder, movement.kind, movement.topic, *before, *after)


def _tally_cells(tally: Tally) -> tuple[Any, ...]:
    return (
        tally.supports, tally.opposes, tally.conditional, tally.neutral, tally.total, f"{tally.lowest_confidence:.2f}",
    )  # fmt: skip


def _statement_cells(statement: Statement) -> tuple[Any, ...]:
    return (
        statement.stance, statement.text, statement.target or "", statement.cue or "", statement.quotation,
        f"{statement.confidence:.2f}", statement.source or "",
        statement.published.isoformat() if statement.published else "", statement.title, statement.url or "",
        statement.article_id, statement.spans[0].start, statement.spans[-1].end, len(statement.copies),
    )  # fmt: skip


def _yes(value: bool) -> str:
    return "yes" if value else ""
