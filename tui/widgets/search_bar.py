"""The search bar: the query line, and beside it what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Label

from index.answer import Page, Sort
from tui.text.cells import visible, width
from tui.widgets.choices import ChoiceList
from tui.widgets.typed_line import TypedLine

if TYPE_CHECKING:
    from index.completion import Choices

_ROOMY = 60
_SPARE = 12
"""Cells by which what is said of the result may be shorter than what was said before, and the place for it stays."""


class _Syntax(Highlighter):
    """Colours fields, operators and phrases of a query, and the place of what could not be read."""

    def __init__(self, style: Callable[[str], Style]) -> None:
        self.column: int | None = None
        self.kinds: Callable[[str], Iterable[tuple[str, int, int]]] | None = None
        self._style = style

    def highlight(self, text: Text) -> None:
        """Style ``text`` in place."""
        for kind, start, end in self.kinds(text.plain) if self.kinds else ():
            text.stylize(self._style(kind), start, end)
        if self.column is not None and text.plain:
            column = min(self.column, len(text.plain) - 1)
            text.stylize(self._style("wrong"), column, len(text.plain) if column == 0 else column + 1)


class QueryInput(TypedLine):
    """The query line. Its colours come with the query language, for which the first screen does not wait."""

    COMPONENT_CLASSES: ClassVar = {"query--field", "query--operator", "query--phrase", "query--wrong"}
    DEFAULT_CSS = """
    QueryInput {
        & > .query--field { color: $sayso-person; }
        & > .query--operator { color: $sayso-organisation; text-style: bold; }
        & > .query--phrase { color: $sayso-place; }
        & > .query--wrong { color: $error; text-style: bold underline; }
        &:nocolor > .query--field { text-style: bold; }
    }
    """

    def __init__(self, choices: ChoiceList) -> None:
        self.syntax = _Syntax(lambda kind: self.get_component_rich_style(f"query--{kind}", partial=True))
        self._choices = choices
        super().__init__('words, "phrases", holder:name, stance:opposes …  (? for all)', self.syntax)

    def colour(self) -> None:
        """Colour the query from now on."""
        from index.query_text import kinds

        self.syntax.kinds = kinds
        self.refresh()

    def action_cursor_right(self, select: bool = False) -> None:
        """To the right; at the end of what is typed, take the choice that is offered."""
        if self._choices.is_open and self.cursor_at_end and not select:
            self._choices.take()
        else:
            super().action_cursor_right(select)

    def on_blur(self) -> None:
        """Nothing is being completed any more."""
        self._choices.close()


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
        & #found { width: auto; max-width: 60%; padding-left: 2; text-align: right; color: $sayso-quiet; }
        & > #refusal { display: none; height: auto; width: 100%; padding-left: 2; color: $error; }
        & > #refusal.-refused { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.choices = ChoiceList()

    def compose(self) -> ComposeResult:
        """The prompt, the query line, the count; below them what may be meant, and what is wrong with a query."""
        with Horizontal():
            yield Label("/", id="prompt", markup=False)
            yield QueryInput(self.choices)
            yield Label("", id="found", markup=False)
        yield self.choices
        yield Label("", id="refusal", markup=False)

    @property
    def input(self) -> QueryInput:
        """The query line."""
        return self.query_one(QueryInput)

    @property
    def said(self) -> Label:
        """What the query found."""
        return self.query_one("#found", Label)

    @property
    def query_text(self) -> str:
        """The query as it stands."""
        return self.input.value

    def fill(self, query: str) -> None:
        """Put another query in, as if nobody had typed it."""
        with self.input.prevent(Input.Changed):
            self.input.value = query
        self.input.cursor_position = len(query)
        self.choices.close()

    def offer(self, found: Choices) -> None:
        """Offer what the word that is typed may become, below that word."""
        line = self.input
        if line.has_focus and (line.value, line.cursor_position) == (found.query, found.cursor):
            before = width(found.query[: found.start])
            self.choices.show(found, before + 2 - line.scroll_offset.x, self.size.width)

    def take(self, query: str, cursor: int) -> None:
        """Type on where a choice was taken."""
        self.screen.set_focus(self.input)
        self.input.value = query
        self.input.cursor_position = cursor

    def found(self, page: Page, articles: int, sort: Sort) -> None:
        """Say what the query found: articles, copies that share a row with others among them."""
        if not page.query.strip():
            order = "oldest first" if sort == "oldest" else "newest first"
            words = [f"{page.articles:,} article{'' if page.articles == 1 else 's'}", order]
        else:
            words = [f"{page.articles:,} of {articles:,}", f"{page.took_ms:.0f} ms", sort]
        words = words if self.size.width >= _ROOMY else words[:1]
        self._say_found(" · ".join(words), exactly=not page.query)
        self._mark(None, "")

    def refused(self, reason: str, column: int) -> None:
        """Say what is wrong with the query, and mark where; what stands below was found by the one before."""
        self._say_found("results as before", exactly=True)
        self._mark(column, reason)

    def _say_found(self, said: str, *, exactly: bool = False) -> None:
        """Say it where there is room for it already; to lay the screen out anew for each letter typed takes long.

        ``exactly``: in no more room than it needs, as what stands in the empty line beside it needs the rest.
        """
        label = self.said
        spare = label.content_size.width - width(said)
        label.update(Content(said), layout=not 0 <= spare <= (0 if exactly else _SPARE))

    def _mark(self, column: int | None, reason: str) -> None:
        if self.input.syntax.column == column and column is None:
            return
        label = self.query_one("#refusal", Label)
        label.update(Content(visible(reason)))
        label.set_class(column is not None, "-refused")
        self.input.syntax.column = column
        self.input.refresh()
