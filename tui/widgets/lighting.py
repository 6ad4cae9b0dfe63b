"""What is lit in an article and how: entities, hits, the words of a position, as layers painted over its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.style import Style

from index.article import Analysis, Position, Span
from tui.text.paint import Layer
from tui.wording import KINDS

HEADLINE, ORIGIN = "article--headline", "article--origin"
COMPONENTS = {
    HEADLINE, ORIGIN, "article--tags", "article--note",
    "article--person", "article--organisation", "article--place", "article--group",
    "article--event", "article--law", "article--hit", "article--hit-here", "article--statement",
    "article--holder", "article--cue", "article--target", "article--selection",
}  # fmt: skip
CSS = """
ArticleView {
    & > .article--headline { text-style: bold; }
    & > .article--origin { color: $sayso-quiet; }
    & > .article--tags { color: $accent; }
    & > .article--note { text-style: italic; }
    & > .article--person { color: $sayso-person; }
    & > .article--organisation { color: $sayso-organisation; }
    & > .article--place { color: $sayso-place; }
    & > .article--group { color: $sayso-group; }
    & > .article--event { color: $sayso-event; }
    & > .article--law { color: $sayso-law; }
    & > .article--hit { color: $sayso-hit-text; background: $sayso-hit-ground; }
    & > .article--hit-here { color: $sayso-hit-here-text; background: $sayso-hit-here-ground; }
    & > .article--statement { background: $sayso-lit-ground; }
    & > .article--holder { background: $sayso-lit-strong-ground; text-style: bold; }
    & > .article--cue { background: $sayso-lit-strong-ground; text-style: italic; }
    & > .article--target { background: $sayso-lit-strong-ground; text-style: underline; }
    & > .article--selection { color: $screen-selection-foreground; background: $screen-selection-background; }
    &:nocolor > .article--statement { text-style: underline; }
    &:nocolor > .article--hit { text-style: reverse; }
    &:nocolor > .article--hit-here { text-style: reverse bold; }
    &:ansi > .article--origin { text-style: dim; }
}
"""
"""How each of them looks."""
Over = Callable[[str], Style]
"""The style of a component, to lay over another: as :meth:`LineView.over` gives it."""


def entity_layer(analysis: Analysis, over: Over) -> Layer:
    """Every mention of an entity, in the colour of its kind."""
    styles = {label: over(f"article--{kind}") for label, kind in KINDS.items()}
    return Layer.of((*span, styles[entity.label]) for entity in analysis.entities for span in entity.mentions)


def evidence_layers(position: Position, over: Over) -> list[Layer]:
    """The words of a position: its statement, over that its holder, its cue and its target."""
    parts = (
        ("statement", position.statement.spans),
        ("holder", position.holder.spans if position.holder else ()),
        ("cue", position.cue.spans if position.cue else ()),
        ("target", position.target.spans if position.target else ()),
    )
    return [span_layer(spans, over(f"article--{name}")) for name, spans in parts]


def span_layer(spans: Iterable[Span], style: Style) -> Layer:
    """Spans that are all lit alike."""
    return Layer.of((*span, style) for span in spans)
