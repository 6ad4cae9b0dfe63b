"""Analysis in worker processes: results, crashes, and the end of the parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from index.analysis.workers import AnalysisFailure, AnalysisWorkers
from index.article import Analysis

TEXT = "Ada Olt said that the harbour must stay open."


def drain(workers: AnalysisWorkers, wanted: int) -> dict[int, Analysis | AnalysisFailure]:
    results: dict[int, Analysis | AnalysisFailure] = {}
    while len(results) < wanted and workers.wait(timeout=60):
        results.update(workers.results())
    return results


def test_texts_come_back_analysed_under_their_keys() -> None:
    with AnalysisWorkers(1) as workers:
        for key in (7, 8, 9):
            workers.submit(key, TEXT)
        assert workers.pending == 3
        results = drain(workers, 3)
        assert workers.pending == 0
    assert sorted(results) == [7, 8, 9]
    analysis = results[7]
    assert isinstance(analysis, Analysis)
    assert analysis.positions[0].holder is not None
    assert analysis.positions[0].holder.name == "Ada Olt"


def test_a_killed_worker_is_replaced_and_its_text_done_again() -> None:
    with AnalysisWorkers(1) as workers:
        workers.submit(1, TEXT)
        pid = workers._workers[0].process.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        results = drain(workers, 1)
    assert isinstance(results[1], Analysis)


def test_a_text_that_kills_two_workers_is_given_up_and_the_next_one_is_done() -> None:
    with AnalysisWorkers(1) as workers:
        workers.submit(1, TEXT)
        for _ in range(2):
            pid = workers._workers[0].process.pid
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
            workers.submit(2, TEXT) if workers.pending == 1 else None
            workers._receive(workers._workers[0])
            workers._assign()
        results = drain(workers, 2)
    assert isinstance(results[1], AnalysisFailure)
    assert "twice" in results[1].reason
    assert isinstance(results[2], Analysis)


PARENT = """
import sys, time
from index.analysis.workers import AnalysisWorkers
if __name__ == "__main__":
    workers = AnalysisWorkers(1)
    workers.submit(1, "Ada Olt said yes.")
    print(workers._workers[0].process.pid, "spacy" in sys.modules, flush=True)
    time.sleep(60)
"""


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pid, spacy_loaded = parent.stdout.readline().split()
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert spacy_loaded == "False"
    for _ in range(300):
        if not alive(int(pid)):
            return
        time.sleep(0.1)
    raise AssertionError("the worker outlived its parent")


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
