"""A writer killed at any moment loses nothing that was safe; the next one ends with the same library.

``SAYSO_TEST_KILLS`` says how often it is killed (6), ``SAYSO_TEST_SEED`` repeats a run: the seed is printed.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index import analysis, checkup
from index.ingest import Ingest
from index.library import Library
from index.lock import writing
from index.store import Store

KILLS = int(os.environ.get("SAYSO_TEST_KILLS", "6"))
SEED = int(os.environ.get("SAYSO_TEST_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
KILLS_A_LIBRARY = 20
WORDS = "harbour levy council mayor dam river treaty minister strike port vote border".split()  # noqa: SIM905


class News:
    """A folder of articles that grows, changes and moves; each version of each file has a word of its own."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        folder.mkdir()
        self.folder, self._chance = folder, chance
        self.words: dict[Path, str] = {}
        self.gone: list[str] = []
        self._number = self._written = 0
        self._touched: set[Path] = set()

    def settle(self) -> None:
        """Everything has been read as it is now."""
        self._touched.clear()

    def change(self) -> int:
        """Add, change and move some files; returns how many have changed.

        None is both moved and changed before it has been read again: that is another file, and the old article stays.
        """
        at_rest = sorted(set(self.words) - self._touched)
        changed = self._chance.sample(at_rest, min(len(at_rest), self._chance.randrange(40)))
        for path in changed:
            self.gone.append(self.words[path])
            self._write(path)
        at_rest = sorted(set(at_rest) - set(changed))
        for path in self._chance.sample(at_rest, min(len(at_rest), 10)):
            self._number += 1
            new = self.folder / f"moved{self._number}.txt"
            path.rename(new)
            self.words[new] = self.words.pop(path)
            self._touched.add(new)
        for _ in range(self._chance.randrange(20, 250)):
            self._number += 1
            self._write(self.folder / f"{self._number}.txt")
        return len(changed)

    def _write(self, path: Path) -> None:
        self._number += 1
        self.words[path] = f"version{self._number}x"
        self._touched.add(path)
        self._written += 1
        # Every fourth is a copy of another but for its last word, so that copies are looked for in earnest.
        body = random.Random(self._written // 4) if self._written % 4 < 2 else self._chance
        text = " ".join(body.choices(WORDS, k=120)).capitalize()
        path.write_text(f"Headline\n\nAll said {text} {self.words[path]}.\n", encoding="utf-8")


class Writer:
    """A background child at work on the news; everything that it tells is kept."""

    def __init__(self, library: Path, news: News, *, analyse: bool) -> None:
        self.told: list[dict[str, Any]] = []
        self._first = threading.Event()
        self._child = subprocess.Popen(
            [sys.executable, "-m", "index.background", str(library)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
        )  # fmt: skip
        assert self._child.stdin is not None
        self._child.stdin.write(json.dumps({"paths": [str(news.folder)], "analyse": analyse}) + "\n")
        self._child.stdin.flush()
        self._ear = threading.Thread(target=self._listen)
        self._ear.start()

    def kill_after(self, seconds: float) -> None:
        """Kill it so long after its first word, when it has imported all it needs and begun."""
        self._first.wait(60)
        threading.Event().wait(seconds)
        os.kill(self._child.pid, signal.SIGKILL)
        self._child.wait()
        self._ear.join()
        for stream in (self._child.stdin, self._child.stdout):
            assert stream is not None
            stream.close()

    def reported(self, stage: str) -> int:
        done = [each["done"] for each in self.told if each["event"] == "Progress" and each["stage"] == stage]
        return done[-1] if done else 0

    def _listen(self) -> None:
        assert self._child.stdout is not None
        for line in self._child.stdout:
            self.told.append(json.loads(line))
            self._first.set()
        self._first.set()


def finish(library: Path, news: Path) -> None:
    with writing(library):
        ingest = Ingest(library, lambda event: None)
        ingest.run([news], analyse=False)
        ingest.close()


def contents(library: Path) -> dict[str, str]:
    """Path -> the version of the text that is stored for it."""
    store = Store(library)
    rows = store.database.connection.execute("SELECT path, text FROM article").fetchall()
    store.close()
    return {path: text.split()[-1].rstrip(".") for path, text in rows}


def found(library: Library, query: str) -> int:
    return library.search(query, limit=1).articles


def check_right_after(library: Path, safe: dict[Path, str], news: News, stars: int) -> None:
    """What a reader finds that comes before any writer: nothing that was safe is missing."""
    stored = contents(library)
    versions = set(stored.values())
    for path, word in safe.items():
        now = news.words.get(path)
        assert word in versions or (now is not None and now in versions), f"{path} is lost"
    opened = Library.open(library)
    assert found(opened, "headline") >= len(safe)
    assert found(opened, "is:starred") == stars
    opened.close()


def check_healed(library: Path, news: News, chance: random.Random) -> None:
    assert contents(library) == {str(path): word for path, word in news.words.items()}
    opened = Library.open(library)
    counts = opened.counts()
    assert (counts.articles, counts.indexed) == (len(news.words), len(news.words))
    assert found(opened, "headline") == found(opened, "") == len(news.words)
    for path in chance.sample(sorted(news.words), 5):
        assert found(opened, news.words[path]) == 1
    assert [found(opened, word) for word in news.gone[-5:]] == [0] * len(news.gone[-5:])
    opened.close()
    assert [finding for finding in checkup.check(library) if not finding.ok] == []


def copies(library: Path) -> list[tuple[str, str]]:
    store = Store(library)
    rows = store.database.connection.execute(
        "SELECT a.path, b.path FROM copy_of JOIN article a ON a.id = article JOIN article b ON b.id = original"
    ).fetchall()
    assert not store.database.connection.execute("SELECT 1 FROM ungrouped").fetchone()
    store.close()
    return sorted(rows)


def moments(chance: random.Random) -> Iterator[tuple[bool, float, bool]]:
    """For each kill: with analysis?, how many seconds after the first word, and does another writer come at once?"""
    for kill in range(1, KILLS + 1):
        analyse = kill % 6 == 0
        yield analyse, chance.uniform(0, 6 if analyse else 0.7), kill % KILLS_A_LIBRARY != 0 and chance.random() < 0.4


@pytest.mark.timeout(120 + 60 * KILLS)
def test_killed_writers_lose_nothing_and_the_next_one_catches_up(tmp_path: Path) -> None:
    print(f"seed {SEED}, {KILLS} kills")
    chance = random.Random(SEED)
    library, news, safe, stars = tmp_path / "0", News(tmp_path / "news0", chance), dict[Path, str](), 0
    for kill, (analyse, seconds, again) in enumerate(moments(chance), 1):
        changed = news.change()
        writer = Writer(library, news, analyse=analyse)
        writer.kill_after(seconds)
        if (library / "articles.db").exists():
            check_right_after(library, safe, news, stars)
            store = Store(library)
            counts = store.counts(analysis.VERSION)
            assert counts.articles >= counts.indexed >= writer.reported("index") - changed
            assert counts.analysed >= writer.reported("analyse") - changed
            store.close()
        if again:
            continue
        finish(library, news.folder)
        check_healed(library, news, chance)
        safe = dict(news.words)
        news.settle()
        stars = star_one_more(library, chance)
        if kill % KILLS_A_LIBRARY == 0:
            number = kill // KILLS_A_LIBRARY
            library, news, safe, stars = tmp_path / f"{number}", News(tmp_path / f"news{number}", chance), {}, 0
    if not news.words:
        return
    finish(library, news.folder)
    check_healed(library, news, chance)


def star_one_more(library: Path, chance: random.Random) -> int:
    opened = Library.open(library)
    opened.kept.set_starred(chance.choice(opened.search("", limit=50).hits).id, starred=True)
    stars = found(opened, "is:starred")
    opened.close()
    return stars


def test_a_library_whose_writers_were_killed_equals_one_that_was_left_alone(tmp_path: Path) -> None:
    print(f"seed {SEED}")
    chance = random.Random(SEED)
    news = News(tmp_path / "news", chance)
    for _ in range(3):
        news.change()
    for seconds in (0.05, 0.2):
        Writer(tmp_path / "disturbed", news, analyse=False).kill_after(seconds)
    for library in (tmp_path / "disturbed", tmp_path / "undisturbed"):
        finish(library, news.folder)
    assert contents(tmp_path / "disturbed") == contents(tmp_path / "undisturbed")
    assert copies(tmp_path / "disturbed") == copies(tmp_path / "undisturbed") != []
    first, second = (Library.open(tmp_path / name) for name in ("disturbed", "undisturbed"))
    for query in ("harbour treaty", '"harbour levy"', "min* -dam", ""):
        one, other = first.search(query), second.search(query)
        assert (one.total, one.copies) == (other.total, other.copies)
        assert [round(hit.score, 5) for hit in one.hits] == [round(hit.score, 5) for hit in other.hits]
    first.close()
    second.close()
