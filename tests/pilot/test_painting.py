"""What is painted at once, and by the panes themselves, is what Textual would have painted."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tests.pilot.conftest import Reader
from tests.pilot.driving import painted, press, screen, type_query
from tui.painting import paint_now
from tui.widgets.line_view import LineView


def styled(strips: list[Strip], columns: int) -> list[list[tuple[str, str]]]:
    """Each character with how it looks; what a click on it means does not show."""
    return [
        [
            (character, str(segment.style and segment.style.without_color) + str(_colours(segment)))
            for segment in strip
            for character in segment.text
        ]
        for strip in (strip.crop(0, columns) for strip in strips)
    ]


def _colours(segment: Segment) -> tuple[object, object]:
    return (segment.style.color, segment.style.bgcolor) if segment.style else (None, None)


@pytest.mark.parametrize("theme", ["sayso-dark", "sayso-light", "ansi-dark"])
async def test_a_pane_draws_its_lines_as_textual_would_lay_them_out(reader: Reader, theme: str) -> None:
    async with reader(query="hall") as pilot:
        pilot.app.theme = theme
        s = await press(pilot, "j", "enter", "]")
        panes: tuple[LineView, ...] = (s.results, s.article, s.positions)
        for pane in panes:
            whole = Region(0, 0, *pane.outer_size)
            columns = pane.columns
            assert styled(pane.render_lines(whole), columns) == styled(Widget.render_lines(pane, whole), columns)
            part = Region(0, 3, whole.width, 5)
            assert styled(pane.render_lines(part), columns) == styled(pane.render_lines(whole), columns)[3:8]


async def test_what_is_painted_at_once_is_not_missing_from_the_next_whole_screen(reader: Reader) -> None:
    async with reader() as pilot:
        s = await type_query(pilot, "hall")
        s = await press(pilot, "escape", "j", "J", "k")
        before = painted(pilot)
        paint_now(s, s.results, s.article)
        s.refresh(layout=True)
        await pilot.pause()
        assert painted(pilot) == before
        assert screen(pilot).article.article is not None


async def test_nothing_is_painted_over_a_dialog(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reader() as pilot:
        s = await press(pilot, "question_mark")
        assert pilot.app.screen is not s
        written: list[object] = []
        monkeypatch.setattr(pilot.app, "_display", lambda _, update: written.append(update))
        s.results.refresh()
        paint_now(s, s.results)
        assert not written
        monkeypatch.undo()
        await press(pilot, "escape")
        monkeypatch.setattr(pilot.app, "_display", lambda _, update: written.append(update))
        s.results.refresh()
        paint_now(s, s.results)
        assert written
