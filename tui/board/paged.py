"""Rows of an answer as far as they have been fetched: any number of them, of which some pages are at hand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

PAGE = 60
"""Rows asked for at once."""
_PAGES_KEPT = 40

Row = TypeVar("Row")


class Paged(Generic[Row]):
    """``total`` rows; those of ``before``, an earlier answer, stand in for what has not come yet."""

    def __init__(self, total: int = 0, before: Paged[Row] | None = None, *, kept: int = _PAGES_KEPT) -> None:
        self.total = total
        self._kept = kept
        self._pages: OrderedDict[int, tuple[Row, ...]] = OrderedDict()
        self._stale: dict[int, tuple[Row, ...]] = before.at_hand() if before else {}

    @classmethod
    def whole(cls, rows: Sequence[Row]) -> Paged[Row]:
        """Rows that are all at hand."""
        paged: Paged[Row] = cls(len(rows), kept=len(rows))
        for offset in range(0, len(rows), PAGE):
            paged.add(offset, rows[offset : offset + PAGE])
        return paged

    def add(self, offset: int, rows: Sequence[Row]) -> None:
        """Take in a page; of many the one that was looked at longest ago is dropped."""
        self._pages[offset // PAGE] = tuple(rows)
        self._pages.move_to_end(offset // PAGE)
        while len(self._pages) > self._kept:
            self._pages.popitem(last=False)

    def at_hand(self) -> dict[int, tuple[Row, ...]]:
        """The pages at hand, by number."""
        return self._stale | self._pages

    def row(self, number: int) -> Row | None:
        """The row, or ``None`` where it is not at hand."""
        page = self._pages.get(number // PAGE) or self._stale.get(number // PAGE, ())
        place = number % PAGE
        return page[place] if 0 <= number < self.total and place < len(page) else None

    def missing(self, first: int, last: int) -> int | None:
        """The offset of the first page that rows ``first`` to ``last`` need and that is not at hand."""
        for number in range(max(0, first) // PAGE, min(last, self.total - 1) // PAGE + 1):
            if number not in self._pages:
                return number * PAGE
            self._pages.move_to_end(number)
        return None

    def find(self, wanted: Callable[[Row], bool]) -> int | None:
        """The number of the first row at hand that is wanted."""
        for number, rows in sorted(self.at_hand().items()):
            for place, row in enumerate(rows):
                if wanted(row) and number * PAGE + place < self.total:
                    return number * PAGE + place
        return None
