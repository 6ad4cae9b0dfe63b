"""The line below the article: which colour means which kind of entity, and how far one has read."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui.text.cells import width
from tui.widgets.article import ArticleView
from tui.widgets.line_view import gap
from tui.wording import KIND_NAMES, KINDS


class Legend(Widget):
    """The kinds of entity that the open article has, in their colours, and the place in its text."""

    COMPONENT_CLASSES: ClassVar = {f"legend--{kind}" for kind in KIND_NAMES}
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
    }
    """

    def __init__(self, article: ArticleView) -> None:
        super().__init__()
        self._article = article

    def on_mount(self) -> None:
        """Follow the article."""
        for name in ("scroll_y", "virtual_size", "entities_lit", "analysis"):
            self.watch(self._article, name, self._follow, init=False)

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is one line
        """The one line there is."""
        base, wide = self.rich_style, self.size.width
        place = self._place()
        room = wide - width(place) - 3
        segments = [gap(1, base)]
        for kind in self._kinds():
            text = f"■ {kind}  "
            room -= width(text)
            if room < 0:
                break
            segments.append(Segment(text, base + self.get_component_rich_style(f"legend--{kind}", partial=True)))
        line = Strip(segments)
        return Strip([*line, gap(wide - line.cell_length - width(place) - 1, base), Segment(place, base), gap(1, base)])

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
        return "all" if article.max_scroll_y <= 0 else f"{min(1, article.scroll_y / article.max_scroll_y):.0%}"

    def _follow(self) -> None:
        self.refresh()
