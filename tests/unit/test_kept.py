from __future__ import annotations

from pathlib import Path

import pytest

from index import claims
from index.answer import SaysoError
from index.database import Database
from index.kept import Flags, Kept, split_tags, tag_of
from index.undo import Undo


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "articles.db", create=True)


@pytest.fixture
def undo(database: Database) -> Undo:
    return Undo(database)


@pytest.fixture
def kept(database: Database, undo: Undo) -> Kept:
    return Kept(database, undo)


def test_flags_tell_all_that_is_kept_about_each_article(kept: Kept) -> None:
    kept.seen(1)
    kept.set_starred(2, starred=True)
    kept.set_tags(2, ["kosovo", "dam"])
    assert kept.flags([1, 2, 3]) == {
        1: Flags(read=True), 2: Flags(starred=True, tags=("dam", "kosovo")), 3: Flags(),
    }  # fmt: skip


def test_opening_an_article_is_no_step_but_marking_it_is(kept: Kept, undo: Undo) -> None:
    kept.seen(1)
    assert undo.undo() is None
    assert kept.set_read([1, 2, 3], read=True) == 2
    assert undo.undo() == "marked 2 articles read"
    assert [kept.flags([each])[each].read for each in (1, 2, 3)] == [True, False, False]


def test_the_time_an_article_was_first_read_comes_back_with_undo(kept: Kept, undo: Undo, database: Database) -> None:
    kept.seen(1)
    first = database.connection.execute("SELECT at FROM read").fetchone()
    kept.set_read([1], read=False)
    kept.seen(1)
    assert undo.undo() == "marked an article unread"
    assert database.connection.execute("SELECT at FROM read").fetchone() == first


def test_taking_back_a_star_leaves_what_was_read_meanwhile(kept: Kept, undo: Undo) -> None:
    kept.set_starred(1, starred=True)
    kept.seen(1)
    undo.undo()
    assert kept.flags([1])[1] == Flags(read=True)


def test_setting_tags_is_one_step_that_says_what_it_did(kept: Kept, undo: Undo) -> None:
    kept.set_tags(1, ["dam", "later"])
    kept.set_tags(1, ["dam", "Kosovo"])
    assert kept.flags([1])[1].tags == ("dam", "kosovo")
    assert undo.undo() == "tagged “kosovo”, took away “later”"
    assert kept.flags([1])[1].tags == ("dam", "later")


def test_setting_the_tags_an_article_has_is_no_step(kept: Kept, undo: Undo) -> None:
    kept.set_tags(1, ["dam"])
    kept.set_tags(1, ["DAM"])
    assert (undo.undo(), undo.undo()) == ("tagged “dam”", None)


def test_tags_are_counted(kept: Kept) -> None:
    kept.set_tags(1, ["dam", "later"])
    kept.set_tags(2, ["dam"])
    assert list(kept.tags().items()) == [("dam", 2), ("later", 1)]


@pytest.mark.parametrize(
    ("pattern", "found"), [(" to ", set()), (" to read ", {1}), (" to", {1}), (" harbour ", {2}), (" dam ", {2})]
)
def test_a_tag_is_found_as_a_whole_or_by_its_beginning(
    kept: Kept, database: Database, pattern: str, found: set[int]
) -> None:
    kept.set_tags(1, ["to-read"])
    kept.set_tags(2, ["Härbour".replace("ä", "a"), "dam"])
    assert claims.with_tag(database, pattern) == found


def test_accents_and_case_of_a_tag_do_not_matter_to_its_search(kept: Kept, database: Database) -> None:
    kept.set_tags(1, ["Milanović"])
    assert claims.with_tag(database, claims.name_pattern("MILANOVIC")) == {1}


@pytest.mark.parametrize(
    ("typed", "tag"), [("#Dam", "dam"), (" eu/nato ", "eu/nato"), ("é", "é"), ("हिन्दी", "हिन्दी"), ("東京", "東京")]
)
def test_tags_are_kept_in_lower_case_without_their_sign(typed: str, tag: str) -> None:
    assert tag_of(typed) == tag


@pytest.mark.parametrize("typed", ["", "#", "-x", "a b", 'a"b', "a:b", "a\x1b[2J", "\u202ea", "a(b", "x" * 61])
def test_what_the_query_language_could_not_find_is_no_tag(typed: str) -> None:
    with pytest.raises(SaysoError, match=r"^a tag "):
        tag_of(typed)


def test_a_line_of_tags_is_split_at_blanks_commas_and_semicolons() -> None:
    assert split_tags("  dam, kosovo;eu/nato  later ") == ["dam", "kosovo", "eu/nato", "later"]


def test_articles_are_told_apart_by_what_is_kept(kept: Kept, database: Database) -> None:
    with database.transaction() as connection:
        for each in (1, 2):
            connection.execute(
                "INSERT INTO article (id, path, part, seq, title, text) VALUES (?, 'p', ?, ?, '', '')",
                (each, each, each),
            )
    kept.seen(1)
    kept.set_starred(2, starred=True)
    kept.set_tags(2, ["x"])
    states = {each: claims.with_state(database, each) for each in ("read", "unread", "starred", "tagged", "noted")}
    assert states == {"read": {1}, "unread": {2}, "starred": {2}, "tagged": {2}, "noted": set()}
