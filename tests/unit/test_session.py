from __future__ import annotations

import json
import stat
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from tui import session
from tui.session import Session
from tui.settings import Settings

LIBRARY = Path("/news/library")
LEFT = Session(
    query="holder:meloni “troops”", sort="newest", row=120, article=7, top=4_711, position=3, here="article",
    side="positions", panel=False, zoomed=True, entities=False, grouping="stance", sizes={"results": 44},
)  # fmt: skip


def file(folder: Path) -> Path:
    (found,) = folder.glob("session-*.json")
    return found


def test_a_session_is_read_back_as_it_was_kept(tmp_path: Path) -> None:
    session.save(tmp_path / "state", LIBRARY, LEFT)
    assert session.load(tmp_path / "state", LIBRARY) == LEFT
    assert stat.S_IMODE(file(tmp_path / "state").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700


def test_each_library_has_a_session_of_its_own(tmp_path: Path) -> None:
    assert session.load(tmp_path, LIBRARY) is None
    session.save(tmp_path, LIBRARY, LEFT)
    session.save(tmp_path, LIBRARY / "other", replace(LEFT, query="other"))
    assert session.load(tmp_path, LIBRARY) == LEFT
    file_of_other = next(each for each in tmp_path.iterdir() if "other" in each.read_text())
    file_of_other.replace(next(each for each in tmp_path.iterdir() if each != file_of_other))
    assert session.load(tmp_path, LIBRARY) is None  # two libraries whose names have the same checksum


@pytest.mark.parametrize(
    "change",
    [{"query": 5}, {"query": "x" * 20_000}, {"sort": "random"}, {"sort": []}, {"row": -1}, {"row": True},
     {"row": 1 << 70}, {"article": "7"}, {"top": 1.5}, {"position": -3}, {"here": "nowhere"}, {"side": None},
     {"panel": 1}, {"zoomed": "no"}, {"entities": None}, {"grouping": "outlet"}, {"sizes": []},
     {"sizes": {"nowhere": 5}}, {"sizes": {"results": "5"}}, {"version": 2}, {"library": "/elsewhere"}],
    ids=str,
)  # fmt: skip
def test_a_session_with_something_wrong_in_it_is_as_good_as_none(tmp_path: Path, change: dict[str, object]) -> None:
    session.save(tmp_path, LIBRARY, LEFT)
    path = file(tmp_path)
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    assert session.load(tmp_path, LIBRARY) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b"null"])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    session.save(tmp_path, LIBRARY, LEFT)
    file(tmp_path).write_bytes(content)
    assert session.load(tmp_path, LIBRARY) is None


def test_what_a_later_version_adds_does_no_harm(tmp_path: Path) -> None:
    session.save(tmp_path, LIBRARY, LEFT)
    path = file(tmp_path)
    kept = json.loads(path.read_text()) | {"board": [1, 2]}
    del kept["zoomed"]
    path.write_text(json.dumps(kept))
    assert session.load(tmp_path, LIBRARY) == replace(LEFT, zoomed=False)


def test_settings_that_the_user_wrote_down_win_over_what_was_left() -> None:
    left = LEFT.over(Settings())
    assert (left.sort, left.positions, left.entities, left.grouping) == ("newest", False, False, "stance")
    written = Settings(sort="oldest", positions=True, named=frozenset({"sort", "positions"}))
    both = LEFT.over(written)
    assert (both.sort, both.positions, both.entities, both.grouping) == ("oldest", True, False, "stance")


def test_another_query_keeps_the_panes_alone() -> None:
    anew = asdict(LEFT.anew("nato"))
    assert anew["query"] == "nato"
    assert (anew["article"], anew["top"], anew["position"], anew["row"]) == (None, None, None, 0)
    assert (anew["sizes"], anew["zoomed"], anew["side"]) == ({"results": 44}, True, "positions")
