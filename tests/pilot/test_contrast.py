"""Every word on the screen is legible: contrast AA, measured on what is painted."""

from __future__ import annotations

import pytest
from rich.color import Color as RichColor
from textual.color import Color

from tests.pilot.conftest import Reader, settled
from tests.pilot.driving import press
from tests.unit.test_tui_themes import AA, contrast
from tui import themes
from tui.screens.sheet import Sheet

STATES: dict[str, tuple[str, ...]] = {
    "results": (),
    "hits, entities and the words of a position": ("enter", "n", "]", "i"),
    "another position": ("enter", "]", "]", "]"),
    "positions": ("p", "p", "tab", "tab", "j"),
    "typing": ("slash", "x", ":", "space", "O", "R"),
    "help": ("question_mark",),
    "facets": ("F", "j"),
}


def too_faint(strips: list[list[tuple[str, RichColor | None, RichColor | None]]]) -> set[tuple[str, str, str]]:
    """The words whose colour is too near that of their ground."""
    found = set()
    for strip in strips:
        for text, colour, ground in strip:
            if any(character.isalnum() for character in text) and colour and ground:
                fore, back = Color.from_rich_color(colour), Color.from_rich_color(ground)
                if contrast(fore, back) < AA:
                    found.add((text.strip(), fore.hex, back.hex))
    return found


@pytest.mark.parametrize("theme", themes.THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("keys", STATES.values(), ids=STATES)
async def test_every_word_stands_out_from_its_ground(reader: Reader, theme: object, keys: tuple[str, ...]) -> None:
    async with reader(size=(160, 40), query="hall OR tolvanen") as pilot:
        pilot.app.theme = theme.name  # type: ignore[attr-defined]
        await settled(pilot)
        await press(pilot, *keys)
        await pilot.pause(0.2)
        strips = []
        sheet = pilot.app.screen.query("VerticalScroll")  # what lies behind a sheet is faint on purpose
        region = sheet.first().region if isinstance(pilot.app.screen, Sheet) else pilot.app.screen.region
        for strip in pilot.app.screen._compositor.render_strips()[region.y : region.bottom]:
            cells = []
            for text, style, _ in strip.crop(region.x, region.right):
                fore, back = (style.color, style.bgcolor) if style else (None, None)
                cells.append((text, *((back, fore) if style and style.reverse else (fore, back))))
            strips.append(cells)
        assert too_faint(strips) == set()
