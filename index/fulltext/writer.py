"""Writes the index: bulk inversion into segment files, Whoosh's lock and table of contents, a clean way out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.index import FileIndex, LockError
from whoosh.writing import SegmentWriter

from index.answer import SaysoError
from index.fulltext.codec import ArrayCodec, ArraySegment, segment_file
from index.fulltext.inversion import Inverter, Lexicon
from index.fulltext.policy import to_fold
from index.fulltext.schema import NO_DATE
from index.fulltext.segments import COLUMNS, FIELDS, Flags, SegmentFile, write_segment
from index.fulltext.segments import fold as fold_files

_DEFAULTS = {"id": 0, "published": NO_DATE}


class BulkWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer with its middle exchanged: a document is term numbers until the commit inverts all at once.

    Every file is on the disk before the table of contents that names it.
    """

    folding = False
    """Whether the commit also folds small segments into larger ones, as :mod:`index.fulltext.policy` says."""

    def __init__(
        self, index: FileIndex, lexicon: Lexicon, files: dict[str, SegmentFile] | None = None, *, locked: bool = True
    ) -> None:
        """``files``: segments that are open already, by name; those that the writer opens are put in.

        One that is not ``locked`` may write segments and fold them, and commits nothing.
        """
        super().__init__(index, codec=ArrayCodec(), _lk=locked)
        self._files = {} if files is None else files
        self._inverters = {name: Inverter(lexicon) for name in FIELDS}
        self._columns: dict[str, list[int]] = {name: [] for name in COLUMNS}

    def add_document(self, **fields: Any) -> None:
        """Takes one document in. Nothing of it is seen before the commit, nor at all if the writer is cancelled."""
        for name, column in self._columns.items():
            column.append(fields.get(name, _DEFAULTS[name]))
        for name, inverter in self._inverters.items():
            inverter.add(fields.get(name) or "")
        self.docnum += 1
        self._added = True

    def delete_ids(self, ids: Iterable[int]) -> None:
        """Marks the documents with these ids as deleted, in the segments that are there already."""
        gone = np.fromiter(ids, np.int64)
        for segment in self.segments:
            column = self._file(segment).column("id")
            held = column == gone[0] if len(gone) == 1 else np.isin(column, gone)
            for number in np.flatnonzero(held).tolist():
                segment.delete_document(number)

    def segment(self) -> ArraySegment:
        """Writes what was added as a segment; it is not part of the index before a commit says so."""
        columns = {name: np.array(values, dtype=np.int64) for name, values in self._columns.items()}
        fields = {name: inverter.invert() for name, inverter in self._inverters.items()}
        write_segment(self.newsegment.path(self.storage), columns, fields)
        segment: ArraySegment = self.newsegment
        segment.set_doc_count(len(columns["id"]))
        return segment

    def _finalize_segment(self) -> ArraySegment:
        self.pool.cleanup()
        return self.segment()

    def _close_segment(self) -> None:
        self.pool.cleanup()

    def _commit_toc(self, segments: list[ArraySegment]) -> None:
        self.segments = self._tidy(segments)
        super()._commit_toc(self.segments)
        folder = Path(self.storage.folder)
        synchronise(folder / f"_{self.indexname}_{self.generation}.toc")
        synchronise(folder)

    def _tidy(self, segments: list[ArraySegment]) -> list[ArraySegment]:
        """Without empty segments, and folded as the policy says where that is asked for."""
        segments = [segment for segment in segments if segment.doc_count()]
        while self.folding and (chosen := to_fold(sizes(segments))):
            folded = self.fold([segments[number] for number in chosen])
            rest = [segment for number, segment in enumerate(segments) if number not in chosen]
            segments = [*rest, folded]
        return segments

    def _file(self, segment: ArraySegment) -> SegmentFile:
        name = segment.segment_id()
        if name not in self._files:
            self._files[name] = segment_file(self.storage, segment)
        return self._files[name]

    def fold(self, segments: list[ArraySegment]) -> ArraySegment:
        """Writes ``segments`` as one, without what is deleted in them."""
        folded: ArraySegment = self.codec.new_segment(self.storage, self.indexname)
        sources = [(self._file(segment), _live(segment)) for segment in segments]
        folded.set_doc_count(fold_files(folded.path(self.storage), sources))
        return folded


def sizes(segments: Iterable[ArraySegment]) -> list[tuple[int, int]]:
    """Of each, how many articles it holds that are not deleted, and how many that are."""
    return [(segment.doc_count(), segment.deleted_count()) for segment in segments]


def _live(segment: ArraySegment) -> Flags:
    live = np.ones(segment.doc_count_all(), bool)
    live[list(segment.deleted_docs())] = False
    return live


@contextmanager
def writing(index: FileIndex, lexicon: Lexicon, files: dict[str, SegmentFile]) -> Iterator[BulkWriter]:
    """A writer that is committed at the end, or cancelled on any exception: then nothing of it is ever seen.

    Raises:
        SaysoError: another process is writing, or the disk does not take it. The index is as before.
    """
    try:
        writer = BulkWriter(index, lexicon, files)
    except LockError as error:
        raise SaysoError("another process is writing the full-text index") from error
    except PermissionError as error:
        raise _refused(error, index) from error
    try:
        yield writer
        writer.commit(merge=False)
    except FileNotFoundError:
        _abandon(writer)
        raise
    except OSError as error:
        _abandon(writer)
        raise _refused(error, index) from error
    except BaseException:
        _abandon(writer)
        raise


def synchronise(path: Path) -> None:
    """Waits until ``path``, a file or a folder, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _abandon(writer: BulkWriter) -> None:
    """Each step on its own: on a full disk the first fails, and the lock must be let go all the same."""
    lock = writer.writelock
    for step in (writer.cancel, writer.temp_storage().destroy, lock.release if lock else bool):
        with suppress(Exception):
            step()


def _refused(error: OSError, index: FileIndex) -> SaysoError:
    return SaysoError(f"the full-text index in {index.storage.folder} cannot be written: {error.strerror or error}")
