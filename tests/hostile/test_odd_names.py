"""Files whose names are no UTF-8 go the whole way: read, kept, found again, moved, analysed, printed, pruned."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ARTICLE = "The mayor, Ana Ruiz, said on Monday that she opposed the levy on ships.\n"
ENVIRONMENT = {**os.environ, "PYTHONIOENCODING": "utf-8:strict", "PYTHONUTF8": "0"}


def sayso(*words: str | Path) -> tuple[int, str, str]:
    done = subprocess.run([sys.executable, "-m", "tui", *words], capture_output=True, env=ENVIRONMENT)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def index(folder: Path, library: Path, *options: str) -> dict[str, Any]:
    status, out, err = sayso("index", folder, "--library", library, "--json", *options)
    assert (status, err) == (0, "")
    return {key: value for key, value in json.loads(out).items() if value and key != "seconds"}


def at(folder: Path, name: bytes) -> Path:
    return folder / os.fsdecode(name)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    try:
        at(folder, b"d\xff").mkdir()
    except OSError:
        pytest.skip("this file system takes UTF-8 names alone")
    for name in (b"caf\xe9.txt", b"d\xff/x.txt"):
        at(folder, name).write_text(ARTICLE, encoding="utf-8")
    return folder


def test_they_are_added_found_unchanged_moved_and_pruned(news: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    assert index(news, library, "--no-analysis") == {"added": 2, "articles": 2}
    assert index(news, library, "--no-analysis") == {"unchanged": 2, "articles": 2}
    at(news, b"caf\xe9.txt").rename(at(news, b"caf\xe8.txt"))
    assert index(news, library, "--no-analysis") == {"moved": 1, "unchanged": 1, "articles": 2}
    at(news, b"d\xff/x.txt").unlink()
    assert index(news, library, "--no-analysis", "--prune") == {"unchanged": 1, "removed": 1, "articles": 1}


def test_they_are_analysed_searched_and_printed_in_any_locale(news: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    assert index(news, library) == {"added": 2, "articles": 2, "analysed": 2, "positions": 2}
    status, out, err = sayso("search", "levy", "--library", library, "--json")
    assert (status, err) == (0, "")
    assert json.loads(out.splitlines()[-1])["articles"] == 2
    status, out, err = sayso("extract", at(news, b"caf\xe9.txt"), "--json")
    assert (status, err) == (0, "")
    assert os.fsencode(json.loads(out)["path"]).endswith(b"caf\xe9.txt")


def test_what_is_wrong_with_one_is_said_in_one_line(news: Path, tmp_path: Path) -> None:
    at(news, b"empty\xe9.txt").touch()
    status, out, err = sayso("index", news, "--library", tmp_path / "library", "--no-analysis")
    assert status == 1
    assert err.splitlines() == [f"sayso: {news}/empty\\xe9.txt: is empty"]
    assert "2 added, 1 failed" in out
