"""Segment files: the same words as the analysis finds, the same after folding, and no damage that goes unnoticed."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.fulltext.damage import DamagedPageError
from index.fulltext.inversion import Inverter, Lexicon
from index.fulltext.pages import PAGE, PageFile, PageWriter
from index.fulltext.policy import LARGEST, to_fold
from index.fulltext.segments import FIELDS, SegmentFile, fold, write_segment
from index.fulltext.words import words

VOCABULARY = ["alpha", "Alpha,", "béta", "beta", "cease-fire", "中国人", "d'Estaing", "—", "U.S.", "3.5", "x" * 50]
TEXT = st.lists(st.sampled_from(VOCABULARY), max_size=40).map(" ".join)
TEXTS = st.lists(TEXT, max_size=12)

Places = dict[str, dict[int, list[int]]]
"""Term -> document -> positions."""


def expected(texts: list[str]) -> Places:
    places: Places = defaultdict(lambda: defaultdict(list))
    for number, text in enumerate(texts):
        for word in words(text):
            places[word.text][number].append(word.position)
    return {term: dict(of) for term, of in places.items()}


def written(path: Path, texts: list[str], lexicon: Lexicon) -> SegmentFile:
    inverters = {name: Inverter(lexicon) for name in FIELDS}
    for text in texts:
        for name, inverter in inverters.items():
            inverter.add(text if name == "body" else "")
    numbers = np.arange(len(texts), dtype=np.int64)
    fields = {name: inverter.invert() for name, inverter in inverters.items()}
    write_segment(path, {"id": numbers, "published": -numbers}, fields)
    return SegmentFile(path)


def held(segment: SegmentFile) -> Places:
    field = segment.fields["body"]
    places: Places = {}
    for place, term in enumerate(field.terms()):
        assert field.find(term) == field.place(term) == place
        positions = iter(field.positions.read(*field.position_extent(place)).tolist())
        documents, frequencies = (
            array.read(*field.extent(place)).tolist() for array in (field.documents, field.frequencies)
        )
        places[term.decode()] = {
            document: [next(positions) for _ in range(frequency)]
            for document, frequency in zip(documents, frequencies, strict=True)
        }
    return places


@settings(deadline=None)
@given(TEXTS)
def test_a_segment_holds_what_the_analysis_finds(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        segment = written(Path(folder, "one.seg"), texts, Lexicon())
        assert held(segment) == expected(texts)
        assert segment.fields["body"].total == sum(len(list(words(text))) for text in texts)
        segment.verify()


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.randoms())
def test_folding_is_as_if_what_is_left_had_been_written_at_once(batches: list[list[str]], random: object) -> None:
    lexicon = Lexicon()
    with tempfile.TemporaryDirectory() as folder:
        sources, left, ids = [], [], []
        for number, texts in enumerate(batches):
            segment = written(Path(folder, f"{number}.seg"), texts, lexicon)
            live = np.array([random.random() < 0.7 for _ in texts], dtype=bool)  # type: ignore[attr-defined]
            sources.append((segment, live))
            left += [text for text, flag in zip(texts, live, strict=True) if flag]
            ids += np.flatnonzero(live).tolist()
        assert fold(Path(folder, "all.seg"), sources) == len(left)
        folded = SegmentFile(Path(folder, "all.seg"))
        anew = written(Path(folder, "anew.seg"), left, lexicon)
        assert held(folded) == held(anew) == expected(left)
        assert folded.column("id").tolist() == ids
        assert folded.fields["body"].total == anew.fields["body"].total
        assert folded.fields["body"].lengths.tolist() == anew.fields["body"].lengths.tolist()


@settings(deadline=None)
@given(st.integers(0, 3 * PAGE), st.data())
def test_a_changed_byte_is_noticed(size: int, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pages")
        with PageWriter(path) as file:
            file.add("numbers", np.arange(size, dtype=np.uint8))
            file.add("more", np.arange(10))
            file.finish()
        PageFile(path).verify()
        content = bytearray(path.read_bytes())
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
        path.write_bytes(content)
        with pytest.raises(DamagedPageError):
            PageFile(path).verify()


@given(st.binary(max_size=200))
def test_a_file_of_something_else_is_noticed(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pages")
        path.write_bytes(content)
        with pytest.raises(DamagedPageError):
            PageFile(path)


@settings(deadline=None)
@given(st.lists(st.integers(1, 3000), max_size=120))
def test_segments_stay_few_whatever_comes_in(batches: list[int]) -> None:
    segments: list[tuple[int, int]] = []
    for batch in batches:
        segments.append((batch, 0))
        while chosen := to_fold(segments):
            assert len(chosen) > 1
            total = sum(segments[number][0] for number in chosen)
            assert total <= LARGEST
            segments = [one for number, one in enumerate(segments) if number not in chosen]
            segments.append((total, 0))
    assert sum(articles for articles, _ in segments) == sum(batches)
    assert len(segments) <= 7 * 4 + sum(batches) // (LARGEST // 2)


def test_a_segment_in_which_much_is_deleted_is_rewritten_alone() -> None:
    assert to_fold([(100, 0), (60, 40)]) == [1]
    assert to_fold([(100, 0), (90, 10)]) == []
