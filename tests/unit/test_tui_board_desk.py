from __future__ import annotations

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

from tui.board.desk import Desk
from tui.librarian import Librarian


class Page:
    """Asks, and is called back when :meth:`turn` says so."""

    is_attached = True

    def __init__(self) -> None:
        self.told: list[str] = []
        self._waiting: list[Callable[[], object]] = []

    def call_later(self, callback: Callable[..., object], /, *args: object) -> bool:
        self._waiting.append(lambda: callback(*args))
        return True

    def refused(self, reason: str) -> None:
        self.told.append(reason)

    def turn(self) -> list[str]:
        while self._waiting:
            self._waiting.pop(0)()
        return self.told


def asked_of(held: threading.Event, *questions: tuple[Page, str]) -> None:
    """Ask all while the first job is still at work; returns when all is answered."""
    desk = Desk(cast("Librarian", SimpleNamespace(library=SimpleNamespace())))
    begun = threading.Event()

    def job(name: str) -> Callable[[Any], str]:
        def answer(_: object) -> str:
            begun.set()
            held.wait(5)
            return name

        return answer

    for page, name in questions:
        desk.ask(page, "board", job(name), page.told.append)
        begun.wait(5)
    held.set()
    for lane in desk._lanes.values():
        lane.close(wait=True)


def test_a_page_is_answered_whatever_another_page_asks_after_it() -> None:
    matrix, holders = Page(), Page()
    asked_of(threading.Event(), (holders, "holders"), (matrix, "matrix"), (holders, "holders again"))
    assert (matrix.turn(), holders.turn()) == (["matrix"], ["holders again"])


def test_a_page_gets_only_what_it_asked_last() -> None:
    page = Page()
    asked_of(threading.Event(), (page, "first"), (page, "second"), (page, "third"))
    assert page.turn() == ["third"]
