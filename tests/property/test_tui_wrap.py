from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from tui.text.cells import cell_of, clip, graphemes, offset_of, visible, width
from tui.text.paint import Layer, paint
from tui.text.wrap import Place, Wrapped

SCRIPTS = (
    "ab cd é e\u0301 \u0915\u094d\u0937 漢字、「」 한국어 ａ العربية 👩‍👩‍👧 ❤️ ☃ 🇮🇹 “–—…” -/ "
    "\n\n\t \x1b[31m \u202e \u200b \u200d \ufe0f \ud800"
)
text_of_all_scripts = st.text(st.sampled_from(SCRIPTS) | st.characters(), max_size=300)
widths = st.integers(1, 40)


def wrapped(text: str, wide: int) -> Wrapped:
    lines = Wrapped(text, wide)
    lines.grow(10_000)
    assert lines.complete
    return lines


@given(text_of_all_scripts, widths)
def test_every_character_stands_in_one_line_or_was_a_folded_blank(text: str, wide: int) -> None:
    lines = wrapped(text, wide)
    reached = 0
    for number in range(len(lines)):
        start, end = lines.line(number)
        assert reached <= start <= end
        assert visible(text[reached:start]).strip(" ") == ""
        assert "\n" not in text[start:end]
        reached = end
    assert visible(text[reached:]).strip(" ") == ""


@given(text_of_all_scripts, widths)
def test_no_line_is_wider_than_the_width_but_a_single_wide_grapheme(text: str, wide: int) -> None:
    lines = wrapped(text, wide)
    for number in range(len(lines)):
        start, end = lines.line(number)
        shown = text[start:end]
        assert width(shown) <= wide or sum(cells > 0 for _, _, cells in graphemes(shown)) == 1


@given(text_of_all_scripts, widths)
def test_offsets_survive_the_way_to_cells_and_back(text: str, wide: int) -> None:
    lines = wrapped(text, wide)
    for number in range(len(lines)):
        start, end = lines.line(number)
        for begin, _, cells in graphemes(text[start:end]):
            if cells:
                place = lines.place(start + begin)
                assert place.line == number
                assert lines.offset(place) == start + begin


@given(text_of_all_scripts, widths, st.integers(0, 400))
def test_wrapping_on_demand_gives_the_lines_of_wrapping_at_once(text: str, wide: int, offset: int) -> None:
    whole, lazy = wrapped(text, wide), Wrapped(text, wide)
    offset = min(offset, len(text))
    assert lazy.line_at(offset) == whole.line_at(offset)
    while not lazy.complete:
        lazy.grow(1)
    assert [lazy.line(number) for number in range(len(lazy))] == [whole.line(number) for number in range(len(whole))]


@given(text_of_all_scripts)
def test_the_visible_form_keeps_every_offset_and_no_control_character(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xE000 for c in shown)
    assert not set(shown) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u2028\u2029")


@given(text_of_all_scripts.map(lambda text: text.replace("\n", "")), st.integers(0, 60))
def test_a_clipped_text_fits(text: str, wide: int) -> None:
    assert width(clip(text, wide)) <= wide


@given(text_of_all_scripts.map(lambda text: text.replace("\n", " ")), st.integers(0, 320))
def test_cells_never_run_ahead_of_the_width(text: str, offset: int) -> None:
    cell = cell_of(text, offset)
    assert 0 <= cell <= width(text)
    assert 0 <= offset_of(text, cell) <= len(text)


@given(
    text_of_all_scripts.map(lambda text: text.replace("\n", " ")),
    st.lists(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 40)), max_size=8), max_size=3),
)
def test_painting_changes_no_character_and_no_width(text: str, spans: list[list[tuple[int, int]]]) -> None:
    layers = [Layer.of((start, start + long, Style(bold=True)) for start, long in layer) for layer in spans]
    segments = paint(text, 0, len(text), Style(), layers)
    assert "".join(segment.text for segment in segments) == visible(text)
    assert sum(segment.cell_length for segment in segments) == width(text)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)), max_size=10), st.integers(0, 40))
def test_a_layer_styles_exactly_the_characters_its_spans_cover(spans: list[tuple[int, int]], offset: int) -> None:
    text = "x" * 41
    segments = paint(
        text, 0, len(text), Style(), [Layer.of((start, start + n, Style(bold=True)) for start, n in spans)]
    )
    bold = [bool(segment.style and segment.style.bold) for segment in segments for _ in segment.text]
    assert bold[offset] == any(start <= offset < start + n for start, n in spans)


def test_a_place_beyond_the_text_is_its_end() -> None:
    lines = Wrapped("one two three", 5)
    assert lines.offset(Place(99, 99)) == 13
