"""Colours: two themes of our own, and the colours of entities and stances for every theme, light, dark or ANSI."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="sayso-dark",
    primary="#7aa2c8",
    secondary="#8f9bb3",
    accent="#e0b060",
    warning="#e0b060",
    error="#ef7f78",
    success="#86c58a",
    foreground="#d6d9de",
    background="#15181d",
    surface="#15181d",
    panel="#20252d",
    dark=True,
    variables={"border": "#7aa2c8", "border-blurred": "#333b47", "footer-key-foreground": "#e0b060"},
)
LIGHT = Theme(
    name="sayso-light",
    primary="#2b5d8c",
    secondary="#556070",
    accent="#8a5a00",
    warning="#8a5a00",
    error="#b3261e",
    success="#1f6b2c",
    foreground="#22262c",
    background="#faf8f4",
    surface="#faf8f4",
    panel="#ece8df",
    dark=False,
    variables={"border": "#2b5d8c", "border-blurred": "#cfc8ba", "footer-key-foreground": "#8a5a00"},
)
THEMES = (DARK, LIGHT)

_DARK_COLOURS = {
    "person": "#8fc1f0",
    "organisation": "#d3a6e8",
    "place": "#7fd0bd",
    "group": "#e6b58a",
    "event": "#ecca77",
    "law": "#b7c98a",
    "supports": "#86c58a",
    "opposes": "#ef7f78",
    "conditional": "#ecca77",
    "neutral": "#9aa4b2",
    "quiet": "#949eac",
    "hit-ground": "#5a4a14",
    "hit-text": "#ffe7a3",
    "hit-here-ground": "#ecca77",
    "hit-here-text": "#15181d",
    "lit-ground": "#1b3147",
    "lit-strong-ground": "#234a6c",
    "selected-ground": "#242c37",
    "hairline": "#333b47",
}
_LIGHT_COLOURS = {
    "person": "#1f5a96",
    "organisation": "#7a3a96",
    "place": "#0b6656",
    "group": "#8f4a14",
    "event": "#7a5a00",
    "law": "#4d6412",
    "supports": "#1f6b2c",
    "opposes": "#b3261e",
    "conditional": "#7a5a00",
    "neutral": "#5c6470",
    "quiet": "#5d6470",
    "hit-ground": "#ffe9a8",
    "hit-text": "#3b2c00",
    "hit-here-ground": "#8a5a00",
    "hit-here-text": "#ffffff",
    "lit-ground": "#e4edf7",
    "lit-strong-ground": "#c9dcf0",
    "selected-ground": "#ece8df",
    "hairline": "#cfc8ba",
}
_ANSI_COLOURS = {
    "person": "ansi_bright_blue",
    "organisation": "ansi_magenta",
    "place": "ansi_cyan",
    "group": "ansi_yellow",
    "event": "ansi_bright_yellow",
    "law": "ansi_green",
    "supports": "ansi_green",
    "opposes": "ansi_red",
    "conditional": "ansi_yellow",
    "neutral": "ansi_default",
    "quiet": "ansi_default",
    "hit-ground": "ansi_yellow",
    "hit-text": "ansi_black",
    "hit-here-ground": "ansi_bright_yellow",
    "hit-here-text": "ansi_black",
    "lit-ground": "ansi_blue",
    "lit-strong-ground": "ansi_blue",
    "selected-ground": "ansi_default",
    "hairline": "ansi_bright_black",
}


def colours(theme: Theme) -> dict[str, str]:
    """The style variables of our own, ``$sayso-…``, that suit ``theme``."""
    chosen = _ANSI_COLOURS if theme.ansi else _DARK_COLOURS if theme.dark else _LIGHT_COLOURS
    return {f"sayso-{name}": colour for name, colour in chosen.items()}
