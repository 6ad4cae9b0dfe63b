"""The article pane as a reader uses it: with a place in the text, where the mouse clicked or something was gone to."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message

from index.article import Analysis, Article, Entity, Span
from tui.text.cells import visible
from tui.text.selection import offset_at
from tui.widgets.article import ArticleView


class PlacedArticle(ArticleView):
    """An article with a place in it. Posts :class:`Clicked`."""

    class Clicked(Message):
        """The mouse clicked on the character at ``offset``, and selected nothing."""

        def __init__(self, offset: int) -> None:
            self.offset = offset
            super().__init__()

    _place: int | None = None
    _named = "Article"

    @property
    def here(self) -> int:
        """The offset of what was gone to or clicked last while that is on the screen, else of a line near the top."""
        if self._place is not None and self.is_pointed_at:
            return self._place
        return self._start_of(round(self.scroll_y) - len(self._header) + self.rows // 3)

    @property
    def is_pointed_at(self) -> bool:
        """Whether a place was gone to or clicked that is still on the screen."""
        return self._place is not None and self.shows(self._place)

    @property
    def hit_number(self) -> int:
        """Which of the hits was gone to, counted from one; 0 for none."""
        return 0 if self._hit_here is None else self._hit_here + 1

    def on_screen(self) -> Span:
        """The part of the text that is on the screen."""
        top = round(self.scroll_y) - len(self._header)
        bottom = self._lines.line(min(max(0, top + self.rows - 1), len(self._lines) - 1))[1]
        return Span(self._start_of(top), bottom)

    def show(self, article: Article, analysis: Analysis | None, marks: tuple[Span, ...]) -> None:
        """Show an article; in another one there is no place yet."""
        if self.article is None or self.article.id != article.id:
            self._place = None
        super().show(article, analysis, marks)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The border names the article once its headline is out of sight."""
        super().watch_scroll_y(old_value, new_value)
        named = visible(self.article.title or "Untitled") if self.article and not self.at_top else "Article"
        if named != self._named:
            self._named = named
            self.border_title = Content(f" {named} ")

    def reveal(self, start: int, end: int) -> None:
        """Scroll to the text from ``start`` to ``end``, which is the place from now on."""
        self._place = start
        super().reveal(start, end)

    def shows(self, offset: int) -> bool:
        """Whether the character at ``offset`` is on the screen."""
        start, end = self.on_screen()
        return start <= offset < end

    def go_to_hit(self, step: int) -> bool:
        """Go on or back to a hit: from the one that was gone to while that is on the screen, else from what is."""
        here = self._hit_here
        if here is not None and here < len(self.hits) and not self.shows(self.hits[here].start):
            self._hit_here = None
        return super().go_to_hit(step)

    def go_to_entity(self, step: int) -> bool:
        """Go on or back to a mention: from the one that was gone to while that is on the screen, else from what is."""
        if self._entity_here and not self.shows(self._entity_here[0].start):
            self._entity_here = None
        return super().go_to_entity(step)

    def mention_at(self, offset: int) -> tuple[Entity, Span] | None:
        """The entity that the character at ``offset`` names, with that mention."""
        entities = self.analysis.entities if self.analysis else ()
        return next(
            ((each, span) for each in entities for span in each.mentions if span.start <= offset < span.end), None
        )

    def entity_here(self) -> Entity | None:
        """The entity that was gone to, or is named here, or next after it."""
        if self.entity or self.analysis is None:
            return self.entity
        if found := self.mention_at(self.here):
            return found[0]
        after = ((span, each) for each in self.analysis.entities for span in each.mentions if span.start >= self.here)
        return min(after, key=lambda each: each[0], default=(None, None))[1]

    def go_to_mention(self, entity: Entity, span: Span) -> None:
        """Go to one mention of an entity."""
        self._entity_here, self._layers = (span, entity), None
        self.reveal(*span)
        self.refresh()

    def _start_of(self, number: int) -> int:
        self._lines.reach_line(max(0, number))
        return self._lines.line(min(max(0, number), len(self._lines) - 1))[0]

    def on_click(self, event: events.Click) -> None:
        """Take the place under the mouse."""
        _, place = self.screen.get_widget_and_offset_at(event.screen_x, event.screen_y)
        if self.article is None or place is None or self.text_selection is not None:
            return
        number = place.y - len(self._header)
        if 0 <= number < len(self._lines):
            self._place = offset_at(self._lines, number, place.x)
            self.post_message(self.Clicked(self._place))
