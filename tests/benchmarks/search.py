"""Search, measured: every engine on the same articles in one run, so that ratios count and not the machine.

    python -m tests.benchmarks.search --articles 20000 [--engines sayso,fts5,tantivy,whoosh] [--seed 7]

Queries: CPU milliseconds, median and 95th percentile, best fifty ids and the exact total, caches of the engine emptied
before each. Indexing: articles per CPU second. Changes: wall milliseconds, commit and fsync included.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

from index.article import Article
from index.fulltext import parse, snippet
from tests.benchmarks.search_corpus import Corpus
from tests.benchmarks.search_engines import ENGINES, Engine, Ours

_COLD_START = """
import sys, time
from pathlib import Path
from index.fulltext import FullText, parse
import index.fulltext.engine
start = time.perf_counter()
index = FullText(Path(sys.argv[1]))
index.search(parse(sys.argv[2]), lambda _: (), limit=50)
taken = (time.perf_counter() - start) * 1e3
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(taken, int(peak.split()[1]) / 1024)
"""


def questions(corpus: Corpus) -> dict[str, list[Sequence[str]]]:
    """Twelve queries a kind, by how common their words are."""
    words = corpus.words
    common, middling, rare = words[30:42], words[400:1600:100], words[30_000:42_000:1000]
    pairs = [(words[one], words[two]) for one, two in corpus.pairs[:12].tolist()]
    long = [word for word in words[400:4000] if len(word) > 6]
    return {
        "rare": [(word,) for word in rare],
        "common": [(word,) for word in common],
        "and": list(zip(middling, words[450:1650:100], strict=True)),
        "or": list(zip(middling, words[450:1650:100], words[470:1670:100], strict=True)),
        "phrase": pairs,
        "prefix": [(word[:5],) for word in long[:12]],
        "wildcard": [(f"{word[:3]}*{word[-2:]}",) for word in long[12:24]],
        "fuzzy": [(word[:3] + word[4:],) for word in long[24:36]],
        "date": [(word,) for word in middling],
        "sorted": [(word,) for word in [*common[:6], *middling[:6]]],
    }


def timed(act: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Milliseconds that ``act`` takes."""
    start = clock()
    act()
    return (clock() - start) * 1e3


def ask_all(engine: Engine, asked: dict[str, list[Sequence[str]]], repeats: int) -> dict[str, str]:
    """Median / 95th percentile of each kind of query."""
    figures = {}
    for kind, all_words in asked.items():
        taken = []
        for words in all_words:
            search = engine.ask(kind, words)
            if search is None:
                break
            for _ in range(repeats):
                engine.forget()
                taken.append(timed(search))
        figures[kind] = f"{median(taken):.2f} / {sorted(taken)[int(len(taken) * 0.95)]:.2f}" if taken else "-"
    return figures


def change(engine: Engine, corpus: Corpus, count: int) -> dict[str, str]:
    """Wall milliseconds of small changes to a full index."""
    source = enumerate(next(corpus.batches(500)))
    fresh = [Article(one.title, one.text, published=one.published, id=count + number) for number, one in source]
    act: dict[str, list[Callable[[], None]]] = {
        "add 1, ms": [partial(engine.add, fresh[n : n + 1]) for n in range(9)],
        "add 100, ms": [partial(engine.add, fresh[n * 100 : n * 100 + 100]) for n in range(1, 4)],
        "update 1, ms": [partial(engine.add, [replace(fresh[n], id=count // 2 + n)]) for n in range(9)],
        "delete 1, ms": [partial(engine.delete, count // 3 + n) for n in range(9)],
    }
    return {name: f"{median(timed(one, time.perf_counter) for one in acts):.0f}" for name, acts in act.items()}


def page(engine: Ours, corpus: Corpus, count: int, asked: dict[str, list[Sequence[str]]]) -> str:
    """A page of the reader without its facets: parse, search title and body, fifty snippets."""
    texts = {one.id: one.text for batch in corpus.batches(min(count, 20_000)) for one in batch}
    spare = next(iter(texts.values()))
    taken = []
    for words in [*asked["common"], *asked["and"], *asked["phrase"], *asked["prefix"]]:

        def show(words: Sequence[str] = words) -> None:
            query = parse(" ".join(words), typing=True)
            found = engine.index.search(query, lambda _: (), limit=50)
            for number, _ in found.rows:
                snippet(query, texts.get(number, spare))

        taken += [timed(show) for _ in range(3)]
    return f"{median(taken):.1f} / {sorted(taken)[int(len(taken) * 0.95)]:.1f}"


def cold_start(folder: Path, words: Sequence[str]) -> str:
    """A process of its own: open and first page in milliseconds (imports apart), memory in MB."""
    command = [sys.executable, "-c", _COLD_START, str(folder), words[0]]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(3)]
    return " ms, ".join(f"{median(float(run[column]) for run in runs):.0f}" for column in (0, 1)) + " MB"


def measure(name: str, corpus: Corpus, count: int, folder: Path, repeats: int) -> dict[str, str]:
    """All figures of one engine."""
    engine = ENGINES[name](folder)
    cpu = letters = 0.0
    for batch in corpus.batches(count):
        letters += sum(len(one.text) + len(one.title) for one in batch)
        cpu += timed(partial(engine.add, batch))
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    figures = {"articles / CPU s": f"{count / cpu * 1e3:,.0f}", "index / text": f"{size / letters:.2f}"}
    figures["memory so far, MB"] = f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}"
    asked = questions(corpus)
    figures |= ask_all(engine, asked, repeats)
    if isinstance(engine, Ours):
        figures["segments"] = str(len(engine.index._snapshot().segments))
        figures["page with snippets"] = page(engine, corpus, count, asked)
        figures["fresh process"] = cold_start(folder, asked["common"][0])
    figures |= change(engine, corpus, count)
    if isinstance(engine, Ours):
        figures["common after 1,000 adds"] = after_single_adds(engine, corpus, count, asked)
    return figures


def after_single_adds(engine: Ours, corpus: Corpus, count: int, asked: dict[str, list[Sequence[str]]]) -> str:
    """The common words once more after a thousand commits of one article."""
    for number, one in enumerate(next(corpus.batches(1_000))):
        engine.add([Article(one.title, one.text, id=2 * count + number)])
    return ask_all(engine, {"common": asked["common"]}, 3)["common"]


def main() -> None:
    """Measures and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--engines", default="whoosh,fts5,tantivy,sayso")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where to build the indexes; a temporary folder by default")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="sayso-benchmark-"))
    corpus = Corpus(options.seed)
    names = options.engines.split(",")
    table: dict[str, dict[str, str]] = {}
    try:
        for name in names:
            table[name] = measure(name, corpus, options.articles, folder / name, options.repeats)
            print(name, table[name], file=sys.stderr, flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    rows = dict.fromkeys(row for figures in table.values() for row in figures)
    print(f"| {options.articles:,} articles | " + " | ".join(names) + " |\n" + "|---" * (len(names) + 1) + "|")
    for row in rows:
        print(f"| {row} | " + " | ".join(table[name].get(row, "") for name in names) + " |")


if __name__ == "__main__":
    main()
