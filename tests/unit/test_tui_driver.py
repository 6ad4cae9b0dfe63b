from __future__ import annotations

import os
import selectors
import threading
from collections.abc import Iterator

import pytest
from textual import events
from textual.message import Message

from tui.app import Sayso
from tui.driver import Bell, QuietDriver


class Typing:
    """A driver whose thread reads a pipe; how long it was ready to wait each time, and what it posted."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.waits: list[float | None] = []
        self.keys: list[str] = []
        self.asleep = threading.Event()
        select = selectors.DefaultSelector.select

        def watched(selector: selectors.DefaultSelector, timeout: float | None = None) -> object:
            self.waits.append(timeout)
            if timeout is None:
                self.asleep.set()
            return select(selector, timeout)

        monkeypatch.setattr(selectors.DefaultSelector, "select", watched)
        self.driver = QuietDriver.__new__(QuietDriver)
        self.driver._debug = False
        self.driver.exit_event = self.driver.bell = Bell()
        self.driver.fileno, self._other = os.pipe()
        self.driver.process_message = self._posted  # type: ignore[method-assign]
        self.thread = threading.Thread(target=self.driver.run_input_thread, daemon=True)
        self.thread.start()

    def _posted(self, message: Message) -> None:
        if isinstance(message, events.Key):
            self.keys.append(message.key)

    def type(self, data: bytes) -> None:
        """Type, and wait until the thread sleeps again."""
        assert self.asleep.wait(10)
        self.asleep.clear()
        os.write(self._other, data)
        assert self.asleep.wait(10)

    def end(self) -> None:
        self.driver.exit_event.set()
        self.thread.join(10)


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Typing]:
    typing = Typing(monkeypatch)
    yield typing
    typing.end()


def test_what_is_typed_is_read_and_then_the_thread_sleeps_without_a_limit(typing: Typing) -> None:
    typing.type("jé".encode())
    assert typing.keys == ["j", "é"]
    assert typing.waits[-1] is None
    assert len(typing.waits) < 20


def test_an_escape_by_itself_is_known_by_what_does_not_follow(typing: Typing) -> None:
    typing.type(b"\x1b")
    typing.type(b"\x1b[A")
    assert typing.keys == ["escape", "up"]


def test_a_character_may_come_in_parts(typing: Typing) -> None:
    typing.type("é".encode()[:1])
    typing.type("é".encode()[1:])
    assert typing.keys == ["é"]


def test_a_thread_that_sleeps_ends_when_it_is_told_to_and_another_can_follow(typing: Typing) -> None:
    assert typing.asleep.wait(10)
    typing.end()
    assert not typing.thread.is_alive()
    typing.driver.exit_event.clear()
    typing.asleep.clear()
    typing.thread = threading.Thread(target=typing.driver.run_input_thread, daemon=True)
    typing.thread.start()
    typing.type(b"k")
    assert typing.keys == ["k"]


def test_the_reader_drives_its_terminal_with_it(tmp_path: object) -> None:
    assert issubclass(Sayso(tmp_path, background=None).driver_class, QuietDriver)  # type: ignore[arg-type]
