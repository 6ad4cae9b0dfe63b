"""The sign and the colour of each stance: never colour alone."""

from __future__ import annotations

from index.article import Stance

SIGNS: dict[Stance, str] = {"supports": "✔", "opposes": "✘", "conditional": "~", "neutral": "•"}
COLOURS: dict[Stance, str] = {"supports": "green", "opposes": "red", "conditional": "yellow", "neutral": "bright_black"}
