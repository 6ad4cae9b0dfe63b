from __future__ import annotations

import base64
import re
import stat
from collections.abc import Callable
from pathlib import Path

from tests.terminal.driving import Terminal

ALONE = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "TERMUX_VERSION", "VISUAL"), "")


def program(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_the_pager_has_the_terminal_to_itself_and_gives_it_back(
    terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    pager = program(
        tmp_path / "pager",
        f'cd {tmp_path}; stty -a > stty; read -r line < /dev/tty; echo "$line" > typed; cp "$1" shown',
    )
    reader = terminal(100, 30, PAGER=pager, **ALONE)
    reader.wait_for(lambda text: "Dockers turn down crane hall" in text, "the first article")
    reader.type("v")
    for _ in range(100):
        reader.read(0.1)
        if (tmp_path / "stty").exists():
            break
    reader.type("typed into the pager\r")
    reader.wait_for(lambda text: "/ search" in text and "Dockers turn down" in text, "the reader again")
    settings = (tmp_path / "stty").read_text(encoding="utf-8")
    assert re.search(r"(?<!-)\becho\b", settings)
    assert re.search(r"(?<!-)\bicanon\b", settings)
    assert (tmp_path / "typed").read_text(encoding="utf-8") == "typed into the pager\n"
    assert (tmp_path / "shown").read_text(encoding="utf-8").startswith("Dockers turn down crane hall\n")
    reader.type("j")
    reader.wait_for(lambda text: "Assembly backs Karso dam" in text, "the next article")
    reader.type("q")
    assert reader.end() == 0


def test_a_copy_goes_to_the_terminal_where_no_tool_takes_it(terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    reader = terminal(100, 30, PATH=str(tmp_path / "bin"), **ALONE)
    reader.wait_for(lambda text: "Dockers turn down crane hall" in text, "the first article")
    reader.type("]y")
    reader.wait_for(lambda text: "OSC 52" in text, "what was said of the copy")
    sent = re.search(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", reader.written)
    assert sent is not None
    assert base64.b64decode(sent[1]).decode().startswith("“the plan for a second crane hall” — Mara Tolvanen")
    reader.type("q")
    assert reader.end() == 0
