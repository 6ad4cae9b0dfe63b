"""Drives the reader as a person would, and reads what it shows."""

from __future__ import annotations

from textual.pilot import Pilot

from tests.pilot.conftest import settled
from tui.screens.reader import ReaderScreen


def screen(pilot: Pilot[None]) -> ReaderScreen:
    return pilot.app.reader  # type: ignore[attr-defined,no-any-return]


async def press(pilot: Pilot[None], *keys: str) -> ReaderScreen:
    await pilot.press(*keys)
    await settled(pilot)
    return screen(pilot)


def painted(pilot: Pilot[None]) -> str:
    """What the screen shows, as text."""
    app = pilot.app
    return "\n".join("".join(segment.text for segment in line) for line in app.screen._compositor.render_strips())


async def type_query(pilot: Pilot[None], query: str) -> ReaderScreen:
    await pilot.press("slash")
    for character in query:
        await pilot.press({" ": "space", ":": "colon"}.get(character, character))
    await settled(pilot)
    return screen(pilot)


async def act(pilot: Pilot[None], *actions: str) -> ReaderScreen:
    """Do actions by their ids, as the palette does; quicker than pressing their keys."""
    for action in actions:
        assert await pilot.app.run_action(action, screen(pilot))
        await settled(pilot)
    return screen(pilot)
