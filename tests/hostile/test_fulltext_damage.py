from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.article import Article
from index.fulltext import DamagedIndex, FullText, parse
from index.fulltext.schema import VERSION

ARTICLES = [Article(f"title {number}", f"alpha beta word{number} gamma", id=number) for number in range(60)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fulltext = FullText.create(tmp_path / "fulltext")
    fulltext.update(ARTICLES[:40])
    fulltext.update(ARTICLES[40:])
    fulltext.close()
    return tmp_path / "fulltext"


def files(folder: Path, pattern: str) -> list[Path]:
    return [one for one in folder.glob(f"*/{pattern}") if one.is_file()]


def truncate(part: float) -> Callable[[Path], None]:
    def act(path: Path) -> None:
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * part)])

    return act


def rubbish(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 8)


DAMAGES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "table of contents deleted": ("*.toc", Path.unlink),
    "table of contents empty": ("*.toc", truncate(0)),
    "table of contents half": ("*.toc", truncate(0.5)),
    "table of contents overwritten": ("*.toc", rubbish),
    "segment deleted": ("*.seg", Path.unlink),
    "segment empty": ("*.seg", truncate(0)),
    "segment half": ("*.seg", truncate(0.5)),
    "segment overwritten": ("*.seg", rubbish),
}


def use(fulltext: FullText) -> None:
    """What a reader does with an index; damage may show in any of it."""
    fulltext.doc_count()
    for query in ("", "alpha", '"alpha beta"', "word1*", "title"):
        fulltext.search(parse(query), lambda _: ())
    assert all(finding.ok for finding in fulltext.check())


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_noticed_and_heals_by_rebuilding(folder: Path, name: str) -> None:
    pattern, act = DAMAGES[name]
    for path in files(folder, pattern):
        act(path)
    fulltext = FullText(folder)
    with pytest.raises(DamagedIndex) as caught:
        use(fulltext)
    assert "\n" not in str(caught.value)
    assert str(folder) in str(caught.value)
    findings = fulltext.check()
    assert [finding.ok for finding in findings] == [False]
    assert findings[0].remedy
    fulltext.rebuild(ARTICLES)
    use(fulltext)
    assert fulltext.doc_count() == len(ARTICLES)


@pytest.mark.parametrize(
    "note", ["", "{", "[]", '{"version": 1}', '{"version": "x", "index": "1"}', '{"version": 1, "index": "../x"}']
)
def test_a_damaged_note_of_what_is_current_is_noticed(folder: Path, note: str) -> None:
    (folder / "current").write_text(note)
    with pytest.raises(DamagedIndex):
        use(FullText(folder))


def test_a_missing_table_of_contents_is_called_that(folder: Path) -> None:
    for path in files(folder, "*.toc"):
        path.unlink()
    with pytest.raises(DamagedIndex, match="table of contents is missing"):
        use(FullText(folder))


def test_an_index_of_another_version_is_not_opened(folder: Path) -> None:
    (folder / "current").write_text(json.dumps({"version": VERSION + 1, "index": "1"}))
    with pytest.raises(DamagedIndex, match="version"):
        use(FullText(folder))


def test_an_index_deleted_under_a_running_reader_is_noticed(folder: Path) -> None:
    fulltext = FullText(folder)
    use(fulltext)
    shutil.rmtree(folder)
    with pytest.raises(DamagedIndex):
        use(fulltext)
    fulltext.rebuild(ARTICLES)
    use(fulltext)


def test_leftovers_of_a_rebuild_that_was_killed_are_ignored_and_cleared(folder: Path) -> None:
    (folder / "7").mkdir()
    (folder / "7" / "MAIN_half.seg").write_bytes(b"half")
    fulltext = FullText(folder)
    use(fulltext)
    fulltext.rebuild(ARTICLES)
    assert [one.name for one in folder.iterdir() if one.is_dir()] == ["8"]
    use(fulltext)


def test_no_changed_byte_of_a_segment_goes_unnoticed(folder: Path) -> None:
    seed = random.randrange(10**6)
    print("seed", seed)
    places = random.Random(seed)
    segment = files(folder, "*.seg")[0]
    sound = segment.read_bytes()
    for _ in range(60):
        damaged = bytearray(sound)
        place = places.randrange(len(damaged))
        damaged[place] ^= places.randrange(1, 256)
        segment.write_bytes(damaged)
        fulltext = FullText(folder)
        assert [finding.ok for finding in fulltext.check()] == [False], place
    segment.write_bytes(sound)
    use(FullText(folder))
