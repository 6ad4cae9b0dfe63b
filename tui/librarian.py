"""Asks the library on threads of its own and posts what it answers; the screen never waits for a file or an index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from index.answer import Page, QueryError, SaysoError
from index.article import Analysis, Article, Span
from index.events import Changed, Event
from tui.messages import Annotated, Answered, Asked, Done, Fetched, Happened, Keepsakes, Moved, Opened, Refused, Trouble

if TYPE_CHECKING:
    from index.background import Background
    from index.library import Library

PAGE = 10
"""Hits asked for at once: about a screen of them, for each has a snippet to be found."""
_LIKELY = "s"
"""A beginning that most articles have a word with."""
_LONG = 500_000
"""Characters from which on an article is not read ahead, and is shown before the words of the query are found in it."""


def open_library(folder: Path) -> Library:
    """Open the library. Its modules are imported here, on the thread that opens, not where the screen starts."""
    from index.library import Library

    return Library.open(folder)


def background_work(folder: Path, paths: Sequence[Path], on_event: Callable[[Event], None]) -> Background:
    """The child process that fills the library, not started yet."""
    from index.background import Background

    return Background(folder, paths, on_event)


def keepsakes(library: Library, article_id: int, analysis: Analysis | None) -> Keepsakes:
    """What a person keeps about an article, its notes placed among the positions of its present analysis."""
    notes = library.notes.of(article_id, analysis.positions if analysis else ())
    return Keepsakes(library.kept.flags([article_id])[article_id], notes)


Reading = tuple[int, str, bool]
"""An article's id, and the query whose words are marked in it; whether the last of them may be unfinished."""
OpenLibrary = Callable[[Path], "Library"]
BackgroundWork = Callable[[Path, Sequence[Path], Callable[[Event], None]], "Background"]


class Lane:
    """A thread that does what it was asked last; what was asked before and has not begun is dropped, unless kept."""

    def __init__(self, name: str, failed: Callable[[str], None]) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._latest: Future[None] | None = None
        self._waiting: dict[str, Future[None]] = {}
        self._failed = failed

    def ask(self, job: Callable[[], None], *, keep: bool = False, topic: str = "") -> None:
        """Do ``job`` on the lane's thread, in place of the one on this topic that still waits unless it is kept."""
        if waiting := self._waiting.pop(topic, None):
            waiting.cancel()
        self._latest = self._executor.submit(self._do, job)
        if not keep:
            self._waiting[topic] = self._latest

    @property
    def idle(self) -> bool:
        """Whether everything asked for is done."""
        return self._latest is None or self._latest.done()

    @property
    def overtaken(self) -> bool:
        """Whether something else has been asked for since what is being done now."""
        latest = self._latest
        return latest is not None and not (latest.running() or latest.done())

    def close(self, *, wait: bool = False) -> None:
        """Take no more, and drop what has not begun; or ``wait`` for all of it, for changes must not be lost."""
        self._executor.shutdown(wait=wait, cancel_futures=not wait)

    def _do(self, job: Callable[[], None]) -> None:
        try:
            job()
        except SaysoError as error:
            self._failed(str(error))
        except Exception as error:  # whatever it is, a person shall read it, not an empty pane
            self._failed(f"unexpected {type(error).__name__}: {error}")


class Librarian:
    """The reader's way to the library in ``folder``; every method returns at once and the answer comes as a message.

    ``post`` must be safe to call from any thread, as ``MessagePump.post_message`` is.
    """

    def __init__(
        self,
        folder: Path,
        paths: Sequence[Path],
        post: Callable[[Message], object],
        opener: OpenLibrary = open_library,
        background: BackgroundWork | None = background_work,
    ) -> None:
        self._folder, self._paths, self._post = folder, paths, post
        self._opener, self._make_background = opener, background
        self._library: Library | None = None
        self._background: Background | None = None
        self._version = 0
        self._closed = False
        self._ahead: dict[Reading, Fetched] = {}
        self._news = 0
        self._ready = False
        self._answers, self._pages, self._articles, self._asides, self._chores = (
            Lane(name, lambda reason: self._tell(Trouble(reason)))
            for name in ("answers", "pages", "articles", "asides", "chores")
        )

    def open(self) -> None:
        """Open the library; :class:`Opened` or a fatal :class:`Trouble` follows."""

        def job() -> None:
            try:
                self._library = self._opener(self._folder)
                self._version = self._library.version()
            except SaysoError as error:
                self._tell(Trouble(str(error), fatal=True))
            else:
                self._tell(Opened())

        self._answers.ask(job)

    def start_background(self) -> None:
        """Start taking in the paths and analysing what is not analysed; :class:`Happened` follows for each event."""
        if self._make_background is None:
            return
        background = self._make_background(self._folder, self._paths, self._on_event)

        def job() -> None:
            background.start()
            self._background = background

        self._chores.ask(job, keep=True)

    def search(self, asked: Asked, offset: int = 0) -> None:
        """Ask for hits; :class:`Answered` or :class:`Refused` follows, or nothing if overtaken by a later one."""
        self._answers.ask(lambda: self._search(asked, offset))

    def more(self, asked: Asked, offset: int) -> None:
        """Ask for further hits of the same answer."""
        self._pages.ask(lambda: self._search(asked, offset))

    def make_ready(self) -> None:
        """Have at hand what the first query needs, once: somebody is about to type one."""
        if not self._ready and self._library is not None:
            self._ready = True
            self._pages.ask(self._warm)

    def fetch(self, asked: Asked, article_id: int) -> None:
        """Ask for an article; :class:`Fetched` follows, or nothing where a later one overtook it.

        Twice where the article is long: the second time with the words of the query marked.
        """
        if known := self._ahead.get((article_id, asked.query, asked.typing)):
            self._articles.ask(lambda: None)  # in place of what was asked for before
            self._tell(known)
            return

        def job() -> None:
            library = self._opened()
            article = library.article(article_id)
            if len(article.text) > _LONG:  # its words can be read before those of the query have been found in them
                self._tell(self._fetched(asked, article, marks=None))
                if self._articles.overtaken:
                    return
            self._tell(self._fetched(asked, article, marks=self._marks(asked, article)))

        self._articles.ask(job)

    def read_ahead(self, asked: Asked, ids: Sequence[int]) -> None:
        """Have these articles at hand, as they will probably be fetched next; any others no more."""

        def job() -> None:
            news = self._news
            for article_id in ids:
                reading = (article_id, asked.query, asked.typing)
                article = self._opened().article(article_id)
                if reading in self._ahead:
                    ahead[reading] = self._ahead[reading]
                elif len(article.text) <= _LONG:
                    ahead[reading] = self._fetched(asked, article, marks=self._marks(asked, article))
            if news == self._news:
                self._ahead = ahead

        ahead: dict[Reading, Fetched] = {}
        self._asides.ask(job, topic="ahead")

    def aside(self, topic: str, job: Callable[[Library], Message | None], *, keep: bool = False) -> None:
        """Have ``job`` ask the library; what it returns is posted. A later one on the topic takes its place.

        What is asked before the library is open waits for it.
        """

        def ask() -> None:
            if message := job(self._opened()):
                self._tell(message)

        lane = self._answers if self._library is None else self._asides
        lane.ask(ask, keep=keep, topic=topic)

    def look(self) -> None:
        """Look whether anything changed; :class:`Moved` follows if so."""

        def job() -> None:
            version = self._opened().version()
            if version != self._version:
                self._version = version
                self._tell(Moved())

        if self._library is not None:
            self._chores.ask(job)

    def analyse_first(self, ids: Sequence[int]) -> None:
        """Have these articles analysed before all others."""
        if self._background is not None:
            background = self._background
            self._chores.ask(lambda: background.ask_first(ids), keep=True)

    def pause(self, paused: bool) -> None:
        """Let the background work rest, or go on; :class:`Happened` with a ``Paused`` follows when it does."""
        if self._background is not None:
            background = self._background
            self._chores.ask(lambda: background.pause(paused), keep=True)

    def change(self, change: Callable[[Library], Message | None]) -> None:
        """Change what a person keeps; the message that ``change`` returns follows. Waits for its turn, never lost.

        A change made here is known here: it is no news, so no :class:`Moved` follows from it.
        """

        def job() -> None:
            library = self._opened()
            before = library.version()
            message = change(library)
            if (before, library.version()) == (self._version, self._version + 1):
                self._version += 1
            if message is not None:
                self._tell(message)

        self._chores.ask(job, keep=True)

    @property
    def idle(self) -> bool:
        """Whether every question has been answered."""
        lanes = (self._answers, self._pages, self._articles, self._asides, self._chores)
        return all(lane.idle for lane in lanes)

    def close(self) -> None:
        """Stop the background work and close the library; waits for the child process, so call it on a thread."""
        self._closed = True
        for lane in (self._answers, self._pages, self._articles, self._asides):
            lane.close()
        self._chores.close(wait=True)  # a background that is just being started must be known before it can be stopped
        if self._background is not None:
            self._background.stop()
        if self._library is not None:
            self._library.close()

    @property
    def library(self) -> Library:
        """The library, for the threads of others that ask it. Raises :class:`SaysoError` while it is not open."""
        return self._opened()

    def _opened(self) -> Library:
        if self._library is None:
            raise SaysoError("the library is not open yet")
        return self._library

    def _marks(self, asked: Asked, article: Article) -> tuple[Span, ...]:
        try:
            return self._opened().marks(article.id or 0, asked.query, typing=asked.typing)
        except QueryError:
            return ()  # the search has said so already

    def _fetched(self, asked: Asked, article: Article, *, marks: tuple[Span, ...] | None) -> Fetched:
        library, article_id = self._opened(), article.id or 0
        analysis = library.analysis(article_id)
        return Fetched(asked, article, analysis, marks, keepsakes(library, article_id, analysis))

    def _warm(self) -> None:
        library = self._opened()
        if library.counts().indexed:
            library.search(_LIKELY, limit=PAGE, typing=True)

    def _search(self, asked: Asked, offset: int) -> None:
        library = self._opened()
        counts = library.counts()
        if not counts.indexed:  # there may be no index to search yet
            self._tell(Answered(asked, Page(asked.query, (), 0, 0, 0.0), counts))
            return
        try:
            page = library.search(asked.query, sort=asked.sort, limit=PAGE, offset=offset, typing=asked.typing)
        except QueryError as error:
            self._tell(Refused(asked, str(error), error.column))
        else:
            self._tell(Answered(asked, page, counts))

    def _on_event(self, event: Event) -> None:
        self._tell(Moved() if isinstance(event, Changed) else Happened(event))

    def _tell(self, message: Message) -> None:
        if isinstance(message, Moved | Done | Annotated):  # what was read before may be no more what it was
            self._news += 1
            stale = message.article_id if isinstance(message, Annotated) else None
            self._ahead = {each: found for each, found in self._ahead.items() if stale not in (None, each[0])}
        if not self._closed:
            self._post(message)
