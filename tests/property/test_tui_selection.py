from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Offset
from textual.selection import Selection

from tui.text.selection import selected_lines, selected_span
from tui.text.wrap import Wrapped

texts = st.text(st.sampled_from("ab é漢 \n👩‍👩‍👧-") | st.characters(), max_size=200)


@given(texts, st.integers(1, 30), st.integers(0, 5), st.data())
def test_what_is_selected_from_one_character_to_another_is_the_text_between_them(
    text: str, wide: int, above: int, data: st.DataObject
) -> None:
    lines = Wrapped(text, wide)
    lines.reach(len(text))
    ends = []
    for _ in range(2):
        number = data.draw(st.integers(0, len(lines) - 1))
        start, end = lines.line(number)
        ends.append((number, data.draw(st.integers(0, end - start))))
    (first, within), (last, last_within) = sorted(ends)
    selection = Selection(Offset(within, first + above), Offset(last_within, last + above))
    expected = lines.line(first)[0] + within, lines.line(last)[0] + last_within
    assert selected_span(lines, selection, above) == expected


@given(texts, st.integers(1, 30), st.integers(0, 5))
def test_selecting_everything_selects_all_of_the_text(text: str, wide: int, above: int) -> None:
    lines = Wrapped(text, wide)
    assert selected_span(lines, Selection(None, None), above) == (0, len(text))


@given(st.lists(st.text("ab", max_size=5), min_size=1, max_size=4))
def test_selecting_all_lines_of_a_headline_gives_them_back(lines: list[str]) -> None:
    assert selected_lines(lines, Selection(None, None)) == lines


def test_a_selection_that_ends_in_the_headline_covers_no_text() -> None:
    lines = Wrapped("one two", 10)
    assert selected_span(lines, Selection(Offset(0, 0), Offset(3, 1)), 2) == (0, 0)
    assert selected_lines(["abc", "defg"], Selection(Offset(1, 0), Offset(3, 1))) == ["bc", "def"]
