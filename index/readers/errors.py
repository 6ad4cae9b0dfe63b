"""What a reader raises when it cannot make an article of a file."""

from __future__ import annotations

from pathlib import Path

from index.answer import SaysoError
from index.sanitize import spell_out


class ReadError(SaysoError):
    """A file that could not be read; ``reason`` completes the sentence that ``path`` begins ("is empty")."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{spell_out(str(path))}: {spell_out(reason)}")
        self.path = path
        self.reason = spell_out(reason)

    def __reduce__(self) -> tuple[type[ReadError], tuple[Path, str]]:
        """Travel between processes whole; the default would call ``ReadError(message)``."""
        return ReadError, (self.path, self.reason)


def os_reason(error: OSError) -> str:
    """Return the operating system's reason as the end of a sentence: ``cannot be read: permission denied``."""
    reason = error.strerror or type(error).__name__
    return f"cannot be read: {reason[:1].lower()}{reason[1:]}"
