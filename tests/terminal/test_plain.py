"""The reader line by line: in a pipe, and in a terminal that can do nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from index.events import Stage
from tests.pilot.small_library import HARBOUR
from tests.terminal.driving import Terminal
from tui import plain


def session(library: Path, *commands: str, query: str = "") -> list[str]:
    """The lines that ``sayso --plain`` prints for ``commands`` from a pipe."""
    done = subprocess.run(
        [sys.executable, "-m", "tui", "--plain", "--library", str(library), *(["--query", query] if query else [])],
        input="".join(f"{each}\n" for each in commands).encode(), capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    return done.stdout.decode().splitlines()


def test_searching_reading_and_asking_who_holds_what(library: Path) -> None:
    lines = session(library, "search hall", "1", "positions", "words 1", "entities", "next", "quit")
    assert lines[0] == "44 articles: 44 searchable, 44 analysed, 9 positions found."
    told = "\n".join(lines)
    for expected in (
        "44 results, newest first.",
        "more tells the next of 44.",
        "1 result, relevance first.",
        "1. Dockers turn down crane hall. Elsine Courier, 12 Apr 2025, unread, ",
        "1 of 1. Dockers turn down crane hall",
        "Elsine Courier, 12 Apr 2025, by Ana Ruiz, 1 min.",
        HARBOUR.split("\n", maxsplit=1)[0],
        " opposes ",
        "80% sure",
        "There is no further result.",
    ):
        assert expected in told, expected


def test_more_goes_on_with_results_and_with_articles(library: Path) -> None:
    lines = session(library, "more", 'search title:"A long one"', "1", "more", "more", "previous")
    assert sum(line.startswith(("11. ", "20. ")) for line in lines) == 2
    told = [line for line in lines if line.startswith("Paragraph ")]
    assert told == [f"Paragraph {number} of the long one tells of lamps and cranes." for number in range(len(told))]
    assert len(told) > 60
    assert lines[-1] == "There is no further result."


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("open 5000", "open needs a number from 1 to 44."),
        ("open it", "open needs a number from 1 to 44."),
        ("search stance:angry", "This query cannot be read at character "),
        ("sort strangely", "sort needs one of: relevance, newest, oldest."),
        ("positions", "No article is open: open NUMBER opens one."),
        ("dance", "There is no command 'dance'. help lists them."),
        ("search zyzzyva", "Nothing is found."),
        ("help", "positions: who holds what in the open article, each with a number for words."),
        ("star", "No article is open: open NUMBER opens one."),
        ("/zyzzyva", "Nothing is found."),
        ("pos", "No article is open: open NUMBER opens one."),
        ("s hall", "search, sort, star, status begin with 's'. help lists them."),
    ],
)
def test_every_command_is_answered_in_words(library: Path, command: str, answer: str) -> None:
    assert any(line.startswith(answer) for line in session(library, command))


def test_the_end_of_every_stage_of_the_background_work_can_be_told() -> None:
    assert set(plain._DONE) == set(get_args(Stage))


def test_a_library_without_articles_says_so_in_place_of_results(tmp_path: Path) -> None:
    assert any(line.startswith("No article can be searched yet.") for line in session(tmp_path / "new", "q"))


def test_nothing_is_printed_that_a_terminal_would_obey(library: Path) -> None:
    lines = session(library, "search plain", "1", "positions", "entities", "address")
    text = "\n".join(lines)
    assert "[/x] Markup & [b]titles[/b]" in text
    assert not any((ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 or c in "\u202e\u2066\u2028" for c in text)


def test_a_dumb_terminal_is_told_of_it_and_can_use_it(terminal: Callable[..., Terminal]) -> None:
    refused = terminal(80, 24, TERM="dumb")
    assert refused.end() == 1
    assert b"sayso --plain" in refused.written
    it = terminal(80, 24, "--plain", TERM="dumb")
    it.wait_for(lambda text: "sayso: " in text, "the prompt")
    it.type("search hall\n")
    it.wait_for(lambda text: "1. Dockers turn down crane hall" in text, "the result")
    it.type("quit\n")
    assert it.end() == 0
    assert b"\x1b" not in it.written
