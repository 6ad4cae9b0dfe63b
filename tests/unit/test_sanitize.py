from __future__ import annotations

import sys
import unicodedata

import pytest

from index.sanitize import sanitize, sanitize_line, spell_out

BOM, ZWSP, ZWNJ, ZWJ, RLO, VS15, VS16 = "\ufeff", "\u200b", "\u200c", "\u200d", "\u202e", "\ufe0e", "\ufe0f"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_becomes_a_newline(end: str) -> None:
    assert sanitize(f"one{end}two") == "one\ntwo"


def test_a_tab_becomes_one_blank_and_other_blanks_stay() -> None:
    assert sanitize("a\tb\u00a0c\u3000d  e") == "a b\u00a0c\u3000d  e"


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b[31m",
        "\x1b[?1049h",
        "\x1b[1;2 q",
        "\x9b31m",
        "\x1b]0;a title\x07",
        "\x1b]52;c;aGVsbG8=\x1b\\",
        "\x1b]8;;https://example.org\x1b\\",
        "\x9d2;a title\x9c",
        "\x1bPq#0;2;0;0;0\n~~@@vv\n\x1b\\",
        "\x90data\x9c",
        "\x1bXstring\x1b\\",
        "\x1b^private\x1b\\",
        "\x1b_Gf=100;aGVsbG8=\x1b\\",
        "\x9fGf=100\x9c",
        "\x1b(B",
        "\x1b#8",
        "\x1b%G",
        "\x1bc",
        "\x1b=",
        "\x1b",
    ],
)
def test_an_escape_sequence_goes_as_a_whole(sequence: str) -> None:
    assert sanitize(f"«{sequence}» stays") == "«» stays"


def test_a_string_sequence_that_nobody_ends_takes_its_line_and_no_more() -> None:
    assert sanitize("one \x1b]52;c;AAAA\ntwo\n" + "three\n" * 2000).startswith("one \ntwo\nthree\n")


def test_a_sequence_that_breaks_off_at_the_end_of_the_text_goes() -> None:
    assert [sanitize(f"a{rest}") for rest in ("\x1b[12;", "\x9b", "\x1b]0;x", "\x1b")] == ["a"] * 4


def test_an_escape_sequence_interrupted_by_another_leaves_no_escape() -> None:
    assert sanitize("\x1b\x1b[0m[31mred") == "[31mred"


def test_markup_brackets_are_plain_text() -> None:
    assert sanitize("[/x] [bold]not bold[/bold]") == "[/x] [bold]not bold[/bold]"


@pytest.mark.parametrize(
    "character",
    [
        "\x00",
        "\x07",
        "\x1a",
        "\x7f",
        "\x80",
        "\xad",
        "\u061c",
        "\u200b",
        "\u200e",
        "\u200f",
        "\u202a",
        "\u202e",
        "\u2060",
        "\u2066",
        "\u2069",
        "\ufeff",
        "\ufdd0",
        "\uffff",
        "\U0001fffe",
        "\ud800",
        "\u3164",
        "\U000e0041",
        "\U000e0001",
        "\u2063",
        "\u034f",
        "\ufff9",
    ],
)
def test_what_is_invisible_and_shapes_nothing_goes(character: str) -> None:
    assert sanitize(f"a{character}b") == "ab"
    assert sanitize(f"é{character}b") == "éb"


@pytest.mark.parametrize(
    "text",
    [
        f"می{ZWNJ}خواهم",
        f"क्{ZWJ}ष",
        f"ශ්{ZWJ}රී",
        f"👩{ZWJ}🚀",
        f"🏳{VS16}{ZWJ}🌈",
        f"👩🏽{ZWJ}❤{VS16}{ZWJ}👨🏻",
        f"❤{VS16} ☎{VS15} 1{VS16}\u20e3",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "ᠰᠤ\u180eᠠ ᠠ\u180b",
        "“Ça suffit” – 平和 – ليلى – Ελλάδα – 12 %\u202f… ½",
    ],
)
def test_what_shapes_letters_and_emoji_stays(text: str) -> None:
    assert sanitize(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"pass{ZWJ}word", "password"),
        (f"pass{ZWNJ}word", "password"),
        (f"👩{ZWJ}", "👩"),
        (f"👩{ZWNJ}🚀", "👩🚀"),
        (f"ی{ZWNJ}{ZWNJ}{ZWJ}خ", f"ی{ZWNJ}خ"),
        (f"❤{VS16}{VS15}\U000e0100\U000e0123", f"❤{VS16}"),
        (f"{VS16}a", "a"),
        (f"a {VS16}", "a "),
    ],
)
def test_joiners_and_selectors_elsewhere_go(text: str, kept: str) -> None:
    assert sanitize(text) == kept


def test_text_is_nfc_also_where_something_between_letter_and_accent_goes() -> None:
    assert sanitize("cafe\u0301") == "café"
    assert sanitize(f"cafe{ZWSP}\u0301") == "café"
    assert sanitize("\u1112\u1161\u11ab") == "한"


def test_no_letter_keeps_more_than_thirty_marks() -> None:
    assert len(sanitize("o" + "\u0316\u0301" * 500)) == 31 - 1  # one of the thirty is composed with the letter
    assert len(sanitize("o" + "\u0344" * 500)) == 31


def test_of_all_characters_those_that_stay_are_visible_or_shape_something() -> None:
    plane_ends = [plane + last for plane in range(0, sys.maxunicode, 0x10000) for last in (0xFFFE, 0xFFFF)]
    everything = " a\n".join(map(chr, [*range(0x20000), *range(0xE0000, 0xE1000), *plane_ends]))
    clean = sanitize(everything)
    assert sanitize(clean) == clean
    kept = set(clean)
    assert [c for c in kept if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}] == ["\n"]
    formats = [unicodedata.name(c) for c in kept if unicodedata.category(c) == "Cf"]
    assert all(name.startswith(("ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN")) for name in formats)


def test_a_line_is_one_line_with_single_blanks() -> None:
    assert sanitize_line("  One\r\n\ttitle \u2028 and\u00a0 more \x1b[0m ") == "One title and more"


def test_spelling_out_shows_what_sanitising_would_hide() -> None:
    assert spell_out("a\x1b[31m\nb\t\u202ec") == r"a\x1b[31m\x0ab\x09\u202ec"
    assert spell_out("notes\udcff.txt") == r"notes\xff.txt"
    assert spell_out(f"x{ZWJ}y\U000e0041") == r"x\u200dy\U000e0041"
    assert spell_out(f"C:\\x1b Łódź 👩{ZWJ}🚀.txt") == f"C:\\x1b Łódź 👩{ZWJ}🚀.txt"
