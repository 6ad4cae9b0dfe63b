from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from index.readers import MAX_BYTES, Found, Skipped, walk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "sub/d.text", "sub/deeper/e.markdown", "c.TXT"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")
    return tmp_path


def found(*paths: Path) -> list[Path]:
    return [each.path for each in walk(paths) if isinstance(each, Found)]


def skipped(*paths: Path) -> dict[str, tuple[str, bool]]:
    return {each.path.name: (each.reason, each.failed) for each in walk(paths) if isinstance(each, Skipped)}


def test_a_folder_is_walked_in_sorted_order(folder: Path) -> None:
    names = ["a.md", "b.txt", "c.TXT", "sub/d.text", "sub/deeper/e.markdown"]
    assert found(folder) == [folder / name for name in names]
    assert skipped(folder) == {}


def test_hidden_and_unknown_files_are_passed_over_and_said_so(folder: Path) -> None:
    (folder / ".hidden.txt").write_text("x")
    (folder / ".git").mkdir()
    (folder / ".git" / "inside.txt").write_text("x")
    (folder / "photo.jpg").write_bytes(b"x")
    (folder / "README").write_text("x")
    assert skipped(folder) == {
        ".hidden.txt": ("is hidden", False),
        ".git": ("is hidden", False),
        "photo.jpg": ("is of no known format (.jpg)", False),
        "README": ("is of no known format (no suffix)", False),
    }
    assert len(found(folder)) == 5


def test_a_name_that_is_not_utf_8_is_as_good_as_any(folder: Path) -> None:
    (folder / "odd\udcff.txt").write_text("x")
    (folder / "odder\udcff").mkdir()
    (folder / "odder\udcff" / "inside.txt").write_text("x")
    assert {folder / "odd\udcff.txt", folder / "odder\udcff" / "inside.txt"} < set(found(folder))
    assert skipped(folder) == {}


def test_a_name_that_could_not_be_told_from_another_is_passed_over_and_loses_nothing_else(folder: Path) -> None:
    (folder / "odd\U0010f780.txt").write_text("x")
    reason = "has a name that cannot be kept; renamed, it can be added"
    assert skipped(folder) == {"odd\U0010f780.txt": (reason, False)}
    assert skipped(folder / "odd\U0010f780.txt") == {"odd\U0010f780.txt": (reason, True)}
    assert len(found(folder)) == 5


def test_a_file_that_is_named_is_found_whatever_its_name(folder: Path) -> None:
    for name in ("README", ".hidden", "notes.xyz"):
        (folder / name).write_text("x")
        assert found(folder / name) == [folder / name]


def test_a_path_that_is_named_and_missing_is_a_failure_and_loses_nothing_else(folder: Path) -> None:
    assert skipped(folder / "none.txt", folder / "b.txt") == {"none.txt": ("does not exist", True)}
    assert found(folder / "none.txt", folder / "b.txt") == [folder / "b.txt"]
    assert skipped(folder / "b.txt" / "below") == {"below": ("cannot be read: not a directory", True)}


def test_a_folder_without_articles_is_a_failure(tmp_path: Path) -> None:
    assert skipped(tmp_path) == {tmp_path.name: ("holds no articles", True)}


def test_a_file_too_large_is_passed_over_with_size_and_limit(folder: Path) -> None:
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(50 * 1024**2)
    reason = "is too large: 50 MiB, at most 32 MiB are read"
    assert MAX_BYTES == 32 * 1024**2
    assert skipped(folder) == {"huge.txt": (reason, False)}
    assert skipped(folder / "huge.txt") == {"huge.txt": (reason, True)}


def test_pipes_and_sockets_are_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(folder / "pipe.txt")
    monkeypatch.chdir(folder)  # a socket's path is at most 108 bytes long
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
        assert skipped(folder) == {
            "pipe.txt": ("is a named pipe, not a file", False),
            "socket.txt": ("is a socket, not a file", False),
        }
    assert skipped(folder / "pipe.txt") == {"pipe.txt": ("is a named pipe, not a file", True)}
    assert skipped(Path("/dev/null")) == {"null": ("is a device, not a file", True)}


def test_links_that_lead_in_circles_are_survived(folder: Path) -> None:
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "nowhere.txt").symlink_to("nothing.txt")
    assert len(found(folder)) == 5
    assert skipped(folder) == {
        "up": ("was reached before by another name", False),
        "self.txt": ("cannot be read: too many levels of symbolic links", False),
        "nowhere.txt": ("is a link to nothing", False),
    }


def test_links_are_followed_and_nothing_is_found_twice(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "far.txt").write_text("x")
    (folder / "link").symlink_to(elsewhere)
    (folder / "z.txt").symlink_to("b.txt")
    assert folder / "link" / "far.txt" in found(folder, folder, folder / "b.txt", elsewhere)
    assert len(found(folder, folder, folder / "b.txt", elsewhere)) == 6
    assert not any(failed for _, failed in skipped(folder, folder, folder / "b.txt", elsewhere).values())


def test_a_file_that_vanishes_while_its_folder_is_read_is_said_so(folder: Path) -> None:
    walking = walk([folder])
    assert next(walking) == Found(folder / "a.md")
    (folder / "b.txt").unlink()
    (folder / "sub" / "d.text").unlink()
    assert next(walking) == Skipped(folder / "b.txt", "vanished while its folder was read")
    assert [each.path.name for each in walking if isinstance(each, Found)] == ["c.TXT", "e.markdown"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder_is_passed_over_and_said_so(folder: Path) -> None:
    (folder / "sub").chmod(0)
    try:
        assert skipped(folder) == {"sub": ("cannot be read: permission denied", False)}
        assert skipped(folder / "sub") == {"sub": ("cannot be read: permission denied", True)}
    finally:
        (folder / "sub").chmod(0o755)


def test_a_tree_deeper_than_python_recurses_is_walked(tmp_path: Path) -> None:
    deepest = tmp_path
    for _ in range(1100):
        deepest = deepest / "d"
        deepest.mkdir()
    (deepest / "a.txt").write_text("x")
    try:
        assert found(tmp_path) == [deepest / "a.txt"]
    finally:  # pytest's own clearing-up recurses
        (deepest / "a.txt").unlink()
        while deepest != tmp_path:
            deepest.rmdir()
            deepest = deepest.parent
