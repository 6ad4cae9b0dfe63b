from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.answer import SaysoError
from index.article import STANCES
from index.board.columns import ARRAYS, Columns
from index.board.gather import changed_since, gather
from index.board.making import renew
from index.board.model import Board, Question, Tally
from index.board.picture import FILE_NAME, Picture, bring_back, put_away, take
from tests.unit.board_library import Library, Said, Told, names, people

NAMES = [*people("Ada Lovelace", "Bo Ek"), ("GPE", ["Vik"])]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path, {
        "one": Told("2025-03-01", [Said("Ada Lovelace", "supports", "wind farm", confidence=0.81),
                                   Said("Bo Ek", "opposes", "wind farm")], NAMES),
        "two": Told("2025-03-31", [Said("Ada Lovelace", "neutral", "wind farm", confidence=0.42)], NAMES, "Vik Post"),
        "old": Told(None, [Said("Bo Ek", "conditional", "wind farm", confidence=0.7)], NAMES),
        "raw": Told("2025-03-15", [Said("Bo Ek", "supports", "wind farm")], NAMES, analysed=False),
    })  # fmt: skip


def test_a_row_says_what_it_stands_on(library: Library) -> None:
    ada, bo = library.boards.ask(Question(sort="name")).rows
    assert (ada.tally, ada.tally.total, ada.kind) == (Tally(1, 0, 0, 1, 0.42), 2, "person")
    assert (ada.first, ada.last) == (date(2025, 3, 1), date(2025, 3, 31))
    assert (ada.trend[0], ada.trend[-1], sum(ada.trend)) == (1, 1, 2)
    assert (bo.tally.total, bo.tally.lowest_confidence, bo.first, bo.last) == (
        2,
        0.7,
        date(2025, 3, 1),
        date(2025, 3, 1),
    )
    assert bo.latest.title == "one"
    assert ada.latest.text == "the matter of wind farm is one to be spoken of"


def test_the_board_says_how_far_the_analysis_is_and_what_is_missing(library: Library) -> None:
    board = library.boards.ask(Question())
    assert (board.articles, board.analysed, board.statements, board.total) == (4, 3, 4, 2)
    assert library.boards.missing(Question()) == (library.id("raw"),)
    library.tell({"raw": Told("2025-03-15", [Said("Bo Ek", "supports", "wind farm")], NAMES)})
    board = library.boards.ask(Question())
    assert (board.analysed, board.statements) == (4, 5)
    assert library.boards.missing(Question()) == ()


def test_a_sign_is_what_three_in_four_of_those_that_take_sides_say() -> None:
    assert Tally(3, 1, 0, 9).sign == "supports"
    assert Tally(2, 1, 0, 0).sign == "mixed"
    assert Tally(0, 0, 1, 5).sign == "conditional"
    assert Tally(0, 0, 0, 5).sign == "neutral"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (Question("one"), {"Ada Lovelace": 1, "Bo Ek": 1}),
        (Question(stance="opposes"), {"Bo Ek": 1}),
        (Question(source="Vik Post"), {"Ada Lovelace": 1}),
        (Question(since=date(2025, 3, 2)), {"Ada Lovelace": 1}),
        (Question(until=date(2025, 3, 30)), {"Ada Lovelace": 1, "Bo Ek": 1}),
        (Question(kind="person", holder="love"), {"Ada Lovelace": 2}),
        (Question(kind="state"), {}),
        (Question(source="No Such Paper"), {}),
    ],
)
def test_a_question_narrows(library: Library, question: Question, expected: dict[str, int]) -> None:
    assert {row.name: row.tally.total for row in library.boards.ask(question).rows} == expected


def test_rows_come_in_the_order_asked_for_a_page_at_a_time(library: Library) -> None:
    library.tell({"new": Told("2025-04-01", [Said("Bo Ek", "opposes", "wind farm")], NAMES)})
    assert names(library.boards.ask(Question()).rows) == ["Bo Ek", "Ada Lovelace"]
    assert names(library.boards.ask(Question(sort="name")).rows) == ["Ada Lovelace", "Bo Ek"]
    assert names(library.boards.ask(Question("one two", sort="recency")).rows) == ["Ada Lovelace", "Bo Ek"]
    page = library.boards.ask(Question(), 1, 1)
    assert (names(page.rows), page.total) == (["Ada Lovelace"], 2)
    assert library.boards.ask(Question(), 1, 5).rows == ()


def test_statements_are_verbatim_at_their_offsets_oldest_first(library: Library) -> None:
    statements = library.boards.statements(Question())
    assert [each.title for each in statements] == ["old", "one", "one", "two"]
    for each in statements:
        text = library.store.article(each.article_id).text
        assert each.text == " … ".join(text[start:end] for start, end in each.spans)
        assert each.holder in text[: each.spans[0].start]
    assert [each.title for each in library.boards.statements(Question(), "bo ek", limit=1, offset=1)] == ["one"]
    with pytest.raises(SaysoError, match="no 'nobody'"):
        library.boards.statements(Question(), "nobody")


def test_a_syndicated_article_counts_once(library: Library) -> None:
    library.tell({"again": Told("2025-03-02", [Said("Ada Lovelace", "supports", "wind farm", confidence=0.81),
                                Said("Bo Ek", "opposes", "wind farm")], NAMES, "Vik Post", copy_of="one")})  # fmt: skip
    board = library.boards.ask(Question())
    assert (board.articles, board.statements, board.copies) == (4, 4, 1)
    alone = library.boards.ask(Question("again"))
    assert (alone.statements, alone.copies) == (2, 0)
    assert library.boards.statements(Question("one"), "bo ek")[0].copies == (library.id("again"),)


def test_two_holders_two_outlets_and_two_periods_are_compared(library: Library) -> None:
    library.tell({"more": Told("2025-03-20", [Said("Bo Ek", "opposes", "school")], NAMES, "Vik Post")})
    holders = library.boards.compare_holders(Question("one more"), "ada lovelace", "bo ek")
    assert (holders.left, [line.name for line in holders.common]) == ("Ada Lovelace", ["wind farm"])
    assert holders.common[0].agree is False
    assert [line.name for line in holders.only_right] == ["school"]
    outlets = library.boards.compare_sources(Question(), "bo ek", "Sample Wire", "Vik Post")
    assert ([line.name for line in outlets.only_left], [line.name for line in outlets.only_right]) == (
        ["wind farm"], ["school"],
    )  # fmt: skip
    early, late = (date(2025, 3, 1), date(2025, 3, 9)), (date(2025, 3, 10), date(2025, 3, 31))
    periods = library.boards.compare_periods(Question(), early, late)
    assert {line.name: (line.left.tally.total, line.right.tally.total) for line in periods.common} == {
        "Ada Lovelace": (1, 1), "Bo Ek": (1, 1),
    }  # fmt: skip
    by_topic = library.boards.compare_periods(Question(), early, late, "bo ek")
    assert [line.name for line in by_topic.only_right] == ["school"]


def test_of_a_long_comparison_the_first_lines_are_given_and_all_are_counted(library: Library) -> None:
    library.tell({"more": Told("2025-03-20", [Said("Bo Ek", "opposes", "school")], NAMES, "Vik Post")})
    whole = library.boards.compare_holders(Question("one more"), "ada lovelace", "bo ek")
    first = library.boards.compare_holders(Question("one more"), "ada lovelace", "bo ek", limit=1)
    assert (whole.counts, whole.differ) == ((1, 0, 1), 1)
    assert first == replace(whole, only_right=())


def test_what_two_outlets_printed_counts_for_each_of_them(library: Library) -> None:
    library.tell(
        {"again": Told("2025-03-02", [Said("Bo Ek", "opposes", "wind farm")], NAMES, "Vik Post", copy_of="one")}
    )
    outlets = library.boards.compare_sources(Question(), "bo ek", "Sample Wire", "Vik Post")
    assert [(line.left.tally.total, line.right.tally.total) for line in outlets.common] == [(2, 1)]


def test_outlets_are_listed_with_their_statements(library: Library) -> None:
    assert library.boards.sources(Question()) == (("Sample Wire", 3), ("Vik Post", 1))


def test_the_arrays_are_kept_in_a_file_and_made_again_where_it_is_missing_or_damaged(library: Library) -> None:
    before = library.boards.ask(Question())
    path = library.store.database.path.with_name(FILE_NAME)
    whole = path.read_bytes()
    for damaged in (b"", whole[: len(whole) // 2], b"something else entirely", whole + b"more"):
        path.write_bytes(damaged)
        assert library.anew().ask(Question()).rows == before.rows
        assert path.read_bytes() == whole
    path.unlink()
    assert library.anew().ask(Question()).rows == before.rows


def test_a_library_that_may_only_be_read_still_has_a_board(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("index.board.keeping.put_away", refuse)
    assert library.anew().ask(Question()).total == 2


def until_counted(library: Library) -> Board:
    """The board once nothing is on the way any more."""
    for _ in range(600):
        board = library.boards.ask(Question())
        if not board.behind:
            return board
        time.sleep(0.1)
    pytest.fail("it is still being counted")


def test_a_large_library_is_answered_at_once_and_counted_anew_by_another_process(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert library.boards.ask(Question()).behind == 0
    monkeypatch.setattr("index.board.keeping.SMALL", 0)
    library.tell({"new": Told("2025-04-01", [Said("Bo Ek", "opposes", "wind farm")], NAMES)})
    board = library.boards.ask(Question())
    assert (board.behind, board.statements) == (1, 4)
    assert until_counted(library).statements == 5


def test_while_the_first_counts_are_made_the_newest_of_the_articles_found_are_shown(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = library.boards.ask(Question())
    library.store.database.path.with_name(FILE_NAME).unlink()
    monkeypatch.setattr("index.board.keeping.SMALL", 0)
    monkeypatch.setattr("index.board.keeping.LOOK", 1)
    monkeypatch.setattr("index.board.keeping._Child.work", lambda *_: None)
    boards = library.anew()
    board = boards.ask(Question())
    assert (board.articles, board.behind) == (1, whole.articles - 1)
    assert board.rows[0].latest == whole.rows[0].latest
    assert boards.ask(Question("one")).behind == 0
    monkeypatch.undo()
    boards = library.anew()
    assert replace(boards.ask(Question()), took_ms=0) == replace(whole, took_ms=0)


def test_counts_made_stage_by_stage_come_to_the_same_as_counts_made_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = [Said("Ada Lovelace", "supports", "bill"), Said("Bo Ek", "opposes", "strike")]
    library = Library(tmp_path, {f"a{n}": Told(f"2025-03-{n + 1:02}", said, NAMES) for n in range(20)})
    database, path = library.store.database, library.store.database.path.with_name(FILE_NAME)
    monkeypatch.setattr("index.board.making.SMALL", 5)
    monkeypatch.setattr("index.board.making.STAGES", (3, 8))
    kept, told = [], []

    def keep(path: Path, library_id: str, picture: Picture) -> None:
        kept.append((len(picture.columns.ids), picture.lacking))
        put_away(path, library_id, picture)

    monkeypatch.setattr("index.board.making.put_away", keep)
    renew(library.store, 1, told.append)
    assert kept[:3] == [(3, 17), (8, 12), (20, 0)]
    assert told == sorted(told)
    assert told[-1] <= 1.0
    made = bring_back(path, library.store.library_id)
    assert made is not None
    at_once = take(database)
    for name in ARRAYS:
        if name not in TEXTS:
            assert np.array_equal(getattr(made.columns, name), getattr(at_once.columns, name)), name
    assert np.array_equal(made.pairs.keys, at_once.pairs.keys)


def test_an_empty_library_has_an_empty_board(tmp_path: Path) -> None:
    boards = Library(tmp_path, {}).boards
    board = boards.ask(Question())
    assert (board.rows, board.total, board.articles, board.span) == ((), 0, 0, None)
    assert boards.topics(Question()) == boards.movements(Question()) == boards.statements(Question()) == ()
    assert boards.matrix(Question()).cells == ()


TEXTS = {
    "holder": "names", "entity": "names", "alias": "names", "alias_of": "names", "phrase": "phrases",
    "anchor": "anchors", "source": "sources",
}  # fmt: skip


def texts_of(columns: Columns, column: str, strings: str) -> list[str | None]:
    """A column of numbers as the strings that they stand for."""
    words = getattr(columns, strings).all()
    return [words[number] if number >= 0 else None for number in getattr(columns, column).tolist()]


def test_reading_again_only_what_changed_comes_to_the_same_as_reading_everything(tmp_path: Path) -> None:
    rng = random.Random(5)

    def one() -> Said:
        holder, target = rng.choice(("Ada Lovelace", "Bo Ek", "the HWU")), rng.choice(("bill", "strike"))
        return Said(holder, rng.choice(STANCES), target, confidence=rng.random())

    def some() -> Told:
        day = rng.choice((None, f"2025-0{rng.randrange(1, 9)}-0{rng.randrange(1, 9)}"))
        said = [one() for _ in range(rng.randrange(3))]
        return Told(day, said, NAMES, rng.choice(("One", "Two")), analysed=rng.random() < 0.8)

    library = Library(tmp_path, {f"a{n}": some() for n in range(12)})
    database = library.store.database
    columns = gather(database)
    for _ in range(8):
        library.tell({f"a{rng.randrange(16)}": some() for _ in range(rng.randrange(1, 4))})
        library.store.forget([f"/a{rng.randrange(16)}"])
        columns, fresh = gather(database, columns, changed_since(database, columns.version)), gather(database)
        for name in ARRAYS:
            if name in TEXTS:
                assert texts_of(columns, name, TEXTS[name]) == texts_of(fresh, name, TEXTS[name]), name
            else:
                assert np.array_equal(getattr(columns, name), getattr(fresh, name)), name
