from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.answer import SaysoError
from index.article import Article
from index.catchup import Catchup
from index.library import Library
from index.lock import writing
from index.store import FileState, Store

SENTENCE = "The council met again and put off what it had put off before. "
TEXT = f"The harbour was quiet. {SENTENCE * 8_000}At last a lighthouse was built. {SENTENCE * 8_000}"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    store = Store(tmp_path, create=True)
    store.put([(FileState("/a.txt", 1, 1, b"", 1), [Article("A chronicle", TEXT)])])
    with writing(tmp_path):
        Catchup(tmp_path, store, lambda event: None).replay()
    store.close()
    opened = Library.open(tmp_path, create=False)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("harbour", ["harbour"]),
        ("lighthouse", ["lighthouse"]),
        ("light*", ["lighthouse"]),
        ('"last a lighthouse was built"', ["last a lighthouse was built"]),
        ("chronicle", []),
    ],
)
def test_a_snippet_of_a_megabyte_shows_the_words_wherever_they_stand(
    library: Library, query: str, expected: list[str]
) -> None:
    [hit] = library.search(query).hits
    found = hit.snippet
    assert [found.text[start:end] for start, end in found.hits] == expected
    assert found.text == TEXT[found.start : found.start + len(found.text)]


def test_an_article_that_goes_while_its_snippet_is_made_is_shown_by_its_beginning(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> Article:
        raise SaysoError("there is no such article")

    monkeypatch.setattr(Store, "article", gone)
    [hit] = library.search("lighthouse").hits
    assert (hit.snippet.start, hit.snippet.hits) == (0, ())


def test_a_long_article_is_read_once_until_something_changes(library: Library) -> None:
    before = library.article(1)
    assert library.article(1) is before
    store = Store(library.folder)
    store.put([(FileState("/a.txt", 1, 2, b"2", 1), [Article("A chronicle", TEXT.replace("harbour", "bay"))])])
    store.close()
    assert library.article(1).text.startswith("The bay was quiet.")
