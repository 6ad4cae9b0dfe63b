"""Writing that is cut short: killed at any moment, or the disk is full."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.answer import SaysoError
from index.article import Article
from index.fulltext import DamagedIndex, FullText, parse

WRITER = """
import sys
from pathlib import Path
from index.article import Article
from index.fulltext import FullText
index = FullText(Path(sys.argv[1]))
start = int(sys.argv[2])
for number in range(start, start + 1000):
    index.update([Article("", f"common word{number} " * 50, id=number)])
    print(number, flush=True)
"""


def ids(fulltext: FullText, query: str) -> set[int]:
    return set(fulltext.search(parse(query), lambda _: ()).ids())


def test_what_was_reported_survives_kills_at_any_moment(tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    print("seed", seed)
    moments = random.Random(seed)
    fulltext = FullText.create(tmp_path / "fulltext")
    reported: set[int] = set()
    for trial in range(6):
        start = trial * 1000
        command = [sys.executable, "-c", WRITER, str(tmp_path / "fulltext"), str(start)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            reported.add(int(writer.stdout.readline()))
            time.sleep(moments.random() * 0.3)
            writer.send_signal(signal.SIGKILL)
            reported |= {int(line) for line in writer.stdout.read().split()}
        found = ids(fulltext, "common")
        assert reported <= found
        assert len(found - reported) <= trial + 1  # committed, but not yet reported when the end came
        assert all(finding.ok for finding in fulltext.check())
    fulltext.update([Article("", "afterwards", id=99_999)])
    assert ids(fulltext, "afterwards") == {99_999}


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_write_that_the_system_refuses_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    fulltext = FullText.create(tmp_path / "fulltext")
    fulltext.update([Article("", "before", id=1)])
    many = [
        Article("", " ".join(f"word{number}x{place}" for place in range(500)), id=number) for number in range(2, 40)
    ]
    with no_file_larger_than(10_000), pytest.raises(SaysoError, match="cannot be written: File too large") as caught:
        fulltext.update(many, deleted=[1])
    assert not isinstance(caught.value, DamagedIndex)
    assert ids(fulltext, "") == {1}
    with no_file_larger_than(10_000), pytest.raises(SaysoError, match="cannot be written: File too large"):
        fulltext.rebuild(many)
    assert ids(fulltext, "") == {1}
    fulltext.update(many)
    assert len(ids(fulltext, "")) == 39
    left = {path.suffix for path in (tmp_path / "fulltext" / "1").iterdir()}
    assert left <= {".seg", ".toc", ""}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    fulltext = FullText.create(tmp_path / "fulltext")
    (tmp_path / "fulltext" / "1").chmod(0o500)
    with pytest.raises(SaysoError, match="cannot be written"):
        fulltext.update([Article("", "text", id=1)])
