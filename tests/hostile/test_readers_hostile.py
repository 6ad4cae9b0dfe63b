from __future__ import annotations

from pathlib import Path

import pytest

from index.readers import ReadError, read_bytes
from index.sanitize import sanitize

BODY = b"\n\nThe harbour is shut, its master said on Monday, and it will stay shut.\n"


def reason(data: bytes, name: str = "x.md") -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, Path(name))
    return caught.value.reason


def test_escape_sequences_reach_neither_text_nor_metadata() -> None:
    evil = "\x1b]52;c;aGk=\x07\x1b[2J\x9b31m\u202e"
    for name in ("x.txt", "x.md"):
        text = f"Shut{evil}\n\nBy Ann{evil} Lee\n\nThe har{evil}bour is shut, its master said.\n\nMore."
        (article,) = read_bytes(text.encode(), Path(name))
        assert (article.title, article.byline) == ("Shut", "Ann Lee")
        assert article.text == "The harbour is shut, its master said.\n\nMore."


def test_a_yaml_bomb_is_refused() -> None:
    levels = [b"a: &a [x, x, x, x, x, x, x, x, x]"]
    levels += [f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]".encode() for n in range(9)]
    assert "aliases are not allowed" in reason(b"---\ntitle: x\n" + b"\n".join(levels) + b"\n---" + BODY)


@pytest.mark.parametrize(
    "deep", [b"[" * 30_000, b"- " * 30_000, b"{a: " * 10_000, b"? " * 20_000], ids=lambda data: repr(data[:6])
)
def test_deeply_nested_yaml_is_refused(deep: bytes) -> None:
    assert reason(b"---\ntitle: " + deep + b"\n---" + BODY).startswith("has broken front matter")


def test_deeply_nested_toml_is_refused() -> None:
    assert reason(b"+++\ntitle = " + b"[" * 30_000 + b"\n+++" + BODY).startswith("has broken front matter")


def test_huge_front_matter_is_refused() -> None:
    assert reason(b"---\ntitle: " + b"x" * 100_000 + b"\n---" + BODY) == "has front matter of more than 64 KiB"


def test_yaml_makes_no_objects(tmp_path: Path) -> None:
    made = tmp_path / "made"
    tag = f"!!python/object/apply:os.mkdir ['{made}']".encode()
    (article,) = read_bytes(b"---\ntitle: Shut\nauthor: " + tag + b"\n---" + BODY, Path("x.md"))
    assert article.title == "Shut"
    assert not made.exists()


@pytest.mark.parametrize("name", ["x.txt", "x.md"])
@pytest.mark.parametrize(
    "data",
    [
        b"word " * 100_000,
        b"x" * 500_000,
        b" " * 500_000 + b"x",
        b"\n" * 500_000 + b"x",
        b"x" + b" " * 500_000 + b"y ...",
        b"[" * 500_000,
        b"*a **a " * 70_000,
        b"<" * 500_000,
        b"`a``" * 100_000,
        b"a. " * 150_000,
        b"By " * 150_000,
        b"-" * 500_000 + b"x",
        b"a\n" * 20_000,
        ("e" + "\u0301\u0316" * 100_000).encode(),
        b"\x1b]" * 200_000 + b"x",
        b"\xe9" * 500_000,
        b"> " * 3_000 + b"x",
        b"- " * 3_000 + b"x",
        b"|a" * 1_000 + b"|\n" + b"|-" * 1_000 + b"|\n" + b"|x\n" * 20_000,
    ],
    ids=lambda data: repr(data[:12]),
)
def test_texts_made_to_be_slow_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        (article,) = read_bytes(data, Path(name))
    except ReadError:
        return
    assert sanitize(article.text) == article.text


def test_a_large_plain_text_is_read() -> None:
    line = b"The harbour is shut, its master said on Monday, and it will stay shut for the week. " * 3
    (article,) = read_bytes(b"Shut\n\n" + (line + b"\n\n") * 40_000, Path("x.txt"))
    assert article.text.count("\n\n") == 39_999


def test_a_large_markdown_text_is_refused() -> None:
    assert reason(b"word " * 300_000) == "is too large: at most 1 MiB of Markdown are read"
