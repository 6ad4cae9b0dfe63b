"""The signs of what articles and positions are, never colour alone: stances, and what a person keeps about them."""

from __future__ import annotations

from index.article import Stance

SIGNS: dict[Stance, str] = {"supports": "✔", "opposes": "✘", "conditional": "~", "neutral": "•"}
COLOURS: dict[Stance, str] = {"supports": "green", "opposes": "red", "conditional": "yellow", "neutral": "bright_black"}
STARRED, NOTED, UNREAD = "★", "✎", "●"
