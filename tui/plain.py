"""`sayso --plain`: the reader as a conversation in lines, for screen readers, dumb terminals and pipes.

Nothing is drawn, nothing is coloured and nothing printed is taken back: a command is typed as a word, the answer
follows below. Paragraphs are printed as single lines, which every terminal and every screen reader folds as it likes.
"""

from __future__ import annotations

import cmd
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from index.answer import SORTS, Hit, QueryError, SaysoError, Sort
from index.article import Article, Position
from index.background import Background
from index.events import Event, FileFailed, Finished, Notice, Progress, Stage
from index.library import Library
from tui.text.cells import safe
from tui.wording import day, holder_name, reading_time

PAGE = 10
"""Results told at once."""
_PIECE = 1_500
"""Characters of an article, about, that are told at once; always whole paragraphs."""
_WELCOME = "Type a command: search WORDS, open NUMBER, more, positions, next, previous, help, quit."
_DONE: dict[Stage, str] = {
    "read": "read", "index": "made searchable", "compare": "compared with one another", "analyse": "analysed",
}  # fmt: skip


class PlainSession(cmd.Cmd):
    """A session on ``library``. Every command prints at least one line, so that silence never means anything."""

    prompt = "sayso: "

    def __init__(self, library: Library, commands: TextIO, output: TextIO, news: Callable[[], list[str]]) -> None:
        super().__init__(completekey="", stdin=commands, stdout=output)
        self.use_rawinput = False
        self.prompt = self.prompt if commands.isatty() else ""
        self._library, self._news = library, news
        self._query, self._sort = "", SORTS[0]
        self._hits: list[Hit] = []
        self._total = 0
        self._open: int | None = None
        self._rest: list[str] = []
        self._more: Callable[[], None] = self._no_more

    def begin(self, query: str) -> None:
        """Say what there is, and what ``query`` finds."""
        self.onecmd("status")
        self.onecmd(f"search {query}")
        self._say(_WELCOME)

    def default(self, line: str) -> bool | None:  # type: ignore[override]
        """A number opens that result, / searches, and the beginning of a command stands for it; all else is none."""
        if line.isdigit():
            self.do_open(line)
            return None
        if line.startswith("/"):
            self.do_search(line[1:].strip())
            return None
        word, _, rest = line.partition(" ")
        meant = [name for name in self._commands() if name.startswith(word)]
        if len(meant) == 1:
            return bool(getattr(self, f"do_{meant[0]}")(rest.strip()))
        known = f"{', '.join(meant)} begin with {word!r}" if meant else f"There is no command {word!r}"
        self._say(f"{known}. help lists them.")
        return None

    def do_EOF(self, _: str) -> bool:  # noqa: N802 - cmd's name for it
        """Leave when nothing more can be typed."""
        return True

    def emptyline(self) -> bool:
        """Nothing typed is nothing done; the session goes on."""
        return False

    def onecmd(self, line: str) -> bool:
        """Do a command; an error is told and ends nothing."""
        try:
            done = bool(super().onecmd(line))
        except QueryError as error:
            self._say(f"This query cannot be read at character {error.column + 1}: {error}")
            return False
        except SaysoError as error:
            self._say(f"That failed: {error}")
            return False
        for news in self._news():
            self._say(news)
        return done

    def do_search(self, query: str) -> None:
        """search WORDS: find articles. Without words: all of them, newest first."""
        self._query, self._hits, self._open = query, [], None
        self._find()

    def do_sort(self, order: str) -> None:
        """sort ORDER: order results by relevance, newest or oldest."""
        chosen: Sort | None = next((each for each in SORTS if each == order), None)
        if chosen is None:
            self._say(f"sort needs one of: {', '.join(SORTS)}.")
            return
        self._sort, self._hits = chosen, []
        self._find()

    def do_results(self, _: str) -> None:
        """results: tell the results once more, from the first."""
        self._hits = []
        self._find()

    def do_more(self, _: str) -> None:
        """more: go on with what was told last, an article or the results."""
        self._more()

    def do_open(self, number: str) -> None:
        """open NUMBER: read that result. The number alone does the same."""
        if not number.isdigit() or not 1 <= int(number) <= self._total:
            known = f"a number from 1 to {self._total:,}" if self._total else "a result: search first"
            self._say(f"open needs {known}.")
            return
        self._read(int(number) - 1)

    def do_next(self, _: str) -> None:
        """next: read the next result."""
        self._step(1)

    def do_previous(self, _: str) -> None:
        """previous: read the result before."""
        self._step(-1)

    def do_positions(self, _: str) -> None:
        """positions: who holds what in the open article, each with a number for words."""
        positions = self._positions()
        if positions is None:
            return
        for number, each in enumerate(positions, 1):
            target = f" {each.target.text}" if each.target else ""
            self._say(f"{number}. {holder_name(each)} {_takes(each)}{target}: {each.statement.text}")
        if not positions:
            self._say("Nobody takes a position in this article.")

    def do_words(self, number: str) -> None:
        """words NUMBER: the paragraph in which a position stands, and how it was found."""
        positions = self._positions()
        if positions is None:
            return
        if not number.isdigit() or not 1 <= int(number) <= len(positions):
            self._say(f"words needs a number from 1 to {len(positions)}; positions tells them.")
            return
        chosen, text = positions[int(number) - 1], self._article().text
        start, end = chosen.statement.spans[0]
        around = text[text.rfind("\n", 0, start) + 1 : text.find("\n", end) if "\n" in text[end:] else len(text)]
        cue = f", by the words {chosen.cue.text!r}" if chosen.cue else ""
        self._say(f"{holder_name(chosen)} {_takes(chosen)}, {chosen.confidence:.0%} sure{cue}.", around)

    def do_entities(self, _: str) -> None:
        """entities: who and what the open article names, most often first."""
        analysis = self._library.analysis(self._open_id()) if self._is_open() else None
        if analysis is None:
            return
        named = sorted(analysis.entities, key=lambda entity: -len(entity.mentions))
        self._say(*(f"{entity.name}, {_many(len(entity.mentions), 'time')}" for entity in named))

    def do_star(self, _: str) -> None:
        """star: star the open article, or take its star away; is:starred finds starred ones."""
        if self._is_open():
            number = self._open_id()
            starred = not self._library.kept.flags([number])[number].starred
            self._library.kept.set_starred(number, starred=starred)
            self._say("Starred." if starred else "The star is taken away.")

    def do_address(self, _: str) -> None:
        """address: where the open article stands on the web, and its file."""
        if self._is_open():
            article = self._article()
            self._say(article.url or "No web address.", article.path)

    def do_status(self, _: str) -> None:
        """status: how many articles there are, and how far they are analysed."""
        counts = self._library.counts()
        self._say(
            f"{_many(counts.articles, 'article')}: {counts.indexed:,} searchable, {counts.analysed:,} analysed, "
            f"{_many(counts.positions, 'position')} found."
        )

    def do_help(self, _: str) -> None:
        """help: these commands."""
        self._say(*(str(getattr(self, f"do_{name}").__doc__) for name in self._commands()))
        self._say("The beginning of a command will do, and / for search.")
        self._say("A query is as in the reader: words, holder:NAME, stance:opposes, date:2025-03, and so on.")

    def do_quit(self, _: str) -> bool:
        """quit: leave; nothing is lost."""
        return True

    do_exit = do_quit

    def _commands(self) -> list[str]:
        names = (name.removeprefix("do_") for name in self.get_names() if name.startswith("do_"))
        return [name for name in names if name not in ("EOF", "exit")]

    def _find(self) -> None:
        """Tell the next results of the query."""
        if not self._library.counts().indexed:
            self._total = 0
            self._say("No article can be searched yet. They are being read; status says how far that is.")
            return
        page = self._library.search(self._query, sort=self._sort, limit=PAGE, offset=len(self._hits))
        self._total = page.total
        first = len(self._hits) + 1
        if first == 1:
            order = self._sort if self._query else "newest"
            self._say(f"{_many(page.total, 'result')}, {order} first." if page.total else "Nothing is found.")
        if page.suggestion:
            self._say(f"This finds something: {page.suggestion}")
        self._hits += page.hits
        self._say(*(_told(number, hit) for number, hit in enumerate(page.hits, first)))
        self._more = self._find if len(self._hits) < page.total else self._no_more
        if len(self._hits) < page.total:
            self._say(f"more tells the next of {page.total:,}.")

    def _read(self, row: int) -> None:
        """Open the result in ``row``, counted from 0, and read its beginning."""
        while len(self._hits) <= row:
            page = self._library.search(self._query, sort=self._sort, limit=PAGE, offset=len(self._hits))
            if not page.hits:
                self._say("That result is gone; results tells them anew.")
                return
            self._hits += page.hits
        self._open = row
        self._library.kept.seen(self._hits[row].id)
        article = self._article()
        by = f"by {article.byline}" if article.byline else ""
        when = day(article.published) if article.published else ""
        origin = ", ".join(part for part in (article.source, when, by, reading_time(article.text)) if part)
        self._say(f"{row + 1} of {self._total:,}. {article.title or 'Untitled'}", f"{origin}.")
        self._rest = list(_pieces(article.text))
        self._read_on()

    def _read_on(self) -> None:
        """Tell the next piece of the open article."""
        if self._rest:
            self._say(self._rest.pop(0))
        self._more = self._read_on if self._rest else self._no_more
        if self._rest:
            self._say("more reads on.")
        else:
            self._say("The article ends here. positions tells who holds what; next reads the next result.")

    def _step(self, by: int) -> None:
        row = 0 if self._open is None else self._open + by
        if 0 <= row < self._total:
            self._read(row)
        else:
            self._say("There is no further result." if self._total else "Nothing is found yet: search first.")

    def _positions(self) -> Sequence[Position] | None:
        """The positions of the open article; ``None``, said so, where there are none to tell of."""
        if not self._is_open():
            return None
        analysis = self._library.analysis(self._open_id())
        if analysis is None:
            self._say("This article is not analysed yet; status tells how far that is.")
            return None
        return analysis.positions

    def _is_open(self) -> bool:
        if self._open is None:
            self._say("No article is open: open NUMBER opens one.")
        return self._open is not None

    def _open_id(self) -> int:
        return self._hits[self._open or 0].id

    def _article(self) -> Article:
        return self._library.article(self._open_id())

    def _no_more(self) -> None:
        self._say("There is no more.")

    def _say(self, *lines: str) -> None:
        """Print lines, each in its visible form: no control character leaves."""
        for line in lines:
            self.stdout.write("\n".join(safe(part) for part in line.split("\n")) + "\n")
        self.stdout.flush()


def run(folder: Path, paths: Sequence[Path], query: str) -> int:
    """Hold a session on the library in ``folder``, taking in ``paths`` in the background; the exit status."""
    told: list[str] = []

    def hear(event: Event) -> None:
        if isinstance(event, FileFailed):
            told.append(f"{event.path}: {event.reason}")
        elif isinstance(event, Notice):
            told.append(event.message)
        elif isinstance(event, Finished) and event.summary.added:
            told.append(f"{_many(event.summary.added, 'article')} added.")
        elif isinstance(event, Progress) and event.total is not None and event.done == event.total:
            told.append(f"{_many(event.done, 'article')} {_DONE[event.stage]}.")

    def news() -> list[str]:
        heard = told[:]
        del told[: len(heard)]
        return heard

    library = Library.open(folder)
    background = Background(folder, paths, hear)
    background.start()
    session = PlainSession(library, sys.stdin, sys.stdout, news)
    try:
        session.begin(query)
        session.cmdloop()
    finally:
        background.stop()
        library.close()
    return 0


def _told(number: int, hit: Hit) -> str:
    """A result as one line."""
    when = day(hit.published) if hit.published else None
    stances = [f"{each.holder} {each.stance}" for each in hit.holders[:3]]
    state = "starred" if hit.starred else "" if hit.read else "unread"
    parts = (hit.source, when, state, *stances)
    return f"{number}. {hit.title or 'Untitled'}. {', '.join(part for part in parts if part)}".rstrip()


def _takes(position: Position) -> str:
    """What a holder does, in words; a stance is never told by a sign."""
    if position.stance == "conditional":
        return "makes it conditional:"
    return {"supports": "supports", "opposes": "opposes"}.get(position.stance, "says of")


def _pieces(text: str) -> Iterator[str]:
    """``text`` in pieces of whole paragraphs; one that is longer than a piece is cut at blanks."""
    piece: list[str] = []
    size = 0
    for paragraph in text.split("\n"):
        for part in _cut(paragraph):
            if piece and size + len(part) > _PIECE:
                yield "\n".join(piece)
                piece, size = [], 0
            piece.append(part)
            size += len(part)
    yield "\n".join(piece)


def _cut(paragraph: str) -> Iterator[str]:
    while len(paragraph) > 2 * _PIECE:
        blank = paragraph.rfind(" ", 0, 2 * _PIECE)
        end = blank if blank > 0 else 2 * _PIECE
        yield paragraph[:end]
        paragraph = paragraph[end:].lstrip(" ")
    yield paragraph


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
