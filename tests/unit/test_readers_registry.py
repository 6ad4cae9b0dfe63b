from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from index.readers import ReadError, read, read_raw


def reason(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        read(path)
    assert str(caught.value).endswith(f": {caught.value.reason}")
    assert "\n" not in str(caught.value)
    return caught.value.reason


def test_the_path_comes_back_as_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "Ångström.txt"
    path.write_text("Harbour shut\n\nThe harbour is shut.")
    (article,) = read(path)
    assert article.path == str(path)


def test_each_kind_of_trouble_has_its_reason(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 8)
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(50 * 1024**2)
    os.mkfifo(tmp_path / "pipe.txt")
    assert reason(tmp_path / "none.txt") == "cannot be read: no such file or directory"
    assert reason(tmp_path / "empty.txt") == "is empty"
    assert reason(tmp_path / "binary.txt") == "is not a text file"
    assert reason(tmp_path / "huge.txt") == "is too large: 50 MiB, at most 32 MiB are read"
    assert reason(tmp_path / "pipe.txt") == "is a named pipe, not a file"
    assert reason(tmp_path) == "is a folder, not a file"
    assert reason(Path("a\0b")) == "cannot be read: no file can have this name"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_refused_with_the_reason_of_the_system(tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    path.write_text("x")
    path.chmod(0)
    assert reason(path) == "cannot be read: permission denied"


def test_a_file_of_an_unknown_suffix_is_read_as_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "story.asc"
    path.write_text("Harbour shut\n\n*The* harbour is shut.")
    (article,) = read(path)
    assert (article.title, article.text) == ("Harbour shut", "*The* harbour is shut.")


def test_an_error_names_its_file_legibly_and_travels_between_processes() -> None:
    error = ReadError(Path("a\x1b[31m\udcff\n.txt"), "is\nodd \x1b[0m")
    assert str(error) == r"a\x1b[31m\xff\x0a.txt: is\x0aodd \x1b[0m"
    copy = pickle.loads(pickle.dumps(error))
    assert (str(copy), copy.path, copy.reason) == (str(error), error.path, error.reason)


def test_raw_text_is_the_file_to_the_last_byte() -> None:
    text = "\ufeffOne\r\ntwo\x1b[31m\te\u0301\r"
    article = read_raw(text.encode(), Path("folder/story.txt"))
    assert (article.text, article.title, article.path) == (text, "story", "folder/story.txt")


@pytest.mark.parametrize(
    ("data", "why"), [(b"caf\xe9", "is not UTF-8: byte 3 cannot be decoded"), (b" \n", "is empty")]
)
def test_raw_text_must_be_utf_8_and_something(data: bytes, why: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_raw(data, Path("story.txt"))
    assert caught.value.reason == why


def test_importing_the_readers_imports_nothing_heavy() -> None:
    heavy = "{'charset_normalizer', 'markdown_it', 'yaml', 'frontmatter', 'dateutil'}"
    program = f"import sys, index.readers; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
