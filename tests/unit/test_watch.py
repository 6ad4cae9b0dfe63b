from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

ARTICLE = "Ruiz rejects harbour levy\n\nAna Ruiz said she opposed the harbour levy.\n"


def summary(stream: IO[str]) -> dict[str, int]:
    return {key: value for key, value in json.loads(stream.readline()).items() if value and key != "seconds"}


def test_watch_takes_in_what_changes_and_ends_well_on_ctrl_c(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text(ARTICLE, encoding="utf-8")
    command = [sys.executable, "-m", "tui", "index", news, "--library", tmp_path / "library"]
    with subprocess.Popen(
        [*command, "--watch", "--prune", "--json", "--no-analysis"], stdout=subprocess.PIPE, text=True
    ) as watcher:
        assert watcher.stdout is not None
        assert summary(watcher.stdout) == {"added": 1, "articles": 1}
        # The watch itself begins only after the first summary; a file that comes in between is not lost.
        (news / "b.txt").write_text(ARTICLE, encoding="utf-8")
        assert summary(watcher.stdout) == {"added": 1, "unchanged": 1, "articles": 2}
        (news / "a.txt").unlink()
        assert summary(watcher.stdout) == {"removed": 1, "unchanged": 1, "articles": 1}
        watcher.send_signal(signal.SIGINT)
        assert watcher.wait(20) == 0
