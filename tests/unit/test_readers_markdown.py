from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from index.article import Article
from index.readers import ReadError, read_bytes
from index.readers.markdown import to_plain

LEDE = "The harbour of Port Elsine will stay shut until Monday, its master said."


def read_text(text: str, name: str = "story.md") -> Article:
    (article,) = read_bytes(text.encode(), Path(name))
    return article


def refusal(text: str) -> str:
    with pytest.raises(ReadError) as caught:
        read_text(text)
    return caught.value.reason


def test_front_matter_becomes_metadata() -> None:
    article = read_text(
        "---\ntitle: 'Shut: again'\nauthors:\n  - Ann Lee\n  - name: Bo Ek\nsource: Sample Wire\ndate: 2025-03-28\n"
        f"url: https://example.org/a\nlanguage: en\ntags: [harbour]\n---\n\n{LEDE}\n"
    )
    assert (article.title, article.byline, article.source) == ("Shut: again", "Ann Lee, Bo Ek", "Sample Wire")
    assert (article.published, article.url) == (datetime(2025, 3, 28), "https://example.org/a")  # noqa: DTZ001
    assert (article.language, article.text) == ("en", LEDE)


def test_toml_front_matter_is_read_too() -> None:
    article = read_text(f'+++\ntitle = "Shut"\ndate = 2025-03-28T10:00:00+01:00\nauthors = ["Ann Lee"]\n+++\n{LEDE}\n')
    assert (article.title, article.byline, article.text) == ("Shut", "Ann Lee", LEDE)
    assert article.published == datetime(2025, 3, 28, 10)  # noqa: DTZ001


def test_yaml_values_stay_the_strings_they_are() -> None:
    assert read_text(f"---\ntitle: 1984\n---\n{LEDE}").title == "1984"
    assert read_text(f"---\ntitle: No\n---\n{LEDE}").title == "No"
    assert read_text(f"---\ntitle: Shut\ndate: 2025-02-30\n---\n{LEDE}").published is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("---\ntitle: Shut\nauthor: 'Ann\n---\nx", r"has broken front matter in line \d: .+"),
        ("---\ntitle: Shut\n\nauthor: a: b\n---\nx", r"has broken front matter in line 4: mapping values .+"),
        ("---\n\n\ntitle: [\n---\nx", r"has broken front matter in line \d: .+"),
        ("---\ntitle: &a [x]\nauthor: *a\n---\nx", r"has broken front matter in line 3: aliases are not allowed"),
        ("+++\ntitle = \n+++\nx", r"has broken front matter: .+"),
        ("---\ntitle: Shut\n---\n\n", r"holds no text"),
    ],
)
def test_broken_front_matter_is_refused_and_its_line_named(text: str, reason: str) -> None:
    assert re.fullmatch(reason, refusal(text))


def test_rulers_around_prose_are_no_front_matter() -> None:
    for prose in (LEDE, "She said: never.", "It is so: she said: no."):
        assert f"{prose}\n\n{LEDE}" in read_text(f"---\n\nShut\n\n{prose}\n\n---\n\n{LEDE}").text
    assert read_text(f"---\n{LEDE}").text == LEDE


def test_the_first_heading_is_the_title_and_not_in_the_text() -> None:
    article = read_text(f"# Harbour *stays* shut\n\n{LEDE}\n\n## What now\n\nNobody knows.")
    assert article.title == "Harbour stays shut"
    assert article.text == f"{LEDE}\n\nWhat now\n\nNobody knows."


def test_a_heading_that_repeats_the_title_of_the_front_matter_goes() -> None:
    assert read_text(f"---\ntitle: Shut\n---\n\n# Shut\n\n{LEDE}").text == LEDE
    assert read_text(f"---\ntitle: Shut\n---\n\n# Why\n\n{LEDE}").text == f"Why\n\n{LEDE}"


def test_byline_and_credit_are_found_behind_their_markup() -> None:
    article = read_text(f"# Shut\n\n*By Ann Lee*\n\n**28 March 2025**\n\n{LEDE}\n\nMore.\n\n_Bo Ek for Sample Wire_")
    assert (article.byline, article.source, article.text) == ("Ann Lee", "Sample Wire", f"{LEDE}\n\nMore.")


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("soft\nbreak", ["soft break"]),
        ("hard  \nbreak", ["hard\nbreak"]),
        ("*a* **b** __c__ ~~d~~ `e*`", ["a b c d e*"]),
        ("a [link](https://example.org 'x') and <https://example.org>", ["a link and https://example.org"]),
        ("a [ref] b\n\n[ref]: https://example.org", ["a ref b"]),
        ("an ![image](a.png) b", ["an b"]),
        ("<b>bold</b> &amp; &lt;x&gt; \\*y\\*", ["bold & <x> *y*"]),
        ("> quoted\n> words\n>\n> more", ["quoted words", "more"]),
        ("- one\n- two\n  lines\n\n  more\n- > three", ["• one", "• two lines", "more", "• three"]),
        ("3. c\n4. d\n   - e\n5. f", ["3. c", "4. d", "• e", "5. f"]),
        ("```py\na  =  1\n\nb\n```", ["a  =  1\n\nb"]),
        ("    indented\n    code", ["indented\n    code".replace("    ", "")]),
        ("| a | b |\n|---|---|\n| 1 | *2* |", ["a | b", "1 | 2"]),
        ("<div class='x'>\nwords &lt; <!-- not\nthis --> go on\n</div>\n\nend", ["words < go on", "end"]),
        ("<script>\nalert(1)\n\nalert(2)\n</script>\n\nend", ["end"]),
        ("one\n\n***\n\ntwo", ["one", "two"]),
        ("[/x] [bold]literal[/bold]", ["[/x] [bold]literal[/bold]"]),
    ],
)
def test_markup_becomes_plain_words(markdown: str, words: list[str]) -> None:
    assert to_plain(markdown)[1] == words


def test_front_matter_tells_markdown_in_a_file_of_another_name() -> None:
    assert read_text(f"---\ntitle: Shut\n---\n*{LEDE}*", name="story").text == LEDE
    assert read_text(f"---\ntitle: Shut\n---\n*{LEDE}*", name="story.txt").title != "Shut"


def test_escapes_made_by_entities_and_yaml_are_sanitised() -> None:
    article = read_text('---\ntitle: "a\\e[31mb\\u202Ec"\nauthor: "Ann\\u0007 Lee"\n---\n\nx &#x202e;y &#8203;z\n')
    assert (article.title, article.byline, article.text) == ("abc", "Ann Lee", "x y z")


def test_a_paragraph_too_long_to_parse_is_taken_as_it_stands() -> None:
    long = "*word* " * 2000
    assert read_text(f"# Shut\n\n{long}\n\n*End*").text == f"{long.strip()}\n\nEnd"
