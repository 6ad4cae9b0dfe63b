"""A page of the reader, measured: parse, fifty results with snippets, total and five facets, over a whole library."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import numpy as np

from index import analysis
from index.article import LABELS, STANCES
from index.library import Library
from index.store import Store
from tests.benchmarks.search_corpus import Corpus

_ENTITIES, _POSITIONS, _NAMES = 18, 6, 60_000
"""Entities and positions an article, and how many names they are drawn from, some far oftener than others."""

_FRESH = """
import sys, time
from pathlib import Path
from index.library import Library
import index.fulltext.engine
start = time.perf_counter()
library = Library.open(Path(sys.argv[1]), create=False)
library.search(sys.argv[2], limit=50)
taken = (time.perf_counter() - start) * 1e3
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(taken, int(peak.split()[1]) / 1024)
"""


def fill(folder: Path, index: Path, corpus: Corpus, count: int) -> Library:
    """A library of the corpus with made-up claims, over a copy of ``index``, which holds the same articles."""
    store = Store(folder, create=True)
    shutil.copytree(index, folder / "fulltext")
    random = np.random.default_rng(5)
    weights = np.cumsum(1 / (np.arange(_NAMES) + 3.0))
    with store.database.transaction() as base:
        names = ((number, f"Name {number}", f"name {number}") for number in range(_NAMES))
        base.executemany("INSERT INTO name VALUES (?, ?, ?)", names)
        for batch in corpus.batches(count):
            base.executemany(
                "INSERT INTO article (id, path, part, seq, title, source, published, text) VALUES (?,?,0,?,?,?,?,?)",
                [
                    (one.id, f"/{one.id}", (one.id or 0) + 1, one.title, one.source, str(one.published), one.text)
                    for one in batch
                ],
            )
            for one in batch:
                drawn = np.searchsorted(weights, random.random(_ENTITIES + _POSITIONS) * weights[-1]).tolist()
                stances = random.integers(0, len(STANCES), _POSITIONS).tolist()
                base.execute("INSERT INTO analysis VALUES (?, ?, NULL, '[]', '[]')", (one.id, analysis.VERSION))
                base.executemany(
                    "INSERT INTO entity VALUES (?, ?, ?, 1)",
                    [(one.id, name, LABELS[0]) for name in sorted(set(drawn[:_ENTITIES]))],
                )
                base.executemany(
                    "INSERT INTO position VALUES (?, ?, ?, ?, NULL)",
                    [
                        (one.id, number, drawn[_ENTITIES + number], STANCES[taken])
                        for number, taken in enumerate(stances)
                    ],
                )
        base.execute("UPDATE meta SET value = ? WHERE key IN ('seq', 'indexed_seq')", (count,))
    store.close()
    return Library.open(folder, create=False)


def page(library: Library, asked: Sequence[Sequence[str]], *, facets: bool) -> str:
    """CPU milliseconds of a page, median / 95th percentile."""
    taken = []
    library.search(" ".join(asked[0]), facets=facets)  # what is read once
    for _ in range(3):
        for words in asked:
            start = time.process_time()
            library.search(" ".join(words), typing=True, facets=facets)
            taken.append((time.process_time() - start) * 1e3)
    return f"{median(taken):.1f} / {sorted(taken)[int(len(taken) * 0.95)]:.1f}"


def first_facets(library: Library) -> str:
    """CPU milliseconds until facets are counted for the first time, and the first time in another reader."""
    taken = []
    for one in (library, Library.open(library.folder, create=False)):
        start = time.process_time()
        one.search("", limit=0, facets=True)
        taken.append((time.process_time() - start) * 1e3)
    return " / ".join(f"{one:,.0f}" for one in taken)


def fresh_process(folder: Path, words: Sequence[str]) -> str:
    """A process of its own: open and first page in milliseconds (imports apart), memory in MB."""
    command = [sys.executable, "-c", _FRESH, str(folder), words[0]]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(3)]
    return " ms, ".join(f"{median(float(run[column]) for run in runs):.0f}" for column in (0, 1)) + " MB"
