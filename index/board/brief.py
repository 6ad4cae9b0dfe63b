"""A brief in Markdown: who stands where, every claim with the numbers of the statements that it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.article import Stance
from index.board.dossier import Dossier, Voice, statements_of
from index.board.model import Comparison, HolderRow, Line, Matrix, Movement, Sign, Statement, Tally
from index.export import escaped, reported

SIGNS: dict[Sign, str] = {"supports": "✔", "opposes": "✘", "conditional": "~", "neutral": "•", "mixed": "±"}
_SIDES: tuple[Stance, ...] = ("supports", "opposes", "conditional")
CITED = 3
"""How many statements, the newest, are cited for one claim."""
_TOPICS = 8


def lines(dossier: Dossier) -> Iterator[str]:
    """The brief, line by line."""
    statements = statements_of(dossier)
    numbers = {(each.article_id, each.number): place for place, each in enumerate(statements, start=1)}
    yield f"# {escaped(title(dossier))}"
    yield ""
    yield from (f"{line}  " for line in summary(dossier))
    for voice in dossier.voices:
        yield from _voice(voice, numbers)
    if dossier.what in ("changes", "holders"):
        yield from _movements(dossier.movements, numbers)
    if dossier.matrix is not None:
        yield from _matrix(dossier.matrix)
    if dossier.comparison is not None:
        yield from _comparison(dossier.comparison, numbers)
    yield from _citations(statements)


def title(dossier: Dossier) -> str:
    """What the view is of, in words."""
    names = {
        "holders": "Who stands where", "statements": "What was said", "changes": "Who has moved",
        "matrix": "Holders and topics", "comparison": "Two compared",
    }  # fmt: skip
    if dossier.comparison is not None:
        return f"{dossier.comparison.left} and {dossier.comparison.right}"
    query = dossier.board.question.query
    return f"{names[dossier.what]}: {query}" if query.strip() else names[dossier.what]


def summary(dossier: Dossier) -> Iterator[str]:
    """What the view stands on, and what it leaves out."""
    board = dossier.board
    span = f", {board.span[0].isoformat()} to {board.span[1].isoformat()}" if board.span else ""
    yield f"{board.total:,} holders, {board.statements:,} statements in {board.articles:,} articles{span}."
    if board.analysed < board.articles:
        yield f"Only {board.analysed:,} of the {board.articles:,} articles have been analysed so far."
    if board.behind:
        yield f"{board.behind:,} articles have changed since and are not counted yet."
    if board.unnamed:
        yield f"{board.unnamed:,} of the statements are held by nobody whom the articles name."
    if board.copies:
        yield f"{board.copies:,} articles that print the text of another one are counted once."
    yield "Positions are read by a program: each stands with its words, and with how sure the reading is (0 to 1)."


def counted(tally: Tally) -> str:
    """How often each stance is taken, and on how little it may stand."""
    counts: tuple[tuple[Sign, int], ...] = (
        ("supports", tally.supports), ("opposes", tally.opposes), ("conditional", tally.conditional),
        ("neutral", tally.neutral),
    )  # fmt: skip
    parts = [f"{SIGNS[stance]} {count} {stance}" for stance, count in counts if count]
    return f"{', '.join(parts)}; {tally.total} in all, least sure {tally.lowest_confidence:.2f}"


def days(row: HolderRow) -> str:
    """From when to when a holder is quoted."""
    found = [day.isoformat() for day in (row.first, row.last) if day]
    return " to ".join(dict.fromkeys(found)) or "no date"


def by_topic(statements: Sequence[Statement]) -> list[tuple[str, list[Statement]]]:
    """Statements under the names of their topics, most first; those that take a side only."""
    groups: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.topic and statement.stance != "neutral":
            groups.setdefault(statement.topic, []).append(statement)
    return sorted(groups.items(), key=lambda each: (-len(each[1]), each[0]))


def _voice(voice: Voice, numbers: dict[tuple[int, int], int]) -> Iterator[str]:
    row = voice.row
    also = f"; also quoted as {', '.join(row.aliases)}" if row.aliases else ""
    also = f"{''.join(f', {office}' for office in row.offices)}{also}"
    yield ""
    yield f"## {escaped(row.name)}"
    yield ""
    yield f"{row.kind}{escaped(also)}; {days(row)}; {counted(row.tally)}"
    yield ""
    for topic, statements in by_topic(voice.statements)[:_TOPICS]:
        for stance in _SIDES:
            taken = [each for each in statements if each.stance == stance]
            if taken:
                lowest = min(each.confidence for each in taken)
                yield (
                    f"- {SIGNS[stance]} {stance} *{escaped(topic)}* {_cited(taken, numbers)}"
                    f" ({len(taken)}, least sure {lowest:.2f})"
                )
    rest = [each for each in voice.statements if each.topic is None or each.stance == "neutral"]
    if rest:
        yield f"- {len(rest)} more without a side or a topic {_cited(rest, numbers)}"


def _cited(statements: Sequence[Statement], numbers: dict[tuple[int, int], int]) -> str:
    shown = statements[-CITED:]
    return " ".join(f"[{numbers[each.article_id, each.number]}]" for each in shown)


def _movements(movements: Iterable[Movement], numbers: dict[tuple[int, int], int]) -> Iterator[str]:
    found = list(movements)
    if not found:
        return
    yield from ("", "## Who has moved", "")
    for each in found:
        sides = " → ".join(
            f"{side.stance} ({_day(side)}) {_cited([side], numbers)}" for side in (each.before, each.after)
        )
        yield f"- **{escaped(each.holder)}** on *{escaped(each.topic)}*: {sides} ({each.kind})"


def _matrix(matrix: Matrix) -> Iterator[str]:
    yield ""
    yield "| holder | " + " | ".join(escaped(topic.name) for topic in matrix.topics) + " |"
    yield "|---" * (len(matrix.topics) + 1) + "|"
    for row, cells in zip(matrix.rows, matrix.cells, strict=True):
        shown = (
            f"{SIGNS[cell.sign]} {cell.tally.total} ({cell.tally.lowest_confidence:.2f})" if cell.sign else ""
            for cell in cells
        )
        yield f"| {escaped(row.name)} | " + " | ".join(shown) + " |"
    yield ""
    yield "Each cell: sign, number of statements, confidence of the least sure."


def _comparison(comparison: Comparison, numbers: dict[tuple[int, int], int]) -> Iterator[str]:
    sections: tuple[tuple[str, tuple[Line, ...]], ...] = (
        ("Both", comparison.common),
        (f"Only {comparison.left}", comparison.only_left),
        (f"Only {comparison.right}", comparison.only_right),
    )
    for heading, compared in sections:
        if not compared:
            continue
        yield from ("", f"## {escaped(heading)}", "")
        for line in compared:
            agree = {True: " — they agree", False: " — they differ", None: ""}[line.agree]
            yield f"- *{escaped(line.name)}*{agree}"
            for who, side in ((comparison.left, line.left), (comparison.right, line.right)):
                if side.tally.total:
                    yield f"  - {escaped(who)}: {counted(side.tally)} {_cited(side.statements, numbers)}"


def _citations(statements: Iterable[Statement]) -> Iterator[str]:
    listed = list(statements)
    if not listed:
        return
    yield from ("", "## Statements", "")
    for number, each in enumerate(listed, start=1):
        where = [each.holder, each.source, _day(each), f"<{each.url}>" if each.url else None]
        about = ", ".join(escaped(part) if not part.startswith("<") else _address(part) for part in where if part)
        copies = f"; printed by {len(each.copies)} more" if each.copies else ""
        words = f"“{escaped(each.text.strip('“”'))}”{escaped(reported(each.quotation, each.cue))}"
        place = f"article {each.article_id}, {each.spans[0].start}–{each.spans[-1].end}"
        yield f"{number}. {words} — {about}, {place} ({each.stance}, confidence {each.confidence:.2f}{copies})"


def _address(link: str) -> str:
    """An address in angle brackets that can be nothing else; one that is no web address is shown as text."""
    address = link[1:-1]
    plain = address.startswith(("https://", "http://")) and not set(address) & set("<> \n\t")
    return link if plain else escaped(address)


def _day(statement: Statement) -> str:
    return statement.published.date().isoformat() if statement.published else "no date"
