"""The characters that never go to a terminal: what it would obey, what reorders text, what it would choke on."""

from __future__ import annotations

RANGES = (
    (0x00, 0x1F), (0x7F, 0x9F),  # control characters, C0 and C1
    (0x61C, 0x61C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069),  # marks that reorder text
    (0x2028, 0x2029),  # line and paragraph separators, which some terminals obey
    (0xD800, 0xDFFF), (0xFFF9, 0xFFFB), (0xE0000, 0xE007F),  # lone surrogates, annotations, tag characters
)  # fmt: skip
"""First and last code point of each range of them."""


def is_safe(text: str) -> bool:
    """Whether ``text`` has none of them."""
    codes = [ord(character) for character in set(text)]
    return not any(first <= code <= last for first, last in RANGES for code in codes)
