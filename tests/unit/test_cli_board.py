from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from tui.cli import main


@pytest.fixture
def library(tmp_path: Path, sample_library: Path) -> Path:
    return Path(shutil.copytree(sample_library, tmp_path / "library"))


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    try:
        status = main([str(word) for word in words])
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    out, err = capsys.readouterr()
    return status, out, err


def test_the_board_is_a_table_that_says_what_it_stands_on(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "board", "troops", "ukraine", "--library", library)
    assert status == 0
    assert "Giorgia Meloni" in out
    assert "Zoran Milanović" in out
    assert "statements in" in out.splitlines()[-1]


def test_the_board_narrows_and_sorts_as_told(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--kind", "person", "--since", "2025-03-28", "--until", "2025-03-31", "--sort", "name", "--json"]
    status, out, _ = run(capsys, "board", "ukraine", *options, "--library", library)
    *rows, whole = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert {row["kind"] for row in rows} == {"person"}
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert all("2025-03-28" <= row["first"] <= row["last"] <= "2025-03-31" for row in rows)
    assert whole["total"] == len(rows) >= 3


def test_a_holder_a_topic_and_two_holders_are_found_by_their_names(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, "board", "--holder", "milanovic", "--topic", "force", "--csv", "--library", library)
    rows = list(csv.DictReader(out.splitlines()))
    assert {row["holder"] for row in rows} == {"Zoran Milanović"}
    assert {row["stance"] for row in rows} == {"opposes"}
    _, out, _ = run(capsys, "board", "--compare", "Meloni", "Macron", "--markdown", "--library", library)
    assert out.startswith("# Giorgia Meloni and Emmanuel Macron\n")


@pytest.mark.parametrize("view", ["--changes", "--matrix", "--holder=Meloni"])
def test_every_view_can_be_had_as_a_table_and_in_every_form(
    view: str, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "board", view, "--library", library)[0] == 0
    for form in ("json", "csv", "markdown", "html"):
        file = tmp_path / f"board.{form}"
        assert run(capsys, "board", view, f"--{form}", "-o", file, "--library", library)[:2] == (0, "")
        assert file.read_text(encoding="utf-8").strip()
        status, _, err = run(capsys, "board", view, f"--{form}", "-o", file, "--library", library)
        assert (status, "is there already" in err) == (1, True)
        assert run(capsys, "board", view, f"--{form}", "-o", file, "--force", "--library", library)[0] == 0


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--holder", "Nobody At All"], "nobody called 'Nobody At All'"),
        (["--holder", "Obi"], "not one holder but several: adaeze obi, bernard obi"),
        (["--topic", "xylophones"], "no position here is about 'xylophones'"),
        (["--since", "spring"], "'spring' is no date; write it as 2025-03-28"),
        (["-o", "board.html"], "-o needs one of"),
    ],
)
def test_what_cannot_be_answered_is_one_clear_line(
    words: list[str], complaint: str, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, "board", *words, "--library", library)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert complaint in err


def test_a_query_that_cannot_be_read_shows_where(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "board", "(troops", "--library", library)
    assert status == 2
    assert "^" in err


def test_the_matrix_reads_at_eighty_columns_and_says_how_much_of_it_that_is(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    _, out, _ = run(capsys, "board", "--matrix", "ukraine force", "--library", library)
    assert all(len(line) <= 80 for line in out.splitlines())
    assert any(line.startswith("holder ") and " force " in line for line in out.splitlines())
    assert any(line.startswith("Giorgia Meloni ") and "✘" in line for line in out.splitlines())
    assert "the 4 topics of most statements" in out


def test_a_states_name_finds_those_whom_articles_call_its_head(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, "board", "ukraine force", "--holder", "Croatia", "--topic", "force", "--library", library)
    assert "Zoran Milanović, president of Croatia" in out
    _, out, _ = run(capsys, "board", "ukraine force", "--topic", "force", "--csv", "--library", library)
    offices = {row["holder"]: row["offices"] for row in csv.DictReader(out.splitlines())}
    assert offices["Giorgia Meloni"] == "prime minister of Italy"
    assert offices["Russia"] == ""
