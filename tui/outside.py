"""Programs outside the reader: the pager, the editor, the browser; which are meant, and how they are run."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.answer import SaysoError

_PAGERS = ("less", "more")
_EDITORS = ("sensible-editor", "nano", "vim", "vi")


def pager() -> list[str]:
    """The command of the user's pager. Raises :class:`SaysoError` where there is none."""
    return _command(("PAGER",), _PAGERS)


def editor() -> list[str]:
    """The command of the user's editor. Raises :class:`SaysoError` where there is none."""
    return _command(("VISUAL", "EDITOR"), _EDITORS)


def run(command: Sequence[str], path: Path) -> None:
    """Run a program on a file until it is left. Raises :class:`SaysoError` where it cannot be run or fails."""
    try:
        done = subprocess.run([*command, str(path)], check=False)  # noqa: S603 - the user's own choice of program
    except (OSError, ValueError) as error:
        raise SaysoError(f"{command[0]} cannot be run: {getattr(error, 'strerror', None) or error}") from error
    if done.returncode:
        raise SaysoError(f"{command[0]} ended with status {done.returncode}")


@contextmanager
def copy_of(text: str) -> Iterator[Path]:
    """A file that holds ``text`` for as long as it is looked at. Raises :class:`SaysoError` where there is no room."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="sayso-")
    except OSError as error:
        raise SaysoError(f"a copy cannot be written: {error.strerror}") from error
    with folder as name:
        path = Path(name) / "article.txt"
        try:
            path.write_text(text, encoding="utf-8", errors="replace")
        except OSError as error:
            raise SaysoError(f"{path} cannot be written: {error.strerror}") from error
        yield path


def takes_the_terminal() -> bool:
    """Whether the browser is one that runs in the terminal. Raises :class:`SaysoError` where there is none at all."""
    import webbrowser  # not before it is needed

    try:
        return type(webbrowser.get()) is webbrowser.GenericBrowser
    except webbrowser.Error as error:
        raise SaysoError("no browser was found; $BROWSER names one") from error


def is_web_address(url: str | None) -> bool:
    """Whether it is one that a browser may be given: never a file, a script or an option."""
    return url is not None and url.startswith(("https://", "http://"))


def browse(url: str, *, here: bool = False) -> None:
    """Give a web address to the browser: ``here``, in this terminal, or without a word of it on the screen.

    Raises :class:`SaysoError` for what is no web address, and where no browser takes it.
    """
    if not is_web_address(url):
        raise SaysoError("only web addresses (http, https) are opened")
    quiet = None if here else subprocess.DEVNULL
    code = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"
    command = [sys.executable, "-I", "-c", code, url]  # by itself, as browsers write to the terminal they start from
    if subprocess.run(command, stdin=quiet, stdout=quiet, stderr=quiet, check=False).returncode:  # noqa: S603 - ours
        raise SaysoError("no browser took the address; $BROWSER names another one")


def _command(variables: Sequence[str], usual: Sequence[str]) -> list[str]:
    for variable in variables:
        try:
            words = shlex.split(os.environ.get(variable, ""))
        except ValueError as error:
            raise SaysoError(f"${variable} cannot be read: {error}") from error
        if words:
            return words
    found = next((name for name in usual if shutil.which(name)), None)
    if found is None:
        raise SaysoError(f"no program was found for it; ${variables[-1]} names one")
    return [found]
