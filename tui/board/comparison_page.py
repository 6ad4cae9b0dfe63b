"""The page of a comparison: of two holders, of two outlets on a holder, of two periods."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on

from index.board.model import Comparison, Statement
from tui.board.comparison import ComparisonView, entries
from tui.board.narrowing import Narrowing
from tui.board.page import BoardPage
from tui.board.paged import PAGE, Paged
from tui.board.statements_page import Find, StatementsPage
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
        compare: Callable[[Library, int], Comparison], sides: Callable[[str], tuple[Find, ...]],
    ) -> None:  # fmt: skip
        self.rows = ComparisonView(id="comparison")
        super().__init__(reader, desk, self.rows)
        self.narrowing, self._about, self._compare, self._sides = narrowing, about, compare, sides

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
        self._ask(max(PAGE, self.rows.paged.total if again else 0), keep=again)

    @on(ComparisonView.Wanted)
    def wanted(self, message: ComparisonView.Wanted) -> None:
        """One comes near the last line: ask for further ones."""
        self._ask(message.offset + PAGE, keep=True)

    def _ask(self, limit: int, *, keep: bool) -> None:
        compare, answered = self._compare, partial(self._answered, keep=keep)
        self.desk.ask(self, "detail", lambda library: compare(library, limit), answered)

    def action_open(self) -> None:
        """Open the statements of the side; a single one at its words."""
        side, row = self.rows.side, self.rows.selected_row
        if side is None or row is None:
            return
        if side.tally.total == len(side.statements) == 1:
            self.open_article(side.statements, 0)
            return
        right = side is row.line.right
        title = f"{row.right if right else row.left} · {row.line.name}"
        self.app.push_screen(StatementsPage(self.reader, self.desk, title, self._sides(row.line.id)[right]))

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

    def _answered(self, found: Comparison, *, keep: bool) -> None:
        rows = entries(found)
        self.rows.more = len(rows) < sum(found.counts)
        self.rows.show(Paged.whole(rows), keep=keep)
        if not rows:
            self.rows.say("Neither of them takes a position here.")
        self.rows.border_title = f" {found.left}  ·  {found.right} "
        told = ((found.agree, "agree"), (found.differ, "differ"))
        counts = [f"{found.counts[0]:,} in common", *(f"{count:,} {word}" for count, word in told if count)]
        self.head.tell(self._about, " · ".join(counts))
