"""Every action of the table can be had by key, from the command palette and with the mouse, and is in the help."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.geometry import Offset
from textual.pilot import Pilot

from tests.pilot.conftest import Reader, settled
from tests.pilot.driving import act, painted, screen
from tui.keymap import ACTIONS, Keymap
from tui.screens.reader import ReaderScreen

IDS = [action.id for action in ACTIONS]


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done, in place of doing it; help and palette alone are as ever."""
    names: list[str] = []

    def note(name: str) -> Callable[[ReaderScreen], Awaitable[None]]:
        async def action(self: ReaderScreen) -> None:
            names.append(name)

        return action

    for name in IDS:
        if name not in ("help", "palette"):
            monkeypatch.setattr(ReaderScreen, f"action_{name}", note(name))
    return names


def help_line(pilot: Pilot[None], text: str) -> Offset:
    """Where the help says so."""
    for y, line in enumerate(painted(pilot).splitlines()):
        if (x := line.find(text)) >= 0:
            return Offset(x + 1, y)
    raise AssertionError(f"the help does not say {text!r}")


async def test_each_key_does_its_action(reader: Reader, done: list[str]) -> None:
    async with reader() as pilot:
        s, keymap = screen(pilot), Keymap()
        for action in ACTIONS:
            if action.id in ("help", "palette"):
                continue
            for key in action.keys:
                assert await s.take_key(key, key if len(key) == 1 else None)
                assert done.pop() == action.id
                assert keymap.action_of(key, None) == action.id


async def test_each_action_stands_in_the_palette_and_does_what_it_says(reader: Reader, done: list[str]) -> None:
    async with reader() as pilot:
        commands = {command.title: command for command in pilot.app.get_system_commands(pilot.app.screen)}
        for action in ACTIONS:
            if action.id not in ("help", "palette"):
                assert commands[action.name].help == action.help
                await commands[action.name].callback()
                assert done.pop() == action.id


async def test_each_action_stands_in_the_help_where_a_click_does_it(reader: Reader, done: list[str]) -> None:
    async with reader(size=(100, 130)) as pilot:
        await act(pilot, "help")
        await pilot.pause()
        shown = pilot.app.screen
        for action in ACTIONS:
            meta = shown.get_style_at(*help_line(pilot, action.help)).meta
            assert meta["@click"] == f"screen.choose('{action.id}')"
        for name in ("star", "quit"):
            action = next(each for each in ACTIONS if each.id == name)
            await pilot.click(offset=help_line(pilot, action.help))
            await pilot.pause()
            assert pilot.app.screen is screen(pilot)
            assert done.pop() == name
            await act(pilot, "help")
            await pilot.pause()


@pytest.mark.parametrize("width", [160, 40])
async def test_each_entry_of_the_footer_can_be_clicked_and_the_help_is_always_among_them(
    reader: Reader, done: list[str], width: int
) -> None:
    async with reader(size=(width, 30)) as pilot:
        s = screen(pilot)
        names = []
        for x in range(width):
            done.clear()
            name = s.get_style_at(x, 29).meta.get("action")
            if name and name not in names:
                names.append(name)
                if name != "help":
                    await pilot.click(offset=(x, 29))
                    await settled(pilot)
                    assert done == [name]
                    s.go("results")  # from the line that is typed, where the footer is another
                    await pilot.pause()
        shown = [action.id for actions, _ in Keymap().footer(width - 3) for action in actions]
        assert names == shown
        assert "help" in names
        at = next(x for x in range(width) if s.get_style_at(x, 29).meta.get("action") == "help")
        await pilot.click(offset=(at, 29))
        await pilot.pause(0.1)
        assert pilot.app.screen is not s


async def test_a_click_on_what_was_said_lists_the_messages(reader: Reader, done: list[str]) -> None:
    async with reader() as pilot:
        screen(pilot).report("a file was passed over")
        await pilot.pause()
        await pilot.click(offset=(130, 39))
        await settled(pilot)
        assert done == ["messages"]
