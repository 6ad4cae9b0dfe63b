"""Typing, measured in tmux: ten keys a second whatever the reader does, and what its screen shows all the while.

    python -m tests.benchmarks.keystrokes LIBRARY [--rate 10] [--words 15]

LIBRARY is one that ``tests.benchmarks.reader --library`` made. Needs tmux. *Echo*: from a key to a screen with the
words typed so far. *Results*: from a key to a screen that counts the results of just those words; a key is *missed*
where the results of the next came instead. Both include the time between two looks at the screen, which is told.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from index.library import Library
from tests.benchmarks.reader_library import HUGE_WORD, LONG_WORD
from tests.benchmarks.search_corpus import Corpus

SIZES = ((80, 24), (160, 48))
_SETTLED = 1.5
"""Seconds that the reader has to itself between two words."""
_TOTAL = re.compile(r"([\d,]+) of [\d,]+ ·")
_NOTHING = re.compile(r"Nothing (?:among|here)|No article")


@dataclass(frozen=True, slots=True)
class Look:
    """What the screen showed: the words in its search line, and how many results; ``None`` where it did not say."""

    at: float
    typed: str
    total: int | None


class Tmux:
    """The reader in a tmux server of its own; times are in seconds since it was started."""

    def __init__(self, command: str, columns: int, rows: int) -> None:
        self._name = f"sayso-keystrokes-{columns}"
        self._started = time.perf_counter()
        self.run("new-session", "-d", "-s", "it", "-x", str(columns), "-y", str(rows), command)

    @property
    def now(self) -> float:
        return time.perf_counter() - self._started

    def run(self, *arguments: str) -> str:
        return subprocess.run(["tmux", "-L", self._name, *arguments], capture_output=True, text=True, check=True).stdout

    def type(self, keys: str) -> float:
        """Type ``keys``; when that was."""
        at = self.now
        self.run("send-keys", "-t", "it", "-l", keys)
        return at

    def look(self) -> Look:
        """What the screen shows now."""
        lines = self.run("capture-pane", "-p", "-t", "it").splitlines()
        found = _TOTAL.search("\n".join(lines))
        total = int(found[1].replace(",", "")) if found else 0 if _NOTHING.search("\n".join(lines)) else None
        return Look(self.now, lines[0].lstrip(" /").partition("  ")[0].strip(), total)

    def close(self) -> None:
        subprocess.run(["tmux", "-L", self._name, "kill-server"], check=False)


@dataclass(frozen=True, slots=True)
class Key:
    """A key that was typed: when, what the line then held, and how many results that has."""

    at: float
    typed: str
    total: int


def main() -> None:
    """Measure at both sizes, and print a line each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("--rate", type=float, default=10, help="keys a second (default: 10)")
    parser.add_argument("--words", type=int, default=15, help="how many words are typed (default: 15)")
    options = parser.parse_args()
    words = [LONG_WORD, HUGE_WORD, *(word for word in Corpus().words[40:4000:97] if len(word) >= 5)][: options.words]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:  # the killed reader may still write there
        for columns, rows in SIZES:
            keys, looks = typed(options.library, Path(home), words, (columns, rows), 1 / options.rate)
            report(f"{columns}x{rows}", keys, looks)


def typed(
    library: Path, home: Path, words: list[str], size: tuple[int, int], pause: float
) -> tuple[list[Key], list[Look]]:
    """All keys, and all looks at the screen, of typing some words one after the other."""
    totals = _totals(library, words)
    environment = f"env HOME={home} XDG_STATE_HOME={home} XDG_CONFIG_HOME={home}"
    tmux = Tmux(f"{environment} {sys.executable} -P -m tui --library {library}", *size)
    keys: list[Key] = []
    looks: list[Look] = []
    try:
        _watch(tmux, looks, 5.0)
        tmux.type("/")
        for word in words:
            for end in range(1, len(word) + 1):
                keys.append(Key(tmux.type(word[end - 1]), word[:end], totals[word[:end]]))
                _watch(tmux, looks, keys[-1].at + pause - tmux.now)
            _watch(tmux, looks, _SETTLED)
            tmux.run("send-keys", "-t", "it", "C-u")
            _watch(tmux, looks, _SETTLED)
    finally:
        tmux.close()
    return keys, looks


def _totals(folder: Path, words: list[str]) -> dict[str, int]:
    library = Library.open(folder)
    asked = {word[:end] for word in words for end in range(1, len(word) + 1)}
    found = {each: library.search(each, typing=True, limit=0).total for each in asked}
    library.close()
    return found


def _watch(tmux: Tmux, looks: list[Look], seconds: float) -> None:
    """Look at the screen for some seconds."""
    end = tmux.now + seconds
    while tmux.now < end:
        looks.append(tmux.look())


def report(name: str, keys: list[Key], looks: list[Look]) -> None:
    """Print what became of the keys."""
    echoes, results, missed = [], [], 0
    for key, after in zip(keys, [*keys[1:], None], strict=True):
        echoes.append(next(look.at for look in _since(looks, key) if look.typed.startswith(key.typed)) - key.at)
        alike = [look for look in _since(looks, key) if look.total == key.total]
        replaced = after and after.typed.startswith(key.typed) and _first_of(looks, after)
        if not alike or (replaced and alike[0].at > replaced):
            missed += 1
        else:
            results.append(alike[0].at - key.at)
    between = median(b.at - a.at for a, b in pairwise(looks))
    print(
        f"{name}: {len(keys)} keys, ms median / 95th percentile / worst: echo {_told(echoes)}, "
        f"results {_told(results)}, {missed} missed; a look every {between * 1e3:.0f} ms"
    )


def _since(looks: list[Look], key: Key) -> Iterator[Look]:
    return (look for look in looks if look.at > key.at)


def _first_of(looks: list[Look], key: Key) -> float | None:
    """When the results of a key were first seen, where they tell themselves apart."""
    return next((look.at for look in _since(looks, key) if look.total == key.total), None)


def _told(seconds: list[float]) -> str:
    ordered = sorted(each * 1e3 for each in seconds)
    return f"{median(ordered):.0f} / {ordered[int(len(ordered) * 0.95)]:.0f} / {ordered[-1]:.0f}"


if __name__ == "__main__":
    if shutil.which("tmux") is None:
        sys.exit("tmux is not installed")
    main()
