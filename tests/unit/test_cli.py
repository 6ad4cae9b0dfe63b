from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index.library import Library
from tests.pilot import small_library
from tui.cli import COMMANDS, main

ARTICLE = """Ruiz rejects harbour levy

By Jo Poe

Ana Ruiz, the mayor of Port Elsine, said she opposed the harbour levy. "We will not sign it," Ruiz told reporters.
"""


@pytest.fixture
def library(tmp_path: Path, sample_library: Path) -> Path:
    return Path(shutil.copytree(sample_library, tmp_path / "library"))


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    try:
        status = main([str(word) for word in words])
    except SystemExit as leaving:
        status = int(leaving.code or 0)
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_search_prints_a_json_line_a_hit_and_one_with_total_time_and_facets(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, "search", "troops", "--library", library, "--limit", "3", "--json")
    *hits, last = map(json.loads, out.splitlines())
    assert (status, err) == (0, "")
    assert len(hits) == 3 < last["total"]
    assert set(last["facets"]) == {"source", "month", "entity", "holder", "stance"}
    for hit in hits:
        assert {"id", "title", "source", "published", "score", "snippet", "hits", "stances"} <= set(hit)
        assert (hit["read"], hit["starred"], hit["tags"], hit["noted"]) == (False, False, [], False)
        assert all("troop" in hit["snippet"][start:end].lower() for start, end in hit["hits"])


def test_search_takes_the_library_before_or_after_the_command_and_joins_words(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = run(capsys, "--library", library, "search", "troops", "ukraine", "--json")[1]
    after = run(capsys, "search", "troops ukraine", "--json", "--library", library)[1]
    assert [json.loads(line).get("id") for line in before.splitlines()] == [
        json.loads(line).get("id") for line in after.splitlines()
    ]


def test_positions_can_be_had_as_json_csv_and_markdown_for_a_holder_and_a_stance(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["positions", "troops", "--holder", "meloni", "--stance", "opposes", "--library", library]
    records = [json.loads(line) for line in run(capsys, *asked, "--json")[1].splitlines()]
    assert records
    assert {record["holder"]["name"].split()[-1] for record in records} == {"Meloni"}
    assert {record["stance"] for record in records} == {"opposes"}
    assert set(records[0]["article"]) == {"id", "title", "source", "published"}
    table = list(csv.DictReader(io.StringIO(run(capsys, *asked, "--csv")[1])))
    assert [row["statement"] for row in table] == [record["statement"]["text"] for record in records]
    assert "**Giorgia Meloni** opposes" in run(capsys, *asked, "--markdown")[1]


def test_extract_gives_text_entities_and_positions_whose_spans_read_as_their_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "levy.txt").write_text(ARTICLE, encoding="utf-8")
    status, out, _ = run(capsys, "extract", tmp_path / "levy.txt", "--json")
    record = json.loads(out)
    assert status == 0
    assert record["title"] == "Ruiz rejects harbour levy"
    assert record["byline"] == "Jo Poe"
    assert "Ana Ruiz" in {entity["name"] for entity in record["entities"]}
    assert {"Ana Ruiz"} == {position["holder"]["name"] for position in record["positions"]}
    for position in record["positions"]:
        for part in (position["cue"], position["statement"], position["target"]):
            if part:
                assert part["text"] == " … ".join(record["text"][start:end] for start, end in part["spans"])


def test_extract_raw_counts_offsets_in_the_file_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "levy.txt").write_bytes(ARTICLE.replace("\n", "\r\n").encode())
    record = json.loads(run(capsys, "extract", "--raw", "--json", tmp_path / "levy.txt")[1])
    assert record["text"] == ARTICLE.replace("\n", "\r\n")


def test_extract_reads_standard_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
    assert json.loads(run(capsys, "extract", "-", "--json")[1])["byline"] == "Jo Poe"


def test_a_file_that_cannot_be_read_is_named_and_the_others_come_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "levy.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    status, out, err = run(
        capsys, "extract", tmp_path / "empty.txt", tmp_path / "none.txt", tmp_path / "levy.txt", "--json"
    )
    assert status == 1
    assert len(out.splitlines()) == 1
    assert [line.startswith("sayso: ") for line in err.splitlines()] == [True, True]
    assert "empty.txt" in err
    assert "none.txt" in err


def test_index_tells_added_unchanged_changed_and_removed_files_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    news, library = tmp_path / "news", tmp_path / "library"
    news.mkdir()
    for name in ("a.txt", "b.txt"):
        (news / name).write_text(f"{ARTICLE}\n{name}", encoding="utf-8")

    def index(*more: str) -> dict[str, int]:
        status, out, _ = run(capsys, "index", news, "--library", library, "--json", "--no-analysis", *more)
        assert status == 0
        return {key: value for key, value in json.loads(out).items() if value and key != "seconds"}

    assert index() == {"added": 2, "articles": 2}
    assert index() == {"unchanged": 2, "articles": 2}
    (news / "a.txt").write_text(ARTICLE.replace("levy", "tax"), encoding="utf-8")
    (news / "b.txt").rename(news / "c.txt")
    assert index() == {"changed": 1, "moved": 1, "articles": 2}
    (news / "a.txt").unlink()
    assert index() == {"unchanged": 1, "articles": 2}, "without --prune nothing is lost"
    assert index("--prune") == {"unchanged": 1, "removed": 1, "articles": 1}
    _, out, _ = run(capsys, "search", "tax", "--library", library, "--json")
    assert json.loads(out)["total"] == 0


def test_search_finds_what_a_person_keeps_and_says_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = small_library.make(tmp_path / "library")
    library = Library.open(folder)
    crane, dam = (library.search(word).hits[0].id for word in ("crane", "dam"))
    library.kept.set_tags(crane, ["to-read", "port"])
    library.notes.write(dam, "ask them")
    library.close()

    def hits(query: str) -> list[dict[str, object]]:
        status, out, _ = run(capsys, "search", query, "--library", folder, "--json")
        assert status == 0
        return [json.loads(line) for line in out.splitlines()[:-1]]

    (tagged,) = hits("tag:to-read")
    assert (tagged["id"], tagged["tags"], tagged["noted"]) == (crane, ["port", "to-read"], False)
    (noted,) = hits("is:noted")
    assert (noted["id"], noted["tags"], noted["noted"]) == (dam, [], True)
    assert [hit["id"] for hit in hits("tag:por*")] == [crane]
    assert hits("tag:to") == []
    assert {hit["id"] for hit in hits("is:tagged OR is:noted")} == {crane, dam}


def test_index_fails_with_status_1_naming_each_bad_file_and_keeps_the_good_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    status, out, err = run(
        capsys, "index", tmp_path, tmp_path / "missing", "--library", tmp_path / "lib", "--json", "--no-analysis"
    )
    assert status == 1
    assert json.loads(out)["articles"] == 1
    assert "empty.txt" in err
    assert "missing" in err


def test_a_query_that_cannot_be_read_shows_where_and_has_status_2(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, "search", "troops (ukraine", "--library", library)
    assert (status, out) == (2, "")
    message, query, caret = err.splitlines()
    assert message.startswith("sayso: ")
    assert query == "  troops (ukraine"
    assert caret.strip() == "^"


def test_a_missing_library_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["search", "x"], ["positions"]):
        status, out, err = run(capsys, *command, "--library", tmp_path / "none")
        assert (status, out) == (1, "")
        assert err == f"sayso: there is no library at {tmp_path / 'none'}; `sayso index PATH` makes one\n"


def test_a_library_that_another_process_writes_is_said_to_be_busy(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", "import sys; from pathlib import Path; from index.lock import writing\n"
         "with writing(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()", library],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        status, _, err = run(capsys, "index", tmp_path, "--library", library)
        assert run(capsys, "search", "troops", "--library", library)[0] == 0, "readers are not locked out"
        assert holder.stdin is not None
        holder.stdin.close()
    assert status == 1
    assert "another sayso is writing the library" in err


def test_doctor_finds_a_damaged_index_and_repairs_it(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "doctor", "--library", library)[0] == 0
    total = run(capsys, "search", "troops", "--library", library, "--json")[1].splitlines()[-1]
    shutil.rmtree(library / "fulltext")
    status, out, _ = run(capsys, "doctor", "--library", library)
    assert status == 1
    assert "full text" in out
    assert "sayso doctor --repair" in out
    assert run(capsys, "doctor", "--repair", "--library", library)[0] == 0
    again = run(capsys, "search", "troops", "--library", library, "--json")[1].splitlines()[-1]
    assert json.loads(again)["total"] == json.loads(total)["total"]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, command, "--help")
    assert status == 0
    assert f"example: sayso {command}" in out


def test_help_names_every_command_and_version_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert all(name in run(capsys, "--help")[1] for name in COMMANDS)
    assert run(capsys, "--version")[1].startswith("sayso ")


def test_help_imports_neither_the_screen_nor_the_engines() -> None:
    heavy = ("textual", "rich", "spacy", "whoosh", "numpy", "sqlite3")
    code = (
        "import sys; from tui.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
        f"sys.stderr.write(' '.join(set({heavy!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""


@pytest.mark.parametrize("answer", ["search the --limit 1000 --json", "positions --json", "positions"])
def test_a_reader_of_our_output_that_goes_away_is_no_error(library: Path, answer: str) -> None:
    command = f"{sys.executable} -m tui {answer} --library {library} | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=True)
    assert done.stderr == ""
