from __future__ import annotations

import textwrap
from datetime import datetime
from pathlib import Path

import pytest

from index.article import Article
from index.readers import ReadError, read_bytes
from index.readers.layout import paragraphs

LEDE = "The harbour of Port Elsine will stay shut until Monday, its master Halima Quist said after a night of talks."
SECOND = "The dockers want ten years without dismissals, and the company has offered them three and a brass band."
THIRD = "Nobody at the quay expected the cranes to move before the week was out, and nobody was seen to mind."


def read_text(*parts: str, name: str = "story.txt") -> Article:
    (article,) = read_bytes("\n\n".join(parts).encode(), Path(name))
    return article


def test_the_first_line_is_the_title_and_not_in_the_text() -> None:
    article = read_text("Harbour stays shut", LEDE, SECOND)
    assert article.title == "Harbour stays shut"
    assert article.text == f"{LEDE}\n\n{SECOND}"
    assert (article.byline, article.source, article.published, article.url, article.language) == (None,) * 5
    assert (article.path, article.id) == ("story.txt", None)


def test_a_newspaper_export_loses_teaser_and_second_headline_and_its_last_line_becomes_metadata() -> None:
    teaser = f"{LEDE} {SECOND}"[:140] + "..."
    article = read_text(
        "Harbour ‘stays shut’", teaser, f"Harbour 'stays shut'\n{LEDE}", SECOND, "Ann B Lee for QUAY News"
    )
    assert article.title == "Harbour ‘stays shut’"
    assert article.text == f"{LEDE}\n\n{SECOND}"
    assert (article.byline, article.source) == ("Ann B Lee", "QUAY News")


@pytest.mark.parametrize("ellipsis", ["...", "…", " ...", " [...]", " […]"])
def test_a_teaser_that_the_text_begins_with_goes_without_a_second_headline_too(ellipsis: str) -> None:
    assert read_text("Harbour stays shut", LEDE[:60] + ellipsis, LEDE, SECOND).text == f"{LEDE}\n\n{SECOND}"


def test_a_teaser_worded_differently_goes_between_the_two_headlines_alone() -> None:
    teaser = "Nothing moves at the quay, and the company would rather …"
    assert read_text("Shut", teaser, "Shut", LEDE, SECOND).text == f"{LEDE}\n\n{SECOND}"
    assert read_text("Shut", teaser, LEDE, SECOND).text == f"{teaser}\n\n{LEDE}\n\n{SECOND}"


def test_a_standfirst_between_the_two_headlines_stays() -> None:
    standfirst = "Dockers and company part without a word"
    assert read_text("Shut", standfirst, "Shut", LEDE).text == f"{standfirst}\n\n{LEDE}"


def test_byline_and_date_after_title_and_standfirst_become_metadata() -> None:
    article = read_text("Harbour stays shut", "A night of talks", "By Ann Lee", "28 March 2025", LEDE, SECOND)
    assert article.text == f"A night of talks\n\n{LEDE}\n\n{SECOND}"
    assert (article.byline, article.published) == ("Ann Lee", datetime(2025, 3, 28))  # noqa: DTZ001


def test_byline_and_date_before_the_title_become_metadata() -> None:
    article = read_text("March 28, 2025", "By Ann Lee", "Harbour stays shut", LEDE)
    assert (article.title, article.byline, article.text) == ("Harbour stays shut", "Ann Lee", LEDE)


def test_a_byline_in_the_middle_of_the_text_stays() -> None:
    assert "By Ann Lee" in read_text("Shut", *[LEDE] * 8, "By Ann Lee", SECOND).text


def test_labelled_lines_at_the_head_become_metadata() -> None:
    head = "Title: Harbour: shut\nAuthor: Ann Lee\nDate: 2025-03-28\nSource: Sample Wire\nURL: https://example.org/a"
    article = read_text(head, LEDE)
    assert (article.title, article.byline, article.source) == ("Harbour: shut", "Ann Lee", "Sample Wire")
    assert (article.url, article.text) == ("https://example.org/a", LEDE)


def test_one_line_with_a_colon_is_a_headline() -> None:
    assert read_text("Source: harbour to stay shut", LEDE).title == "Source: harbour to stay shut"


def test_the_dateline_stays_in_the_text_and_fills_what_is_not_known() -> None:
    body = "PORT ELSINE, 28 March 2025 (Quay Press) — " + LEDE
    article = read_text("Shut", body)
    assert (article.text, article.source) == (body, "Quay Press")
    assert article.published == datetime(2025, 3, 28)  # noqa: DTZ001
    assert read_text("Shut", body, "Ann Lee for Sample Wire").source == "Sample Wire"


def test_the_date_of_the_file_name_is_the_last_resort() -> None:
    assert read_text("Shut", LEDE, name="wire_2025-03-01_shut.txt").published == datetime(2025, 3, 1)  # noqa: DTZ001
    dated = read_text("Shut", "March 28, 2025", LEDE, name="wire_2025-03-01_shut.txt")
    assert dated.published == datetime(2025, 3, 28)  # noqa: DTZ001


def test_without_a_headline_the_first_sentence_is_the_title_and_stays_in_the_text() -> None:
    article = read_text(f"{LEDE} {SECOND}", THIRD)
    assert article.title.endswith("…")
    assert LEDE.startswith(article.title[:-1])
    assert article.text.startswith(LEDE)
    assert len(article.title) <= 101


def test_a_single_line_is_title_and_text() -> None:
    article = read_text("The harbour is shut.")
    assert article.title == article.text == "The harbour is shut."


def test_without_words_to_make_a_title_of_the_file_name_is_one() -> None:
    assert read_text("12 : 3", name="2025-03-28-final_score.txt").title == "Final score"
    assert read_text("12 : 3", name="2025-03-28.txt").title == "2025-03-28"


def test_rulers_are_no_paragraphs() -> None:
    assert read_text("* * *", "Shut", "-----", LEDE, "___").text == LEDE


def test_a_semicolon_that_joins_headline_and_deck_goes() -> None:
    assert read_text("Harbour shut;\nNo end in sight", LEDE).title == "Harbour shut"


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^story\.txt: is empty$"):
        read_bytes(data, Path("story.txt"))


def test_a_file_without_a_letter_is_refused() -> None:
    with pytest.raises(ReadError, match=r"^story\.txt: holds no text$"):
        read_bytes(b"--- *** ---", Path("story.txt"))


def test_lines_are_paragraphs_where_the_text_is_not_wrapped() -> None:
    assert paragraphs(f"{LEDE}\n{SECOND}\n\n  {THIRD}  \n") == [LEDE, SECOND, THIRD]
    verse = [
        "The gulls are loud",
        "the cranes are not",
        "and who can tell",
        "what talks have got",
        "but gulls",
        "and tar",
    ]
    assert paragraphs("\n".join(verse)) == verse


@pytest.mark.parametrize("width", [50, 66, 72, 78, 100])
def test_the_lines_of_a_hard_wrapped_text_are_joined(width: int) -> None:
    body = [f"{LEDE} {SECOND} {THIRD}", f"{THIRD} {SECOND}", f"{SECOND} {LEDE}"]
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in body)
    assert paragraphs("Harbour stays shut\n\n" + wrapped) == ["Harbour stays shut", *body]


def test_a_short_line_of_a_hard_wrapped_text_ends_its_paragraph() -> None:
    body = textwrap.fill(f"{LEDE} {SECOND} {THIRD}", 70)
    assert paragraphs(f"Harbour stays shut\n{body}") == ["Harbour stays shut", f"{LEDE} {SECOND} {THIRD}"]


def test_indented_lines_of_a_hard_wrapped_text_begin_paragraphs() -> None:
    text = "\n".join(textwrap.fill(p, 70, initial_indent="  ") for p in (f"{LEDE} {SECOND}", f"{SECOND} {THIRD}"))
    assert paragraphs(text) == [f"{LEDE} {SECOND}", f"{SECOND} {THIRD}"]


def test_a_word_broken_at_its_hyphen_is_joined_without_a_blank() -> None:
    filler = "a line of words that is about as long as all the others are here"
    last = "Drovanian words go on to the end of this line, on and on"
    assert "here pro-Drovanian words" in paragraphs("\n".join([filler] * 3 + [f"{filler} pro-", last]))[0]


def test_lines_in_a_script_without_blanks_are_joined_without_one() -> None:
    line = "首相は金曜日部隊を派遣しないと述べた平和が必要だと語ったと伝えられたという話である"
    assert paragraphs("\n".join([line] * 6)) == [line * 6]
