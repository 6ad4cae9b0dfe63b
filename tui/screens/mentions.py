"""The list of everywhere an article mentions an entity, with the sentences in which it does."""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from index.article import Entity, Span
from tui.screens.option_dialog import OptionDialog
from tui.text.cells import clip, visible, width
from tui.text.sentences import sentence_at
from tui.wording import KINDS

_MOST = 500
_BEFORE = 24


class Mentions(OptionDialog[Span]):
    """Its result is the mention to go to."""

    def __init__(self, entity: Entity, text: str, here: int) -> None:
        count = len(entity.mentions)
        more = f", the first {_MOST:,}" if count > _MOST else ""
        super().__init__(f"{entity.name} · {KINDS[entity.label]} · {count:,}×{more}", "⏎ goes there · Esc closes")
        self._spans, self._text = sorted(entity.mentions)[:_MOST], text
        self._first = next((number for number, span in enumerate(self._spans) if span.end > here), 0)

    def on_mount(self) -> None:
        """Begin at the mention at hand."""
        self.call_after_refresh(self._fill)

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Go to it."""
        event.stop()
        self.dismiss(self._spans[event.option_index])

    def _fill(self) -> None:
        wide = max(16, self._list.content_size.width - 1)
        self._list.add_options(Option(self._line(span, wide)) for span in self._spans)
        self._list.highlighted = self._first

    def _line(self, span: Span, wide: int) -> Content:
        """The sentence around a mention, from shortly before it on."""
        sentence = sentence_at(self._text, span.start)
        begin = sentence.start
        if width(self._text[begin : span.end]) > wide - 4:
            begin = max(begin, span.start - min(_BEFORE, wide // 3))
        lead = ("…" if begin > sentence.start else "") + visible(self._text[begin : span.start])
        name = clip(self._text[span.start : span.end], max(1, wide - width(lead)))
        rest = clip(self._text[span.end : sentence.end], max(0, wide - width(lead) - width(name)))
        return Content.assemble(lead, (name, "bold $accent"), rest)
