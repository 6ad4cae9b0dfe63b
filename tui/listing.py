"""The answer to a question as far as it has been fetched: any number of rows, of which some pages are at hand."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import Any

from index.answer import Hit, Page
from tui.librarian import PAGE
from tui.messages import Asked

_PAGES_KEPT = 40


class Listing:
    """Hits of one question, page by page.

    ``before`` is an earlier answer to the same question; its hits fill in where this one's are not at hand yet.
    """

    def __init__(self, asked: Asked, page: Page | None = None, before: Listing | None = None) -> None:
        self.asked = asked
        self.total = 0
        self.took_ms = 0.0
        self.suggestion: str | None = None
        self._pages: OrderedDict[int, tuple[Hit, ...]] = OrderedDict()
        self._stale: dict[int, tuple[Hit, ...]] = before.pages() if before else {}
        if page is not None:
            self.took_ms, self.suggestion = page.took_ms, page.suggestion
            self.add(page)

    def pages(self) -> dict[int, tuple[Hit, ...]]:
        """What is at hand, by number of page."""
        return self._stale | self._pages

    def add(self, page: Page) -> None:
        """Take in a page; of many the one that was looked at longest ago is dropped."""
        self.total = page.total
        self._pages[page.offset // PAGE] = page.hits
        self._pages.move_to_end(page.offset // PAGE)
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)

    def hit(self, row: int) -> Hit | None:
        """The hit in ``row``, or ``None`` where it is not at hand."""
        page = self._pages.get(row // PAGE) or self._stale.get(row // PAGE, ())
        place = row % PAGE
        return page[place] if place < len(page) else None

    def amend(self, article_id: int, **changes: Any) -> int | None:
        """Change fields of a hit that is at hand; the row it stands in."""
        row = self.row_of(article_id)
        if row is not None and (hit := self.hit(row)):
            hits = self._pages[row // PAGE]
            place = row % PAGE
            self._pages[row // PAGE] = (*hits[:place], replace(hit, **changes), *hits[place + 1 :])
        return row

    def missing(self, first: int, last: int) -> int | None:
        """The offset of the first page that rows ``first`` to ``last`` need and that is not at hand."""
        for number in range(max(0, first) // PAGE, min(last, self.total - 1) // PAGE + 1):
            if number not in self._pages:
                return number * PAGE
            self._pages.move_to_end(number)
        return None

    def row_of(self, article_id: int) -> int | None:
        """The row of an article among the hits at hand."""
        for number, hits in self._pages.items():
            for place, hit in enumerate(hits):
                if hit.id == article_id:
                    return number * PAGE + place
        return None
