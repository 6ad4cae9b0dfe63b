"""The page of a comparison: of two holders, of two outlets on a holder, of two periods."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on

from index.board.model import Comparison, Statement
from tui.board.comparison import ComparisonView, entries
from tui.board.narrowing import Narrowing
from tui.board.page import BoardPage
from tui.board.paged import Paged
from tui.board.statements_page import StatementsPage, these
from tui.keymap import Footer

if TYPE_CHECKING:
    from index.library import Library
    from tui.board.desk import Desk
    from tui.screens.reader import ReaderScreen


class ComparisonPage(BoardPage):
    """Two beside each other."""

    FOOTER: ClassVar[Footer] = (
        (2, "open"), (5, "left", "right"), (6, "down", "up"), (4, "back"), (1, "help"), (3, "quit"),
    )  # fmt: skip

    def __init__(
        self, reader: ReaderScreen, desk: Desk, narrowing: Narrowing, about: str,
        compare: Callable[[Library], Comparison],
    ) -> None:  # fmt: skip
        self.rows = ComparisonView(id="comparison")
        super().__init__(reader, desk, self.rows)
        self.narrowing, self._about, self._compare = narrowing, about, compare

    @property
    def statement(self) -> Statement | None:
        """The newest statement of the side that the cursor is on."""
        side = self.rows.side
        return side.statements[-1] if side and side.statements else None

    def ask(self, *, again: bool = False) -> None:
        """Ask for the comparison."""
        if not again:
            self.head.tell(self._about, "comparing …")
        self.head.narrow(self.narrowing.labels()[:-1])
        self.desk.ask(self, "detail", self._compare, lambda found: self._answered(found, again))

    def action_open(self) -> None:
        """Open the statements of the side; a single one at its words."""
        side, row = self.rows.side, self.rows.selected_row
        if side is None or row is None:
            return
        statements = side.statements
        if len(statements) == 1:
            self.open_article(statements, 0)
            return
        whose = row.right if side is row.line.right else row.left
        title = f"{whose} · {row.line.name}"
        self.app.push_screen(StatementsPage(self.reader, self.desk, title, these(statements)))

    def action_left(self) -> None:
        """To the left side."""
        self.rows.turn(right=False)

    def action_right(self) -> None:
        """To the right side."""
        self.rows.turn(right=True)

    @on(ComparisonView.Opened)
    def opened(self) -> None:
        """A row was clicked that was selected."""
        self.action_open()

    def _answered(self, found: Comparison, again: bool) -> None:
        rows = entries(found)
        self.rows.show(Paged.whole(rows), keep=again)
        if not rows:
            self.rows.say("Neither of them takes a position here.")
        self.rows.border_title = f" {found.left}  ·  {found.right} "
        differ = sum(line.agree is False for line in found.common)
        agree = sum(line.agree is True for line in found.common)
        counts = [f"{len(found.common)} in common", *([f"{agree} agree"] * (agree > 0))]
        self.head.tell(self._about, " · ".join([*counts, *([f"{differ} differ"] * (differ > 0))]))
