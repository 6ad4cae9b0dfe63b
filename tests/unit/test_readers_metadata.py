from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from index.readers.metadata import Credit, date_in_name, parse_byline, parse_credit, parse_date, parse_dateline
from index.readers.told import told_from

DAY = datetime(2025, 3, 28)  # noqa: DTZ001


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-28",
        "28 March 2025",
        "March 28, 2025",
        "Mar. 28, 2025",
        "Friday, 28 March 2025",
        "28th March 2025",
        "Published: March 28, 2025",
        "Published on 28 March 2025",
        "Updated 28 Mar 2025",
        "28.3.2025",
        "03/28/2025",
        "(March 28, 2025)",
        "20250328",
        "March 28 2025",
    ],
)
def test_full_dates_in_common_forms_are_read(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Friday",
        "March 2025",
        "2025",
        "12",
        "10-11-12",
        "May",
        "Room 2025",
        "2025-13-45",
        "2025-02-30",
        "Dec. 8",
        "9" * 40,
        "Budget 2025 passes",
        "He said on March 28, 2025 that it was over",
        "28 mars 2025 ou pas",
    ],
)
def test_what_is_not_a_full_date_is_none(text: str) -> None:
    assert parse_date(text) is None


def test_a_time_of_day_is_kept_and_the_day_is_the_one_that_was_printed() -> None:
    assert parse_date("2025-03-28T00:30:00+02:00") == DAY.replace(minute=30)
    assert parse_date("March 28, 2025 at 10:05 AM EST") == DAY.replace(hour=10, minute=5)
    assert parse_date("Fri, 28 Mar 2025 10:05:00 GMT") == DAY.replace(hour=10, minute=5)


def test_dates_that_a_parser_made_are_taken() -> None:
    assert parse_date(date(2025, 3, 28)) == DAY
    assert parse_date(datetime(2025, 3, 28, tzinfo=timezone(timedelta(hours=2)))) == DAY
    assert parse_date(20250328) is None
    assert parse_date(["2025-03-28"]) is None


@pytest.mark.parametrize(
    "stem", ["2025-03-28-paris-talks", "wire_2025-03-28_paris", "20250328", "a.2025.03.28", "99_2025-99-99_2025_03_28"]
)
def test_a_date_in_a_file_name_is_found(stem: str) -> None:
    assert date_in_name(stem) == DAY


@pytest.mark.parametrize("stem", ["paris", "2025", "12025-03-28", "20250399", "000_ee134b4a7a73ef64", "2025-0328"])
def test_other_digits_in_a_file_name_are_no_date(stem: str) -> None:
    assert date_in_name(stem) is None


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("By Ann Lee", Credit("Ann Lee")),
        ("BY ANN LEE", Credit("ANN LEE")),
        ("by Ludwig van der Berg", Credit("Ludwig van der Berg")),
        ("By Ann Lee, Bo Ek and Cy Day", Credit("Ann Lee, Bo Ek and Cy Day")),
        ("By Ann Lee for Sample Wire", Credit("Ann Lee", "Sample Wire")),
        ("By Ann Lee, Sample News", Credit("Ann Lee", "Sample News")),
        ("By Ann Lee, Staff Writer", Credit("Ann Lee, Staff Writer")),
        ("By Ann Lee | March 28, 2025", Credit("Ann Lee", None, DAY)),
        ("By Ann Lee · Sample Wire · 28 March 2025", Credit("Ann Lee", "Sample Wire", DAY)),
        ("Written by Adaeze Obi", Credit("Adaeze Obi")),
        ("By Reuters", Credit("Reuters")),
        ("By Martin Luther King Jr.", Credit("Martin Luther King Jr.")),
        ("By 周明哲", Credit("周明哲")),
    ],
)
def test_bylines_are_read(line: str, credit: Credit) -> None:
    assert parse_byline(line) == credit


@pytest.mark.parametrize(
    "line",
    [
        "By Friday",
        "By March",
        "By then it was over.",
        "By a narrow margin",
        "By the time Ann Lee came, he had gone",
        "By George, he has got it",
        "Bystanders Watch",
        "By Ann Lee said the minister",
        "By 2030",
        "By " + "Ann " * 60,
    ],
)
def test_prose_that_begins_with_by_is_no_byline(line: str) -> None:
    assert parse_byline(line) is None


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Mark B Thomas for TROIB News", Credit("Mark B Thomas", "TROIB News")),
        ("— Ann Lee and Bo Ek for The Sample Wire", Credit("Ann Lee and Bo Ek", "The Sample Wire")),
        ("Ann Lee for Channel 4", Credit("Ann Lee", "Channel 4")),
    ],
)
def test_credits_are_read(line: str, credit: Credit) -> None:
    assert parse_credit(line) == credit


@pytest.mark.parametrize(
    "line",
    [
        "Ann Lee voted for Sample Wire.",
        "A vote for Peace",
        "Thank you for reading",
        "Ann Lee for president",
        "Wait for It",
        "Mark Thomas for TROIB News.",
        "“We will fight for Rome”",
        "Ann Lee",
    ],
)
def test_prose_with_for_is_no_credit(line: str) -> None:
    assert parse_credit(line) is None


@pytest.mark.parametrize(
    ("paragraph", "credit"),
    [
        ("PARIS, March 28, 2025 (Reuters) — The talks ended.", Credit(None, "Reuters", DAY)),
        ("LAKE SERIN, 28 March 2025 (Sample Wire) - The talks ended.", Credit(None, "Sample Wire", DAY)),
        ("NEW YORK, Nov. 19 (UPI) — The talks ended.", Credit(None, "UPI")),
        ("DES MOINES, Iowa (AP) -- The talks ended.", Credit(None, "AP")),
        ("TEŞOVA, 3 March (Sample Wire) — The talks ended.", Credit(None, "Sample Wire")),
        ("ST. LOUIS — The talks ended.", None),
        ("The talks (Paris) — they ended.", None),
        ("NATO (the alliance) — it met.", None),
    ],
)
def test_datelines_give_agency_and_date(paragraph: str, credit: Credit | None) -> None:
    assert parse_dateline(paragraph) == credit


def test_stated_metadata_of_odd_types_is_understood() -> None:
    told = told_from(
        {
            "Title": 1984,
            "authors": [{"name": "Ann Lee", "email": "a@example.org"}, "[[people/bo|Bo Ek]]", None, ["nested"], 3.5],
            "source": "https://example.org/a",
            "publisher": {"name": "Sample Wire"},
            "date": date(2025, 3, 28),
            "lang": "en-GB",
        }
    )
    assert (told.title, told.byline, told.source) == ("1984", "Ann Lee, Bo Ek, nested, 3.5", "Sample Wire")
    assert (told.published, told.language, told.url) == (DAY, "en-GB", "https://example.org/a")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "http://", "https://a b", "http://[", "x"]
)
def test_only_web_addresses_are_taken_for_addresses(url: str) -> None:
    assert told_from({"url": url}).url is None


@pytest.mark.parametrize("value", [None, "", "null", "~", [], {}, True, ["a", "b"]])
def test_stated_nothing_is_nothing(value: object) -> None:
    assert told_from({"title": value, "language": value, "date": value}) == told_from({})


def test_dates_in_paths_do_not_depend_on_folders() -> None:
    assert date_in_name(Path("2024-01-01/paris.txt").stem) is None
