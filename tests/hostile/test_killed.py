"""A writer killed at any moment loses no article that it reported; the next one ends with the same library."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index import analysis
from index.ingest import Ingest
from index.library import Library
from index.lock import writing
from index.store import Store

WORDS = [
    "harbour",
    "levy",
    "council",
    "mayor",
    "dam",
    "river",
    "treaty",
    "minister",
    "strike",
    "port",
    "vote",
    "border",
]
ARTICLES = 800


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    chance = random.Random(1)
    for n in range(ARTICLES):
        body = " ".join(chance.choices(WORDS, k=120))
        (folder / f"{n}.txt").write_text(f"Headline number {n}\n\n{body.capitalize()}.\n", encoding="utf-8")
    return folder


def start_writer(library: Path, news: Path) -> subprocess.Popen[str]:
    writer = subprocess.Popen(
        [sys.executable, "-m", "index.background", str(library)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
    )  # fmt: skip
    assert writer.stdin is not None
    writer.stdin.write(json.dumps({"paths": [str(news)], "analyse": False}) + "\n")
    writer.stdin.flush()
    return writer


def kill_after(writer: subprocess.Popen[str], events: int) -> int:
    """Kill the writer after it told this many events; returns how many articles it had reported as searchable."""
    reported = 0
    assert writer.stdout is not None
    for told, line in enumerate(writer.stdout, 1):
        event = json.loads(line)
        if event["event"] == "Progress" and event["stage"] == "index":
            reported = event["done"]
        if told == events:
            break
    os.kill(writer.pid, signal.SIGKILL)
    writer.communicate()
    return reported


def finish(library: Path, news: Path) -> None:
    with writing(library):
        ingest = Ingest(library, lambda event: None)
        ingest.run([news], analyse=False)
        ingest.close()


def searchable(library: Path) -> list[tuple[int, float]]:
    opened = Library.open(library)
    page = opened.search("harbour treaty", sort="oldest", limit=ARTICLES)
    opened.close()
    return sorted((hit.id, round(hit.score, 6)) for hit in page.hits)


def test_killed_writers_lose_nothing_and_the_next_one_catches_up(news: Path, tmp_path: Path) -> None:
    seed = int(os.environ.get("SAYSO_TEST_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    for attempt in range(3):
        library = tmp_path / str(attempt)
        for _ in range(3):
            reported = kill_after(start_writer(library, news), chance.randint(1, 16))
            if (library / "articles.db").exists():
                store = Store(library, create=True)
                assert store.counts(analysis.VERSION).indexed >= reported
                store.close()
        finish(library, news)
        opened = Library.open(library)
        counts = opened.counts()
        assert (counts.articles, counts.indexed) == (ARTICLES, ARTICLES)
        assert opened.search("harbour").total == opened.search("headline harbour").total > ARTICLES // 2
        opened.close()
    undisturbed = tmp_path / "undisturbed"
    finish(undisturbed, news)
    assert len(searchable(tmp_path / "0")) == len(searchable(undisturbed))


def test_an_index_that_was_deleted_damaged_or_swapped_is_rebuilt_from_the_store(news: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    finish(library, news)
    before = searchable(library)
    fulltext = library / "fulltext"
    for number, damage in enumerate((_delete, _truncate, _scribble, _belongs_elsewhere)):
        damage(fulltext)
        finish(library, news)
        assert searchable(library) == before, f"after damage {number}"


def _files(fulltext: Path) -> list[Path]:
    return [file for file in fulltext.rglob("*") if file.is_file() and file.name != "library-id"]


def _delete(fulltext: Path) -> None:
    for file in _files(fulltext):
        file.unlink()


def _truncate(fulltext: Path) -> None:
    largest = max(_files(fulltext), key=lambda file: file.stat().st_size)
    os.truncate(largest, largest.stat().st_size // 2)


def _scribble(fulltext: Path) -> None:
    for file in _files(fulltext):
        file.write_bytes(b"this is no index")


def _belongs_elsewhere(fulltext: Path) -> None:
    (fulltext / "library-id").write_text("another", encoding="utf-8")
