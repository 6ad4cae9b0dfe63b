"""Takes things out of the reader: to the clipboard, the browser, the pager, the editor, into a file."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.worker import get_current_worker

from index.answer import HeldPosition, SaysoError
from index.article import Analysis, Article, Position
from index.export import reported
from index.filenames import real_name
from tui import outside
from tui.messages import Exported
from tui.screens.actions import NO_ARTICLE, ReaderActions
from tui.screens.aside import Aside
from tui.text.wrap import broken
from tui.wording import from_home, holder_name, origin

if TYPE_CHECKING:
    from tui.screens.export_dialog import Export, What


class Outward(ReaderActions, Aside):
    """Nothing here is done on the thread of the screen but what takes the whole terminal meanwhile."""

    def action_copy(self) -> None:
        """Copy the selected text, or the position with its source."""
        selected = self.get_selected_text()
        position, article = self.positions.position, self.article.article
        if selected:
            self.aside(self.copy_text("selected text", selected))
        elif position and article:
            self.aside(self.copy_text("position", _citation(position, article)))
        else:
            self.status.say("nothing to copy: select text with the mouse, or a position")

    def action_browse(self) -> None:
        """Open the article's web address in the browser."""
        url = self.article.article.url if self.article.article else None
        if url is not None and outside.is_web_address(url):
            self.aside(self.browse_to(url))
        else:
            self.status.say("this article has no web address")

    def action_pager(self) -> None:
        """Show the article in the pager."""
        if self.article.article:
            self.aside(self._page_through(self.article.article))
        else:
            self.status.say(NO_ARTICLE)

    def action_editor(self) -> None:
        """Open the article's file in the editor, or a copy where there is no such file."""
        if self.article.article:
            self.aside(self._edit(self.article.article))
        else:
            self.status.say(NO_ARTICLE)

    def action_export(self) -> None:
        """Write the article or positions into a file."""
        article = self.article.article
        if article is None:
            self.status.say(NO_ARTICLE)
            return
        from tui.screens.export_dialog import ExportDialog, usual_folder  # with widgets that no other screen needs

        what: What = "positions" if self._here == "positions" else "article"
        self.app.push_screen(ExportDialog(article.title, what, usual_folder()), self._export)

    @on(Exported)
    def exported(self, message: Exported) -> None:
        """Say what was written, or why it was not."""
        if message.wrong:
            self.report(message.wrong)
        else:
            self.status.say(f"written: {from_home(message.path)} ({_size(message.size)})")

    async def _page_through(self, article: Article) -> None:
        from index.takeaway import article_lines  # with the library, for which the first screen does not wait

        command = await asyncio.to_thread(outside.pager)
        text = broken("\n".join(article_lines(article, self.article.analysis, ".txt")), self._pager_width())
        with outside.copy_of(text) as path, self.terminal_left():
            outside.run(command, path)

    def _pager_width(self) -> int:
        """Pagers break lines anywhere, so they are given none that would be."""
        return min(self.article.widest, self.size.width - 1)

    async def _edit(self, article: Article) -> None:
        command = await asyncio.to_thread(outside.editor)
        original = await asyncio.to_thread(_original, article)
        if original is not None:
            with self.terminal_left():
                outside.run(command, original)
            self.status.say(f"that was {from_home(original)} itself; changes come in when it is indexed again")
            return
        with outside.copy_of(article.text) as path, self.terminal_left():
            outside.run(command, path)
        self.status.say(f"that was a copy, for {article.path or 'its file'} is not there; changes are not kept")

    def _export(self, export: Export | None) -> None:
        article = self.article.article
        if export is None or article is None:
            return
        self.status.say(f"writing {export.path.name} …")
        query = self.results.listing.asked.query
        job = partial(self._write, export, query, article, self.article.analysis or Analysis())
        self.run_worker(job, thread=True, group="export")

    def _write(self, export: Export, query: str, article: Article, analysis: Analysis) -> None:
        from index.takeaway import article_lines, position_lines, write

        form = export.path.suffix
        try:
            if export.what == "article":
                lines = article_lines(article, analysis, form)
            elif export.what == "positions":
                lines = position_lines((HeldPosition(article, each) for each in analysis.positions), form)
            else:
                lines = position_lines(_until_left(self.librarian.library.positions(query)), form)
            size = write(export.path, lines, replace=export.replace)
        except SaysoError as error:
            self.post_message(Exported(export.path, wrong=str(error)))
        else:
            self.post_message(Exported(export.path, size))


def _until_left(positions: Iterator[HeldPosition]) -> Iterator[HeldPosition]:
    """The positions, as long as the reader is there. Raises :class:`SaysoError` when it is left."""
    worker = get_current_worker()
    for held in positions:
        if worker.is_cancelled:
            raise SaysoError("the reader was left")
        yield held


def _original(article: Article) -> Path | None:
    """The file that an article was read from, where it is still there."""
    path = Path(real_name(article.path))
    try:
        return path if article.path and path.is_file() else None
    except (OSError, ValueError):
        return None


def _size(size: int) -> str:
    return f"{size:,} bytes" if size < 10_000 else f"{size / 1000:,.0f} KB"


def _citation(position: Position, article: Article) -> str:
    """A position as one cites it: its words, who holds it, where and when it stood."""
    where = origin(article.source or article.title, article.published, article.url)
    how = reported(position.quotation, position.cue.text if position.cue else None)
    return f"“{position.statement.text}” — {holder_name(position)}{how}, {where}"
