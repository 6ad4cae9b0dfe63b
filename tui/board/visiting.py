"""From the board into an article: the reader shows it at the words of a statement or an office, and leads back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from tui.board.door import BoardDoor
from tui.messages import Asked, Fetched
from tui.screens.panes import Arrangement
from tui.settings import Settings
from tui.widgets.results import ResultsView

if TYPE_CHECKING:
    from index.article import Analysis
    from index.board.model import OfficeWords, Statement
    from tui.board.statements_page import StatementsPage

    Shown = Statement | OfficeWords


@dataclass(slots=True)
class _Visit:
    """Statements, or words for an office, of which one is read, and how the reader was: what it showed, from where."""

    statements: tuple[Shown, ...]
    number: int
    elsewhere: int | None
    article: int | None
    top: int | None
    position: int | None
    panes: Arrangement
    place: str


class Visiting(BoardDoor):
    """A reader that a board has sent to an article; one that is no result is shown in the place of the selected one."""

    _asked: Asked

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.elsewhere: int | None = None
        self._visits: list[_Visit] = []
        self._arriving: Shown | None = None
        self._returning: _Visit | None = None

    @property
    def wanted_article(self) -> int | None:
        """The article that is to be shown: the one that a board leads to, or the selected result."""
        if self.elsewhere is not None:
            return self.elsewhere
        return self.results.hit.id if self.results.hit else None

    @property
    def visited(self) -> Shown | None:
        """The statement, or the office, whose words the board led to, while they are shown."""
        return self._visits[-1].statements[self._visits[-1].number] if self._visits and self.elsewhere else None

    def visit(self, statements: Sequence[Shown], number: int, place: str = "the board") -> None:
        """Come over the board, or over another ``place`` with statements, and show one of them in its article."""
        shown = self.article.article
        here = self.article.offset_at_top() if shown and not self.article.at_top else None
        before = shown.id if shown else None
        selected, panes = self.positions.selected, self.arrangement()
        visit = _Visit(tuple(statements), number, self.elsewhere, before, here, selected, panes, place)
        self._visits.append(visit)
        self.app.push_screen(self)  # once more: the board's pages stay below as they are
        self.go("article")
        self._show_statement(visit)

    def action_back(self) -> None:
        """From the article back to the board that led to it; elsewhere as ever."""
        busy = not self._visits or isinstance(self.focused, Input) or self.find_bar.has_class("-open")
        reading_on = self.elsewhere is None and self.here != "results"
        if busy or reading_on or self.here == "positions":
            super().action_back()
        elif self.here != "article" or not self.article.leave_entity():
            self._leave()

    def action_quit(self) -> None:
        """Leave the board, as on its own pages, when it led here; elsewhere leave."""
        if self.visited is None:
            super().action_quit()
            return
        place = self._visits[-1].place
        del self._visits[1:]
        while len(self.app.screen_stack) > 2:
            self.app.pop_screen()
        self._leave()
        self.status.say(f"left {place}; {self.keys.shown('quit')} once more quits")

    def action_next_article(self) -> None:
        """On to the board's next statement, or to the next result."""
        if self.elsewhere is None:
            super().action_next_article()
        else:
            self._step_statement(1, "that was the last statement")

    def action_previous_article(self) -> None:
        """Back to the board's statement before, or to the result before."""
        if self.elsewhere is None:
            super().action_previous_article()
        else:
            self._step_statement(-1, "this is the first statement")

    @on(ResultsView.Selected)
    def _gone_on(self) -> None:
        """Another result was selected: that one is shown."""
        self.elsewhere = self._arriving = self._returning = None

    @on(Fetched)
    def _arrived_at_statement(self, message: Fetched) -> None:
        """Light the statement's words; or put the article back as it was."""
        if message.article.id != self.wanted_article:
            return
        if self._arriving is not None:
            statement, self._arriving = self._arriving, None
            number = _number_of(statement, message.analysis)
            if number is None:
                self.article.mark(statement.spans)
            else:
                self.positions.select(number)
        elif self._returning is not None:
            self._put_back(self._returning)

    def _show_statement(self, visit: _Visit) -> None:
        statement = visit.statements[visit.number]
        self.elsewhere, self._arriving = statement.article_id, statement
        self.librarian.fetch(self._asked, statement.article_id)
        keys = self.keys
        below = self._list_below()
        total = below.total if below else len(visit.statements)
        step = f"{keys.shown('next_article')} on to the next · " if total > 1 else ""
        place = f"{_what(statement)} {visit.number + 1:,} of {total:,}"
        self.status.say(f"{place} · {step}{keys.shown('back')} back to {visit.place}")

    def _step_statement(self, by: int, at_end: str) -> None:
        visit = self._visits[-1]
        if below := self._list_below():
            visit.statements = below.listed()  # further ones may have come
        if not 0 <= visit.number + by < len(visit.statements):
            self.status.say(at_end)
            return
        visit.number += by
        if below:
            statement = visit.statements[visit.number]
            below.go_to(statement.article_id, statement.spans)
        self._show_statement(visit)

    def _list_below(self) -> StatementsPage | None:
        """The list of statements that led here, if one did."""
        from index.board.model import Statement
        from tui.board.statements_page import StatementsPage

        below = self.app.screen_stack[-2]
        return below if isinstance(below, StatementsPage) and isinstance(self.visited, Statement) else None

    def _leave(self) -> None:
        """Back to the board; below it the reader is as it was before, but for what was done in it meanwhile."""
        visit = self._visits.pop()
        stayed = self.elsewhere is not None
        self.app.pop_screen()
        self.arrange_as(visit.panes)
        if not stayed:
            return  # other results were read: they stay
        self.elsewhere, self._arriving = visit.elsewhere, None
        shown = self.article.article
        if visit.article is None or self.wanted_article != visit.article:
            return
        if shown is not None and shown.id == visit.article:
            self._put_back(visit)
        else:
            self._returning = visit
            self.librarian.fetch(self._asked, visit.article)

    def _put_back(self, visit: _Visit) -> None:
        self._returning = None
        if self.article.found == visit.statements[visit.number].spans:
            self.article.find("")
        self.positions.select(visit.position)
        if visit.top is None:
            self.article.jump(0)
        else:
            self.article.go_to_offset(visit.top)


def _what(shown: Shown) -> str:
    from index.board.model import OfficeWords

    return str(shown.office) if isinstance(shown, OfficeWords) else "statement"


def _number_of(statement: Shown, analysis: Analysis | None) -> int | None:
    """The number of the position that a statement is; by its words where the analysis has been made anew."""
    positions = analysis.positions if analysis else ()
    fitting = [number for number, each in enumerate(positions) if each.statement.spans == statement.spans]
    number = getattr(statement, "number", None)  # words for an office have none
    return number if number in fitting else next(iter(fitting), None)
