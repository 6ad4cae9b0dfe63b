from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import export
from index.answer import HeldPosition, Hit, Page, Snippet
from index.article import Analysis, Article, Holder, Passage, Position, Span
from index.records import position_of, position_record

TEXT = "=SUM(A1) she said, *twice*"
ARTICLE = Article("A [title]", TEXT, source="The Wire", published=datetime(2025, 3, 4, tzinfo=UTC), id=7, path="a.txt")
POSITION = Position(
    holder=Holder("@Ana", (Span(9, 12),)),
    cue=Passage.of(TEXT, [(13, 17)]),
    statement=Passage.of(TEXT, [(0, 8), (19, 26)]),
    quotation="mixed",
    stance="opposes",
    target=None,
    confidence=0.8234567,
    outer=3,
    rule="verb",
)


def test_a_discontinuous_passage_is_its_pieces_joined_by_an_ellipsis() -> None:
    assert POSITION.statement.text == "=SUM(A1) … *twice*"


def test_an_extraction_holds_metadata_text_entities_and_positions() -> None:
    others = tuple(replace(POSITION, statement=Passage.of(TEXT, [(n, n + 1)]), outer=None) for n in range(3))
    record = export.extraction_record(ARTICLE, Analysis((), (POSITION, *others)))
    assert list(record) == ["path", "title", "byline", "source", "published", "url", "text", "entities", "positions"]
    assert record["published"] == "2025-03-04T00:00:00+00:00"
    position = record["positions"][0]
    assert len(record["positions"]) == 4
    assert position["confidence"] == 0.823
    assert position["outer"] == 3
    assert "rule" not in position
    assert export.extraction_record(ARTICLE, Analysis((), others), explain=True)["positions"][0]["rule"] == "verb"


def test_who_hold_one_attribution_together_share_its_record() -> None:
    alone = replace(POSITION, outer=None)
    nested = replace(alone, statement=Passage.of(TEXT, [(19, 26)]), outer=2)
    again = replace(alone, cue=Passage.of(TEXT, [(9, 12)]))
    bo = replace(alone, holder=Holder("Bo", (Span(9, 12),)))
    records = export.extraction_record(ARTICLE, Analysis((), (alone, bo, again, nested)))["positions"]
    assert [(each["holder"]["name"], each.get("co_holders")) for each in records] == [
        ("@Ana", ["Bo"]),
        ("@Ana", None),
        ("@Ana", None),
    ]
    assert records[2]["outer"] == 1


def test_a_position_survives_its_record() -> None:
    kept = position_of(json.loads(json.dumps(position_record(POSITION, explain=True))))
    assert kept.confidence == pytest.approx(POSITION.confidence, abs=0.001)
    assert position_record(kept, explain=True) == position_record(POSITION, explain=True)


def test_a_spreadsheet_runs_no_cell_as_a_formula() -> None:
    header, row = csv.reader(io.StringIO("\n".join(export.csv_lines([HeldPosition(ARTICLE, POSITION)]))))
    cells = dict(zip(header, row, strict=True))
    assert cells["holder"] == "'@Ana"
    assert cells["statement"].startswith("'=SUM")
    assert (cells["start"], cells["end"], cells["article"]) == ("0", "26", "7")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_title_stays_one_heading_in_markdown(title: str) -> None:
    article = Article(title, TEXT, id=1)
    lines = list(export.markdown_lines([HeldPosition(article, POSITION), HeldPosition(article, POSITION)]))
    assert sum(line.startswith("#") for line in lines) == 1
    assert sum(line.startswith("- **@Ana** opposes: =SUM(A1) … \\*twice\\*") for line in lines) == 2


def test_a_hit_says_that_it_is_not_analysed_by_having_no_stances() -> None:
    hit = Hit(1, "Title", None, None, 1.23456, Snippet("a levy", 10, (Span(2, 6),)), None)
    record = export.hit_record(hit)
    assert record["stances"] is None
    assert record["snippet"][slice(*record["hits"][0])] == "levy"
    page = export.page_record(Page("levi", (), 0, 0, 1.26, {"source": (("The Wire", 2),)}, "levy"))
    facets = {"source": {"The Wire": 2}}
    assert page == {"total": 0, "articles": 0, "took_ms": 1.3, "facets": facets, "suggestion": "levy"}
