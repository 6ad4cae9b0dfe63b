from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from index.sanitize import sanitize, sanitize_line, spell_out

AWKWARD = st.sampled_from(
    list("aé \n\r\t[]();m0\\字か\u0915\u094d\u06cc\u0645\u1820\u1100\u1161\u11a8👩🏻🏴❤")
    + list(
        "\x00\x07\x1a\x1b\x7f\x85\x90\x98\x9b\x9c\x9d\x9f\u2028\u200b\u200c\u200d\u200e\u202e\u2066\ufeff\ufe0e\ufe0f"
    )
    + list("\u0301\u0316\u0344\u0338\u3099\u20e3\u180b\u180e\ud800\udcff\uffff\U0001ffff\U000e0067\U000e007f\U000e0100")
)
TEXTS = st.text(st.one_of(AWKWARD, st.characters()), max_size=60) | st.text(AWKWARD, max_size=60)

FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
PLAIN = st.text(
    st.characters(categories=["Lu", "Ll", "Nd", "Po", "Ps", "Pe", "Sc"], max_codepoint=0x24F) | st.just(" ")
)


@given(TEXTS)
def test_nothing_forbidden_leaves(text: str) -> None:
    assert not FORBIDDEN.search(sanitize(text))


@given(TEXTS)
def test_sanitising_twice_changes_nothing(text: str) -> None:
    clean = sanitize(text)
    assert sanitize(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)


@given(PLAIN)
def test_plain_text_is_left_alone(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert sanitize(text) == text
    assert spell_out(text) == text


@given(TEXTS, TEXTS)
def test_lines_do_not_depend_on_each_other(first: str, second: str) -> None:
    first, second = sanitize(first), sanitize(second)
    assert sanitize(f"{first}\n{second}") == f"{first}\n{second}"


@given(TEXTS)
def test_a_sanitised_line_is_safe_and_stays_as_it_is(text: str) -> None:
    line = sanitize_line(text)
    assert "\n" not in line
    assert line == line.strip() == sanitize(line) == sanitize_line(line)


@given(TEXTS)
def test_a_spelled_out_text_is_one_safe_line_and_stays_as_it_is(text: str) -> None:
    shown = spell_out(text)
    assert "\n" not in shown
    assert sanitize(shown) == shown == spell_out(shown)
