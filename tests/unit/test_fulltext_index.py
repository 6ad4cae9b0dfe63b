from __future__ import annotations

import errno
import os
import stat
import threading
from datetime import datetime
from pathlib import Path

import pytest
from whoosh.index import FileIndex

from index.answer import SaysoError
from index.article import Article
from index.fulltext import DamagedIndex, FullText, parse
from index.fulltext.inversion import Lexicon
from index.fulltext.storage import MappedStorage
from index.fulltext.writer import BulkWriter


def article(number: int, text: str = "troops", title: str = "") -> Article:
    return Article(title, text, id=number)


def found(fulltext: FullText, query: str) -> list[int]:
    return sorted(fulltext.search(parse(query), lambda _: (), limit=1000).ids())


@pytest.fixture
def fulltext(tmp_path: Path) -> FullText:
    made = FullText.create(tmp_path / "fulltext")
    made.update([article(1, "alpha"), article(2, "beta"), article(3, "gamma")])
    return made


def test_an_update_replaces_by_id_and_takes_out_what_is_gone(fulltext: FullText) -> None:
    fulltext.update([article(2, "delta"), article(4, "epsilon")], deleted=[3, 77])
    assert fulltext.doc_count() == 3
    assert found(fulltext, "") == [1, 2, 4]
    assert found(fulltext, "beta OR gamma") == []
    assert found(fulltext, "delta") == [2]


def test_the_same_update_twice_changes_nothing(fulltext: FullText) -> None:
    for _ in range(3):
        fulltext.update([article(2, "delta")], deleted=[3])
        assert found(fulltext, "") == [1, 2]


def test_of_one_id_twice_in_a_batch_the_last_counts(fulltext: FullText) -> None:
    fulltext.update([article(9, "first"), article(9, "second")])
    assert found(fulltext, "first") == []
    assert found(fulltext, "second") == [9]


def test_an_id_that_is_both_given_and_deleted_stays(fulltext: FullText) -> None:
    fulltext.update([article(2, "delta")], deleted=[2])
    assert found(fulltext, "delta") == [2]


def test_an_article_without_id_changes_nothing(fulltext: FullText) -> None:
    before = fulltext.generation()
    with pytest.raises(ValueError, match="without an id"):
        fulltext.update([article(5), Article("no id", "text")])
    assert fulltext.generation() == before


def test_another_instance_sees_a_commit_at_once(fulltext: FullText, tmp_path: Path) -> None:
    reader = FullText(tmp_path / "fulltext")
    assert found(reader, "zeta") == []
    before = reader.generation()
    fulltext.update([article(5, "zeta")])
    assert found(reader, "zeta") == [5]
    assert reader.generation() != before


def test_a_rebuild_replaces_everything_at_once(fulltext: FullText, tmp_path: Path) -> None:
    reader = FullText(tmp_path / "fulltext")
    assert found(reader, "") == [1, 2, 3]
    fulltext.rebuild(article(number, "anew") for number in range(10, 13))
    assert found(reader, "") == [10, 11, 12]
    assert [one.name for one in (tmp_path / "fulltext").iterdir() if one.is_dir()] == ["2"]


def test_a_rebuild_that_fails_leaves_what_was_there(fulltext: FullText) -> None:
    def breaks() -> object:
        yield article(10)
        raise RuntimeError("the store is gone")

    with pytest.raises(RuntimeError, match="the store is gone"):
        fulltext.rebuild(breaks())
    assert found(fulltext, "") == [1, 2, 3]


def test_a_rebuild_leaves_files_that_are_not_its_own(fulltext: FullText, tmp_path: Path) -> None:
    (tmp_path / "fulltext" / "owner").write_text("x")
    fulltext.rebuild(())
    assert (tmp_path / "fulltext" / "owner").read_text() == "x"


def test_the_folder_is_private(fulltext: FullText, tmp_path: Path) -> None:
    for folder in (tmp_path / "fulltext", tmp_path / "fulltext" / "1"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_every_thread_counts_right_while_another_writes(fulltext: FullText) -> None:
    fulltext.update([article(number, "alpha common") for number in range(100, 200)])
    wrong: list[object] = []

    def search() -> None:
        try:
            counts = {(len(found(fulltext, "common")), len(found(fulltext, "beta"))) for _ in range(40)}
            wrong.extend(counts - {(100, 1)})
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(200, 212):
        fulltext.update([article(number, "other")])
    for thread in threads:
        thread.join()
    assert wrong == []


def test_files_reach_the_disk_before_the_table_of_contents_names_them(
    fulltext: FullText, monkeypatch: pytest.MonkeyPatch
) -> None:
    synchronised: list[str] = []
    monkeypatch.setattr(
        os, "fsync", lambda descriptor: synchronised.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
    )
    fulltext.update([article(5, "zeta")])
    assert [Path(name).suffix for name in synchronised] == [".seg", ".toc", ""]


def test_a_second_writer_is_refused_in_one_clear_line(fulltext: FullText, tmp_path: Path) -> None:
    other = BulkWriter(FileIndex(MappedStorage(tmp_path / "fulltext" / "1")), Lexicon())
    with pytest.raises(SaysoError, match="another process is writing"):
        fulltext.update([article(5)])
    other.cancel()
    fulltext.update([article(5, "zeta")])
    assert found(fulltext, "zeta") == [5]


def test_a_full_disk_is_one_clear_line_and_leaves_index_and_lock_as_they_were(
    fulltext: FullText, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(BulkWriter, "_finalize_segment", full)
        with pytest.raises(SaysoError, match="cannot be written: No space left on device"):
            fulltext.update([article(5, "zeta")], deleted=[1])
    assert found(fulltext, "") == [1, 2, 3]
    fulltext.update([article(5, "zeta")])
    assert found(fulltext, "") == [1, 2, 3, 5]


def test_dates_are_those_that_the_article_prints(tmp_path: Path) -> None:
    fulltext = FullText.create(tmp_path)
    printed = ["2025-03-01T01:00+12:00", "2025-02-28T23:00+00:00", "1890-01-01", "0001-01-01"]
    moments = map(datetime.fromisoformat, printed)
    fulltext.update([Article("", "x", published=moment, id=number) for number, moment in enumerate(moments)])
    assert found(fulltext, "date:2025-03") == [0]
    assert found(fulltext, "date:2025-02") == [1]
    assert found(fulltext, "date:1890") == [2]
    assert found(fulltext, "date:<1800") == [3]


def test_what_was_made_and_not_yet_filled_is_empty_not_damaged(tmp_path: Path) -> None:
    fulltext = FullText.create(tmp_path / "new")
    assert fulltext.doc_count() == 0
    assert found(fulltext, "anything") == []
    assert found(fulltext, "-anything") == []
    assert fulltext.suggest(parse("anything")) is None
    assert all(finding.ok for finding in fulltext.check())


def test_an_index_that_was_never_made_is_not_made_silently(tmp_path: Path) -> None:
    fulltext = FullText(tmp_path / "none")
    for act in (fulltext.doc_count, lambda: fulltext.update([article(1)]), lambda: found(fulltext, "x")):
        with pytest.raises(DamagedIndex, match="there is no full-text index"):
            act()
    assert not (tmp_path / "none").exists()


def test_segments_of_single_adds_are_folded_when_tidied_and_not_before(tmp_path: Path) -> None:
    fulltext = FullText.create(tmp_path / "fulltext")
    for number in range(30):
        fulltext.update([Article("", f"common word{number}", id=number)])
    fulltext.update([], deleted=[7])
    assert len(fulltext._snapshot().segments) == 29
    before = fulltext.search(parse("common"), lambda _: ()).rows
    fulltext.tidy()
    assert len(fulltext._snapshot().segments) < 10
    after = FullText(tmp_path / "fulltext")
    assert {number for number, _ in after.search(parse("common"), lambda _: ()).rows} == {
        number for number, _ in before
    }
    assert found(after, "word8") == [8]
    generation = fulltext.generation()
    fulltext.tidy()
    assert fulltext.generation() == generation, "what is tidy is not written again"


def test_an_index_that_several_processes_build_is_that_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.fulltext.engine._BATCH", 20)
    articles = [
        Article(f"title {number}", f"common words of number{number % 9}", id=number, byline="A. Writer")
        for number in range(230)
    ]
    one, several = FullText(tmp_path / "one"), FullText(tmp_path / "several")
    one.rebuild(articles)
    several.rebuild(articles, jobs=2)
    assert several.doc_count() == 230
    assert len(several._snapshot().segments) < 8
    for query in ("common", "number3", '"common words"', "numb*", "by:writer -number5"):
        answers = [index.search(parse(query), lambda _: (), limit=300) for index in (one, several)]
        assert answers[0].rows == answers[1].rows
    assert all(finding.ok for finding in several.check())
