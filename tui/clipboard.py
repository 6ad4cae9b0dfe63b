"""Puts text into a clipboard by the machine's own tools, and tells which of them took it.

Not by ``pyperclip``: it looks at no tool's exit code, so cannot tell the truth, and lets what a tool complains of
through to the screen.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass

_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that reads text for the clipboard; it is of use where the environment has ``variable``."""

    command: tuple[str, ...]
    variable: str
    took: str


TOOLS: tuple[Tool, ...] = (
    Tool(("wl-copy",), "WAYLAND_DISPLAY", "copied with wl-copy"),
    Tool(("xclip", "-selection", "clipboard"), "DISPLAY", "copied with xclip"),
    Tool(("xsel", "--clipboard", "--input"), "DISPLAY", "copied with xsel"),
    Tool(("pbcopy",), "", "copied with pbcopy"),
    Tool(("termux-clipboard-set",), "TERMUX_VERSION", "copied with termux-clipboard-set"),
    Tool(("tmux", "load-buffer", "-w", "-"), "TMUX", "copied to tmux, and sent on to the terminal (OSC 52)"),
)
"""In the order in which they are tried."""
SENT = "sent to the terminal's clipboard (OSC 52), which does not say whether it takes it"


def copy_natively(text: str) -> str | None:
    """Let the first tool that can take ``text``; what to say of it, or ``None`` where none took it.

    Waits for the tool, some seconds at most.
    """
    return next((tool.took for tool in TOOLS if _is_of_use(tool) and _takes(tool, text)), None)


def _is_of_use(tool: Tool) -> bool:
    if not tool.variable and os.environ.get("SSH_CONNECTION"):
        return False  # it would be the clipboard of a machine before which nobody sits
    return (not tool.variable or bool(os.environ.get(tool.variable))) and shutil.which(tool.command[0]) is not None


def _takes(tool: Tool, text: str) -> bool:
    try:
        done = subprocess.run(  # noqa: S603 - one of our own commands, found on the user's path
            tool.command,
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
