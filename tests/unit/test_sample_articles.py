from __future__ import annotations

import unicodedata
from datetime import datetime
from pathlib import Path

import pytest

from index.article import Article
from index.readers import read

SAMPLES = Path(__file__).parents[2] / "sample_articles"
PATHS = sorted(path for path in SAMPLES.glob("*/*") if path.suffix in {".txt", ".md"})
OUTLETS = {
    "Sample Wire",
    "The Continental Ledger",
    "The Fairweather Post",
    "The Harbour Courier",
    "Ilmar Valley Gazette",
    "Zahran Daily",
}


def only_article(path: Path) -> Article:
    (article,) = read(path)
    return article


def test_there_are_at_least_24_articles_in_three_storylines_and_two_formats() -> None:
    assert len(PATHS) >= 24
    assert {path.suffix for path in PATHS} == {".txt", ".md"}
    storylines = [path.parent.name for path in PATHS]
    assert min(storylines.count(name) for name in ("ukraine-force", "ilmar-dam", "port-elsine")) >= 8


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_each_reads_with_title_byline_outlet_and_the_date_of_its_file_name(path: Path) -> None:
    article = only_article(path)
    assert article.title
    assert article.byline
    assert article.source in OUTLETS
    assert article.published is not None
    assert article.published.date() == datetime.fromisoformat(path.name[:10]).date()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_each_text_is_of_newspaper_length_and_begins_with_the_story(path: Path) -> None:
    article = only_article(path)
    assert 250 <= len(article.text.split()) <= 700
    assert article.title not in article.text
    assert article.byline is not None
    assert f"By {article.byline}" not in article.text
    assert f"{article.byline} for " not in article.text


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_no_text_holds_control_or_unassigned_characters(path: Path) -> None:
    raw = path.read_bytes().decode("utf-8")
    strange = {char for char in raw if unicodedata.category(char) in {"Cc", "Cf", "Cn", "Co"} and char != "\n"}
    assert not strange
    assert unicodedata.is_normalized("NFC", raw)


def test_the_articles_run_over_eight_weeks_and_six_outlets() -> None:
    articles = [only_article(path) for path in PATHS]
    dates = [article.published for article in articles if article.published]
    assert 49 <= (max(dates) - min(dates)).days <= 56
    assert {article.source for article in articles} == OUTLETS


def test_the_readme_names_every_storyline_and_outlet() -> None:
    readme = " ".join((SAMPLES / "README").read_text(encoding="utf-8").split())
    missing = [name for name in {path.parent.name for path in PATHS} | OUTLETS if name not in readme]
    assert not missing
