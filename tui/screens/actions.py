"""What keys, palette and mouse do on the reader's screen: one method for each action of the table."""

from __future__ import annotations

from textual import on
from textual.widgets import Input

from index.answer import SORTS
from tui.librarian import Librarian
from tui.screens.help import help_sheet
from tui.screens.messages import messages_sheet
from tui.screens.resuming import ResumingScreen
from tui.wording import KINDS

NO_ARTICLE = "no article is open"


class ReaderActions(ResumingScreen):
    """The panes and what a person does with them; where the articles come from is for the subclass to say."""

    librarian: Librarian
    _entered: str | None = None
    """The query that was entered last."""
    _waits = False
    """Whether its answer is still to come."""

    def ask(self, query: str, *, typing: bool = False) -> None:
        """Ask the library; for the subclass to do."""
        raise NotImplementedError

    def report(self, message: str) -> None:
        """Keep a message for the list, and say it; for the subclass to do."""
        raise NotImplementedError

    def action_sort(self) -> None:
        """Take the next order."""
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        self.status.say(f"order: {self.sort}")
        self.ask(self.search_bar.query_text)

    def action_find(self) -> None:
        """Find words in the open article."""
        if self.article.article:
            self._show_article()
            self.find_bar.open()
        else:
            self.status.say(NO_ARTICLE)

    @on(Input.Changed, "FindBar")
    def find_typed(self, event: Input.Changed) -> None:
        """Mark what is being typed, and go to the first place from here on."""
        count = self.article.find(event.value)
        self.article.go_to_hit(1)
        self.status.say(self._hit_said() if count else "no such place in this article" if event.value else "")

    def action_down(self) -> None:
        """A row or line down."""
        self._move(1)

    def action_up(self) -> None:
        """A row or line up."""
        self._move(-1)

    def action_page_down(self) -> None:
        """A page down; at the end of an article on to the next."""
        if not self._page(1.0) and self._here == "article":
            self.action_next_article()

    def action_page_up(self) -> None:
        """A page up."""
        self._page(-1.0)

    def action_half_down(self) -> None:
        """Half a page down."""
        self._page(0.5)

    def action_half_up(self) -> None:
        """Half a page up."""
        self._page(-0.5)

    def action_top(self) -> None:
        """To the top."""
        if self._here == "article":
            self.article.jump(0)
        else:
            self._move(-(1 << 40))

    def action_bottom(self) -> None:
        """To the bottom."""
        if self._here == "article":
            self.article.go_to_end()
        else:
            self._move(1 << 40)

    def action_open(self) -> None:
        """From a result to its article, from a position to its words; in a line that is typed, done with typing."""
        if self.focused is self.search_bar.input:
            self._entered, self._waits = self.search_bar.query_text, True
            self.ask(self._entered)
            self.go("results")
        elif self.focused is self.find_bar:
            self.go("article")
        elif self._here == "article" and (entity := self.article.entity):
            self.search_bar.fill(f'entity:"{entity.name}"')
            self.ask(self.search_bar.query_text)
            self.go("results")
        elif self._here == "article":
            self.status.say(
                f"{self.keys.shown('open')} searches for an entity: {self.keys.shown('next_entity')} goes to one"
            )
        elif self._here == "results" and self.results.hit:
            self.results.select(self.results.selected, opened=True)
        elif self._here == "positions" and self.positions.position:
            self.positions.select(self.positions.selected, opened=True)

    def action_back(self) -> None:
        """From search bar or positions to where one came from, from lit words to plain text, then to the results."""
        if self.find_bar.has_class("-open"):
            self.find_bar.close()
            self.article.find("")
            self.go("article")
        elif isinstance(self.focused, Input):
            self.go("results")
        elif self._here == "positions":
            self.go("article")
        elif self._here == "article" and self.article.leave_entity():
            pass
        elif self._here == "article" and self.article.position:
            self.positions.select(None)
        else:
            self.go("results")

    def action_next_article(self) -> None:
        """Open the next result."""
        self.status.say_place(self._result_said() if self.results.move(1) else "that was the last result")

    def action_previous_article(self) -> None:
        """Open the result before."""
        self.status.say_place(self._result_said() if self.results.move(-1) else "this is the first result")

    def action_next_hit(self) -> None:
        """To the next hit, on into the next result."""
        self._go_to_hit(1)

    def action_previous_hit(self) -> None:
        """To the hit before, back into the result before."""
        self._go_to_hit(-1)

    def action_next_position(self) -> None:
        """Light the next position's words."""
        self._step_position(1)

    def action_previous_position(self) -> None:
        """Light the words of the position before."""
        self._step_position(-1)

    def action_grouping(self) -> None:
        """Group positions by holder or by stance."""
        self.positions.grouping = "stance" if self.positions.grouping == "holder" else "holder"
        self.status.say(f"positions by {self.positions.grouping}")

    def action_entities(self) -> None:
        """Colour entities, or do not."""
        self.article.entities_lit = not self.article.entities_lit
        self.status.say(f"entities {'' if self.article.entities_lit else 'not '}coloured")

    def action_next_entity(self) -> None:
        """Go to the next entity."""
        self._go_to_entity(1)

    def action_previous_entity(self) -> None:
        """Go to the entity before."""
        self._go_to_entity(-1)

    def action_messages(self) -> None:
        """Show what was reported, and what had no room in the status line."""
        cut = (
            [self.status.cut] if self.status.cut and not any(each in self.status.cut for each in self.messages) else []
        )
        self.app.push_screen(messages_sheet([*self.messages, *cut]))

    def action_help(self) -> None:
        """Show keys and query language."""

        async def do(action: str | None) -> None:
            if action is not None:
                await self.run_action(action)

        self.app.push_screen(help_sheet(self.keys, self.app.size.width), do)

    def action_palette(self) -> None:
        """Show every action by name."""
        self.app.action_command_palette()

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit()

    def _move(self, rows: int) -> None:
        if self._here == "positions" and self.positions.selected is None and rows == 1:
            if not self.positions.step(1, from_offset=self.article.offset_at_top()):  # begin where one reads
                self._widget("positions").move(1 << 40)
            return
        self._widget(self._here).move(rows)

    def _page(self, pages: float) -> bool:
        return self._widget(self._here).move_pages(pages)

    def _go_to_hit(self, step: int) -> None:
        if self.article.go_to_hit(step):
            self._show_article()
            self.status.say_place(self._hit_said())
        elif self.article.found is not None:
            self.status.say("no further place")
        elif not self.search_bar.query_text.strip():
            self.status.say("n goes through the hits of a search: type / first")
        elif self.results.move(step):
            self._on_arrival = step
        else:
            self.status.say("no further hit")

    def _go_to_entity(self, step: int) -> None:
        if self.article.go_to_entity(step):
            self.go("article")
            self.tell_entity()
        else:
            self.status.say("no further entity" if self.article.article else NO_ARTICLE)

    def tell_entity(self) -> None:
        """Say which entity was gone to, and what can be done about it."""
        if entity := self.article.entity:
            times = len(entity.mentions)
            self.status.say(f"{entity.name} · {KINDS[entity.label]} · {times}× · ⏎ searches")

    def _arrived(self) -> None:
        """An article came that was opened to go on to a hit in it."""
        step, self._on_arrival = self._on_arrival, 0
        if step and (self.article.go_to_hit(1) if step > 0 else self.article.go_to_last_hit()):
            self._show_article()
            self.status.say_place(f"{self._hit_said()} · {self._result_said()}")

    def _hit_said(self) -> str:
        what = "hit" if self.article.found is None else "place"
        return f"{what} {self.article.hit_number:,} of {len(self.article.hits):,}"

    def _result_said(self) -> str:
        return f"result {self.results.selected + 1:,} of {self.results.listing.total:,}"

    def _step_position(self, by: int) -> None:
        self._show_article()
        lit = self.positions.position
        gone = lit is not None and not self.article.shows(lit.statement.spans[0].start)  # go on from what one reads
        self.status.leave_place()
        if not self.positions.step(by, from_offset=self.article.offset_at_top(), anew=gone):
            waits = self.article.article and self.article.analysis is None
            nothing = "not analysed yet" if waits else "no position in this article"
            self.status.say("no further position" if self.positions.positions else nothing)
