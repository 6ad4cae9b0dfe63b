"""Reads Markdown with or without front matter (YAML or TOML): words are kept, markup and HTML tags are dropped.

Markdown can be written so that parsing it takes quadratic time or memory. Hence three bounds: on the file, on the
paragraph (a longer one is taken as it stands) and on tables (a text that could hold more cells is read without any).
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from index.article import Article
from index.readers.composition import Told, compose
from index.readers.decode import decode
from index.readers.errors import ReadError
from index.readers.told import told_from
from index.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_MAX_BYTES = 1024 * 1024
_MAX_PARAGRAPH = 8 * 1024
_MAX_CELLS = 50_000

_FRONT_MATTER = re.compile(
    r"\A\s*(?:-{3,}|\+{3,}) *\n\s*(?:#[^\n]*\n\s*)*"  # a ruler, comments
    r"(?:[{\"']?[\w.-]+[\"']? *[:=]|\[[\w.-]+\])"  # a key of YAML or TOML, a table of TOML
)
"""A ruler and then a key. Prose between two rulers is left to Markdown, also where it has a colon ("He said: no")."""

_UNSHOWN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>")
_BLANKS = re.compile(r" {2,}")
_BULLET = "• "


def looks_like_markdown(data: bytes) -> bool:
    """Tell whether a file without a telling suffix begins with front matter."""
    return bool(re.match(rb"\A(?:\xef\xbb\xbf)?(?:---|\+\+\+)[ ]*\r?\n[A-Za-z_]+[ ]*[:=]", data[:200]))


def read_markdown(data: bytes, path: Path) -> tuple[Article, ...]:
    """Return the one article of a Markdown file; raises :exc:`ReadError` and :exc:`NotTextError`."""
    if len(data) > _MAX_BYTES:
        raise ReadError(path, f"is too large: at most {_MAX_BYTES // 1024**2} MiB of Markdown are read")
    text = sanitize(decode(data))
    told = Told()
    if _FRONT_MATTER.match(text):
        from index.readers.frontmatter import split  # here: YAML takes 40 ms to import

        stated, text = split(text, path)
        told = told_from(stated)
    heading, paragraphs = to_plain(text, titled=told.title is not None)
    return (compose(path, [sanitize(paragraph).strip() for paragraph in paragraphs], told, heading),)


def to_plain(text: str, *, titled: bool = False) -> tuple[str | None, list[str]]:
    """Return the heading that is the title of a Markdown text, unless it is ``titled`` already, and its paragraphs.

    That heading is the first when nothing but headings stands before it, and else the first of level 1.
    """
    paragraphs: list[str] = []
    heading: str | None = None
    for kind, paragraph in _blocks(_parsed(text)):
        is_title = kind == "h1" or (kind.startswith("h") and not paragraphs)
        if is_title and heading is None and not titled:
            heading = paragraph
        else:
            paragraphs.append(paragraph)
    return heading, paragraphs


def _parsed(text: str) -> list[Token]:
    """Return the tokens of ``text``; those of an over-long paragraph have no children."""
    from markdown_it import MarkdownIt  # here: it takes 90 ms to import

    parser = MarkdownIt("commonmark").enable("strikethrough").disable("inline")
    lines = text.split("\n")
    if max(line.count("|") for line in lines) * len(lines) <= _MAX_CELLS:
        parser.enable("table")
    references: dict[str, object] = {}
    tokens = parser.parse(text, references)
    for token in tokens:
        if token.type == "inline" and len(token.content) <= _MAX_PARAGRAPH:
            token.children = []
            parser.inline.parse(token.content, parser, references, token.children)
    return tokens


class _Marker:
    """What to put before the next paragraph: the bullet or number of the list item that it begins."""

    def __init__(self) -> None:
        self._numbers: list[int | None] = []  # of every open list: its next number, None for bullets
        self._pending = ""

    def see(self, token: Token) -> None:
        """Follow lists as they open and close."""
        if token.type == "bullet_list_open":
            self._numbers.append(None)
        elif token.type == "ordered_list_open":
            self._numbers.append(int(token.attrs.get("start", 1)))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self._numbers.pop()
        elif token.type == "list_item_open":
            number = self._numbers[-1]
            self._pending = _BULLET if number is None else f"{number}. "
            self._numbers[-1] = None if number is None else number + 1

    def take(self) -> str:
        """Return the marker, once."""
        marker, self._pending = self._pending, ""
        return marker


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield (HTML tag, words) of every heading, paragraph, list item, code block and table row."""
    marker = _Marker()
    cells: list[str] = []
    tag = "p"
    for token in tokens:
        marker.see(token)
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield "tr", " | ".join(cells)
        elif token.type in {"heading_open", "paragraph_open", "th_open", "td_open"}:
            tag = token.tag
        elif token.type == "inline" and tag in {"th", "td"}:
            cells.append(_words(token))
        elif token.type == "inline" and (words := _words(token)):
            yield tag, marker.take() + words
        elif words := _verbatim(token):
            yield "pre", marker.take() + words


def _verbatim(token: Token) -> str:
    """Return the words of a block that holds no Markdown: code as it stands, HTML without its tags."""
    if token.type in {"fence", "code_block"}:
        return token.content.strip("\n")
    if token.type == "html_block" and len(token.content) <= _MAX_PARAGRAPH:
        return " ".join(unescape(_TAG.sub(" ", _UNSHOWN.sub(" ", token.content))).split())
    return ""


def _words(inline: Token) -> str:
    """Return the words of a paragraph: no emphasis, link texts without addresses, no images, no HTML tags."""
    if len(inline.content) > _MAX_PARAGRAPH:
        return inline.content.replace("\n", " ")
    pieces = []
    for token in inline.children or ():
        if token.type in {"text", "code_inline", "text_special"}:
            pieces.append(token.content)
        elif token.type == "softbreak":
            pieces.append(" ")
        elif token.type == "hardbreak":
            pieces.append("\n")
    return _BLANKS.sub(" ", "".join(pieces)).strip()
