"""Picks the best, the newest or the oldest of what a query matches, without sorting the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from whoosh import query as wq

from index.answer import Sort
from index.fulltext.documents import ALL, Places
from index.fulltext.evaluate import Evaluation
from index.fulltext.pages import Array
from index.fulltext.postings import Floats, Ints
from index.fulltext.schema import NO_DATE
from index.fulltext.segments import Flags
from index.fulltext.snapshot import Snapshot
from index.leading import no_less

_FEW = 256  # places that may as well be sorted
_WORTHLESS = np.float32(1e30)
_LOWEST = np.iinfo(np.int64).min
_SCATTERED = 16  # where no more than one in so many documents matches, there is no flag for each
_MANY = 3  # where more than one in so many matches, scores are made for all

Key = Callable[[Places], Array]
"""Gives numbers for places; the larger the better."""


Hidden = Callable[[Ints], Ints]
"""Of the ids of all that match the places of those that pages and total leave out."""


class Result:
    """All articles that match a query; :attr:`total` and :meth:`rows` leave out what is ``hidden``."""

    def __init__(self, query: wq.Query, snapshot: Snapshot, hidden: Hidden | None = None) -> None:
        self._evaluation = Evaluation(query, snapshot)
        self._snapshot = snapshot
        documents = self._evaluation.documents
        self._flags: Flags | None = None
        self._numbers: Ints | None = None
        if documents.most * _SCATTERED > snapshot.size:
            self._flags = documents.flags
            self.total = int(np.count_nonzero(self._flags))
        if self._flags is None or self.total * _MANY <= snapshot.size:
            self._numbers = documents.numbers
            self.total = len(self._numbers)
        if hidden is not None:
            self._leave_out(hidden(self.ids))

    def _leave_out(self, places: Ints) -> None:
        if self._flags is not None:
            self._flags = self._flags.copy()
            self._flags[self._evaluation.documents.numbers[places]] = False
        if self._numbers is not None:
            self._numbers = np.delete(self._numbers, places)
        self.total -= len(places)

    @cached_property
    def ids(self) -> Ints:
        """Their ids, in no order."""
        return self._snapshot.column("id")[self._evaluation.documents.numbers]

    @cached_property
    def scores(self) -> Floats:
        """Their scores, in the order of :attr:`ids`."""
        return self._evaluation.scores(self._evaluation.documents.numbers)

    def rows(self, sort: Sort, limit: int, offset: int) -> list[tuple[int, float]]:
        """(id, score) of the hits ``offset`` … ``offset + limit``, best first.

        Of equals the newer goes first, then the one of lower id. Articles without a date come last, whichever way
        dates run.
        """
        wanted = min(offset + limit, self.total)
        scored = sort == "relevance" and not self._evaluation.flat
        if not scored and self._flags is not None:
            order = self._snapshot.by_date("oldest" if sort == "oldest" else "newest")
            if order is not None:
                return self._scored(_first(order, self._flags, wanted)[offset:])
        by_date: Key = self._oldest if sort == "oldest" else self._newest
        keys = [by_date, self._lowest_id]
        if scored:
            keys.insert(0, self._score)
        size = self._snapshot.size if self._numbers is None else self.total
        best = leading(keys, size, wanted)[offset:]
        numbers = best if self._numbers is None else self._numbers[best]
        return self._with_ids(numbers, self._score(best)) if scored else self._scored(numbers)

    def _scored(self, numbers: Ints) -> list[tuple[int, float]]:
        ascending = np.argsort(numbers)
        scores = np.empty(len(numbers), np.float32)
        scores[ascending] = self._evaluation.scores(numbers[ascending])
        return self._with_ids(numbers, scores)

    def _with_ids(self, numbers: Ints, scores: Array) -> list[tuple[int, float]]:
        return list(zip(self._snapshot.column("id")[numbers].tolist(), scores.tolist(), strict=True))

    @cached_property
    def _score(self) -> Key:
        scores = self._evaluation.scores(ALL if self._numbers is None else self._numbers)
        if self._numbers is None:  # many times faster than to choose between two numbers
            scores = scores - (~self._matching).view(np.uint8) * _WORTHLESS
        return scores.__getitem__

    def _lowest_id(self, places: Places) -> Ints:
        return ~self._column("id", places)

    def _newest(self, places: Places) -> Ints:
        return self._of_matching(self._column("published", places), places)

    def _oldest(self, places: Places) -> Ints:
        published = self._column("published", places)
        turned = np.where(published == NO_DATE, NO_DATE, ~published)
        return self._of_matching(turned, places)

    def _of_matching(self, values: Ints, places: Places) -> Ints:
        return values if self._numbers is not None else np.where(self._matching[places], values, _LOWEST)

    @property
    def _matching(self) -> Flags:
        return self._evaluation.documents.flags if self._flags is None else self._flags

    def _column(self, name: str, places: Places) -> Ints:
        column = self._snapshot.column(name)
        return column[places] if self._numbers is None else column[self._numbers[places]]


def _first(order: Ints, flags: Flags, wanted: int) -> Ints:
    """The first ``wanted`` of ``order`` that have a flag."""
    found, count, start, step = [order[:0]], 0, 0, max(_FEW, 4 * wanted)
    while count < wanted and start < len(order):
        part = order[start : start + step]
        found.append(part[flags[part]])
        count += len(found[-1])
        start, step = start + step, 2 * step
    return np.concatenate(found)[:wanted]


def leading(keys: Sequence[Key], count: int, wanted: int) -> Ints:
    """The ``wanted`` best of ``count`` places, best first, by the first key, where that is equal by the second, ….

    No two places that may be wanted are equal by all keys.
    """
    chosen, places, left = [], None, wanted
    for key in keys:
        values = key(ALL if places is None else places)
        if len(values) <= max(_FEW, 4 * left) or not left:
            break
        kept, least = no_less(values, left)
        places = kept if places is None else places[kept]
        values = values[kept]
        if len(places) <= max(_FEW, 4 * left):
            break
        if values.max() > least:
            least = np.partition(values, len(values) - left)[len(values) - left]
        better = values > least
        chosen.append(places[better])
        left -= len(chosen[-1])
        places = places[values == least]
    chosen.append(np.arange(count) if places is None else places)
    found = np.concatenate(chosen)
    return found[np.lexsort([key(found) for key in reversed(keys)])][::-1][:wanted]
