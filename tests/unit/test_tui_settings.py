from __future__ import annotations

from pathlib import Path

import pytest

from tui.key_names import is_key
from tui.keymap import first_keys
from tui.settings import Settings, load, remember_theme

THEMES = ("sayso-dark", "sayso-light", "nord")


def read(path: Path, text: str) -> tuple[Settings, list[str]]:
    path.write_text(text, encoding="utf-8")
    return load(path, THEMES)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sayso" / "settings.toml"


@pytest.fixture
def made(file: Path) -> Path:
    file.parent.mkdir()
    return file


def test_without_a_file_everything_is_as_by_default(file: Path) -> None:
    assert load(file, THEMES) == (Settings(), [])


def test_every_setting_is_taken(made: Path) -> None:
    text = """
theme = "nord"
measure = 60
entities = false
positions = false
grouping = "stance"
sort = "newest"
least_confidence = 0.5
[keys]
preset = "emacs"
search = ["/", ":"]
quit = "Q"
"""
    settings, problems = read(made, text)
    assert problems == []
    keys = {"search": ("/", ":"), "quit": ("Q",)}
    assert settings == Settings("nord", 60, False, False, "stance", "newest", 0.5, "emacs", keys)
    assert settings.named == {"theme", "measure", "entities", "positions", "grouping", "sort", "least_confidence"}
    keys = settings.keymap()
    assert keys.action_of("Q", "Q") == "quit"
    assert keys.action_of("colon", ":") == "search"
    assert keys.action_of("q", "q") is None


def test_a_key_that_is_given_away_leaves_the_action_that_had_it(made: Path) -> None:
    settings, _ = read(made, '[keys]\nhelp = "n"\n')
    assert settings.keymap().action_of("n", "n") == "help"
    assert "n" not in next(action.keys for action in settings.keymap().actions if action.id == "next_hit")


@pytest.mark.parametrize("text", ['keys = "emacs"', '[keys]\npreset = "emacs"'])
def test_a_preset_changes_the_keys_of_some_actions_and_what_is_shown_of_them(made: Path, text: str) -> None:
    settings, problems = read(made, text)
    assert problems == []
    keys = settings.keymap()
    assert keys.action_of("ctrl+n", None) == "down"
    assert keys.action_of("ctrl+p", None) == "up"
    assert keys.action_of("j", "j") == "down"
    assert keys.action_of("alt+x", None) == "palette"
    assert keys.shown("palette") == "Alt+X"
    assert keys.shown("top") == "Alt+< g Home"
    assert ("Ctrl+N Ctrl+P", "move") in [(first_keys(actions), word) for actions, word in keys.footer(200)]


def test_keys_of_ones_own_are_changes_to_the_preset(made: Path) -> None:
    settings, problems = read(made, '[keys]\npreset = "emacs"\nquit = "ctrl+n"\n')
    assert problems == []
    assert settings.keymap().action_of("ctrl+n", None) == "quit"
    assert settings.keymap().action_of("down", None) == "down"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('\nkeys = "emcas"', 2, "there is no preset 'emcas' of keys; is 'emacs' meant?"),
        ('[keys]\n\npreset = "joe"', 3, "there is no preset 'joe' of keys; there are emacs, vi"),
        ("least_confidence = 50", 1, "least_confidence must be a number from 0 to 1, like 0.5, not 50"),
        ('least_confidence = "high"', 1, "least_confidence must be a number from 0 to 1"),
        ('\ntheme = "nrod"', 2, "is 'nord' meant?"),
        ("measure = 5", 1, "measure must be a number from 20 to 300, not 5"),
        ("measure = true", 1, "measure must be a number"),
        ('# first\n\nentities = "no"', 3, "entities must be true or false"),
        ('sort = "random"', 1, '"relevance" or "newest" or "oldest"'),
        ("mesure = 70", 1, "there is no setting 'mesure'; is 'measure' meant?"),
        ('[keys]\nserach = "/"', 2, "there is no action 'serach'; is 'search' meant?"),
        ("[keys]\nsearch = 5", 2, "search must be a key"),
        ('[keys]\nsearch = "Q"\nquit = "Q"', 3, "the key 'Q' is given to search already"),
        ("keys = 5", 1, "keys must be a table"),
        ('[keys]\nsearch = "C-x"', 2, "there is no key 'C-x'; keys are written like"),
        ('[keys]\nzoom = ["z", "f13x"]', 2, "there is no key 'f13x'"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_changes_nothing(made: Path, text: str, line: int, said: str) -> None:
    settings, problems = read(made, text)
    assert len(problems) == 1
    assert f"settings.toml, line {line}: " in problems[0]
    assert said in problems[0]
    changed = settings.keys if "[keys]" in text else {}
    assert settings == Settings(keys=changed)
    assert settings.keymap().action_of("q", "q") == "quit"


def test_an_action_that_loses_its_last_key_to_another_is_named(made: Path) -> None:
    settings, problems = read(made, '[keys]\n# mine\nsort = ["s", "/"]\n')
    assert [problem.partition("settings.toml, ")[2] for problem in problems] == [
        "line 3: sort takes the last key of 'search'; give that another one, or [] for none"
    ]
    assert settings.keymap().action_of("slash", "/") == "sort"
    assert read(made, '[keys]\nsort = ["s", "/"]\nsearch = "colon"\n')[1] == []
    assert read(made, '[keys]\nsort = ["s", "/"]\nsearch = []\n')[1] == []


@pytest.mark.parametrize(
    "name", ["x", "+", "ö", "space", "f12", "ctrl+x", "alt+shift+up", "question_mark", "ctrl+plus"]
)
def test_these_are_keys(name: str) -> None:
    assert is_key(name)


@pytest.mark.parametrize("name", ["", "C-x", "<c-x>", "control+x", "f99", "entr", "Space", "ctrl+"])
def test_these_are_none(name: str) -> None:
    assert not is_key(name)


@pytest.mark.parametrize("content", [b"theme = ", b"\xff\xfe\x00", b'theme = "nord"\ntheme = "nord"'])
def test_a_file_that_is_no_toml_is_named_and_not_fatal(made: Path, content: bytes) -> None:
    made.write_bytes(content)
    settings, problems = load(made, THEMES)
    assert settings == Settings()
    assert len(problems) == 1
    assert str(made) in problems[0]


def test_a_remembered_theme_leaves_all_other_lines_alone(made: Path) -> None:
    made.write_text('# mine\nmeasure = 60 # narrow\ntheme = "nord"\n[keys]\nquit = "Q"\n', encoding="utf-8")
    remember_theme(made, "sayso-light")
    assert made.read_text(encoding="utf-8") == (
        '# mine\nmeasure = 60 # narrow\ntheme = "sayso-light"\n[keys]\nquit = "Q"\n'
    )
    assert [each.name for each in made.parent.iterdir()] == ["settings.toml"]


def test_a_theme_is_remembered_where_there_was_no_file(file: Path) -> None:
    remember_theme(file, "nord")
    assert load(file, THEMES) == (Settings(theme="nord"), [])


def test_a_theme_goes_before_the_first_table(made: Path) -> None:
    made.write_text('[keys]\nquit = "Q"\n', encoding="utf-8")
    remember_theme(made, "nord")
    settings, problems = load(made, THEMES)
    assert problems == []
    assert settings.theme == "nord"
    assert settings.keys == {"quit": ("Q",)}
