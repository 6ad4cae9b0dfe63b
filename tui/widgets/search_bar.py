"""The search bar: the query line, and beside it what it found."""

from __future__ import annotations

import re

from rich.highlighter import Highlighter
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Label

from index.answer import Page, Sort
from tui.text.cells import visible
from tui.widgets.typed_line import TypedLine

_FIELD = re.compile(r"(?<!\S)[-+(]*([a-z]+):")
_ROOMY = 60
_OPERATOR = re.compile(r"(?<!\S)(AND|OR|NOT)(?!\S)")


class _Syntax(Highlighter):
    """Colours fields and operators of a query, and the place of what could not be read."""

    def __init__(self) -> None:
        self.column: int | None = None

    def highlight(self, text: Text) -> None:
        """Style ``text`` in place."""
        for pattern in (_FIELD, _OPERATOR):
            for found in pattern.finditer(text.plain):
                text.stylize("bold", *found.span())
        if self.column is not None and text.plain:
            column = min(self.column, len(text.plain) - 1)
            text.stylize("bold underline red", column, len(text.plain) if column == 0 else column + 1)


class QueryInput(TypedLine):
    """The query line."""

    def __init__(self) -> None:
        self.syntax = _Syntax()
        super().__init__('words, "phrases", holder:name, stance:opposes …  (? for all)', self.syntax)


class SearchBar(Vertical):
    """The query line and what it found: how many of how many, how fast, in which order."""

    DEFAULT_CSS = """
    SearchBar {
        height: auto;
        padding: 0 1;
        & > Horizontal { height: 1; }
        & #prompt { width: 2; color: $sayso-quiet; }
        &:focus-within #prompt { color: $accent; text-style: bold; }
        & QueryInput { width: 1fr; }
        & #found { width: auto; max-width: 60%; padding-left: 2; color: $sayso-quiet; }
        & > #refusal { display: none; height: auto; width: 100%; padding-left: 2; color: $error; }
        & > #refusal.-refused { display: block; }
    }
    """

    def compose(self) -> ComposeResult:
        """The prompt, the query line, the count; below them what is wrong with a query."""
        with Horizontal():
            yield Label("/", id="prompt", markup=False)
            yield QueryInput()
            yield Label("", id="found", markup=False)
        yield Label("", id="refusal", markup=False)

    @property
    def input(self) -> QueryInput:
        """The query line."""
        return self.query_one(QueryInput)

    @property
    def query_text(self) -> str:
        """The query as it stands."""
        return self.input.value

    def fill(self, query: str) -> None:
        """Put another query in, as if nobody had typed it."""
        with self.input.prevent(Input.Changed):
            self.input.value = query

    def found(self, page: Page, articles: int, sort: Sort) -> None:
        """Say what the query found."""
        if not page.query.strip():
            words = [f"{page.total:,} article{'' if page.total == 1 else 's'}", "newest first"]
        else:
            words = [f"{page.total:,} of {articles:,}", f"{page.took_ms:.0f} ms", sort]
        words = words if self.size.width >= _ROOMY else words[:1]
        self.query_one("#found", Label).update(Content(" · ".join(words)))
        self._mark(None, "")

    def refused(self, reason: str, column: int) -> None:
        """Say what is wrong with the query, and mark where."""
        self._mark(column, reason)

    def _mark(self, column: int | None, reason: str) -> None:
        if self.input.syntax.column == column and column is None:
            return
        label = self.query_one("#refusal", Label)
        label.update(Content(visible(reason)))
        label.set_class(column is not None, "-refused")
        self.input.syntax.column = column
        self.input.refresh()
