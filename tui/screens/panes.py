"""The panes of the reader's screen: which stand where, and which has the focus."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from index.answer import Sort
from tui.layout import PANES, Pane, panes_shown
from tui.screens.keyed import KeyedScreen
from tui.settings import Settings
from tui.widgets.article import ArticleView
from tui.widgets.facets import FacetsView
from tui.widgets.find_bar import FindBar
from tui.widgets.legend import Legend
from tui.widgets.line_view import LineView
from tui.widgets.positions import PositionsView
from tui.widgets.results import ResultsView
from tui.widgets.search_bar import SearchBar
from tui.widgets.status import StatusLine


class PanedScreen(KeyedScreen):
    """Search bar, results, article, positions and status line, as many panes at once as there is room for."""

    DEFAULT_CSS = """
    PanedScreen {
        background: $background;
        & > #panes { height: 1fr; }
        & #results-column { width: 4fr; min-width: 32; max-width: 50; }
        & #article-column { width: 7fr; }
        & #positions-column { width: 4fr; min-width: 32; max-width: 50; }
        &.-columns #results-column { border-right: solid $sayso-hairline; }
        &.-columns #positions-column { border-left: solid $sayso-hairline; }
        &.-one #results-column, &.-one #positions-column { width: 1fr; max-width: 100%; }
    }
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.keys = settings.keymap()
        self.search_bar = SearchBar()
        self.results = ResultsView(id="results")
        self.facets = FacetsView(id="facets")
        self.facets.display = False
        self.article = ArticleView(id="article")
        self.positions = PositionsView(id="positions")
        self.find_bar = FindBar()
        self.status = StatusLine(self.keys)
        self.sort: Sort = settings.sort
        self.messages: list[str] = []
        self._here: Pane = "results"
        self._side: Pane = "results"
        self._panel = settings.positions
        self._zoomed = False
        self.article.widest = settings.measure
        self.article.set_reactive(ArticleView.entities_lit, settings.entities)
        self.positions.set_reactive(PositionsView.grouping, settings.grouping)
        self._on_arrival = 0

    def compose(self) -> ComposeResult:
        """Search bar, panes, status line."""
        yield self.search_bar
        with Horizontal(id="panes"):
            with Vertical(id="results-column"):
                yield self.results
                yield self.facets
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

    def go(self, pane: Pane) -> None:
        """Show a pane and focus it."""
        self._arrange(pane)
        self.set_focus(self._widget(pane))

    def action_search(self) -> None:
        """Go to the search bar."""
        if "results" not in self._shown():
            self._arrange("results")
        self.set_focus(self.search_bar.input)

    def action_next_pane(self) -> None:
        """On to the next pane."""
        self._step_pane(1)

    def action_previous_pane(self) -> None:
        """Back to the pane before."""
        self._step_pane(-1)

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

    def action_zoom(self) -> None:
        """Give the pane all of the screen, or let the others come back."""
        self._zoomed = not self._zoomed
        self._arrange(self._here)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Panes come and go with the focus where not all of them have room."""
        pane = event.widget.id
        if pane in PANES:
            self._arrange(pane)

    def on_resize(self) -> None:
        """Show as many panes as there is room for."""
        self._arrange(self._here)

    def _widget(self, pane: Pane) -> LineView:
        panes: dict[Pane, LineView] = {"results": self.results, "article": self.article, "positions": self.positions}
        return panes[pane]

    def _shown(self) -> tuple[Pane, ...]:
        return panes_shown(0 if self._zoomed else self.size.width, self._here, self._side, panel=self._panel)

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

    def _step_pane(self, by: int) -> None:
        """Search bar, results, article, positions, and round again."""
        stops: list[Pane | None] = [None, *(pane for pane in PANES if pane != "positions" or self._panel)]
        now = None if isinstance(self.focused, Input) else self._here
        target = stops[(stops.index(now) + by) % len(stops)]
        if target is None:
            self.action_search()
        else:
            self.go(target)

    def _show_article(self) -> None:
        """Make sure that the article is on the screen; the focus stays where it is as long as its pane does."""
        if "article" not in self._shown():
            self.go("article")
