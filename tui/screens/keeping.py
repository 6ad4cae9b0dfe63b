"""What a person keeps about articles, by key: read, starred, tags, notes; and how each change is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.message import Message
from textual.timer import Timer

from index.answer import Page
from tui.librarian import Librarian, keepsakes
from tui.messages import Annotated, Done, Fetched, Keepsakes
from tui.screens.actions import NO_ARTICLE, ReaderActions
from tui.screens.dialog import LineDialog
from tui.screens.slip import Slip
from tui.signs import NOTED, STARRED
from tui.text.cells import clip
from tui.widgets.results import ResultsView
from tui.wording import NOBODY, holder_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.kept import Kept
    from index.library import Library
    from index.notes import Note

_MOMENT_SECONDS = 1.0
"""How long an article must be before the reader who came to it by another key than Enter until it counts as read."""
_NOTE_LINES = 6
"""Lines of a note that are shown above the article; its dialog has all of it."""
_ABOUT_WIDTH = 200


class Offered(Message):
    """Words to complete a line with, each with the number of articles that have it."""

    def __init__(self, words: list[tuple[str, int]]) -> None:
        self.words = words
        super().__init__()


class Keeping(ReaderActions):
    """The actions that change what is kept, and where the screen shows it."""

    librarian: Librarian
    _kept: tuple[int, Keepsakes] | None = None
    """The article that is shown, and what is kept about it."""
    _reading: Timer | None = None
    """Runs until the article that one has gone to counts as read."""
    _stale = False
    """Whether the results have changed and do not show it yet."""
    _tag_line: LineDialog | None = None
    """The dialog in which tags were typed last."""

    def refresh_answer(self) -> None:
        """Ask the same question again; for the subclass to do."""
        raise NotImplementedError

    # -- showing it ---------------------------------------------------------------------------------------------------

    @on(Fetched)
    def kept_fetched(self, message: Fetched) -> None:
        """Show what is kept about the article that has come."""
        article_id = message.article.id
        if article_id is not None and self._is_shown(article_id):
            self._show_kept(article_id, message.kept)
            if self._here == "article":
                self._begin_reading()

    @on(events.DescendantFocus)
    def gone_to_article(self, event: events.DescendantFocus) -> None:
        """Who goes to an article reads it."""
        if event.widget is self.article:
            self._begin_reading()

    @on(Annotated)
    def annotated(self, message: Annotated) -> None:
        """Show what was changed, and say it."""
        flags = message.kept.flags
        self.results.amend(
            message.article_id, read=flags.read, starred=flags.starred, tags=flags.tags, noted=flags.noted
        )
        if self._is_shown(message.article_id):
            self._show_kept(message.article_id, message.kept)
        if message.said:
            self.status.say(message.said)

    @on(Done)
    def done(self, message: Done) -> None:
        """Say what was done; where it may show anywhere, ask again."""
        self.status.say(message.said)
        if message.everywhere:
            self.refresh_answer()
            shown = self.article.article
            if shown is not None and shown.id is not None:
                self._change(shown.id, lambda _: "")

    @on(ResultsView.Selected)
    def opened_by_hand(self, message: ResultsView.Selected) -> None:
        """What is opened counts as read."""
        if message.opened:
            self._see(message.hit.id)

    def _show_kept(self, article_id: int, kept: Keepsakes) -> None:
        self._kept = article_id, kept
        self.show_kept_of_article(kept)
        self.positions.annotate({note.position: note.text for note in kept.notes if note.position is not None})

    def show_kept_of_article(self, kept: Keepsakes) -> None:
        """Show above the article's words what is kept of it as a whole."""
        self.article.annotate(tuple(_header(kept)))

    def _is_shown(self, article_id: int) -> bool:
        return self.article.article is not None and self.article.article.id == article_id

    def _begin_reading(self) -> None:
        """After a moment the article counts as read, if it is still the one before the reader."""
        self._stop_reading()
        if self._kept and self._is_shown(self._kept[0]) and not self._kept[1].flags.read:
            article_id = self._kept[0]
            self._reading = self.set_timer(_MOMENT_SECONDS, lambda: self._read_by_now(article_id))

    def _stop_reading(self) -> None:
        """What one decides about an article is not decided again by the clock."""
        if self._reading is not None:
            self._reading.stop()
            self._reading = None

    def _read_by_now(self, article_id: int) -> None:
        if self._here == "article" and self._is_shown(article_id) and self.app.screen is self:
            self._see(article_id)

    def _see(self, article_id: int) -> None:
        def see(library: Library) -> Annotated | None:
            return _annotated(library, article_id, "") if library.kept.seen(article_id) else None

        self.librarian.change(see)

    # -- reading on while the answer changes --------------------------------------------------------------------------

    def reads_what_goes(self, page: Page) -> bool:
        """Whether one reads an article that is no longer in the answer: unread ones, of which it was one until now.

        Then the results stay as they are until one goes back to them: what one reads is not taken away.
        """
        article, hit = self.article.article, self.results.hit
        reads = self._here != "results" and article is not None and hit is not None and article.id == hit.id
        self._stale = reads and article is not None and all(each.id != article.id for each in page.hits)
        return self._stale

    @on(events.DescendantFocus)
    def back_at_results(self, event: events.DescendantFocus) -> None:
        """Ask again for what was left as it was."""
        if event.widget is self.results and self._stale:
            self._stale = False
            self.refresh_answer()

    # -- changing it --------------------------------------------------------------------------------------------------

    def action_toggle_read(self) -> None:
        """Mark the article as unread, or as read."""

        def turn(article_id: int, kept: Kept) -> str:
            read = not kept.flags([article_id])[article_id].read
            kept.set_read([article_id], read=read)
            return "read" if read else "unread: is:unread finds it"

        self._stop_reading()
        self._turn(turn)

    def action_read_all(self) -> None:
        """Mark every article of the result as read."""
        if not self.results.listing.total:
            self.status.say("nothing was found that could be marked")
            return
        query, undo = self.search_bar.query_text, self.keys.shown("undo")

        def mark(library: Library) -> Done:
            marked = library.mark_all_read(query)
            said = f"{marked:,} article{'s' if marked != 1 else ''} marked read · {undo} takes it back"
            return Done(said if marked else "all of these were read already", everywhere=True)

        self.librarian.change(mark)

    def action_star(self) -> None:
        """Star the article, or take its star away."""

        def turn(article_id: int, kept: Kept) -> str:
            starred = not kept.flags([article_id])[article_id].starred
            kept.set_starred(article_id, starred=starred)
            return "starred: is:starred finds it" if starred else "the star is taken away"

        self._turn(turn)

    async def action_tags(self) -> None:
        """Type the article's tags."""
        from index.kept import split_tags, tag_of

        article_id = self._target()
        if article_id is None:
            self.status.say(NO_ARTICLE)
            return

        def keep(line: str | None) -> None:
            if line is not None:
                self._change(article_id, lambda library: _tagged(library.kept.set_tags(article_id, split_tags(line))))

        hit = self.results.hit
        tags = hit.tags if hit and hit.id == article_id else ()
        if self._kept and self._kept[0] == article_id:
            tags = self._kept[1].flags.tags
        self._tag_line = LineDialog(
            "Tags of this article",
            "".join(f"{tag} " for tag in tags),
            "Words with blanks between them, as many as you like: dam later eu/nato",
            lambda line: [tag_of(tag) for tag in split_tags(line)],
        )
        self.librarian.aside("tags", lambda library: Offered(list(library.kept.tags().items())))
        await self.app.push_screen(self._tag_line, keep)

    @on(Offered)
    def offered(self, message: Offered) -> None:
        """Offer the words in the dialog that is open."""
        if self._tag_line is not None:
            self._tag_line.offer(message.words)

    async def action_note(self) -> None:
        """Write a note on the lit position, or else on the article."""
        from tui.screens.note_dialog import NoteDialog  # its text area takes long to import

        if self._kept is None or not self._is_shown(self._kept[0]):
            self.status.say("no article to write a note on")
            return
        article_id, kept = self._kept

        def keep(written: list[tuple[Slip, str]] | None) -> None:
            if written:
                self._change(article_id, lambda library: _write(library, article_id, written))

        await self.app.push_screen(NoteDialog(self._slips(kept.notes)), keep)

    def action_undo(self) -> None:
        """Take the last change back."""
        self._replay(
            lambda library: library.undo(), "taken back: {} · {} makes it again", "nothing to take back", "redo"
        )

    def action_redo(self) -> None:
        """Make the change again that was taken back last."""
        self._replay(
            lambda library: library.redo(), "made again: {} · {} takes it back", "nothing to make again", "undo"
        )

    def _replay(self, replay: Callable[[Library], str | None], said: str, nothing: str, key: str) -> None:
        shown = self.keys.shown(key)

        def job(library: Library) -> Done:
            label = replay(library)
            return Done(nothing) if label is None else Done(said.format(label, shown), everywhere=True)

        self.librarian.change(job)

    def _target(self) -> int | None:
        """The article that is meant: the one that is read, or the result that is selected."""
        article, hit = self.article.article, self.results.hit
        if article is not None and article.id is not None and (self._here != "results" or hit is None):
            return article.id
        return hit.id if hit else None

    def _turn(self, turn: Callable[[int, Kept], str]) -> None:
        article_id = self._target()
        if article_id is None:
            self.status.say(NO_ARTICLE)
        else:
            self._change(article_id, lambda library: turn(article_id, library.kept))

    def _change(self, article_id: int, change: Callable[[Library], str]) -> None:
        self.librarian.change(lambda library: _annotated(library, article_id, change(library)))

    def _slips(self, notes: tuple[Note, ...]) -> list[Slip]:
        """A slip for the lit position, or else for the article, and after it one for each other note."""
        number = self.positions.selected
        position = self.positions.position
        slips = [_slip(note) for note in notes]
        here = [
            slip for slip, note in zip(slips, notes, strict=True) if note.position == number and not note.is_detached
        ]
        about = f"on “{position.statement.text}” — {holder_name(position)}" if position else "on the article"
        first = here[0] if here else Slip(clip(about, _ABOUT_WIDTH), position=position)
        return [first, *(slip for slip in slips if slip is not first)]


def _annotated(library: Library, article_id: int, said: str) -> Annotated:
    return Annotated(article_id, keepsakes(library, article_id, library.analysis(article_id)), said)


def _tagged(tags: tuple[str, ...]) -> str:
    return f"tags: {' '.join(tags)} · tag:{tags[0]} finds it" if tags else "no tags"


def _write(library: Library, article_id: int, written: list[tuple[Slip, str]]) -> str:
    for slip, text in written:
        if slip.note is not None:
            library.notes.rewrite(slip.note, text)
        else:
            library.notes.write(article_id, text, slip.position)
    if all(not text.strip() for _, text in written):
        return "note deleted" if any(slip.note for slip, _ in written) else ""
    return "noted: is:noted finds it"


def _slip(note: Note) -> Slip:
    if note.statement is None:
        about = "on the article"
    else:
        about = f"on “{note.statement.text}” — {note.holder or NOBODY}"
        about += " (no position says this any more)" if note.is_detached else ""
    return Slip(clip(about, _ABOUT_WIDTH), note.text, note.id)


def _header(kept: Keepsakes) -> list[tuple[str, str]]:
    """What stands above the article: star and tags, its note, and notes on what is no position any more."""
    marks = [STARRED] if kept.flags.starred else []
    lines = [(" ".join([*marks, *(f"#{tag}" for tag in kept.flags.tags)]), "article--tags")]
    for note in kept.notes:
        if note.statement is None or note.is_detached:
            first, *rest = note.text.splitlines()
            about = f"(on “{clip(note.statement.text, 60)}”) " if note.statement else ""
            shown = [f"{NOTED} {about}{first}", *rest]
            lines += [(line, "article--note") for line in shown[:_NOTE_LINES]]
            lines += [("…", "article--note")] if len(shown) > _NOTE_LINES else []
    return [line for line in lines if line[0]]
