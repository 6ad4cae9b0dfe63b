"""The article pane: the text in a comfortable measure, with entities, hits and the selected position's words lit."""

from __future__ import annotations

import re
from itertools import islice
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.reactive import var
from textual.selection import Selection
from textual.strip import Strip

from index.article import Analysis, Article, Entity, Position, Span
from tui.text.paint import Layer, paint
from tui.text.selection import selected_lines, selected_span
from tui.text.wrap import Wrapped, clipped
from tui.widgets.lighting import COMPONENTS, CSS, HEADLINE, ORIGIN, entity_layer, evidence_layers, span_layer
from tui.widgets.line_view import LineView, gap
from tui.wording import origin, reading_time

MOST_FOUND = 10_000
"""Places that are marked at most when something is looked for in an article."""
MEASURE = 76
"""Cells of a line at most: what reads comfortably."""
_AT_FIRST, _AT_ONCE = 150, 400
"""Lines that are wrapped before the first of them is shown, and whenever there is time."""
_HEADER_LINES = 12


class ArticleView(LineView):
    """An article's text; the offsets of everything lit are into ``Article.text``."""

    ALLOW_SELECT: ClassVar[bool] = True
    COMPONENT_CLASSES: ClassVar = COMPONENTS
    DEFAULT_CSS = CSS

    entities_lit: var[bool] = var(True)
    """Whether entities are coloured."""
    analysis: var[Analysis | None] = var[Analysis | None](None)
    """Entities and positions of the article that is shown; ``None`` while it has not been analysed."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.border_title = " Article "
        self.article: Article | None = None
        self.marks: tuple[Span, ...] = ()
        self.found: tuple[Span, ...] | None = None
        self.position: Position | None = None
        self.widest = MEASURE
        self._hit_here: int | None = None
        self._entity_here: tuple[Span, Entity] | None = None
        self._say = ""
        self._header: list[tuple[str, str]] = []
        self._kept: tuple[tuple[str, str], ...] = ()
        self._lines = Wrapped("", 1)
        self._layers: list[Layer] | None = None
        self._entities: Layer | None = None
        self._anchor = 0
        self._growing = False
        self._painting = False

    @property
    def hits(self) -> tuple[Span, ...]:
        """What ``n`` goes through: what was found in the article, else the hits of the search."""
        return self.marks if self.found is None else self.found

    @property
    def measure(self) -> int:
        """Cells of a line of text."""
        return max(1, min(self.widest, self.columns - 2))

    def show(self, article: Article, analysis: Analysis | None, marks: tuple[Span, ...]) -> None:
        """Show an article; where it is shown already only what is lit changes, and the place stays."""
        same = self.article is not None and (self.article.id, self.article.text) == (article.id, article.text)
        if not same or (self.found is None and marks != self.marks):
            self._hit_here = None
        self.article, self.analysis, self.marks = article, analysis, marks
        self._layers, self._entities, self._say = None, None, ""
        if same:
            self.refresh()
            return
        self.position = self.found = self._entity_here = None
        self._anchor, self._kept = 0, ()
        self._wrap()
        self.jump(0)

    def annotate(self, lines: tuple[tuple[str, str], ...]) -> None:
        """Show below the origin what a person keeps about the article: texts, each with its component."""
        if lines == self._kept:
            return
        self._kept, before, top = lines, len(self._header), round(self.scroll_y)
        self._head()
        self._count()
        if top >= before:  # the words on the screen stay where they are
            self.jump(top + len(self._header) - before)
        self.refresh()

    def say(self, line: str) -> None:
        """Show a line in place of an article."""
        self.article = self.analysis = self.position = self.found = self._entity_here = None
        self.marks = ()
        self._layers, self._say = None, line
        self._wrap()
        self.jump(0)

    def light(self, position: Position | None, *, follow: bool = True) -> None:
        """Light the words of a position and, to ``follow``, scroll to them."""
        self.position, self._layers = position, None
        if position and follow:
            spans = position.statement.spans
            starts = [span.start for span in spans + (position.holder.spans if position.holder else ())]
            near = [start for start in starts if abs(start - spans[0].start) < 4 * self.measure]
            self.reveal(min(near), spans[0].end)
        self.refresh()

    def find(self, words: str) -> int:
        """Mark every place that has ``words``, in any case, instead of the search's hits; how many there are."""
        article = self.article
        found = re.finditer(re.escape(words), article.text, re.IGNORECASE) if words and article else ()
        self.found = tuple(Span(*each.span()) for each in islice(found, MOST_FOUND)) if words else None
        self._hit_here, self._layers = None, None
        self.refresh()
        return len(self.found or ())

    def mark(self, spans: tuple[Span, ...]) -> None:
        """Mark these words instead of the search's hits, and go to the first."""
        self.found, self._hit_here = spans, None
        self.go_to_offset(spans[0].start)
        self.go_to_hit(1)

    def go_to_hit(self, step: int) -> bool:
        """Go on (1) or back (-1) to a hit; from the lines on the screen where none was gone to yet; false at an end."""
        if not self.hits:
            return False
        if self._hit_here is not None:
            chosen = self._hit_here + step
        else:
            top = self.offset_at_top()
            after = [number for number, span in enumerate(self.hits) if span.start >= top]
            chosen = after[0] if after and step > 0 else (after[0] if after else len(self.hits)) - 1 if step < 0 else -1
        if not 0 <= chosen < len(self.hits):
            return False
        self._hit_here, self._layers = chosen, None
        self.reveal(*self.hits[chosen])
        self.refresh()
        return True

    def go_to_last_hit(self) -> bool:
        """Go to the last hit of the article; false where there is none."""
        self._hit_here = len(self.hits)
        return self.go_to_hit(-1)

    @property
    def entity(self) -> Entity | None:
        """The entity that was gone to last."""
        return self._entity_here[1] if self._entity_here else None

    def go_to_entity(self, step: int) -> bool:
        """Go on (1) or back (-1) to a mention of an entity, from the top of the screen at first; false at an end."""
        entities = self.analysis.entities if self.analysis else ()
        mentions = sorted((span, number) for number, entity in enumerate(entities) for span in entity.mentions)
        start = self._entity_here[0].start if self._entity_here else self.offset_at_top() - (step > 0)
        after = [each for each in mentions if (each[0].start - start) * step > 0]
        if not after:
            return False
        span, number = after[0] if step > 0 else after[-1]
        self._entity_here, self._layers = (span, entities[number]), None
        self.reveal(*span)
        self.refresh()
        return True

    def leave_entity(self) -> bool:
        """Do not mark an entity any longer; false where none was."""
        left, self._entity_here, self._layers = self._entity_here is not None, None, None
        self.refresh()
        return left

    def reveal(self, start: int, end: int) -> None:
        """Scroll so that the text from ``start`` to ``end`` is on the screen, a third down where it was not."""
        first = self._lines.line_at(start) + len(self._header)
        last = self._lines.line_at(max(start, end - 1)) + len(self._header)
        self._count()
        top = round(self.scroll_y)
        if first < top or last >= top + self.rows:
            self.jump(first - self.rows // 3 if last - first < self.rows // 2 else first - 1)

    @property
    def at_top(self) -> bool:
        """Whether the headline is on the screen."""
        return round(self.scroll_y) < len(self._header)

    def go_to_offset(self, offset: int) -> None:
        """Scroll so that the line with this character is the first on the screen."""
        line = self._lines.line_at(offset) + len(self._header)
        self._count()
        self.jump(line)

    def offset_at_top(self) -> int:
        """The offset of the first character on the screen."""
        number = round(self.scroll_y) - len(self._header)
        if number < 0:
            return 0
        self._lines.reach_line(number)
        return self._lines.line(min(number, len(self._lines) - 1))[0]

    def move(self, lines: int) -> bool:
        """Scroll by lines; false where it is at that end already."""
        before = round(self.scroll_y)
        self.jump(before + lines)
        return round(self.scroll_y) != before

    def move_pages(self, pages: float) -> bool:
        """Scroll by pages; false where it is at that end already."""
        before = round(self.scroll_y)
        self.page(pages)
        return round(self.scroll_y) != before

    def go_to_end(self) -> None:
        """Scroll to the last line, wrapping all of the text if need be."""
        self._lines.reach(len(self._lines.text))
        self._count()
        self.jump(self.virtual_size.height)

    def line(self, number: int) -> Strip | None:
        """A line of the headline or of the text."""
        base = self.base
        margin = gap((self.columns - self.measure) // 2, base)
        if number < len(self._header):
            text, name = self._header[number]
            layers = [] if self.text_selection is None else [self._selection_in_header(number, text)]
            segments = paint(text, 0, len(text), base + self.over(name), layers)
        else:
            row = number - len(self._header)
            self._lines.reach_line(row)
            if row >= len(self._lines):
                return None
            segments = paint(self._lines.text, *self._lines.line(row), base, self._lit())
        return Strip([margin, *(segments or [Segment(" ", base)])])

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines to be painted: these need not say where each of their words stands."""
        self._painting = True
        try:
            return super().render_lines(crop)
        finally:
            self._painting = False

    def render_line(self, y: int) -> Strip:
        """The strip at row ``y``; one that is not for painting is for the mouse, which asks where words stand."""
        strip = super().render_line(y)
        if self._painting:
            return strip
        margin, *segments = strip
        number, within = y + self.scroll_offset.y, 0
        line = [margin]
        for segment in segments:
            place = Style.from_meta({"offset": (within, number)})
            line.append(Segment(segment.text, (segment.style or self.base) + place))
            within += len(segment.text)
        return Strip(line)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text under a mouse selection: verbatim from the article, not as it is wrapped."""
        header = [text for text, _ in self._header]
        start, end = selected_span(self._lines, selection, len(header))
        parts = [*selected_lines(header, selection), self._lines.text[start:end]]
        return "\n".join(part for part in parts if part), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002 - Textual's signature
        """The mouse selected something else."""
        self._layers = None
        self.refresh()

    def watch_entities_lit(self) -> None:
        """Colour entities, or do not."""
        self._layers = self._entities = None
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember which words are on top, so that they stay there when the pane changes its width."""
        super().watch_scroll_y(old_value, new_value)
        if self._lines.width == self.measure:
            self._anchor = self.offset_at_top() if round(new_value) >= len(self._header) else 0

    def on_resize(self) -> None:
        """Wrap to the new width and keep the place in the text."""
        if self._lines.width != self.measure:
            anchor = self._anchor
            self._wrap()
            self.jump(self._lines.line_at(anchor) + len(self._header) if anchor else 0)
            self._anchor = anchor  # not the start of its line, or there and back again would end elsewhere
        else:
            self._count()
            self.refresh()

    def notify_style_update(self) -> None:
        """Colours changed: light anew."""
        self._layers = self._entities = None
        super().notify_style_update()

    def _head(self) -> None:
        article = self.article
        self._header = []
        if article is not None:
            origin_line = origin(article.source, article.published, _by(article.byline), reading_time(article.text))
            for text, name in ((article.title or "Untitled", HEADLINE), (origin_line, ORIGIN), *self._kept):
                self._header += [(line, name) for line in clipped(text, self.measure, _HEADER_LINES)]
            self._header.append(("", ORIGIN))

    def _wrap(self) -> None:
        article = self.article
        self._head()
        self._lines = Wrapped(article.text if article else self._say, self.measure)
        self._lines.grow(_AT_FIRST)
        self._count()
        self.refresh()
        self._grow_later()

    def _count(self) -> None:
        self.virtual_size = Size(self.columns, len(self._header) + self._lines.expected + 1)

    def _grow_later(self) -> None:
        if not self._growing and not self._lines.complete:
            self._growing = True
            self.set_timer(0.03, self._grow)

    def _grow(self) -> None:
        """Wrap a little more of a long text whenever there is time, so that the scroll bar comes to tell the truth."""
        self._growing = False
        self._lines.grow(_AT_ONCE)
        if self._lines.complete:
            self._count()
        self._grow_later()

    def _lit(self) -> list[Layer]:
        if self._layers is None:
            layers = (
                self._entity_layer(),
                span_layer(self.hits, self.over("article--hit")),
                *(evidence_layers(self.position, self.over) if self.position else ()),
                span_layer(self._here(), self.over("article--hit-here")),
                self._selection_layer(),
            )
            self._layers = [layer for layer in layers if layer.starts]
        return self._layers

    def _entity_layer(self) -> Layer:
        if self._entities is None and self.entities_lit and self.analysis:
            self._entities = entity_layer(self.analysis, self.over)
        return self._entities or Layer()

    def _here(self) -> list[Span]:
        """The hit and the entity that were gone to."""
        here = [self._entity_here[0]] if self._entity_here else []
        if self._hit_here is not None and self._hit_here < len(self.hits):
            here.append(self.hits[self._hit_here])
        return here

    def _selection_layer(self) -> Layer:
        selection = self.text_selection
        if selection is None:
            return Layer()
        start, end = selected_span(self._lines, selection, len(self._header))
        return Layer.of([(start, end, self.over("article--selection"))])

    def _selection_in_header(self, number: int, text: str) -> Layer:
        span = self.text_selection.get_span(number) if self.text_selection else None
        if span is None:
            return Layer()
        end = len(text) if span[1] < 0 else span[1]
        return Layer.of([(span[0], end, self.over("article--selection"))])


def _by(byline: str | None) -> str | None:
    return f"by {byline}" if byline else None
