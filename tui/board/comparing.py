"""What to compare: two marked holders, two outlets on a holder, two periods; asks for what is not clear yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from index.answer import SaysoError
from index.board.model import Comparison, HolderRow, Period
from tui.board.narrowing import Narrowing, read_day
from tui.board.page import BoardPage
from tui.board.pick import Choice, PickDialog
from tui.board.statements_page import Find, of
from tui.wording import counted

if TYPE_CHECKING:
    from index.library import Library

_PERIOD = r"(\S+?)\s*(?:\.\.|–|to)\s*(\S+)"
_PERIODS = re.compile(rf"\s*{_PERIOD}\s+(?:with|and|,)?\s*{_PERIOD}\s*")


class Comparing(BoardPage):
    """A page from which one compares; it says which holders are marked and which one is at hand."""

    narrowing: Narrowing

    def marked_holders(self) -> Sequence[HolderRow]:
        """The holders that are marked, in the order in which they were."""
        return ()

    def holder_at_hand(self) -> HolderRow | None:
        """The holder that the cursor is on."""
        return None

    def action_compare(self) -> None:
        """Compare the marked holders; without two of them ask what to compare."""
        marked, holder = self.marked_holders(), self.holder_at_hand()
        if len(marked) >= 2:
            self._compare_two(marked[0], marked[1])
            return
        other = next(iter(marked), None)
        choices = []
        if holder is not None and other is not None and other.id != holder.id:
            choices.append(Choice("holders", f"{other.name} with {holder.name}"))
        if holder is not None:
            choices.append(Choice("sources", f"What two outlets quote of {holder.name}"))
        choices.append(Choice("periods", "Two periods"))
        if not choices[0].key.startswith("holders"):
            choices.append(Choice("", f"Two holders: mark them with {self.keys.shown('mark')} first"))

        def picked(key: str | None) -> None:
            if key == "holders" and holder is not None and other is not None:
                self._compare_two(other, holder)
            elif key == "sources" and holder is not None:
                self._ask_sources(holder)
            elif key == "periods":
                self._ask_periods()

        self.app.push_screen(PickDialog("Compare", choices), picked)

    def _compare_two(self, one: HolderRow, other: HolderRow) -> None:
        asked = self.narrowing.question
        about = f"{one.name} and {other.name}, by topic"
        self._open_comparison(
            about,
            lambda library, limit: library.board.compare_holders(asked, one.id, other.id, limit),
            lambda topic: (of(asked, one.id, topic), of(asked, other.id, topic)),
        )

    def _ask_sources(self, holder: HolderRow) -> None:
        asked = self.narrowing.question
        self.desk.ask(
            self,
            "detail",
            lambda library: library.board.sources(asked, holder_id=holder.id),
            partial(self._pick_sources, holder),
        )

    def _pick_sources(self, holder: HolderRow, counts: Sequence[tuple[str, int]]) -> None:
        if len(counts) < 2:
            self.status.say(f"only {counted(len(counts), 'outlet')} here: nothing to compare")
            return
        choices = [Choice(name, name, counted(number, "statement")) for name, number in counts]

        def compare(one: str, other: str | None) -> None:
            if other is not None:
                about = f"{holder.name} in two outlets, by topic"
                asked = self.narrowing.question
                self._open_comparison(
                    about,
                    lambda library, limit: library.board.compare_sources(asked, holder.id, one, other, limit),
                    lambda topic: tuple(of(replace(asked, source=each), holder.id, topic) for each in (one, other)),
                )

        def first(one: str | None) -> None:
            if one is not None:
                others = [each for each in choices if each.key != one]
                if len(others) == 1:
                    compare(one, others[0].key)
                else:
                    self.app.push_screen(PickDialog(f"{one} with", others), partial(compare, one))

        if len(choices) == 2:
            compare(choices[0].key, choices[1].key)
        else:
            self.app.push_screen(PickDialog(f"{holder.name}: first outlet", choices), first)

    def _ask_periods(self) -> None:
        asked = self.narrowing.question

        def then(span: Period | None) -> None:
            from tui.screens.dialog import LineDialog

            value = _shown(halves(*span)) if span else ""
            hint = "days, months or years: 2025-03..2025-03 with 2025-04..2025-04"
            self.app.push_screen(LineDialog("Compare two periods", value, hint, read_periods), self._periods)

        self.desk.ask(self, "detail", lambda library: library.board.ask(asked, 1).span, then)

    def _periods(self, text: str | None) -> None:
        if text:
            asked, periods = self.narrowing.question, read_periods(text)
            self._open_comparison(
                "Two periods",
                lambda library, limit: library.board.compare_periods(asked, *periods, limit=limit),
                lambda holder: tuple(of(asked.within(*period), holder) for period in periods),
            )

    def _open_comparison(
        self, about: str, compare: Callable[[Library, int], Comparison], sides: Callable[[str], tuple[Find, ...]]
    ) -> None:
        from tui.board.comparison_page import ComparisonPage

        self.app.push_screen(ComparisonPage(self.reader, self.desk, self.narrowing, about, compare, sides))


def halves(first: date, last: date) -> tuple[Period, Period]:
    """The earlier and the later half of the days from ``first`` to ``last``."""
    middle = first + (last - first) / 2
    return (first, middle), (min(middle + timedelta(days=1), last), last)


def read_periods(text: str) -> tuple[Period, Period]:
    """The two periods that ``text`` names. Raises :class:`SaysoError`."""
    found = _PERIODS.fullmatch(text)
    if found is None:
        raise SaysoError("write two periods like 2025-03-01..2025-03-15 with 2025-03-16..2025-03-31")
    days = [read_day(part, last=number % 2 == 1) for number, part in enumerate(found.groups())]
    if days[0] > days[1] or days[2] > days[3]:
        raise SaysoError("a period begins before it ends")
    return (days[0], days[1]), (days[2], days[3])


def _shown(periods: tuple[Period, Period]) -> str:
    return " with ".join(f"{since.isoformat()}..{until.isoformat()}" for since, until in periods)
