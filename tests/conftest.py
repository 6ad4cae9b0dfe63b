"""What every test may use: a home of its own, and a library of the sample articles, made once a run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.ingest import Ingest
from index.lock import writing
from tui.locations import sample_articles

# Read when numpy is imported, which is later: the processes of the tests are the parallelism.
os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores: many a test waits for a terminal or for another process."""
    return max(1, (os.cpu_count() or 1) * 3 // 2)


@pytest.fixture(autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees or touches the user's own library and settings."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "SAYSO_LIBRARY"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of all sample articles, analysed. Tests that write copy it first."""
    folder = tmp_path_factory.mktemp("library")
    with writing(folder):
        ingest = Ingest(folder, lambda event: None)
        ingest.run([sample_articles()])
        ingest.close()
    return folder
