"""Articles, entities and positions as JSON-ready records, and back: one form for the store and for scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from index.article import Article, Entity, Holder, Passage, Position, Span

Record = dict[str, Any]


def article_record(article: Article) -> Record:
    """The metadata of an article; ``published`` as ISO 8601 or ``None``."""
    return {
        "title": article.title,
        "byline": article.byline,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
    }


def entity_record(entity: Entity) -> Record:
    """``{"name", "label", "mentions": [[start, end], …]}``."""
    return {"name": entity.name, "label": entity.label, "mentions": _pairs(entity.mentions)}


def position_record(position: Position, *, explain: bool = False) -> Record:
    """A position as a record; what is unknown is ``None``.

    ``outer`` stands in it only for a nested position, ``also`` only where the article says
    the same again, ``rule`` only where ``explain`` asks for it.
    """
    holder = position.holder
    record: Record = {
        "holder": {"name": holder.name, "spans": _pairs(holder.spans)} if holder else None,
        "cue": _passage_record(position.cue),
        "statement": _passage_record(position.statement),
        "quotation": position.quotation,
        "stance": position.stance,
        "target": _passage_record(position.target),
        "confidence": round(position.confidence, 3),
    }
    if position.outer is not None:
        record["outer"] = position.outer
    if position.also:
        record["also"] = [_passage_record(passage) for passage in position.also]
    if explain:
        record["rule"] = position.rule
    return record


def entity_of(record: Mapping[str, Any]) -> Entity:
    """The entity that :func:`entity_record` made ``record`` of."""
    return Entity(record["name"], record["label"], _spans(record["mentions"]))


def position_of(record: Mapping[str, Any]) -> Position:
    """The position that :func:`position_record` made ``record`` of."""
    holder, statement = record["holder"], record["statement"]
    return Position(
        holder=Holder(holder["name"], _spans(holder["spans"])) if holder else None,
        cue=_passage(record["cue"]),
        statement=Passage(statement["text"], _spans(statement["spans"])),
        quotation=record["quotation"],
        stance=record["stance"],
        target=_passage(record["target"]),
        confidence=record["confidence"],
        outer=record.get("outer"),
        rule=record.get("rule", ""),
        also=tuple(Passage(passage["text"], _spans(passage["spans"])) for passage in record.get("also", ())),
    )


def _passage_record(passage: Passage | None) -> Record | None:
    return {"text": passage.text, "spans": _pairs(passage.spans)} if passage else None


def _passage(record: Mapping[str, Any] | None) -> Passage | None:
    return Passage(record["text"], _spans(record["spans"])) if record else None


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
