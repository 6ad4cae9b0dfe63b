"""What stands in place of results where there are none: why, and the nearest query that finds something."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on

from tui.messages import Asked, Neared
from tui.screens.actions import ReaderActions
from tui.widgets.results import ResultsView

if TYPE_CHECKING:
    from index.answer import Page
    from index.library import Library
    from index.nearest import Nearest


class EmptyResult(ReaderActions):
    """Says why nothing was found; Enter or a click takes the query that is offered instead."""

    filling: bool
    """Whether articles are still coming in."""

    def show_nothing(self, asked: Asked, page: Page, articles: int) -> None:
        """Say that there is no result; why takes a moment more."""
        if articles:
            self.results.say(*_nothing(asked, articles), *_ADVICE, asked=asked)
            if not asked.typing:
                self.librarian.aside("nearest", partial(_nearest, asked, page.suggestion, articles))
        elif self.filling:
            lines = ["Reading your articles …", "", "They appear here as they come.", "", *self.messages[-1:]]
            self.results.say(*lines, asked=asked)
        else:
            self.results.say("No articles yet.", "", "Quit with q and run: sayso FOLDER", asked=asked)
        self.article.say("")
        self.positions.say("")

    @on(Neared)
    def neared(self, message: Neared) -> None:
        """Say why, and offer what finds something."""
        asked, found = message.asked, message.nearest
        if asked != self.results.listing.asked or self.results.listing.total:
            return
        lines = [*_nothing(asked, message.articles), "", *_reasons(found)]
        if found.query:
            lines += [*([""] if found.alone else []), _offer(found)]
        self.results.say(*lines, *([] if found.alone or found.query else _ADVICE), asked=asked, offer=found.query)

    @on(ResultsView.OfferTaken)
    def offer_taken(self, message: ResultsView.OfferTaken) -> None:
        """Ask what was offered."""
        self.search_bar.fill(message.query)
        self.ask(message.query)

    def action_open(self) -> None:
        """Take the query that is offered; elsewhere as ever."""
        if self.focused is self.results and self.results.offer:
            self.results.take_offer()
        else:
            super().action_open()


_ADVICE = ("", "Fewer words find more; OR between words finds either. ? shows the query language.")


def _nothing(asked: Asked, articles: int) -> tuple[str, str]:
    return f"Nothing among {articles:,} article{'' if articles == 1 else 's'} for", asked.query.strip()


def _reasons(found: Nearest) -> list[str]:
    """What each part finds alone: which of them finds nothing, or that they do not go together."""
    missing = [text for text, count in found.alone if not count]
    if missing:
        return [f"No article has {text}" for text in missing]
    if not found.alone:
        return []
    return ["No article has all of it:", *(f"{text} · {count:,}" for text, count in found.alone)]


def _offer(found: Nearest) -> str:
    many = f"{found.total:,} article{'' if found.total == 1 else 's'}"
    if not found.left_out:
        return f"⏎ finds {many} with other words:"
    return f"⏎ finds {many} without {', '.join(found.left_out)}:"


def _nearest(asked: Asked, suggestion: str | None, articles: int, library: Library) -> Neared:
    return Neared(asked, library.nearest(asked.query, suggestion), articles)
