"""Whoosh's view of a segment file: a codec, so that Whoosh's searcher, statistics and stock queries work over it.

Segments are written whole by :class:`index.fulltext.writer.BulkWriter`, never document by document or term by term.
Whoosh's table of contents refers to :class:`ArraySegment` and :class:`ArrayCodec` by these names.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.base import Codec, FieldCursor, PerDocumentReader, TermsReader
from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Positions
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from index.fulltext.postings import LENGTHS, FieldFile
from index.fulltext.segments import COLUMNS, FIELDS, SegmentFile

SUFFIX = ".seg"


class ArrayCodec(Codec):  # type: ignore[misc]
    """Reads segment files."""

    length_stats = True

    def per_document_writer(self, storage: FileStorage, segment: ArraySegment) -> None:
        """There is none; see above."""

    def field_writer(self, storage: FileStorage, segment: ArraySegment) -> None:
        """There is none; see above."""

    def terms_reader(self, storage: FileStorage, segment: ArraySegment) -> ArrayTerms:
        """The segment's terms and postings."""
        return ArrayTerms(segment_file(storage, segment))

    def per_document_reader(self, storage: FileStorage, segment: ArraySegment) -> ArrayDocuments:
        """The segment's documents: lengths and columns."""
        return ArrayDocuments(segment_file(storage, segment), segment)

    def new_segment(self, storage: FileStorage, indexname: str) -> ArraySegment:  # noqa: ARG002
        """A name for a segment that is about to be written."""
        return ArraySegment(self, indexname)


class ArraySegment(W3Segment):  # type: ignore[misc]
    """What the table of contents knows of a segment: its name, its size, and which of its documents are deleted."""

    def should_assemble(self) -> bool:
        """It is one file already."""
        return False

    def path(self, storage: FileStorage) -> Path:
        """Its file."""
        return Path(storage.folder, self.make_filename(SUFFIX))


def segment_file(storage: FileStorage, segment: ArraySegment) -> SegmentFile:
    """Opens the segment's file."""
    return SegmentFile(segment.path(storage))


class ArrayTerms(TermsReader):  # type: ignore[misc]
    """Terms and postings of a segment, one at a time, as Whoosh's own queries ask for them."""

    def __init__(self, file: SegmentFile) -> None:
        self._file = file

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._place(*term) is not None

    def indexed_field_names(self) -> tuple[str, ...]:
        """The fields that have terms."""
        return FIELDS

    def cursor(self, fieldname: str, fieldobj: Any) -> ArrayCursor:  # noqa: ARG002
        """A place among the terms of a field."""
        return ArrayCursor(self._file.fields[fieldname])

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All terms, field by field."""
        return ((name, term) for name in sorted(FIELDS) for term in self._file.fields[name].terms())

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """All terms from ``prefix`` on, those of later fields too."""
        for name in sorted(FIELDS):
            if name >= fieldname:
                field = self._file.fields[name]
                start = field.find(prefix) if name == fieldname else 0
                yield from ((name, term) for term in field.terms(start))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """All terms with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """As :meth:`terms_from`, with statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Statistics of one term. Raises ``TermNotFound``."""
        field, place = self._found(fieldname, text)
        start, end = field.extent(place)
        documents, frequencies = field.documents.read(start, end), field.frequencies.read(start, end)
        lengths = LENGTHS[field.lengths[documents]]
        return TermInfo(
            weight=float(frequencies.sum(dtype=np.int64)),
            df=end - start,
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(frequencies.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """How often the term occurs, if at all."""
        place = self._place(fieldname, text)
        if place is None:
            return 0.0
        start, end = self._file.fields[fieldname].position_extent(place)
        return float(end - start)

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """How many documents hold the term."""
        place = self._place(fieldname, text)
        if place is None:
            return 0
        start, end = self._file.fields[fieldname].extent(place)
        return end - start

    def matcher(self, fieldname: str, text: bytes, format_: Positions, scorer: Any = None) -> ListMatcher:
        """The term's postings, one document at a time."""
        field, place = self._found(fieldname, text)
        start, end = field.extent(place)
        frequencies = field.frequencies.read(start, end).tolist()
        positions = iter(field.positions.read(*field.position_extent(place)).tolist())
        values = [_encoded([next(positions) for _ in range(count)]) for count in frequencies]
        documents = field.documents.read(start, end).tolist()
        info = self.term_info(fieldname, text)
        weights = [float(count) for count in frequencies]
        return ListMatcher(documents, weights, values, format_, scorer=scorer, term=(fieldname, text), terminfo=info)

    def close(self) -> None:
        """Nothing is open but a memory map, which goes with the last look at it."""

    def _place(self, fieldname: str, text: bytes) -> int | None:
        return self._file.fields[fieldname].place(text) if fieldname in FIELDS else None

    def _found(self, fieldname: str, text: bytes) -> tuple[FieldFile, int]:
        place = self._place(fieldname, text)
        if place is None:
            raise TermNotFound(f"no term {fieldname}:{text!r}")
        return self._file.fields[fieldname], place


class ArrayCursor(FieldCursor):  # type: ignore[misc]
    """A place among the terms of a field, for Whoosh's automata."""

    def __init__(self, field: FieldFile) -> None:
        self._field = field
        self._place = 0

    def first(self) -> str | None:
        """Goes to the first term."""
        self._place = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        """Goes to ``term``, or the first one after it."""
        self._place = self._field.find(term.encode() if isinstance(term, str) else term)
        return self.text()

    def next(self) -> str | None:
        """Goes to the next term."""
        self._place += 1
        return self.text()

    def text(self) -> str | None:
        """The term here; ``None`` after the last."""
        return self._field.terms(self._place, self._place + 1)[0].decode() if self.is_valid() else None

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self._place < self._field.size


def _encoded(positions: list[int]) -> bytes:
    """As Whoosh's format of positions encodes them: the number of them, then a pickle of the gaps between them."""
    encoded: bytes = Positions().encode(positions)
    return encoded


class ArrayDocuments(PerDocumentReader):  # type: ignore[misc]
    """Lengths and columns of a segment's documents."""

    def __init__(self, file: SegmentFile, segment: ArraySegment) -> None:
        self._file, self._segment = file, segment

    def close(self) -> None:
        """Nothing is open but a memory map."""

    def doc_count(self) -> int:
        """How many documents are not deleted."""
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        """How many documents there are, deleted ones included."""
        return self._file.size

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether this document is deleted."""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Any:
        """The numbers of the deleted documents."""
        return self._segment.deleted_docs()

    def supports_columns(self) -> bool:
        """It does."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether ``fieldname`` is a column."""
        return fieldname in COLUMNS

    def column_reader(self, fieldname: str, column: Any) -> Any:  # noqa: ARG002
        """The column's values by document number."""
        return self._file.column(fieldname).tolist()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """How many words the document has in the field, as coarsely as it is kept."""
        if fieldname not in FIELDS:
            return default
        return int(LENGTHS[self._file.fields[fieldname].lengths[docnum]])

    def field_length(self, fieldname: str) -> int:
        """How many words all documents have in the field."""
        return self._file.fields[fieldname].total if fieldname in FIELDS else 0

    def min_field_length(self, fieldname: str) -> int:
        """The fewest words that a document has in the field."""
        return self._length(fieldname, np.min)

    def max_field_length(self, fieldname: str) -> int:
        """The most words that a document has in the field."""
        return self._length(fieldname, np.max)

    def _length(self, fieldname: str, choose: Any) -> int:
        if fieldname not in FIELDS or not self._file.size:
            return 0
        return int(choose(LENGTHS[self._file.fields[fieldname].lengths]))

    def stored_fields(self, docnum: int) -> dict[str, Any]:  # noqa: ARG002
        """Nothing is stored."""
        return {}
