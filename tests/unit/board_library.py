"""A library whose articles say just what a test wants said, for the tests of the board."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from index.article import Analysis, Article, Entity, Holder, Label, Passage, Position, Span, Stance
from index.board.board import Boards
from index.store import FileState, Store
from index.undo import Undo


@dataclass(frozen=True)
class Said:
    """One sentence: somebody says something about a target; ``cue`` may hold when (*had said*)."""

    holder: str
    stance: Stance
    target: str
    cue: str = "said"
    confidence: float = 0.9
    words: str = "the matter of {} is one to be spoken of"


@dataclass(frozen=True)
class Told:
    """An article: its day, what is said in it, and the names in it (kind, forms; the first form is the name).

    ``titled`` stands before the names of people (*Croatian President*).
    """

    day: str | None
    said: Sequence[Said] = ()
    names: Sequence[tuple[Label, Sequence[str]]] = ()
    source: str = "Sample Wire"
    analysed: bool = True
    copy_of: str | None = None
    titled: str = ""


def article_and_analysis(told: Told, title: str) -> tuple[Article, Analysis]:
    """The text that ``told`` makes, and its analysis with true offsets."""
    text, positions = "", []
    for each in told.said:
        start = len(text)
        statement = each.words.format(each.target)
        text += f"{each.holder} {each.cue} that {statement}. "
        cue = text.index(each.cue, start + len(each.holder))
        at = text.index(statement, cue)
        target = text.index(each.target, at) if each.target else None
        positions.append(
            Position(
                Holder(each.holder, (Span(start, start + len(each.holder)),)),
                Passage.of(text, [(cue, cue + len(each.cue))]),
                Passage.of(text, [(at, at + len(statement))]),
                "indirect",
                each.stance,
                Passage.of(text, [(target, target + len(each.target))]) if target is not None else None,
                each.confidence,
            )
        )
    entities = []
    for label, forms in told.names:
        spans = []
        for form in forms:
            text += told.titled if label == "PERSON" else ""
            spans.append(Span(len(text), len(text) + len(form)))
            text += f"{form} was there. "
        entities.append(Entity(forms[0], label, tuple(spans)))
    published = datetime.fromisoformat(told.day) if told.day else None
    address = f"https://news.example.org/{title}"
    return Article(title, text, source=told.source, published=published, url=address), Analysis(
        tuple(entities), tuple(positions)
    )


class Library:
    """A library of a few articles, by title; its board's query finds the articles whose titles it names."""

    def __init__(self, folder: Path, articles: dict[str, Told]) -> None:
        self.store = Store(folder, create=True)
        self.undo = Undo(self.store.database)
        self.boards = Boards(self.store, self.undo, self.find)
        self.tell(articles)

    def tell(self, articles: dict[str, Told]) -> None:
        """Add these articles, or change those of the same title."""
        made = {title: article_and_analysis(told, title) for title, told in articles.items()}
        self.store.put(
            (FileState(f"/{title}", 0, 0, title.encode(), 1), [article]) for title, (article, _) in made.items()
        )
        self.analyse({title: analysis for title, (_, analysis) in made.items() if articles[title].analysed})
        with self.store.database.transaction() as connection:
            for title, told in articles.items():
                if told.copy_of:
                    pair = (self.id(title), self.id(told.copy_of))
                    connection.execute("INSERT INTO copy_of (article, original) VALUES (?, ?)", pair)

    def analyse(self, analyses: dict[str, Analysis]) -> None:
        """Store these analyses."""
        self.store.put_analyses(
            1,
            [
                (self.id(title), self.store.article(self.id(title)).text, analysis, None)
                for title, analysis in analyses.items()
            ],
        )

    def id(self, title: str) -> int:
        """The id of the article of this title."""
        rows = self.store.database.connection.execute("SELECT id FROM article WHERE title = ?", (title,))
        return int(rows.fetchone()[0])

    def find(self, query: str) -> np.ndarray:
        """The ids of the articles whose titles ``query`` names."""
        return np.array([self.id(title) for title in query.split()], np.int64)

    def anew(self) -> Boards:
        """The board as another process sees it."""
        return Boards(self.store, self.undo, self.find)


def people(*names: str) -> tuple[tuple[Label, tuple[str, ...]], ...]:
    """These people, each by one name."""
    return tuple(("PERSON", (name,)) for name in names)


def holders(boards: Boards, *arguments: object, **named: object) -> dict[str, tuple[str, ...]]:
    """Name -> other names, of the holders that the board has."""
    from index.board.model import Question

    question = arguments[0] if arguments else Question(**named)  # type: ignore[arg-type]
    return {row.name: row.aliases for row in boards.ask(question).rows}  # type: ignore[arg-type]


def names(rows: Iterable[object]) -> list[str]:
    """The names of holders or topics, in order."""
    return [row.name for row in rows]  # type: ignore[attr-defined]
