from __future__ import annotations

import pytest

from index.answer import QueryError
from index.nearest import MOST_PARTS, Nearest, nearest
from index.query_text import parts

ARTICLES = (
    {"harbour", "strike", "source:post"},
    {"harbour", "dam", "source:wire"},
    {"harbour", "dam", "source:wire", "stance:opposes"},
)


def total(query: str) -> int:
    if query == "odd":
        raise QueryError("cannot be read", 0)
    wanted = {part.text for part in parts(query)}
    return sum(wanted <= article for article in ARTICLES)


@pytest.mark.parametrize(
    ("query", "found", "count", "left_out"),
    [
        ("harbour dam source:post", "harbour dam", 2, ("source:post",)),
        ("harbour zyzzyva", "harbour", 3, ("zyzzyva",)),
        ("source:post stance:opposes", "source:post", 1, ("stance:opposes",)),
        ("strike dam harbour", "strike harbour", 1, ("dam",)),
        ("strike zyzzyva dam harbour", "strike harbour", 1, ("zyzzyva", "dam")),
        ("harbour odd", "harbour", 3, ("odd",)),
    ],
)
def test_the_nearest_query_keeps_what_goes_together_and_names_what_it_leaves_out(
    query: str, found: str, count: int, left_out: tuple[str, ...]
) -> None:
    said = nearest(query, total, None)
    assert (said.query, said.total, said.left_out) == (found, count, left_out)


def test_what_each_part_finds_alone_is_told() -> None:
    assert nearest("dam strike zyzzyva", total, None).alone == (("dam", 2), ("strike", 1), ("zyzzyva", 0))


def test_a_word_spelt_otherwise_comes_before_one_left_out_where_it_finds_something() -> None:
    assert nearest("harbour damm", total, "harbour dam") == Nearest((("harbour", 3), ("damm", 0)), "harbour dam", 2)
    assert nearest("harbour damm", total, "harbour down").query == "harbour"


def test_a_single_word_or_a_whole_pasted_text_has_no_neighbour() -> None:
    assert nearest("zyzzyva", total, None) == Nearest(())
    assert nearest("harbour " * MOST_PARTS + "zyzzyva", total, None).query == ""
