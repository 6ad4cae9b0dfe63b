"""The board's set terms, for those who need no more of it: importing them costs nothing."""

from __future__ import annotations

from typing import Literal

Kind = Literal["person", "organisation", "state", "other"]
"""What a holder is; ``other`` is whoever the articles only describe (*an aide*, *two capitals*)."""

KINDS: tuple[Kind, ...] = ("person", "organisation", "state", "other")
Order = Literal["number", "recency", "name"]
ORDERS: tuple[Order, ...] = ("number", "recency", "name")
