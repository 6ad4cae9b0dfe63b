"""Turns a parsed query into the tree of Whoosh queries that answers it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from whoosh import query as wq

from index.fulltext.leaves import Adjacent, Between, Expansion, Ids, Prefix, Words
from index.fulltext.matching import Meant, compound, fuzzy_choice, phrase_words, query_words, wildcard_choice
from index.fulltext.schema import NO_DATE, timestamp
from index.fulltext.tree import (
    POSITION_FIELDS,
    And,
    Dates,
    Everything,
    Filter,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Term,
    Wildcard,
)
from index.fulltext.vocabulary import Choice

Resolve = Callable[[tuple[Filter, ...]], Collection[int]]
"""Answers structured filters with the ids of the articles that pass them all."""

_TITLE_BOOST = 2.0
"""A word in a title says more of an article than one in its body."""

_END_OF_TIME = 2**62
_SIGN = re.compile(r"[*?]")


def plan(node: Node, resolve: Resolve) -> wq.Query:
    """The tree for ``node``. Whoosh's own ``AndNot`` is never used: it returns what it should leave out."""
    match node:
        case Everything():
            return wq.Every()
        case Filter():
            return Ids(resolve((node,)))
        case Not(inner):
            return wq.Not(plan(inner, resolve))
        case Or(nodes):
            return wq.Or([plan(one, resolve) for one in nodes])
        case And(nodes):
            return _conjunction(nodes, resolve)
    return _leaf(node)


def _leaf(node: Term | Phrase | Wildcard | Fuzzy | Dates) -> wq.Query:
    match node:
        case Term(text, field, prefix):
            apart, joined = _words(query_words(text, prefix), field, None), compound(text)
            return wq.Or([apart, _words((Meant(joined, prefix),), field, None)]) if joined else apart
        case Phrase(text, field, slop, prefix):
            return _words(phrase_words(text, prefix), field, slop)
        case Wildcard(pattern, field):
            literal, *rest = _SIGN.split(pattern, maxsplit=1)
            choice = None if rest == [""] and pattern[-1] == "*" else wildcard_choice(pattern)
            return _expansion(field, literal, choice)
        case Fuzzy(text, distance, field):
            return _expansion(field, text[:1], fuzzy_choice(text, distance))
        case Dates(start, end):
            first = NO_DATE + 1 if start is None else timestamp(start)
            return Between("published", first, _END_OF_TIME if end is None else timestamp(end))


def _conjunction(nodes: tuple[Node, ...], resolve: Resolve) -> wq.Query:
    """Filters on positions go to the archive together: they mean one and the same position.

    A choice between such filters, *(holder:a OR holder:b) stance:opposes*, is of that position too.
    """
    position = tuple(one for one in nodes if isinstance(one, Filter) and one.field in POSITION_FIELDS)
    choices = [one for one in nodes if isinstance(one, Or) and position and all(map(_of_position, one.nodes))]
    queries = [plan(one, resolve) for one in nodes if one not in position and one not in choices]
    if position:
        together = [position]
        for choice in choices:
            together = [(*fixed, one) for fixed in together for one in choice.nodes if isinstance(one, Filter)]
        queries.append(Ids(set().union(*(resolve(filters) for filters in together))))
    return queries[0] if len(queries) == 1 else wq.And(queries)


def _of_position(node: Node) -> bool:
    return isinstance(node, Filter) and node.field in POSITION_FIELDS


def _words(meant: tuple[Meant, ...], field: str | None, slop: int | None) -> wq.Query:
    if field is None:
        return wq.Or([_in_field("title", meant, slop, _TITLE_BOOST), _in_field("body", meant, slop, 1.0)])
    return _in_field(field, meant, slop, 1.0)


def _in_field(field: str, meant: tuple[Meant, ...], slop: int | None, boost: float) -> wq.Query:
    return Words(field, meant[0], boost) if len(meant) == 1 else Adjacent(field, meant, slop, boost)


def _expansion(field: str | None, literal: str, choice: Choice | None) -> wq.Query:
    """Terms that begin with ``literal`` and are chosen; without a choice all of them."""
    if field is None:
        return wq.Or([_expansion("title", literal, choice), _expansion("body", literal, choice)])
    return Expansion(field, literal, choice) if choice else Prefix(field, literal)
