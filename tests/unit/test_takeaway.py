from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.answer import HeldPosition, SaysoError
from index.article import Analysis, Article
from index.takeaway import ARTICLE_FORMS, POSITION_FORMS, article_lines, cited, position_lines, write
from tests.pilot.small_library import ARTICLES

ARTICLE, ANALYSIS = ARTICLES[0]
HELD = [HeldPosition(replace(ARTICLE, id=1), position) for position in (ANALYSIS or Analysis()).positions]


def text(lines: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def test_an_article_is_written_in_each_form() -> None:
    plain, markdown = text(article_lines(ARTICLE, ANALYSIS, ".txt")), text(article_lines(ARTICLE, ANALYSIS, ".MD"))
    assert plain.startswith(f"{ARTICLE.title}\nElsine Courier · 2025-04-12 · Ana Ruiz\n\nELSINE")
    assert ARTICLE.text in plain
    assert markdown.startswith(f"# {ARTICLE.title}\n\nElsine Courier")
    assert "- **Mara Tolvanen** opposes a second crane hall: the plan" in markdown
    record = json.loads(text(article_lines(ARTICLE, ANALYSIS, ".json")))
    assert record["text"] == ARTICLE.text
    assert len(record["positions"]) == 7


def test_positions_are_written_in_each_form() -> None:
    assert len(list(csv.reader(text(position_lines(HELD, ".csv")).splitlines()))) == 8
    assert text(position_lines(HELD, ".md")).count("\n- ") == 7
    records = json.loads(text(position_lines(HELD, ".json")))
    assert [each["stance"] for each in records][:3] == ["opposes", "opposes", "supports"]
    assert json.loads(text(position_lines([], ".json"))) == []
    assert text(position_lines(HELD, ".txt")).splitlines()[0] == cited(HELD[0])
    assert cited(HELD[0]) == (
        "“the plan for a second crane hall” — Mara Tolvanen (opposes) (rejected; reported), Elsine Courier, 2025-04-12"
    )


def test_an_article_that_is_not_analysed_has_no_positions_and_what_lacks_has_no_place() -> None:
    bare = Article("[x] *bare*", "One.\n\nTwo #2.")
    assert text(article_lines(bare, None, ".md")) == "# \\[x\\] \\*bare\\*\n\nOne.\n\nTwo \\#2.\n"
    assert text(article_lines(bare, None, ".txt")) == "[x] *bare*\n\nOne.\n\nTwo #2.\n"


@pytest.mark.parametrize(("form", "said"), [(".csv", "as .md, .txt or .json, not as .csv"), ("", "not as that")])
def test_a_form_that_there_is_not_is_refused_with_those_that_there_are(form: str, said: str) -> None:
    with pytest.raises(SaysoError, match=said):
        article_lines(ARTICLE, ANALYSIS, form)
    assert set(ARTICLE_FORMS) <= set(POSITION_FORMS)


def test_a_file_is_written_whole_and_takes_no_others_place_unasked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    assert write(path, ["é", "b"]) == 5
    assert path.read_text(encoding="utf-8") == "é\nb\n"
    with pytest.raises(SaysoError, match="is there already"):
        write(path, ["other"])
    assert path.read_text(encoding="utf-8") == "é\nb\n"
    assert write(path, ["other"], replace=True) == 6
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]
    assert path.stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_what_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    def lines() -> Iterator[str]:
        yield "begun"
        raise SaysoError("the library is damaged")

    with pytest.raises(SaysoError, match="is damaged"):
        write(tmp_path / "a.txt", lines())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["no-folder/a.txt", "a\0.txt", "n" * 300 + ".txt"])
def test_a_place_that_cannot_be_written_is_named_in_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(SaysoError, match="cannot be written: ") as refused:
        write(tmp_path / name, ["x"])
    assert "\n" not in str(refused.value)


def test_without_hard_links_a_file_is_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", link)
    write(tmp_path / "a.txt", ["x"])
    with pytest.raises(SaysoError, match="already"):
        write(tmp_path / "a.txt", ["y"])
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "x\n"
