"""What keys, palette and mouse do on the reader's screen: one method for each action of the table."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Input

from index.answer import SORTS, Sort
from index.article import Article, Position
from tui.keymap import KEYS_OUT_OF_INPUT, bindings
from tui.layout import PANES, Pane, panes_shown
from tui.screens.help import help_sheet
from tui.screens.messages import messages_sheet
from tui.widgets.article import ArticleView
from tui.widgets.find_bar import FindBar
from tui.widgets.legend import Legend
from tui.widgets.line_view import LineView
from tui.widgets.positions import PositionsView
from tui.widgets.results import ResultsView
from tui.widgets.search_bar import SearchBar
from tui.widgets.status import StatusLine
from tui.wording import holder_name, origin


class ReaderActions(Screen[None]):
    """The panes and what a person does with them; where the articles come from is for the subclass to say."""

    BINDINGS: ClassVar[list[BindingType]] = bindings()
    DEFAULT_CSS = """
    ReaderActions {
        & > #panes { height: 1fr; }
        & #results-column { width: 4fr; min-width: 32; max-width: 50; }
        & #article-column { width: 7fr; }
        & #positions-column { width: 4fr; min-width: 32; max-width: 50; }
        &.-columns #results-column { border-right: solid $sayso-hairline; }
        &.-columns #positions-column { border-left: solid $sayso-hairline; }
        &.-one #results-column, &.-one #positions-column { width: 1fr; max-width: 100%; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.search_bar = SearchBar()
        self.results = ResultsView(id="results")
        self.article = ArticleView(id="article")
        self.positions = PositionsView(id="positions")
        self.find_bar = FindBar()
        self.status = StatusLine()
        self.sort: Sort = "relevance"
        self.messages: list[str] = []
        self._here: Pane = "results"
        self._side: Pane = "results"
        self._panel = True
        self._on_arrival = 0

    def compose(self) -> ComposeResult:
        """Search bar, panes, status line."""
        yield self.search_bar
        with Horizontal(id="panes"):
            with Vertical(id="results-column"):
                yield self.results
            with Vertical(id="article-column"):
                yield self.article
                yield self.find_bar
                yield Legend(self.article)
            with Vertical(id="positions-column"):
                yield self.positions
        yield self.status

    @property
    def here(self) -> Pane:
        """The pane that has the focus, or had it last."""
        return self._here

    def ask(self, query: str, *, typing: bool = False) -> None:
        """Ask the library; for the subclass to do."""
        raise NotImplementedError

    async def take_key(self, key: str) -> bool:
        """Do at once what ``key`` is bound to here; false where it is not, or belongs to the line that is typed."""
        if isinstance(self.focused, Input) and key not in KEYS_OUT_OF_INPUT:
            return False
        bound = self._bindings.key_to_bindings.get(key, [])
        return bool(bound) and await self.app.run_action(bound[0].action, self)

    def go(self, pane: Pane) -> None:
        """Show a pane and focus it."""
        self._arrange(pane)
        self.set_focus(self._widget(pane))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Panes come and go with the focus where not all of them have room."""
        pane = event.widget.id
        if pane in PANES:
            self._arrange(pane)

    def on_resize(self) -> None:
        """Show as many panes as there is room for."""
        self._arrange(self._here)

    def action_search(self) -> None:
        """Go to the search bar."""
        if "results" not in self._shown():
            self._arrange("results")
        self.set_focus(self.search_bar.input)

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

    @on(Input.Changed, "FindBar")
    def find_typed(self, event: Input.Changed) -> None:
        """Mark what is being typed, and go to the first place from here on."""
        count = self.article.find(event.value)
        self.article.go_to_hit(1)
        self.status.say(f"{count:,} place{'' if count == 1 else 's'}" if event.value else "")

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
            self.ask(self.search_bar.query_text)
            self.go("results")
        elif self.focused is self.find_bar:
            self.go("article")
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
        elif self._here == "article" and self.article.position:
            self.positions.select(None)
        else:
            self.go("results")

    def action_next_pane(self) -> None:
        """On to the next pane."""
        self._step_pane(1)

    def action_previous_pane(self) -> None:
        """Back to the pane before."""
        self._step_pane(-1)

    def action_next_article(self) -> None:
        """Open the next result."""
        if not self.results.move(1):
            self.status.say("that was the last result")

    def action_previous_article(self) -> None:
        """Open the result before."""
        if not self.results.move(-1):
            self.status.say("this is the first result")

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

    def action_panel(self) -> None:
        """Show or hide the positions."""
        if "positions" in self._shown():
            self._panel = False
            self._side = "results"
            self.go("article" if self._here == "positions" else self._here)
        else:
            self._panel = True
            self._side = "positions"
            self.go(self._here if self._here in self._shown() and len(self._shown()) > 1 else "positions")

    def action_entities(self) -> None:
        """Colour entities, or do not."""
        self.article.entities_lit = not self.article.entities_lit

    def action_copy(self) -> None:
        """Copy the selected text, or the position with its source."""
        selected = self.get_selected_text()
        position, article = self.positions.position, self.article.article
        if selected:
            self.app.copy_to_clipboard(selected)
            self.status.say("selected text sent to the clipboard")
        elif position and article:
            self.app.copy_to_clipboard(_citation(position, article))
            self.status.say("position sent to the clipboard")
        else:
            self.status.say("nothing to copy: select text with the mouse, or a position")

    def action_messages(self) -> None:
        """Show what was reported."""
        self.app.push_screen(messages_sheet(self.messages))

    def action_help(self) -> None:
        """Show keys and query language."""
        self.app.push_screen(help_sheet())

    def action_palette(self) -> None:
        """Show every action by name."""
        self.app.action_command_palette()

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit()

    def _widget(self, pane: Pane) -> LineView:
        panes: dict[Pane, LineView] = {"results": self.results, "article": self.article, "positions": self.positions}
        return panes[pane]

    def _shown(self) -> tuple[Pane, ...]:
        return panes_shown(self.size.width, self._here, self._side, panel=self._panel)

    def _arrange(self, here: Pane) -> None:
        """Show the panes that have room, ``here`` among them."""
        self._here = here
        if here == "positions":
            self._panel = True
        if here not in self._shown():
            self._side = here
        shown = self._shown()
        self.set_class(len(shown) > 1, "-columns")
        self.set_class(len(shown) == 1, "-one")
        for pane in PANES:
            self.query_one(f"#{pane}-column").display = pane in shown

    def _move(self, rows: int) -> None:
        self._widget(self._here).move(rows)

    def _page(self, pages: float) -> bool:
        return self._widget(self._here).move_pages(pages)

    def _step_pane(self, by: int) -> None:
        """Search bar, results, article, positions, and round again."""
        stops: list[Pane | None] = [None, *(pane for pane in PANES if pane != "positions" or self._panel)]
        now = None if isinstance(self.focused, Input) else self._here
        target = stops[(stops.index(now) + by) % len(stops)]
        if target is None:
            self.action_search()
        else:
            self.go(target)

    def _go_to_hit(self, step: int) -> None:
        if self.article.go_to_hit(step):
            self._show_article()
        elif self.article.found is not None:
            self.status.say("no further place")
        elif not self.search_bar.query_text.strip():
            self.status.say("n goes through the hits of a search: type / first")
        elif self.results.move(step):
            self._on_arrival = step
        else:
            self.status.say("no further hit")

    def _arrived(self) -> None:
        """An article came that was opened to go on to a hit in it."""
        step, self._on_arrival = self._on_arrival, 0
        if step and (self.article.go_to_hit(1) if step > 0 else self.article.go_to_last_hit()):
            self._show_article()

    def _step_position(self, by: int) -> None:
        self._show_article()
        if not self.positions.step(by, from_offset=self.article.offset_at_top()):
            self.status.say("no further position" if self.positions.positions else "no position in this article")

    def _show_article(self) -> None:
        """Make sure that the article is on the screen; the focus stays where it is as long as its pane does."""
        if "article" not in self._shown():
            self.go("article")


def _citation(position: Position, article: Article) -> str:
    """A position as one cites it: its words, who holds it, where and when it stood."""
    where = origin(article.source or article.title, article.published, article.url)
    return f"“{position.statement.text}” — {holder_name(position)}, {where}"
