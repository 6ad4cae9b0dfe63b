"""Whatever is asked of the board, its counts are those of a plain look at every position."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import STANCES
from index.board.columns import NOTHING, Columns, day_of
from index.board.model import KINDS, ORDERS, Question
from index.board.picture import Picture
from tests.unit.board_library import Library, Said, Told, people

HOLDERS = ("Ada Lovelace", "Bo Ek", "Cleo Dahl", "an aide")
NAMES = people(*HOLDERS[:3])
THINGS = ("wind farm", "school", "harbour bridge")
OUTLETS = ("One", "Two")
FIRST, LAST = date(2025, 1, 1).toordinal(), date(2025, 3, 1).toordinal()


def told(rng: random.Random, earlier: list[str]) -> Told:
    """An article by chance; some have no date, some print the text of an earlier one."""
    said = [
        Said(rng.choice(HOLDERS), rng.choice(STANCES), rng.choice(THINGS), confidence=round(rng.uniform(0.3, 1), 3),
             words=f"the matter of {{}} is number {rng.randrange(10**6)} to be spoken of")
        for _ in range(rng.randrange(6))
    ]  # fmt: skip
    day = None if rng.random() < 0.1 else date.fromordinal(rng.randrange(FIRST, LAST)).isoformat()
    copy = rng.choice(earlier) if earlier and rng.random() < 0.2 else None
    return Told(day, said, NAMES, rng.choice(OUTLETS), copy_of=copy)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    rng, originals, articles = random.Random(23), list[str](), dict[str, Told]()
    for number in range(60):
        articles[f"a{number}"] = each = told(rng, originals)
        if each.copy_of is None:
            originals.append(f"a{number}")
    library = Library(tmp_path_factory.mktemp("library"), articles)
    yield library
    library.store.close()


def covered(columns: Columns, question: Question) -> list[int]:
    """The places of the articles that a question covers, one of those that print one text."""
    wanted = {int(title[1:]) + 1 for title in question.query.split()}
    found: dict[int, int] = {}
    for place, number in enumerate(columns.ids.tolist()):
        day = int(columns.day[place])
        if (
            (not question.query or number in wanted)
            and (question.source is None or columns.sources[columns.source[place]] == question.source)
            and (question.since is None or day >= question.since.toordinal())
            and (question.until is None or 0 < day <= question.until.toordinal())
        ):
            original = int(columns.original[place])
            if original not in found or number == original:
                found[original] = place
    return sorted(found.values())


def positions(picture: Picture, question: Question, articles: list[int]) -> list[int]:
    """The positions that a question asks for, those whom nobody named holds left out."""
    columns = picture.columns
    kinds = [picture.holders[place].kind for place in range(len(picture.holders))]
    return [
        row
        for row, article in enumerate(columns.article.tolist())
        if article in articles
        and picture.holder[row] != NOTHING
        and (question.stance is None or STANCES[columns.stance[row]] == question.stance)
        and (question.topic is None or picture.topics[picture.topic[row]].id == question.topic)
        and (kinds[picture.holder[row]] == question.kind if question.kind else kinds[picture.holder[row]] != "other")
        and (question.holder.casefold() in picture.holders[picture.holder[row]].name.casefold())
    ]


def moved(picture: Picture, rows: list[int]) -> set[tuple[int, int]]:
    """Before and after of all movement among these positions."""
    days: dict[tuple[int, int], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(set(rows) & set(picture.telling.row.tolist())):
        day = int(picture.columns.day[picture.columns.article[row]])
        days[int(picture.holder[row]), int(picture.topic[row])][day].append(row)
    stance, found = picture.columns.stance, set()
    for by_day in days.values():
        agreed = [same for _, same in sorted(by_day.items()) if len({int(stance[row]) for row in same}) == 1]
        found |= {
            (one[-1], other[0]) for one, other in pairwise(agreed)
            if stance[one[-1]] != stance[other[0]]
        }  # fmt: skip
    return found


questions = st.builds(
    Question,
    query=st.one_of(st.just(""), st.sets(st.integers(0, 59), min_size=1).map(lambda s: " ".join(f"a{n}" for n in s))),
    stance=st.one_of(st.none(), st.sampled_from(STANCES)),
    kind=st.one_of(st.none(), st.sampled_from(KINDS)),
    topic=st.one_of(st.none(), st.integers(0, 2).map(str)),
    source=st.one_of(st.none(), st.sampled_from(OUTLETS)),
    since=st.one_of(st.none(), st.integers(FIRST, LAST).map(date.fromordinal)),
    until=st.one_of(st.none(), st.integers(FIRST, LAST).map(date.fromordinal)),
    sort=st.sampled_from(ORDERS),
    changes_only=st.booleans(),
    holder=st.sampled_from(("", "", "bo", "lovelace")),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=questions)
def test_a_board_counts_as_a_plain_look_at_every_position_does(library: Library, question: Question) -> None:
    topics = sorted(topic.id for topic in library.boards.topics(Question()))
    if question.topic is not None:
        question = Question(**{**{name: getattr(question, name) for name in Question.__slots__},
                               "topic": topics[int(question.topic) % len(topics)]})  # fmt: skip
    picture = library.boards._asking.picture()
    columns = picture.columns
    articles = covered(columns, question)
    rows = positions(picture, question, articles)
    moves = moved(picture, [row for row in rows if question.stance is None])
    movers = {int(picture.holder[after]) for _, after in moves}

    by_holder: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        by_holder[int(picture.holder[row])].append(row)
    shown = {place: own for place, own in by_holder.items() if not question.changes_only or place in movers}

    def day(row: int) -> int:
        return int(columns.day[columns.article[row]])

    def weight(place: int) -> int:
        return {"name": 0, "number": -len(shown[place]), "recency": -max(map(day, shown[place]))}[question.sort]

    board = library.boards.ask(question)
    places = sorted(shown, key=lambda place: (weight(place), place))
    assert [row.id for row in board.rows] == [picture.holders[place].id for place in places]
    assert (board.articles, board.total) == (len(articles), len(places))
    for row, place in zip(board.rows, places, strict=True):
        own = shown[place]
        counts = Counter(STANCES[columns.stance[each]] for each in own)
        tally = row.tally
        assert [getattr(tally, stance) for stance in STANCES] == [counts[stance] for stance in STANCES]
        assert tally.lowest_confidence == round(float(min(columns.confidence[own])), 3)
        days = [day_of(day(each)) for each in own if day(each)]
        assert (row.first, row.last) == ((min(days), max(days)) if days else (None, None))
        assert row.moved == (place in movers)
        assert sum(row.trend) == len(days)

    found = library.boards.movements(question)
    at = {(int(columns.ids[article]), int(number)): row
          for row, (article, number) in enumerate(zip(columns.article, columns.number, strict=True))}  # fmt: skip
    sides = {tuple(at[each.article_id, each.number] for each in (move.before, move.after)) for move in found}
    assert (sides, len(found)) == (moves, len(moves))

    statements = library.boards.statements(question)
    assert [at[each.article_id, each.number] for each in statements] == rows
    asked = library.boards._asking.ask(question)
    tallies = asked.chosen.tallies.tally
    for pair, (holder, topic) in enumerate(zip(picture.pairs.holders, picture.pairs.topics, strict=True)):
        own = [row for row in by_holder[int(holder)] if picture.topic[row] == topic]
        assert tallies(pair).total == len(own)
        if holder != NOTHING and topic != NOTHING:
            assert np.array_equal(asked.rows_of(int(holder), int(topic)), own)


def test_the_library_has_what_questions_can_go_wrong_about(library: Library) -> None:
    board = library.boards.ask(Question())
    assert board.copies > 5
    assert len(library.boards.movements(Question())) > 5
    assert any(
        library.boards.missing(Question()) or statement.copies for statement in library.boards.statements(Question())
    )
    assert {row.kind for row in library.boards.ask(Question(kind="other")).rows} == {"other"}
