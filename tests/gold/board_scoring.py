"""Score the board on the sample articles: who is who, what is about what, and who moved (see README).

`python tests/gold/board_scoring.py` prints all scores and what is still wrong.
"""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import scoring

from index.article import Analysis, Holder, Passage, Position, Span
from index.board.board import Boards
from index.board.columns import NOTHING, Columns
from index.board.gather import gather
from index.board.identity import same_names
from index.board.model import Movement, Question
from index.board.movement import moves, telling
from index.board.pairs import Pairs
from index.board.picture import take
from index.board.topics import find_topics
from index.store import FileState, Store
from index.undo import Undo

RIVER = ("filling", "slower", "treaty")
"""Topics that a reader would take for one matter: the filling, its slower form, and the treaty that settles it."""
Claim = tuple[str, str, str, str, str, str]
"""Holder, kind, stance before and its date, stance after and its date."""


def b_cubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """The B-cubed F1 of two groupings of the same items (Bagga and Baldwin 1998)."""
    both, gold_sizes, found_sizes = defaultdict(int), defaultdict(int), defaultdict(int)
    for one, other in zip(gold, found, strict=True):
        both[one, other] += 1
        gold_sizes[one] += 1
        found_sizes[other] += 1
    precision = sum(count * count / found_sizes[other] for (_, other), count in both.items()) / len(gold)
    recall = sum(count * count / gold_sizes[one] for (one, _), count in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def pairwise_f1(gold: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """F1 over pairs of items that share a group; an item found in no group is ``None`` and pairs with none."""
    right = missed = spurious = 0
    for one, other in combinations(range(len(gold)), 2):
        same = gold[one] == gold[other]
        joined = found[one] is not None and found[one] == found[other]
        right += same and joined
        missed += same and not joined
        spurious += joined and not same
    return 2 * right / max(1, 2 * right + missed + spurious)


def library(folder: Path, analyses: Mapping[str, Analysis]) -> Store:
    """A library of the sample articles with these analyses, by file name."""
    store = Store(folder, create=True)
    files = []
    for number, (name, article) in enumerate(scoring.articles().items()):
        files.append((FileState(f"/{name}", 0, 0, bytes([number]), 1), [article]))
    store.put(files)
    ids = {row[0][1:]: row[1] for row in store.database.connection.execute("SELECT path, id FROM article")}
    store.put_analyses(
        1, [(ids[name], scoring.articles()[name].text, analysis, None) for name, analysis in analyses.items()]
    )
    return store


@cache
def system_columns() -> Columns:
    """The board's columns of the sample articles as they are analysed now."""
    with tempfile.TemporaryDirectory() as folder:
        store = library(Path(folder), scoring.analyses())
        columns = gather(store.database)
        store.close()
    return columns


def names_grouped() -> tuple[list[str], list[Hashable]]:
    """For each labelled mention, who is meant, and the group that the board puts its entity's name in."""
    columns = system_columns()
    numbers = {name: number for number, name in enumerate(columns.names.all())}
    groups = same_names(columns)
    bearers = {(row["words"], row["article"]): row["who"] for row in scoring.rows("board_identity.tsv")}
    gold: list[str] = []
    found: list[Hashable] = []
    for row in scoring.rows("entities.tsv"):
        who = bearers.get((row["words"], row["article"])) or bearers.get((row["words"], None))
        if who is None:
            continue
        span = scoring.place(scoring.articles()[row["article"]].text, row["words"], int(row["nth"]))
        entities = scoring.analyses()[row["article"]].entities
        name = next((each.name for each in entities if span in each.mentions), None)
        gold.append(who)
        found.append(groups[numbers[name]] if name is not None else ("missed", row["article"], span))
    return gold, found


def gold_analyses() -> tuple[dict[str, Analysis], list[dict[str, str]]]:
    """Analyses whose positions are those labelled by hand, the entities as the analysis finds them; and the rows."""
    rows = scoring.rows("board_positions.tsv")
    positions: dict[str, list[Position]] = defaultdict(list)
    for row in rows:
        text = scoring.articles()[row["article"]].text
        target = scoring.place(text, row["words"], int(row["nth"]))
        positions[row["article"]].append(
            Position(
                holder=Holder(row["holder"], (target,)),
                cue=None,
                statement=Passage.of(text, [_sentence(text, target)]),
                quotation="indirect",
                stance=row["stance"],
                target=Passage.of(text, [target]),
                confidence=1.0,
            )
        )
    analyses = {name: replace(each, positions=tuple(positions[name])) for name, each in scoring.analyses().items()}
    in_order = {name: [row for row in rows if row["article"] == name] for name in analyses}
    return analyses, [row for name in analyses for row in in_order[name]]


def _sentence(text: str, span: Span) -> Span:
    starts = [match.end() for match in re.finditer(r"[.!?][\"”’]?\s+|\n\n", text[: span.start])]
    end = re.compile(r"[.!?][\"”’]?(?=\s|$)|\n\n").search(text, span.end)
    return Span(starts[-1] if starts else 0, end.start() if end else len(text))


@cache
def gold_columns() -> tuple[Columns, tuple[dict[str, str], ...]]:
    """The board's columns of the positions labelled by hand, and by position the row of the gold set."""
    analyses, rows = gold_analyses()
    with tempfile.TemporaryDirectory() as folder:
        store = library(Path(folder), analyses)
        columns = gather(store.database)
        paths = {row[1]: row[0][1:] for row in store.database.connection.execute("SELECT path, id FROM article")}
        store.close()
    by_place = {}
    for name in analyses:
        of_article = [row for row in rows if row["article"] == name]
        by_place |= {(name, number): row for number, row in enumerate(of_article)}
    ids = columns.ids[columns.article].tolist()
    ordered = [by_place[paths[id_], number] for id_, number in zip(ids, columns.number.tolist(), strict=True)]
    recalled = np.array([row["when"] == "recalled" for row in ordered])
    return replace(columns, recalled=recalled, firm=np.ones_like(recalled)), tuple(ordered)


def topics_grouped() -> tuple[list[str], list[int | None]]:
    """For each labelled position its topic, and the one that the board finds."""
    columns, rows = gold_columns()
    _, topic = find_topics(columns)
    return [row["topic"] for row in rows], [None if place == NOTHING else place for place in topic.tolist()]


def moved_on_gold() -> set[Claim]:
    """The movement that the board finds where positions and topics are those labelled by hand."""
    columns, rows = gold_columns()
    matters = sorted({_matter(row["topic"]) for row in rows})
    topic = np.array([matters.index(_matter(row["topic"])) for row in rows], np.int32)
    with tempfile.TemporaryDirectory() as folder:
        store = library(Path(folder), gold_analyses()[0])
        picture = take(store.database)
        store.close()
    _, pair = Pairs.among(picture.holder, topic)
    told = telling(columns, picture.holders, picture.holder, topic, pair)
    found = moves(told, np.ones(len(columns.ids), np.bool_))
    claims = set()
    for before, after, contradiction in zip(found.before, found.after, found.contradiction, strict=True):
        days = [date.fromordinal(int(columns.day[columns.article[place]])).isoformat() for place in (before, after)]
        kind = "contradiction" if contradiction else "change"
        claims.add((
            rows[before]["holder"], kind, rows[before]["stance"], days[0], rows[after]["stance"], days[1]
        ))  # fmt: skip
    return claims


def _matter(topic: str) -> str:
    return "river" if topic in RIVER else topic


def planted() -> set[Claim]:
    """The movement that the articles tell of."""
    return {
        (row["holder"], row["kind"], row["before"], row["since"], row["after"], row["date"])
        for row in scoring.rows("board_movements.tsv")
    }


def moved_in_library(folder: Path) -> tuple[Movement, ...]:
    """The movement that the board finds in a library of the sample articles, analysed by itself."""
    store = Store(folder)
    found = Boards(store, Undo(store.database), lambda _: np.zeros(0, np.int64)).movements(Question())
    store.close()
    return found


def compared(found: tuple[Movement, ...]) -> tuple[set[Claim], list[Movement], set[Claim]]:
    """Planted movement that was found, movement that is false, planted movement that was missed.

    Movement is right that goes from one of a planted one's stances to its other between the same articles or within
    them: the days on which a reader's statement lies may differ from those of the one that was recognised.
    """
    right: set[Claim] = set()
    false: list[Movement] = []
    for each in found:
        before, after = each.before.published, each.after.published
        claims = {claim for claim in planted() if _is(each, claim)} if before and after else set()
        right |= claims
        false += [] if claims else [each]
    return right, false, planted() - right


def _is(found: Movement, claim: Claim) -> bool:
    holder, _, before, _, after, day = claim
    if (found.holder, found.after.stance) != (holder, after) or not found.before.published or not found.after.published:
        return False
    fits = found.before.stance == before or (before == "conditional" and found.before.stance != after)
    return fits and found.before.published.isoformat()[:10] <= day <= found.after.published.isoformat()[:10]


def main() -> None:
    """Print the scores and what is wrong."""
    gold, found = names_grouped()
    print(f"identity: B-cubed F1 {b_cubed(gold, found):.3f} over {len(gold)} mentions of {len(set(gold))}")
    topics, places = topics_grouped()
    print(f"topics: pairwise F1 {pairwise_f1(topics, places):.3f} over {len(topics)} positions on {len(set(topics))}")
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for (_, row), place in zip(enumerate(gold_columns()[1]), places, strict=True):
        groups[place].append(f"{row['topic']}: {row['words'][:50]} ({row['article'][:18]})")
    for place, members in groups.items():
        print(f"  {place}: {len(members)}")
        for member in sorted(set(members)):
            print(f"      {member}")
    print("movement on gold positions and topics")
    for claim in sorted(planted() - moved_on_gold()):
        print("  missed", *claim)
    for claim in sorted(moved_on_gold() - planted()):
        print("  false ", *claim)
    with tempfile.TemporaryDirectory() as folder:
        library(Path(folder), scoring.analyses()).close()
        right, false, missed = compared(moved_in_library(Path(folder)))
    print(f"movement in the analysis: {len(right)} of {len(planted())} found, {len(false)} false")
    for claim in sorted(missed):
        print("  missed", *claim)
    for each in false:
        print(
            f"  false  {each.holder}, {each.topic}: {each.before.stance} {each.before.published} {each.before.text!r}"
        )
        print(f"         {each.after.stance} {each.after.published} {each.after.text!r}")


if __name__ == "__main__":
    main()
