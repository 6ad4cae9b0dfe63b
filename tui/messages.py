"""What the threads that ask the library tell the screen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from index.answer import Counts, Page, Sort
from index.article import Analysis, Article, Span
from index.events import Event

if TYPE_CHECKING:
    from index.completion import Choices
    from index.kept import Flags
    from index.nearest import Nearest
    from index.notes import Note


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the library. ``generation`` grows with each; ``typing``: its last word may be unfinished."""

    generation: int
    query: str
    sort: Sort
    typing: bool = False


class Opened(Message):
    """The library is open."""


class Answered(Message):
    """A page of results, and how much the library holds."""

    def __init__(self, asked: Asked, page: Page, counts: Counts) -> None:
        self.asked, self.page, self.counts = asked, page, counts
        super().__init__()


class Counted(Message):
    """How many results each value of a facet has; ``on``: the (field, value) that the query filters by."""

    def __init__(
        self, asked: Asked, facets: Mapping[str, tuple[tuple[str, int], ...]], on: Collection[tuple[str, str]]
    ) -> None:
        self.asked, self.facets, self.on = asked, facets, on
        super().__init__()


class Neared(Message):
    """Why a question was answered with nothing, and what is near to it."""

    def __init__(self, asked: Asked, nearest: Nearest, articles: int) -> None:
        self.asked, self.nearest, self.articles = asked, nearest, articles
        super().__init__()


class Completed(Message):
    """What the word that is being typed may become."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        super().__init__()


class Exported(Message):
    """A file of so many bytes was written, or was not, for ``wrong`` is so."""

    def __init__(self, path: Path, size: int = 0, wrong: str = "") -> None:
        self.path, self.size, self.wrong = path, size, wrong
        super().__init__()


class Refused(Message):
    """A query could not be read; ``column`` is where in it."""

    def __init__(self, asked: Asked, reason: str, column: int) -> None:
        self.asked, self.reason, self.column = asked, reason, column
        super().__init__()


@dataclass(frozen=True, slots=True)
class Keepsakes:
    """What a person keeps about an article: its flags, and the notes on it and on its positions."""

    flags: Flags
    notes: tuple[Note, ...]


class Fetched(Message):
    """An article with its analysis, ``None`` where there is none yet, and the query's hits in its text.

    ``marks`` is ``None`` where the hits are still being looked for; then it comes once more, with them.
    """

    def __init__(
        self, asked: Asked, article: Article, analysis: Analysis | None, marks: tuple[Span, ...] | None, kept: Keepsakes
    ) -> None:
        self.asked, self.article, self.analysis, self.marks, self.kept = asked, article, analysis, marks, kept
        super().__init__()


class Annotated(Message):
    """A person has changed what is kept about an article; ``said`` is to be said of it, if anything."""

    def __init__(self, article_id: int, kept: Keepsakes, said: str = "") -> None:
        self.article_id, self.kept, self.said = article_id, kept, said
        super().__init__()


class Done(Message):
    """Something was done that needs no more than a word; ``everywhere``: it may show in any row of the results."""

    def __init__(self, said: str, *, everywhere: bool = False) -> None:
        self.said, self.everywhere = said, everywhere
        super().__init__()


class Happened(Message):
    """Something happened to the library: an event of the background work."""

    def __init__(self, event: Event) -> None:
        self.event = event
        super().__init__()


class Moved(Message):
    """The library has changed since it was last asked, whoever wrote it."""

    def can_replace(self, message: Message) -> bool:
        """A burst of changes asks for one refresh."""
        return isinstance(message, Moved)


class Trouble(Message):
    """Something could not be done, in one line; ``fatal`` where there is no library to read."""

    def __init__(self, reason: str, *, fatal: bool = False) -> None:
        self.reason, self.fatal = reason, fatal
        super().__init__()
