from __future__ import annotations

import re
from pathlib import Path

from index.fulltext.parser import FIELDS, parse
from tui.cli import COMMANDS
from tui.keymap import table

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    return README.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def test_the_table_of_keys_is_the_one_that_the_program_has() -> None:
    shown = README.split("<!-- keys: made by tui.keymap.table() -->\n")[1].split("\n<!-- end of keys -->")[0]
    assert shown == table()


def test_every_example_of_the_query_language_can_be_read_and_every_field_has_one() -> None:
    table_of_queries = section("Query language")
    examples = [
        example
        for row in table_of_queries.splitlines()
        if row.startswith("| `")
        for example in re.findall(r"`([^`…]+)`", row.split(" | ")[0])
    ]
    assert len(examples) > 15
    for example in examples:
        parse(example)
    kept = set(FIELDS) - {"tag"}
    assert {field for field in kept if f"{field}:" in table_of_queries} == kept


def test_every_command_is_shown_with_an_example() -> None:
    assert all(f"sayso {command}" in README for command in COMMANDS)


def test_the_picture_on_the_first_screen_is_there() -> None:
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (ROOT / picture).is_file(), picture


def test_the_checks_run_the_very_test_line_of_the_readme() -> None:
    assert "<!-- the test line -->" in (ROOT / ".ci/run").read_text(encoding="utf-8")
    (line,) = re.findall(r"<!-- the test line -->\n```sh\n(.+)\n```", README)
    assert line.endswith(".venv/bin/pytest -n auto --dist worksteal")


def test_no_file_that_is_kept_names_an_address_of_a_registry() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        assert "://" not in (ROOT / name).read_text(encoding="utf-8")
