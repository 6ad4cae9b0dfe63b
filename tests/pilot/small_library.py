"""A library of a few articles with analyses made by hand: real store and index, no model, the same on every run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from index import analysis
from index.article import Analysis, Article, Entity, Holder, Label, Passage, Position, Quotation, Span, Stance
from index.catchup import Catchup
from index.lock import writing
from index.store import FileState, Store

HARBOUR = (
    "ELSINE, 12 April — Mara Tolvanen, who speaks for the dockers of Port Elsine, rejected the plan for a"
    ' second crane hall on Saturday. "We will not load a single ship for it," she told several hundred '
    "people at the gate.\n"
    "\n"
    "The Harbour Board insists on the hall. Its chair, Jon Adeyemi-Køhl, said that the port could not do "
    "without it, and that jobs would follow.\n"
    "\n"
    "Mayor Édith Saarinen kept her options open: the city would support the hall if the board paid for "
    'the road to it. Tolvanen called the offer "a road to nowhere".\n'
    "\n"
    '"The hall is paid for by those who lose their work," Tolvanen said later, and the dockers\' union '
    "voted for a strike.\n"
)
VALLEY = (
    "KARSO — The Valley Assembly backs the new dam at Karso by a narrow majority, its speaker Oleg Ranta "
    "announced.\n"
    "\n"
    'Farmers of the lower valley oppose it. "Water that is stored is water that does not come," said Ilse'
    " Brandt, whose fields lie below the wall. 気候研究所 (the Climate Institute) reported that the river had "
    "lost a tenth of its flow, and معهد المناخ published the same figures. Nobody laughed 👩\u200d👩\u200d👧 when "
    'Ranta promised "rain on order".\n'
)
HOSTILE = (
    "A\x1b]52;c;UFdORUQ=\x07 plain [bold]word[/bold] [/x] [@click=app.quit]here[/] \x1b[2J\u202eevil\u202c \x9b31m end."
)


def position(
    text: str, holder: str | None, cue: str, statement: str, stance: Stance, target: str = "",
    *, name: str = "", quotation: Quotation = "indirect", confidence: float = 0.8,
) -> Position:  # fmt: skip
    """A position of ``text``, its parts found by their words."""

    def at(words: str, start: int = 0) -> tuple[Span, ...]:
        found = text.index(words, start)
        return (Span(found, found + len(words)),)

    where = at(statement)
    near = max(0, where[0].start - 400)
    return Position(
        holder=Holder(name or holder, at(holder, near)) if holder else None,
        cue=Passage.of(text, at(cue, near)) if cue else None,
        statement=Passage.of(text, where),
        quotation=quotation,
        stance=stance,
        target=Passage.of(text, at(target, where[0].start)) if target else None,
        confidence=confidence,
    )


def entity(text: str, name: str, label: Label, *aliases: str) -> Entity:
    """An entity with every mention of its name and aliases."""
    spans = set()
    for words in (name, *aliases):
        start = text.find(words)
        while start >= 0:
            spans.add(Span(start, start + len(words)))
            start = text.find(words, start + 1)
    return Entity(name, label, tuple(sorted(spans)))


def _harbour() -> Analysis:
    tolvanen, hall = "Mara Tolvanen", "a second crane hall"
    return Analysis(
        (
            entity(HARBOUR, "Elsine", "GPE", "ELSINE"),
            entity(HARBOUR, tolvanen, "PERSON", "Tolvanen"),
            entity(HARBOUR, "Harbour Board", "ORG"),
            entity(HARBOUR, "Jon Adeyemi-Køhl", "PERSON"),
            entity(HARBOUR, "Édith Saarinen", "PERSON"),
        ),
        (
            position(HARBOUR, tolvanen, "rejected", "the plan for a second crane hall", "opposes", hall),
            position(
                HARBOUR, "she", "told", "We will not load a single ship for it", "opposes",
                name=tolvanen, quotation="direct", confidence=0.91,
            ),
            position(HARBOUR, "The Harbour Board", "insists on", "the hall", "supports", name="Harbour Board"),
            position(
                HARBOUR, "Jon Adeyemi-Køhl", "said that", "the port could not do without it", "supports", "it",
            ),
            position(
                HARBOUR, "Édith Saarinen", "kept her options open",
                "the city would support the hall if the board paid for the road to it", "conditional", "the hall",
            ),
            position(
                HARBOUR, "Tolvanen", "called", '"a road to nowhere"', "opposes", name=tolvanen, quotation="direct",
            ),
            position(HARBOUR, None, "", "the dockers' union voted for a strike", "neutral"),
        ),
    )  # fmt: skip


def _valley() -> Analysis:
    return Analysis(
        (
            entity(VALLEY, "Oleg Ranta", "PERSON", "Ranta"),
            entity(VALLEY, "Ilse Brandt", "PERSON"),
            entity(VALLEY, "気候研究所", "ORG"),
            entity(VALLEY, "معهد المناخ", "ORG"),
            entity(VALLEY, "Karso", "LOC"),
        ),
        (
            position(VALLEY, "The Valley Assembly", "backs", "the new dam at Karso", "supports", "the new dam"),
            position(
                VALLEY, "Ilse Brandt", "said", "Water that is stored is water that does not come", "opposes",
                quotation="direct",
            ),
        ),
    )  # fmt: skip


def _day(month: int, day: int) -> datetime:
    return datetime(2025, month, day, tzinfo=UTC).replace(tzinfo=None)


def filler(number: int) -> Article:
    """One of many articles that are there to be scrolled past."""
    text = "\n\n".join(
        f"Paragraph {part} of note {number} tells of weather and of the harbour." for part in range(1, 9)
    )
    return Article(f"Harbour note {number}", text, source="Elsine Diary", published=_day(1, 1 + number % 28))


ARTICLES: tuple[tuple[Article, Analysis | None], ...] = (
    (
        Article("Dockers turn down crane hall", HARBOUR, "Ana Ruiz", "Elsine Courier", _day(4, 12)),
        _harbour(),
    ),
    (Article("Assembly backs Karso dam", VALLEY, None, "Valley Post", _day(4, 2)), _valley()),
    (Article("[/x] Markup & [b]titles[/b]", HOSTILE, "A [red]B[/]", "S]ource", None), Analysis()),
    (
        Article("Notes of a lamplighter", "The lamps of the harbour are lit at six.", published=_day(2, 3)),
        None,
    ),
)


def make(folder: Path, articles: Sequence[tuple[Article, Analysis | None]] = ARTICLES, *, fillers: int = 0) -> Path:
    """Fill a new library in ``folder``; an article whose analysis is ``None`` waits for it."""
    folder.mkdir(parents=True, exist_ok=True)
    everything = [*articles, *((filler(number), Analysis()) for number in range(fillers))]
    store = Store(folder, create=True)
    with writing(folder):
        store.put(
            (FileState(f"/articles/{number:05}.txt", 1, 1, str(number).encode(), 1), [article])
            for number, (article, _) in enumerate(everything)
        )
        stored = list(store.pending(len(everything)).articles)
        by_text = {article.text: found for article, found in everything}
        store.put_analyses(
            analysis.VERSION,
            ((each.id or 0, each.text, found, None) for each in stored if (found := by_text[each.text]) is not None),
        )
        Catchup(folder, store, lambda event: None).replay()
    store.close()
    return folder


def analyse(folder: Path, article: Article) -> None:
    """Give an article that waited for it an analysis with one position."""
    store = Store(folder)
    found = Analysis((), (position(article.text, None, "", article.text, "neutral"),))
    with writing(folder):
        store.put_analyses(analysis.VERSION, [(article.id or 0, article.text, found, None)])
    store.close()


def add(folder: Path, title: str, text: str) -> None:
    """Add an article, newer than all others."""
    store = Store(folder)
    with writing(folder):
        path = f"/articles/{title}.txt"
        store.put([(FileState(path, 1, 1, title.encode(), 1), [Article(title, text, published=_day(6, 1))])])
        Catchup(folder, store, lambda event: None).replay()
    store.close()
