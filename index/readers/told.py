"""From the metadata that a file states (front matter, labelled lines) to what sayso knows of an article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from index.readers.composition import Told
from index.readers.metadata import parse_date

KEYS = {
    **dict.fromkeys(("title", "headline"), "title"),
    **dict.fromkeys(("author", "authors", "byline", "by", "creator"), "byline"),
    **dict.fromkeys(("source", "publisher", "publication", "outlet", "newspaper", "site", "site_name"), "source"),
    **dict.fromkeys(("published", "date", "published_at", "publishdate", "pubdate", "date_published"), "published"),
    **dict.fromkeys(("url", "link", "canonical_url", "source_url"), "url"),
    **dict.fromkeys(("language", "lang", "locale"), "language"),
}
"""What the keys of Hugo, Jekyll, Obsidian's clipper and newspaper exports mean; the first that is filled wins."""

_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_NULL = frozenset({"", "~", "null", "none"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")
_MOST_AUTHORS = 50
_LONGEST_URL = 2000


def told_from(stated: Mapping[str, object]) -> Told:
    """Return what ``stated`` says; keys in any case, values of types that do not fit are passed over."""
    by_field: dict[str, list[object]] = {}
    lowered = {str(key).strip().lower(): value for key, value in stated.items()}
    for key, field in KEYS.items():
        if key in lowered:
            by_field.setdefault(field, []).append(lowered[key])
    sources = [text for value in by_field.get("source", []) if (text := _text(value))]
    urls = [text for value in by_field.get("url", []) if (text := _text(value))] + sources
    languages = [text for value in by_field.get("language", []) if (text := _text(value))]
    return Told(
        title=next(filter(None, map(_text, by_field.get("title", []))), None),
        byline=next(filter(None, map(_names, by_field.get("byline", []))), None),
        source=next((source for source in sources if not _is_url(source)), None),
        published=next(filter(None, map(parse_date, by_field.get("published", []))), None),
        url=next(filter(_is_url, urls), None),
        language=next(filter(_LANGUAGE.fullmatch, languages), None),
    )


def _text(value: object) -> str | None:
    """Return a string, a number as such, a list's only element, or the ``name`` of a mapping; else ``None``."""
    if isinstance(value, Mapping):
        value = value.get("name")
    elif isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        return None
    text = _WIKI_LINK.sub(r"\1", value).strip()
    return None if text.casefold() in _NULL else text


def _names(value: object) -> str | None:
    """Return one name, or several joined by commas."""
    values = value[:_MOST_AUTHORS] if isinstance(value, list) else [value]
    return ", ".join(name for one in values if (name := _text(one))) or None


def _is_url(text: str) -> bool:
    """Tell whether ``text`` is a web address; ``javascript:`` or ``file:`` are nothing to open from an article."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    is_web = parts.scheme in {"http", "https"} and bool(parts.netloc)
    return is_web and len(text) <= _LONGEST_URL and not re.search(r"\s", text)
