"""Pictures of the board. After a change that is meant, `pytest tests/snapshots --snapshot-update`; look at them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pilot import board_library
from tests.snapshots.test_screens import keys, reader

Compare = Callable[..., bool]
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids="{0[0]}x{0[1]}".format)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return board_library.make(tmp_path_factory.mktemp("board"), crowd=30)


@SIZES
def test_the_board(library: Path, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(reader(library), terminal_size=size, run_before=keys("w", "j"))


@SIZES
def test_a_holder(library: Path, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(reader(library), terminal_size=size, run_before=keys("w", "enter", "j"))


@SIZES
def test_the_matrix(library: Path, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(reader(library), terminal_size=size, run_before=keys("w", "t"))


@SIZES
def test_a_comparison(library: Path, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(reader(library), terminal_size=size, run_before=keys("w", "space", "space", "C"))


@SIZES
def test_who_has_moved(library: Path, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(reader(library), terminal_size=size, run_before=keys("w", "c"))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids="{0[0]}x{0[1]}".format)
def test_statements_that_are_searched(library: Path, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(reader(library), terminal_size=size, run_before=keys("W", "slash", *"hall"))


def test_the_article_of_a_statement(library: Path, snap_compare: Compare) -> None:
    assert snap_compare(reader(library), terminal_size=(80, 24), run_before=keys("w", "enter", "enter"))


def test_a_filtered_board(library: Path, snap_compare: Compare) -> None:
    assert snap_compare(reader(library), terminal_size=(80, 24), run_before=keys("w", "2", "f", *"mara"))


def test_the_board_in_a_light_theme(library: Path, snap_compare: Compare) -> None:
    run = keys("w", "space", "j", theme="sayso-light")
    assert snap_compare(reader(library), terminal_size=(120, 24), run_before=run)


def test_the_matrix_without_colour(library: Path, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(reader(library), terminal_size=(80, 24), run_before=keys("w", "t", "j"))


def test_the_help_of_the_board(library: Path, snap_compare: Compare) -> None:
    assert snap_compare(reader(library), terminal_size=(100, 80), run_before=keys("w", "question_mark"))
