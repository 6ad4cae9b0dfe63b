"""The results pane: title, outlet and date, snippet, and who takes which stance, for any number of rows."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from index.answer import Hit
from index.article import Span
from tui.listing import Listing
from tui.messages import Asked
from tui.signs import SIGNS
from tui.text.cells import clip, visible, width
from tui.text.paint import Layer, paint
from tui.text.wrap import Wrapped, clipped
from tui.widgets.line_view import gap
from tui.widgets.rows import RowsView
from tui.wording import origin, tally

_ROOMY_HEIGHT = 36
_NORMAL_HEIGHT = 14
_SENTENCE_ENDS = (".", "!", "?", "”", '"')


class ResultsView(RowsView):
    """Rows of a :class:`Listing`; the selected one is marked. Posts :class:`Selected` and :class:`Wanted`."""

    class Selected(Message):
        """Another article is selected; ``opened``: it is to be read, not just looked at."""

        def __init__(self, hit: Hit, *, opened: bool = False) -> None:
            self.hit, self.opened = hit, opened
            super().__init__()

    class Wanted(Message):
        """Rows are on the screen that are not at hand."""

        def __init__(self, offset: int) -> None:
            self.offset = offset
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.listing = Listing(Asked(0, "", "relevance"))
        self.selected = 0
        self.border_title = " Results "
        self._say: tuple[str, ...] = ()
        self._drawn: dict[int, list[Strip]] = {}

    @property
    def hit(self) -> Hit | None:
        """The selected hit."""
        return self.listing.hit(self.selected)

    @property
    def row_height(self) -> int:
        """Lines of a row, the blank one at its end among them."""
        return 6 if self.rows >= _ROOMY_HEIGHT else 5 if self.rows >= _NORMAL_HEIGHT else 3

    def show(self, listing: Listing, *, keep: bool) -> None:
        """Show another answer. ``keep``: it is the same question asked again, so selection and place stay."""
        before, above = self.hit, self.selected * self.row_height - round(self.scroll_y)
        self.listing = listing
        row = listing.row_of(before.id) if keep and before else None
        self.selected = row if row is not None else min(self.selected, max(0, listing.total - 1)) if keep else 0
        self._drawn.clear()
        self._say = ()
        self.count_lines(listing.total * self.row_height)
        self.jump(self.selected * self.row_height - above if keep else 0)

    def add(self) -> None:
        """Draw again what has come to be at hand."""
        self._drawn.clear()
        self.count_lines(self.listing.total * self.row_height)

    def say(self, *lines: str, asked: Asked | None = None) -> None:
        """Show these lines in place of rows, as the answer to ``asked``."""
        self.listing = Listing(asked or self.listing.asked)
        self.selected = 0
        self._say = lines
        self._drawn.clear()
        self.count_lines(0)

    def select(self, row: int, *, opened: bool = False) -> bool:
        """Select a row; false where there is none such."""
        if not self.listing.total:
            return False
        chosen = min(max(row, 0), self.listing.total - 1)
        moved = chosen != self.selected
        for each in {self.selected, chosen}:
            self._drawn.pop(each, None)
        self.selected = chosen
        height = self.row_height
        self.show_lines(chosen * height, chosen * height + height - 2)
        self.refresh()
        if (moved or opened) and (hit := self.hit):
            self.post_message(self.Selected(hit, opened=opened))
        return chosen == row

    def move(self, rows: int) -> bool:
        """Select the row so many further on; false at either end."""
        return self.select(self.selected + rows)

    def move_pages(self, pages: float) -> bool:
        """Select the row so many pages further on."""
        return self.move(round(pages * max(1, self.rows // self.row_height)) or (1 if pages > 0 else -1))

    def line(self, number: int) -> Strip | None:
        """A line of a row, or of what is said in place of rows."""
        if self._say:
            return self._said(number)
        row, part = divmod(number, self.row_height)
        if row >= self.listing.total:
            return None
        strips = self._drawn.get(row)
        if strips is None:
            if len(self._drawn) > 500:
                self._drawn.clear()
            strips = self._drawn[row] = self._draw(row)
        return strips[part] if part < len(strips) else None

    def on_resize(self) -> None:
        """Rows change with the pane; the selected one stays on the screen."""
        self._drawn.clear()
        self.count_lines(self.listing.total * self.row_height)
        height = self.row_height
        self.show_lines(self.selected * height, self.selected * height + height - 2)

    def on_click(self, event: events.Click) -> None:
        """Select the row under the mouse; open it where it was selected already."""
        offset = event.get_content_offset(self)
        if offset is not None and self.listing.total:
            row = (offset.y + round(self.scroll_y)) // self.row_height
            if row < self.listing.total:
                self.select(row, opened=row == self.selected)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for rows that came on the screen and are not at hand."""
        super().watch_scroll_y(old_value, new_value)
        self.want_rows()

    def want_rows(self) -> None:
        """Ask for the rows on the screen that are not at hand, and a page ahead."""
        height = self.row_height
        first = round(self.scroll_y) // height
        offset = self.listing.missing(first, first + 2 * self.rows // height)
        if offset is not None:
            self.post_message(self.Wanted(offset))

    def on_focus(self) -> None:
        """The bar of the selected row shows who has the focus."""
        self._drawn.clear()

    def on_blur(self) -> None:
        """The bar of the selected row shows who has the focus."""
        self._drawn.clear()

    def notify_style_update(self) -> None:
        """Colours changed: draw anew."""
        self._drawn.clear()
        super().notify_style_update()

    def _said(self, number: int) -> Strip | None:
        wide = max(1, self.columns - 2)
        lines = [line for text in self._say for line in clipped(text, wide, 9) or [""]]
        if not 0 < number <= len(lines):
            return None
        return Strip([gap(2, self.base), Segment(lines[number - 1], self.base + self.row("quiet"))])

    def _draw(self, row: int) -> list[Strip]:
        base, bar = self.base_and_bar(selected=row == self.selected)
        hit = self.listing.hit(row)
        lines = self._lines(hit, base) if hit else [[Segment("…", base + self.row("quiet"))]]
        wide = self.columns
        return [Strip([bar, gap(1, base), *line]).adjust_cell_length(wide, base) for line in lines]

    def _lines(self, hit: Hit, base: Style) -> list[list[Segment]]:
        """The lines of a row but the blank one: title, outlet and date, snippet as far as there is room, stances."""
        wide = max(1, self.columns - 3)
        room = self.row_height - 1
        quiet = self.row("quiet")
        title = clipped(hit.title or "Untitled", wide, 2 if room > 4 else 1)
        lines = [[Segment(each, base + self.row("strong"))] for each in title]
        lines.append([Segment(_origin(hit, wide), base + quiet)])
        marks = self._stances(hit, base, wide)
        lines += self._snippet(hit, wide, room - len(lines) - bool(marks), base + quiet)
        return [*lines, marks] if marks else lines

    def _snippet(self, hit: Hit, wide: int, most: int, base: Style) -> list[list[Segment]]:
        """The snippet in at most ``most`` lines, its hits marked, an ellipsis where the article goes on."""
        text, hits = hit.snippet.text, hit.snippet.hits
        if not text or most < 1:
            return []
        if hit.snippet.start:
            text, hits = _from(0, text, hits)
        wrapped = Wrapped(text, wide)
        wrapped.grow(most)
        if hits and hits[0].end > wrapped.line(len(wrapped) - 1)[1]:  # it would be cut off: begin shortly before it
            begin = text.find(" ", max(0, hits[0].start - wide // 3), hits[0].start)
            text, hits = _from(begin + 1 if begin >= 0 else hits[0].start, text, hits)
            wrapped = Wrapped(text, wide)
            wrapped.grow(most)
        layer = Layer.of((*span, self.row("hit")) for span in hits)
        lines = [paint(text, *wrapped.line(number), base, [layer]) for number in range(len(wrapped))]
        if not text.endswith(_SENTENCE_ENDS) and sum(segment.cell_length for segment in lines[-1]) < wide:
            lines[-1].append(Segment("…", base))
        return lines

    def _stances(self, hit: Hit, base: Style, wide: int) -> list[Segment]:
        """As many holders as have room, each with the sign of its stance; mere counts where no holder is named."""
        marks = [(each.stance, f"{SIGNS[each.stance]} {each.holder}") for each in hit.holders]
        marks = marks or tally(hit.stances or {})
        segments: list[Segment] = []
        left = wide
        for stance, text in marks:
            shown = clip(text, left) if not segments else visible(text)
            if width(shown) > left:
                break
            segments += [Segment(shown, base + self.row(stance)), gap(2, base)]
            left -= width(shown) + 2
        return segments


def _origin(hit: Hit, wide: int) -> str:
    """Outlet and date; where there is little room, the outlet gives way."""
    date = origin(None, hit.published)
    room = wide - width(date) - 3 if date else wide
    return origin(clip(hit.source or "", room), hit.published) or "no date"


def _from(begin: int, text: str, hits: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """``text`` from ``begin`` on, after an ellipsis, with its hits."""
    moved = (Span(start - begin + 1, end - begin + 1) for start, end in hits if start >= begin)
    return f"…{text[begin:]}", tuple(moved)
