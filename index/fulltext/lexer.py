"""Cuts a query into tokens, each with its column: words, phrases, fields, operators, parentheses."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal, NamedTuple

Kind = Literal["word", "phrase", "field", "AND", "OR", "NOT", "-", "(", ")"]
_QUOTES = '"“”„«»'
_FIELD = re.compile(r"([^\W\d_]+):(?![/\s]|$)|([^\W\d_]+):")
_WORD = re.compile(rf"[^\s(){_QUOTES}]+")
_TILDE = re.compile(r"~(\d*)$")
_NEAR = re.compile(r"~(\d{0,9})")
_DEFAULT_SLOP, _LARGEST_SLOP = 10, 100


class Token(NamedTuple):
    """``column`` and ``end``: its span in the query. ``tilde``: the number after ``~``, 0 where none is written.

    ``closed``: a phrase with its closing quotation mark; nothing more will be typed into it.
    """

    kind: Kind
    text: str
    column: int
    end: int
    tilde: int | None = None
    closed: bool = False


def lex(query: str, fields: Collection[str]) -> list[Token]:
    """The tokens of ``query``; never fails.

    A word before a colon is a field if it is one of ``fields`` or a value follows.
    """
    tokens: list[Token] = []
    at = 0
    while at < len(query):
        character = query[at]
        if character.isspace():
            at += 1
            continue
        if character in _QUOTES:
            tokens.append(_phrase(query, at))
        elif character in "()":
            tokens.append(Token("(" if character == "(" else ")", character, at, at + 1))
        else:
            tokens.append(_field(query, at, fields) or _minus(query, at) or _word(query, at))
        at = tokens[-1].end
    return [token for token in tokens if token.kind != "-" or token.text == "-"]


def _phrase(query: str, at: int) -> Token:
    closing = re.compile(f"[{_QUOTES}]").search(query, at + 1)
    if closing is None:
        return Token("phrase", query[at + 1 :], at, len(query))
    text, end = query[at + 1 : closing.start()], closing.end()
    near = _NEAR.match(query, end)
    if near is None:
        return Token("phrase", text, at, end, closed=True)
    slop = min(int(near[1]), _LARGEST_SLOP) if near[1] else _DEFAULT_SLOP
    return Token("phrase", text, at, near.end(), slop, closed=True)


def _field(query: str, at: int, fields: Collection[str]) -> Token | None:
    found = _FIELD.match(query, at)
    if found is None:
        return None
    name = (found[1] or found[2]).casefold()
    if name in fields or found[1]:
        return Token("field", name, at, found.end())
    return None


def _minus(query: str, at: int) -> Token | None:
    """A minus before something leaves it out; one that stands alone is a dash and says nothing (its text is empty)."""
    if query[at] not in "-–—":
        return None
    alone = at + 1 == len(query) or query[at + 1].isspace()
    return Token("-", "" if alone or query[at] != "-" else "-", at, at + 1)


def _word(query: str, at: int) -> Token:
    found = _WORD.match(query, at)
    text = found[0] if found else query[at]
    end = at + len(text)
    if text in ("AND", "OR", "NOT"):
        return Token(text, text, at, end)  # type: ignore[arg-type]
    tilde = _TILDE.search(text)
    if tilde and tilde.start():
        return Token("word", text[: tilde.start()], at, end, int(tilde[1][:4] or 0))
    return Token("word", text, at, end)
