from __future__ import annotations

import pytest

from tui.layout import EDGE, NARROWEST, NARROWEST_ARTICLE, PANES, Pane, panes_shown, side_widths


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


@pytest.mark.parametrize("width", [90, 100, 119, 120, 160, 300])
@pytest.mark.parametrize("wanted", [{}, {"results": 5}, {"positions": 999}, {"results": 999, "positions": 999}])
def test_every_pane_keeps_what_it_needs_whatever_is_asked_for(width: int, wanted: dict[Pane, int]) -> None:
    shown = panes_shown(width, "article", "results", panel=True)
    widths = side_widths(width, shown, wanted)
    assert set(widths) == set(shown) - {"article"}
    assert all(cells >= NARROWEST for cells in widths.values())
    assert width - sum(widths.values()) - EDGE * len(widths) >= NARROWEST_ARTICLE


def test_panes_have_the_width_that_was_asked_for_where_there_is_room() -> None:
    assert side_widths(160, PANES, {}) == {"results": 43, "positions": 43}
    assert side_widths(160, PANES, {"results": 60}) == {"results": 60, "positions": 43}
    assert side_widths(160, ("results", "article"), {"results": 30, "positions": 60}) == {"results": 30}
    assert side_widths(80, ("article",), {"results": 30}) == {}
