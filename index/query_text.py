"""A query as text that a person goes on editing: its parts, and a filter put in or taken out where one can see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from index.fulltext.lexer import Token, lex
from index.fulltext.parser import FIELDS
from index.fulltext.tree import POSITION_FIELDS

Kind = Literal["field", "operator", "phrase", "wrong"]
"""``operator``: what joins, leaves out, groups or stands for letters; ``wrong``: a field that there is not."""
_QUOTES = re.compile('["“”„«»]')
_BARE = re.compile(r"(?!(?:AND|OR|NOT)$)\w[\w.-]*")


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that an article must have: ``text`` as it stands in the query from ``start`` to ``end``."""

    text: str
    start: int
    end: int


def parts(query: str) -> tuple[Part, ...]:
    """What a query asks for, one by one; a query of alternatives, *a OR b*, is one part."""
    tokens = lex(query, FIELDS)
    found: list[Part] = []
    start, depth = None, 0
    for token in tokens:
        if depth == 0 and token.kind == "OR":
            return (_part(query, tokens[0].column, tokens[-1].end),)
        if depth == 0 and token.kind == "AND":
            start = None
            continue
        start = token.column if start is None else start
        depth += (token.kind == "(") - (token.kind == ")")
        depth = max(0, depth)
        if depth == 0 and token.kind in ("word", "phrase", ")"):
            found.append(_part(query, start, token.end))
            start = None
    if start is not None:
        found.append(_part(query, start, tokens[-1].end))
    return tuple(found)


def without(query: str, part: Part) -> str:
    """The query without one of its :func:`parts`; alternatives that remain alone lose their parentheses."""
    left = [each for each in parts(query) if each != part]
    if len(left) == 1 and _is_choice(left[0].text):
        return left[0].text[1:-1].strip()
    return " ".join(each.text for each in left)


def kinds(query: str) -> Iterator[tuple[Kind, int, int]]:
    """The pieces of a query that are no mere words: what each is, where it begins and ends."""
    for token in lex(query, FIELDS):
        if token.kind == "field":
            yield "field" if token.text in FIELDS else "wrong", token.column, token.end
        elif token.kind == "phrase":
            yield "phrase", token.column, token.end
        elif token.kind != "word" or set(token.text) & set("*?") or token.tilde is not None:
            yield "operator", token.column, token.end


def is_filter(part: Part) -> bool:
    """Whether a part is a field with a value, not words to look for."""
    return _field(part.text) is not None


def filter_text(field: str, value: str) -> str:
    """A filter as one types it: ``source:"Sample Wire"``, ``stance:opposes``."""
    said = max((piece.strip() for piece in _QUOTES.split(value)), key=len)  # there is no way to quote a quote
    return f"{field}:{said}" if _BARE.fullmatch(said) else f'{field}:"{said}"'


def find_filter(query: str, field: str, value: str) -> Part | None:
    """The part of a query that is exactly this filter, whatever its quotes, parentheses and case."""
    wanted = _meaning(filter_text(field, value))
    return next((part for part in parts(query) if _meaning(part.text) == wanted), None)


def toggled(query: str, field: str, value: str) -> str:
    """The query with this filter, or without it where it has it.

    A further filter of a position stands in parentheses, *holder:a (holder:b)*: it may speak of another position.
    """
    part = find_filter(query, field, value)
    if part is not None:
        return without(query, part)
    before = parts(query)
    added = filter_text(field, value)
    if field in POSITION_FIELDS and any(_field(each.text) == field for each in before):
        added = f"({added})"
    base = f"({query.strip()})" if _has_alternatives(query) else query.strip()
    return f"{base} {added}".strip()


def _part(query: str, start: int, end: int) -> Part:
    return Part(query[start:end], start, end)


def _has_alternatives(query: str) -> bool:
    depth = 0
    for token in lex(query, FIELDS):
        depth += (token.kind == "(") - (token.kind == ")")
        if depth == 0 and token.kind == "OR":
            return True
    return False


def _is_choice(text: str) -> bool:
    return text.startswith("(") and text.endswith(")") and _has_alternatives(text[1:-1])


def _inner(text: str) -> list[Token]:
    return [token for token in lex(text, FIELDS) if token.kind not in ("(", ")")]


def _field(text: str) -> str | None:
    tokens = _inner(text)
    return tokens[0].text if len(tokens) == 2 and tokens[0].kind == "field" else None


def _meaning(text: str) -> tuple[str, ...]:
    return tuple(token.text.strip().casefold() for token in _inner(text)) if _field(text) else (text,)
