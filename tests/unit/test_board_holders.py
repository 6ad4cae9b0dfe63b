from __future__ import annotations

from pathlib import Path

import pytest

from index.answer import SaysoError
from index.board.model import Question
from tests.unit.board_library import Library, Said, Told, holders, names, people


def says(*who: str) -> list[Said]:
    return [Said(name, "supports", "wind farm") for name in who]


def quoted(tmp_path: Path, *articles: tuple[str, tuple]) -> Library:
    """A library in which each of the articles quotes somebody, with the names that stand in it."""
    told = {f"a{n}": Told(f"2025-03-{n + 1:02}", says(name), known) for n, (name, known) in enumerate(articles)}
    return Library(tmp_path, told)


def test_accents_titles_and_a_leading_article_do_not_make_two(tmp_path: Path) -> None:
    library = quoted(
        tmp_path,
        ("Zoran Milanović", people("Zoran Milanović")),
        ("Zoran Milanovic", people("Zoran Milanovic")),
        ("President Zoran Milanović", people("President Zoran Milanović")),
        ("the Highland Union", [("ORG", ["the Highland Union"])]),
        ("Highland Union", [("ORG", ["Highland Union"])]),
    )
    assert holders(library.boards) == {
        "Zoran Milanović": ("President Zoran Milanović", "Zoran Milanovic"),
        "Highland Union": ("the Highland Union",),
    }


def test_an_acronym_is_what_an_article_says_it_is(tmp_path: Path) -> None:
    union = [("ORG", ["Harbour Workers' Union", "HWU"])]
    library = quoted(tmp_path, ("Harbour Workers' Union", union), ("HWU", [("ORG", ["HWU"])]))
    assert holders(library.boards) == {"Harbour Workers' Union": ("HWU",)}


def test_an_acronym_of_two_is_neithers(tmp_path: Path) -> None:
    library = quoted(
        tmp_path,
        ("Harbour Workers' Union", [("ORG", ["Harbour Workers' Union", "HWU"])]),
        ("Hotel Workers' Union", [("ORG", ["Hotel Workers' Union", "HWU"])]),
        ("HWU", [("ORG", ["HWU"])]),
    )
    assert set(holders(library.boards)) == {"Harbour Workers' Union", "Hotel Workers' Union", "HWU"}


def test_a_name_in_another_script_is_somebody_only_where_an_article_says_so(tmp_path: Path) -> None:
    library = quoted(
        tmp_path,
        ("Lin Yuqing", [("PERSON", ["Lin Yuqing", "林雨晴"])]),
        ("林雨晴", people("林雨晴")),
        ("周明哲", people("周明哲")),
        ("Zhou Mingzhe", people("Zhou Mingzhe")),
    )
    assert holders(library.boards) == {"Lin Yuqing": ("林雨晴",), "Zhou Mingzhe": (), "周明哲": ()}


def test_a_capital_an_adjective_and_a_short_name_are_the_state(tmp_path: Path) -> None:
    library = quoted(
        tmp_path,
        ("Moscow", [("GPE", ["Moscow"])]),
        ("Russia", [("GPE", ["Russia"])]),
        ("UK", [("GPE", ["UK"])]),
        ("Britain", [("GPE", ["Britain"])]),
        ("NATO", [("ORG", ["NATO"])]),
    )
    rows = {row.name: row.kind for row in library.boards.ask(Question()).rows}
    assert rows == {"Russia": "state", "United Kingdom": "state", "NATO": "organisation"}


def test_people_of_one_surname_stay_two_and_a_surname_alone_is_neither(tmp_path: Path) -> None:
    library = quoted(
        tmp_path,
        ("Adaeze Obi", [("PERSON", ["Adaeze Obi", "Obi"])]),
        ("Bernard Obi", [("PERSON", ["Bernard Obi", "Obi"])]),
        ("Obi", people("Obi")),
    )
    assert set(holders(library.boards)) == {"Adaeze Obi", "Bernard Obi", "Obi"}


def test_a_middle_name_joins_unless_two_people_have_different_ones(tmp_path: Path) -> None:
    one = quoted(
        tmp_path / "one", ("Ada Lovelace", people("Ada Lovelace")), ("Ada B. Lovelace", people("Ada B. Lovelace"))
    )
    assert holders(one.boards) == {"Ada B. Lovelace": ("Ada Lovelace",)}
    two = quoted(
        tmp_path / "two", ("Ada Lovelace", people("Ada Lovelace")), ("Ada B. Lovelace", people("Ada B. Lovelace")),
        ("Ada C. Lovelace", people("Ada C. Lovelace")),
    )  # fmt: skip
    assert len(holders(two.boards)) == 3


def test_whom_articles_only_describe_is_counted_and_shown_when_asked_for(tmp_path: Path) -> None:
    library = quoted(tmp_path, ("an aide", ()), ("Ada Lovelace", people("Ada Lovelace")))
    board = library.boards.ask(Question())
    assert (names(board.rows), board.statements, board.unnamed) == (["Ada Lovelace"], 2, 1)
    assert names(library.boards.ask(Question(kind="other")).rows) == ["an aide"]


@pytest.fixture
def obis(tmp_path: Path) -> Library:
    return quoted(
        tmp_path,
        ("Adaeze Obi", people("Adaeze Obi")),
        ("Bernard Obi", people("Bernard Obi")),
        ("Obi", people("Obi")),
        ("Zora Vrbek", people("Zora Vrbek")),
    )


def test_a_person_can_merge_and_take_it_back(obis: Library) -> None:
    assert obis.boards.merge_holders("obi", "adaeze obi") == "adaeze obi"
    assert holders(obis.boards) == {"Adaeze Obi": ("Obi",), "Bernard Obi": (), "Zora Vrbek": ()}
    assert obis.boards.ask(Question()).rows[0].tally.total == 2
    assert holders(obis.anew()) == holders(obis.boards)
    assert obis.undo.undo() == "merged Obi into Adaeze Obi"
    assert set(holders(obis.boards)) == {"Adaeze Obi", "Bernard Obi", "Obi", "Zora Vrbek"}
    assert obis.undo.redo() == "merged Obi into Adaeze Obi"
    assert holders(obis.boards)["Adaeze Obi"] == ("Obi",)


def test_a_merge_survives_re_analysis_and_a_fuller_name(obis: Library) -> None:
    obis.boards.merge_holders("obi", "adaeze obi")
    obis.tell({"b": Told("2025-04-01", says("Adaeze N. Obi"), people("Adaeze N. Obi"))})
    assert holders(obis.boards)["Adaeze N. Obi"] == ("Adaeze Obi", "Obi")


def test_a_person_can_split_one_name_off_a_holder_or_one_article(tmp_path: Path) -> None:
    library = quoted(
        tmp_path,
        ("Ada Lovelace", people("Ada Lovelace")),
        ("Ada B. Lovelace", people("Ada B. Lovelace")),
        ("Ada Lovelace", people("Ada Lovelace")),
    )
    assert holders(library.boards) == {"Ada B. Lovelace": ("Ada Lovelace",)}
    library.boards.split_holder("ada b lovelace", "Ada Lovelace")
    assert {row.name: row.tally.total for row in library.boards.ask(Question()).rows} == {
        "Ada Lovelace": 2, "Ada B. Lovelace": 1,
    }  # fmt: skip
    library.boards.split_holder("ada lovelace", articles=[library.id("a2")])
    rows = library.boards.ask(Question()).rows
    assert sorted((row.id, row.tally.total) for row in rows) == [
        ("ada b lovelace", 1), ("ada lovelace", 1), ("ada lovelace (2)", 1),
    ]  # fmt: skip
    library.undo.undo()
    library.undo.undo()
    assert holders(library.boards) == {"Ada B. Lovelace": ("Ada Lovelace",)}


def test_a_person_can_rename_a_holder(obis: Library) -> None:
    obis.boards.rename_holder("adaeze obi", "  Minister   Obi ")
    row = next(row for row in obis.boards.ask(Question()).rows if row.id == "adaeze obi")
    assert (row.name, row.aliases) == ("Minister Obi", ("Adaeze Obi",))
    assert obis.boards.statements(Question(), "adaeze obi")[0].holder == "Minister Obi"
    with pytest.raises(SaysoError, match="needs at least one letter"):
        obis.boards.rename_holder("adaeze obi", " ")
    with pytest.raises(SaysoError, match="no 'nobody'"):
        obis.boards.rename_holder("nobody", "Somebody")


def test_holders_are_found_by_any_of_their_names_while_typing(obis: Library) -> None:
    obis.boards.merge_holders("obi", "adaeze obi")
    assert names(obis.boards.ask(Question(holder="vrb")).rows) == ["Zora Vrbek"]
    assert names(obis.boards.ask(Question(holder="obi", sort="name")).rows) == ["Adaeze Obi", "Bernard Obi"]
    assert obis.boards.holders_named("Obi") == ("adaeze obi", "bernard obi")
    assert obis.boards.ask(Question(holder="bi")).total == 0
