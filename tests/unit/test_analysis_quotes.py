"""Quotation marks: what they enclose, and what of it is a sentence of its own."""

from __future__ import annotations

import pytest

from index.analysis.quotes import find_quotes, is_sentence


@pytest.mark.parametrize(
    ("paragraph", "quoted"),
    [
        ("She said “yes” and “no”.", ["“yes”", "“no”"]),
        ('He said "never again" twice.', ['"never again"']),
        ("She called it ''a fine plan'' today.", ["''a fine plan''"]),
        ("“It goes on and on in the next", ["“It goes on and on in the next"]),
        ("No marks at all, it's plain.", []),
        ("A lone ” closes nothing.", []),
        ("”Turned the wrong way,” she said.", ["”Turned the wrong way,”"]),
        ("“Outer “inner” words.", ["“Outer “inner”"]),
    ],
)
def test_quotations_are_found_with_their_marks(paragraph: str, quoted: list[str]) -> None:
    assert [paragraph[quote.start : quote.end] for quote in find_quotes(paragraph)] == quoted


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("“The bridge will open in May,” she said.", True),
        ("She said, “The bridge will open in May.”", True),
        ("She called the bridge a “great step for us” on Monday.", False),
        ("He said “no”.", False),
    ],
)
def test_a_sentence_is_told_from_woven_words(paragraph: str, expected: bool) -> None:
    assert is_sentence(paragraph, find_quotes(paragraph)[0]) is expected


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("“Yes,” Ada Tan said, looking up.", True),
        ("“Yes,” the sign read.", False),
        ("“Never!” the audience shouted back.", True),
        ("The ferry.\u00a0“He has backed it all.”", True),
    ],
)
def test_a_word_is_speech_where_a_speaker_follows_and_any_blank_parts_sentences(paragraph: str, expected: bool) -> None:
    assert is_sentence(paragraph, find_quotes(paragraph)[0]) is expected


def test_an_opening_mark_closes_where_only_a_closing_one_can_stand() -> None:
    paragraph = "“May we cross it?“ he asked, “or not?”"
    found = [paragraph[quote.start : quote.end] for quote in find_quotes(paragraph)]
    assert found == ["“May we cross it?“", "“or not?”"]
