"""The one table of what a person can do: keys, footer, help screen, command palette and README's table come from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding, BindingType

from tui.text.cells import width

Group = Literal["Search", "Move", "Positions", "View", "Program"]
GROUPS: tuple[Group, ...] = ("Search", "Move", "Positions", "View", "Program")

_SHOWN = {
    "slash": "/", "question_mark": "?", "enter": "⏎",
    "exclamation_mark": "!", "escape": "Esc", "tab": "Tab", "shift+tab": "Shift+Tab", "down": "↓", "up": "↑",
    "pagedown": "PgDn", "pageup": "PgUp", "space": "Space", "backspace": "⌫", "home": "Home", "end": "End",
    "ctrl+p": "Ctrl+P", "ctrl+c": "Ctrl+C", "ctrl+u": "Ctrl+U", "ctrl+d": "Ctrl+D",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a person can do in the reader.

    ``id`` is the name of the action on the reader's screen and of the binding; ``keys`` are Textual's key names;
    ``footer`` is the word beside the key in the footer, empty where it is not shown there.
    """

    id: str
    name: str
    keys: tuple[str, ...]
    help: str
    group: Group
    footer: str = ""

    @property
    def shown_keys(self) -> tuple[str, ...]:
        """The keys as a person reads them."""
        return tuple(_SHOWN.get(key, key) for key in self.keys)


ACTIONS: tuple[Action, ...] = (
    Action("search", "Search", ("slash",), "Go to the search bar and type a query", "Search", "search"),
    Action("sort", "Change the order", ("s",), "Order results by relevance, newest or oldest", "Search", "sort"),
    Action("find", "Find in article", ("f",), "Find words in the open article, without a new search", "Search", "find"),
    Action("next_hit", "Next hit", ("n",), "Go to the next search hit, on into the next result", "Search", "hit"),
    Action("previous_hit", "Previous hit", ("N",), "Go to the search hit before", "Search"),
    Action("down", "Down", ("j", "down"), "Next result or position, or a line down in the article", "Move", "move"),
    Action("up", "Up", ("k", "up"), "Result or position before, or a line up in the article", "Move"),
    Action("open", "Read", ("enter",), "From a result to its article, from a position to its words", "Move", "read"),
    Action("back", "Back", ("escape", "backspace"), "Back: from words to article to results", "Move"),
    Action("next_pane", "Next pane", ("tab",), "Go on to the next pane", "Move"),
    Action("previous_pane", "Pane before", ("shift+tab",), "Go back to the pane before", "Move"),
    Action("page_down", "Page down", ("space", "pagedown"), "A page down; at an article's end the next one", "Move"),
    Action("page_up", "Page up", ("b", "pageup"), "A page up", "Move"),
    Action("half_down", "Half a page down", ("ctrl+d",), "Half a page down", "Move"),
    Action("half_up", "Half a page up", ("ctrl+u",), "Half a page up", "Move"),
    Action("top", "Top", ("g", "home"), "To the first line or row", "Move"),
    Action("bottom", "Bottom", ("G", "end"), "To the last line or row", "Move"),
    Action("next_article", "Next article", ("J",), "Open the next result, wherever you are", "Move"),
    Action("previous_article", "Article before", ("K",), "Open the result before, wherever you are", "Move"),
    Action("next_position", "Next position", ("]",), "Go to the next position's words", "Positions", "position"),
    Action("previous_position", "Position before", ("[",), "Go to those of the one before", "Positions"),
    Action("grouping", "Group positions", ("t",), "Group positions by holder or by stance", "Positions"),
    Action("panel", "Positions panel", ("p",), "Show or hide the positions", "Positions", "panel"),
    Action("entities", "Entities", ("e",), "Colour the entities in the article, or do not", "View", "entities"),
    Action("copy", "Copy", ("y",), "Copy the selected text, or the position with its source", "View"),
    Action("messages", "Messages", ("exclamation_mark",), "What was reported: files passed over, failures", "View"),
    Action("help", "Help", ("question_mark",), "Keys and the query language", "Program", "help"),
    Action("palette", "Commands", ("ctrl+p",), "Every action and theme by name", "Program"),
    Action("quit", "Quit", ("q",), "Leave; nothing is lost", "Program", "quit"),
)  # fmt: skip
KEYS_OUT_OF_INPUT = frozenset({"enter", "escape", "tab", "shift+tab", "down", "up", "pagedown", "pageup"})
"""Keys that act on the reader even while something is typed; all others belong to the line that is typed."""
BY_ID = {action.id: action for action in ACTIONS}

FOOTER: tuple[tuple[int | str, ...], ...] = (
    (1, "search"), (5, "down", "up"), (4, "open"), (7, "next_hit", "previous_hit"),
    (6, "previous_position", "next_position"), (8, "entities"), (9, "panel"), (10, "sort"), (2, "help"), (3, "quit"),
)  # fmt: skip
"""What the footer shows, in order, each with its rank: where there is too little room the last in rank goes first.
Actions that share an entry share its word."""


def bindings() -> list[BindingType]:
    """The bindings of the reader's screen. The palette's key is Textual's own, so it is left out."""
    return [
        Binding(",".join(action.keys), action.id, action.name, show=False, id=action.id)
        for action in ACTIONS
        if action.id != "palette"
    ]


def footer(room: int) -> list[tuple[str, str]]:
    """What the footer shows in ``room`` cells: (keys, word), with three blanks to each."""
    entries = []
    for rank, *ids in FOOTER:
        actions = [BY_ID[str(each)] for each in ids]
        word = next(action.footer for action in actions if action.footer)
        entries.append((rank, " ".join(action.shown_keys[0] for action in actions), word))
    while entries and sum(width(keys) + width(word) + 3 for _, keys, word in entries) > room:
        entries.remove(max(entries))
    return [(keys, word) for _, keys, word in entries]


def table() -> str:
    """The actions as a Markdown table, for the README."""
    rows = ["| keys | what they do |", "|---|---|"]
    for group in GROUPS:
        rows.append(f"| **{group}** | |")
        for action in ACTIONS:
            if action.group == group:
                keys = " ".join(f"`{key}`" for key in action.shown_keys)
                rows.append(f"| {keys} | {action.help} |")
    return "\n".join(rows)
