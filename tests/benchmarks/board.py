"""Measures the board over a seeded library of 100,000 articles with 1,000,000 positions.

    python tests/benchmarks/board.py [--articles N] [--folder DIR]

Prints how long it takes to take the picture, to open it, to show the first screen and the screens of the next keys, and
the memory of the process. The library is made once in DIR (kept, about 500 MB) and is the same for the same N.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from index.board.board import Boards
from index.board.making import renew
from index.board.model import Question
from index.board.picture import FILE_NAME
from index.store import Store
from index.undo import Undo

FIRST_DAY = date(2020, 1, 1)
DAYS = 5 * 365
HOLDERS = 20_000
STORIES = 8_000
OUTLETS = 40
POSITIONS = 10
_GIVEN = "Ada Bo Cleo Dag Eda Finn Gro Hal Ida Jan Kai Lea Max Nia Odo Pia Quy Rita Sol Tor Una Vera Wim Xenia Yves Zoe"
_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo yu za"
_THINGS = (
    "bill treaty strike force tax budget plan clause ban tariff reform pipeline merger pause guarantee cut deal levy"
)
_KINDS = "national coastal joint rural digital northern southern urban federal local"
_STANCES = ("supports", "opposes", "conditional", "neutral")


def make(folder: Path, articles: int) -> None:
    """A library of ``articles`` articles, ten positions each, with names and things that stories share."""
    rng = random.Random(17)
    given, things, kinds = _GIVEN.split(), _THINGS.split(), _KINDS.split()
    holders = [f"{rng.choice(given)} {_word(rng)}" for _ in range(HOLDERS)]
    places = [_word(rng) for _ in range(500)]
    stories = [
        (
            rng.sample(range(HOLDERS), 6),
            rng.sample(places, 3),
            [f"{rng.choice(kinds)} {thing}" for thing in rng.sample(things, 3)],
        )
        for _ in range(STORIES)
    ]
    store = Store(folder, create=True)
    with store.database.transaction() as connection:
        for number in range(articles):
            story = int(min(rng.paretovariate(0.6), STORIES)) - 1
            people, where, about = stories[story]
            day = FIRST_DAY + timedelta(days=(story * 37 + rng.randrange(120)) % DAYS)
            text, entities, positions = _article(rng, [holders[n] for n in people], where, about)
            connection.execute(
                "INSERT INTO article (id, path, part, seq, title, source, published, text)"
                " VALUES (?, ?, 0, ?, ?, ?, ?, ?)",
                (number + 1, f"/{number}", number + 1, f"Title {number}", f"Outlet {rng.randrange(OUTLETS)}",
                 f"{day.isoformat()}T00:00:00", text),
            )  # fmt: skip
            connection.execute(
                "INSERT INTO analysis VALUES (?, 1, NULL, ?, ?)",
                (number + 1, json.dumps(entities), json.dumps(positions)),
            )
    store.close()


def _word(rng: random.Random) -> str:
    return "".join(rng.choice(_SYLLABLES.split()) for _ in range(3)).capitalize()


def _article(rng: random.Random, people: list[str], places: list[str], things: list[str]) -> tuple[str, list, list]:
    text, mentions, positions = "", {}, []
    for _ in range(POSITIONS):
        holder = people[min(int(rng.paretovariate(1)), len(people)) - 1]
        stance, thing = rng.choices(_STANCES, (4, 4, 1, 6))[0], rng.choice(things)
        start = len(text)
        text += f"{holder} said in {rng.choice(places)} that the {thing} was {rng.random():.6f} of what it should be. "
        at = text.index("that the ", start)
        mentions.setdefault(holder, []).append([start, start + len(holder)])
        target = [at + 9, at + 9 + len(thing)]
        positions.append({
            "holder": {"name": holder, "spans": [[start, start + len(holder)]]},
            "cue": {"text": "said", "spans": [[start + len(holder) + 1, start + len(holder) + 5]]},
            "statement": {"text": text[at:-2], "spans": [[at, len(text) - 2]]},
            "quotation": "indirect", "stance": stance,
            "target": {"text": thing, "spans": [target]} if stance != "neutral" else None,
            "confidence": round(rng.uniform(0.35, 0.99), 3), "rule": "clause(say)",
        })  # fmt: skip
    entities = [{"name": name, "label": "PERSON", "mentions": spans} for name, spans in mentions.items()]
    entities += [{"name": name, "label": "GPE", "mentions": []} for name in places]
    return text, entities, positions


def resident() -> float:
    """Memory of this process in MB, shared pages of mapped files included."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def timed(what: str, act: Callable[[], object], times: int = 5, limit: float | None = None) -> None:
    """Print the median and the worst of several runs, in milliseconds, and the processor time of the median one."""
    taken = []
    for _ in range(times):
        wall, own = time.perf_counter(), time.process_time()
        act()
        taken.append(((time.perf_counter() - wall) * 1000, (time.process_time() - own) * 1000))
    walls = sorted(wall for wall, _ in taken)
    own = statistics.median(own for _, own in taken)
    bound = f"   (at most {limit:.0f})" if limit else ""
    print(f"{what:58} {statistics.median(walls):8.1f} ms  worst {walls[-1]:8.1f}  processor {own:8.1f}{bound}")


def measure(folder: Path, articles: int) -> None:
    """Print the figures of a process that opens the library, shows the board and reacts to keys."""
    before = resident()
    store = Store(folder)
    half = np.array([n for n in range(1, articles + 1) if n % 2], np.int64)
    find = {"half": half, "few": half[:400]}.__getitem__
    wall, own = time.perf_counter(), time.process_time()
    boards = Boards(store, Undo(store.database), find)
    board = boards.ask(Question())
    first = (time.perf_counter() - wall) * 1000, (time.process_time() - own) * 1000
    print(f"{'first screen, from nothing opened':58} {first[0]:8.1f} ms  processor {first[1]:8.1f}   (at most 150)")
    print(f"  {board.articles:,} articles, {board.statements:,} statements, {board.total:,} holders")
    holder = board.rows[0].id
    topics = boards.topics(Question())

    def anew(question: Question) -> Callable[[], object]:
        return lambda: (boards._asking._asked.clear(), boards.ask(question))

    timed("first screen of another result set (half the library)", anew(Question("half")), limit=150)
    timed("first screen of a small result set (400 articles)", anew(Question("few")), limit=150)
    boards.ask(Question())
    timed("next page", lambda: boards.ask(Question(), offset=50), limit=50)
    timed("sorted by recency", lambda: boards.ask(Question(sort="recency")), limit=50)
    timed("sorted by name", lambda: boards.ask(Question(sort="name")), limit=50)
    timed("only who moved", lambda: boards.ask(Question(changes_only=True)), limit=50)
    timed("filtered by stance", anew(Question(stance="opposes")), limit=50)
    timed("filtered by outlet", anew(Question(source="Outlet 7")), limit=50)
    timed("filtered by topic", anew(Question(topic=topics[0].id)), limit=50)
    timed("a month", anew(Question(since=date(2022, 5, 1), until=date(2022, 5, 31))), limit=50)
    boards.ask(Question())
    timed("topics", lambda: boards.topics(Question()), limit=50)
    timed("matrix 20 x 12", lambda: boards.matrix(Question()), limit=50)
    timed("a holder's first 50 statements", lambda: boards.statements(Question(), holder, limit=50), limit=50)
    timed("the last 50 movements", lambda: boards.movements(Question(), limit=50), limit=50)
    other = board.rows[1].id
    timed("compare two holders", lambda: boards.compare_holders(Question(), holder, other), limit=50)
    gc.collect()
    print(f"{'memory':58} {resident():8.1f} MB, of which {before:.1f} before the library was opened   (at most 150)")


def main() -> None:
    """Make the library where it is not there, then measure in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "sayso-board-benchmark")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    folder = arguments.folder / str(arguments.articles)
    if arguments.measure:
        measure(folder, arguments.articles)
        return
    if not (folder / "articles.db").exists():
        start = time.perf_counter()
        make(folder, arguments.articles)
        print(f"made the library in {time.perf_counter() - start:.0f} s", flush=True)
    (folder / FILE_NAME).unlink(missing_ok=True)
    store = Store(folder)
    start, own = time.perf_counter(), time.process_time()
    boards = Boards(store, Undo(store.database), lambda _: np.zeros(0, np.int64))
    boards.ask(Question())
    boards.close()
    print(f"first answer while nothing is counted yet in {(time.perf_counter() - start) * 1000:.0f} ms, "
          f"processor {(time.process_time() - own) * 1000:.0f} ms", flush=True)  # fmt: skip
    start, own = time.perf_counter(), time.process_time()
    renew(store, 1)
    print(f"took the picture of {arguments.articles:,} articles in {time.perf_counter() - start:.1f} s, "
          f"processor {time.process_time() - own:.1f} s, {resident():.0f} MB", flush=True)  # fmt: skip
    store.close()
    subprocess.run([sys.executable, __file__, "--measure", "--articles", str(arguments.articles),
                    "--folder", str(arguments.folder)], check=True)  # fmt: skip


if __name__ == "__main__":
    main()
