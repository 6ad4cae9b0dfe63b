"""The user's settings: one TOML file, every entry checked, a mistake named with its line and never fatal."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from index.answer import SORTS, Sort
from tui.key_names import LIKE, is_key
from tui.keymap import ACTIONS, BOARD_ACTIONS, FOOTER, PRESETS, Action, Footer, Keymap
from tui.private_files import write_private
from tui.widgets.article import MEASURE
from tui.widgets.position_lines import Grouping
from tui.wording import from_home

_THEME_LINE = re.compile(r"^[ \t]*theme[ \t]*=.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Settings:
    """How the reader starts. ``measure`` is the width of the text in cells; ``keys`` are by id of action.

    ``least_confidence``, from 0 to 1, is what a position must reach to be shown; ``preset`` is the set of keys that
    ``keys`` are changes to.
    """

    theme: str | None = None
    measure: int = MEASURE
    entities: bool = True
    positions: bool = True
    grouping: Grouping = "holder"
    sort: Sort = "relevance"
    least_confidence: float = 0.0
    preset: str = "vi"
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    named: frozenset[str] = field(default=frozenset(), compare=False)
    """The settings that the file names; all others may be as the last session left them."""

    def keymap(self, actions: Sequence[Action] = ACTIONS, footer: Footer = FOOTER) -> Keymap:
        """The actions with these settings' keys; a key that is given to an action is taken from any other."""
        first = PRESETS[self.preset]
        taken = {key for keys in first.values() for key in keys}
        preset = [
            replace(each, keys=(*first.get(each.id, ()), *(key for key in each.keys if key not in taken)))
            for each in actions
        ]
        return Keymap(_changed(preset, self.keys), footer)


def _changed(actions: Sequence[Action], changes: Mapping[str, tuple[str, ...]]) -> list[Action]:
    """The actions with other keys for some; a key that is given to one is taken from any other."""
    given = {action.id: changes[action.id] for action in actions if action.id in changes}
    taken = {key for keys in given.values() for key in keys}
    left = (replace(each, keys=tuple(key for key in each.keys if key not in taken)) for each in actions)
    return [replace(each, keys=given.get(each.id, each.keys)) for each in left]


_WANTED: dict[str, tuple[Callable[[Any], bool], str]] = {
    "measure": (lambda value: type(value) is int and 20 <= value <= 300, "a number from 20 to 300"),
    "entities": (lambda value: isinstance(value, bool), "true or false"),
    "positions": (lambda value: isinstance(value, bool), "true or false"),
    "grouping": (lambda value: value in ("holder", "stance"), '"holder" or "stance"'),
    "sort": (lambda value: value in SORTS, " or ".join(f'"{sort}"' for sort in SORTS)),
    "least_confidence": (
        lambda value: type(value) in (int, float) and 0 <= value <= 1,
        "a number from 0 to 1, like 0.5",
    ),
}


def load(path: Path, themes: Collection[str]) -> tuple[Settings, list[str]]:
    """The settings in ``path``, and what is wrong with it; what is wrong stays as it is by default."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings(), []
    except (OSError, UnicodeDecodeError) as error:
        return Settings(), [f"{path}: cannot be read: {error}"]
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(), [f"{path}: {error}; all settings are as they are by default"]
    problems: list[str] = []

    def wrong(name: str, message: str) -> None:
        problems.append(f"{from_home(path)}, line {_line_of(name, text)}: {message}")

    taken = {name: value for name, value in given.items() if _is_well(name, value, themes, wrong)}
    preset, keys = _preset(given.get("keys", {}), wrong)
    settings = Settings(**taken, preset=preset, keys=_keys(keys, wrong), named=frozenset(taken))
    _look_for_actions_without_keys(settings, wrong)
    return settings, problems


def remember_theme(path: Path, theme: str) -> None:
    """Write the theme into the settings, leaving every other line as it is. Raises ``OSError``."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    line = f'theme = "{theme}"'
    found = _THEME_LINE.search(text)
    text = text[: found.start()] + line + text[found.end() :] if found else f"{line}\n{text}"
    write_private(path.resolve(), text.encode())  # settings are often a link to somewhere else


def _is_well(name: str, value: object, themes: Collection[str], wrong: Callable[[str, str], None]) -> bool:
    """Whether a setting can be taken; keys are looked at by themselves."""
    if name == "keys":
        return False
    if name == "theme":
        if value not in themes:
            wrong(name, f"there is no theme {value!r}{_nearest(str(value), themes)}")
        return value in themes
    if name not in _WANTED:
        wrong(name, f"there is no setting {name!r}{_nearest(name, [*_WANTED, 'theme', 'keys'])}")
        return False
    fits, wanted = _WANTED[name]
    if not fits(value):
        wrong(name, f"{name} must be {wanted}, not {value!r}")
    return fits(value)


def _preset(given: object, wrong: Callable[[str, str], None]) -> tuple[str, object]:
    """The preset that ``keys`` names, be it alone or as ``preset`` in its table, and the rest of that table."""
    name: object = given if isinstance(given, str) else None
    rest: object = {} if isinstance(given, str) else given
    if isinstance(given, dict) and "preset" in given:
        name, rest = given["preset"], {action: keys for action, keys in given.items() if action != "preset"}
    if name is None or name in PRESETS:
        return str(name or "vi"), rest
    place = "preset" if isinstance(given, dict) else "keys"
    wrong(place, f"there is no preset {name!r} of keys{_nearest(str(name), PRESETS)}")
    return "vi", rest


def _keys(given: object, wrong: Callable[[str, str], None]) -> dict[str, tuple[str, ...]]:
    known: dict[str, Action] = {action.id: action for action in (*BOARD_ACTIONS, *ACTIONS)}
    if not isinstance(given, dict):
        wrong("keys", 'keys must be a table: [keys], then lines like search = "/"')
        return {}
    keys: dict[str, tuple[str, ...]] = {}
    owners: dict[str, str] = {}
    for action, value in given.items():
        wanted = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else ()
        if action not in known:
            wrong(action, f"there is no action {action!r}{_nearest(action, known)}")
        elif (not wanted and value != []) or not all(isinstance(key, str) and key for key in wanted):
            wrong(action, f'{action} must be a key like "j" or several like ["j", "down"]')
        elif unknown := next((key for key in wanted if not is_key(key)), None):
            wrong(action, f"there is no key {unknown!r}; keys are written like {LIKE}")
        elif twice := next((key for key in wanted if key in owners), None):
            wrong(action, f"the key {twice!r} is given to {owners[twice]} already")
        else:
            keys[action] = wanted
            owners |= dict.fromkeys(wanted, action)
    return keys


def _look_for_actions_without_keys(settings: Settings, wrong: Callable[[str, str], None]) -> None:
    """Name each action that has lost its last key to another one."""
    left = {action.id for action in settings.keymap().actions if not action.keys} - settings.keys.keys()
    for action in (each for each in ACTIONS if each.id in left):
        taker = next((taker for taker, keys in settings.keys.items() if set(action.keys) & set(keys)), "keys")
        wrong(taker, f"{taker} takes the last key of {action.id!r}; give that another one, or [] for none")


def _nearest(name: str, names: Collection[str]) -> str:
    near = difflib.get_close_matches(name, names, 1)
    return f"; is {near[0]!r} meant?" if near else f"; there are {', '.join(sorted(names))}"


def _line_of(name: str, text: str) -> int:
    found = re.search(rf"^[ \t]*\[?[\"']?{re.escape(name)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1
