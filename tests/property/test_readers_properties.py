from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.readers import ReadError, read_bytes
from index.sanitize import sanitize, sanitize_line

PIECES = st.sampled_from(
    [
        "---\n",
        "+++\n",
        "title: ",
        "author: ",
        "date: ",
        "By ",
        "Ann Lee",
        "\n",
        "\n\n",
        " for ",
        "Sample News",
        "= ",
        ": ",
        "March 3, 2025",
        "2025-13-45",
        "...",
        "…",
        "[",
        "](",
        "{",
        '"',
        "'",
        "- ",
        "# ",
        "> ",
        "**",
        "`",
        "```\n",
        "|",
        "x",
        "|-|-|\n",
        "&#x1b;",
        "&#x202e;",
        "\\x1b",
        "\x1b[31m",
        "\x9b",
        "\u202e",
        "\u200d",
        "\u0301",
        "か",
        "\u3099",
        "字",
        "word " * 20,
        "word " * 200,
        "PARIS, 3 March 2025 (Reuters) — ",
        "Title: x\nAuthor: y\n",
        "<div>",
        "&x",
        "*x",
        "1e999",
        "!!python/object/apply:os.system [x]",
        "<<: ",
        "\ufeff",
        "\x00",
        "9" * 30,
        "12:30",
        "\t",
        "\r",
        "http://a.b/c",
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=200)
ENCODED = st.builds(
    lambda text, encoding: text.encode(encoding, "surrogatepass"),
    TEXTS,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le"]),
)
FILES = st.sampled_from([Path("x.txt"), Path("x.md"), Path("2025-01-01-x"), Path("x.bin")])


def check(data: bytes, path: Path) -> None:
    articles: tuple[Article, ...] = ()
    message = "an error"
    try:
        articles = read_bytes(data, path)
    except ReadError as error:
        message = str(error)
    assert sanitize_line(message) == message
    for article in articles:
        assert article.text
        assert sanitize(article.text) == article.text == article.text.strip()
        assert article.title
        assert len(article.title) <= 310
        for line in (article.title, article.byline, article.source, article.url, article.language):
            assert line is None or (line and sanitize_line(line) == line)
        assert article.published is None or article.published.tzinfo is None
    assert not articles or read_bytes(data, path) == articles


@given(st.binary(max_size=300), FILES)
def test_any_bytes_give_safe_articles_or_one_clear_error(data: bytes, path: Path) -> None:
    check(data, path)


@given(ENCODED, FILES)
def test_awkward_texts_give_safe_articles_or_one_clear_error(data: bytes, path: Path) -> None:
    check(data, path)


WORDS = st.lists(
    st.sampled_from(["the", "harbour", "stays", "shut", "and", "nobody", "at", "its", "quay", "can", "say", "why"]),
    min_size=35,
)
STORIES = st.lists(WORDS.map(lambda words: f"Now {' '.join(words)}."), min_size=1, max_size=6)


@given(STORIES)
def test_the_paragraphs_of_a_story_come_out_as_they_went_in(paragraphs: list[str]) -> None:
    data = "\n\n".join(["A headline", *paragraphs]).encode()
    for path in (Path("x.txt"), Path("x.md")):
        (article,) = read_bytes(data, path)
        assert article.title == "A headline"
        assert article.text == "\n\n".join(paragraphs)
