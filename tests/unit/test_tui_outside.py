from __future__ import annotations

import stat
from pathlib import Path

import pytest

from index.answer import SaysoError
from tui import clipboard, outside


def program(folder: Path, name: str, script: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No tools but those that the test makes, and no display, terminal multiplexer or other machine."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "SSH_CONNECTION", "TERMUX_VERSION", "PAGER", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", f"{tmp_path}")
    return tmp_path


def test_the_tool_that_took_the_text_is_named(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare, "xclip", f'while read -r line; do echo "$line" >> {bare}/taken; done; echo noise; echo noise >&2')
    assert clipboard.copy_natively("words") is None  # without a display xclip is of no use
    monkeypatch.setenv("DISPLAY", ":7")
    assert clipboard.copy_natively("words — “é”\n") == "copied with xclip"
    assert (bare / "taken").read_text(encoding="utf-8") == "words — “é”\n"


def test_a_tool_that_fails_took_nothing_and_the_next_is_tried(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.setenv("TMUX", "socket")
    program(bare, "xclip", "exit 1")
    assert clipboard.copy_natively("words") is None
    program(bare, "tmux", "exit 0")
    assert clipboard.copy_natively("words") == "copied to tmux, and sent on to the terminal (OSC 52)"


def test_a_tool_that_hangs_is_given_up(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setattr(clipboard, "_SECONDS", 0.2)
    program(bare, "wl-copy", "while :; do :; done")
    assert clipboard.copy_natively("words") is None


def test_the_clipboard_of_a_machine_elsewhere_is_not_meant(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare, "pbcopy", "exit 0")
    assert clipboard.copy_natively("words") == "copied with pbcopy"
    monkeypatch.setenv("SSH_CONNECTION", "1.2.3.4 5 6.7.8.9 22")
    assert clipboard.copy_natively("words") is None


def test_the_users_own_pager_and_editor_come_first(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SaysoError, match=r"\$PAGER names one"):
        outside.pager()
    program(bare, "more", "")
    program(bare, "vi", "")
    assert (outside.pager(), outside.editor()) == (["more"], ["vi"])
    monkeypatch.setenv("PAGER", "less -R '-P sayso'")
    monkeypatch.setenv("EDITOR", "nano")
    monkeypatch.setenv("VISUAL", "code --wait")
    assert (outside.pager(), outside.editor()) == (["less", "-R", "-P sayso"], ["code", "--wait"])
    monkeypatch.setenv("PAGER", "less '")
    with pytest.raises(SaysoError, match=r"\$PAGER cannot be read"):
        outside.pager()


def test_a_program_is_run_on_a_copy_that_is_gone_afterwards(bare: Path) -> None:
    script = program(bare, "show", f'while read -r line; do echo "$line" >> {bare}/shown; done < "$1"')
    with outside.copy_of("one\ntwo \ud800\n") as path:
        outside.run([str(script)], path)
    assert (bare / "shown").read_text(encoding="utf-8") == "one\ntwo ?\n"
    assert not path.parent.exists()


def test_a_program_that_is_not_there_or_fails_says_so(bare: Path) -> None:
    failing = program(bare, "failing", "exit 3")
    with pytest.raises(SaysoError, match="nowhere cannot be run: No such file"):
        outside.run(["nowhere"], bare)
    with pytest.raises(SaysoError, match="ended with status 3"):
        outside.run([str(failing)], bare)


def test_only_web_addresses_go_to_the_browser(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = program(bare, "browser", f'echo "$1" > {bare}/address; echo noise')
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    outside.browse("https://example.org/a b")
    assert (bare / "address").read_text(encoding="utf-8") == "https://example.org/a b\n"
    for wrong in ("file:///etc/passwd", "javascript:alert(1)", "-X", ""):
        with pytest.raises(SaysoError, match="only web addresses"):
            outside.browse(wrong)
