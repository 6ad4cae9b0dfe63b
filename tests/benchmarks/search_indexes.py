"""The indexes that search is measured on: each is built once in its folder; one that is there already is opened."""

from __future__ import annotations

import json
import resource
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from index.fulltext import policy
from index.fulltext.inversion import Lexicon
from index.fulltext.writer import writing
from index.library import Library
from tests.benchmarks import search_pages
from tests.benchmarks.search_engines import ENGINES, Engine, Ours

if TYPE_CHECKING:
    from tests.benchmarks.search_corpus import Corpus

TEN = 10
Figures = dict[str, str]
"""What building an index cost, row by row."""


def timed(act: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Milliseconds that ``act`` takes."""
    start = clock()
    act()
    return (clock() - start) * 1e3


def filled(folder: Path, name: str, corpus: Corpus, count: int) -> tuple[Engine, Figures]:
    """The engine called ``name`` over the first ``count`` articles, and what filling it cost when it was filled."""
    place = folder / name
    figures = _figures(place)
    if figures is not None:
        return ENGINES[name](place), figures
    shutil.rmtree(place, ignore_errors=True)
    engine = ENGINES[name](place)
    cpu, letters = 0.0, 0
    for batch in corpus.batches(count):
        letters += sum(len(one.text) + len(one.title) for one in batch)
        cpu += timed(partial(engine.add, batch)) / 1e3
    size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    figures = {"indexing, articles / CPU s": f"{count / cpu:,.0f}", "index / text": f"{size / letters:.2f}"}
    if name == "sayso":
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        figures["memory of the process after indexing, MB"] = f"{memory:.0f}"
    return engine, _kept(place, figures)


def in_ten_segments(folder: Path, corpus: Corpus, count: int) -> tuple[Ours, Figures]:
    """The index once more, built by two processes, in ten segments; and how fast that was."""
    place = folder / "ten"
    figures = _figures(place)
    if figures is not None:
        return Ours(place), figures
    shutil.rmtree(place, ignore_errors=True)
    made = Ours(place)
    articles = [one for batch in corpus.batches(count) for one in batch]  # made before the clock runs
    with patch.object(policy, "LARGEST", count // TEN):
        seconds = timed(lambda: made.index.rebuild(articles, jobs=2), time.perf_counter) / 1e3
    fold_to(made, TEN)
    return made, _kept(place, {"indexing in two processes, articles / s": f"{count / seconds:,.0f}"})


def fold_to(made: Ours, most: int) -> None:
    """Fold the two smallest segments into one until there are ``most``."""
    with writing(made.index._index(made.index._current()), Lexicon(), {}) as writer:
        while len(writer.segments) > most:
            ordered = sorted(writer.segments, key=lambda segment: segment.doc_count_all())
            writer.segments[:] = [*ordered[2:], writer.fold(ordered[:2])]


def in_one_segment(folder: Path, source: Path) -> Ours:
    """A copy of the index in ``source``, all its segments folded into one."""
    place = folder / "one"
    if _figures(place) is None:
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(source, place)
        made = Ours(place)
        with writing(made.index._index(made.index._current()), Lexicon(), {}) as writer:
            writer.segments[:] = [writer.fold(writer.segments)]
        _kept(place, {})
    return Ours(place)


def library(folder: Path, corpus: Corpus, count: int) -> tuple[Library, Figures]:
    """A library over a copy of our index, and how long it took to count its facets for the first time."""
    place = folder / "library"
    figures = _figures(place)
    if figures is not None:
        return Library.open(place, create=False), figures
    shutil.rmtree(place, ignore_errors=True)
    made = search_pages.fill(place, folder / "sayso", corpus, count)
    row = "facets for the first time, in the next reader, ms"
    return made, _kept(place, {row: search_pages.first_facets(made)})


@contextmanager
def copy(folder: Path, name: str) -> Iterator[Engine]:
    """An engine over a copy of its index, to be changed and thrown away."""
    place = folder / f"{name}-changed"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(folder / name, place)
    try:
        yield ENGINES[name](place)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _figures(place: Path) -> Figures | None:
    note = place.with_name(f"{place.name}.json")
    if not note.exists():
        return None
    found: Figures = json.loads(note.read_text())
    return found


def _kept(place: Path, figures: Figures) -> Figures:
    """Says that the index in ``place`` is whole, and what it cost, to whoever opens it next."""
    place.with_name(f"{place.name}.json").write_text(json.dumps(figures))
    return figures
