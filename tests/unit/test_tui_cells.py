from __future__ import annotations

import pytest
from rich.cells import cell_len

from tui.text.cells import safe, visible, width


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("\U0001f3d7\ufe0f", 1),  # a crane: a sign of one cell that is asked to be an emoji
        ("\u2764\ufe0f", 1),
        ("1\ufe0f\u20e3", 1),
        ("\u231a\ufe0f", 2),  # a watch is an emoji anyway
        ("\U0001f91d\U0001f3ff", 2),  # hands, and a colour of skin
        ("\u261d\U0001f3fd", 1),
        ("\U0001f468\U0001f3fd\u200d\U0001f527", 2),
    ],
)
def test_what_terminals_count_differently_is_painted_in_cells_that_they_agree_about(text: str, cells: int) -> None:
    shown = visible(text)
    assert len(shown) == len(text)  # offsets stay
    assert width(text) == cell_len(shown) == cells
    base = cell_len(shown[0])  # a terminal that knows nothing of joining counts the first, and no more but what follows
    assert base == cells
    assert not set(shown) & {chr(code) for code in range(0x1F3FB, 0x1F400)}
    assert "\ufe0f" not in shown or base == 2


def test_what_a_person_writes_keeps_its_signs() -> None:
    text = "seen \u2764\ufe0f and \U0001f91d\U0001f3ff\x1b"
    assert safe(text) == text[:-1] + "\ufffd"


def test_a_swatch_and_a_letter_stay_as_they_are() -> None:
    assert visible("a\U0001f3fd \U0001f3fd") == "a\U0001f3fd \U0001f3fd"
