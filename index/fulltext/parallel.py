"""Builds an index in several processes: each writes and folds segments, and the caller commits them all at once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from functools import cache
from pathlib import Path

from whoosh.index import FileIndex

from index.article import Article
from index.fulltext.codec import ArraySegment
from index.fulltext.inversion import Lexicon
from index.fulltext.policy import to_fold
from index.fulltext.schema import document, schema
from index.fulltext.storage import MappedStorage
from index.fulltext.writer import BulkWriter, sizes


def write_segments(folder: Path, batches: Iterable[list[Article]], jobs: int) -> list[ArraySegment]:
    """Segments of all ``batches``, written to the index in ``folder`` by ``jobs`` processes, folded as they come.

    Nothing of them is part of the index yet, and nothing else may be committed to it meanwhile.

    Raises:
        ValueError: an article cannot be indexed.
        OSError: the disk does not take it.
    """
    done: list[ArraySegment] = []
    running: set[Future[ArraySegment]] = set()
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        for batch in batches:
            running.add(pool.submit(_write, folder, [document(article) for article in batch]))
            while len(running) > jobs:
                running = _collect(pool, folder, running, done)
        while running:
            running = _collect(pool, folder, running, done)
    return done


def _collect(
    pool: ProcessPoolExecutor, folder: Path, running: set[Future[ArraySegment]], done: list[ArraySegment]
) -> set[Future[ArraySegment]]:
    """Waits for a segment, puts it with those that are ``done``, and has these folded where they have become many."""
    finished, running = wait(running, return_when=FIRST_COMPLETED)
    done += [future.result() for future in finished]
    if chosen := to_fold(sizes(done)):
        running.add(pool.submit(_fold, folder, [done[number] for number in chosen]))
        done[:] = [segment for number, segment in enumerate(done) if number not in chosen]
    return running


@cache
def _lexicons() -> list[Lexicon]:
    """This process's lexicon, where it has one."""
    return []


def _write(folder: Path, documents: list[dict[str, str | int]]) -> ArraySegment:
    known = _lexicons()
    if not known or known[0].full():
        known[:] = [Lexicon()]
    writer = _writer(folder, known[0])
    for fields in documents:
        writer.add_document(**fields)
    return writer.segment()


def _fold(folder: Path, segments: list[ArraySegment]) -> ArraySegment:
    return _writer(folder, Lexicon()).fold(segments)


def _writer(folder: Path, lexicon: Lexicon) -> BulkWriter:
    return BulkWriter(FileIndex(MappedStorage(folder), schema()), lexicon, locked=False)
