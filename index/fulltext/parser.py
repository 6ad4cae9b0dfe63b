"""Reads the query language: words, phrases, operators and fields become a :class:`Query`.

Grammar, loosest first: ``or := and (OR and)*``, ``and := not ((AND)? not)*``, ``not := (NOT | -) not | atom``,
``atom := ( or ) | field: atom | "phrase" | word``. Operators are in capitals.
"""

from __future__ import annotations

import difflib
import re
from datetime import date
from typing import Literal, cast, get_args

from index.answer import QueryError
from index.article import STANCES
from index.fulltext import dates
from index.fulltext.lexer import Token, lex
from index.fulltext.tree import (
    And,
    Everything,
    Filter,
    FilterField,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Term,
    TextField,
    Wildcard,
)
from index.fulltext.words import chunk, fold

Field = TextField | FilterField | Literal["date"]
TEXT_FIELDS: tuple[str, ...] = get_args(TextField)
FIELDS: tuple[str, ...] = (*TEXT_FIELDS, "date", *get_args(FilterField))
STATES = ("unread", "read", "starred", "tagged", "noted")
"""What ``is:`` knows."""

_CLOSED: dict[str, tuple[str, ...]] = {"stance": STANCES, "is": STATES}
_EXAMPLES = {
    "title": "title:ukraine",
    "body": "body:troops",
    "by": "by:thomas",
    "source": 'source:"Sample Wire"',
    "date": "date:2025-03",
    "entity": 'entity:"European Union"',
    "holder": "holder:meloni",
    "stance": "stance:opposes",
    "about": 'about:"defence clause"',
    "is": "is:unread",
    "tag": "tag:later",
    "lang": "lang:en",
    "copies": "copies:12",
}
_SIGNS = re.compile(r"([*?])")
_DEEPEST = 50  # parentheses and negations; a person needs three, and recursion must end before Python's does


def parse(query: str, *, typing: bool = False, today: date | None = None) -> Query:
    """What ``query`` means. An empty one means everything.

    With ``typing`` the query is still being typed: what is unfinished is completed or left out silently, nothing but
    absurd nesting is an error, and the last word also matches words that only begin with it. ``today`` is what relative
    dates count from.

    Raises:
        QueryError: the query cannot be read, and ``typing`` is off.
    """
    parser = _Parser(query, typing, today or date.today())  # noqa: DTZ011  (the reader's own calendar is meant)
    return Query(query, parser.query())


class _Parser:
    """One reading of one query, by recursive descent. A part that holds nothing to search for is ``None``."""

    def __init__(self, text: str, typing: bool, today: date) -> None:
        self.text = text
        self.typing = typing
        self.today = today
        self.tokens = lex(text, FIELDS)
        self.at = 0
        self.depth = 0
        self.negated = False  # what is left out is not completed: hits would come back as the word grows

    def query(self) -> Node:
        found = self.disjunction(None)
        while (token := self.peek()) is not None:  # a ")" that closes nothing
            self.fail("there is no opening “(” for this “)”", token.column)
            self.at += 1
            found = _all([found, self.disjunction(None)])
        return Everything() if found is None else found

    def peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def next_is(self, *kinds: str) -> bool:
        token = self.peek()
        return token is not None and token.kind in kinds

    def fail(self, message: str, column: int) -> None:
        if not self.typing:
            raise QueryError(message, column)

    def deeper(self, token: Token) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise QueryError(f"parentheses and negations nest more than {_DEEPEST} deep", token.column)

    def disjunction(self, field: Field | None) -> Node | None:
        nodes = [self.conjunction(field)]
        while self.next_is("OR"):
            self.operand_before(nodes[-1])
            self.at += 1
            nodes.append(self.conjunction(field))
            self.operand_after(nodes[-1])
        found = [node for node in nodes if node is not None]
        return found[0] if len(found) == 1 else Or(tuple(found)) if found else None

    def conjunction(self, field: Field | None) -> Node | None:
        nodes: list[Node | None] = []
        while (token := self.peek()) is not None and token.kind not in ("OR", ")"):
            if token.kind == "AND":
                self.operand_before(nodes[-1] if nodes else None)
                self.at += 1
                nodes.append(self.negation(field))
                self.operand_after(nodes[-1])
            else:
                nodes.append(self.negation(field))
        return _all(nodes)

    def operand_before(self, node: Node | None) -> None:
        if node is None:
            token = self.tokens[self.at]
            self.fail(f"{token.kind} needs something to search for before it", token.column)

    def operand_after(self, node: Node | None) -> None:
        if node is None:
            token = self.tokens[min(self.at, len(self.tokens)) - 1]
            self.fail(f"{token.text} needs something to search for after it", token.column)

    def negation(self, field: Field | None) -> Node | None:
        if not self.next_is("NOT", "-"):
            return self.atom(field)
        token = self.tokens[self.at]
        self.at += 1
        self.deeper(token)
        outside, self.negated = self.negated, True
        node = self.negation(field)
        self.negated = outside
        self.depth -= 1
        if node is None:
            self.fail(f"{token.text} needs something to leave out after it", token.column)
            return None
        return Not(node)

    def atom(self, field: Field | None) -> Node | None:
        token = self.peek()
        if token is None or token.kind in ("OR", "AND", ")"):
            return None
        self.at += 1
        if token.kind == "(":
            return self.group(token, field)
        if token.kind == "field":
            return self.fielded(token)
        return self.leaf(token, field)

    def group(self, opening: Token, field: Field | None) -> Node | None:
        self.deeper(opening)
        node = self.disjunction(field)
        self.depth -= 1
        if self.next_is(")"):
            self.at += 1
            if node is None:
                self.fail("nothing stands between these parentheses", opening.column)
        else:
            self.fail("this “(” is never closed; add a “)”", opening.column)
        # kept apart from what stands outside: its filters speak of a position of their own
        return And((node,)) if isinstance(node, Filter) else node

    def fielded(self, token: Token) -> Node | None:
        name = token.text
        follower = self.peek()
        if name not in FIELDS:
            near = difflib.get_close_matches(name, FIELDS, 1)
            hint = f"did you mean {near[0]}: ?" if near else f"fields are {', '.join(FIELDS)}"
            self.fail(f"there is no field {name}: — {hint}", token.column)
            return Term(name) if chunk(name).pieces else None
        if not self.attached(token) or follower is None:
            self.fail(f"{name}: needs a value right after the colon, as in {_EXAMPLES[name]}", token.column)
            return None
        return self.atom(cast("Field", name))

    def attached(self, token: Token) -> bool:
        """Whether a value follows the colon without a blank."""
        follower = self.peek()
        return follower is not None and follower.column == token.end and follower.kind in ("word", "phrase", "(")

    def leaf(self, token: Token, field: Field | None) -> Node | None:
        unfinished = self.typing and token.end == len(self.text) and not token.closed and not self.negated
        if field == "date":
            return self.dates(token)
        if field is not None and field not in TEXT_FIELDS:
            return self.filter(token, cast("FilterField", field), unfinished)
        where = cast("TextField | None", field)
        if token.kind == "word" and token.text.strip("*") == "" and "*" in token.text:
            return Everything()
        if not any(chunk(part).pieces for part in token.text.split()):
            self.fail("there is no letter or digit here to search for", token.column)
            return None
        if token.kind == "phrase":
            return self.phrase(token, where, unfinished)
        if "*" in token.text or "?" in token.text:
            return _wildcard(token.text, where)
        if token.tilde is not None:
            return self.fuzzy(token, where)
        return Term(token.text, where, unfinished)

    def phrase(self, token: Token, field: TextField | None, unfinished: bool) -> Node:
        if not token.closed:
            self.fail('this quotation mark is never closed; add a “"”', token.column)
        return Phrase(token.text, field, token.tilde, unfinished)

    def fuzzy(self, token: Token, field: TextField | None) -> Node:
        distance = token.tilde or 1
        if distance > 2:
            self.fail(f"a word may differ in 1 or 2 letters: {token.text}~1 or {token.text}~2", token.column)
        return Fuzzy(fold(token.text), min(distance, 2), field)

    def dates(self, token: Token) -> Node | None:
        try:
            return dates.read_dates(token.text, self.today)
        except ValueError:
            self.fail(f"“{token.text}” is no date: {dates.HELP}", token.column)
            return dates.read_unfinished(token.text, self.today)

    def filter(self, token: Token, field: FilterField, unfinished: bool) -> Node | None:
        value = token.text.strip()
        if token.kind == "phrase" and not token.closed:
            self.fail('this quotation mark is never closed; add a “"”', token.column)
        known = _CLOSED.get(field)
        if known:
            value = value.casefold()
            fitting = [one for one in known if one == value or (unfinished and one.startswith(value))]
            if not fitting:
                self.fail(f"{field}: is one of {', '.join(known)}, not “{token.text}”", token.column)
                return None
            return Filter(field, fitting[0]) if len(fitting) == 1 else None
        if value.endswith("*"):
            value, unfinished = value.rstrip("*"), True
        if not value or (field == "copies" and not value.isdecimal()):
            self.fail(f"{field}: needs a value, as in {_EXAMPLES[field]}", token.column)
            return None
        return Filter(field, value, "prefix" if unfinished else "is")


def _all(nodes: list[Node | None]) -> Node | None:
    found = [node for node in nodes if node is not None]
    return found[0] if len(found) == 1 else And(tuple(found)) if found else None


def _wildcard(text: str, field: TextField | None) -> Node:
    """``text`` folded; a compound that goes on (*cease-f**) is words side by side, the last a prefix."""
    literal = text.rstrip("*")
    if not set("*?") & set(literal) and len(chunk(literal).pieces) > 1:
        return Term(literal, field, prefix=True)
    parts = (
        part if part in "*?" else "".join(piece.text for piece in chunk(part).pieces) for part in _SIGNS.split(text)
    )
    return Wildcard(re.sub(r"\*+", "*", "".join(parts)), field)
