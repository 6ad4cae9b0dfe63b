from __future__ import annotations

import csv
import html
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from index.answer import SaysoError
from index.board.dossier import Dossier, What, gather
from index.board.forms import Form, lines
from index.board.model import Question
from tests.unit.board_library import Library, Said, Told, people

EVIL = "=cmd|' /C calc'!A0 <script>alert(1)</script> [x](javascript:y) *|*"
BILL = [*people("Ada Lovelace", "Bo Ek"), ("GPE", ["Vik"]), ("LAW", ["Harbour Bill"])]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library", {
        "one": Told("2025-03-01", [Said("Ada Lovelace", "supports", "Harbour Bill", words="the {} is a good one"),
                                   Said("Bo Ek", "opposes", "Harbour Bill", words=f"{EVIL} {{}}")], BILL),
        "two": Told("2025-03-20", [Said("Ada Lovelace", "opposes", "Harbour Bill", words="the {} is a bad one")], BILL,
                    "=Post & <b>Sons</b>"),
        "three": Told("2025-03-21", [Said("Ada Lovelace", "supports", "wind farm", confidence=0.55),
                                     Said("Bo Ek", "conditional", "wind farm")], BILL),
    })  # fmt: skip


def view(library: Library, what: What, *named: str, question: Question | None = None) -> Dossier:
    return gather(library.boards, question or Question(), what, named, limit=50)


def text(library: Library, what: What, form: Form, *named: str) -> str:
    return "\n".join(lines(view(library, what, *named), form))


def test_json_has_a_line_for_each_thing_and_one_for_the_whole(library: Library) -> None:
    *rows, whole = [json.loads(line) for line in text(library, "holders", "json").splitlines()]
    assert [(row["name"], row["tally"]["total"], row["tally"]["lowest_confidence"]) for row in rows] == [
        ("Ada Lovelace", 3, 0.55), ("Bo Ek", 2, 0.9),
    ]  # fmt: skip
    assert rows[0]["first"] == "2025-03-01"
    assert rows[0]["latest"]["article_id"] == library.id("three")
    assert (whole["total"], whole["articles"], whole["analysed"], whole["statements"]) == (2, 3, 3, 5)
    (change, _) = [json.loads(line) for line in text(library, "changes", "json").splitlines()]
    assert (change["kind"], change["before"]["stance"], change["after"]["stance"]) == ("change", "supports", "opposes")
    cells = [json.loads(line) for line in text(library, "matrix", "json").splitlines()][:-1]
    assert {(cell["holder"], cell["topic"]): cell["sign"] for cell in cells} == {
        ("Ada Lovelace", "Harbour Bill"): "mixed", ("Ada Lovelace", "wind farm"): "supports",
        ("Bo Ek", "Harbour Bill"): "opposes", ("Bo Ek", "wind farm"): "conditional",
    }  # fmt: skip
    statements = [json.loads(line) for line in text(library, "statements", "json").splitlines()][:-1]
    for each in statements:
        ((start, end),) = each["spans"]
        assert library.store.article(each["article_id"]).text[start:end] == each["text"]


@pytest.mark.parametrize("what", ["holders", "statements", "changes", "matrix", "comparison"])
def test_csv_is_a_table_that_no_spreadsheet_runs(library: Library, what: What) -> None:
    named = ("Lovelace", "Ek") if what == "comparison" else ()
    header, *rows = csv.reader(text(library, what, "csv", *named).splitlines())
    assert rows
    assert all(len(row) == len(header) for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    if what == "statements":
        assert any(cell.startswith("'=cmd") for row in rows for cell in row)


def test_a_brief_cites_every_claim_by_number(library: Library) -> None:
    brief = text(library, "holders", "markdown")
    claims, citations = brief.split("\n## Statements\n")
    listed = re.findall(r"^(\d+)\. ", citations, re.M)
    assert listed == [str(number) for number in range(1, 6)]
    assert set(re.findall(r"\[(\d+)\]", claims)) <= set(listed)
    assert (
        "- **Ada Lovelace** on *Harbour Bill*: supports (2025-03-01) [1] → opposes (2025-03-20) [2] (change)" in claims
    )
    one = library.id("one")
    assert f"<https://news.example.org/one>, article {one}, " in citations
    assert "; reported)" in citations
    assert "<script>" not in brief
    assert "\\<script\\>" in brief
    drawn = MarkdownIt().render(brief)
    assert 'href="javascript' not in drawn
    assert html.escape(EVIL, quote=False).replace("'", "’") in drawn.replace("'", "’")


def test_a_brief_of_a_comparison_says_where_they_differ(library: Library) -> None:
    brief = text(library, "comparison", "markdown", "Lovelace", "Ek")
    assert brief.startswith("# Ada Lovelace and Bo Ek\n")
    assert "## Both" in brief


class _Page(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src") and value]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("what", ["holders", "statements", "changes", "matrix", "comparison"])
def test_the_page_fetches_nothing_and_escapes_everything(library: Library, what: What) -> None:
    page = _Page(text(library, what, "html", *(("Lovelace", "Ek") if what == "comparison" else ())))
    assert page.tags.count("script") == 1  # its own
    assert not {"link", "img", "iframe", "object", "embed", "form"} & set(page.tags)
    assert all(link.startswith(("#", "https://news.example.org/")) for link in page.links)
    if what in ("holders", "statements"):
        assert "<script>alert(1)</script>" in page.text  # shown, not run
        for statement in library.boards.statements(Question()):
            assert statement.text in page.text
        assert "svg" in page.tags


def test_an_address_that_is_none_of_the_web_cannot_be_followed(library: Library) -> None:
    with library.store.database.transaction() as connection:
        connection.execute("UPDATE article SET url = 'javascript:alert(1)'")
    page, brief = text(library, "holders", "html"), text(library, "holders", "markdown")
    assert "javascript:alert(1)" not in " ".join(_Page(page).links)
    assert "<javascript:" not in brief


def test_a_name_that_several_bear_or_nobody_is_refused(library: Library) -> None:
    library.tell({"four": Told("2025-03-22", [Said("Bo Berg", "supports", "wind farm")], people("Bo Berg"))})
    with pytest.raises(SaysoError, match="not one holder but several: bo ek, bo berg"):
        view(library, "comparison", "Bo", "Ada")
    with pytest.raises(SaysoError, match="nobody called 'Cleo'"):
        view(library, "comparison", "Ada", "Cleo")


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here to open the page with")
def test_chromium_draws_the_page_and_sorts_it(library: Library, tmp_path: Path) -> None:
    page = text(library, "holders", "html")
    click = "<script>document.querySelectorAll('#holders thead button')[0].click()</script></body>"
    (tmp_path / "page.html").write_text(page.replace("</body>", click), encoding="utf-8")

    def chromium(*arguments: str) -> str:
        command = [
            str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            "--no-first-run", f"--user-data-dir={tmp_path / 'profile'}", "--window-size=1200,1600", *arguments,
            (tmp_path / "page.html").as_uri(),
        ]  # fmt: skip
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=150).stdout

    drawn = chromium("--dump-dom")
    holders = re.findall(r'<th scope="row"><a href="[^"]*">([^<]+)</a>', drawn)
    assert holders == ["Bo Ek", "Ada Lovelace"]  # by name, the last first
    assert 'aria-sort="descending"' in drawn
    assert html.escape("<script>alert(1)</script>", quote=False) in drawn
    chromium(f"--screenshot={tmp_path / 'page.png'}")
    picture = (tmp_path / "page.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 20_000  # an empty page of this size has a fifth of that
