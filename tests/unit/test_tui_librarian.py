from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from textual.message import Message

from index.article import Analysis, Article, Span
from index.library import Library
from tui.librarian import Librarian
from tui.messages import Annotated, Asked, Fetched, Moved

ASKED = Asked(1, "harbour", "relevance")


class Shelf:
    """Stands in for a library; counts how often each article is read."""

    def __init__(self) -> None:
        self.reads: list[int] = []
        self.notes = SimpleNamespace(of=lambda *_: ())
        self.kept = SimpleNamespace(flags=lambda ids: dict.fromkeys(ids))
        self.number = 1

    def version(self) -> int:
        return self.number

    def article(self, article_id: int) -> Article:
        self.reads.append(article_id)
        return Article("Title", "harbour " * (100_000 if article_id == 99 else 10), id=article_id)

    def analysis(self, article_id: int) -> Analysis:
        return Analysis()

    def marks(self, article_id: int, query: str, *, typing: bool) -> tuple[Span, ...]:
        return (Span(0, 7),)

    def close(self) -> None:
        pass


class Desk:
    """A librarian with a shelf, and what it posted."""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.posted: list[Message] = []
        opener = cast(Callable[[Path], Library], lambda _: self.shelf)
        self.librarian = Librarian(Path(), (), self.posted.append, opener, background=None)
        self.librarian.open()
        self.wait()
        self.posted.clear()

    def wait(self) -> None:
        for _ in range(1000):
            if self.librarian.idle:
                return
            time.sleep(0.005)
        raise AssertionError("the librarian is not done")

    def read_ahead(self, *ids: int) -> None:
        self.librarian.read_ahead(ASKED, ids)
        self.wait()
        self.shelf.reads.clear()

    def fetched(self, article_id: int) -> list[Any]:
        """What comes of fetching an article: for each time it came, what is marked in it."""
        self.posted.clear()
        self.librarian.fetch(ASKED, article_id)
        self.wait()
        return [each.marks for each in self.posted if isinstance(each, Fetched) and each.article.id == article_id]


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.librarian.close()


def test_an_article_that_was_read_ahead_comes_without_being_read_again(desk: Desk) -> None:
    desk.read_ahead(7, 5)
    assert desk.fetched(7) == desk.fetched(5) == [(Span(0, 7),)]
    assert desk.shelf.reads == []
    assert desk.fetched(6) == [(Span(0, 7),)]
    assert desk.shelf.reads == [6]


def test_an_article_that_was_read_ahead_for_another_query_is_read_again(desk: Desk) -> None:
    desk.read_ahead(7)
    desk.librarian.fetch(Asked(2, "quay", "relevance"), 7)
    desk.wait()
    assert desk.shelf.reads == [7]


def test_what_was_read_ahead_is_forgotten_when_the_library_has_changed(desk: Desk) -> None:
    desk.read_ahead(7)
    desk.shelf.number = 2
    desk.librarian.look()
    desk.wait()
    assert any(isinstance(each, Moved) for each in desk.posted)
    desk.fetched(7)
    assert desk.shelf.reads == [7]


def test_a_change_to_one_article_leaves_the_others_that_were_read_ahead(desk: Desk) -> None:
    desk.read_ahead(7, 5)
    kept = cast(Any, None)
    desk.librarian.change(lambda _: Annotated(7, kept))
    desk.wait()
    desk.fetched(7)
    desk.fetched(5)
    assert desk.shelf.reads == [7]


def test_a_long_article_comes_before_the_words_of_the_query_are_found_in_it_and_is_not_read_ahead(desk: Desk) -> None:
    desk.read_ahead(99)
    assert desk.fetched(99) == [None, (Span(0, 7),)]


def test_the_words_of_the_query_are_not_looked_for_in_a_long_article_that_nobody_waits_for_any_more(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, asked_on = threading.Event(), threading.Event()

    def analysis(_: int) -> Analysis:
        begun.set()
        asked_on.wait(5)
        return Analysis()

    monkeypatch.setattr(desk.shelf, "analysis", analysis)
    desk.librarian.fetch(ASKED, 99)
    assert begun.wait(5)
    desk.librarian.fetch(ASKED, 5)
    asked_on.set()
    desk.wait()
    fetched = [(each.article.id, each.marks) for each in desk.posted if isinstance(each, Fetched)]
    assert fetched == [(99, None), (5, (Span(0, 7),))]
