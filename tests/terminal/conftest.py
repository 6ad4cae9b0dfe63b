"""What the terminal tests share: a library, and the program on it, with a home of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from tests.pilot import small_library
from tests.pilot.small_library import ARTICLES, Analysis, Article
from tests.terminal.driving import Terminal


@pytest.fixture
def library(tmp_path: Path) -> Path:
    analysed = [pair for pair in ARTICLES if pair[1] is not None]
    long = "\n\n".join(f"Paragraph {number} of the long one tells of lamps and cranes." for number in range(200))
    others = [(_other(number), Analysis()) for number in range(40)]
    return small_library.make(tmp_path / "library", [*analysed, (Article("A long one", long), Analysis()), *others])


def _other(number: int) -> Article:
    """One of many articles to scroll past, none of which is a copy of another."""
    random = Random(number)
    words = ["".join(random.choices("abcdefghijklmnop", k=7)) for _ in range(120)]
    return Article(
        f"Other note {number}",
        f"Note {number} tells of {' '.join(words)}.",
        published=datetime.fromisoformat("2025-01-01"),
    )


@pytest.fixture
def terminal(library: Path, tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    started: list[Terminal] = []
    home = {"XDG_STATE_HOME": str(tmp_path / "state"), "XDG_CONFIG_HOME": str(tmp_path / "config")}

    def start(columns: int, rows: int, *arguments: str, **environment: str) -> Terminal:
        terminal = Terminal(
            "--library", str(library), *arguments, columns=columns, rows=rows, **{**home, **environment}
        )
        started.append(terminal)
        return terminal

    yield start
    for terminal in started:
        terminal.close()
