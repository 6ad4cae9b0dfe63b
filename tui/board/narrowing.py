"""How the board is narrowed: the filter line as text, read into a question and written from one."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from index.answer import SaysoError
from index.article import STANCES
from index.board.model import KINDS, Question, Topic
from index.claims import name_pattern
from tui.board.words import MOVED
from tui.signs import SIGNS

FILTER_HINT = 'stance:opposes kind:person topic:troops source:"Sample Wire" since:2025-03 until:2025-04-15'
_TOKEN = re.compile(r'\s*([a-z]+):(?:"([^"]*)"|(\S*))\s*')
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
Choice = TypeVar("Choice", bound=str)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A question with what it is called on the screen: ``topic`` is the name of the topic, ``saved`` of the search."""

    question: Question
    topic: str = ""
    saved: str = ""

    def labels(self) -> tuple[tuple[str, str], ...]:
        """What is asked for, as (label, value), the query first and the order last."""
        asked = self.question
        scope = ("saved", self.saved) if self.saved else ("query", asked.query.strip())
        labels = [scope if scope[1] else ("", "whole library")]
        labels += [("holder", asked.holder)] if asked.holder else []
        labels += [("", f"{SIGNS[asked.stance]} {asked.stance}")] if asked.stance else []
        labels += [("", asked.kind)] if asked.kind else []
        labels += [("topic", self.topic)] if asked.topic else []
        labels += [("outlet", asked.source)] if asked.source else []
        labels += [("since", asked.since.isoformat())] if asked.since else []
        labels += [("until", asked.until.isoformat())] if asked.until else []
        labels += [("", f"{MOVED} moved")] if asked.changes_only else []
        return (*labels, ("by", asked.sort))

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the query narrows it."""
        bare = Question(self.question.query, sort=self.question.sort)
        return self.question != bare

    def unfiltered(self) -> Narrowing:
        """The same query in the same order, nothing filtered."""
        return replace(self, question=Question(self.question.query, sort=self.question.sort), topic="")

    def as_text(self) -> str:
        """The filter line that says the same."""
        asked = self.question
        given = {
            "holder": asked.holder, "stance": asked.stance, "kind": asked.kind,
            "topic": self.topic if asked.topic else None, "source": asked.source,
            "since": asked.since and asked.since.isoformat(),
            "until": asked.until and asked.until.isoformat(), "only": "changes" if asked.changes_only else None,
        }  # fmt: skip
        return " ".join(f"{name}:{_quoted(value)}" for name, value in given.items() if value)


def read_filter(text: str, now: Narrowing, topics: Iterable[Topic], sources: Iterable[str]) -> Narrowing:
    """What the filter line ``text`` asks for, within the query of ``now``.

    ``topic`` and ``source`` are named by some of their words. Raises :class:`SaysoError` for what means nothing.
    """
    filtered = now.unfiltered()
    question, topic_name = filtered.question, ""
    end = 0
    while end < len(text.rstrip()):
        found = _TOKEN.match(text, end)
        if found is None:
            raise SaysoError(f"not understood: {text[end:].strip()}; a filter is like {FILTER_HINT.split()[0]}")
        end = found.end()
        name, value = found[1], found[2] if found[2] is not None else found[3]
        if name == "topic":
            topic = _topic(value, topics)
            question, topic_name = replace(question, topic=topic.id), topic.name
        else:
            question = _with(question, name, value, sources)
    return replace(filtered, question=question, topic=topic_name)


def _with(question: Question, name: str, value: str, sources: Iterable[str]) -> Question:
    match name:
        case "holder":
            return replace(question, holder=value)
        case "stance":
            return replace(question, stance=_one_of(name, value, STANCES))
        case "kind":
            return replace(question, kind=_one_of(name, value, KINDS))
        case "source":
            return replace(question, source=_source(value, sources))
        case "since":
            return replace(question, since=read_day(value))
        case "until":
            return replace(question, until=read_day(value, last=True))
        case "only" if value == "changes":
            return replace(question, changes_only=True)
    raise SaysoError(f"there is no filter {name}:{value}; there are holder, stance, kind, topic, source, since, until")


def _one_of(name: str, value: str, values: tuple[Choice, ...]) -> Choice:
    found = [each for each in values if value and each.startswith(value.lower())]
    if len(found) != 1:
        raise SaysoError(f"{name}: is one of {', '.join(values)}")
    return found[0]


def _topic(value: str, topics: Iterable[Topic]) -> Topic:
    wanted = name_pattern(value, prefix=True)
    for topic in topics:
        if any(wanted in name_pattern(phrase) for phrase in (topic.name, *topic.phrases)):
            return topic
    raise SaysoError(f"no topic here has the words {value!r}; t shows the topics")


def _source(value: str, sources: Iterable[str]) -> str:
    wanted = name_pattern(value, prefix=True)
    for source in sources:
        if wanted in name_pattern(source):
            return source
    raise SaysoError(f"no outlet here has the words {value!r}")


def read_day(value: str, *, last: bool = False) -> date:
    """The first or the ``last`` day of a year, month or day. Raises :class:`SaysoError`."""
    found = _DAY.fullmatch(value)
    year, month, day = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    month = month or (12 if last else 1)
    try:
        return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
    except (ValueError, calendar.IllegalMonthError) as error:
        raise SaysoError(f"{value!r} is no date; write 2025, 2025-03 or 2025-03-28") from error


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
