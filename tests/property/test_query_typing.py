from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from index.answer import QueryError
from index.fulltext.parser import parse

TODAY = date(2025, 4, 10)

WORD = st.sampled_from(["troops", "Milanović’s", "cease-fire", "中国人", "U.S.", "d'Estaing", "1,204", "Ἀθῆναι", "and"])
ATOM = st.one_of(
    WORD,
    st.builds("{}*".format, WORD),
    st.builds("{}~2".format, WORD),
    st.just("wom?n"),
    st.builds('"{} {}"'.format, WORD, WORD),
    st.builds('"{} {}"~{}'.format, WORD, WORD, st.integers(0, 20)),
    st.builds("{}:{}".format, st.sampled_from(["title", "body", "by", "source", "tag", "lang", "holder"]), WORD),
    st.builds('{}:"{} {}"'.format, st.sampled_from(["title", "entity", "holder", "about", "source"]), WORD, WORD),
    st.sampled_from(["date:2025-03", "date:2025-03-01..2025-04-15", "date:>yesterday", "date:<2025", "date:7d.."]),
    st.sampled_from(["stance:opposes", "stance:conditional", "is:unread", "is:starred"]),
)
QUERY = st.recursive(
    ATOM,
    lambda inner: st.one_of(
        st.builds("{} {}".format, inner, inner),
        st.builds("{} OR {}".format, inner, inner),
        st.builds("{} AND {}".format, inner, inner),
        st.builds("({})".format, inner),
        st.builds("-{}".format, inner),
        st.builds("NOT {}".format, inner),
        st.builds("title:({})".format, WORD),
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(QUERY)
def test_a_well_formed_query_parses_and_so_does_every_beginning_of_it_while_typing(query: str) -> None:
    parse(query, today=TODAY)
    for length in range(len(query) + 1):
        parse(query[:length], typing=True, today=TODAY)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_parses_while_typing(text: str) -> None:
    parse(text, typing=True, today=TODAY)


@settings(deadline=None)
@given(st.text(alphabet='ab"()-*?~: ANDORNT“date:2025stance.', max_size=40))
def test_a_query_parses_or_its_error_points_into_it(text: str) -> None:
    error = complaint(text)
    assert error is None or 0 <= error.column <= len(text)


def complaint(text: str) -> QueryError | None:
    try:
        parse(text, today=TODAY)
    except QueryError as error:
        return error
    return None
