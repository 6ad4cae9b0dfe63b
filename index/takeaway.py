"""Writes articles and positions into files of a person's own: whole or not at all, the form told by the suffix."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from index.answer import HeldPosition, SaysoError
from index.article import Analysis, Article
from index.export import (
    csv_lines,
    escaped,
    extraction_record,
    held_position_record,
    json_line,
    markdown_item,
    markdown_lines,
    reported,
)

ARTICLE_FORMS = (".md", ".txt", ".json")
POSITION_FORMS = (".csv", ".md", ".json", ".txt")


def cited(held: HeldPosition) -> str:
    """A position as one cites it, on one line: its words, who holds it, where and when it stood."""
    article, position = held.article, held.position
    holder = position.holder.name if position.holder else "no one named"
    day = f"{article.published:%Y-%m-%d}" if article.published else None
    where = ", ".join(each for each in (article.source or article.title, day, article.url) if each)
    how = reported(position.quotation, position.cue.text if position.cue else None)
    return f"“{position.statement.text}” — {holder} ({position.stance}){how}, {where}"


def article_lines(article: Article, analysis: Analysis | None, form: str) -> Iterator[str]:
    """An article as the lines of a file in one of :data:`ARTICLE_FORMS`. Raises :class:`SaysoError` for another."""
    return _ARTICLE[_checked(form, ARTICLE_FORMS, "an article")](article, analysis or Analysis())


def position_lines(positions: Iterable[HeldPosition], form: str) -> Iterator[str]:
    """Positions as the lines of a file in one of :data:`POSITION_FORMS`. Raises :class:`SaysoError` for another."""
    return _POSITIONS[_checked(form, POSITION_FORMS, "positions")](positions)


def write(path: Path, lines: Iterable[str], *, replace: bool = False) -> int:
    """Write a file, with a line feed after each line; returns its size in bytes.

    It appears at once and whole; what fails or is interrupted leaves nothing. Only to ``replace`` does it take the
    place of another. Raises :class:`SaysoError` where it cannot be written, and whatever ``lines`` raises.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("x", encoding="utf-8", errors="replace", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        _move(part, path, replace=replace)
    except FileExistsError as error:
        raise SaysoError(f"{path} is there already") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise SaysoError(f"{path} cannot be written: {reason}") from error
    finally:
        with suppress(OSError, ValueError):
            part.unlink(missing_ok=True)
    return size


def _move(part: Path, path: Path, *, replace: bool) -> None:
    """Give a file its name. Raises :class:`FileExistsError` where that is taken and it is not to ``replace`` it."""
    if not replace:
        with suppress(PermissionError, NotImplementedError):  # a file system without hard links, such as FAT
            os.link(part, path)
            return
        if path.exists():
            raise FileExistsError
    part.replace(path)


def _checked(form: str, forms: tuple[str, ...], what: str) -> str:
    if form.lower() not in forms:
        raise SaysoError(f"{what} can be written as {', '.join(forms[:-1])} or {forms[-1]}, not as {form or 'that'}")
    return form.lower()


def _plain_article(article: Article, _: Analysis) -> Iterator[str]:
    yield from (article.title, *_about(article), "", article.text)


def _markdown_article(article: Article, analysis: Analysis) -> Iterator[str]:
    yield f"# {escaped(article.title)}"
    for paragraph in (*_about(article), *article.text.split("\n")):
        if paragraph.strip():
            yield from ("", escaped(paragraph))
    if analysis.positions:
        yield from ("", "## Positions", "")
        yield from (markdown_item(position) for position in analysis.positions)


def _json_article(article: Article, analysis: Analysis) -> Iterator[str]:
    yield json_line(extraction_record(article, analysis))


def _about(article: Article) -> list[str]:
    day = f"{article.published:%Y-%m-%d}" if article.published else None
    known = [each for each in (article.source, day, article.byline, article.url) if each]
    return [" · ".join(known)] if known else []


def _json_positions(positions: Iterable[HeldPosition]) -> Iterator[str]:
    before = "["
    for held in positions:
        yield before + json_line(held_position_record(held))
        before = ","
    yield "]" if before == "," else "[]"


def _plain_positions(positions: Iterable[HeldPosition]) -> Iterator[str]:
    return (cited(held) for held in positions)


_ARTICLE: Mapping[str, Callable[[Article, Analysis], Iterator[str]]] = {
    ".txt": _plain_article, ".md": _markdown_article, ".json": _json_article,
}  # fmt: skip
_POSITIONS: Mapping[str, Callable[[Iterable[HeldPosition]], Iterator[str]]] = {
    ".csv": csv_lines, ".md": markdown_lines, ".json": _json_positions, ".txt": _plain_positions,
}  # fmt: skip
