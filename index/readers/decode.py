"""From the bytes of a text file to characters: UTF-8, UTF-16, or what charset-normalizer makes of them.

In this order: a byte order mark; NULs in every other byte (UTF-16 without a mark); UTF-8; UTF-8 with a little damage; a
legacy encoding, Windows-1252 where it fits as well as any other. Detection looks at a window, not at the whole file, so
its cost does not grow with the file.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 64 * 1024
_WINDOW = 16 * 1024
"""How many bytes, from the first that is not ASCII on, an encoding is detected from."""

_LEGACY = [
    *(f"cp125{digit}" for digit in (2, 0, 1, 3, 4, 5, 6, 7, 8)),
    *("cp874", "koi8_r", "iso8859_2", "iso8859_5", "iso8859_15", "mac_roman"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),
]
"""The encodings in which newspaper texts are met; among all that Python has, rare ones win on short texts by chance."""

_OTHER_LATIN = frozenset(
    {"Turkish", "Polish", "Czech", "Slovak", "Slovene", "Croatian", "Hungarian", "Romanian", "Lithuanian", "Latvian"}
    | {"Estonian", "Vietnamese"}
)
"""Languages in Latin letters that Windows-1252 lacks letters of."""

_HIGH = re.compile(rb"[\x80-\xff]")
_ASCII = bytes(range(128))
_CONTROLS = bytes(code for code in range(32) if code not in b"\a\b\t\n\x0b\x0c\r\x1b")  # those of no text
_MAX_CONTROL_SHARE = 0.02


class NotTextError(ValueError):
    """Bytes that are no text in any encoding known here."""


def decode(data: bytes) -> str:
    """Return ``data`` as characters, without its byte order mark; raises :exc:`NotTextError`.

    What an otherwise fitting encoding cannot decode becomes U+FFFD. The same bytes always give the same text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if wide := _wide(data[:_SAMPLE]):
        return data.decode(wide, "replace")
    if _is_binary(data[:_SAMPLE]):
        raise NotTextError
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(data) or data.decode(_legacy_encoding(data), "replace")


def _wide(sample: bytes) -> str | None:
    """Return which UTF-16 ``sample`` is, told by the high bytes of its ASCII characters, all NUL and on one side."""
    pairs = len(sample) // 2
    if not pairs or b"\0" not in sample:
        return None
    first, second = (sample[offset : pairs * 2 : 2].count(0) / pairs for offset in (0, 1))
    for quiet, loud, encoding in ((first, second, "utf-16-le"), (second, first, "utf-16-be")):
        if quiet < 0.01 and loud > 0.3:
            return encoding
    return None


def _is_binary(sample: bytes) -> bool:
    """Tell whether control characters make up more of ``sample`` than of any text."""
    return len(sample) - len(sample.translate(None, _CONTROLS)) > _MAX_CONTROL_SHARE * len(sample)


def _damaged_utf8(data: bytes) -> str | None:
    """Return ``data`` as UTF-8 when nearly all of it is: one foreign byte must not spoil every accent of a text."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    plain = len(data) - len(data.translate(None, _ASCII))
    return text if len(text) - lost - plain >= 10 * lost else None


def _legacy_encoding(data: bytes) -> str:
    import charset_normalizer  # here: it takes 75 ms to import and most files are UTF-8

    high = _HIGH.search(data)
    start = high.start() if high else 0
    start = max(data.rfind(b"\n", 0, start), data.rfind(b" ", 0, start), 0)
    window = data[start : start + _WINDOW]
    if len(data) > start + _WINDOW:  # not in the middle of a character of several bytes
        window = window[: max(window.rfind(b"\n"), window.rfind(b" ")) + 1] or window
    matches = charset_normalizer.from_bytes(window, cp_isolation=_LEGACY)
    best = matches.best()
    if best is None:
        raise NotTextError
    western = [match for match in matches if "cp1252" in (match.encoding, *match.could_be_from_charset)]
    as_sound = bool(western) and western[0].chaos <= best.chaos + 0.01
    if as_sound and (western[0].coherence >= best.coherence or best.language not in _OTHER_LATIN):
        return "cp1252"
    return best.encoding
