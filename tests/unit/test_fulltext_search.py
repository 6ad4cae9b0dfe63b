from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

import pytest

from index.answer import Sort
from index.article import Article
from index.fulltext import Filter, FullText, parse

at = datetime.fromisoformat

ARTICLES = [
    Article(
        "Italy will send no troops",
        "Meloni’s government said that sending troops to Ukraine was off the table. A cease-fire came first.",
        byline="Anna Berg",
        source="Sample Wire",
        published=at("2025-03-28T10:00"),
        id=11,
    ),
    Article(
        "Milanović repeats his refusal",
        "The leader of Croatia opposed any troop for Ukraine. The European Union hoped for a ceasefire, 中国人民 too.",
        byline="Carl Dahl",
        source="Other Post",
        published=at("2025-04-02"),
        id=12,
    ),
    Article("A zebra in the park", "It opposes the union of stripes; the European zoo has a possibility.", id=13),
    Article("Possible talks", "Opposition to troops grows. Elections are near.", published=at("2024-04-02"), id=14),
]


class Archive:
    """Answers filters as the store would, and remembers what it was asked."""

    def __init__(self, answers: dict[tuple[str, ...], set[int]]) -> None:
        self.answers = answers
        self.asked: list[tuple[Filter, ...]] = []

    def __call__(self, filters: tuple[Filter, ...]) -> Collection[int]:
        self.asked.append(filters)
        return self.answers[tuple(f"{one.field}:{one.value}" for one in filters)]


def nobody(filters: tuple[Filter, ...]) -> Collection[int]:
    raise AssertionError(filters)


@pytest.fixture(scope="module")
def fulltext(tmp_path_factory: pytest.TempPathFactory) -> FullText:
    made = FullText.create(tmp_path_factory.mktemp("index") / "fulltext")
    made.update(ARTICLES[:2])
    made.update(ARTICLES[2:])
    return made


def found(fulltext: FullText, query: str, *, typing: bool = False, sort: Sort = "relevance") -> list[int]:
    answer = fulltext.search(parse(query, typing=typing), nobody, sort=sort)
    assert answer.total == len(answer.rows) == len(answer.ids())
    return [one for one, _ in answer.rows]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("zebra", {13}),
        ("troops", {11, 12, 14}),
        ("troop ukraine", {11, 12}),
        ("milanovic", {12}),
        ("Milanović", {12}),
        ("meloni", {11}),
        ("cease-fire", {11, 12}),
        ("ceasefire", {11, 12}),
        ("possible", {13, 14}),
        ("中国", {12}),
        ("国人", {12}),
        ("民", {12}),
        ('"国人民"', {12}),
        ("人国", set()),
        ('"sending troops"', {11}),
        ('"troops sending"', set()),
        ('"troops sending"~0', {11}),
        ('"government ukraine"~4', set()),
        ('"government ukraine"~5', {11}),
        ('"european union"', {12}),
        ('"union european"~2', {12}),
        ('"union european"~3', {12, 13}),
        ("euro*", {12, 13}),
        ("elections*", {14}),
        ("*tion", {14}),
        ("z?bra", {13}),
        ("zebar~", {13}),
        ("zxbxa~2", {13}),
        ("title:troops", {11}),
        ("body:zebra", set()),
        ("by:berg", {11}),
        ("source:post", {12}),
        ('source:"Sample Wire"', {11}),
        ("date:2025-03", {11}),
        ("date:2025", {11, 12}),
        ("date:<2025", {14}),
        ("date:..2025-04-01", {11, 14}),
        ("-troops", {13}),
        ("NOT (troops OR zebra)", set()),
        ("-date:2025", {13, 14}),
        ("troops -ukraine", {14}),
        ("zebra OR milanovic", {12, 13}),
        ("(zebra OR troops) european", {12, 13}),
        ("nothingofthekind", set()),
        ("troops nothingofthekind", set()),
        ("", {11, 12, 13, 14}),
    ],
)
def test_a_query_finds_what_it_asks_for(fulltext: FullText, query: str, expected: set[int]) -> None:
    assert set(found(fulltext, query)) == expected


def test_the_last_word_is_a_prefix_while_typing(fulltext: FullText) -> None:
    assert set(found(fulltext, "meloni tro", typing=True)) == {11}
    assert set(found(fulltext, "meloni tro")) == set()
    assert set(found(fulltext, '"sending tro', typing=True)) == {11}


def test_the_form_that_was_typed_ranks_before_other_forms(tmp_path: Path) -> None:
    fulltext = FullText.create(tmp_path)
    forms = ["oppose", "opposes", "opposed", "opposing"]
    fulltext.update([Article("", f"they {form} the plan", id=number) for number, form in enumerate(forms)])
    for number, form in enumerate(forms):
        assert found(fulltext, form)[0] == number
        assert set(found(fulltext, form)) == {0, 1, 2, 3}


def test_a_word_in_the_title_ranks_before_one_in_the_body(tmp_path: Path) -> None:
    fulltext = FullText.create(tmp_path)
    fulltext.update([Article("one", "troops here", id=1), Article("troops", "one here", id=2)])
    assert found(fulltext, "troops") == [2, 1]


def test_results_sort_by_date_with_undated_ones_last_either_way(fulltext: FullText) -> None:
    assert found(fulltext, "", sort="newest") == [12, 11, 14, 13]
    assert found(fulltext, "", sort="oldest") == [14, 11, 12, 13]


@pytest.mark.parametrize("sort", ["newest", "oldest", "relevance"])
@pytest.mark.parametrize("query", ["", "-date:2024", "alpha OR -alpha"])
def test_an_order_that_is_kept_is_the_order_that_was_looked_for(fulltext: FullText, sort: Sort, query: str) -> None:
    first = found(fulltext, query, sort=sort)
    assert all(found(fulltext, query, sort=sort) == first for _ in range(20))


def test_everything_comes_newest_first(fulltext: FullText) -> None:
    assert found(fulltext, "") == [12, 11, 14, 13]


def test_a_page_is_a_part_of_the_whole_and_the_total_is_exact(fulltext: FullText) -> None:
    everything = fulltext.search(parse("troops OR zebra"), nobody, limit=10)
    page = fulltext.search(parse("troops OR zebra"), nobody, limit=2, offset=1)
    assert page.rows == everything.rows[1:3]
    assert page.total == 4
    assert sorted(page.ids()) == [11, 12, 13, 14]
    assert fulltext.search(parse("troops"), nobody, limit=0).rows == ()
    assert fulltext.search(parse("troops"), nobody, offset=99).rows == ()


def test_pages_of_many_equal_scores_do_not_overlap(tmp_path: Path) -> None:
    fulltext = FullText.create(tmp_path)
    fulltext.update([Article("", "same words", id=number) for number in range(700)])
    pages = [fulltext.search(parse("words"), nobody, limit=50, offset=start).rows for start in range(0, 700, 50)]
    assert [one for page in pages for one, _ in page] == list(range(700))


def test_filters_on_a_position_are_asked_together(fulltext: FullText) -> None:
    archive = Archive({("holder:meloni", "stance:opposes", "about:troops"): {11, 99}, ("is:unread",): {11, 12}})
    answer = fulltext.search(parse("holder:meloni is:unread stance:opposes about:troops ukraine"), archive)
    assert answer.ids() == [11]


def test_filters_in_parentheses_speak_of_another_position(fulltext: FullText) -> None:
    archive = Archive({("holder:a", "stance:opposes"): {11, 12}, ("holder:b", "stance:supports"): {12, 13}})
    answer = fulltext.search(parse("(holder:a stance:opposes) (holder:b stance:supports)"), archive)
    assert answer.ids() == [12]


def test_a_choice_between_holders_is_of_the_one_position(fulltext: FullText) -> None:
    archive = Archive({("stance:opposes", "holder:a"): {11}, ("stance:opposes", "holder:b"): {13}})
    answer = fulltext.search(parse("(holder:a OR holder:b) stance:opposes"), archive)
    assert set(answer.ids()) == {11, 13}


def test_a_filter_can_be_left_out(fulltext: FullText) -> None:
    assert set(fulltext.search(parse("-entity:nato"), Archive({("entity:nato",): {11, 12}})).ids()) == {13, 14}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zebrra", "zebra"),
        ("trops ukraine", "troops ukraine"),
        ("Milanovci", "milanovic"),
        ("title:trops", "title:troops"),
        ("troops", None),
        ("troop", None),
        ("qqqqqqqq", None),
        ("-zebrra", None),
        ("", None),
    ],
)
def test_unknown_words_are_exchanged_for_like_ones(fulltext: FullText, typed: str, meant: str | None) -> None:
    assert fulltext.suggest(parse(typed)) == meant


def test_a_phrase_whose_last_word_is_a_prefix_of_many_words(tmp_path: Path) -> None:
    fulltext = FullText.create(tmp_path)
    texts = ["the tall tree", "tree the small", "the then tall", "a the thing the tent", "thespian"]
    fulltext.update([Article("", text, id=number) for number, text in enumerate(texts)])
    assert set(found(fulltext, '"the t', typing=True)) == {0, 1, 2, 3}, "a single letter is no word of it yet"
    assert set(found(fulltext, '"the t"', typing=True)) == set()
    assert set(found(fulltext, '"the th', typing=True)) == {2, 3}
    assert set(found(fulltext, '"the te', typing=True)) == {3}
    assert set(found(fulltext, '"the zz', typing=True)) == set()
