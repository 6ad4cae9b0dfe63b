"""The panes of the reader's screen: which stand where, and which has the focus."""

from __future__ import annotations

from typing import TypedDict

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from index.answer import Sort
from tui.layout import PANES, Pane, panes_shown, side_widths
from tui.screens.keyed import KeyedScreen
from tui.settings import Settings
from tui.widgets.article import ArticleView
from tui.widgets.edge import Edge
from tui.widgets.facets import FacetsView
from tui.widgets.find_bar import FilterBar, FindBar
from tui.widgets.legend import Legend
from tui.widgets.line_view import LineView
from tui.widgets.placed_article import PlacedArticle
from tui.widgets.positions import PositionsView
from tui.widgets.results import ResultsView
from tui.widgets.search_bar import SearchBar
from tui.widgets.status import StatusLine

_ALONE = "one pane has all of the screen"
_STEP = 4
"""Cells by which a key makes a pane wider or narrower."""


class Arrangement(TypedDict):
    """How the panes stand, in the words of a session."""

    here: Pane
    side: Pane
    panel: bool
    zoomed: bool
    sizes: dict[Pane, int]


class PanedScreen(KeyedScreen):
    """Search bar, results, article, positions and status line, as many panes at once as there is room for."""

    DEFAULT_CSS = """
    PanedScreen {
        background: $background;
        & > #panes { height: 1fr; }
        & #article-column { width: 1fr; }
        /* What only holds others shows nothing itself, and so need not be drawn. */
        & #panes, & #results-column, & #article-column, & #positions-column { visibility: hidden; }
        & #panes > Edge, & #panes > Vertical > * { visibility: visible; }
    }
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.keys = settings.keymap()
        self.search_bar = SearchBar()
        self.results = ResultsView(id="results")
        self.facets = FacetsView(id="facets")
        self.facets.display = False
        self.article = PlacedArticle(id="article")
        self.positions = PositionsView(id="positions")
        self.legend = Legend(self.article, self.positions)
        self.find_bar = FindBar()
        self.filter_bar = FilterBar()
        self.status = StatusLine(self.keys)
        self.sort: Sort = settings.sort
        self.messages: list[str] = []
        self._here: Pane = "results"
        self._side: Pane = "results"
        self._panel = settings.positions
        self._zoomed = False
        self._sizes: dict[Pane, int] = {}
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
            yield Edge("results")
            with Vertical(id="article-column"):
                yield self.article
                yield self.find_bar
                yield self.legend
            yield Edge("positions")
            with Vertical(id="positions-column"):
                yield self.positions
                yield self.filter_bar
        yield self.status

    @property
    def here(self) -> Pane:
        """The pane that has the focus, or had it last."""
        return self._here

    def arrangement(self) -> Arrangement:
        """How the panes stand."""
        return Arrangement(
            here=self._here, side=self._side, panel=self._panel, zoomed=self._zoomed, sizes=dict(self._sizes)
        )

    def arrange_as(self, given: Arrangement) -> None:
        """Let the panes stand like that."""
        self._side, self._panel, self._zoomed = given["side"], given["panel"], given["zoomed"]
        self._sizes = dict(given["sizes"])
        self.go(given["here"])

    def go(self, pane: Pane) -> None:
        """Show a pane and focus it."""
        self._arrange(pane)
        self.set_focus(self._widget(pane))

    def action_search(self) -> None:
        """Go to the search bar; what is typed takes the place of the query there, which an arrow key keeps."""
        self.type_query()
        self.search_bar.input.action_select_all()

    def type_query(self) -> None:
        """Go to the search bar, to type on."""
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
        if not self._zoomed and len(self._shown()) == 1:
            self.status.say(_ALONE)
            return
        self._zoomed = not self._zoomed
        self._arrange(self._here)

    def action_wider(self) -> None:
        """Give the pane more of the screen."""
        self._resize_pane(_STEP)

    def action_narrower(self) -> None:
        """Give the pane less of the screen."""
        self._resize_pane(-_STEP)

    def action_reset_sizes(self) -> None:
        """Give every pane its usual share."""
        self._sizes.clear()
        self._arrange(self._here)

    @on(Edge.Dragged)
    def edge_dragged(self, message: Edge.Dragged) -> None:
        """Let the edge follow the mouse."""
        width = message.x if message.pane == "results" else self.size.width - message.x - 1
        self._set_sizes({message.pane: width})

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
        self.legend.refresh()
        widths = side_widths(self.size.width, shown, self._sizes)
        for pane in PANES:
            column = self.query_one(f"#{pane}-column")
            column.display = pane in shown
            if pane != "article":
                several = len(shown) > 1
                column.styles.width = widths[pane] if several and pane in shown else "1fr"
                self.query_one(f"#{pane}-edge").display = several and pane in shown

    def _resize_pane(self, by: int) -> None:
        """Make the pane that has the focus wider by so many cells, at the cost of those beside it."""
        widths = side_widths(self.size.width, self._shown(), self._sizes)
        if not widths:
            self.status.say(_ALONE)
        elif self._here == "article":
            self._set_sizes({pane: cells - by // len(widths) for pane, cells in widths.items()})
        elif self._here in widths:
            self._set_sizes({self._here: widths[self._here] + by})

    def _set_sizes(self, wanted: dict[Pane, int]) -> None:
        """Take these widths, as far as there is room: no more is remembered than can be seen."""
        held = side_widths(self.size.width, self._shown(), self._sizes | wanted)
        self._sizes |= {pane: held[pane] for pane in wanted if pane in held}
        self._arrange(self._here)

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
