"""Writes the index durably: Whoosh's segment writer with what it lacks, order on the disk and a clean way out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from whoosh.index import FileIndex, LockError
from whoosh.writing import SegmentWriter

from index.answer import SaysoError


class DurableWriter(SegmentWriter):  # type: ignore[misc]
    """Brings the new segment to the disk before the table of contents that names it, and then the folder."""

    def _commit_toc(self, segments: list[object]) -> None:
        folder = Path(self.storage.folder)
        name = self.newsegment.segment_id()
        for file in sorted(folder.glob(f"{name}.*")):
            synchronise(file)
        super()._commit_toc(segments)
        synchronise(folder / f"_{self.indexname}_{self.generation}.toc")
        synchronise(folder)


@contextmanager
def writing(index: FileIndex) -> Iterator[DurableWriter]:
    """A writer that is committed at the end, or cancelled on any exception: then nothing of it is ever seen.

    Raises:
        SaysoError: another process is writing, or the disk does not take it. The index is as before.
    """
    try:
        writer = DurableWriter(index)
    except LockError as error:
        raise SaysoError("another process is writing the full-text index") from error
    except OSError as error:
        raise _refused(error, index) from error
    try:
        yield writer
        writer.commit()
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


def _abandon(writer: DurableWriter) -> None:
    """Each step on its own: on a full disk the first fails, and the lock must be let go all the same."""
    for step in (writer.cancel, writer.temp_storage().destroy, writer.writelock.release):
        with suppress(Exception):
            step()


def _refused(error: OSError, index: FileIndex) -> SaysoError:
    return SaysoError(f"the full-text index in {index.storage.folder} cannot be written: {error.strerror or error}")
