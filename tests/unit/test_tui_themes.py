from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from tui import themes

ENTITIES = ("person", "organisation", "place", "group", "event", "law")
STANCES = ("supports", "opposes", "conditional", "neutral")
AA = 4.5


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio as WCAG 2 defines it."""

    def luminance(colour: Color) -> float:
        parts = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized)
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", themes.THEMES, ids=lambda theme: theme.name)
def test_all_text_is_legible_on_every_ground_it_stands_on(theme: Theme) -> None:
    ours = {name.removeprefix("sayso-"): colour for name, colour in themes.colours(theme).items()}
    anywhere = {name: ours[name] for name in ENTITIES} | {"text": theme.foreground}
    in_lists = anywhere | {name: ours[name] for name in (*STANCES, "quiet")} | {"accent": theme.accent}
    grounds = {theme.background: in_lists, ours["selected-ground"]: in_lists}
    grounds[ours["lit-ground"]] = anywhere | {"hit": ours["hit-text"]}
    for ground, words in grounds.items():
        for name, colour in words.items():
            assert colour is not None
            assert contrast(Color.parse(colour), Color.parse(str(ground))) >= AA, (name, ground)
    for hit in ("hit", "hit-here"):
        assert contrast(Color.parse(ours[f"{hit}-text"]), Color.parse(ours[f"{hit}-ground"])) >= AA
    for name in ENTITIES:
        assert contrast(Color.parse(ours[name]), Color.parse(ours["lit-strong-ground"])) >= AA, name


def test_every_theme_has_every_colour() -> None:
    ansi = Theme("ansi", primary="ansi_blue", ansi=True)
    assert set(themes.colours(themes.DARK)) == set(themes.colours(themes.LIGHT)) == set(themes.colours(ansi))
