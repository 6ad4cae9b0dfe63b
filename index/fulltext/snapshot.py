"""One state of the index, read as NumPy arrays: all segments as one, their documents numbered one after another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from os.path import commonprefix
from typing import Literal, NamedTuple

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.searching import Searcher

from index.fulltext.codec import ArraySegment, segment_file
from index.fulltext.documents import Documents
from index.fulltext.postings import LENGTHS, FieldFile, Floats, Ints, count_lines, lines_beginning
from index.fulltext.schema import NO_DATE
from index.fulltext.segments import Flags, SegmentFile
from index.fulltext.stretches import Postings, Stretch
from index.fulltext.vocabulary import Choice, Vocabulary
from index.fulltext.words import stem, stem_prefix, stems

K1, B = 1.2, 0.75
"""The constants of BM25F (Robertson and Zaragoza, 2009), as Whoosh sets them."""


_Forms = tuple[list[str], Postings, Postings]


class _Lines(NamedTuple):
    """Which lines of some terms of a field are forms of a word, and which ``[start, end)`` begin with it."""

    forms: list[tuple[int, str]]
    start: int
    end: int

    @classmethod
    def of(cls, text: bytes, typed: str, has_forms: bool, begun: bool) -> _Lines:
        """``text`` as :meth:`FieldFile.beginning` gives it; without ``begun`` none begin."""
        start, own = lines_beginning(text, typed.encode()) if begun else (0, b"")
        if has_forms:
            wanted, words = stem(typed), text.decode().split("\n")[1:-1]
            forms = [(line, words[line]) for line, stemmed in enumerate(stems(words)) if stemmed == wanted]
        else:
            forms = [(start, typed)] if own.startswith(f"\n{typed}\n".encode()) else []
        return cls(forms, start, start + count_lines(own))


class Segment(NamedTuple):
    """A segment's file, which of its documents are not deleted (``None``: all), and its first document's number."""

    file: SegmentFile
    live: Flags | None
    base: int


class Snapshot:
    """One state of the whole index. Any number of threads may read it at once."""

    def __init__(self, storage: FileStorage, table: TOC, before: Snapshot | None = None) -> None:
        """``before``: an older snapshot, whose files are taken over where they are still part of the index."""
        _keep_freed_memory()
        self._storage, self._table = storage, table
        known = before.files if before else {}
        self.files: dict[str, SegmentFile] = {}
        """Those of all segments, by name."""
        self.segments: list[Segment] = []
        """Those that are not empty."""
        self.size = 0
        """How many documents there are, deleted ones included."""
        for described in table.segments:
            name = described.segment_id()
            self.files[name] = known.get(name) or segment_file(storage, described)
            if described.doc_count_all():
                self.segments.append(Segment(self.files[name], _live(described), self.size))
                self.size += described.doc_count_all()
        self.doc_count: int = sum(described.doc_count() for described in table.segments)
        """How many documents are not deleted."""
        self._columns: dict[str, Ints] = {}
        self._damping: dict[str, Floats] = {}
        self._vocabularies: dict[tuple[str, str], Vocabulary] = {}
        self._narrow: dict[tuple[str, str], Vocabulary] = {}
        self._forms: dict[tuple[str, str, bool], _Forms] = {}
        self._orders: dict[str, Ints] = {}
        self._orders_wanted = 0

    @cached_property
    def live(self) -> Flags | None:
        """Which documents are not deleted; ``None`` where none is."""
        if all(one.live is None for one in self.segments):
            return None
        return np.concatenate([np.ones(one.file.size, bool) if one.live is None else one.live for one in self.segments])

    def column(self, name: str) -> Ints:
        """A column's values by document number."""
        if name not in self._columns:
            parts = [one.file.column(name) for one in self.segments]
            self._columns[name] = parts[0] if len(parts) == 1 else np.concatenate([_NO_INTS, *parts])
        return self._columns[name]

    def by_date(self, which: Literal["newest", "oldest"]) -> Ints | None:
        """All documents, those first that are ``which``, of equals the lower id; those without a date last.

        ``None`` the first few times: to sort all takes as long as to look for the first of some several times.
        """
        order = self._orders.get(which)
        if order is None:
            self._orders_wanted += 1
            if self._orders_wanted > _SORTED_AFTER:
                published = self.column("published")
                turned = ~published if which == "newest" else np.where(published == NO_DATE, _NEVER, published)
                order = self._orders[which] = np.lexsort((self.column("id"), turned))
        return order

    def damping(self, field: str) -> Floats:
        """By how much the length of each document's ``field`` damps the weight of a word in it: *K* of BM25F."""
        if field not in self._damping:
            fields = [one.file.fields[field] for one in self.segments]
            average = sum(one.total for one in fields) / max(self.size, 1) or 1.0
            by_code = K1 * ((1 - B) + B * LENGTHS / np.float32(average))
            self._damping[field] = by_code[np.concatenate([_NO_CODES, *(one.lengths for one in fields)])]
        return self._damping[field]

    def forms(self, field: str, typed: str, *, begun: bool = False) -> _Forms:
        """The words of ``field`` that are ``typed`` or another form of it, and the postings of each.

        Where ``begun`` asks for them, the postings of all words that begin so, too: found in the same look. What was
        found is kept: while one types, all words but the last are asked for again with every key.
        """
        key = field, typed, begun
        found = self._forms.get(key)
        if found is None:
            if len(self._forms) >= _FORMS_KEPT:
                self._forms.clear()
            found = self._forms[key] = self._find_forms(field, typed, begun)
        return found

    def _find_forms(self, field: str, typed: str, begun: bool) -> _Forms:
        has_forms = typed.isascii() and typed.isalpha() and not (begun and len(typed) < _SHORT)
        if not (has_forms or begun):
            return [typed], self.terms(field, [typed]), Postings([])
        beginning = stem_prefix(typed) if has_forms else typed
        if begun:
            beginning = commonprefix([typed, beginning])  # noqa: RUF071  (letter by letter is meant)
        fitting: dict[bytes, _Lines] = {}  # most segments have the same words here
        words: dict[str, list[Stretch]] = {}
        beginners: list[Stretch] = []
        for segment in self.segments:
            source = segment.file.fields[field]
            first, text = source.beginning(beginning.encode())
            if text not in fitting:
                fitting[text] = _Lines.of(text, typed, has_forms, begun)
            found = fitting[text]
            for line, word in found.forms:
                words.setdefault(word, []).append(_stretch(segment, source, first + line))
            if found.end > found.start:
                beginners.append(_stretch(segment, source, first + found.start, first + found.end))
        return list(words), Postings(list(words.values())), Postings([beginners])

    def terms(self, field: str, words: Sequence[str]) -> Postings:
        """The postings of those of ``words`` that stand in ``field``."""
        found: list[list[Stretch]] = [[] for _ in words]
        for word, stretches in zip(words, found, strict=True):
            encoded = word.encode()
            for segment in self.segments:
                source = segment.file.fields[field]
                place = source.place(encoded)
                if place is not None:
                    stretches.append(_stretch(segment, source, place))
        return Postings(found)

    def beginning(self, field: str, prefix: str) -> Postings:
        """The postings of all words of ``field`` that begin with ``prefix``."""
        stretches, encoded = [], prefix.encode()
        for segment in self.segments:
            source = segment.file.fields[field]
            first, last = source.places(encoded)
            if last > first:
                stretches.append(_stretch(segment, source, first, last))
        return Postings([stretches])

    def holding_any(self, field: str, literal: str, choice: Choice) -> Documents:
        """The documents that hold any of those words of ``field`` that begin with ``literal`` and are chosen."""
        vocabulary = self._vocabulary(field, literal)
        chosen, parts = np.array(choice(vocabulary), dtype=np.int64), [_NO_INTS]
        for segment, places in zip(self.segments, vocabulary.places, strict=True):
            own = places[chosen]
            own = own[own >= 0]
            if len(own):
                own.sort()
                parts.append(segment.file.fields[field].documents_of(own) + segment.base)
        return Documents(self.size, np.concatenate(parts))

    def like(self, field: str, word: str, distance: int) -> list[str]:
        """The words of ``field`` that may be within ``distance`` edits of ``word``, and some others; sorted."""
        near = set().union(*(one.file.fields[field].like(word, distance) for one in self.segments))
        return sorted(term.decode() for term in near)

    def _vocabulary(self, field: str, prefix: str) -> Vocabulary:
        """Those of single letters, and of none, are kept, as to read them takes long; of all others the last few."""
        short = prefix[:1]
        known = self._vocabularies.get((field, short))
        if known is not None:
            return known if prefix == short else known.beginning(prefix)
        known = self._narrow.get((field, prefix))
        if known is not None:
            return known
        found = [one.file.fields[field].beginning(prefix.encode()) for one in self.segments]
        known = Vocabulary.of([(first, text.decode().split("\n")[1:-1]) for first, text in found])
        if prefix == short:
            self._vocabularies[field, short] = known
        elif len(known.words) <= _NARROW:
            if len(self._narrow) >= _NARROW_KEPT:
                self._narrow.clear()
            self._narrow[field, prefix] = known
        return known

    def searcher(self) -> Searcher:
        """A searcher of Whoosh's own over this state: for one thread only, and to be closed."""
        table = self._table
        return Searcher(FileIndex._reader(self._storage, table.schema, list(table.segments), table.generation))  # noqa: SLF001


_NO_INTS: Ints = np.empty(0, np.int64)
_NO_CODES = np.empty(0, np.uint8)
_NEVER = np.iinfo(np.int64).max
_SORTED_AFTER = 8
_FORMS_KEPT = 256
_NARROW, _NARROW_KEPT = 2_000, 32  # words of a vocabulary that is kept for a while, and how many are
_LARGEST_KEPT = 1 << 24  # bytes
_SHORT = 4  # of a word that goes on and has fewer letters yet, no other forms are looked for: they begin so, too


@cache
def _keep_freed_memory() -> None:
    """Lets the process keep the memory of arrays that a query is done with, for the next one.

    The C library of Linux gives large blocks back at once, and to get them anew, page by page, takes longer than what
    is done with them. It keeps those up to the size of the largest that it has seen freed: of one that nothing touches.
    """
    np.empty(_LARGEST_KEPT, np.uint8)


def _stretch(segment: Segment, source: FieldFile, first: int, last: int | None = None) -> Stretch:
    last = first + 1 if last is None else last
    return Stretch(source, segment.base, first, last, *source.extent(first, last))


def _live(segment: ArraySegment) -> Flags | None:
    if not segment.has_deletions():
        return None
    live = np.ones(segment.doc_count_all(), bool)
    live[list(segment.deleted_docs())] = False
    return live
