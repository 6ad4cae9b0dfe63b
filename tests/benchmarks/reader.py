"""The reader, measured in a real pseudo-terminal beside a bare three-pane Textual app in one run.

    python -m tests.benchmarks.reader [--articles 100000] [--library DIR] [--runs 15]

``--library`` names a library that an earlier run made, or has one made there. All figures are medians unless they say
otherwise. Times are wall clock from outside, so they hold on a machine that does nothing else; what the reader is worth
under load is its ratio to the bare app. CPU is what the scheduler counts, in all threads of the process.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice, pairwise
from pathlib import Path
from statistics import median, quantiles

from index.library import Library
from tests.benchmarks import reader_library
from tests.benchmarks.reader_library import HUGE_WORD, LONG_WORD
from tests.benchmarks.search_corpus import Corpus
from tests.benchmarks.terminal import Terminal

COLUMNS, ROWS = 160, 48
_IDLE_SECONDS = 10
_OPEN_AND_SEARCH = """
import sys
from pathlib import Path
from index.library import Library
library = Library.open(Path(sys.argv[1]))
for word in sys.argv[2:]:
    library.search(word, typing=True)
lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
print(sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024)
"""


class Bench:
    """The programs and the place where they keep what they keep."""

    def __init__(self, library: Path, home: Path, runs: int) -> None:
        self.library, self.runs, self._state = library, runs, home / "state"
        self._environment = {
            "HOME": str(home), "XDG_STATE_HOME": str(home / "state"), "XDG_CONFIG_HOME": str(home / "config"),
        }  # fmt: skip

    def anew(self) -> Terminal:
        """The reader without anything that it remembers."""
        shutil.rmtree(self._state, ignore_errors=True)
        return self.reader()

    def again(self) -> Terminal:
        """The reader with what it remembered when it was left first."""
        first = self._state.with_name("first")
        if not first.exists():
            self.settled(self.anew, r"\d articles").end("q")
            shutil.copytree(self._state, first)
        shutil.rmtree(self._state)
        shutil.copytree(first, self._state)
        return self.reader()

    def reader(self) -> Terminal:
        command = [sys.executable, "-P", "-m", "tui", "--library", str(self.library)]
        return Terminal(command, COLUMNS, ROWS, self._environment)

    def bare(self) -> Terminal:
        return Terminal([sys.executable, "-m", "tests.benchmarks.bare_app"], COLUMNS, ROWS, self._environment)

    def settled(self, start: Callable[[], Terminal], content: str) -> Terminal:
        terminal = start()
        terminal.when(content)
        terminal.settle(1.0)
        return terminal


def launches(start: Callable[[], Terminal], content: str, keys: str, runs: int) -> tuple[list[float], list[float]]:
    """Seconds from launch to the first content, and to the effect of keys that are typed as soon as it is there."""
    first, acted = [], []
    for _ in range(runs):
        terminal = start()
        first.append(terminal.when(content))
        terminal.type(keys)
        acted.append(terminal.when("zzx"))
        terminal.settle()
        terminal.end()
    return first, acted


def typing(bench: Bench, rounds: int) -> list[float]:
    """Seconds from each key of a query to its results on the screen."""
    terminal = bench.settled(bench.anew, r"\d articles")
    words = [word for word in Corpus().words[40:4000:97] if len(word) >= 5][:rounds]
    terminal.type("/")
    terminal.settle()
    taken = []
    for word in words:
        for character in word[:6]:
            typed = terminal.type(character)
            taken.append(terminal.when(r"[\d,]+ of [\d,]+|Nothing among") - typed)
            terminal.settle(0.12)
        terminal.type("\x7f" * 6)
        terminal.settle(0.6)
    terminal.end()
    return taken


def stepping(bench: Bench, rounds: int) -> list[float]:
    """Seconds from ``J`` to the next article of 50 KB on the screen."""
    library = Library.open(bench.library)
    hits = library.search(LONG_WORD, sort="relevance").hits
    texts = [library.article(hit.id).text for hit in hits]
    library.close()
    terminal = bench.settled(bench.anew, r"\d articles")
    terminal.type(f"/{LONG_WORD}\r")
    terminal.when(f"{len(texts)} of")
    terminal.settle()
    terminal.type("\r")
    terminal.settle(1.0)
    taken = []
    for before, text in islice(pairwise(texts), rounds):
        typed = terminal.type("J")
        taken.append(terminal.when(telling(text, before)) - typed)
        terminal.settle(0.3)
    terminal.end()
    return taken


def telling(text: str, before: str) -> str:
    """A word that ``text`` has on its first screen, below what a snippet shows, and ``before`` has not on its."""
    others = set(before[:6_000].split()) | set(text[:400].split())
    words = (word for word in text[600:].split() if len(word) > 7 and word.isalpha())
    return re.escape(next(word for word in words if word not in others))


def bare_stepping(bench: Bench, rounds: int) -> list[float]:
    """The same in the bare app."""
    terminal = bench.settled(bench.bare, "alphabeginning")
    taken = []
    for number in range(rounds):
        typed = terminal.type("\x0e")
        taken.append(terminal.when("alphabeginning" if number % 2 else "betabeginning") - typed)
        terminal.settle(0.5)
    terminal.end()
    return taken


def huge(bench: Bench, pages: int) -> tuple[float, float]:
    """CPU seconds to open an article of 10 MB, and for a page down in it."""
    terminal = bench.settled(bench.anew, r"\d articles")
    terminal.type(f'/"{LONG_WORD} 1" OR {HUGE_WORD}\r')
    terminal.when("2 of")
    terminal.settle(1.0)
    terminal.type("s")  # newest first, which is the one of 50 KB
    terminal.settle(1.0)
    before = terminal.cpu()
    terminal.type("j")
    terminal.when(r"\d\d\d\d min")  # to read the other
    opened = terminal.cpu() - before
    terminal.settle(1.0, 60)
    while (used := terminal.cpu()) - before > 0.005:  # until all of it is wrapped, which it is whenever there is time
        before = used
        time.sleep(1)
    before = terminal.cpu()
    for _ in range(pages):
        terminal.type(" ")
        terminal.settle(0.15)
    paged = (terminal.cpu() - before) / pages
    terminal.end()
    return opened, paged


def idle(start: Callable[[], Terminal], bench: Bench, content: str) -> tuple[float, float]:
    """The share of a core that it uses doing nothing, and its memory in MiB."""
    terminal = bench.settled(start, content)
    terminal.settle(2.0)
    before, since = terminal.cpu(), terminal.now
    terminal.settle(_IDLE_SECONDS, _IDLE_SECONDS)
    share = (terminal.cpu() - before) / (terminal.now - since)
    memory = terminal.memory()
    terminal.end()
    return share, memory


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000, help="how many a new library has (default: 100,000)")
    parser.add_argument("--library", type=Path, help="a library of an earlier run, or where to make one that stays")
    parser.add_argument("--runs", type=int, default=15, help="launches and steps to take the median of (default: 15)")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        library = given.library or Path(folder) / "library"
        if not library.exists():
            print(f"making a library of {given.articles:,} articles …", file=sys.stderr)
            reader_library.make(library, given.articles)
        measure(Bench(library, Path(folder), given.runs))


def measure(bench: Bench) -> None:
    """Measure everything, and print a line as soon as it is known."""
    words = Corpus().words[40:400:30]
    index = subprocess.run(
        [sys.executable, "-P", "-c", _OPEN_AND_SEARCH, str(bench.library), *words],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    print(f"{'':42}{'sayso':>16}{'bare Textual':>16}   wanted")
    first_time = bench.again()  # compiles the modules, and does what there is to be done in the background
    first_time.settle(20, 3_600)
    first_time.end()
    first, acted = launches(bench.again, r"\d articles", "/zzx", bench.runs)
    bare_first, bare_acted = launches(bench.bare, "alphabeginning", "zzx", bench.runs)
    row("first content on screen, ms", ms(first), ms(bare_first), "<= 60")
    ratio = median(acted) / median(bare_acted)
    row("acts on the first keys typed, ms", ms(acted), ms(bare_acted), f"<= 1.3x; is {ratio:.2f}x")
    keys = typing(bench, max(4, bench.runs))
    row("key to painted results, ms, median", ms(keys), "", "<= 60")
    row("key to painted results, ms, p95", f"{quantiles(keys, n=20)[-1] * 1e3:.0f}", "", "<= 120")
    row("next article of 50 KB, ms", ms(stepping(bench, bench.runs)), ms(bare_stepping(bench, bench.runs)), "<= 25")
    opened, paged = huge(bench, 30)
    row("10 MB article, open, CPU ms", f"{opened * 1e3:.0f}", "", "<= 150")
    row("10 MB article, page down, CPU ms", f"{paged * 1e3:.1f}", "", "<= 15")
    share, memory = idle(bench.anew, bench, r"\d articles")
    bare_share, bare_memory = idle(bench.bare, bench, "alphabeginning")
    row("idle CPU, %", f"{share:.2%}", f"{bare_share:.2%}", "<= 0.2 %")
    above = memory - float(index.stdout)
    row("memory, MiB (above an open library)", f"{memory:.0f} ({above:.0f})", f"{bare_memory:.0f}", "<= 70 above")


def row(what: str, ours: str, bare: str, wanted: str) -> None:
    """A line of the table."""
    print(f"{what:42}{ours:>16}{bare:>16}   {wanted}", flush=True)


def ms(seconds: Sequence[float]) -> str:
    """The median in milliseconds."""
    return f"{median(seconds) * 1e3:.0f}"


if __name__ == "__main__":
    main()
