"""`sayso board`: who stands where, over the library or what a query finds, as a table or in a form to take away."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from index.answer import SaysoError
from index.board.dossier import Dossier, What, gather, one_holder
from index.board.forms import Form, lines
from index.board.model import Board, Comparison, Matrix, Movement, Question, Side, Sign, Statement, Tally
from index.takeaway import write
from tui.board_arguments import SHOWN, TAKEN
from tui.signs import COLOURS, SIGNS
from tui.wording import counted, day, origin, tally

if TYPE_CHECKING:
    from index.board.board import Boards
    from index.library import Library

_SIGNS: dict[Sign, tuple[str, str]] = {
    **{each: (SIGNS[each], COLOURS[each]) for each in SIGNS},
    "mixed": ("±", "magenta"),
}
_BARS = " ▁▂▃▄▅▆▇█"
_DATED, _DRAWN = 90, 110
"""From how many columns on the table has dates, and a trend."""
_NAME, _TOPIC, _TOPIC_WIDE = 22, 13, 18
"""Cells of the matrix for a holder, and for a topic at least and at most."""


def board(library: Library, arguments: argparse.Namespace) -> None:
    """Answer the command line's question. Raises :class:`SaysoError` for a name, a topic or a date that is none."""
    boards = library.board
    boards.level(_tell)
    form: Form | None = next((each for each in ("json", "csv", "markdown", "html") if getattr(arguments, each)), None)
    what, names = _what(arguments)
    limit = arguments.limit or (TAKEN if form else SHOWN)
    question = _question(boards, arguments)
    dossier = gather(boards, question, what, names, limit=limit)
    if form is None:
        if arguments.output:
            raise SaysoError("-o needs one of --json, --csv, --markdown, --html")
        _print(dossier)
    elif arguments.output:
        write(arguments.output, lines(dossier, form), replace=arguments.force)
    else:
        _print_lines(lines(dossier, form))


def _tell(done: float) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\rcounting who stands where: {done:.0%} " if done < 1 else "\r\x1b[K")
        sys.stderr.flush()


def _print_lines(texts: Iterable[str]) -> None:
    for text in texts:
        sys.stdout.write(text + "\n")


def _what(arguments: argparse.Namespace) -> tuple[What, tuple[str, ...]]:
    if arguments.compare:
        return "comparison", tuple(arguments.compare)
    if arguments.matrix:
        return "matrix", ()
    if arguments.changes:
        return "changes", ()
    return ("statements", ()) if arguments.holder else ("holders", ())


def _question(boards: Boards, arguments: argparse.Namespace) -> Question:
    query = " ".join(arguments.query)
    question = Question(
        query=query, stance=arguments.stance, kind=arguments.kind, source=arguments.source,
        since=_day(arguments.since), until=_day(arguments.until), sort=arguments.sort, changes_only=arguments.changes,
        holder=arguments.holder or "",
    )  # fmt: skip
    if arguments.topic:
        question = _on_topic(boards, question, arguments.topic)
    if arguments.holder and not boards.speaking_for(arguments.holder, question):
        one_holder(boards, question, arguments.holder)  # or says that there is none, or which ones
    return question


def _on_topic(boards: Boards, question: Question, words: str) -> Question:
    found = boards.topic_named(words, question)
    if found is None:
        raise SaysoError(f"no position here is about {words!r}; `sayso board --matrix` shows the topics")
    return replace(question, topic=found)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise SaysoError(f"{text!r} is no date; write it as 2025-03-28") from error


# -- on a terminal ----------------------------------------------------------------------------------------------------


def _print(dossier: Dossier) -> None:
    out = _Console(markup=False, highlight=False, emoji=False)
    if dossier.comparison is not None:
        out.print(_compared(dossier.comparison))
    elif dossier.matrix is not None:
        out.print(_crossed(dossier.matrix, out.width))
    elif dossier.what == "changes":
        out.print(_moved(dossier.movements) if dossier.movements else "nobody has moved")
    elif dossier.what == "statements":
        for voice in dossier.voices:
            offices = "; ".join(map(str, voice.row.offices))
            out.print(Text.assemble((voice.row.name, "bold"), f", {offices}" if offices else ""))
            out.print(_quoted(voice.statements))
    else:
        out.print(_holders(dossier, out.width))
    out.print(Text(_foot(dossier.board), style="dim"))


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Let the command line end as it does for every output: rich itself would call it a failure."""
        raise BrokenPipeError


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _holders(dossier: Dossier, width: int) -> Table:
    columns = ["holder", "stances", "sure"]  # sure: of the least sure statement
    columns += ["from – to"] if width >= _DATED else []
    columns += ["trend"] if width >= _DRAWN else []
    table = _table(*columns, "latest")
    for column in table.columns[:-1]:
        column.no_wrap, column.overflow = True, "ellipsis"
    table.columns[0].max_width = 34 if width >= _DRAWN else 28
    for voice in dossier.voices:
        row = voice.row
        states = f" ({', '.join(row.states)})" if row.states else ""
        name = Text.assemble((row.name, "bold"), (states, "dim"), (" ↷", "magenta") if row.moved else "")
        cells: list[Text | str] = [name, _tally(row.tally), f"{row.tally.lowest_confidence:.2f}"]
        if width >= _DATED:
            cells.append(" – ".join(dict.fromkeys(each.isoformat() for each in (row.first, row.last) if each)))
        if width >= _DRAWN:
            cells.append(spark(row.trend))
        table.add_row(*cells, Text.assemble(_sign(row.latest.stance), " ", _short(row.latest)))
    return table


def _quoted(statements: Iterable[Statement]) -> Table:
    table = _table("date", "outlet", "", "about", "words", "sure")
    for each in statements:
        when = day(each.published) if each.published else ""
        table.add_row(
            when, each.source or "", Text(*_sign(each.stance)), Text(each.topic or "", style="cyan"),
            _folded(each.text), f"{each.confidence:.2f}",
        )  # fmt: skip
    return table


def _moved(movements: Iterable[Movement]) -> Table:
    table = _table("holder", "about", "before", "after")
    for each in movements:
        who = Text.assemble((each.holder, "bold"), (f"\n{each.kind}", "magenta"))
        table.add_row(who, Text(each.topic, style="cyan"), _side(each.before), _side(each.after))
    return table


def _side(each: Statement) -> Text:
    where = origin(each.source, each.published)
    return Text.assemble(_sign(each.stance), f" {each.stance} ", (where, "dim"), f"\n{_folded(each.text)}")


def _crossed(matrix: Matrix, width: int) -> Table:
    """As many topics as there is room for in full words; the caption says of how many more there are."""
    shown_topics = matrix.topics[: max(1, (width - _NAME) // _TOPIC)]
    table = _table("holder", *(topic.name for topic in shown_topics))
    table.columns[0].width, table.columns[0].no_wrap, table.columns[0].overflow = _NAME - 2, True, "ellipsis"
    for column in table.columns[1:]:
        column.width = min(_TOPIC_WIDE, (width - _NAME) // max(1, len(shown_topics))) - 2
    if len(shown_topics) < len(matrix.topics):
        table.caption = f"the {len(shown_topics)} topics of most statements; a wider terminal shows more, --html all"
    for row, cells in zip(matrix.rows, matrix.cells, strict=True):
        shown = (
            Text.assemble(_sign(cell.sign), f"{cell.tally.total}", (f" {cell.tally.lowest_confidence:.2f}", "dim"))
            if cell.sign
            else Text()
            for cell in cells[: len(shown_topics)]
        )
        table.add_row(Text(row.name, style="bold"), *shown)
    return table


def _compared(comparison: Comparison) -> Table:
    table = _table("about", comparison.left, comparison.right)
    for line in (*comparison.common, *comparison.only_left, *comparison.only_right):
        agree = {True: "\nagree", False: "\ndiffer", None: ""}[line.agree]
        table.add_row(Text.assemble((line.name, "cyan"), (agree, "magenta")), _of(line.left), _of(line.right))
    return table


def _of(side: Side) -> Text:
    if not side.tally.total:
        return Text()
    latest = side.statements[-1:]
    return Text.assemble(_tally(side.tally), *(f"\n{_short(each)}" for each in latest))


def _tally(counts: Tally) -> Text:
    stances = {stance: getattr(counts, stance) for stance in SIGNS}
    parts = [(f"{text} ", COLOURS[stance]) for stance, text in tally(stances)]
    return Text.assemble(*parts)


def _sign(sign: Sign) -> tuple[str, str]:
    return _SIGNS[sign]


def _short(statement: Statement, most: int = 90) -> str:
    text = _folded(statement.text)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _folded(text: str) -> str:
    return " ".join(text.split())


def spark(trend: Iterable[int]) -> str:
    """A small column for each stretch of time, the highest for the most statements."""
    counts = list(trend)
    most = max(counts, default=0) or 1
    return "".join(_BARS[-(-8 * count // most)] for count in counts)


def _foot(found: Board) -> str:
    holders, statements = counted(found.total, "holder"), counted(found.statements, "statement")
    counts = f"{holders}, {statements} in {counted(found.articles, 'article')}"
    parts = [counts, f"{found.took_ms:.0f} ms"]
    if found.analysed < found.articles:
        parts.append(f"{found.analysed:,} of the articles are analysed so far")
    if found.behind:
        parts.append(f"{found.behind:,} articles changed since, not counted yet")
    if found.unnamed:
        parts.append(f"{counted(found.unnamed, 'statement')} by nobody named")
    if found.copies:
        parts.append(f"{found.copies:,} copies of other articles left out")
    return " · ".join(parts)
