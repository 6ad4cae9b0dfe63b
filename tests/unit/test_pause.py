"""Work in the background rests when it is asked to, takes nothing new meanwhile, and goes on where it was."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from index import analysis, ingest
from index.background import Background
from index.events import Event, Finished, Paused, Progress
from index.ingest import Ingest
from index.lock import writing
from index.store import Store

REST_SECONDS = 0.6
TEXT = "Mayor Ana Ruiz said on Monday that she opposed the levy, which the council of Elsine had approved."


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(f"Headline {number}\n\n{TEXT} Note {number}.\n", encoding="utf-8")
    return folder


class Resting:
    """Pauses a run at its first progress in ``stage`` and lets it go on a while after it said that it rests."""

    def __init__(self, folder: Path, stage: str) -> None:
        self.run = Ingest(folder, self.heard, jobs=1)
        self.store = Store(folder)
        self.stage = stage
        self.told: list[bool] = []
        self.at_rest: list[tuple[int, int]] = []

    def heard(self, event: Event) -> None:
        if isinstance(event, Progress) and event.stage == self.stage and event.done and not self.told:
            self.run.pause(True)
        elif isinstance(event, Paused):
            self.told.append(event.paused)
            if event.paused:
                threading.Timer(REST_SECONDS / 3, self.look).start()
                threading.Timer(REST_SECONDS, self.look).start()
                threading.Timer(REST_SECONDS, self.run.pause, [False]).start()

    def look(self) -> None:
        counts = self.store.counts(analysis.VERSION)
        self.at_rest.append((counts.articles, counts.analysed))


def test_reading_rests_and_goes_on(news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "BATCH_FILES", 3)
    with writing(tmp_path / "library"):
        resting = Resting(tmp_path / "library", "read")
        summary = resting.run.run([news], analyse=False)
        resting.run.close()
    assert resting.told == [True, False]
    assert resting.at_rest == [(3, 0), (3, 0)]
    assert summary.articles == 12
    resting.store.close()


def test_analysis_processes_take_nothing_while_the_work_rests(news: Path, tmp_path: Path) -> None:
    with writing(tmp_path / "library"):
        resting = Resting(tmp_path / "library", "analyse")
        summary = resting.run.run([news])
        resting.run.close()
    assert resting.told == [True, False]
    first, later = (analysed for _, analysed in resting.at_rest)
    # The one text that was at work when the pause came is finished; no other is begun.
    assert first <= later <= first + 1 < 12
    assert summary.analysed == 12
    resting.store.close()


def test_a_pause_asked_for_before_the_child_is_ready_holds_and_the_end_does_not_wait_for_it(
    news: Path, tmp_path: Path
) -> None:
    events: list[Event] = []
    rests = threading.Event()

    def heard(event: Event) -> None:
        events.append(event)
        if isinstance(event, Paused):
            rests.set()

    background = Background(tmp_path / "library", [news], heard, analyse=False)
    background.start()
    background.pause(True)
    assert rests.wait(60) or any(isinstance(event, Finished) for event in events)
    background.stop()
    assert Paused(paused=True) in events
    finished = [event.summary for event in events if isinstance(event, Finished)]
    assert [(summary.stopped, summary.articles) for summary in finished] == [(True, 0)]
