"""Putting holders and topics right: rename, merge, split, pin. The library remembers it, and ``u`` takes it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.answer import SaysoError
from index.board.model import Topic
from tui.board.comparing import Comparing
from tui.board.pick import Choice, PickDialog
from tui.wording import counted

if TYPE_CHECKING:
    from index.library import Library

SEVERAL = 2


class Mending(Comparing):
    """A page on which holders, and maybe topics, can be put right."""

    def topic_at_hand(self) -> Topic | None:
        """The topic that the cursor is on, where it is on one and not on a holder."""
        return None

    def marked_topics(self) -> Sequence[Topic]:
        """The topics that are marked."""
        return ()

    def unmark(self) -> None:
        """Take all marks away: what was marked has been merged."""

    def action_rename(self) -> None:
        """Type another name for the topic or holder."""
        if (topic := self.topic_at_hand()) is not None:
            topic_id = topic.id
            self._ask_name(
                f"Rename the topic {topic.name}", topic.name,
                lambda name: lambda library: library.board.rename_topic(topic_id, name),
            )  # fmt: skip
        elif (holder := self.holder_at_hand()) is not None:
            holder_id = holder.id
            self._ask_name(
                f"Rename {holder.name}", holder.name,
                lambda name: lambda library: library.board.rename_holder(holder_id, name),
            )  # fmt: skip

    def action_merge(self) -> None:
        """Make one of all that are marked; ask which name holds."""
        topics = self.marked_topics()
        if self.topic_at_hand() is not None or (len(topics) >= SEVERAL and len(self.marked_holders()) < SEVERAL):
            self._merge("topic", [(each.id, each.name, each.tally.total) for each in topics])
        else:
            holders = self.marked_holders()
            self._merge("holder", [(each.id, each.name, each.tally.total) for each in holders])

    def action_split(self) -> None:
        """Pick the name of the holder that means somebody else."""
        holder = self.holder_at_hand()
        if holder is None:
            self.status.say("a holder is split: go to one")
            return
        if not holder.aliases:
            self.status.say(f"{holder.name} has one name only: there is nothing to split off")
            return
        choices = [Choice(alias, alias) for alias in (holder.name, *holder.aliases)]

        def split(alias: str | None) -> None:
            if alias is not None:
                said = f"{alias} is a holder of its own now"
                self._change(lambda library: library.board.split_holder(holder.id, alias), said)

        self.app.push_screen(PickDialog(f"{holder.name}: which name means somebody else?", choices), split)

    def action_pin(self) -> None:
        """Pin the topic in front, or let it go."""
        topic = self.topic_at_hand() or self.topic_of_cursor()
        if topic is None:
            self.status.say(f"topics are pinned where they are shown: {self.keys.shown('matrix')}")
            return
        pinned = not topic.pinned
        said = f"{topic.name} {'stays in front' if pinned else 'is not in front any more'}"
        self._change(lambda library: library.board.pin_topic(topic.id, pinned=pinned), said)

    def topic_of_cursor(self) -> Topic | None:
        """The topic of the cursor's column."""
        return None

    def _ask_name(self, title: str, name: str, job: Callable[[str], Callable[[Library], object]]) -> None:
        from tui.screens.dialog import LineDialog

        def check(text: str) -> None:
            if not text.strip():
                raise SaysoError("a name has a letter at least")

        def rename(text: str | None) -> None:
            if text is not None and text.strip() != name:
                self._change(job(text.strip()), f"{name} is called {text.strip()} now")

        self.app.push_screen(LineDialog(title, name, "Its words in the articles stay as they are.", check), rename)

    def _merge(self, what: str, marked: Sequence[tuple[str, str, int]]) -> None:
        if len(marked) < SEVERAL:
            self.status.say(f"mark two {what}s or more with {self.keys.shown('mark')} first")
            return
        choices = [Choice(each, name, counted(total, "statement")) for each, name, total in marked]

        def merge(kept: str | None) -> None:
            if kept is None:
                return
            others = [each for each, _, _ in marked if each != kept]

            def job(library: Library) -> None:
                one_by_one = library.board.merge_holders if what == "holder" else library.board.merge_topics
                for other in others:
                    one_by_one(other, kept)

            self.unmark()
            name = next(name for each, name, _ in marked if each == kept)
            self._change(job, f"{counted(len(marked), what)} are {name} now")

        self.app.push_screen(PickDialog(f"Merge {counted(len(marked), what)}: which name holds?", choices), merge)

    def _change(self, job: Callable[[Library], object], said: str) -> None:
        def then(_: object) -> None:
            self.status.say(f"{said}  ({self.keys.shown('undo')} takes it back)")
            self.ask(again=True)

        self.desk.change(self, job, then)
