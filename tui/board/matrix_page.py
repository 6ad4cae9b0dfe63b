"""The page of the matrix: holders by topics; below it what the cell under the cursor rests on, and its newest words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import on
from textual.strip import Strip
from textual.widget import Widget

from index.board.model import HolderRow, Matrix, Question, Statement, Topic
from tui.board.matrix import MatrixView
from tui.board.mending import Mending
from tui.board.narrowing import Narrowing
from tui.board.picking import Picking
from tui.board.rows import Pieces
from tui.board.statements_page import StatementsPage, of
from tui.board.taking import Taking
from tui.board.words import brief, pieces_width, signs_inline, sure
from tui.keymap import Footer
from tui.text.cells import clip, visible
from tui.widgets.line_view import gap
from tui.wording import counted

if TYPE_CHECKING:
    from index.board.dossier import What
    from index.library import Library
    from tui.board.desk import Desk
    from tui.screens.reader import ReaderScreen

HOLDERS, TOPICS = 60, 40
"""Holders and topics that are asked for at first; going down asks for twice as many holders."""


class CellNote(Widget):
    """What the cell under the cursor says, in two lines."""

    COMPONENT_CLASSES: ClassVar = {
        f"note--{name}" for name in ("name", "quiet", "words", "moved", "supports", "opposes", "conditional", "neutral")
    }
    DEFAULT_CSS = """
    CellNote {
        height: 3;
        border-top: solid $sayso-hairline;
        & > .note--name { text-style: bold; }
        & > .note--quiet { color: $sayso-quiet; }
        & > .note--words { color: $foreground; }
        & > .note--moved { color: $accent; }
        & > .note--supports { color: $sayso-supports; }
        & > .note--opposes { color: $sayso-opposes; }
        & > .note--conditional { color: $sayso-conditional; }
        & > .note--neutral { color: $sayso-neutral; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Pieces] = []

    def tell(self, *lines: Pieces) -> None:
        """Say this."""
        self._lines = list(lines)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One of the lines; the first is the border's."""
        base, wide = self.rich_style, self.size.width
        segments = [gap(1, base)]
        for text, name in self._lines[y] if y < len(self._lines) else ():
            over = self.get_component_rich_style(f"note--{name}", partial=True) if name else base
            segments.append(Segment(text, base + over))
        return Strip(segments).adjust_cell_length(wide, base)


class MatrixPage(Picking, Mending, Taking):
    """Who stands where on what."""

    TAKES: ClassVar[What] = "matrix"
    FOOTER: ClassVar[Footer] = (
        (2, "open"), (5, "left", "right"), (6, "header"), (8, "mark"), (9, "pin"), (7, "filter"), (10, "compare"),
        (4, "back"), (1, "help"), (3, "quit"),
    )  # fmt: skip

    def __init__(self, reader: ReaderScreen, desk: Desk, narrowing: Narrowing) -> None:
        self.matrix = MatrixView(id="matrix")
        super().__init__(reader, desk, self.matrix, narrowing)
        self.note = CellNote()
        self._newest: Statement | None = None
        self._holders = HOLDERS

    def below(self) -> tuple[Widget, ...]:
        """The note stands below the matrix."""
        return (self.note,)

    @property
    def statement(self) -> Statement | None:
        """The newest statement of the cell."""
        return self._newest

    def ask(self, *, again: bool = False) -> None:
        """Ask for the matrix."""
        asked = self.narrowing.question
        if not again:
            self._holders = HOLDERS
            self.head.tell("Holders by topics", "asking …")
        self.head.narrow(self.narrowing.labels())
        holders = self._holders
        self.desk.ask(
            self, "board", lambda library: library.board.matrix(asked, holders, TOPICS), partial(self._answered, again)
        )

    def open_row(self) -> None:
        """Open the statements of the cell, or all of the topic."""
        holder, topic, cell = self.matrix.holder, self.matrix.topic, self.matrix.cell
        if topic is None or (cell is not None and cell.sign is None):
            self.status.say("nothing was said here")
            return
        asked, holder_id, topic_id = self.narrowing.question, holder.id if holder else None, topic.id
        title = f"{holder.name} · {topic.name}" if holder else topic.name
        page = StatementsPage(
            self.reader, self.desk, title,
            of(asked, holder_id, topic_id),
            self.narrowing.labels()[:-1], with_holder=holder is None,
        )  # fmt: skip
        self.app.push_screen(page)

    def refused(self, reason: str) -> None:
        """Say what is wrong, in place of the matrix where there is none."""
        super().refused(reason)
        if not self.matrix.matrix.rows:
            self.matrix.say(reason)

    def question(self) -> Question:
        """The question that the page answers."""
        return self.narrowing.question

    def marked_holders(self) -> list[HolderRow]:
        """The holders that are marked."""
        return list(self.matrix.marked_holders.values())

    def holder_at_hand(self) -> HolderRow | None:
        """The holder of the cursor's row."""
        return self.matrix.holder

    def marked_topics(self) -> list[Topic]:
        """The topics that are marked."""
        return list(self.matrix.marked_topics.values())

    def topic_at_hand(self) -> Topic | None:
        """The topic that the cursor is on, if it is on one."""
        return self.matrix.topic if self.matrix.on_topics else None

    def topic_of_cursor(self) -> Topic | None:
        """The topic of the cursor's column."""
        return self.matrix.topic

    def unmark(self) -> None:
        """Take all marks away."""
        self.matrix.marked_holders.clear()
        self.matrix.marked_topics.clear()

    def action_left(self) -> None:
        """A topic to the left."""
        self.matrix.move_across(-1)

    def action_right(self) -> None:
        """A topic to the right."""
        self.matrix.move_across(1)

    def action_matrix(self) -> None:
        """Back from the matrix, by the key that led here."""
        self.action_back()

    def action_header(self) -> None:
        """To the topics, and back."""
        self.matrix.go_to_topics()

    def action_mark(self) -> None:
        """Mark the holder, or the topic."""
        self.matrix.mark()

    @on(MatrixView.Opened)
    def opened(self) -> None:
        """A cell was clicked that the cursor was on."""
        self.open_row()

    @on(MatrixView.Moved)
    def moved(self) -> None:
        """Say what the cursor is on; ask for its newest words, and for more holders where it comes near the last."""
        self._newest = None
        holder, topic, cell = self.matrix.holder, self.matrix.topic, self.matrix.cell
        if topic is None:
            self.note.tell()
            return
        self._tell_cell(None)
        if cell is not None and cell.sign is not None and holder is not None:
            asked, ids = self.narrowing.question, (holder.id, topic.id)

            def newest(library: Library) -> tuple[Statement, ...]:
                return library.board.statements(asked, *ids, limit=1, newest_first=True)

            self.desk.ask(self, "detail", newest, self._words_came)
        rows = len(self.matrix.matrix.rows)
        if rows == self._holders and self.matrix.row_number > rows - HOLDERS // 3:
            self._holders *= 2
            self.ask(again=True)

    def _words_came(self, statements: tuple[Statement, ...]) -> None:
        self._newest = statements[-1] if statements else None
        self._tell_cell(self._newest)

    def _tell_cell(self, newest: Statement | None) -> None:
        holder, topic, cell = self.matrix.holder, self.matrix.topic, self.matrix.cell
        if topic is None:
            return
        wide = self.size.width - 2
        name = visible(topic.name)
        if holder is None or cell is None:
            phrases = [phrase for phrase in topic.phrases if phrase != topic.name]
            least = f"   least sure {topic.tally.lowest_confidence:.0%}"
            first: Pieces = [(clip(name, wide // 2), "name"), ("   ", ""), *signs_inline(topic.tally), (least, "quiet")]
            others = f"also: {' · '.join(phrases)}" if phrases else "no other phrase names it"
            self.note.tell(first, [(clip(others, wide), "quiet")])
            return
        first = [
            (clip(holder.name, wide // 3), "name"),
            (" · ", "quiet"),
            (clip(name, wide // 3), "words"),
            ("   ", ""),
        ]
        if cell.sign is None:
            self.note.tell([*first, ("said nothing", "quiet")])
            return
        number = f"   {counted(cell.tally.total, 'statement')}, least sure {cell.tally.lowest_confidence:.0%}"
        moved: Pieces = [("  has moved", "moved")] if cell.moved else []
        line = [*first, *signs_inline(cell.tally), (number, "quiet"), *moved]
        if pieces_width(line) > wide:
            line = [*first, *signs_inline(cell.tally), (f"   {sure(cell.tally)}", "quiet"), *moved]
        self.note.tell(line, brief(newest, wide) if newest else [])

    def _answered(self, again: bool, matrix: Matrix) -> None:
        self.matrix.show(matrix, keep=again)
        more = "+" if len(matrix.rows) == self._holders else ""
        told = f"{len(matrix.rows)}{more} holders · {counted(len(matrix.topics), 'topic')}"
        self.head.tell("Holders by topics", told)
        if not matrix.rows or not matrix.topics:
            self.matrix.say("Nobody takes a position on a topic here.", "", f"{self.keys.shown('back')} goes back.")
