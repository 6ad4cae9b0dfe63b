"""Narrowing the board from lists: the stances, kinds, topics and outlets there are, and the saved searches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from index.article import STANCES, Stance
from index.board.model import KINDS, Kind, Topic
from tui.board.narrowed import NarrowedPage
from tui.board.pick import Choice, PickDialog
from tui.signs import SIGNS

if TYPE_CHECKING:
    from index.library import Library
    from index.searches import SavedSearch

SHOWN = 30
"""Topics and outlets in the list, those of most statements; the filter line names any."""


class Picking(NarrowedPage):
    """A page that is narrowed from lists, too."""

    def action_facets(self) -> None:
        """Pick a filter; the one that is on is taken away by picking it again."""
        asked = self.narrowing.unfiltered().question

        def job(library: Library) -> tuple[Sequence[Topic], Sequence[tuple[str, int]]]:
            return library.board.topics(asked, SHOWN), library.board.sources(asked, SHOWN)

        def then(found: tuple[Sequence[Topic], Sequence[tuple[str, int]]]) -> None:
            topics, sources = found
            names = {topic.id: topic.name for topic in topics}
            dialog = PickDialog("Show only", self._choices(topics, sources))
            self.app.push_screen(dialog, lambda key: self._picked(key, names))

        self.desk.ask(self, "detail", job, then)

    def action_saved_searches(self) -> None:
        """Pick a saved search to see the board of."""

        def then(searches: Sequence[SavedSearch]) -> None:
            if not searches:
                self.status.say("no saved search yet: the reader saves the search on its screen")
                return
            queries = {each.name: each.query for each in searches}
            choices = [Choice(each.name, each.name, each.query) for each in searches]
            dialog = PickDialog("Board of a saved search", choices)
            self.app.push_screen(dialog, lambda name: self._saved(name, queries))

        self.desk.ask(self, "detail", lambda library: library.searches.saved(), then)

    def _saved(self, name: str | None, queries: dict[str, str]) -> None:
        if name is not None:
            question = replace(self.narrowing.question, query=queries[name])
            self.narrow(replace(self.narrowing, question=question, saved=name))

    def _choices(self, topics: Sequence[Topic], sources: Sequence[tuple[str, int]]) -> list[Choice]:
        asked = self.narrowing.question

        def on(value: str, chosen: str | None) -> str:
            return "● " if value == chosen else "  "

        return [
            Choice("", "Stance"),
            *(Choice(f"stance/{each}", f"{on(each, asked.stance)}{SIGNS[each]} {each}") for each in STANCES),
            Choice("only/changes", f"{'● ' if asked.changes_only else '  '}⇄ holders who have moved"),
            Choice("", "Kind of holder"),
            *(Choice(f"kind/{each}", f"{on(each, asked.kind)}{each}") for each in KINDS),
            Choice("", "Topic"),
            *(
                Choice(f"topic/{each.id}", on(each.id, asked.topic) + each.name, f"{each.tally.total:,}")
                for each in topics
            ),
            Choice("", "Outlet"),
            *(Choice(f"source/{name}", on(name, asked.source) + name, f"{number:,}") for name, number in sources),
        ]

    def _picked(self, key: str | None, names: dict[str, str]) -> None:
        if key is None:
            return
        asked = self.narrowing.question
        what, _, value = key.partition("/")
        topic = self.narrowing.topic
        match what:
            case "stance":
                asked = replace(asked, stance=None if asked.stance == value else cast("Stance", value))
            case "kind":
                asked = replace(asked, kind=None if asked.kind == value else cast("Kind", value))
            case "topic":
                asked = replace(asked, topic=None if asked.topic == value else value)
                topic = names[value]
            case "source":
                asked = replace(asked, source=None if asked.source == value else value)
            case _:
                asked = replace(asked, changes_only=not asked.changes_only)
        self.narrow(replace(self.narrowing, question=asked, topic=topic if asked.topic else ""))
