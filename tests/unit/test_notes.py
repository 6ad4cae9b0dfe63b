from __future__ import annotations

from pathlib import Path

import pytest

from index.answer import SaysoError
from index.article import Holder, Passage, Position
from index.database import Database
from index.notes import NOTE_LENGTH, Notes
from index.undo import Undo

TEXT = "Ana Ruiz rejected the harbour levy. She backed a smaller fee. Bo Lind said the levy was fair, and went home."


def position(words: str, holder: str | None = "Ana Ruiz", text: str = TEXT) -> Position:
    spans = []
    for piece in words.split(" … "):
        start = text.index(piece)
        spans.append((start, start + len(piece)))
    named = Holder(holder, ()) if holder else None
    return Position(named, None, Passage.of(text, spans), "indirect", "opposes", None, 0.5)


LEVY, FEE, FAIR = position("the harbour levy"), position("a smaller fee"), position("the levy was fair", "Bo Lind")


@pytest.fixture
def undo(tmp_path: Path) -> Undo:
    return Undo(Database(tmp_path / "articles.db", create=True))


@pytest.fixture
def notes(undo: Undo) -> Notes:
    return Notes(undo._database, undo)


def test_a_note_on_an_article_comes_before_those_on_its_positions(notes: Notes) -> None:
    notes.write(1, "on the fee", FEE)
    notes.write(1, "on the levy", LEVY)
    notes.write(1, "on it all")
    notes.write(2, "elsewhere")
    found = notes.of(1, (LEVY, FEE))
    assert [(note.text, note.position, note.is_detached) for note in found] == [
        ("on it all", None, False), ("on the levy", 0, False), ("on the fee", 1, False),
    ]  # fmt: skip


def test_a_note_stays_with_its_position_when_a_new_analysis_numbers_them_otherwise(notes: Notes) -> None:
    notes.write(1, "why?", FEE)
    assert notes.of(1, (FAIR, LEVY, FEE))[0].position == 2


def test_a_note_follows_its_words_when_the_text_grows_above_them(notes: Notes) -> None:
    notes.write(1, "why?", FEE)
    longer = f"An opening line. {TEXT}"
    positions = (position("the harbour levy", text=longer), position("a smaller fee", text=longer))
    assert notes.of(1, positions)[0].position == 1


def test_of_the_same_words_in_two_places_the_nearest_has_the_note(notes: Notes) -> None:
    text = "The levy is wrong, he said. Later: levy is wrong, she said. Last: levy is wrong."

    def positions(shift: int) -> list[Position]:
        grown = "x" * shift + text
        places = [Passage.of(grown, [(at + shift, at + shift + 13)]) for at in (4, 35, 66)]
        return [Position(None, None, place, "indirect", "opposes", None, 0.5) for place in places]

    notes.write(1, "why?", positions(0)[1])
    assert notes.of(1, positions(4))[0].position == 1


def test_a_note_stays_with_a_statement_that_is_cut_otherwise(notes: Notes) -> None:
    notes.write(1, "why?", FAIR)
    assert notes.of(1, (LEVY, position("the levy was fair, and went home", "Bo Lind")))[0].position == 1
    assert notes.of(1, (LEVY, position("levy … fair", "Bo Lind")))[0].position == 1


def test_of_two_positions_with_the_same_words_the_one_of_the_same_holder_has_the_note(notes: Notes) -> None:
    notes.write(1, "why?", FEE)
    assert notes.of(1, (position("a smaller fee", None), position("a smaller fee", "Bo Lind"), FEE))[0].position == 2


def test_a_note_whose_position_is_gone_is_detached_and_comes_last_but_is_never_lost(notes: Notes) -> None:
    notes.write(1, "why?", FEE)
    notes.write(1, "how?", LEVY)
    levy, gone = notes.of(1, (LEVY,))
    assert (levy.text, levy.is_detached, gone.text, gone.is_detached) == ("how?", False, "why?", True)
    assert gone.statement == FEE.statement
    assert gone.holder == "Ana Ruiz"
    assert [note.text for note in notes.of(1)] == ["why?", "how?"]


def test_other_words_at_the_same_place_do_not_get_the_note(notes: Notes) -> None:
    notes.write(1, "why?", FEE)
    other = TEXT.replace("a smaller fee", "all the taxes")
    assert notes.of(1, (position("all the taxes", text=other),))[0].is_detached


def test_writing_changing_and_deleting_a_note_are_steps_that_say_what_they_did(notes: Notes, undo: Undo) -> None:
    notes.write(1, "  first  ")
    (note,) = notes.of(1)
    notes.rewrite(note.id, "second\nline")
    notes.rewrite(note.id, " ")
    assert notes.of(1) == ()
    assert undo.undo() == "deleted a note"
    assert notes.of(1)[0].text == "second\nline"
    assert undo.undo() == "changed a note to “second line”"
    assert notes.of(1)[0].text == "first"
    assert undo.undo() == "noted “first” on the article"
    assert notes.of(1) == ()


def test_writing_the_same_words_again_is_no_step(notes: Notes, undo: Undo) -> None:
    notes.write(1, "same")
    notes.rewrite(notes.of(1)[0].id, "same")
    assert undo.undo() == "noted “same” on the article"


def test_an_empty_note_is_none(notes: Notes, undo: Undo) -> None:
    notes.write(1, " \n")
    assert (notes.of(1), undo.undo()) == ((), None)


def test_nothing_that_a_terminal_obeys_gets_into_a_note(notes: Notes) -> None:
    notes.write(1, "a\x1b]52;c;x\x07b\x9b31m \u202ec")
    assert notes.of(1)[0].text == "ab c"


def test_a_note_that_is_too_long_is_refused_with_its_length(notes: Notes) -> None:
    with pytest.raises(SaysoError, match=r"20,000 characters at most; this one has 20,001$"):
        notes.write(1, "x" * (NOTE_LENGTH + 1))
