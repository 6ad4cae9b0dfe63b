"""A library for measuring the reader: any number of articles to search, some of 50 KB to step through, one of 10 MB."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random

from index import analysis
from index.article import Analysis, Article, Entity, Holder, Label, Passage, Position, Span, Stance
from index.catchup import Catchup
from index.lock import writing
from index.store import FileState, Store
from tests.benchmarks.search_corpus import Corpus

LONG, HUGE = 50_000, 10_000_000
LONG_ARTICLES = 40
LONG_WORD, HUGE_WORD = "steppingstone", "mountainrange"
"""Words that stand in the titles of the long articles, and of the huge one, and nowhere else."""
_PEOPLE = ("Mira Tolvanen", "Ilse Brandt", "Jon Abara", "Ana Ruiz", "Per Lindqvist", "Noor Haddad")
_BODIES = ("Harbour Board", "Karso Assembly", "Dockers' Union", "Estuary Council")
_STANCES: tuple[Stance, ...] = ("supports", "opposes", "conditional", "neutral")
_ENTITIES: tuple[tuple[str, Label], ...] = tuple((name, "PERSON") for name in _PEOPLE) + tuple(
    (name, "ORG") for name in _BODIES
)


def make(folder: Path, articles: int) -> Path:
    """Fill a new library in ``folder`` with ``articles`` to search and those to read."""
    folder.mkdir(parents=True)
    store, corpus = Store(folder, create=True), Corpus()
    with writing(folder):
        for batch in corpus.batches(articles):
            store.put(_filed([replace(article, id=None) for article in batch]))
            Catchup(folder, store, lambda event: None).replay()
        read = [_long(number, corpus) for number in range(LONG_ARTICLES)] + [_huge(corpus)]
        store.put(_filed([article for article, _ in read]))
        Catchup(folder, store, lambda event: None).replay()
        by_text = {article.text: found for article, found in read}
        while ids := store.unanalysed(analysis.VERSION, 500):
            store.put_analyses(
                analysis.VERSION,
                (
                    (number, each.text, by_text.get(each.text, Analysis()), None)
                    for number, each in store.articles(ids).items()
                ),
            )
    store.close()
    return folder


def _filed(articles: list[Article]) -> list[tuple[FileState, list[Article]]]:
    return [
        (FileState(f"/articles/{hash(article.text):x}.txt", 1, 1, str(hash(article.text)).encode(), 1), [article])
        for article in articles
    ]


def _long(number: int, corpus: Corpus) -> tuple[Article, Analysis]:
    """An article of 50 KB that names somebody in most sentences and has a position in every third."""
    random = Random(number)
    pieces: list[str] = []
    mentions: dict[str, list[Span]] = {}
    positions: list[Position] = []
    size = 0
    while size < LONG:
        name, _ = random.choice(_ENTITIES)
        words = " ".join(corpus.words[random.randrange(30, 4000)] for _ in range(random.randrange(9, 24)))
        sentence = f"{name} said that {words}. "
        mentions.setdefault(name, []).append(Span(size, size + len(name)))
        if random.random() < 0.33:
            positions.append(_position(size, name, words, random.choice(_STANCES)))
        pieces.append(sentence if random.random() < 0.8 else sentence.rstrip() + "\n\n")
        size += len(pieces[-1])
    entities = tuple(Entity(name, label, tuple(mentions[name])) for name, label in _ENTITIES if name in mentions)
    article = Article(
        f"{LONG_WORD} {number}", "".join(pieces), source="Bench", published=datetime.fromisoformat("2025-01-01")
    )
    return article, Analysis(entities, tuple(positions))


def _position(start: int, name: str, words: str, stance: Stance) -> Position:
    cue = start + len(name) + 1
    statement = cue + len("said that ")
    first = words.split()[0]
    return Position(
        Holder(name, (Span(start, start + len(name)),)),
        Passage("said that", (Span(cue, cue + 9),)),
        Passage(words, (Span(statement, statement + len(words)),)),
        "indirect",
        stance,
        Passage(first, (Span(statement, statement + len(first)),)),
        0.8,
        rule="said",
    )


def _huge(corpus: Corpus) -> tuple[Article, Analysis]:
    article, _ = _long(10_000, corpus)
    text = article.text * (HUGE // len(article.text) + 1)
    return Article(HUGE_WORD, text[:HUGE], source="Bench", published=datetime.fromisoformat("2024-01-01")), Analysis()
