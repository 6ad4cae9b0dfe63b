from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from index.article import Article
from index.library import Library
from index.store import FileState, Store
from tests.pilot import small_library

KEEP = """
import sys
from pathlib import Path
from index.library import Library
library = Library.open(Path(sys.argv[1]))
for number in range(100_000):
    library.kept.set_tags(1, [f"tag{number}"])
    library.notes.write(2, f"note {number}")
    print(number, flush=True)
"""
CHANGE = """
import sys
from pathlib import Path
from index.library import Library
library = Library.open(Path(sys.argv[1]))
name = sys.argv[2]
for number in range(int(sys.argv[3])):
    library.kept.set_starred(number % 3 + 1, starred=number % 2 == 0)
    library.kept.set_tags(number % 4 + 1, [f"{name}{number}"])
    library.searches.remember(f"{name} {number}")
    if number % 5 == 4:
        library.undo()
print("done")
"""


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_what_was_said_to_be_kept_is_there_after_a_kill(tmp_path: Path) -> None:
    folder = small_library.make(tmp_path / "library")
    process = start(KEEP, folder)
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(20)]
    time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    told = int([*lines, *process.stdout.readlines()][-1])
    process.communicate()

    library = Library.open(folder)
    (tag,) = library.kept.flags([1])[1].tags
    notes = [note.text for note in library.notes.of(2)]
    assert int(tag.removeprefix("tag")) - told in (0, 1)
    assert notes[: told + 1] == [f"note {number}" for number in range(told + 1)]
    assert library._store.integrity() == []
    assert library.undo() in (f"noted “{notes[-1]}” on the article", f"tagged “{tag}”, took away “tag{told}”")
    library.close()


def test_a_reader_writes_while_another_process_takes_in_articles(tmp_path: Path) -> None:
    folder = small_library.make(tmp_path / "library")
    changing = [start(CHANGE, folder, name, 40) for name in ("a", "b")]
    store = Store(folder)
    for batch in range(20):
        path = f"/new/{batch}.txt"
        articles = [Article(f"Title {number}", "word " * 2000) for number in range(20)]
        store.put([(FileState(path, 1, 1, path.encode(), 1), articles)])
    with ThreadPoolExecutor(2) as threads:
        ended = list(threads.map(lambda process: (*process.communicate(timeout=120), process.returncode), changing))
    assert ended == [("done\n", "", 0)] * 2
    assert store.integrity() == []
    assert store.counts(0).articles == 4 + 400
    store.close()
    library = Library.open(folder)
    assert len(library.searches.history()) == 80
    assert not library._store.database.connection.execute("SELECT value FROM meta WHERE key = 'step'").fetchone()[0]
    while library.undo():
        pass
    assert library.kept.flags([1, 2, 3, 4]) == {each: type(library.kept.flags([each])[each])() for each in (1, 2, 3, 4)}
    library.close()


def test_a_library_that_may_only_be_read_shows_what_is_kept_and_says_clearly_that_nothing_more_can_be(
    tmp_path: Path,
) -> None:
    folder = small_library.make(tmp_path / "library")
    library = Library.open(folder)
    library.kept.set_tags(1, ["dam"])
    library.close()
    other = small_library.make(tmp_path / "other")
    code = """
import os, sys
from pathlib import Path
from index.answer import SaysoError
from index.library import Library
Library.open(Path(sys.argv[2])).kept.seen(1)  # what is imported on the way may be readable by its owner alone
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
library = Library.open(Path(sys.argv[1]))
print(*library.kept.flags([1])[1].tags, library.kept.seen(2), library.searches.history())
library.searches.remember("dam")
for change in (lambda: library.kept.set_starred(1, starred=True), library.undo, lambda: library.notes.write(1, "x")):
    try:
        change()
    except SaysoError as error:
        print(error)
"""
    for each in (tmp_path, *tmp_path.parents):
        if each.stat().st_uid == os.geteuid() and each != Path("/"):
            each.chmod(each.stat().st_mode | 0o055)
    folder.chmod(0o555)
    for each in folder.rglob("*"):
        each.chmod(0o555 if each.is_dir() else 0o444)
    try:
        output, errors = start(code, folder, other).communicate(timeout=60)
    finally:
        folder.chmod(0o755)
        for each in folder.rglob("*"):
            each.chmod(0o755)
    assert errors == ""
    refusal = f"nothing can be kept: {folder} may only be read"
    assert output.splitlines() == ["dam False []", refusal, refusal, refusal]
