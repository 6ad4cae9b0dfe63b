"""Search, measured: every engine on the same articles in one run, so that ratios count and not the machine.

    python -m tests.benchmarks.search --articles 100000 --whoosh-articles 10000 [--engines sayso,fts5,tantivy,whoosh]

Queries: CPU milliseconds, median / 95th percentile, best fifty ids and the exact total; the engines are asked in turn,
each once before the clock runs.
Indexing: articles per CPU second. Changes: wall milliseconds, commit and fsync included. Stock Whoosh
takes so long that it may be given the first part of the corpus alone: the first row says how much.

With ``--folder`` the indexes stay there, and whoever measures again finds them: what making them cost is then told from
that first time. ``--steps`` says what is measured, of queries, pages and changes.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

from index.article import Article
from index.library import Library
from tests.benchmarks import search_indexes, search_pages
from tests.benchmarks.search_corpus import Corpus
from tests.benchmarks.search_engines import Engine, Ours
from tests.benchmarks.search_indexes import timed

Table = dict[str, dict[str, str]]
"""Row -> engine -> figure."""


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


def ask_all(engines: dict[str, Engine], asked: dict[str, list[Sequence[str]]], repeats: int) -> Table:
    """Median / 95th percentile of each kind of query, engine by engine; these take turns."""
    table: Table = {}
    for kind, all_words in asked.items():
        taken: dict[str, list[float]] = {}
        searches = [
            (name, search)
            for words in all_words
            for name, engine in engines.items()
            if (search := engine.ask(kind, words)) is not None
        ]
        for _, search in searches:
            search()  # what an engine reads once, as every other query after it would find it read
        for _ in range(repeats):
            for name, search in searches:
                taken.setdefault(name, []).append(timed(search))
        table[kind] = {name: _figure(own) for name, own in taken.items()}
    return table


def _figure(taken: list[float]) -> str:
    return f"{median(taken):.2f} / {sorted(taken)[int(len(taken) * 0.95)]:.2f}"


def change(engine: Engine, corpus: Corpus, count: int) -> dict[str, str]:
    """Wall milliseconds of small changes to a full index."""
    source = enumerate(next(corpus.batches(500)))
    fresh = [Article(one.title, one.text, published=one.published, id=count + number) for number, one in source]
    act: dict[str, list[Callable[[], None]]] = {
        "add 1": [partial(engine.add, fresh[n : n + 1]) for n in range(9)],
        "add 100": [partial(engine.add, fresh[n * 100 : n * 100 + 100]) for n in range(1, 4)],
        "update 1": [partial(engine.add, [replace(fresh[n], id=count // 2 + n)]) for n in range(9)],
        "delete 1": [partial(engine.delete, count // 3 + n) for n in range(9)],
    }
    return {name: f"{median(timed(one, time.perf_counter) for one in acts):.0f}" for name, acts in act.items()}


def single_adds(engine: Ours, corpus: Corpus, count: int, asked: dict[str, list[Sequence[str]]]) -> Table:
    """A thousand commits of one article, small segments folded between them; common words before and after."""
    some = {"common": asked["common"]}
    before = ask_all({"sayso": engine}, some, 3)["common"]["sayso"]
    adding, folding = [], []
    for number, one in enumerate(next(corpus.batches(1_000))):
        fresh = [Article(one.title, one.text, id=2 * count + number)]
        adding.append(timed(partial(engine.add, fresh), time.perf_counter))
        folding.append(timed(engine.index.tidy, time.perf_counter))
    after = ask_all({"sayso": engine}, some, 3)["common"]["sayso"]
    return {
        "1,000 single adds: common before → after": {"sayso": f"{before} → {after}"},
        "1,000 single adds: add, fold after it, ms": {"sayso": f"{_figure(adding)}, {_figure(folding)}"},
    }


def main() -> None:
    """Measures and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--whoosh-articles", type=int, help="how many of them stock Whoosh is given; default: all")
    parser.add_argument("--engines", default="whoosh,fts5,tantivy,sayso")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where to build the indexes and keep them; by default nowhere")
    parser.add_argument("--steps", default="queries,pages,changes")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="sayso-benchmark-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        show(*measure(options, folder), options)
    finally:
        if not options.folder:
            shutil.rmtree(folder, ignore_errors=True)


def measure(options: argparse.Namespace, folder: Path) -> tuple[list[str], Table]:
    """The names of the columns, and all rows."""
    corpus, count = Corpus(options.seed), options.articles
    counts = dict.fromkeys(options.engines.split(","), count)
    if "whoosh" in counts and options.whoosh_articles:
        counts["whoosh"] = min(count, options.whoosh_articles)
    engines: dict[str, Engine] = {}
    table: Table = {"articles": {name: f"{own:,}" for name, own in counts.items()}}
    for name, own in sorted(counts.items(), key=lambda one: one[0] != "sayso"):  # its memory is told of this process
        engines[name], figures = search_indexes.filled(folder, name, corpus, own)
        note_all(table, name, figures)
    engines = {name: engines[name] for name in counts}
    if "sayso" in counts:
        own_engines, library = ours(folder, corpus, count, table)
        engines |= own_engines
    asked, steps = questions(corpus), options.steps.split(",")
    if "queries" in steps:
        table |= ask_all(engines, asked, options.repeats)
    if "sayso" in counts and "pages" in steps:
        words = [*asked["common"], *asked["and"], *asked["phrase"], *asked["prefix"]]
        note(table, "page with snippets", "sayso", search_pages.page(library, words, facets=False))
        note(table, "page with snippets and five facets", "sayso", search_pages.page(library, words, facets=True))
        note(table, "fresh process", "sayso", search_pages.fresh_process(library.folder, asked["common"][0]))
        library.close()
    for name, own in counts.items() if "changes" in steps else ():
        with search_indexes.copy(folder, name) as engine:
            for row, figure in change(engine, corpus, own).items():
                note(table, f"{row}, wall ms", name, figure)
            if isinstance(engine, Ours):
                table |= single_adds(engine, corpus, count, asked)
    return list(engines), table


def ours(folder: Path, corpus: Corpus, count: int, table: Table) -> tuple[dict[str, Engine], Library]:
    """Our index in one segment and in ten, and a library over it."""
    ten, figures = search_indexes.in_ten_segments(folder, corpus, count)
    note_all(table, "sayso", figures)
    made = {"sayso, one segment": search_indexes.in_one_segment(folder, folder / "ten"), "sayso, ten segments": ten}
    for name, engine in made.items():
        note(table, "segments", name, str(len(engine.index._snapshot().segments)))
    library, figures = search_indexes.library(folder, corpus, count)
    note_all(table, "sayso", figures)
    return dict(made), library


def note_all(table: Table, engine: str, figures: dict[str, str]) -> None:
    """Notes several figures of one engine."""
    for row, figure in figures.items():
        note(table, row, engine, figure)


def note(table: Table, row: str, engine: str, figure: str) -> None:
    """Puts a figure into the table, and on standard error at once."""
    table.setdefault(row, {})[engine] = figure
    print(f"{row} | {engine}: {figure}", file=sys.stderr, flush=True)


def show(names: list[str], table: Table, options: argparse.Namespace) -> None:
    """Prints the table."""
    print(f"| seed {options.seed} | " + " | ".join(names) + " |\n" + "|---" * (len(names) + 1) + "|")
    for row, figures in table.items():
        print(f"| {row} | " + " | ".join(figures.get(name, "") for name in names) + " |")


if __name__ == "__main__":
    main()
