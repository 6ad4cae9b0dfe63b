from __future__ import annotations

import subprocess
import sys

HEAVY = {"spacy", "thinc", "whoosh", "numpy", "sqlite3", "markdown_it.main", "index.library", "index.store", "dateutil"}


def test_the_first_screen_waits_for_no_heavy_module() -> None:
    code = "import sys, tui.app; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "tui.screens.reader" in loaded
    assert not HEAVY & set(loaded)
