"""The one table of what a person can do: keys, footer, help screen, command palette and README's table come from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tui.text.cells import width

Group = Literal[
    "Search", "Move", "Positions", "Keep", "View", "Program", "Board", "Narrow the board", "Put the board right"
]
GROUPS: tuple[Group, ...] = ("Search", "Move", "Positions", "Keep", "View", "Program")
BOARD_GROUPS: tuple[Group, ...] = ("Board", "Narrow the board", "Put the board right")

_SHOWN = {
    "enter": "⏎", "escape": "Esc", "tab": "Tab", "shift+tab": "Shift+Tab", "down": "↓", "up": "↑", "left": "←",
    "right": "→",
    "less_than_sign": "<", "greater_than_sign": ">", "underscore": "_",
    "pagedown": "PgDn", "pageup": "PgUp", "space": "Space", "backspace": "⌫", "home": "Home", "end": "End",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a person can do in the reader, or on the board.

    ``id`` is the name of the action on its screen; ``keys`` are characters, or Textual's names of keys that
    give none; ``footer`` is the word beside the key in the footer, empty where it is not shown there.
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
        return tuple(_shown(key) for key in self.keys)


ACTIONS: tuple[Action, ...] = (
    Action("search", "Search", ("/",), "Go to the search bar and type a query", "Search", "search"),
    Action("sort", "Change the order", ("s",), "Order results by relevance, newest or oldest", "Search", "sort"),
    Action("facets", "Facets", ("F",), "Counts by outlet, month, holder …; Enter filters by one", "Search", "facets"),
    Action("find", "Find in article", ("f",), "Find words in the open article, without a new search", "Search", "find"),
    Action("statements", "Statements", ("W",), "Search what is said: the statements that match", "Search"),
    Action("save_search", "Save this search", ("S",), "Give the search a name and keep it", "Search"),
    Action("saved_searches", "Saved searches", ("'",), "Saved searches, with how much is unread", "Search"),
    Action("history", "Searches before", ("H",), "Searches made before; ↑ in the search bar, too", "Search"),
    Action("next_hit", "Next hit", ("n",), "Go to the next search hit, on into the next result", "Search", "hit"),
    Action("previous_hit", "Previous hit", ("N",), "Go to the search hit before", "Search"),
    Action("down", "Down", ("j", "down"), "Next result or position, or a line down in the article", "Move", "move"),
    Action("up", "Up", ("k", "up"), "Result or position before, or a line up in the article", "Move"),
    Action("open", "Read", ("enter",), "From result to article, from position to its words", "Move", "read"),
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
    Action("board", "Who stands where", ("w",), "Who stands where: the board of these results", "Positions", "board"),
    Action("here", "Positions of this sentence", (".",), "Select the positions that this sentence holds", "Positions"),
    Action("filter_positions", "Filter positions", ("\\",), "Show only positions of a holder or stance", "Positions"),
    Action("unsure", "Less certain positions", ("~",), "Show positions that are less certain, or not", "Positions"),
    Action("grouping", "Group positions", ("t",), "Group positions by holder or by stance", "Positions"),
    Action("panel", "Positions panel", ("p",), "Show or hide the positions", "Positions", "panel"),
    Action("toggle_read", "Read or unread", ("r",), "Mark the article as unread, or as read", "Keep"),
    Action("read_all", "All read", ("R",), "Mark everything that was found as read", "Keep"),
    Action("star", "Star", ("m",), "Star the article or unstar it; is:starred finds them", "Keep"),
    Action("tags", "Tags", ("T",), "Tag the article; tag:word finds them", "Keep"),
    Action("note", "Note", ("a",), "Write a note on the lit position, or on the article", "Keep"),
    Action("undo", "Undo", ("u",), "Take the last change back", "Keep"),
    Action("redo", "Redo", ("U",), "Make it again", "Keep"),
    Action("next_entity", "Next entity", ("i",), "Go to the next entity; Enter then searches for it", "View"),
    Action("previous_entity", "Entity before", ("I",), "Go to the entity before", "View"),
    Action("mentions", "Mentions", ("M",), "Every mention of the entity here, with its sentence", "View"),
    Action("entities", "Entities", ("e",), "Colour the entities in the article, or do not", "View", "entities"),
    Action("copy", "Copy", ("y",), "Copy the selected text, or the position with its source", "View"),
    Action("browse", "Open in browser", ("o",), "Open the article's web address in the browser", "View"),
    Action("pager", "Open in pager", ("v",), "Show the article in $PAGER", "View"),
    Action("editor", "Open in editor", ("E",), "Open the article's file, or a copy of it, in $EDITOR", "View"),
    Action("export", "Write to a file", ("x",), "Write the article, or positions, to a file", "View"),
    Action("zoom", "Zoom", ("z",), "Give this pane the whole screen, or give it back", "View"),
    Action("narrower", "Narrower", ("<",), "Make this pane narrower; or drag its edge", "View"),
    Action("wider", "Wider", (">",), "Make this pane wider", "View"),
    Action("reset_sizes", "Usual widths", ("=",), "Give every pane its usual width", "View"),
    Action("messages", "Messages", ("!",), "What was reported: files passed over, failures", "View"),
    Action("pause", "Pause", ("P",), "Let the work in the background rest, or go on", "Program"),
    Action("help", "Help", ("?",), "Keys and the query language", "Program", "help"),
    Action("palette", "Commands", ("ctrl+p",), "Every action and theme by name", "Program"),
    Action("quit", "Quit", ("q",), "Leave; nothing is lost", "Program", "quit"),
)  # fmt: skip
_NARROW: Group = "Narrow the board"
_MEND: Group = "Put the board right"
_SHARED = (
    "down", "up", "half_down", "half_up", "top", "bottom", "copy", "browse", "messages", "help", "palette",
)  # fmt: skip
BOARD_ACTIONS: tuple[Action, ...] = (
    *(action for action in ACTIONS if action.id in _SHARED),
    Action("page_down", "Page down", ("pagedown",), "A page down", "Move"),
    Action("page_up", "Page up", ("b", "pageup"), "A page up", "Move"),
    Action("open", "Open", ("enter",), "From holder to statements, from statement to its words", "Board", "open"),
    Action("back", "Back", ("escape", "backspace"), "Back to exactly where you were before", "Board", "back"),
    Action("left", "Left", ("h", "left"), "To the topic, or the side, on the left", "Board", "side"),
    Action("right", "Right", ("l", "right"), "To the topic, or the side, on the right", "Board"),
    Action("next_article", "Next", ("J",), "The next holder, or the next statement's article", "Board", "next"),
    Action("previous_article", "The one before", ("K",), "The holder, or the article, before", "Board"),
    Action("matrix", "Topics", ("t",), "Holders by topics: a matrix of signs", "Board", "topics"),
    Action("header", "To the topics", ("tab", "shift+tab"), "In the matrix: to its topics and back", "Board", "topics"),
    Action("changes", "Who has moved", ("c",), "Changes and contradictions, newest first", "Board", "changes"),
    Action("mark", "Mark", ("space",), "Mark a holder or topic, to compare or merge", "Board", "mark"),
    Action("office", "Office", ("i",), "Of a holder: the words that give it its office", "Board", "office"),
    Action("compare", "Compare", ("C",), "Compare holders, outlets or periods", "Board", "compare"),
    Action("export", "Export", ("x",), "Write the board to a file", "Board", "export"),
    Action("quit", "Leave the board", ("q",), "Leave the board; the reader is as it was", "Board", "leave"),
    Action("search", "Search", ("/",), "Type the query that the page is about", _NARROW, "query"),
    Action("scope", "Query or library", ("w",), "Board of the query, or of the whole library", _NARROW, "all"),
    Action("saved_searches", "Saved searches", ("'",), "Board of a saved search", _NARROW),
    Action("sort", "Change the order", ("s",), "Order by number, recency or name", _NARROW, "sort"),
    Action("filter", "Filter", ("\\",), "Type a filter: stance, kind, topic, outlet, dates", _NARROW, "filter"),
    Action("find", "Find a holder", ("f",), "Find holders by name, as you type", _NARROW, "find"),
    Action("facets", "Pick a filter", ("F",), "Pick stance, kind, topic or outlet from a list", _NARROW),
    Action("only_supports", "Only who supports", ("1",), "Only statements that support, or all again", _NARROW),
    Action("only_opposes", "Only who opposes", ("2",), "Only statements that oppose, or all again", _NARROW),
    Action("only_conditional", "Only conditions", ("3",), "Only conditional ones, or all again", _NARROW),
    Action("only_neutral", "Only neutral ones", ("4",), "Only neutral ones, or all again", _NARROW),
    Action("unfilter", "No filter", ("0",), "Take every filter away", _NARROW),
    Action("rename", "Rename", ("r",), "Give the holder or topic another name", _MEND),
    Action("merge", "Merge", ("+",), "Make one of the marked holders or topics", _MEND),
    Action("split", "Split", ("-",), "Make a name of the holder a holder of its own", _MEND),
    Action("pin", "Pin topic", ("*",), "Keep the topic in front, or let it go", _MEND, "pin"),
    Action("undo", "Undo", ("u",), "Take the last change back", _MEND),
    Action("redo", "Redo", ("U",), "Make the change again", _MEND),
)  # fmt: skip
"""What a person can do on the board; where an action is the reader's, too, its id is the same, and so its keys."""
PRESETS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "vi": {},
    "emacs": {
        "down": ("ctrl+n",), "up": ("ctrl+p",), "palette": ("alt+x",), "back": ("ctrl+g",), "page_down": ("ctrl+v",),
        "page_up": ("alt+v",), "top": ("alt+less_than_sign",), "bottom": ("alt+greater_than_sign",),
        "find": ("ctrl+s",), "next_hit": ("alt+n",), "previous_hit": ("alt+p",), "next_pane": ("ctrl+o",),
        "copy": ("alt+w",), "undo": ("ctrl+underscore",),
    },
}  # fmt: skip
"""Sets of keys by name: what some actions have before the keys of the table, which are like vi's."""
KEYS_OUT_OF_INPUT = frozenset(
    {"enter", "escape", "tab", "shift+tab", "down", "up", "pagedown", "pageup", "ctrl+n", "ctrl+p", "ctrl+g", "alt+x"}
)
"""Keys that act on the reader even while something is typed; all others belong to the line that is typed."""
Footer = tuple[tuple[int | str, ...], ...]
FOOTER: Footer = (
    (1, "search"), (5, "down", "up"), (4, "open"), (7, "next_hit", "previous_hit"),
    (6, "previous_position", "next_position"), (8, "entities"), (9, "panel"), (10, "sort"), (2, "help"), (3, "quit"),
)  # fmt: skip
"""What the footer shows, in order, each with its rank: where there is too little room the last in rank goes first.
Actions that share an entry share its word."""
TYPING_FOOTER = {"open": "done", "back": "leave this line"}
"""What it shows instead while a line is typed, and in which words."""


def first_keys(actions: Sequence[Action]) -> str:
    """The first key of each action, as the footer shows them."""
    return " ".join(action.shown_keys[0] for action in actions)


class Keymap:
    """The actions with the keys that are in force, and everything that is made from them."""

    def __init__(self, actions: Sequence[Action] = ACTIONS, footer: Footer = FOOTER) -> None:
        self.actions = tuple(actions)
        self._footer = footer
        self._by_id = {action.id: action for action in actions}
        self._by_key = {key: action.id for action in actions for key in action.keys}

    def action_of(self, key: str, character: str | None) -> str | None:
        """The id of the action that a key, or the character that it gives, stands for."""
        return self._by_key.get(key) or self._by_key.get(character or key)

    def shown(self, action: str) -> str:
        """The keys of an action as a person reads them."""
        return " ".join(self._by_id[action].shown_keys)

    def name(self, action: str) -> str:
        """What an action is called."""
        return self._by_id[action].name

    def footer(self, room: int) -> list[tuple[tuple[Action, ...], str]]:
        """What the footer shows in ``room`` cells: actions, of each its first key, and a word, with three blanks."""
        entries = []
        for rank, *ids in self._footer:
            actions = tuple(self._by_id[str(each)] for each in ids)
            word = next(action.footer for action in actions if action.footer)
            if with_key := tuple(action for action in actions if action.keys):
                entries.append((rank, with_key, word))
        while entries and sum(width(first_keys(actions)) + width(word) + 3 for _, actions, word in entries) > room:
            entries.remove(max(entries, key=lambda entry: entry[0]))
        return [(actions, word) for _, actions, word in entries]

    def typing_footer(self) -> list[tuple[tuple[Action, ...], str]]:
        """What the footer shows while a line is typed, where letters do nothing but stand in it."""
        return [((action,), word) for each, word in TYPING_FOOTER.items() if (action := self._by_id[each]).keys]

    def of_group(self, group: Group) -> list[Action]:
        """The actions of a group."""
        return [action for action in self.actions if action.group == group]

    def rows(self, group: Group) -> list[tuple[str, str]]:
        """The actions of a group as (keys, help)."""
        return [(" ".join(action.shown_keys), action.help) for action in self.of_group(group)]


def table() -> str:
    """The actions as a Markdown table, for the README: keys, what they do, and the action's name in the settings."""
    rows = ["| keys | what they do | in settings |", "|---|---|---|"]
    for keymap, groups in ((Keymap(), GROUPS), (Keymap(BOARD_ACTIONS), BOARD_GROUPS)):
        for group in groups:
            rows += [f"| **{group}** | | |", *(_row(action) for action in keymap.of_group(group))]
    return "\n".join(rows)


def _row(action: Action) -> str:
    return f"| {' '.join(f'`{key}`' for key in action.shown_keys)} | {action.help} | `{action.id}` |"


def _shown(key: str) -> str:
    if key in _SHOWN or len(key) == 1:
        return _SHOWN.get(key, key)
    return "+".join(_SHOWN.get(part) or part.capitalize() for part in key.split("+"))
