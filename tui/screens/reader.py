"""The reader: asks the library, and puts what it answers on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from textual import on
from textual.timer import Timer
from textual.widgets import Input

from index.events import FileFailed, FileSkipped, Finished, Notice, Paused, Progress, Summary
from tui.board.visiting import Visiting
from tui.librarian import PAGE, BackgroundWork, Librarian, OpenLibrary
from tui.listing import Listing
from tui.messages import Answered, Asked, Fetched, Happened, Moved, Opened, Refused, Trouble
from tui.painting import paint_now
from tui.screens.completing import Completing
from tui.screens.empty import EmptyResult
from tui.screens.keeping import Keeping
from tui.screens.narrowing import Narrowing
from tui.screens.outward import Outward
from tui.screens.pausing import Pausing
from tui.screens.pinpointing import Pinpointing
from tui.screens.recalling import Recalling
from tui.settings import Settings
from tui.widgets.positions import PositionsView
from tui.widgets.results import ResultsView

_REFRESH_SECONDS = 0.5
_LOOK_SECONDS = 2.0
_AHEAD_SECONDS = 0.1


class ReaderScreen(Completing, EmptyResult, Visiting, Narrowing, Pausing, Keeping, Recalling, Outward, Pinpointing):
    """The one screen of sayso; everything slow happens in its :class:`Librarian`."""

    def __init__(
        self,
        folder: Path,
        paths: Sequence[Path],
        query: str,
        opener: OpenLibrary,
        background: BackgroundWork | None,
        settings: Settings,
    ) -> None:
        super().__init__(settings)
        self.settings = settings
        self.librarian = Librarian(folder, paths, self.post_message, opener, background)
        self._asked = Asked(0, query, settings.sort)
        self._refresh_timer: Timer | None = None
        self.filling = background is not None

    def on_mount(self) -> None:
        """Open the library once there is something to look at."""
        self.search_bar.fill(self._asked.query)
        self.go("results")
        self.results.say("Opening the library …")
        self.call_after_refresh(self.librarian.open)  # its imports would hold up the first keys

    def action_search(self) -> None:
        """Go to the search bar; whoever does so is about to search."""
        super().action_search()
        self.librarian.make_ready()

    def ask(self, query: str, *, typing: bool = False) -> None:
        """Ask for the hits of a query; an answer to an earlier question is not shown any more."""
        self._asked = Asked(self._asked.generation + 1, query, self.sort, typing)
        self.at_hand.clear()
        self.librarian.search(self._asked)

    def refresh_answer(self) -> None:
        """Ask the same question again, about the part of the answer that is on the screen."""
        self._refresh_timer = None
        self._asked = Asked(self._asked.generation + 1, self._asked.query, self.sort, self._asked.typing)
        self.librarian.search(self._asked, self.results.selected // PAGE * PAGE)

    @on(Input.Changed, "QueryInput")
    def typed(self, event: Input.Changed) -> None:
        """Search as it is typed, unless it has been asked as a whole meanwhile."""
        if (event.value, False) != (self._asked.query, self._asked.typing):
            self.ask(event.value, typing=True)
        paint_now(self, self.search_bar.input)

    @on(Opened)
    def opened(self) -> None:
        """Ask the first question, from now on whether anything changed, and start filling the library."""
        self.ask(self._asked.query)
        self.set_interval(_LOOK_SECONDS, self.librarian.look)
        self.call_after_refresh(self.librarian.start_background)

    @on(Answered)
    def answered(self, message: Answered) -> None:
        """Show an answer: the first page of one, or a further page of the one that is shown."""
        asked, page = message.asked, message.page
        before = self.results.listing
        if asked == before.asked and asked.generation:
            before.add(page)
            self.results.add()
            self.results.want_rows()
            wanted, shown = self.wanted_article, self.article.article
            if wanted is not None and (shown is None or shown.id != wanted):  # selected before it was at hand
                self.librarian.fetch(asked, wanted)
            return
        latest = asked == self._asked
        typing = asked.typing and self._asked.typing  # results follow the keys even where these are faster
        if not latest and not (typing and asked.generation > before.asked.generation):
            return
        same = (asked.query, asked.sort) == (before.asked.query, before.asked.sort) and before.total > 0
        if same and self.reads_what_goes(page):
            self.at_hand.set()
            return
        if not same:
            self.elsewhere = None
            self.status.leave_place()
        self.search_bar.found(page, message.counts.articles, asked.sort)
        if not page.total:
            if latest:
                self.at_hand.set()
                self.show_nothing(asked, page, message.counts.articles)
            return
        self.results.show(Listing(asked, page, before if same else None), keep=same)
        self.results.want_rows()
        paint_now(self, self.results, self.search_bar.said)
        if latest and (wanted := self.wanted_article) is not None:
            self.librarian.fetch(asked, wanted)
        elif latest:
            self.at_hand.set()

    @on(Refused)
    def refused(self, message: Refused) -> None:
        """Say what is wrong with the query; what was found before stays."""
        if message.asked == self._asked:
            self.search_bar.refused(message.reason, message.column)
            if self._waits and self._entered == message.asked.query and self.focused is self.results:
                self.type_query()  # it was just entered: type on
            self._waits = False
            if not self.results.listing.asked.generation:  # nothing was found yet
                self.results.say("This cannot be searched for:", message.reason, "", "/ changes the query.")

    @on(ResultsView.Wanted)
    def wanted(self, message: ResultsView.Wanted) -> None:
        """Fetch rows that came on the screen."""
        self.librarian.more(self.results.listing.asked, message.offset)

    @on(ResultsView.Selected)
    def selected(self, message: ResultsView.Selected) -> None:
        """Fetch the article that was selected; go to it where it was opened."""
        self.librarian.fetch(self.results.listing.asked, message.hit.id)  # not one that was refused since
        if message.opened:
            self.go("article")

    @on(Fetched)
    def fetched(self, message: Fetched) -> None:
        """Show an article, unless another one was selected meanwhile."""
        article, analysis = message.article, message.analysis
        if article.id is None or article.id != self.wanted_article:
            return
        same = self.article.article is not None and self.article.article.id == article.id
        marks = message.marks if message.marks is not None else self.article.marks if same else ()
        self.article.show(article, analysis, marks)
        if message.marks is not None:
            self._arrived()
        if message.asked == self._asked:
            self.at_hand.set()
        if not same and self._resuming is None:
            self.show_kept_of_article(message.kept)
            paint_now(self, self.article, self.results)  # the words come first
        if analysis is None:
            self.positions.say("Not analysed yet; positions come by themselves." if self.filling else "Not analysed.")
            self.librarian.analyse_first([article.id])
        else:
            self.positions.show(analysis.positions, keep=same)
        if self.focused is not self.search_bar.input:  # whoever types a query does not read on
            self.set_timer(_AHEAD_SECONDS, partial(self._read_ahead, article.id))

    def _read_ahead(self, article_id: int | None) -> None:
        """Whoever stays with an article will probably go on to the next, or back."""
        if self.results.hit and self.results.hit.id == article_id:
            self.librarian.read_ahead(self.results.listing.asked, self.results.beside())

    @on(PositionsView.Selected)
    def position_selected(self, message: PositionsView.Selected) -> None:
        """Light its words, and go there where it was opened."""
        self.article.light(message.position)
        self.legend.refresh()
        if message.opened:
            self.go("article")

    @on(Moved)
    def moved(self) -> None:
        """Something new can be searched or shown; a burst of news is answered once."""
        if self._refresh_timer is None:
            self._refresh_timer = self.set_timer(_REFRESH_SECONDS, self.refresh_answer)

    @on(Happened)
    def happened(self, message: Happened) -> None:
        """Show how far the background work is, and keep what it reports."""
        event = message.event
        if isinstance(event, Progress):
            self.status.follow(event)
        elif isinstance(event, Paused):
            self.status.rest(paused=event.paused)
        elif isinstance(event, FileFailed):
            self.report(f"{event.path}: {event.reason}")
        elif isinstance(event, FileSkipped):
            self.messages.append(f"passed over {event.path}: {event.reason}")
        elif isinstance(event, Notice):
            self.report(event.message)
        elif isinstance(event, Finished):
            self._finished(event.summary)

    @on(Trouble)
    def trouble(self, message: Trouble) -> None:
        """Say what could not be done; without a library say it where the results would be."""
        self.report(message.reason)
        if message.fatal:
            self.results.say("Cannot open the library.", message.reason, "", "q quits; sayso doctor says more.")
        elif not self.results.listing.total:
            mending = "It is being put right in the background." if self.filling else "sayso doctor says more."
            self.results.say("Cannot search the library.", message.reason, "", mending)
        else:
            return
        self.article.say("")
        self.positions.say("")

    def report(self, message: str) -> None:
        """Keep a message for the list, and say it."""
        self.messages.append(message)
        self.status.say(f"{message}  (! lists all)" if len(self.messages) > 1 else message)

    def _finished(self, summary: Summary) -> None:
        self.filling = False
        self.status.follow(None)
        news = [(summary.added, "added"), (summary.changed, "changed"), (summary.failed, "failed")]
        if told := ", ".join(f"{count:,} {word}" for count, word in news if count):
            self.status.say(told + ("  (! lists why)" if summary.failed else ""))
        self.moved()
