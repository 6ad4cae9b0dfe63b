from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import RadioButton

from index.answer import SaysoError
from tests.pilot.conftest import Reader, settled
from tests.pilot.driving import act, painted, press, screen
from tui import clipboard, outside
from tui.app import Sayso
from tui.screens.export_dialog import ExportDialog
from tui.screens.reader import ReaderScreen


async def done(pilot: Pilot[None], *actions: str) -> ReaderScreen:
    """Do actions and wait for what they do on the side."""
    s = await act(pilot, *actions)
    workers = [worker for worker in pilot.app.workers if worker.group in ("outward", "export")]
    if workers:
        await pilot.app.workers.wait_for_complete(workers)
    await settled(pilot)
    return s


async def test_copying_says_which_tool_took_it_or_that_the_terminal_was_asked(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []

    def take(text: str) -> str:
        taken.append(text)
        return "copied with xclip"

    citation = "“the plan for a second crane hall” — Mara Tolvanen (rejected; reported), Elsine Courier · 12 Apr 2025"
    async with reader() as pilot:
        s = await done(pilot, "copy")
        assert s.status.said.startswith("nothing to copy")
        monkeypatch.setattr(clipboard, "copy_natively", take)
        s = await done(pilot, "next_position", "copy")
        assert taken == [citation]
        assert s.status.said == "position copied with xclip"
        assert pilot.app.clipboard == ""
        monkeypatch.setattr(clipboard, "copy_natively", lambda text: None)
        s = await done(pilot, "copy")
        assert pilot.app.clipboard == citation
        assert "(OSC 52)" in s.status.said


async def test_a_browser_that_runs_in_the_terminal_gets_all_of_it(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, bool]] = []
    monkeypatch.setattr(outside, "takes_the_terminal", lambda: True)
    monkeypatch.setattr(outside, "browse", lambda url, *, here=False: opened.append((url, here)))
    monkeypatch.setattr(Sayso, "suspend", lambda self: nullcontext())
    async with reader() as pilot:
        s = screen(pilot)
        s.article.article = replace(s.article.article, url="https://example.org/a")
        await done(pilot, "browse")
        assert opened == [("https://example.org/a", True)]


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], Path, str]]:
    """The programs that were run on a file, and what was in that."""
    ran: list[tuple[list[str], Path, str]] = []

    def run(command: list[str], path: Path) -> None:
        ran.append((command, path, path.read_text(encoding="utf-8")))

    @contextmanager
    def suspend(self: Sayso) -> Iterator[None]:
        ran.append((["suspended"], Path(), ""))
        yield

    monkeypatch.setattr(outside, "run", run)
    monkeypatch.setattr(Sayso, "suspend", suspend)
    monkeypatch.setenv("PAGER", "pager --plain")
    monkeypatch.setenv("VISUAL", "editor")
    return ran


async def test_the_pager_shows_the_whole_article(reader: Reader, left: list[tuple[list[str], Path, str]]) -> None:
    async with reader() as pilot:
        s = await done(pilot, "pager")
        assert [command for command, _, _ in left] == [["suspended"], ["pager", "--plain"]]
        assert left[1][2].startswith("Dockers turn down crane hall\nElsine Courier · 2025-04-12 · Ana Ruiz\n\nELSINE")
        assert s.article.article.text.split() == left[1][2].split()[-len(s.article.article.text.split()) :]
        assert max(map(len, left[1][2].splitlines())) <= s.article.widest
        assert not left[1][1].exists()


async def test_the_editor_opens_the_file_itself_or_says_that_it_is_a_copy(
    reader: Reader, left: list[tuple[list[str], Path, str]], tmp_path: Path
) -> None:
    async with reader() as pilot:
        s = await done(pilot, "editor")
        assert "that was a copy" in s.status.said
        assert left[-1][2] == s.article.article.text
        original = tmp_path / "harbour.txt"
        original.write_text("as it was read", encoding="utf-8")
        s.article.article = replace(s.article.article, path=str(original))
        s = await done(pilot, "editor")
        assert left[-1][:2] == (["editor"], original)
        assert "itself" in s.status.said


async def test_a_program_that_cannot_be_run_is_reported(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", "/nowhere/at/all")
    monkeypatch.setattr(Sayso, "suspend", lambda self: nullcontext())
    async with reader() as pilot:
        s = await done(pilot, "pager")
        assert s.messages == ["/nowhere/at/all cannot be run: No such file or directory"]


async def test_a_terminal_that_cannot_be_left_says_so(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", "true")
    async with reader() as pilot:
        s = await done(pilot, "pager")
        assert s.status.said == "this terminal cannot be left to another program"


async def test_an_article_is_written_to_the_file_that_is_typed_and_over_no_other_unasked(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with reader() as pilot:
        s = await done(pilot, "export")
        dialog = pilot.app.screen
        assert isinstance(dialog, ExportDialog)
        assert dialog.line.value == "dockers-turn-down-crane-hall.md"
        await pilot.press("enter")
        await done(pilot)
        path = tmp_path / "dockers-turn-down-crane-hall.md"
        assert path.read_text(encoding="utf-8").startswith("# Dockers turn down crane hall\n")
        assert s.status.said.startswith(f"written: {path} (1,")
        path.write_text("mine", encoding="utf-8")
        await done(pilot, "export")
        await pilot.press("enter")
        await pilot.pause(0.2)
        assert "there is such a file already" in painted(pilot)
        assert path.read_text(encoding="utf-8") == "mine"
        await pilot.press("enter")
        await done(pilot)
        assert path.read_text(encoding="utf-8") != "mine"


async def test_the_positions_of_all_results_are_written_in_the_form_of_the_suffix(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with reader(query="hall OR dam") as pilot:
        await done(pilot, "export")
        dialog = pilot.app.screen
        button = next(each for each in dialog.query(RadioButton) if each.name == "result")
        assert "● this article" in painted(pilot)
        assert "○ its positions" in painted(pilot)
        await pilot.click(button)
        await pilot.pause()
        assert "○ this article" in painted(pilot)
        assert "● the positions of all results" in painted(pilot)
        assert dialog.line.value.endswith(".md")
        dialog.line.value = "all.pdf"
        dialog.set_focus(dialog.line)
        await pilot.press("enter")
        await pilot.pause(0.2)
        assert "must end in .csv, .md, .json or .txt" in painted(pilot)
        dialog.line.value = "all.json"
        await pilot.press("enter")
        await done(pilot)
        records = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
        assert len(records) == 9
        assert {record["article"]["title"] for record in records} == {
            "Dockers turn down crane hall", "Assembly backs Karso dam",
        }  # fmt: skip


async def test_a_folder_is_picked_with_the_mouse_and_no_file_name_reaches_the_terminal_as_it_is(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sub\x1b]2;x\x07[red]").mkdir()
    (tmp_path / ".hidden").mkdir()
    monkeypatch.chdir(tmp_path)
    async with reader(size=(80, 24)) as pilot:
        await done(pilot, "export")
        await pilot.pause(0.3)
        shown = painted(pilot)
        assert "[red]" in shown
        assert ".hidden" not in shown
        assert not set("\x1b\x07") & set(shown)
        lines = shown.splitlines()
        row = next(number for number, line in enumerate(lines) if "[red]" in line)
        await pilot.click(offset=(lines[row].index("sub") + 1, row))
        await pilot.pause(0.2)
        assert "sub" in pilot.app.screen.line.value
        assert "\x1b" not in pilot.app.screen.line.value
        await pilot.press("escape")
        await done(pilot)
        assert set(tmp_path.iterdir()) == {tmp_path / "sub\x1b]2;x\x07[red]", tmp_path / ".hidden"}


async def test_a_file_that_cannot_be_written_is_reported(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise SaysoError("the disk is full")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("index.takeaway.write", refuse)
    async with reader(size=(40, 15)) as pilot:
        await press(pilot, "x")
        assert "Write to a file" in painted(pilot)
        await pilot.press("enter")
        s = await done(pilot)
        assert s.messages == ["the disk is full"]


async def test_a_home_that_there_is_not_and_a_folder_are_no_files(reader: Reader, tmp_path: Path) -> None:
    async with reader() as pilot:
        await done(pilot, "export")
        dialog = pilot.app.screen
        (tmp_path / "folder.md").mkdir()
        for typed, said in (
            ("~nobody-at-all/a.md", "no such home folder"),
            (f"{tmp_path}/nowhere/a.md", "there is no folder"),
            (f"{tmp_path}/folder.md", "that is a folder"),
        ):
            dialog.line.value = typed
            await pilot.press("enter")
            await pilot.pause(0.2)
            assert said in painted(pilot)
