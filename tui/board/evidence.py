"""The article of a statement, its very words lit; from here on to the next statement of the list one came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from index.article import Analysis, Article, Position
from index.board.model import Statement
from tui.board.page import BoardPage
from tui.board.statements_page import StatementsPage
from tui.board.words import about, source_of
from tui.keymap import Footer
from tui.signs import SIGNS
from tui.widgets.article import ArticleView
from tui.widgets.legend import Legend
from tui.wording import holder_name

if TYPE_CHECKING:
    from textual.widget import Widget

    from index.library import Library
    from tui.board.desk import Desk
    from tui.screens.reader import ReaderScreen


class EvidencePage(BoardPage):
    """One of ``statements``, in its article."""

    FOOTER: ClassVar[Footer] = (
        (5, "down", "up"),
        (2, "next_article", "previous_article"),
        (4, "back"),
        (1, "help"),
        (3, "quit"),
    )

    def __init__(self, reader: ReaderScreen, desk: Desk, statements: Sequence[Statement], number: int) -> None:
        self.article = ArticleView(id="evidence")
        super().__init__(reader, desk, self.article)
        self.article.widest = reader.settings.measure
        self.article.set_reactive(ArticleView.entities_lit, reader.article.entities_lit)
        self.statements, self.number = tuple(statements), number

    def below(self) -> tuple[Widget, ...]:
        """What the colours mean."""
        return (Legend(self.article),)

    @property
    def statement(self) -> Statement:
        """The statement whose words are lit."""
        return self.statements[self.number]

    def ask(self, *, again: bool = False) -> None:
        """Ask for the article; nothing changes where the library does while it is read."""
        if again:
            return
        asked = self.statement
        self._introduce(asked)

        def then(found: tuple[Article, Analysis | None]) -> None:
            self.article.show(*found, ())
            self.article.light(_position_of(asked, found[1]))

        def job(library: Library) -> tuple[Article, Analysis | None]:
            return library.article(asked.article_id), library.analysis(asked.article_id)

        self.desk.ask(self, "detail", job, then)

    def action_open(self) -> None:
        """There is nothing further in: say what Enter does not."""
        self.status.say(f"{self.keys.shown('next_article')} goes on to the next statement")

    def action_next_article(self) -> None:
        """On to the next statement of the list."""
        self._step(1, "that was the last statement")

    def action_previous_article(self) -> None:
        """Back to the statement before."""
        self._step(-1, "this is the first statement")

    def action_mark(self) -> None:
        """Read on: in an article the space bar goes a page down."""
        self.article.move_pages(1.0)

    def action_next_position(self) -> None:
        """Light the next position's words, whoever holds it."""
        self._step_position(1)

    def action_previous_position(self) -> None:
        """Light the words of the position before."""
        self._step_position(-1)

    def action_entities(self) -> None:
        """Colour entities, or do not."""
        self.article.entities_lit = not self.article.entities_lit

    def action_top(self) -> None:
        """To the headline."""
        self.article.jump(0)

    def action_bottom(self) -> None:
        """To the end of the text."""
        self.article.go_to_end()

    def _step(self, by: int, at_end: str) -> None:
        if not 0 <= self.number + by < len(self.statements):
            self.status.say(at_end)
            return
        self.number += by
        below = self.app.screen_stack[-2]
        if isinstance(below, StatementsPage):
            below.go_to(self.statement)
        self.ask()

    def _step_position(self, by: int) -> None:
        positions = self.article.analysis.positions if self.article.analysis else ()
        order = sorted(positions, key=lambda position: position.statement.spans)
        here = self.article.position
        place = order.index(here) + by if here in order else 0
        if not 0 <= place < len(order):
            self.status.say("no further position")
            return
        position = order[place]
        self.article.light(position)
        self.status.say(f"{holder_name(position)}: {SIGNS[position.stance]} {position.stance}")

    def _introduce(self, statement: Statement) -> None:
        """Say whose words are lit, and what stands beside them."""
        self.head.tell(statement.holder, f"{self.number + 1:,} of {len(self.statements):,}")
        target = about(statement)
        stance = f"{SIGNS[statement.stance]} {statement.stance}"
        self.head.narrow((("", stance), *((("", target),) if target else ())), source_of(statement))


def _position_of(statement: Statement, analysis: Analysis | None) -> Position | None:
    """The position that a statement is; by its words where the analysis has been made anew."""
    positions = analysis.positions if analysis else ()
    if statement.number < len(positions) and positions[statement.number].statement.spans == statement.spans:
        return positions[statement.number]
    return next((each for each in positions if each.statement.spans == statement.spans), None)
