"""Whatever the text, paragraphs cover it and passages read as the text at their spans."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.analysis.paragraphs import LONGEST, pieces
from index.analysis.pipeline import Analyser
from index.analysis.quotes import find_quotes
from index.article import GAP

WORDS = [
    "Ada",
    "Olt",
    "said",
    "that",
    "“",
    "”",
    '"',
    "''",
    "no",
    "will",
    ".",
    ",",
    "\n",
    "not",
    "refused",
    "to",
    "sign",
    "it",
    "she",
    "Larun",
    ":",
    "—",
    "😀",
    "é",
    "’s",
    "according",
    "plan",
    "hope",
    "for",
    "I",
    "?",
]
texts = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
marks = st.text(alphabet="“”\"'`ab \n", max_size=60)


@given(st.text(max_size=200) | st.integers(1, 4 * LONGEST).map(lambda n: "ab. Cd " * (n // 7)))
def test_pieces_are_disjoint_in_order_bounded_and_leave_out_only_white_space(text: str) -> None:
    spans = list(pieces(text))
    assert all(0 < end - start <= LONGEST for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text)


@given(marks)
def test_quotations_are_disjoint_and_in_order(paragraph: str) -> None:
    quotes = find_quotes(paragraph)
    assert all(0 <= quote.start < quote.end <= len(paragraph) for quote in quotes)
    assert all(one.end <= other.start for one, other in pairwise(quotes))


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts)
def test_every_passage_reads_as_the_text_at_its_spans(analyser: Analyser, text: str) -> None:
    analysis = analyser.analyse(text)
    for position in analysis.positions:
        for passage in (position.cue, position.statement, position.target):
            if passage is not None:
                assert passage.text == GAP.join(text[start:end] for start, end in passage.spans)
                assert all(start < end for start, end in passage.spans)
        if position.holder is not None:
            assert position.holder.name.strip()
            assert all(text[start:end].strip() for start, end in position.holder.spans)
        if position.outer is not None:
            assert 0 <= position.outer < len(analysis.positions)
    for entity in analysis.entities:
        assert all(text[start:end].strip() == text[start:end] != "" for start, end in entity.mentions)
