from __future__ import annotations

from collections import Counter

import pytest

from tui.keymap import ACTIONS, BOARD_ACTIONS, FOOTER, GROUPS, PRESETS, Action, Keymap, first_keys, table
from tui.screens.reader import ReaderScreen
from tui.settings import Settings
from tui.text.cells import width


def test_no_key_does_two_things() -> None:
    counts = Counter(key for action in ACTIONS for key in action.keys)
    assert [key for key, count in counts.items() if count > 1] == []


def test_every_action_has_a_method_a_key_a_help_text_and_a_row_in_the_table() -> None:
    keys, markdown = Keymap(), table()
    for action in ACTIONS:
        assert callable(getattr(ReaderScreen, f"action_{action.id}"))
        assert action.keys
        for key in action.keys:
            assert keys.action_of(key, None) == action.id
        assert action.help in markdown
        assert action.group in GROUPS


def test_the_footer_keeps_help_and_quit_however_little_room_there_is() -> None:
    for room in range(24, 200):
        entries = Keymap().footer(room)
        assert sum(width(first_keys(actions)) + width(word) + 3 for actions, word in entries) <= room
        if room >= 40:
            assert {"help", "quit", "search"} <= {word for _, word in entries}
    assert len(Keymap().footer(200)) == len(FOOTER)


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("actions", [ACTIONS, BOARD_ACTIONS], ids=["reader", "board"])
def test_with_every_preset_each_action_has_a_key_of_its_own(preset: str, actions: tuple[Action, ...]) -> None:
    keymap = Settings(preset=preset).keymap(actions)
    for action in keymap.actions:
        assert action.keys, action.id
        for key in action.keys:
            assert keymap.action_of(key, None) == action.id
    assert set(PRESETS[preset]) <= {action.id for action in (*ACTIONS, *BOARD_ACTIONS)}
