"""Goes between words and positions: what this sentence holds, which positions to show, where somebody is mentioned."""

from __future__ import annotations

from textual import on
from textual.widgets import Input

from index.article import Span
from tui.screens.actions import ReaderActions
from tui.settings import Settings
from tui.text.sentences import held_in, sentence_at
from tui.widgets.placed_article import PlacedArticle


class Pinpointing(ReaderActions):
    """What is done at a place in the article, and with the positions that are shown."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.positions.least = settings.least_confidence
        self.positions.unsure_key = self.keys.shown("unsure")

    def action_here(self) -> None:
        """Select the positions of the sentence at hand, one after the other."""
        article, found = self.article.article, self.positions.positions
        if article is None or not found:
            self.status.say("not analysed yet" if article and self.article.analysis is None else "no position here")
            return
        held = held_in(found, sentence_at(article.text, self.article.here))
        if not held:
            self._go_to_next_here()
            return
        before = self.positions.selected
        place = (held.index(before) + 1) % len(held) if before in held else 0
        self.positions.select(held[place])
        self.status.say_place(f"{place + 1} of {len(held)} positions in this sentence" if len(held) > 1 else "")

    def action_filter_positions(self) -> None:
        """Type which positions to show."""
        if not self.positions.positions:
            self.status.say("there are no positions to choose from")
            return
        self._show_positions()
        self.filter_bar.open()

    def action_unsure(self) -> None:
        """Show positions of little confidence, or hide them."""
        if not self.positions.least:
            self.status.say("nothing is hidden: least_confidence in the settings says what would be")
            return
        self.positions.show_unsure(shown=not self.positions.unsure_shown)

    def action_mentions(self) -> None:
        """List where the article mentions the entity at hand."""
        article, entity = self.article.article, self.article.entity_here()
        if article is None or entity is None:
            self.status.say("there is no entity here")
            return
        from tui.screens.mentions import Mentions  # with widgets that the first screen does not need

        def go(span: Span | None) -> None:
            if span is not None:
                self.article.go_to_mention(entity, span)
                self.go("article")

        self.app.push_screen(Mentions(entity, article.text, self.article.here), go)

    def action_open(self) -> None:
        """Done with typing which positions to show; elsewhere as ever."""
        if self.focused is self.filter_bar:
            if not self.filter_bar.value.strip():
                self.filter_bar.close()
            self.go("positions")
        else:
            super().action_open()

    def action_back(self) -> None:
        """From the line or the pane, show all positions again; elsewhere as ever."""
        filtering = self.filter_bar.has_class("-open")
        if filtering and (self.focused is self.filter_bar or self.focused is self.positions):
            self.filter_bar.close()
            self.filter_bar.value = ""
            self.go("positions")
        else:
            super().action_back()

    @on(Input.Changed, "FilterBar")
    def filter_typed(self, event: Input.Changed) -> None:
        """Show what fits."""
        self.positions.narrow(event.value)

    @on(PlacedArticle.Clicked)
    def place_clicked(self, message: PlacedArticle.Clicked) -> None:
        """Go to the entity that was clicked on, or light the position whose words were."""
        mention = self.article.mention_at(message.offset)
        if mention and self.article.entities_lit:
            self.article.go_to_mention(*mention)
            self.tell_entity()
            return
        at = Span(message.offset, message.offset + 1)
        if held := held_in(self.positions.positions, at):
            self.positions.select(held[0])

    def _go_to_next_here(self) -> None:
        """Where nobody pointed at the sentence, the next position on the screen will do."""
        start, end = self.article.on_screen()
        following = min(
            (number for number in self.positions.shown if self._starts(number) in range(start, end)),
            key=self._starts,
            default=None,
        )
        if self.article.is_pointed_at or following is None:
            self.status.say("this sentence holds no position" if self.article.is_pointed_at else "no position here")
        else:
            self.positions.select(following)

    def _starts(self, number: int) -> int:
        return self.positions.positions[number].statement.spans[0].start

    def _show_positions(self) -> None:
        if "positions" not in self._shown():
            self.go("positions")
