"""The line below the article: what the colours mean or who holds what is lit, and how far one has read."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from index.article import Position
from tui.signs import SIGNS
from tui.text.cells import clip, width
from tui.widgets.line_view import gap
from tui.widgets.placed_article import PlacedArticle
from tui.widgets.positions import PositionsView
from tui.wording import KIND_NAMES, KINDS, holder_name


class Legend(Widget):
    """The kinds of entity that the open article has, in their colours, and the place in its text.

    Where the positions have no room of their own, the one that is lit stands here in place of the kinds.
    """

    COMPONENT_CLASSES: ClassVar = {f"legend--{name}" for name in (*KIND_NAMES, *SIGNS)}
    DEFAULT_CSS = """
    Legend {
        height: 1;
        color: $sayso-quiet;
        & > .legend--person { color: $sayso-person; }
        & > .legend--organisation { color: $sayso-organisation; }
        & > .legend--place { color: $sayso-place; }
        & > .legend--group { color: $sayso-group; }
        & > .legend--event { color: $sayso-event; }
        & > .legend--law { color: $sayso-law; }
        & > .legend--supports { color: $sayso-supports; }
        & > .legend--opposes { color: $sayso-opposes; }
        & > .legend--conditional { color: $sayso-conditional; }
        & > .legend--neutral { color: $sayso-neutral; }
    }
    """

    def __init__(self, article: PlacedArticle, positions: PositionsView | None = None) -> None:
        super().__init__()
        self._article, self._positions = article, positions

    def on_mount(self) -> None:
        """Follow the article."""
        for name in ("scroll_y", "virtual_size", "entities_lit", "analysis"):
            self.watch(self._article, name, self._follow, init=False)

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is one line
        """The one line there is."""
        base, wide = self.rich_style, self.size.width
        place = self._place()
        line = Strip([gap(1, base), *(self._lit(wide - width(place) - 4) or self._colours(wide - width(place) - 3))])
        return Strip([*line, gap(wide - line.cell_length - width(place) - 1, base), Segment(place, base), gap(1, base)])

    def _lit(self, room: int) -> list[Segment]:
        """Sign, holder, stance and target of the lit position, where its pane does not show them."""
        position = self._positions.position if self._positions else None
        if position is None or self._positions is None or self._positions.is_shown:
            return []
        style = self.rich_style + self.get_component_rich_style(f"legend--{position.stance}", partial=True)
        target = f" · {position.target.text}" if position.target else ""
        where = self._beyond(position)
        said = clip(f"{SIGNS[position.stance]} {holder_name(position)} · {position.stance}{target}", room - len(where))
        return [Segment(said + where, style)]

    def _beyond(self, position: Position) -> str:
        """Which way its words are, where they are not on the screen."""
        spans, (top, bottom) = position.statement.spans, self._article.on_screen()
        return " ↑" if spans[-1].end <= top else " ↓" if spans[0].start >= bottom else ""

    def _colours(self, room: int) -> list[Segment]:
        segments = []
        for kind in self._kinds():
            text = f"■ {kind}  "
            room -= width(text)
            if room < 0:
                break
            style = self.rich_style + self.get_component_rich_style(f"legend--{kind}", partial=True)
            segments.append(Segment(text, style))
        return segments

    def _kinds(self) -> list[str]:
        analysis = self._article.analysis
        if analysis is None or not self._article.entities_lit:
            return []
        present = {KINDS[entity.label] for entity in analysis.entities}
        return [kind for kind in KIND_NAMES if kind in present]

    def _place(self) -> str:
        article = self._article
        if article.article is None:
            return ""
        if article.analysis is None:
            return "not analysed yet"
        far = "all" if article.max_scroll_y <= 0 else f"{min(1, article.scroll_y / article.max_scroll_y):.0%}"
        return " · ".join([*(self._positions.count if self._positions else []), far])

    def _follow(self) -> None:
        self.refresh()
