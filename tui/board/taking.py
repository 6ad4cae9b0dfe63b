"""Writing what a page of the board shows into a file: a page for the browser, a brief, a table, lines for scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from index.board.model import Question
from tui.board.page import BoardPage
from tui.text.cells import visible

if TYPE_CHECKING:
    from index.board.dossier import What
    from index.board.forms import Form
    from index.library import Library
    from tui.screens.export_dialog import Export

MOST = 10_000
"""Holders or movements that are written at most."""
_SUFFIXES: Mapping[str, Form] = {".html": "html", ".md": "markdown", ".csv": "csv", ".json": "json"}
_NAMES: Mapping[str, str] = {
    "holders": "the holders",
    "statements": "all their statements",
    "changes": "who has moved",
    "matrix": "holders by topics",
}


class Taking(BoardPage):
    """A page whose board can be written to a file; it says what is offered first, and of which question."""

    TAKES: ClassVar[What] = "holders"

    def question(self) -> Question:
        """The question that the page answers."""
        raise NotImplementedError

    def action_export(self) -> None:
        """Ask what to write into which file."""
        from tui.screens.export_dialog import ExportDialog, usual_folder

        forms = dict.fromkeys(_NAMES, tuple(_SUFFIXES))
        asked = self.question()
        title = f"who stands where {asked.holder or asked.query}".strip()
        self.app.push_screen(ExportDialog(title, self.TAKES, usual_folder(), _NAMES, forms), self._take)

    def _take(self, export: Export | None) -> None:
        if export is None:
            return
        asked, what = self.question(), cast("What", export.what)
        self.status.say(f"writing {export.path.name} …")

        def job(library: Library) -> int:
            from index.board.dossier import gather
            from index.board.forms import lines
            from index.takeaway import write

            narrowed = replace(asked, changes_only=what == "changes" or asked.changes_only)
            dossier = gather(library.board, narrowed, what, limit=MOST)
            return write(export.path, lines(dossier, _SUFFIXES[export.path.suffix.lower()]), replace=export.replace)

        def then(size: int) -> None:
            self.status.say(visible(f"written: {export.path} ({size:,} bytes)"))

        self.desk.ask(self, "export", job, then)
