"""Goes on where the last session was left: the same result, the same words on top, the same position."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from textual import on
from textual.widgets import Input

from tui.messages import Answered, Fetched, Refused, Trouble
from tui.screens.panes import Arrangement, PanedScreen
from tui.session import Session
from tui.settings import Settings

_WAIT_SECONDS = 10.0
"""How long keys and the first frame wait for what they mean, at most."""
_ANSWER_SECONDS = 2.0
"""How long keys wait for the answer to what was typed before them."""
_NEED_NOTHING = frozenset({"search", "help", "palette", "messages", "quit"})
"""Actions that can be done before there is an article."""


class ResumingScreen(PanedScreen):
    """The panes, once they show again what they showed."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.settled = asyncio.Event()
        """Set once there is something to act on: the first article, or that there is none."""
        self.at_hand = asyncio.Event()
        """Set while what was asked for last is on the screen, article and all; cleared by whoever asks."""
        self.at_hand.set()
        self._begun = asyncio.Event()
        self._resuming: Session | None = None

    def resume(self, session: Session) -> None:
        """Go on with ``session``; call it before the screen is shown."""
        self._resuming = session

    def on_mount(self) -> None:
        """Put the panes as they were, and wait for the first article, but not for ever."""
        if session := self._resuming:
            self.arrange_as(
                Arrangement(
                    here=session.here, side=session.side, panel=self._panel, zoomed=session.zoomed, sizes=session.sizes
                )
            )
        self._begun.set()
        self.set_timer(_WAIT_SECONDS, self._settle)

    async def wait_until_ready_for(self, key: str, character: str | None) -> None:
        """Let a key that was typed early wait until there is what it means, and those typed after it with it."""
        await self._begun.wait()
        typing = isinstance(self.focused, Input)
        if not typing and self.keys.action_of(key, character) not in _NEED_NOTHING:
            await self.settled.wait()
            with suppress(TimeoutError):  # Enter after Enter opens what was found, not what stood there before
                await asyncio.wait_for(self.at_hand.wait(), _ANSWER_SECONDS)

    def session(self) -> Session:
        """Where the reader is now."""
        hit, article = self.results.hit, self.article
        read = hit is not None and article.article is not None and article.article.id == hit.id
        return Session(
            query=self.search_bar.query_text,
            sort=self.sort,
            row=self.results.selected,
            article=hit.id if hit else None,
            top=article.offset_at_top() if read and not article.at_top else None,
            position=self.positions.selected if read else None,
            entities=article.entities_lit,
            grouping=self.positions.grouping,
            **self.arrangement(),
        )

    @on(Answered)
    def _resume_results(self, message: Answered) -> None:
        """Select the article again; in another row where the results have changed meanwhile."""
        session, results = self._resuming, self.results
        if not results.listing.total:
            self.call_after_refresh(self._settle)
        elif session is not None and session.article is not None and message.asked == results.listing.asked:
            row = results.listing.row_of(session.article)
            if row is None and session.row < results.listing.total and results.listing.hit(session.row) is None:
                row = session.row  # its page comes
            elif row is None:
                self._resuming = None  # gone, or far away by now
            if row != results.selected:
                results.select(row or 0)
                results.want_rows()

    @on(Fetched)
    def _resume_article(self, message: Fetched) -> None:
        """Go to the same words of the article, and select the same position."""
        session, shown = self._resuming, self.article.article
        if shown is None or shown.id != message.article.id:
            return
        if session is not None and session.article == shown.id:
            self._resuming = None
            if session.position is not None:
                self.positions.select(session.position)
            if session.top:
                self.article.go_to_offset(session.top)
        if self._resuming is None or self._resuming.article is None:
            self.call_after_refresh(self._settle)

    @on(Refused)
    @on(Trouble)
    def _nothing_to_resume(self) -> None:
        self.at_hand.set()
        self._settle()

    @on(Input.Changed)
    def _begun_anew(self) -> None:
        """Whoever types something wants that, not what was there before."""
        self._resuming = None

    def _settle(self) -> None:
        """There is something to act on now, or it takes too long."""
        self.settled.set()
