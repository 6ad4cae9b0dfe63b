from __future__ import annotations

import pytest

from tui.layout import PANES, Pane, panes_shown


@pytest.mark.parametrize("here", PANES)
@pytest.mark.parametrize("side", PANES)
@pytest.mark.parametrize("panel", [True, False])
@pytest.mark.parametrize("width", [10, 40, 80, 89, 90, 119, 120, 300])
def test_panes_fit_the_width_in_their_order(width: int, here: Pane, side: Pane, panel: bool) -> None:
    shown = panes_shown(width, here, side, panel=panel)
    assert len(shown) == (1 if width < 90 else 2 if width < 120 or not panel else 3)
    assert sorted(shown, key=PANES.index) == list(shown)
    if len(shown) > 1:
        assert "article" in shown
    else:
        assert shown == (here,)


def test_with_two_panes_the_side_that_was_used_last_stands_beside_the_article() -> None:
    assert panes_shown(100, "article", "positions", panel=True) == ("article", "positions")
    assert panes_shown(100, "article", "results", panel=True) == ("results", "article")
    assert panes_shown(100, "article", "positions", panel=False) == ("results", "article")
