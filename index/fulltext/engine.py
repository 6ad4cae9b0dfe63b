"""The full-text index in a folder: made, updated, searched, checked and rebuilt.

The folder holds one index in a numbered sub-folder and a file ``current`` that names it and the version of its layout.
A rebuild writes the next number and then changes ``current``: readers see the old index or the new one, never half of
one. Whoosh unpickles its table of contents: an index that belongs to another user is therefore never opened.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from whoosh.index import TOC, FileIndex

from index.answer import Finding, SaysoError, Sort
from index.article import Article
from index.fulltext.damage import DamagedIndex, noticing_damage
from index.fulltext.inversion import Lexicon
from index.fulltext.plan import plan
from index.fulltext.policy import to_fold
from index.fulltext.postings import Ints
from index.fulltext.ranking import Hidden, Result
from index.fulltext.schema import VERSION, document, schema
from index.fulltext.segments import SegmentFile
from index.fulltext.snapshot import Snapshot
from index.fulltext.spelling import suggest
from index.fulltext.storage import MappedStorage
from index.fulltext.tree import Filter, Query
from index.fulltext.writer import sizes, synchronise, writing

_CURRENT = "current"
_NAME = "MAIN"  # as Whoosh calls an index that is given no name
_BATCH = 1_000  # articles a commit when rebuilding


@dataclass(frozen=True, slots=True)
class Matches:
    """What a query found: how many articles pages show, (id, score) of the page asked for, and all that match."""

    total: int
    rows: tuple[tuple[int, float], ...]
    result: Result

    def ids(self) -> list[int]:
        """The ids of all articles that match, in no order."""
        found: list[int] = self.result.ids.tolist()
        return found


@dataclass(frozen=True, slots=True)
class _State:
    """Which index is current, and how often it has been written."""

    name: str
    generation: int


class FullText:
    """The index in ``folder``. Safe to use from any thread.

    A folder without an index is a damaged one to every method but :meth:`rebuild`, which makes the index.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._note = folder / _CURRENT
        self._known: tuple[tuple[int, ...], str] | None = None
        self._held: tuple[_State, Snapshot] | None = None
        self._lock = threading.Lock()
        self._lexicon: Lexicon | None = None
        self._files: dict[str, SegmentFile] = {}

    @classmethod
    def create(cls, folder: Path) -> FullText:
        """An empty index in ``folder``, in place of whatever is there. Raises as :meth:`rebuild` does."""
        made = cls(folder)
        made.rebuild(())
        return made

    def update(self, articles: Sequence[Article], deleted: Sequence[int] = ()) -> None:
        """Adds ``articles``, each in place of what the index has under its id, and takes ``deleted`` out; one commit.

        Raises:
            ValueError: an article cannot be indexed; nothing is changed.
            DamagedIndex: there is no sound index to write to.
            SaysoError: another process is writing, or the disk is full; nothing is changed.
        """
        self._write(self._index(self._current()), articles, deleted)

    def tidy(self) -> None:
        """Folds small segments into larger ones where they have become many; a commit of its own, if there is need.

        What keeps searching fast after many small updates: to be called between them, when nobody waits.
        Raises as :meth:`update` does.
        """
        self._tidy(self._index(self._current()))

    def search(
        self,
        query: Query,
        resolve: Callable[[tuple[Filter, ...]], Collection[int]],
        *,
        sort: Sort = "relevance",
        limit: int = 50,
        offset: int = 0,
        hidden: Hidden | None = None,
    ) -> Matches:
        """The articles that match ``query``: exact total, and a page of them.

        ``hidden`` is given the ids of all that match, and gives the places among them of those that pages and total
        leave out.

        ``resolve`` answers structured filters with article ids; all that it is given at once must hold, and those on
        positions of one and the same position. The query that asks for everything is answered newest first.

        Raises:
            DamagedIndex: the index must be rebuilt.
        """
        tree = plan(query.root, resolve)
        with noticing_damage(self._folder):
            result = Result(tree, self._snapshot(), hidden)
            order: Sort = "newest" if query.everything and sort == "relevance" else sort
            return Matches(result.total, tuple(result.rows(order, limit, offset)), result)

    def suggest(self, query: Query) -> str | None:
        """``query`` with words that no article holds exchanged for like ones that some do, or ``None``."""
        with noticing_damage(self._folder):
            return suggest(query, self._snapshot())

    def doc_count(self) -> int:
        """How many articles the index holds. Opens all of it, so that much damage shows here and not in a search."""
        with noticing_damage(self._folder):
            snapshot = self._snapshot()
            for segment in snapshot.segments:
                segment.file.open()
            return snapshot.doc_count

    def ids(self) -> Ints:
        """The ids of all articles that the index holds, in no order."""
        with noticing_damage(self._folder):
            snapshot = self._snapshot()
            ids = snapshot.column("id")
            return ids if snapshot.live is None else ids[snapshot.live]

    def generation(self) -> tuple[str, int]:
        """Changes whenever the index has changed."""
        state = self._current()
        return state.name, state.generation

    def check(self) -> list[Finding]:
        """What a look at everything that search needs finds."""
        remedy = "sayso doctor --repair builds it anew from the articles"
        try:
            with noticing_damage(self._folder):
                snapshot = self._snapshot()
                for segment in snapshot.segments:
                    segment.file.verify()
        except SaysoError as error:
            return [Finding("full-text index", ok=False, message=str(error), remedy=remedy)]
        return [
            Finding(
                "full-text index",
                ok=True,
                message=f"{snapshot.doc_count} articles in {len(snapshot.segments)} segments",
            )
        ]

    def rebuild(self, articles: Iterable[Article], jobs: int = 1) -> None:
        """Makes a new index of ``articles``, in place of whatever is there once it is complete, in ``jobs`` processes.

        Raises:
            SaysoError: the disk does not take it; what was there remains.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._folder.chmod(0o700)
            used = [int(one.name) for one in self._folder.iterdir() if one.name.isdecimal()]
            fresh = self._folder / str(max(used, default=0) + 1)
            fresh.mkdir(mode=0o700)
            index = FileIndex.create(MappedStorage(fresh), schema())
            source = iter(articles)
            batches = iter(lambda: list(islice(source, _BATCH)), [])
            if jobs > 1:
                self._write_in_parallel(index, fresh, batches, jobs)
            else:
                for batch in batches:
                    self._write(index, batch, ())
                    self._tidy(index)
            self._make_current(fresh)
        except OSError as error:
            raise SaysoError(f"the full-text index in {self._folder} cannot be written: {error.strerror}") from error

    def close(self) -> None:
        """Lets go of what was read; the files are closed when the last search that reads them is done."""
        self._held = None

    def _write_in_parallel(self, index: FileIndex, folder: Path, batches: Iterable[list[Article]], jobs: int) -> None:
        from index.fulltext.parallel import write_segments  # here, as few processes need it and all wait for imports

        segments = write_segments(folder, batches, jobs)
        with writing(index, Lexicon(), {}) as writer:
            writer.segments += segments

    def _tidy(self, index: FileIndex) -> None:
        with noticing_damage(self._folder):
            segments = TOC.read(index.storage, index.indexname).segments
        if to_fold(sizes(segments)):
            self._write(index, (), (), folding=True)

    def _write(
        self, index: FileIndex, articles: Iterable[Article], deleted: Iterable[int], *, folding: bool = False
    ) -> None:
        """One commit. Everything is looked at before anything is written."""
        documents = {article.id: document(article) for article in articles}
        if self._lexicon is None or self._lexicon.full():
            self._lexicon = Lexicon()
        with noticing_damage(self._folder), writing(index, self._lexicon, self._files) as writer:
            if gone := {*deleted, *(number for number in documents if number is not None)}:
                writer.delete_ids(gone)
            for fields in documents.values():
                writer.add_document(**fields)
            writer.folding = folding
        kept = {segment.segment_id() for segment in writer.segments}
        self._files = {name: file for name, file in self._files.items() if name in kept}

    def _make_current(self, fresh: Path) -> None:
        note = self._folder / f"{_CURRENT}.new"
        note.write_text(json.dumps({"version": VERSION, "index": fresh.name}))
        for path in (fresh, note):
            synchronise(path)
        note.replace(self._note)
        synchronise(self._folder)
        for old in self._folder.iterdir():
            if old.name.isdecimal() and old != fresh:
                shutil.rmtree(old, ignore_errors=True)

    def _current(self) -> _State:
        """Which index to read. Its folder, owner and version are looked at before Whoosh sees any of it."""
        place = os.path.join(self._folder, self._name())  # noqa: PTH118  (as below, for speed: every query comes here)
        with noticing_damage(self._folder):
            tables = [one for one in os.listdir(place) if one.endswith(".toc")]  # noqa: PTH208
            if not tables:
                raise FileNotFoundError("its table of contents is missing")
            generation = max(int(table[:-4].rpartition("_")[2]) for table in tables)
        return _State(os.path.basename(place), generation)  # noqa: PTH119

    def _is_current(self, state: _State) -> bool:
        """Whether nothing has been written since: a commit writes the next table of contents, then deletes the last."""
        if self._name() != state.name:
            return False
        table = f"{self._folder}/{state.name}/_{_NAME}_"
        this, following = f"{table}{state.generation}.toc", f"{table}{state.generation + 1}.toc"
        return os.access(this, os.F_OK) and not os.access(following, os.F_OK)

    def _name(self) -> str:
        """The sub-folder that is current; what says so is read again whenever it has changed."""
        try:
            found = os.stat(self._note)  # noqa: PTH116  (for speed: every query comes here)
            stamp = (found.st_mtime_ns, found.st_ino, found.st_size)
            if self._known is None or self._known[0] != stamp:
                self._known = (stamp, self._read_note())
        except OSError as error:
            raise DamagedIndex(f"there is no full-text index in {self._folder} ({error.strerror})") from error
        except (ValueError, KeyError, TypeError) as error:
            raise DamagedIndex(f"the full-text index in {self._folder} is damaged: no “{_CURRENT}”") from error
        return self._known[1]

    def _read_note(self) -> str:
        if self._folder.stat().st_uid != os.geteuid():
            raise DamagedIndex(f"the full-text index in {self._folder} belongs to another user")
        note = json.loads(self._note.read_bytes())
        version, name = int(note["version"]), str(int(note["index"]))
        if version != VERSION:
            raise DamagedIndex(f"the full-text index in {self._folder} is of version {version}, not {VERSION}")
        return name

    def _index(self, state: _State) -> FileIndex:
        with noticing_damage(self._folder):
            return FileIndex(MappedStorage(self._folder / state.name), schema())

    def _snapshot(self) -> Snapshot:
        """The newest state; kept until the index changes."""
        held = self._held
        if held is not None and self._is_current(held[0]):
            return held[1]
        for attempts_left in (2, 1, 0):
            state = self._current()
            with self._lock:  # one thread opens what the others wait for
                held = self._held
                if held is not None and held[0] == state:
                    return held[1]
                try:
                    fresh = self._open(state, held[1] if held else None)
                except (FileNotFoundError, DamagedIndex):
                    if not attempts_left or self._current() == state:
                        raise
                    continue  # a writer has been faster
                self._held = (state, fresh)
                return fresh
        raise DamagedIndex(f"the full-text index in {self._folder} changes too fast to be read")

    def _open(self, state: _State, before: Snapshot | None) -> Snapshot:
        storage = MappedStorage(self._folder / state.name)
        with noticing_damage(self._folder):
            return Snapshot(storage, TOC.read(storage, _NAME, state.generation, schema()), before)
