"""Puts questions to the board on threads of their own; an answer that a later question overtook is never shown."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar
from weakref import WeakKeyDictionary

from index.answer import SaysoError
from tui.librarian import Lane, Librarian

if TYPE_CHECKING:
    from index.board.model import Coming
    from index.library import Library

LaneName = Literal["board", "more", "detail", "missing", "export", "chores"]
_OPENING_SECONDS, _STEP_SECONDS = 5.0, 0.05
Answer = TypeVar("Answer")


class Asker(Protocol):
    """A page of the board that asks: a Textual screen that can say what went wrong."""

    @property
    def is_attached(self) -> bool:
        """Whether it is still there."""

    def call_later(self, callback: Callable[..., object], /, *args: object) -> bool:
        """Call back on the screen's thread."""

    def refused(self, reason: str) -> None:
        """Say that a question could not be answered."""


class Desk:
    """The board's way to the library that ``librarian`` opened; every method returns at once.

    Each lane answers the question that a page asked last, whatever other pages ask. ``then`` is called on the thread of
    the screen.
    """

    def __init__(self, librarian: Librarian) -> None:
        self._librarian = librarian
        self._lanes: dict[LaneName, Lane] = {}
        self._generations: WeakKeyDictionary[Asker, Counter[LaneName]] = WeakKeyDictionary()
        self._coming: dict[object, Asker] = {}
        self._mark: tuple[int, object] | None = None
        self._closed = threading.Event()

    def ask(
        self, page: Asker, lane: LaneName, job: Callable[[Library], Answer], then: Callable[[Answer], object]
    ) -> None:
        """Ask what ``job`` asks; ``then`` gets the answer, unless ``page`` asked ``lane`` something else meanwhile."""
        self._run(page, lane, job, then)

    def change(self, page: Asker, job: Callable[[Library], Answer], then: Callable[[Answer], object]) -> None:
        """Change something in the library, after what was asked before; ``then`` gets what came of it."""
        self._run(page, "chores", job, then, keep=True)

    def look(self, page: Asker, moved: Callable[[], object], told: Callable[[Coming], object]) -> None:
        """Call ``moved`` if the library or its counts have changed since this was last asked; tell what is to come."""

        def then(found: tuple[int, object, Coming]) -> None:
            before, self._mark = self._mark, found[:2]
            told(found[2])
            if before not in (None, self._mark):
                moved()

        if self._lane("chores").idle:
            self._run(page, "chores", lambda library: (library.version(), *library.board.coming()), then, keep=True)

    def analyse_first(self, ids: Sequence[int]) -> None:
        """Have these articles analysed before all others."""
        self._librarian.analyse_first(ids)

    @property
    def idle(self) -> bool:
        """Whether every question has been answered, and the pages know the answers."""
        on_the_way = any(page.is_attached for page in list(self._coming.values()))
        return not on_the_way and all(lane.idle for lane in self._lanes.values())

    def close(self) -> None:
        """Take no more questions."""
        self._closed.set()
        for lane in self._lanes.values():
            lane.close()

    def _run(
        self,
        page: Asker,
        lane: LaneName,
        job: Callable[[Library], Answer],
        then: Callable[[Answer], object],
        *,
        keep: bool = False,
    ) -> None:
        if self._closed.is_set():  # a page that is being left looks once more whether anything has changed
            return
        asked = self._generations.setdefault(page, Counter())
        asked[lane] += 1
        generation = asked[lane]

        def tell(callback: Callable[..., object], *answer: object) -> None:
            token = object()
            self._coming[token] = page

            def arrive() -> None:
                del self._coming[token]
                if keep or generation == asked[lane]:
                    callback(*answer)

            page.call_later(arrive)

        def run() -> None:
            try:
                answer = job(self._library())
            except SaysoError as error:
                tell(page.refused, str(error))
            except Exception as error:  # whatever it is, a person shall read it, not an empty page
                tell(page.refused, f"unexpected {type(error).__name__}: {error}")
            else:
                tell(then, answer)

        self._lane(lane).ask(run, keep=keep, topic=str(id(page)))

    def _library(self) -> Library:
        """The library; the one who asks as soon as the reader is there waits for it to be opened."""
        for _ in range(round(_OPENING_SECONDS / _STEP_SECONDS)):
            try:
                return self._librarian.library
            except SaysoError:
                if self._closed.wait(_STEP_SECONDS):
                    break
        return self._librarian.library

    def _lane(self, name: LaneName) -> Lane:
        if name not in self._lanes:
            self._lanes[name] = Lane(f"board-{name}", _told_already)
        return self._lanes[name]


def _told_already(reason: str) -> None:
    """What failed has been told to the page that asked."""
