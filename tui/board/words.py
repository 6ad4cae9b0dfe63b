"""How the board says things: tallies, trends, spans of days, statements; as pieces of a line, each with its style."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.article import GAP, STANCES
from index.board.model import Cell, Coming, Kind, Movement, Sign, Statement, Tally
from index.export import reported
from tui.board.rows import Pieces
from tui.signs import SIGNS
from tui.text.cells import clip, visible, width
from tui.wording import NOBODY, counted, day, origin, pace

BARS = "▁▂▃▄▅▆▇█"
MOVED = "⇄"
KIND_WORDS: dict[Kind, str] = {"person": "person", "organisation": "org", "state": "state", "other": "other"}
KIND_NAMES: dict[Kind, str] = {"person": "person", "organisation": "organisation", "state": "state", "other": "other"}
MIXED = "±"
_WHERE = 32
"""Cells for outlet and day, to the right of a statement."""
_MUCH_OF_IT = 0.7
_FULL = 0.92
"""How full lines are on average, as words are not broken."""


def short(number: int) -> str:
    """A number in at most four cells."""
    return str(number) if number < 10_000 else f"{number // 1000}k" if number < 1_000_000 else f"{number // 1_000_000}M"


def signs(tally: Tally, cells: int = 5) -> Pieces:
    """Each stance's sign and number in a column of ``cells`` cells; blank where it is never taken."""
    pieces: Pieces = []
    for stance in STANCES:
        number = getattr(tally, stance)
        text = f"{SIGNS[stance]}{short(number)}" if number else ""
        if width(text) >= cells:  # a blank is to stay between this column and the next
            text = f"{SIGNS[stance]}{number // 1000}k"
        pieces.append((text.ljust(cells), stance))
    return pieces


def signs_inline(tally: Tally) -> Pieces:
    """The signs and numbers of the stances that are taken, a blank between."""
    pieces: Pieces = []
    for stance in STANCES:
        if number := getattr(tally, stance):
            pieces += [(" ", "")] if pieces else []
            pieces.append((f"{SIGNS[stance]}{short(number)}", stance))
    return pieces


def sure(tally: Tally) -> str:
    """How sure the least sure of the statements is, in four cells."""
    return f"≥{min(tally.lowest_confidence, 0.99):.0%}"


def sign_of(sign: Sign) -> str:
    """The sign of what some statements come to together."""
    return MIXED if sign == "mixed" else SIGNS[sign]


def cell_pieces(cell: Cell, wide: int) -> Pieces:
    """A cell of the matrix in at most ``wide`` cells: every stance with its number, or what they come to together."""
    if cell.sign is None:
        return [("·", "quiet")]
    moved: Pieces = [(MOVED, "moved")] if cell.moved else []
    pieces = signs_inline(cell.tally)
    if pieces_width(pieces) + len(moved) <= wide:
        return pieces + moved
    return [(f"{sign_of(cell.sign)}{short(cell.tally.total)}", cell.sign), *moved]


def pieces_width(pieces: Pieces) -> int:
    """How many cells pieces take."""
    return sum(width(text) for text, _ in pieces)


def spark(trend: Sequence[int]) -> str:
    """A trend as a line of bars, the highest one full; a blank where there is nothing."""
    most = max(trend, default=0)
    return "".join(BARS[(count * 8 - 1) // most] if count else " " for count in trend)


def days(first: date | None, last: date | None) -> str:
    """A span of days in at most sixteen cells: ``3–28 Mar 2025``, ``3 Mar–16 Apr 25``, ``Mar 24–Apr 2025``."""
    if first is None or last is None:
        return "no date"
    end = _day(last)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    day_month, month = _day(first).rsplit(" ", 1)[0], _day(first).split(" ")[1]
    if first.year == last.year:
        return f"{day_month}–{end[:-4]}{last.year % 100:02}"
    return f"{month} {first.year % 100:02}–{end.split(' ', 1)[1]}"


def _day(value: date) -> str:
    return day(value)  # type: ignore[arg-type]  # it reads a date's parts alone


def when(statement: Statement) -> str:
    """The day of a statement."""
    return day(statement.published) if statement.published else "no date"


def words(statement: Statement) -> str:
    """The very words of a statement in one line; between quotation marks where they are somebody's own."""
    text = " ".join(visible(statement.text).split())
    bare = statement.quotation == "direct" and GAP not in text and not any(mark in text for mark in '“”"«»„')
    return f"“{text}”" if bare else text


def lines_of(statement: Statement, wide: int, most: int) -> int:
    """How many lines of ``wide`` cells a statement's words take, by their length, up to ``most``."""
    return min(int(width(statement.text) / (max(8, wide) * _FULL)) + 1, most)


def about(statement: Statement) -> str:
    """What a statement is for or against: its target, or the topic where the target would be the same words twice."""
    target = statement.target or ""
    return visible(statement.topic or "" if len(target) > _MUCH_OF_IT * len(statement.text) else target)


def source_of(statement: Statement) -> str:
    """Outlet, copies and confidence of a statement, in one line."""
    copies = f"×{len(statement.copies) + 1}" if statement.copies else None
    return origin(visible(statement.source or "no outlet"), None, copies, f"{statement.confidence:.0%}")


def brief(statement: Statement, wide: int) -> Pieces:
    """A statement in one line: sign, words, and, in a column of their own where there is room, outlet and day."""
    room = wide - _WHERE - 4
    if room < wide // 2:
        return [(f"{SIGNS[statement.stance]} ", statement.stance), (clip(words(statement), wide - 2), "words")]
    said = clip(words(statement), room)
    where = clip(origin(clip(statement.source or "", 18), statement.published), _WHERE)
    gap = " " * (room - width(said) + 2 + _WHERE - width(where))
    return [(f"{SIGNS[statement.stance]} ", statement.stance), (said, "words"), (gap + where, "quiet")]


def citation(statement: Statement) -> str:
    """A statement as one cites it: its words, who holds it, where and when it stood."""
    where = origin(statement.source or statement.title, statement.published, statement.url)
    how = reported(statement.quotation, statement.cue)
    return f"“{statement.text}” — {statement.holder or NOBODY}{how}, {where}"


def awaited(coming: Coming) -> str:
    """What is still to be counted, and how long that takes, as far as it is known."""
    if not coming.behind:
        return ""
    left = pace(None, coming.seconds)
    return f"{counted(coming.behind, 'article')} still to be counted{f' · {left}' if left else ' …'}"


def distance(movement: Movement) -> str:
    """How long after one statement the other came."""
    before, after = movement.before.published, movement.after.published
    if before is None or after is None:
        return ""
    apart = (after.date() - before.date()).days
    return (
        f"within {counted(max(apart, 1), 'day')}"
        if movement.kind == "contradiction"
        else f"after {counted(apart, 'day')}"
    )
