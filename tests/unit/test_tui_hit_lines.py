from __future__ import annotations

from datetime import UTC, datetime

from rich.style import Style

from index.answer import Hit, HolderStance, Snippet
from index.article import Span
from tui.text.cells import width
from tui.widgets.hit_lines import hit_lines

DAY = datetime(2025, 4, 12, tzinfo=UTC).replace(tzinfo=None)


def hit(**fields: object) -> Hit:
    usual = {
        "id": 1, "title": "Dockers turn down crane hall", "source": "Elsine Courier", "published": DAY, "score": 1.0,
        "snippet": Snippet("The hall is paid for.", 0, (Span(4, 8),)), "stances": {},
    }  # fmt: skip
    return Hit(**{**usual, **fields})  # type: ignore[arg-type]


def texts(shown: Hit, wide: int = 60, room: int = 4) -> list[str]:
    lines = hit_lines(shown, wide, room, Style(), lambda name: Style(bold=name == "strong"))
    return ["".join(segment.text for segment in line).rstrip() for line in lines]


def test_what_is_kept_of_an_article_stands_beside_its_date() -> None:
    kept = hit(starred=True, noted=True, tags=("later", "port"), copies=3)
    assert texts(kept)[1] == "Elsine Courier · 12 Apr 2025  ★  ✎  +3 copies  #later  #port"
    assert texts(hit(copies=1))[1].endswith("+1 copy")


def test_where_there_is_little_room_the_outlet_gives_way_to_the_marks_and_no_line_is_too_long() -> None:
    held = (HolderStance("Mara", "opposes"),)
    kept = hit(starred=True, noted=True, tags=("long-" * 9, "port"), copies=3000, holders=held)
    for wide in range(12, 80):
        assert all(width(line) <= wide for line in texts(kept, wide))
    assert texts(kept, 24)[1] == "Els… · 12 Apr 2025  ★  ✎"


def test_the_title_of_what_was_read_is_not_bold() -> None:
    for read in (False, True):
        line = hit_lines(hit(read=read), 60, 4, Style(), lambda name: Style(bold=name == "strong"))[0]
        assert bool(line[0].style.bold) is not read
