"""What each sub-command does: asks the library, prints the answer, says by exit status how it went."""

from __future__ import annotations

import dataclasses
import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index import export
from index.answer import QueryError, SaysoError
from index.article import Article
from index.events import Summary
from index.sanitize import spell_out
from tui.cli import EXIT_FAILED, EXIT_INTERRUPTED, EXIT_USAGE
from tui.progress import ProgressBars


def complain(error: SaysoError) -> int:
    """Say on standard error what is wrong; returns the exit status that goes with it."""
    sys.stderr.write(f"sayso: {spell_out(str(error))}\n")
    return EXIT_USAGE if isinstance(error, QueryError) else EXIT_FAILED


def index(arguments: Namespace) -> int:
    """`sayso index`: fill the library, with progress on standard error and a summary on standard output."""
    from index.ingest import Ingest
    from index.lock import writing

    with _stopping() as stop, writing(arguments.library), ProgressBars() as show:
        ingest = Ingest(arguments.library, show, jobs=arguments.jobs, should_stop=stop.is_set)
        try:
            summary = ingest.run(arguments.paths, analyse=not arguments.no_analysis, prune=arguments.prune)
            _print_summary(summary, as_json=arguments.json)
            if arguments.watch:
                for _ in _changes(arguments.paths, stop):
                    summary = ingest.run(arguments.paths, analyse=not arguments.no_analysis, prune=arguments.prune)
                    if summary.added or summary.changed or summary.moved or summary.removed or summary.failed:
                        _print_summary(summary, as_json=arguments.json)
        finally:
            ingest.close()
    if stop.is_set() and not arguments.watch:
        return EXIT_INTERRUPTED
    return EXIT_FAILED if summary.failed else 0


def search(arguments: Namespace) -> int:
    """`sayso search`: hits, then the exact total."""
    with _library(arguments.library) as library:
        page = _asked(
            " ".join(arguments.query),
            lambda query: library.search(query, sort=arguments.sort, limit=arguments.limit, facets=arguments.json),
        )
        if arguments.json:
            _print_lines(export.json_line(export.hit_record(hit)) for hit in page.hits)
            _print_lines([export.json_line(export.page_record(page))])
        else:
            from tui import report

            report.print_page(page)
    return 0


def positions(arguments: Namespace) -> int:
    """`sayso positions`: who holds what, over the whole library or the statements that a query finds."""
    with _library(arguments.library) as library:
        held = _asked(
            " ".join(arguments.query),
            lambda query: (library.positions_found if query.strip() else library.positions)(
                query, holder=arguments.holder, stance=arguments.stance
            ),
        )
        if arguments.json:
            _print_lines(export.json_line(export.held_position_record(each)) for each in held)
        elif arguments.csv:
            _print_lines(export.csv_lines(held))
        elif arguments.markdown:
            _print_lines(export.markdown_lines(held))
        else:
            from tui import report

            report.print_positions(held)
    return 0


def board(arguments: Namespace) -> int:
    """`sayso board`: who stands where, over the whole library or what a query finds."""
    from tui import board_command

    with _library(arguments.library) as library:
        _asked(" ".join(arguments.query), lambda _: board_command.board(library, arguments))
    return 0


def extract(arguments: Namespace) -> int:
    """`sayso extract`: analyse files without a library; one that cannot be read is named, the others come out."""
    from index.analysis.workers import AnalysisFailure
    from index.batch import analyse_articles

    articles: list[Article] = []
    failed = False
    for name in arguments.files:
        try:
            articles += _read(name, raw=arguments.raw)
        except SaysoError as error:
            failed = True
            complain(error)
    for article, result in analyse_articles(articles, arguments.jobs or os.cpu_count() or 1):
        if isinstance(result, AnalysisFailure):
            failed = True
            complain(SaysoError(f"{article.path}: not analysed: {result.reason}"))
        elif arguments.json:
            record = export.extraction_record(article, result, explain=arguments.explain)
            _print_lines([export.json_line(record)])
        else:
            from tui import report

            report.print_analysis(article, result, explain=arguments.explain)
    return EXIT_FAILED if failed else 0


def doctor(arguments: Namespace) -> int:
    """`sayso doctor`: a line for each part; exit status 1 where anything is wrong."""
    from index import checkup
    from tui import report, terminal

    if arguments.repair:
        with ProgressBars() as show:
            checkup.repair(arguments.library, show)
    findings = [*checkup.check(arguments.library), *terminal.check()]
    report.print_findings(findings)
    return 0 if all(finding.ok for finding in findings) else EXIT_FAILED


def _read(name: str, *, raw: bool) -> Iterable[Article]:
    from index import readers

    path = Path(name)
    data = sys.stdin.buffer.read() if name == "-" else readers.load(path)
    return [readers.read_raw(data, path)] if raw else readers.read_bytes(data, path)


@contextmanager
def _library(folder: Path) -> Iterator[Any]:
    from index.library import Library

    library = Library.open(folder, create=False)
    try:
        with ProgressBars() as show:
            library.level(show)
        yield library
    finally:
        library.close()


def _asked(query: str, ask: Any) -> Any:
    """What ``ask`` answers to ``query``; an error shows the query with a caret under the place."""
    try:
        return ask(query)
    except QueryError as error:
        complain(error)
        sys.stderr.write(f"  {spell_out(query)}\n  {' ' * error.column}^\n")
        raise SystemExit(EXIT_USAGE) from error


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")


def _print_summary(summary: Summary, *, as_json: bool) -> None:
    if as_json:
        _print_lines([export.json_line(dataclasses.asdict(summary))])
    else:
        from tui import report

        report.print_summary(summary)
    sys.stdout.flush()


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """An event that Ctrl-C or SIGTERM sets, so that a run ends after the step it is at; a second one ends it now."""
    stop = threading.Event()

    def ask(number: int, _frame: object) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _changes(paths: Iterable[Path], stop: threading.Event) -> Iterator[object]:
    """Something each time that files below ``paths`` have changed, and once at first, for what changed before."""
    from watchfiles import watch

    watched = watch(*paths, stop_event=stop, raise_interrupt=False, yield_on_timeout=True, rust_timeout=500)
    for count, changes in enumerate(watched):
        if changes or count == 0:
            yield changes
