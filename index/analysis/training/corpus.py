"""Read a corpus of attributions in PolNeAR's layout: ``text/*.txt`` and brat standoff files in ``attributions/``."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

Span = tuple[int, int]
_WORD = re.compile(r"\w+(?:[’'.\-]\w+)*")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A hand-labelled attribution: characters of holder, cue and statement."""

    holder: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and what its annotators marked in it, one list an annotator.

    ``unsure`` are the stretches that the first one set aside: page furniture, and what may or may not be attributed.
    """

    name: str
    text: str
    readings: tuple[tuple[Attribution, ...], ...]
    unsure: tuple[Span, ...] = ()


def load(folder: Path) -> list[Labelled]:
    """All texts of a corpus directory, by name."""
    by_name: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((folder / "attributions").glob("*.ann")):
        by_name[path.stem.rsplit("_", 1)[0]].append(path)
    texts = []
    for name, paths in sorted(by_name.items()):
        with (folder / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
            readings = tuple(_attributions(path) for path in paths)
            texts.append(Labelled(name, file.read(), readings, _set_aside(paths[0])))
    return texts


def _attributions(path: Path) -> tuple[Attribution, ...]:
    spans: dict[str, list[Span]] = {}
    events: list[list[list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            offsets = rest.partition("\t")[0].partition(" ")[2]
            pieces = [tuple(map(int, piece.split())) for piece in offsets.split(";")]
            spans[name] = [(piece[0], piece[1]) for piece in pieces if len(piece) == 2]
        elif name.startswith("E"):
            events.append([part.split(":", 1) for part in rest.split() if ":" in part])
    found = []
    for event in events:
        roles: dict[str, list[Span]] = defaultdict(list)
        for role, target in event:
            roles[role.rstrip("0123456789")] += spans.get(target, [])
        if roles["Content"]:
            found.append(Attribution(*(tuple(sorted(roles[role])) for role in ("Source", "Cue", "Content"))))
    return tuple(sorted(found, key=lambda attribution: attribution.content))


def _set_aside(path: Path) -> tuple[Span, ...]:
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, places = [*line.split("\t"), ""][1].partition(" ")
        if kind in ("Discard", "Discuss"):
            found += [tuple(map(int, piece.split())) for piece in places.split(";")]
    return tuple((span[0], span[1]) for span in found if len(span) == 2)


class WordIndex:
    """The words of a text, to compare spans by the words they cover."""

    def __init__(self, text: str) -> None:
        self._at: list[int] = [-1] * len(text)
        for n, match in enumerate(_WORD.finditer(text)):
            self._at[match.start() : match.end()] = [n] * (match.end() - match.start())

    def words(self, spans: list[Span] | tuple[Span, ...]) -> frozenset[int]:
        """The numbers of the words that ``spans`` touch."""
        return frozenset(n for start, end in spans for n in self._at[start:end] if n >= 0)


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    """Shared words by all words."""
    return len(a & b) / len(a | b) if a or b else 0.0
