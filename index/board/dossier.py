"""What is taken away of the board: one view of it, gathered with the statements that it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from index.answer import SaysoError
from index.board.board import Boards
from index.board.model import Board, Comparison, HolderRow, Matrix, Movement, Question, Statement

What = Literal["holders", "statements", "changes", "matrix", "comparison"]
"""Who stands where; all that holders said; who has moved; holders by topics; two holders beside each other."""
QUOTED = 40
"""How many statements of a holder, the newest, go into a page or a brief."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A holder with its newest statements, oldest first."""

    row: HolderRow
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """One view of the board; what does not belong to the view is empty or ``None``."""

    what: What
    board: Board
    voices: tuple[Voice, ...] = ()
    movements: tuple[Movement, ...] = ()
    matrix: Matrix | None = None
    comparison: Comparison | None = None


def gather(
    boards: Boards, question: Question, what: What, names: Sequence[str] = (), *, limit: int, topics: int = 12
) -> Dossier:
    """The view ``what`` of ``question``, ``limit`` holders or movements at most; ``names`` are of holders meant by it.

    Raises :class:`SaysoError` where a name is nobody's, or several holders bear it who are not told apart.
    """
    board = boards.ask(question, limit)
    if what == "changes":
        return Dossier(what, board, movements=boards.movements(question, limit=limit))
    if what == "matrix":
        return Dossier(what, board, matrix=boards.matrix(question, limit, topics))
    if what == "comparison":
        left, right = (one_holder(boards, question, name) for name in names)
        return Dossier(what, board, comparison=boards.compare_holders(question, left, right))
    quoted = None if what == "statements" else QUOTED
    voices = tuple(Voice(row, _newest(boards, question, row, quoted)) for row in board.rows)
    return Dossier(what, board, voices, boards.movements(question, limit=limit))


def _newest(boards: Boards, question: Question, row: HolderRow, count: int | None) -> tuple[Statement, ...]:
    offset = max(0, row.tally.total - count) if count is not None else 0
    return boards.statements(question, row.id, offset=offset)


def one_holder(boards: Boards, question: Question, name: str) -> str:
    """The id of the holder that ``name`` means: whose name it is, or the only one that has it as whole words.

    Raises :class:`SaysoError` where there is none or more than one.
    """
    found = boards.holders_named(name, question)
    if not found:
        raise SaysoError(f"nobody called {name!r} holds a position here")
    exact = [each for each in found if each == name.casefold()]
    if len(found) > 1 and not exact:
        raise SaysoError(f"{name!r} is not one holder but several: {', '.join(found[:5])}")
    return (exact or list(found))[0]


def statements_of(dossier: Dossier) -> list[Statement]:
    """Every statement that a view shows, each once, in the order in which it shows them."""
    found: dict[tuple[int, int], Statement] = {}
    for statement in _shown(dossier):
        found.setdefault((statement.article_id, statement.number), statement)
    return list(found.values())


def _shown(dossier: Dossier) -> Iterable[Statement]:
    for voice in dossier.voices:
        yield from voice.statements
    for movement in dossier.movements:
        yield from (movement.before, movement.after)
    if dossier.comparison:
        for lines in (dossier.comparison.common, dossier.comparison.only_left, dossier.comparison.only_right):
            for line in lines:
                yield from (*line.left.statements, *line.right.statements)
    if dossier.matrix:
        yield from (row.latest for row in dossier.matrix.rows)
