"""What tests of faults do to the machine: a small disk, one that may only be read, the program run as a user would."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

WORDS = "harbour levy council mayor dam river treaty minister strike port vote border".split()  # noqa: SIM905


@dataclass(frozen=True)
class Run:
    """How a run of the program ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def complaints(self) -> list[str]:
        """The lines on standard error, none of them a traceback's."""
        assert "Traceback" not in self.err, self.err
        return self.err.splitlines()


def sayso(library: Path, *words: str | Path, timeout: float = 100) -> Run:
    """Run the program on a library."""
    command = [sys.executable, "-m", "tui", *words, "--library", library]
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout)
    return Run(done.returncode, done.stdout, done.stderr)


def write_news(folder: Path, count: int, words: int = 400, seed: int = 1) -> Path:
    """A folder of ``count`` articles; the word ``number<n>`` is in the n-th alone."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    for number in range(count):
        body = " ".join(chance.choices(WORDS, k=words))
        (folder / f"{number:05}.txt").write_text(f"Headline\n\nAll said {body} number{number}.\n", encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Disk:
    """A file system in memory, mounted for one test."""

    folder: Path

    def remount(self, options: str) -> None:
        """Change its size (``size=8m``) or what may be done on it (``ro``)."""
        subprocess.run(["mount", "-o", f"remount,{options}", self.folder], check=True, capture_output=True)

    def fill(self) -> None:
        """Take up all that is left."""
        with (self.folder / "filler").open("wb", buffering=0) as file:
            for size in (1 << 16, 1 << 12, 1):
                try:
                    while file.write(b"\0" * size):
                        pass
                except OSError:
                    continue


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[Disk]:
    """A disk of this size; the test is skipped where this user may not mount one."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder]
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("there is no mount command here")
    if done.returncode:
        pytest.skip(f"no disk can be mounted here (user {os.geteuid()}): {done.stderr.strip()}")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True, capture_output=True)
