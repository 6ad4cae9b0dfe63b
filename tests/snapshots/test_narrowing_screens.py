"""Pictures of what narrows a result or an article down: facets, completions, positions of one holder, mentions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pilot import small_library
from tests.snapshots.test_screens import keys, reader

Compare = Callable[..., bool]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_library.make(tmp_path_factory.mktemp("narrowing"), fillers=30)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)], ids="{0[0]}x{0[1]}".format)
def test_the_facets_of_a_result(library: Path, snap_compare: Compare, size: tuple[int, int]) -> None:
    app = reader(library, '(hall OR dam) source:"Elsine Courier"')
    assert snap_compare(app, terminal_size=size, run_before=keys("F", "j", "j"))


def test_what_is_typed_is_completed(library: Path, snap_compare: Compare) -> None:
    pressed = ["slash", *'hall -"the dam" OR holder:', "down"]
    assert snap_compare(reader(library), terminal_size=(100, 24), run_before=keys(*pressed))


def test_positions_of_one_holder_alone(library: Path, snap_compare: Compare) -> None:
    pressed = ["backslash", *"tol opp", "enter", "j", "j"]
    assert snap_compare(reader(library), terminal_size=(140, 32), run_before=keys(*pressed))


def test_the_mentions_of_an_entity(library: Path, snap_compare: Compare) -> None:
    assert snap_compare(reader(library), terminal_size=(80, 24), run_before=keys("enter", "i", "i", "M"))
