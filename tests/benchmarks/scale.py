"""What an article and a query cost as a library grows: the figures of docs/scale.md.

    python -m tests.benchmarks.scale [--sizes 1000,10000,100000] [--analysed 100000] [--keep FOLDER]

One library grows from size to size. Costs of adding are CPU milliseconds an article of the growth since the size
before, stage by stage; every twentieth article is a copy of one before it. The first ``--analysed`` articles get
analyses made up in the size that real ones have. Queries, with hits and snippets, run in a process of their own: CPU
milliseconds, median / highest of twelve, each query asked for the first time.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median

from index import analysis, readers
from index.article import STANCES, Analysis, Article, Entity, Holder, Passage, Position, Span
from index.catchup import Catchup
from index.copyfinder import CopyFinder
from index.library import Library
from index.lock import writing
from index.store import FileState, Store
from tests.benchmarks.search_corpus import Corpus

BATCH = 500
POSITIONS, ENTITIES, NAMES = 12, 20, 20_000
QUERIES = 12


class Growing:
    """A library and the costs of filling it."""

    def __init__(self, folder: Path, analysed: int) -> None:
        self.folder, self.store = folder, Store(folder, create=True)
        self._catchup = Catchup(folder, self.store, lambda event: None)
        self._finder = CopyFinder(self.store.database, lambda event: None)
        self._articles = _articles()
        self._chance, self._analysed = random.Random(5), analysed
        self.size = 0

    def grow(self, size: int) -> Counter[str]:
        """Fill it to ``size``; returns CPU seconds by stage."""
        spent: Counter[str] = Counter()
        while self.size < size:
            batch = list(islice(self._articles, min(BATCH, size - self.size)))
            data = [f"{article.title}\n\n{article.text}\n".encode() for article in batch]
            path = Path("/articles/x.txt")
            with spending(spent, "read"):
                read = [readers.read_bytes(each, path)[0] for each in data]
            named = [
                (FileState(f"/articles/{self.size + n}.txt", len(data[n]), 1, data[n][:16], 1), [_dated(new, old)])
                for n, (new, old) in enumerate(zip(read, batch, strict=True))
            ]
            with spending(spent, "store"):
                self.store.put(named)
            with spending(spent, "full text"):
                self._catchup.replay()
            with spending(spent, "copies"):
                self._finder.catch_up()
            if self.size < self._analysed:
                self._analyse(range(self.size + 1, self.size + len(batch) + 1), spent)
            self.size += len(batch)
        return spent

    def add_one(self) -> float:
        """Wall milliseconds until one more article is stored, searchable and compared."""
        article = next(self._articles)
        start = time.perf_counter()
        self.store.put([(FileState(f"/articles/one{self.size}.txt", 1, 1, b"", 1), [article])])
        self._catchup.replay()
        self._finder.catch_up()
        self.size += 1
        return (time.perf_counter() - start) * 1e3

    def _analyse(self, ids: Sequence[int], spent: Counter[str]) -> None:
        articles = self.store.articles(list(ids))
        made = [(number, article.text, self._made_up(article.text), None) for number, article in articles.items()]
        with spending(spent, "keep analyses"):
            self.store.put_analyses(analysis.VERSION, made)

    def _made_up(self, text: str) -> Analysis:
        def span(length: int) -> Span:
            start = self._chance.randrange(max(1, len(text) - length))
            return Span(start, min(len(text), start + length))

        def name() -> str:
            return f"Holder {int(NAMES * self._chance.random() ** 4)}"

        entities = tuple(Entity(each, "PERSON", (span(12), span(8))) for each in {name() for _ in range(ENTITIES)})
        positions = tuple(
            Position(
                holder=Holder(name(), (span(12),)),
                cue=Passage.of(text, (span(6),)),
                statement=Passage.of(text, (span(120),)),
                quotation="indirect",
                stance=self._chance.choice(STANCES),
                target=Passage.of(text, (span(20),)),
                confidence=0.8,
            )
            for _ in range(POSITIONS)
        )
        return Analysis(entities, positions)


class spending:  # noqa: N801 - reads as a statement
    """Adds the CPU seconds of a block to a counter."""

    def __init__(self, spent: Counter[str], stage: str) -> None:
        self._spent, self._stage = spent, stage

    def __enter__(self) -> None:
        self._start = time.process_time()

    def __exit__(self, *_: object) -> None:
        self._spent[self._stage] += time.process_time() - self._start


def _articles() -> Iterator[Article]:
    for batch in Corpus().batches(10**7):
        for number, article in enumerate(batch):
            original = batch[number - 7] if number % 20 == 19 else None
            yield (
                replace(article, id=None, text=f"{original.text} And so on.") if original else replace(article, id=None)
            )


def _dated(read: Article, made: Article) -> Article:
    return replace(read, published=made.published, source=made.source, path="")


def ask(folder: Path) -> None:
    """Open the library in this process, ask, and print the figures, one ``name<TAB>figure`` a line."""
    words = Corpus().words
    start = time.process_time()
    library = Library.open(folder, create=False)
    library.search("", limit=50)
    print(f"open and first page\t{(time.process_time() - start) * 1e3:.0f}")
    kinds: dict[str, tuple[list[str], bool]] = {
        "common word": (words[30:42], False),
        "rare word": (words[30_000:42_000:1000], False),
        "two words": (
            [f"{one} {two}" for one, two in zip(words[400:1600:100], words[450:1650:100], strict=True)],
            False,
        ),
        "prefix": ([f"{word[:4]}*" for word in words[400:1600:100]], False),
        "phrase": ([f'"{words[one]} {words[two]}"' for one, two in Corpus().pairs[:QUERIES].tolist()], False),
        "holder and stance": ([f'holder:"Holder {n * n}" stance:opposes' for n in range(2, 2 + QUERIES)], False),
        "everything": ([""] * QUERIES, False),
        "common word with facets": (words[30:42], True),
    }
    for kind, (queries, facets) in kinds.items():
        taken = sorted(_timed(partial(library.search, query, facets=facets)) for query in queries)
        print(f"{kind}\t{median(taken):.1f} / {taken[-1]:.1f}")
    print(f"memory, MB\t{_peak_memory():.0f}")
    library.close()


def _timed(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1e3


def _peak_memory() -> float:
    """Of this process, in MB; what the operating system's own counter says includes the process that started it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def _megabytes(folder: Path, pattern: str) -> float:
    return sum(path.stat().st_size for path in folder.glob(pattern) if path.is_file()) / 1e6


def main() -> None:
    """Grow, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--analysed", type=int, default=100_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.ask:
        ask(arguments.ask)
        return
    with tempfile.TemporaryDirectory() as made:
        folder = arguments.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        with writing(folder):
            library = Growing(folder, arguments.analysed)
            for size in map(int, arguments.sizes.split(",")):
                report(library, size)


def report(library: Growing, size: int) -> None:
    """Grow to ``size`` and print what that cost and what asking costs now."""
    before, start = library.size, time.perf_counter()
    spent = library.grow(size)
    print(f"\n== {size:,} articles ({time.perf_counter() - start:.0f} s)", flush=True)
    for stage, seconds in spent.items():
        print(f"{stage}, CPU ms an article\t{seconds * 1e3 / (size - before):.2f}")
    print(f"add one, ms\t{median(library.add_one() for _ in range(9)):.0f}")
    text = library.store.database.connection.execute("SELECT sum(length(text)) FROM article").fetchone()[0] / 1e6
    print(f"text, MB\t{text:.0f}")
    print(f"articles.db, MB\t{_megabytes(library.folder, 'articles.db*'):.0f}")
    print(f"fulltext, MB\t{_megabytes(library.folder, 'fulltext/**/*'):.0f}")
    print(f"peak memory of the writer, MB\t{_peak_memory():.0f}")
    command = [sys.executable, "-m", "tests.benchmarks.scale", "--ask", str(library.folder)]
    print(subprocess.run(command, capture_output=True, text=True, check=True).stdout, flush=True)


if __name__ == "__main__":
    main()
